"""Words -> pieces of rows, in the order in which they are read: column by column where a page is set in columns."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from concordant.read.lines import BULLETS, line_of
from concordant.read.pdf.glyphs import BULLET, Word

# A gap of this many line heights between two words parts a row: cells of a table, label and value, two columns.
WIDE = 1.8
SAME_ROW = 0.4
# Kinds of character that are no letters, figures or stops: signs, and those of symbol fonts that Unicode has no name for.
_SIGNS = frozenset({"So", "Sm", "Co"})
_CROSSES = "✕✖✗✘❌☒×"
# Figures of notes: how high they stand, and how small they are; browsers print them nearly as large as the words.
RAISED_ROW = 0.6
SMALL = 0.88
_STOPS = frozenset({".", ",", ";", ":", ")", ".”", ".)"})
MIN_COLUMN_ROWS = 5
# In a justified line no gap is this many times as wide as the usual one.
STRETCHED = 2.5
MIN_COLUMN_WORDS = 60
# The strip between two columns: at most this share of the usual number of words stands in it, and it is this wide, in points.
MOSTLY_WHITE = 0.2
NARROWEST = 7
# No page is wider; a damaged one may claim to be.
WIDEST = 15_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Words of one row that stand together. `page` counts from 1; `left` and `right` are the margins of its column."""

    words: tuple[Word, ...]
    page: int
    left: float = 0.0
    right: float = 0.0

    @property
    def text(self) -> str:
        return " ".join(word.shown for word in self.words)

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
    def table(self) -> int | None:
        """Which of the page's tables stands here; None for words."""
        text = self.words[0].text
        return int(text[1:]) if text.startswith(_TABLE) else None

    @property
    def italic(self) -> bool:
        lettered = [word for word in self.words if any(c.isalnum() for c in word.text)]
        return bool(lettered) and all(word.italic for word in lettered)

    @property
    def bold(self) -> bool:
        lettered = [word for word in self.words if any(c.isalnum() for c in word.text)]
        return bool(lettered) and all(word.bold for word in lettered)


Row = list[Piece]
_TABLE = "\0"


def stand_in(at: int, left: float, right: float, top: float) -> Word:
    """A word that keeps the place of the page's table of that number among the rows."""
    return Word(text=f"{_TABLE}{at}", x0=left, x1=right, y=top - 1.0, height=1.0, bold=False)


def rows(words: Iterable[Word], page: int) -> list[Row]:
    """Rows from the top, each cut into pieces at wide gaps. A mark or number stays with the words after it, however far they stand."""
    found: list[list[Word]] = []
    for word in sorted(words, key=lambda one: (-one.y, one.x0)):
        last = found[-1] if found and not word.text.startswith(_TABLE) and not found[-1][0].text.startswith(_TABLE) else None
        if last is not None and _is_level(last, word):
            last.append(word)
        else:
            found.append([word])
    return [_pieces(_with_bullet(_with_raised(sorted(row, key=lambda one: one.x0))), page) for row in found]


def _with_bullet(row: list[Word]) -> list[Word]:
    """A sign that stands alone before the words is a bullet, whichever it is. A cross, which says no, stays beside it."""
    sign = row[0].text
    if len(row) < 2 or sign in BULLETS or len(sign) > 1 or unicodedata.category(sign) not in _SIGNS or sign in "©®™°=<>":
        return row
    return [replace(row[0], text=f"{BULLET} {sign}" if sign in _CROSSES else BULLET), *row[1:]]


def _is_level(row: Sequence[Word], word: Word) -> bool:
    """Whether the next lower word stands in a row still; the figure of a note may stand higher than the words that follow."""
    large = next((one for one in row if one.height >= SMALL * word.height or not one.text.isdigit() or len(one.text) > 2), None)
    first = large or row[0]
    return first.y - word.y <= (SAME_ROW if large else RAISED_ROW) * max(first.height, word.height)


def _with_raised(row: list[Word]) -> list[Word]:
    """Small figures set high right behind a word are the number of its note."""
    out: list[Word] = []
    for word in row:
        before = out[-1] if out else None
        figure = word.text.isdigit() and len(word.text) <= 2 and not word.raised
        if before is not None and figure and not before.raised and _is_high(before, word):
            out[-1] = replace(before, raised=word.text, x1=word.x1)
        elif before is not None and before.raised and word.text in _STOPS and abs(word.x0 - before.x1) < 0.15 * before.height:
            out[-1] = replace(before, text=before.text + word.text, x1=word.x1)
        else:
            out.append(word)
    return out


def _is_high(before: Word, word: Word) -> bool:
    small = word.height < SMALL * before.height and word.y > before.y + 0.1 * before.height
    return small and -1.0 <= word.x0 - before.x1 < 0.25 * before.height


def _pieces(row: list[Word], page: int, right: float | None = None) -> Row:
    """A row cut at wide gaps. A justified line, which reaches the `right` margin by widening all its gaps, is not cut."""
    gaps = [max(0.0, b.x0 - a.x1) for a, b in pairwise(row)]
    justified = right is not None and row[-1].x1 >= right - 3 and (not gaps or max(gaps) <= STRETCHED * max(median(gaps), 1.0))
    cut: list[list[Word]] = [[row[0]]]
    for before, word in pairwise(row):
        wide = word.x0 - before.x1 > WIDE * max(before.height, word.height)
        if wide and not justified and not (len(cut[-1]) == 1 and _is_mark(before.text, word.text)):
            cut.append([word])
        else:
            cut[-1].append(word)
    return [Piece(words=tuple(words), page=page) for words in cut]


def _is_mark(text: str, after: str) -> bool:
    """A bullet or number, or a bare figure in the margin of a sentence."""
    typed = len(text) <= 9 and bool(line_of(f"{text} x", at=0, page=None, gap=False).mark)
    if len(text) <= 2 and all(c in "¹²³⁰⁴⁵⁶⁷⁸⁹*†‡" for c in text):
        return True
    return typed or (text.isdecimal() and len(text) <= 3 and after[:1].isupper())


def reading_order(found: list[Row]) -> list[list[Row]]:
    """The rows of a page as one or more columns, each with its rows from the top.

    Lines that run across both columns part the page into bands; in each the left column is read before the right one.
    """
    words = [word for row in found for piece in row for word in piece.words]
    gutter = _gutter(words)
    if gutter is None:
        return [found]
    page = found[0][0].page
    across = [row for row in rows(words, page) if _crosses(row, gutter)]
    taken = {id(word) for row in across for piece in row for word in piece.words}
    rest = [word for word in words if id(word) not in taken]
    out: list[list[Row]] = []
    above = float("inf")
    for row in [*across, None]:
        below = row[0].y if row else float("-inf")
        for on_left in (True, False):
            side = [word for word in rest if below < word.y <= above and (word.x0 < gutter) == on_left]
            # A side may itself be set in columns.
            out += reading_order(rows(side, page)) if side else []
        if row and out and out[-1][-1] in across and above - below < 3 * row[0].height:
            out[-1].append(row)
        elif row:
            out.append([row])
        above = below
    return out


def _crosses(row: Row, gutter: float) -> bool:
    """Whether a line runs on over the gutter: a word stands in it, or only a blank does."""
    words = [word for piece in row for word in piece.words]
    if any(word.x0 < gutter - 1 and word.x1 > gutter + 1 for word in words):
        return True
    level = [(a, b) for a, b in pairwise(words) if a.x1 <= gutter + 1 and b.x0 >= gutter - 1]
    return any(abs(a.y - b.y) < 0.5 and b.x0 - a.x1 < 0.5 * a.height for a, b in level)


def _gutter(words: Sequence[Word]) -> float | None:
    """The middle of a white strip that runs down the page between two columns of text; None where there is none."""
    if len(words) < MIN_COLUMN_WORDS:
        return None
    left, right = min(word.x0 for word in words), max(word.x1 for word in words)
    low, high = int(left + 0.15 * (right - left)), int(right - 0.15 * (right - left))
    if not 2 * NARROWEST <= high - low <= WIDEST:
        return None
    cover = Counter(x for word in words for x in range(max(low, int(word.x0)), min(high, int(word.x1) + 1)))
    bound = MOSTLY_WHITE * median([cover[x] for x in range(low, high)])
    strips: list[list[int]] = [[]]
    for x in range(low, high):
        if cover[x] <= bound:
            strips[-1].append(x)
        elif strips[-1]:
            strips.append([])
    for strip in sorted(strips, key=len, reverse=True):
        if len(strip) >= NARROWEST and _are_columns(words, strip[0], strip[-1]):
            return (strip[0] + strip[-1]) / 2
    return None


def _are_columns(words: Sequence[Word], start: float, end: float) -> bool:
    """Whether the two sides are text set in columns, not the cells of a table: alike in width, and most lines full."""
    left = [word for word in words if word.x1 <= start + 1]
    right = [word for word in words if word.x0 >= end - 1]
    if min(len(left), len(right)) < 0.15 * len(words):
        return False
    left_width, right_width = start - min(word.x0 for word in left), max(word.x1 for word in right) - end
    # Two columns are about as wide as each other; of three, the first is half as wide as the rest.
    if min(left_width, right_width) <= 0.4 * max(left_width, right_width):
        return False
    lines = rows(left, 1)
    full = sum(row[-1].x1 > start - 0.25 * left_width for row in lines)
    return len(lines) >= MIN_COLUMN_ROWS and full >= 0.4 * len(lines) and len(left) >= 3 * len(lines)


def with_margins(columns: Sequence[list[Row]]) -> list[list[Row]]:
    """Each column's pieces told how far its lines reach."""
    out: list[list[Row]] = []
    for column in columns:
        written = [row for row in column if row[0].table is None] or column
        ends = sorted(row[-1].x1 for row in written)
        left, right = min(row[0].x0 for row in written), ends[min(len(ends) - 1, int(0.97 * len(ends)))]
        again = [_pieces([word for piece in row for word in piece.words], row[0].page, right) for row in column]
        out.append([[Piece(words=piece.words, page=piece.page, left=left, right=right) for piece in row] for row in again])
    return out
