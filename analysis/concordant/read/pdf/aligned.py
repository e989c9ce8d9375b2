"""Tables without lines: rows whose words begin at the same places, white space between them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from concordant.read.pdf.glyphs import Word
from concordant.read.pdf.rows import Row

SAME = 4.0
# Between two cells at least this, in heights of a line; between the lines of a row of the table at most this share of what parts rows.
CELL_GAP = 0.45
ROW_GAP = 1.25
FARTHEST = 3.5
MIN_ROWS = 3
# The words of a cell keep this far from the next one.
MARGIN = 5.0
MAX_ENTRY = 12
MAX_LINES = 400
# The lines of an item in a cell may begin this far behind the cell's margin.
INDENT = 40.0
_CONTENTS = re.compile(r"(?:table of )?contents\b", re.IGNORECASE)
_LEADERS = re.compile(r"(?:\.\s?){4,}|_{4,}|…{2,}")
_PAGE = re.compile(r"\d{1,3}$")

Cells = list[list[Word]]


@dataclass(frozen=True, slots=True)
class _Places:
    """Where the columns of a table begin, and where the last of them ends."""

    starts: tuple[float, ...]
    right: float

    def end(self, column: int) -> float:
        return self.starts[column + 1] - MARGIN if column + 1 < len(self.starts) else self.right

    def like(self, starts: tuple[float, ...]) -> bool:
        return len(starts) == len(self.starts) and all(abs(a - b) <= SAME for a, b in zip(starts, self.starts, strict=True))


def parted(column: Sequence[Row], known: list[tuple[float, ...]]) -> Iterator[tuple[list[Row], list[Cells]]]:
    """A column cut into text, as rows, and tables, as the words of their cells row by row; one of the two is empty.

    `known` holds where the columns of the tables so far begin: one may go on over the page with fewer rows than make a table.
    """
    text: list[Row] = []
    at = 0
    while at < len(column):
        places = _Places(tuple(piece.x0 for piece in column[at]), column[at][-1].right)
        least = MIN_ROWS - 1 if known and places.like(known[-1]) else MIN_ROWS
        lines = _table(column, at, places, least) if len(column[at]) > 1 and not _is_contents(column, at) else []
        table = _joined(lines, places) if lines else []
        if not table:
            text.append(column[at])
            at += 1
            continue
        if text:
            yield text, []
        known.append(places.starts)
        yield [], table
        text, at = [], at + len(lines)
    if text:
        yield text, []


def _is_contents(column: Sequence[Row], at: int) -> bool:
    """Whether a row stands under the word Contents, or goes on below one that does."""
    above = column[max(0, at - 40) : at]
    named = [k for k, row in enumerate(above) if _CONTENTS.match(" ".join(piece.text for piece in row))]
    return bool(named) and all(len(row) > 1 or len(row[0].words) <= MAX_ENTRY for row in above[named[-1] + 1 :])


def _table(column: Sequence[Row], at: int, places: _Places, least: int) -> list[Cells]:
    """The lines from a row on that share the places at which its words begin, each cut there; none if they are no table."""
    lines: list[Cells] = []
    for above, row in pairwise([column[at], *column[at : at + MAX_LINES]]):
        cells = _cut([word for piece in row for word in piece.words], places.starts)
        headed = bool(lines) and bool(cells) and _is_alone(cells) and row[0].bold and not above[0].bold
        if headed or not cells or above[0].y - row[0].y > FARTHEST * row[0].height:
            break
        lines.append(cells)
    while lines and _is_alone(lines[-1]) and not (len(lines) > 1 and _runs_on(lines[-2], lines[-1], places)):
        lines.pop()
    return lines if _is_table(lines, least) else []


def _cut(words: Sequence[Word], starts: Sequence[float]) -> Cells:
    """The words in their cells; none where they do not keep to these places."""
    cells: Cells = [[] for _ in starts]
    before: Word | None = None
    column = -1
    for word in words:
        begins = next((k for k, start in enumerate(starts) if abs(word.x0 - start) <= SAME and k > column), None)
        if begins is None and before is None:
            begins = next((k for k, start in enumerate(starts) if k and start < word.x0 <= start + INDENT), None)
        if begins is not None and (before is None or word.x0 - before.x1 >= CELL_GAP * word.height):
            column = begins
        elif before is None or (column + 1 < len(starts) and word.x1 > starts[column + 1]):
            return []
        cells[column].append(word)
        before = word
    return cells


def _is_alone(cells: Cells) -> bool:
    return bool(cells[0]) and not any(cells[1:])


def _is_table(lines: Sequence[Cells], least: int) -> bool:
    """Enough lines with several cells, and no contents with leaders or page numbers."""
    full = [cells for cells in lines if sum(bool(cell) for cell in cells) > 1]
    if len(full) < least or sum(_is_alone(cells) for cells in lines) > len(full):
        return False
    said = [" ".join(word.text for cell in cells for word in cell) for cells in lines]
    ends = [" ".join(word.text for word in cells[-1]) for cells in full if cells[-1]]
    return not any(_LEADERS.search(one) for one in said) and not all(_PAGE.match(one) for one in ends)


def _joined(lines: Sequence[Cells], places: _Places) -> list[Cells]:
    """Rows of the table: lines whose cells run on are one; none if all of it runs on, which is text set side by side."""
    tops = [next(cell[0].y for cell in cells if cell) for cells in lines]
    steps = [a - b for a, b in pairwise(tops)]
    least = min((step for step in steps if step > 1), default=1.0)
    out: list[Cells] = [[list(cell) for cell in lines[0]]]
    for above, cells, step in zip(lines, lines[1:], steps, strict=False):
        if step <= ROW_GAP * least and (not cells[0] or _runs_on(above, cells, places)):
            out[-1] = [[*cell, *more] for cell, more in zip(out[-1], cells, strict=True)]
        else:
            out.append([list(cell) for cell in cells])
    return out if sum(sum(bool(cell) for cell in row) > 1 for row in out) > 1 else []


def _runs_on(above: Cells, cells: Cells, places: _Places) -> bool:
    """Whether every cell of a line goes on from the line above: in small letters, or because its first word had no room there."""
    return all(_cell_runs_on(before, cell, places.end(k)) for k, (before, cell) in enumerate(zip(above, cells, strict=True)) if cell)


def _cell_runs_on(before: Sequence[Word], cell: Sequence[Word], end: float) -> bool:
    if not before:
        return False
    first = cell[0]
    return first.text[:1].islower() or before[-1].x1 + 0.25 * first.height + first.x1 - first.x0 > end
