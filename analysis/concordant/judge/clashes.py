"""Conflicts that follow from what two rules of codes ask: one deed, the same people and things, and duties that cannot both hold.

`conflicts.yml` names acts that codes are known to differ on. Here any two rules of one council, and any two linked rules of different
councils, are held against each other as `concordant pair` does it. Among thousands of pairs nearly all sit together, so a pair must have
much more in common than two clauses that somebody lays side by side.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import combinations

from concordant.compare.similarity import stems
from concordant.judge.stances import alike, bearers_of, same_person
from concordant.judge.together.answer import demands, who
from concordant.judge.together.context import Words
from concordant.judge.together.frames import Frame, frames
from concordant.judge.together.meaning import speaks_of_meaning
from concordant.judge.together.verdict import Verdict, by_meaning, gravest, judged
from concordant.model import Clause, Link, Norm, Policy
from concordant.rulebook.lexicon import contraries
from concordant.rulebook.together import pair_rules
from concordant.rulebook.wordlists import senses

# How much two rules of codes must have in common; decision 10 has the figures that they were chosen by.
CLOSE = 0.85
SHARED = 1.75
WHOLE = 0.5  # and how much of the longer of the two is in the shorter
CLOSE_SAID, SAID = 0.95, 0.6  # the same of two sentences in the same words, and which share of their words that is
AGREED = 0.8  # share of the words of a norm that stand in the sentence of its frame
SHORTEST, LONGEST = 5, 60  # words of a clause that rules, and of a sentence that is read surely
_RULES = frozenset({"same-deed", "opposite-deed", "strength", "quantity", "post", "carve-out"})
_RULES_SAID = frozenset({"same-deed", "opposite-deed", "unsaid-deed", "quantity"})
_NEVER = re.compile(r"\b(?:never|do not|don['’]t|must not|should not|may not)\b", re.IGNORECASE)
_MODALITY = {"must": "obligation", "must-not": "prohibition", "may": "permission", "need-not": "permission", "none": ""}


@dataclass(frozen=True, slots=True, kw_only=True)
class Clash:
    """A verdict on two clauses of codes, with their policies."""

    a: Clause
    b: Clause
    policy_a: Policy
    policy_b: Policy
    verdict: Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rule:
    """One rule of a code, as it is held against others. `bearers` are the groups bound, none that the code is not for."""

    frame: Frame
    bearers: frozenset[str]
    clause: Clause
    policy: Policy


def clashes(policies: Sequence[Policy], links: Iterable[Link], of: str = "") -> Iterator[Clash]:
    """Every clash inside one council's codes, and between linked clauses of different councils; one for each pair of clauses.

    `of` is the id of a policy or a clause: then only its clashes are looked for.
    """
    best: dict[tuple[str, str], list[Clash]] = defaultdict(list)
    for clash in (*_of_rules(policies, links, of), *_of_meaning(policies, of)):
        best[clash.a.id, clash.b.id].append(clash)
    for found in best.values():
        gravest_one = gravest([clash.verdict for clash in found])
        yield next(clash for clash in found if clash.verdict is gravest_one)


def _of_rules(policies: Sequence[Policy], links: Iterable[Link], of: str) -> Iterator[Clash]:
    """What two rules with enough in common make of each other. An exception counts only within one council."""
    rules = [rule for policy in policies if policy.compared for rule in _rules(policy)]
    for one, other in _candidates(rules, links):
        if of not in {"", one.policy.id, other.policy.id, one.clause.id, other.clause.id} or not _can_clash(one.frame, other.frame):
            continue
        if not (one.frame.only or other.frame.only or same_person(one.bearers, other.bearers)):
            continue
        for verdict in verdicts(one.frame, other.frame, one.frame.sentence, other.frame.sentence):
            if (_holds(verdict) or _said_alike(verdict)) and (verdict.type != "exception" or one.policy.body == other.policy.body):
                yield Clash(a=one.clause, b=other.clause, policy_a=one.policy, policy_b=other.policy, verdict=verdict)


@lru_cache(maxsize=50_000)
def verdicts(one: Frame, other: Frame, sentence_one: str, sentence_other: str) -> tuple[Verdict, ...]:
    """What stands between two rules; kept, because it hangs on the rules alone. Two frames are equal whatever their sentences say."""
    return tuple(judged(one, other))


def sentence(clash: Clash, place_a: str, place_b: str) -> str:
    """The sentence of the rule about two places in codes."""
    x, y = clash.verdict.a, clash.verdict.b
    return pair_rules()[clash.verdict.rule].in_codes.format(
        who=who(x, y), a=place_a, b=place_b, A=place_a[:1].upper() + place_a[1:],
        demands_a=demands(x), demands_b=demands(y),
        strong=place_b if x and x.advisory else place_a, weak=place_a if x and x.advisory else place_b,
        amount_a=clash.verdict.amounts[0], amount_b=clash.verdict.amounts[1], term=clash.verdict.term,
    )  # fmt: skip


def words_of(clause: Clause) -> Words:
    """A clause of a code with what stands above it."""
    return Words(text=clause.text, lead_in=clause.lead_in, heading=clause.heading_path[-1] if clause.heading_path else None)


def _rules(policy: Policy) -> Iterator[_Rule]:
    for clause in policy.clauses:
        if not clause.norms or len(clause.text.split()) < SHORTEST:
            continue
        for frame, norm in _surely_read(words_of(clause), clause.norms):
            yield _Rule(frame=frame, bearers=bearers_of(norm, policy), clause=clause, policy=policy)


@lru_cache(maxsize=20_000)
def _surely_read(clause: Words, norms: tuple[Norm, ...]) -> tuple[tuple[Frame, Norm], ...]:
    """The rules in a clause that its norms say too, with the strength that those have; each with its norm."""
    found = []
    read = frames(clause)
    for frame in read:
        banned = any(other.says == "must-not" for other in read if other.sentence == frame.sentence)
        if frame.says in {"must", "may"} and not banned and _NEVER.search(frame.sentence):
            # "Do lock the gate and never lend the key": a ban that was not read apart would be taken for a duty.
            continue
        norm = _norm_of(frame, norms)
        if norm and frame.sure and frame.deeds and len(frame.sentence.split()) <= LONGEST:
            found.append((replace(frame, advisory=norm.strength == "advisory"), norm))
    return tuple(found)


def _norm_of(frame: Frame, norms: Sequence[Norm]) -> Norm | None:
    """The norm of the clause that the frame reads too. Two readings that agree are surer than one."""
    sentence = set(stems(frame.sentence))
    for norm in norms:
        act = stems(norm.act)
        if norm.modality == _MODALITY[frame.says] and act and sum(stem in sentence for stem in act) >= AGREED * len(act):
            return norm
    return None


def _of_meaning(policies: Sequence[Policy], of: str) -> Iterator[Clash]:
    """What the definitions and the statements of reach in one council's codes make of each other."""
    told = [(p, c, words) for p in policies if p.compared for c in p.clauses if speaks_of_meaning(words := words_of(c))]
    for (p, c, one), (q, d, other) in combinations(told, 2):
        if p.body == q.body and of in {"", p.id, q.id, c.id, d.id} and (found := gravest(by_meaning(one, other, surely=True))):
            yield Clash(a=c, b=d, policy_a=p, policy_b=q, verdict=found)


def _candidates(rules: Sequence[_Rule], links: Iterable[Link]) -> Iterator[tuple[_Rule, _Rule]]:
    """Pairs of rules of one council that name one deed or two contrary ones, and pairs of linked clauses."""
    by_deed: dict[tuple[str, str], list[int]] = defaultdict(list)
    by_clause: dict[str, list[int]] = defaultdict(list)
    for index, rule in enumerate(rules):
        by_clause[rule.clause.id].append(index)
        for name in _names(rule.frame):
            by_deed[rule.policy.body, name].append(index)
    for index, rule in enumerate(rules):
        wanted = {name for own in _names(rule.frame) for name in (own, *contraries(own))}
        near = {other for name in wanted for other in by_deed[rule.policy.body, name] if other > index}
        yield from ((rule, rules[other]) for other in sorted(near) if rules[other].clause.id != rule.clause.id)
    for link in links:
        for one in by_clause[link.a]:
            yield from ((rules[one], rules[other]) for other in by_clause[link.b] if rules[one].policy.body != rules[other].policy.body)


def _can_clash(x: Frame, y: Frame) -> bool:
    """Whether two rules ask for different things at all. Most linked rules ask for the same, and need not be weighed word by word."""
    if x.says != y.says or x.advisory != y.advisory or (x.quantities and y.quantities):
        return True
    return not _contrary_names(x).isdisjoint(_names(y)) or (_goes_to_somebody(x) and _goes_to_somebody(y))


def _goes_to_somebody(frame: Frame) -> bool:
    return any(deed.senses & senses("goes-to") for deed in frame.deeds)


@lru_cache(maxsize=50_000)
def _contrary_names(frame: Frame) -> frozenset[str]:
    return frozenset(name for own in _names(frame) for name in contraries(own))


@lru_cache(maxsize=50_000)
def _names(frame: Frame) -> frozenset[str]:
    return frozenset(sense for deed in frame.deeds for sense in deed.senses) | {deed.stem for deed in frame.deeds}


def _said_alike(verdict: Verdict) -> bool:
    """Whether two sentences say the same words but for the demand: they speak of one thing, however little there is that both name."""
    m, x, y = verdict.match, verdict.a, verdict.b
    if verdict.rule not in _RULES_SAID or m is None or x is None or y is None:
        return False
    return m.closeness >= CLOSE_SAID and alike(x.sentence, y.sentence) >= SAID


def _holds(verdict: Verdict) -> bool:
    m = verdict.match
    if verdict.rule not in _RULES or m is None or m.deed not in {"same", "opposite"}:
        return False
    whole = m.shared / (m.shared + max(m.only_a, m.only_b)) if m.shared else 0.0
    return m.closeness >= CLOSE and m.shared >= SHARED and whole >= WHOLE
