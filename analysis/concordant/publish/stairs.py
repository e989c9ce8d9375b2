"""Counts between each two things as a staircase, read like the table of distances in a road atlas; rows of other things may stand below."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

# Pixels: the field of a count, and the room for names beside it, with few things and with many; between the stairs and what is below.
ROOMY, TIGHT, FEW, APART = 40, 26, 6, 14
NAMES, LONG_NAMES = 150, 215
# Characters in a line of a name: two lines with few things, one with many.
SHORT_LINE, LONG_LINE = 20, 32
STEPS = 4
Pair = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A count at (x, y). `step` from 1 to STEPS says how dark it is; `framed`, that it holds something of weight."""

    x: int
    y: int
    count: int
    step: int
    framed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A name to the right of its row; `y` is the middle of its first line."""

    lines: tuple[str, ...]
    x: int
    y: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Stairs:
    """The picture; `size` is the edge of a field."""

    width: int
    height: int
    size: int
    fields: tuple[Field, ...]
    labels: tuple[Label, ...]

    @property
    def few(self) -> bool:
        """Whether it fits the narrowest screens."""
        return self.size == ROOMY


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """What is drawn: counts by (id, id), smaller id first, twice the same inside one thing; those in `framed` hold something of weight."""

    by_pair: Mapping[Pair, int]
    framed: frozenset[Pair] = frozenset()

    def most(self) -> int:
        return max(self.by_pair.values(), default=0)


def stairs(names: Mapping[str, str], below: Mapping[str, str], counts: Counts) -> Stairs:
    """`names` by id are the steps, in their order; of `below` each has a row, with counts by (id of a step, its own id)."""
    ids = list(names)
    size = ROOMY if len(ids) <= FEW else TIGHT
    foot = len(ids) * size
    tops = [*range(0, foot, size), *(foot + APART + at * size for at in range(len(below)))]
    rows = [[(min(one, other), max(one, other)) for other in ids[: at + 1]] for at, one in enumerate(ids)]
    rows += [[(one, other) for one in ids] for other in below]
    fields = [field for top, pairs in zip(tops, rows, strict=True) for field in _fields(pairs, top, counts, size)]
    ends = [len(row) * size for row in rows]
    labels = [_label(name, x, y, size) for name, x, y in zip([*names.values(), *below.values()], ends, tops, strict=True)]
    return Stairs(
        width=foot + (NAMES if size == ROOMY else LONG_NAMES), height=(tops[-1] if tops else 0) + size, size=size, fields=tuple(fields),
        labels=tuple(labels),
    )  # fmt: skip


def _fields(pairs: Sequence[Pair], y: int, counts: Counts, size: int) -> list[Field]:
    most = counts.most()
    row = []
    for column, pair in enumerate(pairs):
        count = counts.by_pair.get(pair, 0)
        step = -(-count * STEPS // most) if most else 0
        row.append(Field(x=column * size, y=y, count=count, step=step, framed=pair in counts.framed))
    return row


def _label(name: str, x: int, y: int, size: int) -> Label:
    lines = textwrap.wrap(name, SHORT_LINE, max_lines=2, placeholder=" …")
    if size == TIGHT:
        lines = textwrap.wrap(name, LONG_LINE, max_lines=1, placeholder=" …")
    return Label(lines=tuple(lines), x=x + 8, y=y + size / 2 - (len(lines) - 1) * 8)
