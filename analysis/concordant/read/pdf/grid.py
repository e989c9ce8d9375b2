"""Ruled lines that cross -> tables: which words stand in which cell."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from concordant.read.pdf.glyphs import Rule, Word

NEAR = 3.5
MAX_RULES = 3_000
MAX_CELLS = 4_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A table: its columns' edges from left, its rows' edges from the top, and for each cell the one that it is merged into."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    owner: dict[tuple[int, int], tuple[int, int]]

    def cell(self, word: Word) -> tuple[int, int] | None:
        """(row, column) of the cell that the middle of a word stands in; None for a word outside."""
        x, y = (word.x0 + word.x1) / 2, word.y + 0.3 * word.height
        if not (self.xs[0] <= x <= self.xs[-1] and self.ys[-1] <= y <= self.ys[0]):
            return None
        column = min(bisect_right(self.xs, x) - 1, len(self.xs) - 2)
        row = min(bisect_right([-edge for edge in self.ys], -y) - 1, len(self.ys) - 2)
        return self.owner[(row, column)]


def grids(rules: Sequence[Rule]) -> list[Grid]:
    """The tables that the rules of a page draw, at least two columns wide, from the top of the page."""
    found = [grid for group in _groups(list(dict.fromkeys(rules))[:MAX_RULES]) if (grid := _grid(group)) is not None]
    return sorted(found, key=lambda grid: -grid.ys[0])


def _groups(rules: list[Rule]) -> Iterator[list[Rule]]:
    """Rules that touch each other, directly or through others."""
    left = set(range(len(rules)))
    while left:
        frontier = [left.pop()]
        group = list(frontier)
        while frontier:
            one = rules[frontier.pop()]
            near = [k for k in left if _touch(one, rules[k])]
            left.difference_update(near)
            frontier += near
            group += near
        yield [rules[k] for k in group]


def _touch(a: Rule, b: Rule) -> bool:
    return a.x0 <= b.x1 + NEAR and b.x0 <= a.x1 + NEAR and a.y0 <= b.y1 + NEAR and b.y0 <= a.y1 + NEAR


def _grid(rules: list[Rule]) -> Grid | None:
    standing = [rule for rule in rules if rule.x1 - rule.x0 < NEAR]
    lying = [rule for rule in rules if rule.x1 - rule.x0 >= NEAR]
    xs = _merged([rule.x0 for rule in standing])
    ys = _merged([rule.y0 for rule in lying])[::-1]
    if len(xs) < 3 or len(ys) < 2 or len(xs) * len(ys) > MAX_CELLS:
        return None
    owner: dict[tuple[int, int], tuple[int, int]] = {}
    for row in range(len(ys) - 1):
        middle = (ys[row] + ys[row + 1]) / 2
        for column in range(len(xs) - 1):
            left = column and not any(abs(rule.x0 - xs[column]) < NEAR and rule.y0 - 1 <= middle <= rule.y1 + 1 for rule in standing)
            centre = (xs[column] + xs[column + 1]) / 2
            above = row and not any(abs(rule.y0 - ys[row]) < NEAR and rule.x0 - 1 <= centre <= rule.x1 + 1 for rule in lying)
            owner[(row, column)] = owner[(row, column - 1)] if left else owner[(row - 1, column)] if above else (row, column)
    return Grid(xs=tuple(xs), ys=tuple(ys), owner=owner)


def _merged(values: list[float]) -> list[float]:
    out: list[float] = []
    for one in sorted(values):
        if not out or one - out[-1] > NEAR:
            out.append(one)
    return out
