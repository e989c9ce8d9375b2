"""The capacity map: does a rule hold on duty, when somebody seems to be on duty, in private life, or does it not say?

A clause that says nothing may still be reached by a sentence about the whole code ("This code applies at all times").
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from concordant.model import Clause, Norm, Policy
from concordant.parse.sentences import sentences
from concordant.rulebook.reach import Reach, reach_book

Standing = Literal["official", "appears official", "private", "both", "unstated"]
STANDINGS: tuple[Standing, ...] = ("official", "appears official", "private", "both", "unstated")
# The most far-reaching capacity of a clause with several rules comes first.
_FIRST: tuple[Standing, ...] = ("appears official", "both", "private", "official", "unstated")
# A dash sets words apart ("are – or appear to be – acting"), and is no word.
_DASH = re.compile(r"\s[–—-]\s")


@dataclass(frozen=True, slots=True, kw_only=True)
class WholeStatement:
    """A sentence, verbatim, that says in which capacity the whole code applies; with `other`, the code of conduct for members instead."""

    clause: str
    policy: str
    quote: str
    gives: Reach
    other: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A clause with a duty, ban or permission, and the capacity in which it holds. `words` show it: the clause's own, or what introduces it
    ("above: ..."), or "" where nothing does.
    """

    clause: str
    policy: str
    standing: Standing
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CapacityMap:
    """One code: each clause that lays something down, and what the code says of itself as a whole."""

    policy: str
    clauses: tuple[Placed, ...]
    whole: tuple[WholeStatement, ...]

    @property
    def itself(self) -> tuple[WholeStatement, ...]:
        """What the code says of itself, which reaches the clauses that say nothing."""
        return tuple(statement for statement in self.whole if not statement.other)

    def of(self, standing: Standing) -> tuple[Placed, ...]:
        """The clauses that hold in one capacity, in text order."""
        return tuple(placed for placed in self.clauses if placed.standing == standing)


def capacity_maps(policies: Sequence[Policy]) -> tuple[CapacityMap, ...]:
    """The map of each compared policy, by id. Policies carry their norms."""
    return tuple(_map(policy) for policy in sorted((p for p in policies if p.compared), key=lambda p: p.id))


def _map(policy: Policy) -> CapacityMap:
    placed = tuple(_placed(clause, policy) for clause in policy.clauses if clause.norms)
    return CapacityMap(policy=policy.id, clauses=placed, whole=tuple(s for clause in policy.clauses for s in _whole(clause, policy)))


def _placed(clause: Clause, policy: Policy) -> Placed:
    if words := _appears(clause.text):
        return Placed(clause=clause.id, policy=policy.id, standing="appears official", words=words)
    found = dict(map(_of_norm, clause.norms))
    standing = next(s for s in _FIRST if s in found)
    words = found[standing]
    above = next((w for text in reversed(clause.lead_in_path) if (w := _appears(text))), None)
    if above and (standing == "unstated" or words.startswith("above: ")):
        return Placed(clause=clause.id, policy=policy.id, standing="appears official", words=f"above: {above}")
    return Placed(clause=clause.id, policy=policy.id, standing=standing, words=words)


def _of_norm(norm: Norm) -> tuple[Standing, str]:
    """What the council or a named officer has to do is done in office, whether or not the clause says so."""
    if norm.capacity == "unstated" and norm.bearer in {"council", "officer"}:
        return "official", dict(norm.words).get("bearer", "")
    return norm.capacity, dict(norm.words).get("capacity", "")


def _appears(text: str) -> str | None:
    return reach_book().appears.find(_DASH.sub(" ", text))


def _whole(clause: Clause, policy: Policy) -> list[WholeStatement]:
    found = []
    for sentence in sentences(clause.text):
        rule = next((r for r in reach_book().whole if r.wording.find(_DASH.sub(" ", sentence))), None)
        if rule is not None:
            found.append(WholeStatement(clause=clause.id, policy=policy.id, quote=sentence, gives=rule.gives, other=rule.other))
    return found
