"""The values that walk through Concordant: frozen, keyword-only, free of behaviour that needs a file.

A `Policy` is read once and never changed; every later stage returns new values that point at clauses by id.
Ids are `<policy id>#<slug>` and serve as permalinks on the site.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

UnitKind = Literal["title", "heading", "lead-in", "clause", "note", "metadata", "furniture"]
Modality = Literal["obligation", "prohibition", "permission"]
Strength = Literal["mandatory", "advisory"]
Bearer = Literal["councillor", "employee", "officer", "council", "public", "any"]
Capacity = Literal["official", "private", "both", "unstated"]
Relation = Literal["equal", "equivalent", "subset", "superset", "intersects", "opposed"]
ConflictType = Literal["contradiction", "tension", "strength", "exception"]
Between = Literal["same-body", "different-bodies", "principle"]
ChangeKind = Literal["insertion", "deletion", "move"]
Which = Literal["proposed", "original"]
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Guess:
    """Something that was not told and decided by rule. `line` counts the `Source.rows` of the file from 1; 0 is the text as a whole."""

    line: int
    what: str
    page: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One tracked change: words that `author` put in, took out or moved on `date` (ISO, "" when not given).

    `words` are the words put in or taken out; `before` and `after` the words around them in the same paragraph. `line` says in which
    paragraph of the file it stands; `to` is the paragraph that a move ends in.
    """

    kind: ChangeKind
    author: str
    date: str
    words: str
    before: str = ""
    after: str = ""
    line: int = 0
    to: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """A comment in the margin. `anchor` are the words it is tied to, "" for a comment on a place; `paragraph` the words around them."""

    author: str
    date: str
    text: str
    anchor: str = ""
    paragraph: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftView:
    """Which of the tracked changes of a draft are taken as made: `proposed` takes changes as made, `original` takes none.

    With `authors`, only theirs are taken as made; with `until` (ISO date), only those made up to that day. Names compare without case.
    """

    which: Which = "proposed"
    authors: tuple[str, ...] = ()
    until: str = ""

    def accepts(self, author: str, date: str) -> bool:
        """Whether a change by this author on this date (ISO, "" when not given) is taken as made."""
        if self.which == "original":
            return False
        if self.authors and author.casefold() not in {name.casefold() for name in self.authors}:
            return False
        return not self.until or (bool(date) and date[: len(self.until)] <= self.until)


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportRecord:
    """What an import found out about a file, kept beside the policy that was made of it.

    `words` counts the words of the file by a second way of reading it, `placed` how many of them each kind of unit holds, `unplaced`
    shows words that no unit holds, each with the line of the counted text. `counts` says what was met, `guesses` what was decided by
    rule, `changes` and `remarks` what people tracked and wrote in the margin. `rows` names what places in the file are counted by, `view`
    how tracked changes were taken, `body` is the SHA-256 of the Markdown as it was written.
    """

    file: str
    format: str
    rows: str
    view: DraftView
    words: int
    missing: int
    placed: tuple[tuple[str, int], ...]
    unplaced: tuple[tuple[str, int], ...]
    counts: tuple[tuple[str, int], ...]
    guesses: tuple[Guess, ...]
    changes: tuple[Change, ...]
    remarks: tuple[Remark, ...]
    body: str

    @property
    def share(self) -> float:
        """The share of the file's words that is placed, from 0 to 1."""
        return 1.0 if not self.words else (self.words - self.missing) / self.words


@dataclass(frozen=True, kw_only=True)
class Policy:
    """One version of one rule text. `id` is `<council folder>/<policy folder>`; `version` is the file's stem, e.g. "2019-10-01"."""

    id: str
    version: str
    meta: Meta
    units: tuple[Unit, ...]
    file: str = field(compare=False)
    record: ImportRecord | None = field(default=None, compare=False)

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

    `relation` is that of a to b: "subset" means that a is narrower than b. `provisions` are the shared ties.
    """

    a: str
    b: str
    relation: Relation
    score: float
    why: str
    provisions: tuple[str, ...] = ()


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """A provision that `policy` does not make and that the policies of `made_by` (clause ids) do."""

    policy: str
    provision: str
    made_by: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Analysis:
    """All that is known about one set of policies: what the site, the exports and the command line show."""

    policies: tuple[Policy, ...]
    ties: tuple[Tie, ...]
    links: tuple[Link, ...]
    gaps: tuple[Gap, ...]
    conflicts: tuple[Conflict, ...]
    concerns: tuple[Concern, ...]

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
