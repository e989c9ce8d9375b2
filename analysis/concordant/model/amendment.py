"""Amendments: what a motion asks for, what it comes to in a text, and why it cannot be made."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from concordant.model.policy import Policy

StepKind = Literal["leave-out", "insert", "replace", "add", "move", "renumber"]
AppliedKind = Literal["leave-out", "insert", "replace", "add", "move", "renumber", "set"]
Side = Literal["", "after", "before", "start", "end"]
Span = Literal["", "everywhere", "first", "last", "to", "to-end", "after"]
ParaKind = Literal["title", "heading", "paragraph", "item", "metadata", "note", "furniture"]
Reason = Literal[
    "not-understood",
    "no-instruction",
    "no-such-place",
    "several-places",
    "words-not-found",
    "words-found-twice",
    "overlaps",
    "nothing-changes",
    "no-such-file",
    "nothing-left",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Para:
    """One paragraph, heading or list item as the canonical Markdown sets it; each comes out as exactly one `Unit`.

    `markdown` is the text with its inline markup and, where it is typed there, its printed number. `level` is 1 to 6 for a heading.
    `depth` is the nesting of an item from 1, or for anything else the number of items that it stands inside. `marker` is "-" for a bullet,
    "." or ")" for an item that Markdown counts; `number` is then what the count begins with, None where it goes on or begins with 1.
    `fresh` begins a list straight after another of its sort. `mark` is a `{.mark}` that overrules the program. `page` is the source's.
    """

    kind: ParaKind
    markdown: str
    level: int = 0
    depth: int = 0
    marker: str = ""
    number: int | None = None
    fresh: bool = False
    mark: str = ""
    page: int | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One instruction of a motion, as it is written and not yet looked up in a text.

    `place` names a paragraph, heading or section ("paragraph 12", "[12]", "the second bullet under Scope"); "" leaves it to `words` to say
    where. `words` are the words of the text that go out (leave-out, replace) or that the new ones stand beside (insert, add); "" means the
    whole of the place. `span` says which of them: all that are found ("everywhere"), from them `until` others ("to"), from them to the end
    of the paragraph ("to-end"), all words after them ("after"). `new` is Markdown. `side` says on which side of the place or words the new
    text goes; `to` is the place that a move goes to. `file` names the text that takes the place of all.
    `said` is the instruction as somebody wrote it.
    """

    number: int
    kind: StepKind
    place: str = ""
    words: str = ""
    span: Span = ""
    until: str = ""
    new: str = ""
    side: Side = ""
    to: str = ""
    file: str = ""
    under: bool = False
    said: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Motion:
    """An ordered set of steps that somebody proposes against one policy. It is made whole or not at all.

    `against` is a policy id. `date` is an ISO date or "". `id` is the stem of its file, "" for one that was not filed.
    """

    title: str
    against: str
    steps: tuple[Step, ...]
    proposer: str = ""
    seconder: str = ""
    date: str = ""
    reason: str = ""
    source: str = ""
    notes: str = ""
    id: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class AmendError:
    """Why one instruction cannot be made. `instruction` counts from 1; 0 is the motion as a whole.

    `sought` are the words or the place that were looked for. `where` are the places that compete, as a reader says them, and `ids` the
    units there. `nearest` are the words of the text that come nearest to those sought. `other` is the instruction that stands in the way.
    """

    instruction: int
    reason: Reason
    said: str
    sought: str = ""
    where: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()
    nearest: str = ""
    other: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class AppliedStep:
    """One change between two texts. All steps together lead from the old to the new text, paragraph for paragraph, and back.

    `old` and `new` are the paragraphs before and after (equal for a move); `at` and `to` the places of their first in the old and the new
    text, counted from 0; one of them is None where the paragraph stands in one text only. `old_ids`, `new_ids` are the ids of their units,
    `old_numbers`, `new_numbers` the neutral numbers (None for what is no clause). `renumber` changes the printed number alone, `set` how a
    paragraph is set (its list, level or emphasis) and not one word. `instructions` are the steps of the motion that it comes from, ()
    where it was found by comparing. `authors` are those who tracked it in a Word file.
    """

    kind: AppliedKind
    old: tuple[Para, ...] = ()
    new: tuple[Para, ...] = ()
    at: int | None = None
    to: int | None = None
    old_ids: tuple[str, ...] = ()
    new_ids: tuple[str, ...] = ()
    old_numbers: tuple[int | None, ...] = ()
    new_numbers: tuple[int | None, ...] = ()
    old_texts: tuple[str, ...] = ()
    new_texts: tuple[str, ...] = ()
    instructions: tuple[int, ...] = ()
    authors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A unit of the old text and what became of it. `new` is None where it was left out, `old` None where it came in.

    `old_number` and `new_number` are the neutral numbers, None for what is no clause.
    """

    old: str | None
    new: str | None
    old_number: int | None
    new_number: int | None
    moved: bool = False
    changed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Alignment:
    """Which unit of the old text is which of the new one: those of the new text in its order, each with those left out behind it."""

    units: tuple[Kept, ...]

    @property
    def ids(self) -> dict[str, str | None]:
        """Old id -> new id, None for what was left out."""
        return {kept.old: kept.new for kept in self.units if kept.old is not None}

    @property
    def back(self) -> dict[str, str | None]:
        """New id -> old id, None for what came in."""
        return {kept.new: kept.old for kept in self.units if kept.new is not None}

    @property
    def numbers(self) -> dict[int, int | None]:
        """Old neutral number -> new one, None for a clause that was left out or is none any more."""
        return {kept.old_number: kept.new_number for kept in self.units if kept.old_number is not None}


@dataclass(frozen=True, kw_only=True)
class Applied:
    """What a motion makes of a policy: either the amended `policy`, its `steps` and the `mapping` of its units, or `errors`.

    The clauses of `policy` keep their ids of the old text; only what comes in gets ids of its own.
    """

    policy: Policy | None
    steps: tuple[AppliedStep, ...] = ()
    mapping: Alignment = field(default_factory=lambda: Alignment(units=()))
    errors: tuple[AmendError, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthorSteps:
    """The steps that one person tracked in a draft; `dates` are the first and the last day, "" where not known."""

    author: str
    dates: tuple[str, str]
    steps: tuple[AppliedStep, ...]
