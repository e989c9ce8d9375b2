"""Running heads, running feet and page numbers: what belongs to the page, and not to the text that goes over it."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from concordant.read.lines import line_of
from concordant.read.pdf.rows import Row

# Heads and feet stand in this share of the page's height from its edges, on every page as far from the edge, in points.
MARGIN = 0.12
SAME_PLACE = 8.0
# A line of more words than this that is no head is the text: heads do not stand further inside.
MAX_ODD_WORDS = 6
MOST_ALIKE = 3_000
# The gap between a head and the text, in heights of its line: lines of one paragraph stand closer, and so do paragraphs.
TIGHT = 1.5
FAR = 2.2
SMALLER = 0.93
NOTE = 0.85
_PAGE_FIGURE = re.compile(
    r"^(?:(?:page|tudalen)\s*)?[-–—|\s]*(?:\d{1,4}|(?=[ivx])x{0,3}(?:ix|iv|v?i{0,3}))"
    r"(?:\s*(?:of|o|/)\s*\d{1,4})?[-–—|\s]*(?:p\s?a\s?g\s?e)?$",
    re.IGNORECASE,
)
# What a browser prints around a page: its address with the page's number, and the time.
_PRINTED = re.compile(r"(?:https?|file)://\S+(?:\s+\d{1,3}/\d{1,3})?$|\d{1,2}/\d{1,2}/\d{2,4}, \d{1,2}:\d{2}(?:\s*[AP]M)?\b.{0,80}$")
_ENDED = re.compile(r"[.!?:;][\"'”’)\]]*$")


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of a page, from its top, that stand in no table."""

    height: float
    found: list[Row]


@dataclass(frozen=True, slots=True)
class _Seen:
    """A row in a margin: its page, how far it stands from the edge, its figures."""

    page: int
    place: float
    figures: tuple[int, ...]


def edges(pages: Sequence[Rows]) -> list[list[Row]]:
    """For each page its running heads, feet and page numbers."""
    known: defaultdict[tuple[bool, str], list[_Seen]] = defaultdict(list)
    for at, page in enumerate(pages):
        for row in page.found:
            alike = known[_key(row, page.height)] if _in_margin(row, page.height) else []
            if len(alike) < MOST_ALIKE:
                alike.append(_seen(row, at, page.height))
    body = Counter(round(word.height, 1) for page in pages for row in page.found for piece in row for word in piece.words)
    usual = body.most_common(1)[0][0] if body else 12.0
    return [[*_side(pages, at, known, usual, upper=True), *_side(pages, at, known, usual, upper=False)] for at in range(len(pages))]


def _side(pages: Sequence[Rows], at: int, known: dict[tuple[bool, str], list[_Seen]], usual: float, *, upper: bool) -> list[Row]:
    """Heads or feet of a page: from the edge of the paper up to the text."""
    page = pages[at]
    order = page.found if upper else page.found[::-1]
    taken: list[tuple[Row, int]] = []
    for row, after in zip(order, [*order[1:], None], strict=False):
        if not _in_margin(row, page.height) or (row[0].y > page.height / 2) != upper:
            continue
        times = _times(known[_key(row, page.height)], _seen(row, at, page.height))
        if _is_item(row, after, usual):
            break
        if _is_page_mark(row):
            taken.append((row, len(pages)))
        elif times >= 2 and not _is_note(row) and (times >= 3 or times >= 0.3 * len(pages)):
            taken.append((row, times))
        elif sum(len(piece.words) for piece in row) > MAX_ODD_WORDS:
            break
    held = {id(row) for row, _ in taken}
    while taken and _is_text(taken[-1][0], _inside(order, taken[-1][0], held), upper=upper, times=taken[-1][1]):
        held.discard(id(taken.pop()[0]))
    found = [row for row, _ in taken]
    return found if upper else found[::-1]


def _inside(order: Sequence[Row], row: Row, held: set[int]) -> Row | None:
    """The first row of the text behind a head, seen from the edge."""
    later = order[next(k for k, one in enumerate(order) if one is row) + 1 :]
    return next((one for one in later if id(one) not in held), None)


def _is_text(row: Row, text: Row | None, *, upper: bool, times: int) -> bool:
    """Whether a row that comes back on other pages is part of the text beside it all the same: it goes on there."""
    if text is None or _is_page_mark(row):
        return False
    height = max(row[0].height, text[0].height)
    gap = abs(row[0].y - text[0].y)
    words = _text(row)
    first, second = (words, _text(text)) if upper else (_text(text), words)
    if gap <= TIGHT * height and second[:1].islower() and not _ENDED.search(first):
        return True
    alike = row[0].bold == text[0].bold and abs(row[0].height - text[0].height) < 0.05 * height
    last = not upper and not _ENDED.search(first) and abs(row[0].x0 - text[0].x0) < SAME_PLACE
    return gap <= TIGHT * height and alike and (times < 3 or last)


def _is_item(row: Row, after: Row | None, usual: float) -> bool:
    """Whether a row is a clause with its number, or an item, and no head: as large as the text, and near the next row."""
    if after is None or len(row) > 1 or row[0].height < SMALLER * usual or _is_page_mark(row):
        return False
    marked = line_of(_text(row), at=0, page=None, gap=False).mark not in {"", "hashes"}
    return marked and abs(row[0].y - after[0].y) < FAR * max(row[0].height, after[0].height)


def _in_margin(row: Row, height: float) -> bool:
    return not MARGIN * height < row[0].y < (1 - MARGIN) * height


def _is_page_mark(row: Row) -> bool:
    text = _text(row)
    return bool(_PAGE_FIGURE.match(text) or _PRINTED.match(text))


def _is_note(row: Row) -> bool:
    """Whether a row begins with the small figure of a footnote."""
    words = row[0].words
    return len(words) > 1 and words[0].text.isdigit() and words[0].height < NOTE * words[1].height and words[0].y > words[1].y


def _key(row: Row, height: float) -> tuple[bool, str]:
    return row[0].y > height / 2, re.sub(r"\d+", "#", _text(row).casefold())


def _seen(row: Row, page: int, height: float) -> _Seen:
    place = height - row[0].y if row[0].y > height / 2 else row[0].y
    return _Seen(page, place, tuple(int(one) for one in re.findall(r"\d{1,9}", _text(row))))


def _times(alike: Sequence[_Seen], one: _Seen) -> int:
    """On how many pages a row stands: at one place, its figures the same or counting on as the pages do."""
    same = {other.page for other in alike if abs(other.place - one.place) <= SAME_PLACE and _counts_on(one, other)}
    return len(same | {one.page})


def _counts_on(one: _Seen, other: _Seen) -> bool:
    pairs = zip(one.figures, other.figures, strict=False)
    return len(one.figures) == len(other.figures) and all(b - a in {0, other.page - one.page} for a, b in pairs)


def _text(row: Row) -> str:
    return " ".join(piece.text for piece in row)
