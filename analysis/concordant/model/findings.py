"""What the analyser says of policies: conflicts, concerns, and all of it together."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from concordant.model.concordance import Gap, Link, Passage, Ruling, Tie
from concordant.model.policy import Clause, Policy

ConflictType = Literal["contradiction", "tension", "strength", "exception"]
Between = Literal["same-body", "different-bodies", "principle"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """Two clauses, or a clause and a principle (then `b` is None), that do not sit together.

    `quote_a` and `quote_b` are verbatim substrings of the two texts (of the principle's words when `b` is None).
    `sure` is False where the parse or rule is unsure; `doubt` then says of what. `concerns` are ids of concerns that raise it.
    """

    id: str
    a: str
    b: str | None
    principle: str | None = None
    type: ConflictType
    between: Between
    why: str
    rule: str
    quote_a: str
    quote_b: str
    sure: bool = True
    doubt: str | None = None
    concerns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Concern:
    """An objection that a councillor recorded, in their own words, tied to the clauses that it is about.

    `text` is what the speaker said (a verbatim quote of the report), `unit` the id of the clause of the report it stands in.
    `quote` is the passage of a code that the speaker quotes, `reference` the place they name ("Page 3, first hollow bullet").
    `targets` are clause ids, likeliest first; `resolved` says how they were found: "quoted exactly", "quoted, words differ",
    "named by place", "by subject" or "not found". A comment in the margin of a draft has `origin` "comment", its author as `councillor`,
    its anchor as `quote`, the clause that it stands beside as `unit`, and the `date` on which it was written.
    """

    id: str
    councillor: str
    unit: str
    text: str
    quote: str | None = None
    reference: str | None = None
    targets: tuple[str, ...] = ()
    resolved: str = ""
    kinds: tuple[str, ...] = ()
    principles: tuple[str, ...] = ()
    proposal: str | None = None
    endorses: tuple[str, ...] = ()
    origin: Literal["report", "comment"] = "report"
    date: str | None = None


@dataclass(frozen=True, kw_only=True)
class Analysis:
    """All that is known about one set of policies: what the site, the exports and the command line show."""

    policies: tuple[Policy, ...]
    ties: tuple[Tie, ...]
    links: tuple[Link, ...]
    gaps: tuple[Gap, ...]
    conflicts: tuple[Conflict, ...]
    concerns: tuple[Concern, ...]
    passages: tuple[Passage, ...] = ()
    rulings: tuple[Ruling, ...] = ()

    @cached_property
    def _clauses(self) -> dict[str, Clause]:
        return {clause.id: clause for policy in self.policies for clause in policy.clauses}

    @cached_property
    def _policies(self) -> dict[str, Policy]:
        return {policy.id: policy for policy in self.policies}

    def clause(self, clause_id: str) -> Clause:
        """The clause with this id; KeyError if there is none."""
        return self._clauses[clause_id]

    def policy(self, policy_id: str) -> Policy:
        """The policy with this id; KeyError if there is none."""
        return self._policies[policy_id]
