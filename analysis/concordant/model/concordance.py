"""The concordance: ties to the hub, links between clauses, what a code lacks, what was reused, and what people decided."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

Relation = Literal["equal", "equivalent", "subset", "superset", "intersects", "opposed"]
# What b is to a, where a is to b what the key says; the other relations are the same both ways.
MIRROR: dict[Relation, Relation] = {"subset": "superset", "superset": "subset"}
LinkVerdict = Literal["accept", "reject", "retype"]
ConflictVerdict = Literal["intended", "not-a-conflict"]
Verdict = Literal[LinkVerdict, ConflictVerdict]
RulingState = Literal["in force", "reopened", "clause gone"]
Divergence = Literal["verbatim", "reworded", "in part", "narrower", "wider", "opposed", "left out", "added"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """One clause tied to one provision of the hub. `score` runs from 0 to 1; `words` are the cues found in the clause."""

    clause: str
    provision: str
    score: float
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Two clauses of different documents that make (largely) the same provision. `a` precedes `b` by id.

    `relation` is that of a to b: "subset" means that a is narrower than b. `provisions` are the shared ties. `decided` says who ruled on
    the link and when, where a person did.
    """

    a: str
    b: str
    relation: Relation
    score: float
    why: str
    provisions: tuple[str, ...] = ()
    decided: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """A provision that `policy` does not make and that the policies of `made_by` (clause ids) do."""

    policy: str
    provision: str
    made_by: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What a person ruled on a link or a conflict, as `policies/decisions.yml` says it.

    Of a link, `accept` makes the pair one, `reject` makes it none, `retype` gives it another relation. Of a conflict, `intended` accepts it
    as meant to be so, `not-a-conflict` takes it out; there `b` is None where the other side is the principle with the id `principle`.
    `quote_a` and `quote_b` are the words of the two clauses on which it rests; it counts for as long as they stand. `quote_b` is "" for
    a principle. `when` is an ISO date. `line` is that of the file.
    """

    a: str
    b: str | None
    verdict: Verdict
    relation: Relation | None
    who: str
    when: str
    why: str
    quote_a: str
    quote_b: str
    line: int = 0
    principle: str | None = None

    @property
    def on_conflict(self) -> bool:
        """Whether it rules on a conflict; otherwise on a link."""
        return self.verdict in get_args(ConflictVerdict)

    @property
    def sides(self) -> tuple[tuple[str, str], ...]:
        """Clause id and quotation of each clause that it names."""
        return ((self.a, self.quote_a), *([(self.b, self.quote_b)] if self.b else []))


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """A decision held against the texts of today. `changed` names the words that are no longer there, as (clause id, before, now).

    `places` are the ids of the clauses in which the quotations stand today, in the order of the decision's sides: a clause keeps its
    words and gets another id when words before them change. Empty when a clause is gone.
    """

    decision: Decision
    state: RulingState
    changed: tuple[tuple[str, str, str], ...] = ()
    places: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """Words that two policies of different councils share. `a` and `b` are clause ids, in order.

    `text_a` and `text_b` are the words as each clause prints them, `words` counts those of the shorter. `verbatim` is True when only
    case, white space and punctuation differ.
    """

    a: str
    b: str
    text_a: str
    text_b: str
    words: int
    verbatim: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of a code held against a reference. `reference` or `clause` is None where one of the two says nothing."""

    kind: Divergence
    reference: str | None
    clause: str | None
