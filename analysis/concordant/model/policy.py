"""Rule texts as they are read: policies, their clauses, and the norms in them."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from concordant.model.reading import ImportRecord

UnitKind = Literal["title", "heading", "lead-in", "clause", "note", "metadata", "furniture"]
Modality = Literal["obligation", "prohibition", "permission"]
Strength = Literal["mandatory", "advisory"]
Bearer = Literal["councillor", "employee", "officer", "council", "public", "any"]
Capacity = Literal["official", "private", "both", "unstated"]
PolicyKind = Literal["code", "protocol", "policy", "guidance", "report", "fragment"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where words stand in the canonical Markdown: 1-based line numbers, inclusive; page of the source where known."""

    file: str
    line: int
    end_line: int
    page: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Norm:
    """One duty, ban or permission. Names after LegalRuleML (bearer, modality) and RFC 2119 (strength).

    `act`, `object`, `condition`, `exception` are the clause's own words (object, condition, exception may be None).
    `words` maps a field name to the words that justify it, e.g. {"modality": "must not", "bearer": "Users"};
    words taken from a lead-in or heading are marked there as "lead-in: ..." or "heading: ...".
    `rule` is the id of the rulebook entry that fired. `sure` is False where the parse is a guess.
    """

    modality: Modality
    strength: Strength
    bearer: Bearer
    capacity: Capacity
    act: str
    object: str | None = None
    channel: str | None = None
    condition: str | None = None
    exception: str | None = None
    words: tuple[tuple[str, str], ...] = ()
    rule: str = ""
    sure: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """One piece of a document, in text order. Every word of a document lies in exactly one unit.

    `text` is plain (no inline markup, no list mark, no printed number), white space folded to single spaces.
    `markdown` is the same with inline markup. `depth` counts from 0 for the title; `parent` is the id of the heading or list item
    above. `lead_ins` are ids of the units whose words are read into this one, outermost first.
    """

    id: str
    kind: UnitKind
    text: str
    markdown: str
    printed: str | None
    depth: int
    parent: str | None
    lead_ins: tuple[str, ...] = ()
    in_list: bool = False
    place: Place = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause(Unit):
    """A unit that can be cited by itself.

    `number` is the neutral paragraph number, counted from 1 through the document. `lead_in` is the text of the nearest lead-in
    (the last of `lead_ins`), or None. `heading_path` runs from the outermost heading down, without the title.
    """

    number: int
    lead_in: str | None
    lead_in_path: tuple[str, ...] = ()
    heading_path: tuple[str, ...]
    norms: tuple[Norm, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Meta:
    """Front matter of a version. Dates are ISO strings ("2019-10-01", "2019-10", "2019") or None when not known."""

    council: str
    title: str
    kind: PolicyKind
    audience: tuple[str, ...]
    status: str
    date: str | None
    source: str
    original: str | None
    unknown: tuple[str, ...] = ()
    short: str | None = None
    retrieved: str | None = None
    notes: str | None = None


@dataclass(frozen=True, kw_only=True)
class Policy:
    """One version of one rule text. `id` is `<council folder>/<policy folder>`; `version` is the file's stem, e.g. "2019-10-01".

    `text` is the whole canonical Markdown that it was parsed from, front matter included, so that an amendment can be made in it.
    """

    id: str
    version: str
    meta: Meta
    units: tuple[Unit, ...]
    file: str = field(compare=False)
    record: ImportRecord | None = field(default=None, compare=False)
    text: str = field(default="", compare=False, repr=False)

    @cached_property
    def clauses(self) -> tuple[Clause, ...]:
        return tuple(u for u in self.units if isinstance(u, Clause))

    @property
    def body(self) -> str:
        """The folder of the council: policies with the same body bind people of the same council."""
        return self.id.split("/", 1)[0]

    @property
    def compared(self) -> bool:
        """A report is read for its concerns; it is not a rule text, so it takes no part in the concordance."""
        return self.meta.kind != "report"


def policy_id_of(clause_id: str) -> str:
    """The id of the policy that a clause stands in, from the clause's own id."""
    return clause_id.partition("#")[0]
