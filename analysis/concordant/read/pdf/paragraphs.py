"""Rows of a column -> paragraphs: what goes on from the line above, by margins, leading and sentences."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from concordant.read.lines import Line, line_of
from concordant.read.pdf.glyphs import Word
from concordant.read.pdf.rows import Piece, Row

_TERMINAL = re.compile(r"[.!?:;][\"'”’)\]]*$")
_DASH_LOW = re.compile(r"^[-–—]\s+[a-z]")
_HYPHEN = re.compile(r"(\w+)[-‐\xad]$")
# Prefixes that English writes with a hyphen, so that one at a line end stays.
_HYPHENED = frozenset("non self well anti face day quasi long short part full semi pre co decision first third up follow sub ex".split())
# A number without a stop that hangs in the margin: the gap to its words is wider than a blank by this share of the line's height.
_BARE_NUMBER = re.compile(r"(?:\d{1,3}|[A-Za-z]|[ivx]{1,5})$")
_NOTE_MARK = re.compile(r"(?:[¹²³⁰⁴-⁹]{1,2}|[*†‡])$")
HANGING = 0.6
NEAR = 3.0
LOOSE = 1.3
LARGER = 1.13
MAX_ITALIC_WORDS = 10
FIRST_LINE_INDENT = 45.0
FLUSH = 16.0
MEMORY = 40


class Paragraph:
    """Pieces of rows that were read as one paragraph."""

    def __init__(self, *, pieces: list[Piece], gap: bool, tabbed: bool, text: str, mark: str, text_left: float) -> None:
        self.pieces = pieces
        self.gap = gap
        self.tabbed = tabbed
        self.text = text
        self.mark = mark
        self.text_left = text_left

    @property
    def last(self) -> Piece:
        return self.pieces[-1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """What is usual in a document: height of its lines, distance of its lines, left margin; the words that it uses.

    `hanging` says that the lines of a list item begin below its words, not below its mark. `marks` remembers where marks and words stood,
    `unruled` where the columns of tables without lines began.
    """

    height: float
    leading: float
    left: float
    vocabulary: frozenset[str] = frozenset()
    hanging: bool = True
    marks: list[tuple[str, float, float]] = field(default_factory=list)
    unruled: list[tuple[float, ...]] = field(default_factory=list)


def usual(columns: Sequence[Sequence[Row]]) -> Body:
    """The most common height and leading, weighed by words."""
    heights: Counter[float] = Counter()
    leadings: Counter[float] = Counter()
    wrapped: Counter[float] = Counter()
    for column in columns:
        for above, row in pairwise(column):
            distance, last = round(above[0].y - row[0].y, 1), above[-1]
            full = last.x1 >= last.right - 0.15 * (last.right - above[0].left) and len(last.words) > 4
            leadings[distance] += 5 if full else 1
            wrapped[distance] += full
        for row in column:
            for piece in row:
                heights[round(piece.height, 1)] += len(piece.words)
    height = heights.most_common(1)[0][0] if heights else 12.0
    likely = [(n, d) for d, n in leadings.items() if 0.7 * height <= d <= 2.2 * height]
    # Of two common distances the smaller is that of lines, the larger that of paragraphs.
    most = max((n for n, _ in likely), default=0)
    leading = min((d for n, d in likely if n >= 0.5 * most), default=1.2 * height)
    if leading > 1.5 * height and wrapped[leading] < 3:
        # Only paragraphs of one line: how far the lines of one would stand apart is not seen, but is seldom more than this.
        leading = 1.25 * height
    lefts = [column[0][0].left for column in columns if column]
    pieces = [piece for column in columns for row in column for piece in row]
    inner = (word.text.strip(".,;:!?()'\"“”‘’").casefold() for piece in pieces for word in piece.words[1:])
    return Body(height=height, leading=leading, left=min(lefts, default=0.0), vocabulary=frozenset(inner), hanging=_hanging(columns))


def _hanging(columns: Sequence[Sequence[Row]]) -> bool:
    """Whether more lines below the first of a list item begin below its words than below its mark."""
    below = flush = 0
    for column in columns:
        for above, row in pairwise(column):
            item, piece = _begin(above, gap=False), row[0]
            full = above[-1].right - above[-1].x1 < _first_width(piece) + 0.3 * piece.height
            if full and item.mark in {"bullet", "number", "letter", "roman"} and not _begin(row, gap=False).mark:
                below += abs(piece.x0 - item.text_left) < NEAR
                flush += _outdented(item, piece)
    return below >= flush


def _outdented(item: Paragraph, piece: Piece) -> bool:
    """Whether a row begins at the item's mark or some way to the left of it."""
    return item.pieces[0].x0 - FIRST_LINE_INDENT <= piece.x0 <= item.pieces[0].x0 + NEAR


def paragraphs(column: Iterable[Row], body: Body) -> list[Paragraph]:
    """The paragraphs of one column of one page."""
    out: list[Paragraph] = []
    for row in column:
        piece = row[0]
        distance = out[-1].last.y - piece.y if out else 0.0
        gap = not out or distance > LOOSE * _expected(out[-1], piece, body)
        if len(row) > 1:
            out.append(_begin(row, gap=gap))
        elif out and not out[-1].tabbed and _goes_on(out[-1], piece, body, gap=gap):
            _append(out[-1], piece, body)
        else:
            out.append(_begin(row, gap=gap))
    return out


def _expected(paragraph: Paragraph, piece: Piece, body: Body) -> float:
    """How far apart the lines of one paragraph stand, in letters as large as these."""
    if abs(piece.height - paragraph.last.height) > 0.12 * piece.height:
        return body.leading
    return max(body.leading * max(1.0, piece.height / body.height), _own_leading(paragraph))


def _own_leading(paragraph: Paragraph) -> float:
    """Lines of larger letters stand further apart."""
    pieces = paragraph.pieces
    return (pieces[0].y - pieces[-1].y) / (len(pieces) - 1) if len(pieces) > 1 and pieces[0].page == pieces[-1].page else 0.0


def _begin(row: Row, *, gap: bool) -> Paragraph:
    words = [word for piece in row for word in piece.words]
    text = " ".join(word.shown for word in words)
    line = line_of(text, at=0, page=None, gap=False)
    marks = len(text[: len(text) - len(line.text)].split()) if line.mark and line.mark != "hashes" else 0
    if not marks and _hangs(words):
        marks = 1
        if not _NOTE_MARK.match(words[0].text):
            text = f"{words[0].text}. {text[len(words[0].text) :].lstrip()}"
            line = line_of(text, at=0, page=None, gap=False)
    lead = words[min(marks, len(words) - 1)]
    tabbed = len(row) > 1
    return Paragraph(pieces=list(row), gap=gap, tabbed=tabbed, text=text, mark=line.mark, text_left=lead.x0)


def _hangs(words: Sequence[Word]) -> bool:
    """Whether the first word is a number set in the margin, apart from the words that it numbers."""
    if len(words) < 2 or not (_BARE_NUMBER.match(words[0].text) or _NOTE_MARK.match(words[0].text)):
        return False
    return words[1].x0 - words[0].x1 > HANGING * words[1].height and words[1].text[:1].isupper()


def _append(paragraph: Paragraph, piece: Piece, body: Body) -> None:
    broken = _HYPHEN.search(paragraph.text)
    text = piece.text
    if broken and "://" in paragraph.text.split()[-1]:
        paragraph.text += text
    elif broken and text[:1].islower():
        stem = paragraph.text if _keeps_hyphen(broken[1], text, body) else paragraph.text[:-1]
        paragraph.text = stem + text
    else:
        paragraph.text = f"{paragraph.text} {text}"
    paragraph.pieces.append(piece)


def _keeps_hyphen(first: str, text: str, body: Body) -> bool:
    """Whether the hyphen at a line end belongs to the word: as the document writes it elsewhere, or else by its prefix."""
    rest = re.match(r"\w*", text)[0]  # type: ignore[index]
    whole, parted = f"{first}{rest}".casefold(), f"{first}-{rest}".casefold()
    if (whole in body.vocabulary) != (parted in body.vocabulary):
        return parted in body.vocabulary
    # A word that is divided for want of room seldom falls into two words.
    both = len(first) > 2 and len(rest) > 2 and {first.casefold(), rest.casefold()} <= body.vocabulary
    return both or first.casefold() in _HYPHENED


def _goes_on(paragraph: Paragraph, piece: Piece, body: Body, *, gap: bool) -> bool:
    """Whether a row continues the paragraph above it."""
    last = paragraph.last
    if gap or (abs(piece.height - last.height) > 0.12 * last.height and not _mixed(paragraph, piece)):
        return False
    ended = bool(_TERMINAL.search(paragraph.text))
    line = line_of(piece.text, at=0, page=None, gap=False)
    aligned = abs(piece.x0 - _left(paragraph)) < NEAR
    full = last.right - last.x1 < _first_width(piece) + 0.3 * piece.height
    if line.mark:
        lower = line.mark in {"number", "letter"} and line.text[:1].islower()
        wrapped = full and not ended and aligned and (bool(paragraph.mark) or lower or bool(_DASH_LOW.match(piece.text)))
        return wrapped and line.mark != "bullet" if not _DASH_LOW.match(piece.text) else wrapped
    if last.bold != piece.bold and (last.bold or piece.bold) and not (full and not ended):
        return False
    if (_emphatic(paragraph) and not (piece.bold or piece.italic)) and piece.text[:1].isupper():
        return False
    if last.bold and piece.bold and len(paragraph.text.split()) <= 14 and not ended:
        return True
    if not _fits(paragraph, piece, body):
        return not ended and piece.text[:1].islower() and piece.x0 <= _left(paragraph) + FIRST_LINE_INDENT
    if full:
        return not (ended and piece.x0 > _left(paragraph) + NEAR)
    return not ended and piece.text[:1].islower()


def _emphatic(paragraph: Paragraph) -> bool:
    """Whether all of it so far is set in bold or italics: what follows in plain type begins anew."""
    return all(piece.bold or piece.italic for piece in paragraph.pieces) and not paragraph.mark


def _mixed(paragraph: Paragraph, piece: Piece) -> bool:
    """Rows whose heights differ only because a word of another font stands in one of them."""
    heights = {round(word.height) for row in paragraph.pieces for word in row.words}
    return bool(heights & {round(word.height) for word in piece.words})


def _left(paragraph: Paragraph) -> float:
    """Where the lines after the first begin."""
    return paragraph.pieces[1].x0 if len(paragraph.pieces) > 1 and not paragraph.tabbed else paragraph.text_left


def _fits(paragraph: Paragraph, piece: Piece, body: Body) -> bool:
    """Whether a row begins where the paragraph's next line may: under its words, or, below the first line, some way to the left."""
    left = _left(paragraph)
    if len(paragraph.pieces) > 1:
        return abs(piece.x0 - left) < NEAR
    if paragraph.mark:
        # Below a bullet's words; below the bullet itself or at the margin where that is how the document sets them.
        plainly = piece.text[:1].islower() and not _TERMINAL.search(paragraph.text)
        return abs(piece.x0 - left) < NEAR or (_outdented(paragraph, piece) and (plainly or not body.hanging))
    return abs(piece.x0 - left) < NEAR or (paragraph.pieces[0].x0 - FIRST_LINE_INDENT <= piece.x0 <= left + NEAR)


def _first_width(piece: Piece) -> float:
    return piece.words[0].x1 - piece.words[0].x0


def line(paragraph: Paragraph, body: Body, *, at: int) -> Line:
    """The paragraph as a line of the layout, its place in columns of letters."""
    first = paragraph.pieces[0]
    base = body.left if first.left - body.left < 60 else first.left
    column = max(0, round((_mark_left(paragraph, body) - base) / (0.45 * body.height)))
    bold = all(piece.bold for piece in paragraph.pieces)
    italic = all(piece.italic for piece in paragraph.pieces) and len(paragraph.text.split()) <= MAX_ITALIC_WORDS and paragraph.gap
    large = all(piece.height >= LARGER * body.height for piece in paragraph.pieces)
    found = line_of(paragraph.text, at=at, page=first.page, gap=paragraph.gap, tabbed=paragraph.tabbed, column=column)
    kind = "note" if _is_note(paragraph, body) else ""
    return Line(
        at=at, page=first.page, indent=found.indent, start=found.start, mark="" if kind else found.mark,
        printed="" if kind else found.printed, bullet="" if kind else found.bullet,
        text=" ".join(paragraph.text.split()) if kind else found.text, gap=found.gap, length=found.length, tabbed=found.tabbed,
        bold=bold or large or italic, whole=True, kind=kind,
    )  # fmt: skip


def _mark_left(paragraph: Paragraph, body: Body) -> float:
    """Where an item's mark begins. Marks may be set flush with their words: "(i)" and "(iii)" of one list begin at two places."""
    left = paragraph.pieces[0].x0
    if not paragraph.mark or paragraph.mark == "hashes":
        return left
    like = ((x0, text) for mark, x0, text in reversed(body.marks[-MEMORY:]) if mark == paragraph.mark)
    known = next((x0 for x0, text in like if abs(text - paragraph.text_left) < 1.5 and abs(x0 - left) < FLUSH), None)
    if known is None:
        body.marks.append((paragraph.mark, left, paragraph.text_left))
    return left if known is None else known


def _is_note(paragraph: Paragraph, body: Body) -> bool:
    """A paragraph in small letters that begins with the figure of a footnote."""
    words = [word for piece in paragraph.pieces for word in piece.words]
    small = max(word.height for word in words) < 0.95 * body.height
    figure = re.fullmatch(r"\d{1,3}|[*†‡]|[¹²³⁴-⁹]+", words[0].text)
    return bool(small and figure and len(words) > 1 and words[0].height <= 0.88 * words[1].height) or bool(
        figure and len(words) > 1 and words[0].height <= 0.75 * words[1].height and words[0].y > words[1].y + 0.5
    )
