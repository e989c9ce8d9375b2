"""A code as an annotated edition: its sections, and for each paragraph the notes that stand in the margin or, on paper, at the foot."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count, groupby
from typing import Literal

from concordant.model import Clause, Conflict, Policy, Unit
from concordant.publish.differing import short_standings
from concordant.publish.past import Event, pasts
from concordant.publish.raised import TOP, Places, Raised, raised
from concordant.publish.view import Side, View

NoteKind = Literal["conflict", "principle", "concern", "apart", "equivalent", "again", "shared", "exception", "history"]
# So many equivalents stand in the margin, the nearest of each code before a second of any; the others are counted.
MOST = 12
_GRAVEST = ("contradiction", "tension", "strength", "exception")
_DEEPEST = 4


@dataclass(frozen=True, kw_only=True)
class Note:
    """Notes of one kind about one unit; which field is filled follows from `kind`. `slug` is its name on the page.

    `number` counts the notes of the text from 1. `more` counts the equivalents that are not listed.
    """

    kind: NoteKind
    slug: str
    number: int = 0
    conflicts: tuple[Conflict, ...] = ()
    concerns: tuple[Raised, ...] = ()
    sides: tuple[Side, ...] = ()
    more: int = 0
    clauses: tuple[Clause, ...] = ()
    policies: tuple[Policy, ...] = ()
    events: tuple[Event, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Piece:
    """One unit with its notes. `under` says that a concern about it is told further up; `against` is how other codes stand to it."""

    unit: Unit
    notes: tuple[Note, ...]
    under: bool
    against: str


@dataclass(frozen=True, kw_only=True)
class Section:
    """A heading, None at the beginning of a text without one, and what follows up to the next. `level` is that of the heading in HTML."""

    heading: Unit | None
    level: int
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, kw_only=True)
class Edition:
    """The whole text. `top` are the notes about it as a whole."""

    policy: Policy
    top: tuple[Note, ...]
    sections: tuple[Section, ...]

    @property
    def headings(self) -> tuple[Section, ...]:
        return tuple(section for section in self.sections if section.heading)

    @property
    def chapters(self) -> tuple[tuple[Section, ...], ...]:
        """The sections under each heading of the highest level: at the end of each the notes are set on paper."""
        found: list[list[Section]] = []
        for section in self.sections:
            if not found or section.level == 2:
                found.append([])
            found[-1].append(section)
        return tuple(tuple(chapter) for chapter in found)


@dataclass(frozen=True, kw_only=True)
class _Found:
    """What is known of the paragraphs of one policy before the notes are made of it."""

    policy: Policy
    view: View
    places: Places
    past: Mapping[str, tuple[Event, ...]]


def annotated(policy: Policy, view: View) -> Edition:
    """The text of a policy with its notes, numbered in the order in which they stand."""
    found, number = _Found(policy=policy, view=view, places=raised(policy, view), past=pasts(policy, view)), count(1)
    top = _numbered(_concerns("top", found.places.at.get(TOP, ())), number)
    sections: list[Section] = []
    for head, units in _parted(policy.units):
        level = min(head.depth + 1, _DEEPEST, sections[-1].level + 1 if sections else 2) if head else 2
        pieces = tuple(_piece(unit, found, number) for unit in units)
        sections.append(Section(heading=head, level=max(level, 2), pieces=pieces))
    return Edition(policy=policy, top=top, sections=tuple(sections))


def _parted(units: Sequence[Unit]) -> Iterator[tuple[Unit | None, tuple[Unit, ...]]]:
    head: Unit | None = None
    body: list[Unit] = []
    for unit in units:
        if unit.kind == "heading":
            if head or body:
                yield head, tuple(body)
            head, body = unit, []
        elif unit.kind != "title":
            body.append(unit)
    if head or body:
        yield head, tuple(body)


def _piece(unit: Unit, found: _Found, number: Iterator[int]) -> Piece:
    slug = unit.id.partition("#")[2]
    told = found.places.at.get(unit.id, ())
    if not isinstance(unit, Clause):
        return Piece(unit=unit, notes=_numbered(_concerns(slug, told), number), under=False, against="")
    notes = (*_inside(slug, unit, found.view), *_concerns(slug, told), *_around(slug, unit, found.view, found.past.get(unit.id, ())))
    against = short_standings(unit, found.policy, found.view)
    return Piece(unit=unit, notes=_numbered(notes, number), under=unit.id in found.places.under, against=against)


def _numbered(notes: Sequence[Note], number: Iterator[int]) -> tuple[Note, ...]:
    return tuple(replace(note, number=next(number)) for note in notes)


def _inside(slug: str, clause: Clause, view: View) -> Iterator[Note]:
    """Conflicts with paragraphs of the same council, a note for each type, gravest first, and those with principles."""
    found = [c for c in view.conflicts(clause.id) if c.type != "exception"]
    own = sorted((c for c in found if c.between == "same-body"), key=lambda c: _GRAVEST.index(c.type))
    for type_, group in groupby(own, key=lambda c: c.type):
        yield Note(kind="conflict", slug=f"{slug}-{type_}", conflicts=tuple(group))
    if against := tuple(c for c in found if c.between == "principle"):
        yield Note(kind="principle", slug=f"{slug}-principles", conflicts=against)


def _concerns(slug: str, told: tuple[Raised, ...]) -> tuple[Note, ...]:
    return (Note(kind="concern", slug=f"{slug}-concerns", concerns=told),) if told else ()


def _around(slug: str, clause: Clause, view: View, past: tuple[Event, ...]) -> Iterator[Note]:
    """What other texts say, what this one says again, and the past."""
    found = view.conflicts(clause.id)
    if apart := tuple(c for c in found if c.between == "different-bodies" and c.type != "exception"):
        yield Note(kind="apart", slug=f"{slug}-apart", conflicts=apart)
    if sides := view.sides(clause.id):
        listed = nearest(sides)
        yield Note(kind="equivalent", slug=f"{slug}-equivalents", sides=listed, more=len(sides) - len(listed))
    if again := tuple(view.again(clause.id)):
        yield Note(kind="again", slug=f"{slug}-again", clauses=again)
    if sharing := tuple(view.sharing(clause.id)):
        yield Note(kind="shared", slug=f"{slug}-shared", policies=sharing)
    if carved := tuple(c for c in found if c.type == "exception"):
        yield Note(kind="exception", slug=f"{slug}-exceptions", conflicts=carved)
    if past:
        yield Note(kind="history", slug=f"{slug}-history", events=past)


def nearest(sides: Sequence[Side]) -> tuple[Side, ...]:
    """The equivalents that the margin lists, in their order: all of them, or the nearest of each code and then the nearest of the rest."""
    seen: set[str] = set()
    first = [side for side in sides if side.policy.id not in seen and not seen.add(side.policy.id)]  # type: ignore[func-returns-value]
    chosen = {side.clause.id for side in [*first, *(side for side in sides if side not in first)][:MOST]}
    return tuple(side for side in sides if side.clause.id in chosen)
