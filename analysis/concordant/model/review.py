"""What an amendment does to a text, line by line: the ledger of a motion or a draft, its combinations with others, and repairs.

Every line quotes the words before and after and names the rule that it rests on; "" or None stands for a side that says nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from concordant.model.amendment import AmendError, AppliedStep
from concordant.model.concordance import Link
from concordant.model.findings import Concern, ConcernStanding, Conflict
from concordant.model.policy import Policy

ConcernStatus = Literal["met", "partly", "not met", "worse", "cannot tell"]
RepairKind = Literal["replace", "leave-out"]


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyEffect:
    """One change of a duty. `clause` is the id of the clause, which it has before and after; `number` and `was_number` its neutral numbers.

    `rank` is 1 for the kind of change with the largest effect. `before` and `after` are the words that show it; `old` and `new` the
    whole clauses. `was` and `now` name what was read out of the words. `rule` is the kind of change.
    """

    clause: str
    was_number: int | None
    number: int | None
    act: str
    rule: str
    rank: int
    sentence: str
    before: str
    after: str
    was: str
    now: str
    old: str
    new: str
    sure: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ConflictEffect:
    """A conflict that opens (`before` is None), closes (`after` is None) or changes. `texts` are its two clauses, as (before, after) each.

    Of a principle, the text is its words.
    """

    before: Conflict | None
    after: Conflict | None
    texts: tuple[tuple[str, str], tuple[str, str]]

    @property
    def now(self) -> Conflict:
        """The conflict as it stands after the amendment, or as it stood, where it closed."""
        found = self.after or self.before
        if found is None:
            raise ValueError("an effect on no conflict")
        return found

    @property
    def own(self) -> bool:
        """Whether it is one within the council or with a principle, and no difference from another council's code."""
        return self.now.between != "different-bodies"


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkEffect:
    """How a clause stands to a clause of another code, before and after. `other_text` is that clause."""

    clause: str
    other: str
    before: Link | None
    after: Link | None
    old: str
    new: str
    other_text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WordingEffect:
    """Words of a sort that came in or went out: an exception, a saving clause, a vague word, what serves or limits a principle.

    `subject` says which (the term, the principle, what is protected), `sort` whether it serves or limits, `came` whether it is new.
    `words` are the words in `quote`, their sentence. `why` is a sentence of the rule.
    """

    clause: str
    number: int | None
    subject: str
    came: bool
    words: str
    quote: str
    rule: str
    why: str = ""
    sort: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class GapEffect:
    """A provision that the text no longer makes, or makes now, while others do. `clauses` are those of the text that made it or make it.

    `others` are clauses of other codes that make it, the one that serves best as a model first.
    """

    provision: str
    title: str
    opened: bool
    clauses: tuple[str, ...]
    quotes: tuple[str, ...]
    others: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ConcernEffect:
    """Where a concern stands before and after. `words` of the text after it show that, in `clause`; `why` is a sentence."""

    concern: Concern
    was: ConcernStanding
    now: ConcernStanding
    status: ConcernStatus
    why: str
    words: str
    words_before: str
    clause: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LengthEffect:
    """Words, words in a sentence, and the Flesch reading ease (None for a text too short for it), before and after."""

    words: tuple[int, int]
    sentence: tuple[float, float]
    ease: tuple[float | None, float | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Repair:
    """A change of one clause that clears a conflict. `source` is the clause of another code whose words it takes, None where words only go.

    `old` and `new` are the clause before and after; `changed` counts the words that go and come.
    """

    conflict: str
    clause: str
    kind: RepairKind
    old: str
    new: str
    changed: int
    source: str | None = None
    quote: str = ""


@dataclass(frozen=True, kw_only=True)
class Ledger:
    """What changes between two texts, each part with its largest effect first, or in text order."""

    duties: tuple[DutyEffect, ...] = ()
    opened: tuple[ConflictEffect, ...] = ()
    closed: tuple[ConflictEffect, ...] = ()
    changed: tuple[ConflictEffect, ...] = ()
    exceptions: tuple[WordingEffect, ...] = ()
    links: tuple[LinkEffect, ...] = ()
    gaps: tuple[GapEffect, ...] = ()
    principles: tuple[WordingEffect, ...] = ()
    vague: tuple[WordingEffect, ...] = ()
    concerns: tuple[ConcernEffect, ...] = ()
    length: LengthEffect | None = None


@dataclass(frozen=True, kw_only=True)
class Review:
    """A motion or a draft held against a text. `after` is None where it cannot be made; `errors` then say why, and the ledger is empty.

    `others` are the texts that it was compared with. `repairs` holds, for each conflict that opens, the changes that clear it, smallest
    first: an empty tuple says that none was found.
    """

    title: str
    before: Policy
    after: Policy | None
    steps: tuple[AppliedStep, ...] = ()
    errors: tuple[AmendError, ...] = ()
    ledger: Ledger = Ledger()
    others: tuple[Policy, ...] = ()
    repairs: tuple[tuple[str, tuple[Repair, ...]], ...] = ()

    @property
    def applied(self) -> bool:
        """Whether it can be made, which it is whole or not at all."""
        return self.after is not None

    @property
    def worse(self) -> tuple[ConcernEffect, ...]:
        return tuple(effect for effect in self.ledger.concerns if effect.status == "worse")


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What one choice of motions comes to. `motions` are their places in the list, from 1. `together` are conflicts that none of them
    opens alone. `excluded` names the pairs of motions that cannot both be made, with the instruction of the second.
    """

    motions: tuple[int, ...]
    review: Review
    together: tuple[ConflictEffect, ...] = ()
    excluded: tuple[tuple[int, int], ...] = ()
    order_matters: bool = False


@dataclass(frozen=True, kw_only=True)
class Combined:
    """Several motions against one text: each alone, every two, all together, as `outcomes`. `left_out` counts the choices not looked at."""

    titles: tuple[str, ...]
    outcomes: tuple[Outcome, ...]
    left_out: int
    orders_left_out: int
