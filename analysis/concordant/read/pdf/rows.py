"""Words -> pieces of rows, in the order in which they are read: column by column where a page is set in columns."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from concordant.read.lines import line_of
from concordant.read.pdf.glyphs import Word

# A gap of this many line heights between two words parts a row: cells of a table, label and value, two columns.
WIDE = 1.8
SAME_ROW = 0.4
MIN_COLUMN_ROWS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Words of one row that stand together. `page` counts from 1; `left` and `right` are the margins of its column."""

    words: tuple[Word, ...]
    page: int
    left: float = 0.0
    right: float = 0.0

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)

    @property
    def x0(self) -> float:
        return self.words[0].x0

    @property
    def x1(self) -> float:
        return self.words[-1].x1

    @property
    def y(self) -> float:
        return self.words[0].y

    @property
    def height(self) -> float:
        return max(word.height for word in self.words)

    @property
    def bold(self) -> bool:
        lettered = [word for word in self.words if any(c.isalnum() for c in word.text)]
        return bool(lettered) and all(word.bold for word in lettered)


Row = list[Piece]


def rows(words: Iterable[Word], page: int) -> list[Row]:
    """Rows from the top, each cut into pieces at wide gaps. A mark or number stays with the words after it, however far they stand."""
    found: list[list[Word]] = []
    for word in sorted(words, key=lambda one: (-one.y, one.x0)):
        last = found[-1] if found else None
        if last is not None and last[0].y - word.y <= SAME_ROW * min(last[0].height, word.height or 1):
            last.append(word)
        else:
            found.append([word])
    return [_pieces(sorted(row, key=lambda one: one.x0), page) for row in found]


def _pieces(row: list[Word], page: int) -> Row:
    cut: list[list[Word]] = [[row[0]]]
    for before, word in itertools.pairwise(row):
        wide = word.x0 - before.x1 > WIDE * max(before.height, word.height)
        if wide and not (len(cut[-1]) == 1 and _is_mark(before.text, word.text)):
            cut.append([word])
        else:
            cut[-1].append(word)
    return [Piece(words=tuple(words), page=page) for words in cut]


def _is_mark(text: str, after: str) -> bool:
    """A bullet or number, or a bare figure in the margin of a sentence."""
    typed = len(text) <= 9 and bool(line_of(f"{text} x", at=0, page=None, gap=False).mark)
    return typed or (text.isdecimal() and len(text) <= 3 and after[:1].isupper())


def reading_order(found: list[Row], width: float) -> list[list[Row]]:
    """The rows of a page as one or more columns, each with its rows from the top."""
    gutter = _gutter(found, width)
    if gutter is None:
        return [found]
    out: list[list[Row]] = []
    band: list[Row] = []
    for row in found:
        if any(piece.x0 < gutter - 2 and piece.x1 > gutter + 2 for piece in row) or _centred(row, gutter):
            out += _columns(band, gutter)
            band = []
            if out and out[-1] and out[-1][-1][0].x1 > gutter + 2 and out[-1][-1][0].x0 < gutter - 2:
                out[-1].append(row)
            else:
                out.append([row])
        else:
            band.append(row)
    return [*out, *_columns(band, gutter)]


def _columns(band: list[Row], gutter: float) -> list[list[Row]]:
    left = [[piece for piece in row if piece.x0 < gutter] for row in band]
    right = [[piece for piece in row if piece.x0 >= gutter] for row in band]
    return [column for side in (left, right) if (column := [row for row in side if row])]


def _centred(row: Row, gutter: float) -> bool:
    return len(row) == 1 and row[0].x0 < gutter < row[0].x1


def _gutter(found: list[Row], width: float) -> float | None:
    """The x of the white strip between two columns: rows on both sides of it, about as wide as each other, and full of words."""
    pairs = [(row[0], row[-1]) for row in found if len(row) == 2]
    crossing_all = [piece for row in found for piece in row]
    if len(pairs) < MIN_COLUMN_ROWS:
        return None
    lefts = [a.x1 for a, _ in pairs]
    rights = [b.x0 for _, b in pairs]
    edge = median(rights)
    near = [(a, b) for a, b in pairs if abs(b.x0 - edge) < 40]
    if len(near) < MIN_COLUMN_ROWS or not 0.25 * width < edge < 0.75 * width:
        return None
    gutter = min(b.x0 for _, b in near) - 3
    inner = max((x for x in lefts if x < gutter), default=0.0)
    crossing = sum(piece.x0 < gutter - 5 and piece.x1 > gutter + 5 for piece in crossing_all)
    if crossing > len(near) or gutter - inner < 0:
        return None
    left_width, right_width = inner - min(a.x0 for a, _ in near), max(b.x1 for _, b in near) - edge
    alike = min(left_width, right_width) > 0.6 * max(left_width, right_width)
    full = sum(a.x1 > inner - 0.25 * left_width for a, _ in near) >= 0.4 * len(near)
    wordy = sum(len(a.words) + len(b.words) for a, b in near) >= 7 * len(near)
    return gutter if alike and full and wordy else None


def with_margins(columns: Sequence[list[Row]]) -> list[list[Row]]:
    """Each column's pieces told how far its lines reach."""
    out: list[list[Row]] = []
    for column in columns:
        ends = sorted(row[-1].x1 for row in column)
        left, right = min(row[0].x0 for row in column), ends[min(len(ends) - 1, int(0.97 * len(ends)))]
        out.append([[Piece(words=piece.words, page=piece.page, left=left, right=right) for piece in row] for row in column])
    return out
