"""Words of a PDF page with their places, and the ruled lines on it, from pdfium."""

from __future__ import annotations

import ctypes
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pypdfium2
from pypdfium2 import raw

from concordant.read.pdf.notes import Note, notes_of

_BOLD_NAME = re.compile(r"bold|black|heavy|demi", re.IGNORECASE)
_ITALIC_NAME = re.compile(r"italic|oblique", re.IGNORECASE)
_BOLD_WEIGHT = 600
_ITALIC_FLAG = 1 << 6
_ROTATED = 0.1
_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_UNMAPPED = frozenset({0, 0xFFFD, 0xFFFE, 0xFFFF})
_BLANKS = frozenset({0x20, 0xA0, 0x09, 0x0A, 0x0D, 0x2028})
LINE_HYPHEN = 0x0002
_LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"})
BULLET = "•"
THIN = 3.0
LINE = 1.12
# A bullet that is drawn is no larger than this, and no farther from its words.
LARGEST_DOT = 8.0
FARTHEST = 40.0
MAX_PATHS = 20_000
MAX_CHARACTERS = 3_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A word between blanks. `y` is its baseline, `height` that of its line in its font; `raised` are small figures set high behind it."""

    text: str
    x0: float
    x1: float
    y: float
    height: float
    bold: bool
    raised: str = ""
    italic: bool = False

    @property
    def shown(self) -> str:
        """The word, and behind it the number of its note in small figures."""
        return self.text + self.raised.translate(_SUPERSCRIPT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A straight thin line on the page, or one edge of a box: `x0 == x1` for one that stands."""

    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What one page shows. `aside` are words set at an angle, `unmapped` counts glyphs that stand for no character."""

    number: int
    width: float
    height: float
    words: tuple[Word, ...]
    rules: tuple[Rule, ...]
    aside: tuple[str, ...]
    images: int
    characters: int
    unmapped: int
    notes: tuple[Note, ...] = ()
    fields: int = 0


@dataclass(frozen=True, slots=True)
class _Turn:
    """A page turned clockwise by quarters, and its size before that: places on the page as the reader sees it."""

    quarters: int
    width: float
    height: float

    def point(self, x: float, y: float) -> tuple[float, float]:
        return ((x, y), (y, self.width - x), (self.width - x, self.height - y), (self.height - y, x))[self.quarters]

    def box(self, box: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
        (x0, y0), (x1, y1) = self.point(box[0], box[1]), self.point(box[2], box[3])
        return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def pages(document: pypdfium2.PdfDocument) -> Iterator[Page]:
    """Every page in order. A page that is damaged comes out without words."""
    for index in range(len(document)):
        try:
            page = document[index]
            textpage = page.get_textpage()
        except pypdfium2.PdfiumError:
            yield Page(number=index + 1, width=595, height=842, words=(), rules=(), aside=(), images=0, characters=0, unmapped=0)
            continue
        width, height = page.get_size()
        turn = _Turn(page.get_rotation() // 90 % 4, *_unturned(page))
        words, aside, characters, unmapped = _words(textpage, turn)
        rules, dots, images = _objects(page, turn)
        notes, fields = notes_of(page)
        words += _bullets(dots, words)
        textpage.close()
        page.close()
        yield Page(
            number=index + 1, width=width, height=height, words=tuple(words), rules=tuple(rules), aside=tuple(aside), images=images,
            characters=characters, unmapped=unmapped, notes=tuple(notes), fields=fields,
        )  # fmt: skip


def _words(textpage: pypdfium2.PdfTextPage, turn: _Turn) -> tuple[list[Word], list[str], int, int]:
    handle = textpage.raw
    count = min(raw.FPDFText_CountChars(handle), MAX_CHARACTERS)
    points = [raw.FPDFText_GetUnicode(handle, at) for at in range(count)]
    unmapped = sum(point in _UNMAPPED for point in points)
    words: list[Word] = []
    aside: list[str] = []
    start = 0
    for at in range(count + 1):
        # pdfium gives a hyphen at the end of a line as LINE_HYPHEN, and the next line without a blank between.
        after_hyphen = at > start and points[at - 1] == LINE_HYPHEN
        blank = at == count or points[at] in _BLANKS
        if not blank and not after_hyphen:
            continue
        if at > start:
            text = _text(points[start:at])
            if _angle(handle, start, turn) > _ROTATED:
                aside.append(text)
            elif text:
                words.append(_word(handle, text, start, at, turn))
        start = at + 1 if blank else at
    return [word for word in words if word.text], aside, count, unmapped


def _text(points: list[int]) -> str:
    """The characters of a word. A glyph without a character that stands alone is a bullet drawn by a symbol font."""
    if all(point in _UNMAPPED for point in points):
        return BULLET
    kept = ("-" if point == LINE_HYPHEN else chr(point) for point in points if point not in _UNMAPPED and not 0xD800 <= point <= 0xDFFF)
    return "".join(kept).translate(_LIGATURES)


def _unturned(page: pypdfium2.PdfPage) -> tuple[float, float]:
    """Width and height of a page before it is turned for the reader."""
    width, height = page.get_size()
    return (height, width) if page.get_rotation() % 180 else (width, height)


def _angle(handle: Any, at: int, turn: _Turn) -> float:
    """How far a character leans from upright, as the page is shown."""
    angle = float(raw.FPDFText_GetCharAngle(handle, at))
    if angle < 0:
        return 0.0
    # pdfium counts clockwise, as the page is turned.
    lean = (angle + turn.quarters * math.pi / 2) % (2 * math.pi)
    return min(lean, 2 * math.pi - lean, abs(lean - 2 * math.pi))


def _word(handle: Any, text: str, start: int, end: int, turn: _Turn) -> Word:
    first, last = turn.box(_box(handle, start)), turn.box(_box(handle, end - 1))
    y = turn.point(*_origin(handle, start))[1]
    height = _height(handle, start)
    raised = ""
    if end - start > 1 and text[-1].isdigit() and len(text) == end - start:
        small = 0
        while small < min(2, end - start - 1) and text[-1 - small].isdigit() and _is_raised(handle, end - 1 - small, y, height, turn):
            small += 1
        if small:
            raised, text = text[-small:], text[:-small]
    bold, italic = _emphasis(handle, start)
    return Word(
        text=text, x0=min(first[0], last[0]), x1=max(first[2], last[2]), y=y, height=height, raised=raised, bold=bold, italic=italic
    )  # fmt: skip


def _is_raised(handle: Any, at: int, y: float, height: float, turn: _Turn) -> bool:
    return _height(handle, at) < 0.88 * height and turn.point(*_origin(handle, at))[1] > y + 0.1 * height


def _height(handle: Any, at: int) -> float:
    """The height of the line that a character's font asks for: a little more than its size on the page."""
    matrix = raw.FS_MATRIX()
    scale = math.hypot(matrix.b, matrix.d) if raw.FPDFText_GetMatrix(handle, at, ctypes.byref(matrix)) else 1.0
    size = float(raw.FPDFText_GetFontSize(handle, at)) * scale
    return LINE * size if 1.0 <= size <= 500.0 else LINE * 10.0


def _box(handle: Any, at: int) -> tuple[float, float, float, float]:
    """Left, bottom, right and top of a character's place in its line."""
    rect = raw.FS_RECTF()
    if not raw.FPDFText_GetLooseCharBox(handle, at, ctypes.byref(rect)):
        return 0.0, 0.0, 0.0, 0.0
    return rect.left, rect.bottom, rect.right, rect.top


def _origin(handle: Any, at: int) -> tuple[float, float]:
    x, y = ctypes.c_double(), ctypes.c_double()
    raw.FPDFText_GetCharOrigin(handle, at, ctypes.byref(x), ctypes.byref(y))
    return x.value, y.value


def _emphasis(handle: Any, at: int) -> tuple[bool, bool]:
    """Whether a character is set in bold, and whether in italics: by its font's name, weight and flags."""
    heavy = raw.FPDFText_GetFontWeight(handle, at) >= _BOLD_WEIGHT
    buffer = ctypes.create_string_buffer(128)
    flags = ctypes.c_int()
    raw.FPDFText_GetFontInfo(handle, at, buffer, 128, ctypes.byref(flags))
    name = buffer.value.decode("utf-8", "ignore")
    return heavy or bool(_BOLD_NAME.search(name)), bool(_ITALIC_NAME.search(name) or flags.value & _ITALIC_FLAG)


def _objects(page: pypdfium2.PdfPage, turn: _Turn) -> tuple[list[Rule], list[Rule], int]:
    """Ruled lines and boxes of the page, small dots that may be bullets, and how many pictures it has."""
    rules: list[Rule] = []
    dots: list[Rule] = []
    images = seen = 0
    for thing in page.get_objects(max_depth=4):
        seen += 1
        if seen > MAX_PATHS:
            break
        if thing.type == raw.FPDF_PAGEOBJ_IMAGE:
            images += 1
        elif thing.type == raw.FPDF_PAGEOBJ_PATH:
            try:
                bounds = turn.box(thing.get_bounds())
            except pypdfium2.PdfiumError:
                continue
            rules += _edges(bounds, page.get_size())
            dots += _dot(bounds)
    return rules, dots, images


def _dot(bounds: tuple[float, float, float, float]) -> list[Rule]:
    """A small shape about as high as wide."""
    left, bottom, right, top = bounds
    wide, high = right - left, top - bottom
    small = 1.5 <= wide <= LARGEST_DOT and 1.5 <= high <= LARGEST_DOT and 0.6 <= wide / high <= 1.7
    return [Rule(x0=left, y0=bottom, x1=right, y1=top)] if small else []


def _bullets(dots: list[Rule], words: list[Word]) -> list[Word]:
    """Dots drawn, not written, as browsers print the bullets of lists: each stands before the first word of a line."""
    found: list[Word] = []
    for dot in dots:
        middle = (dot.y0 + dot.y1) / 2
        level = [word for word in words if abs(word.y + 0.3 * word.height - middle) < 0.35 * word.height and word.x0 > dot.x0 - 200]
        after = min((word for word in level if word.x0 >= dot.x1), key=lambda word: word.x0, default=None)
        before = any(word.x1 <= dot.x0 + 1 and dot.x0 - word.x1 < FARTHEST for word in level)
        if after is not None and after.x0 - dot.x1 < FARTHEST and not before:
            found.append(Word(text=BULLET, x0=dot.x0, x1=dot.x1, y=after.y, height=after.height, bold=False))
    return list({(word.x0, word.y): word for word in found}.values())


def _edges(bounds: tuple[float, float, float, float], size: tuple[float, float]) -> list[Rule]:
    left, bottom, right, top = bounds
    wide, high = right - left, top - bottom
    if high <= THIN and wide >= 8:
        middle = (top + bottom) / 2
        return [Rule(x0=left, y0=middle, x1=right, y1=middle)]
    if wide <= THIN and high >= 6:
        middle = (left + right) / 2
        return [Rule(x0=middle, y0=bottom, x1=middle, y1=top)]
    if wide < 15 or high < 8 or (wide > 0.9 * size[0] and high > 0.8 * size[1]):
        return []
    return [
        Rule(x0=left, y0=bottom, x1=right, y1=bottom),
        Rule(x0=left, y0=top, x1=right, y1=top),
        Rule(x0=left, y0=bottom, x1=left, y1=top),
        Rule(x0=right, y0=bottom, x1=right, y1=top),
    ]
