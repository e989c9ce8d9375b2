"""What the analyser says of policies: conflicts, concerns, and all of it together."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from concordant.model.concordance import Gap, Link, Passage, Ruling, Tie
from concordant.model.policy import Clause, Policy

ConflictType = Literal["contradiction", "tension", "strength", "exception"]
ConflictState = Literal["open", "accepted", "rejected"]
Between = Literal["same-body", "different-bodies", "principle"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """Two clauses, or a clause and a principle (then `b` is None), that do not sit together.

    `quote_a` and `quote_b` are verbatim substrings of the two texts (of the principle's words when `b` is None).
    `sure` is False where the parse or rule is unsure; `doubt` then says of what. `concerns` are ids of concerns that raise it.
    `state` says whether a person accepted it as intended, or rejected it as no conflict; `decided` then says who and when, and
    `decided_why` gives their reason.
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
    state: ConflictState = "open"
    decided: str | None = None
    decided_why: str | None = None


ConcernTestKind = Literal["must-say", "must-not-say", "must-be-qualified-by", "must-not-reach-private-capacity"]
ConcernState = Literal["found", "new", "mended", "added"]
ConcernStanding = Literal["met", "partly", "not met", "cannot tell"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ConcernTest:
    """What a draft can be put to, so that somebody can say whether it meets a concern.

    `words` are those that a draft must say, must not say, must qualify its rule by, or those of the rule that must not reach private
    life. `clause` is the id of the clause that the concern is about, None where it is about no one clause. `rule` is the id of the entry
    of `concern_tests.yml` that gave the test, "" where people gave it.
    """

    kind: ConcernTestKind
    words: str
    clause: str | None = None
    rule: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConcernResult:
    """How one concern fares in one text: `words` are those of the text that show it, in the clause with the id `clause`; "" and None
    where nothing in the text speaks of it. `why` is the id of a sentence of `concern_words.yml`.
    """

    standing: ConcernStanding
    why: str
    words: str = ""
    clause: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Concern:
    """An objection that a councillor recorded, in their own words, tied to the clauses that it is about.

    `text` is what the speaker said (a verbatim quote of the report), `unit` the id of the clause of the report it stands in.
    `quote` is the passage of a code that the speaker quotes, `reference` the place they name ("Page 3, first hollow bullet").
    `targets` are clause ids, likeliest first; `resolved` says how they were found: "quoted exactly", "quoted, words differ",
    "named by place", "by subject" or "not found". A comment in the margin of a draft has `origin` "comment", its author as `councillor`,
    its anchor as `quote`, the clause that it stands beside as `unit`, and the `date` on which it was written.

    `sure` says that the first target is certainly what the speaker means; `reasons` are ids of `concern_words.yml` that say why it is
    not, or what else a reader must know of it. `test` is what a draft can be put to; without one, `untested` is the id of the reason.
    `state` tells what the program found from what people mended, added or have not yet looked at in the register; `note` is theirs.
    `unit` is "" for a concern that people added without a report.
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
    sure: bool = False
    reasons: tuple[str, ...] = ()
    test: ConcernTest | None = None
    untested: str | None = None
    state: ConcernState = "found"
    note: str | None = None


@dataclass(frozen=True, kw_only=True)
class Analysis:
    """All that is known about one set of policies: what the site, the exports and the command line show.

    `conflicts` are the open ones and those accepted as intended; `rejected` those that people ruled to be none.
    """

    policies: tuple[Policy, ...]
    ties: tuple[Tie, ...]
    links: tuple[Link, ...]
    gaps: tuple[Gap, ...]
    conflicts: tuple[Conflict, ...]
    concerns: tuple[Concern, ...]
    passages: tuple[Passage, ...] = ()
    rulings: tuple[Ruling, ...] = ()
    rejected: tuple[Conflict, ...] = ()

    @property
    def link_rulings(self) -> tuple[Ruling, ...]:
        """What people decided on links, in the order of the file."""
        return tuple(ruling for ruling in self.rulings if not ruling.decision.on_conflict)

    @property
    def conflict_rulings(self) -> tuple[Ruling, ...]:
        """What people decided on conflicts, in the order of the file."""
        return tuple(ruling for ruling in self.rulings if ruling.decision.on_conflict)

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
