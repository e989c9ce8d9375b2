"""What each rule of a code does for the Seven Principles and for freedom of expression: a screening by wording, not legal advice."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from concordant.errors import Problem
from concordant.judge.restrictions import Said, bound, lone, said
from concordant.model import Conflict, Modality, Policy, Strength
from concordant.rulebook.bearings import FILE, Bearing, Effect, bearings
from concordant.rulebook.principles import principles

Standing = Literal["limiting", "serving", "neutral"]
_STANDING: dict[Effect, Standing] = {"limits": "limiting", "serves": "serving", "allows": "neutral"}
# What a sentence is held to do when several rules speak of one principle: the first of these.
_ORDER = {standing: at for at, standing in enumerate(get_args(Standing))}
DOUBT = "This is a screening by wording, not legal advice."


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """How a rule stands to one principle: `words` of the clause show it, `why` is a sentence without its subject ("bars ...")."""

    principle: str
    standing: Standing
    words: str
    why: str
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruled:
    """One duty, ban or permission of a clause with its marks, one for each principle that a rule speaks to, in the rulebook's order.

    `quote` is its sentence, verbatim. What has no mark is neutral: no rule found words in it that speak to the principle.
    """

    clause: str
    policy: str
    modality: Modality
    strength: Strength
    quote: str
    marks: tuple[Mark, ...]

    def mark(self, principle: str) -> Mark | None:
        """The mark for a principle; None where nothing speaks to it."""
        return next((mark for mark in self.marks if mark.principle == principle), None)

    def standing(self, principle: str) -> Standing:
        found = self.mark(principle)
        return found.standing if found else "neutral"

    @property
    def restricts(self) -> bool:
        """Whether it narrows what somebody may do; a permission is listed only for what it serves."""
        return self.modality != "permission"


def ledger(policies: Sequence[Policy]) -> tuple[Ruled, ...]:
    """Every duty and ban of the compared policies, and every permission that serves a principle, by policy, in text order."""
    return tuple(ruled for policy in sorted((p for p in policies if p.compared), key=lambda p: p.id) for ruled in _of_policy(policy))


def _of_policy(policy: Policy) -> Iterator[Ruled]:
    together: dict[tuple[str, str, Modality], list[Said]] = defaultdict(list)
    for one in said(policy):
        together[one.clause.id, one.quote, one.modality].append(one)
    for (clause, quote, modality), held in together.items():
        marks = _marks(held)
        if modality != "permission" or marks:
            strength: Strength = "mandatory" if any(one.norm.strength == "mandatory" for one in held) else "advisory"
            yield Ruled(clause=clause, policy=policy.id, modality=modality, strength=strength, quote=quote, marks=marks)


def _marks(held: Sequence[Said]) -> tuple[Mark, ...]:
    best: dict[str, Mark] = {}
    for one in held:
        for rule in bearings():
            for mark in _by(rule, one):
                if mark.principle not in best or _ORDER[mark.standing] < _ORDER[best[mark.principle].standing]:
                    best[mark.principle] = mark
    return tuple(best[p.id] for p in principles() if p.id in best)


def principle_conflicts(policies: Sequence[Policy]) -> tuple[Conflict, ...]:
    """A finding for each clause and principle that the clause limits, with the first of its sentences that does, in the ledger's order."""
    found: dict[tuple[str, str], Conflict] = {}
    words = {p.id: p.words for p in principles()}
    places = {clause.id: _place(policy, clause.number) for policy in policies for clause in policy.clauses}
    for ruled in ledger(policies):
        for mark in ruled.marks:
            if mark.standing == "limiting" and (ruled.clause, mark.principle) not in found:
                found[ruled.clause, mark.principle] = _conflict(ruled, mark, words[mark.principle], places[ruled.clause])
    return tuple(found.values())


def _conflict(ruled: Ruled, mark: Mark, words: str, place: str) -> Conflict:
    rule = f"limits-{mark.principle}"
    return Conflict(
        id=finding_id(ruled.clause, mark.principle, rule),
        a=ruled.clause,
        b=None,
        principle=mark.principle,
        type="tension",
        between="principle",
        why=f"{place} {mark.why}",
        rule=rule,
        quote_a=ruled.quote,
        quote_b=words,
        sure=False,
        doubt=DOUBT,
    )


def finding_id(a: str, b: str, rule: str) -> str:
    """Readable and stable: the two slugs, the rule, and four characters that tell policies with like slugs apart."""
    digest = hashlib.sha256(f"{a} {b} {rule}".encode()).hexdigest()[:4]
    return "--".join([a.rsplit("#", 1)[-1], b.rsplit("#", 1)[-1], rule]) + f"-{digest}"


def mentioned(text: str) -> tuple[str, ...]:
    """Ids of the principles that `text` names, in the order of the rulebook."""
    return tuple(p.id for p in principles() if p.mentioned(text))


def _place(policy: Policy, number: int) -> str:
    return f"{policy.meta.short or policy.meta.title} [{number}]"


def check() -> tuple[Problem, ...]:
    """Every example of `bearings.yml`, read as a rule of a code, must be found by its rule, no counter-example."""
    found = []
    for rule in bearings():
        found += [_wrong(rule, t, "an example is not found") for t in rule.examples if not _fires(rule, t)]
        found += [_wrong(rule, t, "a counter-example is found") for t in rule.counter_examples if _fires(rule, t)]
    return tuple(found)


def _fires(rule: Bearing, text: str) -> bool:
    return any(mark.rule == rule.id for one in said(lone(text)) for mark in _by(rule, one))


def _by(rule: Bearing, one: Said) -> Iterator[Mark]:
    if one.modality in rule.when and rule.bearers & bound(one.norm, one.policy) and (words := rule.find(one.own, one.lead_in)):
        for effect, principle, why in rule.effects:
            yield Mark(principle=principle, standing=_STANDING[effect], words=words, why=why, rule=rule.id)


def _wrong(rule: Bearing, text: str, what: str) -> Problem:
    return Problem(file=FILE, where=f"rule `{rule.id}`", what=f"{what}: “{text}”.", mend="Correct the cue or the example.")
