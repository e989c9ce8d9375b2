"""Things named one below another, with arcs between those that are tied: the paragraphs of one problem, the codes that share words."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass

# Pixels at the size of a telephone: the picture, the dots with names to the left of them, the room for arcs to the right.
WIDTH, DOTS, ROOM = 340, 200, 118
LINE_HEIGHT, BETWEEN, TOP = 17, 9, 6
LONGEST, MOST_LINES = 27, 2
# Counts closer than this would lie on each other.
CLEAR_X, CLEAR_Y = 26, 13


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """What is named. `heading` stands above it where it differs from that of the thing before; `note` are quiet lines below the name."""

    name: str
    heading: str = ""
    note: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Bond:
    """Two things, by their places in the list, that are tied: how thick the arc is, its `kind` for the style, what is written on it."""

    a: int
    b: int
    width: float
    kind: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of text at height `y`; `role` is "heading", "name" or "note"."""

    text: str
    y: float
    role: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Arc:
    """A drawn bond. `count` is written at (x, y); None where another stands too near."""

    path: str
    width: float
    kind: str
    count: int | None
    x: float
    y: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Arcs:
    """The picture. `dots` are heights."""

    width: int
    height: int
    at: int
    lines: tuple[Line, ...]
    dots: tuple[float, ...]
    arcs: tuple[Arc, ...]


def arcs(things: Sequence[Thing], bonds: Sequence[Bond]) -> Arcs:
    """The things in their order; thin arcs lie above thick ones, and the thickest are the first to have their count written on them."""
    lines: list[Line] = []
    dots: list[float] = []
    y, heading = float(TOP), ""
    for thing in things:
        if thing.heading != heading:
            heading = thing.heading
            y += BETWEEN
            y = _write(lines, _cut(heading), y, "heading")
        dots.append(y + LINE_HEIGHT / 2)
        y = _write(lines, _cut(thing.name), y, "name")
        y = _write(lines, [part for note in thing.note for part in _cut(note)], y, "note") + BETWEEN
    return Arcs(width=WIDTH, height=int(y), at=DOTS, lines=tuple(lines), dots=tuple(dots), arcs=_drawn(dots, bonds))


def _write(lines: list[Line], parts: Sequence[str], y: float, role: str) -> float:
    for part in parts:
        lines.append(Line(text=part, y=y + LINE_HEIGHT / 2, role=role))
        y += LINE_HEIGHT
    return y


def _cut(text: str) -> list[str]:
    return textwrap.wrap(text, LONGEST, max_lines=MOST_LINES, placeholder=" …")


def _drawn(dots: Sequence[float], bonds: Sequence[Bond]) -> tuple[Arc, ...]:
    longest = max((abs(dots[bond.a] - dots[bond.b]) for bond in bonds), default=1.0)
    taken: list[tuple[float, float]] = []
    drawn = []
    for bond in sorted(bonds, key=lambda bond: (-bond.count, -bond.width, bond.a, bond.b)):
        top, foot = sorted((dots[bond.a], dots[bond.b]))
        depth = min((foot - top) / 2, ROOM * (0.2 + 0.8 * (foot - top) / longest))
        x, y = round(DOTS + depth, 1), (top + foot) / 2
        clear = all(abs(x - there) >= CLEAR_X or abs(y - high) >= CLEAR_Y for there, high in taken)
        if clear:
            taken.append((x, y))
        path = f"M{DOTS} {top:g}A{depth:.1f} {(foot - top) / 2:g} 0 0 1 {DOTS} {foot:g}"
        drawn.append(Arc(path=path, width=bond.width, kind=bond.kind, count=bond.count if clear else None, x=x, y=y))
    return tuple(drawn)
