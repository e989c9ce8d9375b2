"""What an amendment does besides duties and conflicts: links, provisions, principles, saving clauses, vague words, length."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from concordant.amend.effects import Setting, Standing
from concordant.compare.gaps import MIN_OTHERS, precedents
from concordant.compare.ties import FIRM, ties_of
from concordant.judge.principles import Mark, Ruled, ledger
from concordant.judge.readability import Measure, measure_policy
from concordant.judge.saving import Saving, savings
from concordant.judge.vague import VagueUse, find_vague
from concordant.model import Clause, Gap, GapEffect, LengthEffect, Link, LinkEffect, Policy, Tie, WordingEffect, policy_id_of
from concordant.rulebook.hub import hub
from concordant.rulebook.ledger import ledger_words
from concordant.rulebook.principles import principles

# What limits a principle stands before what serves it.
_SORTS = ("limiting", "serving")


def link_effects(before: Standing, after: Standing, held: Setting, ids: frozenset[str]) -> tuple[LinkEffect, ...]:
    """Links of the clauses with these ids that come, go, or say another relation, in text order."""
    others = {c.id: c for policy in held.others for c in policy.clauses}
    old, new = ({c.id: c for c in side.policy.clauses} for side in (before, after))
    sides = [{_ends(link, side.policy.id): link for link in side.links} for side in (before, after)]
    order = {name: at for at, name in enumerate(dict.fromkeys((*new, *old)))}
    found = []
    for ends in sorted(sides[0].keys() | sides[1].keys(), key=lambda ends: (order[ends[0]], ends[1])):
        was, now = sides[0].get(ends), sides[1].get(ends)
        if ends[0] in ids and (was.relation if was else None) != (now.relation if now else None):
            own, other = ends
            texts = {"old": _text(own, old), "new": _text(own, new), "other_text": _text(other, others)}
            found.append(LinkEffect(clause=own, other=other, before=was, after=now, **texts))
    return tuple(found)


def _ends(link: Link, policy: str) -> tuple[str, str]:
    return (link.a, link.b) if policy_id_of(link.a) == policy else (link.b, link.a)


def _text(id: str, clauses: Mapping[str, Clause]) -> str:
    return clauses[id].text if id in clauses else ""


def gap_effects(before: Standing, after: Standing, held: Setting) -> tuple[GapEffect, ...]:
    """Provisions that at least two other codes make and that the text makes on one side only, in order of the hub; those opened first."""
    makers: dict[str, list[str]] = defaultdict(list)
    ties: dict[str, tuple[Tie, ...]] = {}
    for policy in held.others:
        for clause in policy.clauses:
            ties[clause.id] = tuple(tie for tie in ties_of(clause) if tie.score >= FIRM)
            for tie in ties[clause.id]:
                makers[tie.provision].append(clause.id)
    clauses = {c.id: c for policy in held.others for c in policy.clauses}
    made = before.makes(), after.makes()
    found = []
    for entry in hub().provisions:
        opened = entry.id in made[0]
        if (entry.id in made[0]) == (entry.id in made[1]) or len({policy_id_of(name) for name in makers[entry.id]}) < MIN_OTHERS:
            continue
        side = before if opened else after
        own = tuple(made[0 if opened else 1][entry.id])
        gap = Gap(policy=before.policy.id, provision=entry.id, made_by=tuple(makers[entry.id]))
        texts = {c.id: c.text for c in side.policy.clauses}
        found.append(
            GapEffect(
                provision=entry.id, title=entry.title, opened=opened, clauses=own, quotes=tuple(texts[name] for name in own),
                others=precedents(gap, ties, clauses),
            )
        )  # fmt: skip
    return tuple(sorted(found, key=lambda effect: not effect.opened))


def principle_effects(before: Policy, after: Policy, ids: frozenset[str]) -> tuple[WordingEffect, ...]:
    """What rules of the clauses with these ids come to limit or serve, or no longer do; by principle, what limits it first."""
    sides = [_marks(policy, ids) for policy in (before, after)]
    found = []
    for principle in principles():
        for sort in _SORTS:
            for came, mine, other in ((True, sides[1], sides[0]), (False, sides[0], sides[1])):
                for at, (ruled, mark) in mine.items():
                    if at not in other and at[1:] == (principle.id, sort):
                        found.append(_by_mark(ruled, mark, came=came, number=_number(ruled.clause, after if came else before)))
    return tuple(found)


def _marks(policy: Policy, ids: frozenset[str]) -> dict[tuple[str, str, str], tuple[Ruled, Mark]]:
    """By clause, principle and what is done to it, the first rule that does so."""
    found: dict[tuple[str, str, str], tuple[Ruled, Mark]] = {}
    for ruled in ledger((policy,)):
        for mark in ruled.marks:
            if ruled.clause in ids and mark.standing in _SORTS:
                found.setdefault((ruled.clause, mark.principle, mark.standing), (ruled, mark))
    return found


def _by_mark(ruled: Ruled, mark: Mark, *, came: bool, number: int | None) -> WordingEffect:
    why = f"{ledger_words()['words'][f'{mark.standing}-{_way(came)}']} It {mark.why}"
    return WordingEffect(
        clause=ruled.clause, number=number, subject=mark.principle, came=came, words=mark.words, quote=ruled.quote, rule=mark.rule, why=why,
        sort=mark.standing,
    )  # fmt: skip


def saving_effects(before: Policy, after: Policy) -> tuple[WordingEffect, ...]:
    """Saving clauses that come in or go, in text order, those that go first. One that only changes its words does neither."""
    old, new = savings(before), savings(after)
    gone, came = _apart(old, new), _apart(new, old)
    return tuple(
        WordingEffect(
            clause=one.clause, number=_number(one.clause, policy), subject=one.protects, came=arrives, words=one.words, quote=one.quote,
            rule=one.rule, why=ledger_words()["words"][f"saving-{_way(arrives)}"], sort="saving clause",
        )
        for arrives, found, policy in ((False, gone, before), (True, came, after))
        for one in found
    )  # fmt: skip


def _apart(mine: tuple[Saving, ...], theirs: tuple[Saving, ...]) -> list[Saving]:
    """Savings that the other text has neither in these words nor, by the same rule, in the same clause."""
    words, places = {one.quote for one in theirs}, {(one.clause, one.rule) for one in theirs}
    return [one for one in mine if one.quote not in words and (one.clause, one.rule) not in places]


def vague_effects(before: Policy, after: Policy, ids: frozenset[str]) -> tuple[WordingEffect, ...]:
    """Vague words that come into the rules with these ids or go from them; those that come in first."""
    old, new = ({(use.clause, use.term): use for use in find_vague((policy,)) if use.clause in ids} for policy in (before, after))
    return (*_vague(new, old, after, came=True), *_vague(old, new, before, came=False))


def _vague(
    mine: Mapping[tuple[str, str], VagueUse], theirs: Mapping[tuple[str, str], VagueUse], policy: Policy, *, came: bool
) -> Iterator[WordingEffect]:
    for at, use in mine.items():
        if at not in theirs:
            yield WordingEffect(
                clause=use.clause, number=_number(use.clause, policy), subject=use.term, came=came, words=use.words, quote=use.quote,
                rule=use.term, why=f"{ledger_words()['words'][f'vague-{_way(came)}']} {use.asks}", sort=use.explained,
            )  # fmt: skip


def length_effect(before: Policy, after: Policy) -> LengthEffect:
    """Length and reading ease of the two texts."""
    old, new = measure_policy(before), measure_policy(after)
    return LengthEffect(words=(old.words, new.words), sentence=(_sentence(old), _sentence(new)), ease=(old.ease, new.ease))


def _sentence(measured: Measure) -> float:
    return round(measured.sentence_length, 1)


def _way(came: bool) -> str:
    return "came" if came else "went"


def _number(id: str, policy: Policy) -> int | None:
    return next((clause.number for clause in policy.clauses if clause.id == id), None)
