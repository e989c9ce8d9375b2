"""PDF files with a text layer: columns, running heads and feet, paragraphs across pages, ruled tables, marks in the margin."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

import pypdfium2

from concordant.read.layout import arrange
from concordant.read.lines import Line, line_of
from concordant.read.package import unreadable
from concordant.read.pdf.aligned import parted
from concordant.read.pdf.boxes import side_boxes
from concordant.read.pdf.count import Counting
from concordant.read.pdf.glyphs import Page, Word, pages
from concordant.read.pdf.grid import Grid, grids
from concordant.read.pdf.margins import Rows, edges
from concordant.read.pdf.notes import Note
from concordant.read.pdf.paragraphs import Body, line, paragraphs, usual
from concordant.read.pdf.rows import Row, reading_order, rows, stand_in, with_margins
from concordant.read.source import Guess, Remark, Source
from concordant.read.tables import BETWEEN, Cell, lines_of

MAX_PAGES = 1_000
FRONT_LINES = 25
TITLE_SIZE = 1.35
MAX_TITLE_WORDS = 25
# pypdf takes some 20 ms for a page; what takes far longer does not end.
COUNT_SECONDS = 4.0
COUNT_SECONDS_PER_PAGE = 0.3
ENOUGH_WORDS = 80
_SMALLEST = frozenset("the of and to in a is be or for on with by not you must y yr i o yn ac ar a".split())
_SCAN = "Have the text recognised (OCR: in Acrobat “Scan & OCR”, or `ocrmypdf`), or ask the council for the Word file."


_Table = tuple[Grid, dict[tuple[int, int], list[Word]]]


@dataclass(frozen=True, slots=True)
class _Laid:
    """A page cut into what is read: heads and feet, columns, tables, which each have a row in a column, and boxes beside the text."""

    page: Page
    edges: list[Row]
    columns: list[list[Row]]
    tables: list[_Table]
    beside: list[list[Row]]


@dataclass(slots=True)
class _Lines:
    """Numbers the lines of the whole file from 1."""

    body: Body
    out: list[Line] = field(default_factory=list)

    def add(self, found: Iterable[Line]) -> None:
        for one in found:
            self.out.append(replace(one, at=len(self.out) + 1))


def read_pdf(data: bytes, name: str) -> Source:
    """Blocks of a PDF. Raises UnreadableFile: no PDF, protected by a password, a scan without text, letters without meaning."""
    counting = Counting(data)
    try:
        return _read(data, name, counting)
    finally:
        counting.stop()


def _read(data: bytes, name: str, counting: Counting) -> Source:
    found = _pages(data, name)
    _refuse_scans(found, name)
    laid = _lay(found)
    body = usual([column for one in laid for column in one.columns])
    lines = _Lines(body)
    for one in laid:
        _page_lines(one, lines)
    blocks, guesses = arrange(_headed_once(_titled(lines, body)))
    text = counting.words(COUNT_SECONDS + COUNT_SECONDS_PER_PAGE * len(found))
    page_of = {one.at: one.page for one in lines.out}
    placed = [replace(guess, page=page_of.get(guess.line)) for guess in guesses]
    placed[:0] = [
        Guess(line=1, page=page.number, what="this page is a picture without text: its words are not read")
        for page in found
        if page.images and not page.words
    ]
    if text is None:
        what = "a second program could not read the file: its words could not be counted another way, so nothing checks that all are here"
        placed.insert(0, Guess(line=1, page=1, what=what))
        text = "\n".join(" ".join(word.text for word in page.words) for page in found)
    return Source(
        name=name, text=text, blocks=tuple(blocks), guesses=tuple(placed), counts=_counts(found, laid, len(body.unruled)), rows="line",
        remarks=tuple(_remarks(found)),
    )  # fmt: skip


def _titled(lines: _Lines, body: Body) -> list[Line]:
    """The lines, those in the largest letters of the first pages taken for the title where they plainly stand out."""
    front = [one for one in lines.out[:FRONT_LINES] if not one.kind and one.text and (one.page or 1) <= 2]
    largest = max((one.length for one in front), default=0)
    named = [one for one in front if one.length >= 0.97 * largest]
    alike = [one for one in lines.out if not one.kind and one.length >= 0.97 * largest]
    plain = [replace(one, length=len(one.text)) for one in lines.out]
    stands_out = largest >= TITLE_SIZE * 100 * body.height and len(alike) == len(named) <= 2
    if not stands_out or any(one.words > MAX_TITLE_WORDS or one.mark for one in named) or len({one.page for one in named}) > 1:
        return plain
    return [replace(one, kind="title", mark="", bold=False) if one.at in {x.at for x in named} else one for one in plain]


def _headed_once(lines: list[Line]) -> list[Line]:
    """A row that stands over a table on several pages is its head: the first time it introduces the rows, after that it is furniture."""
    on: dict[str, set[int | None]] = {}
    for one in lines:
        if BETWEEN in one.text and one.kind in {"lead-in", "clause"}:
            on.setdefault(one.text, set()).add(one.page)
    first = {text: True for text, found in on.items() if len(found) > 1}
    return [_head_row(one, first) if one.text in first and one.kind in {"lead-in", "clause"} else one for one in lines]


def _head_row(line: Line, first: dict[str, bool]) -> Line:
    kind = "lead-in" if first[line.text] else "furniture"
    first[line.text] = False
    return replace(line, kind=kind, mark="", printed="", bullet="", indent=0, start=0)


def _pages(data: bytes, name: str) -> list[Page]:
    if b"%PDF" not in data[:1024]:
        raise unreadable(name, "this is not a PDF: it does not begin like one.", "Give the file its true suffix, or fetch it again.")
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            what = "the PDF is protected by a password."
            raise unreadable(name, what, "Open it with the password, print it to a new PDF without one, and import that.") from error
        raise unreadable(name, "the PDF is damaged and cannot be opened.", "Fetch it again, or print it to a new PDF.") from error
    try:
        if len(document) > MAX_PAGES:
            what = f"the PDF has {len(document)} pages; a rule text has far fewer."
            raise unreadable(name, what, f"Give the pages of the code alone, at most {MAX_PAGES}.")
        return list(pages(document))
    except pypdfium2.PdfiumError as error:
        raise unreadable(name, "the PDF is damaged: a page of it cannot be read.", "Print it to a new PDF and import that.") from error
    finally:
        document.close()


def _refuse_scans(found: Sequence[Page], name: str) -> None:
    words = sum(len(page.words) for page in found)
    characters, unmapped = sum(page.characters for page in found), sum(page.unmapped for page in found)
    pictures = sum(page.images for page in found)
    if words < 5 and pictures:
        raise unreadable(name, f"the PDF is a scan: {len(found)} pages of pictures, no text.", _SCAN)
    if not words or not any(c.isalnum() for page in found for word in page.words for c in word.text):
        raise unreadable(name, "the PDF has no text.", _SCAN)
    if unmapped > 0.3 * characters or _is_gibberish([word.text for page in found for word in page.words]):
        what = "the letters of the PDF carry no meaning: its fonts do not say which characters they show."
        raise unreadable(name, what, _SCAN)


def _is_gibberish(words: Sequence[str]) -> bool:
    """Glyph numbers taken for characters: hardly a Latin letter, or a long text without the smallest words of English or Welsh."""
    letters = [c for word in words for c in word if not c.isspace()]
    latin = sum(c.isascii() or "\u00a0" <= c <= "\u024f" or "\u2000" <= c <= "\u22ff" for c in letters)
    if 2 * latin < len(letters):
        return True
    return len(words) > ENOUGH_WORDS and not any(word.casefold() in _SMALLEST for word in words)


def _lay(found: Sequence[Page]) -> list[_Laid]:
    """The pages cut into what is read; heads and feet are known by comparing pages."""
    parts = [_tables(page) for page in found]
    margins = edges([Rows(page.height, rows(free, page.number)) for page, (free, _) in zip(found, parts, strict=True)])
    return [_cut(page, *part, heads) for page, part, heads in zip(found, parts, margins, strict=True)]


def _tables(page: Page) -> tuple[list[Word], list[_Table]]:
    """The words outside of ruled tables, and the tables with the words in their cells."""
    inside: list[_Table] = [(grid, {}) for grid in grids(page.rules)]
    free: list[Word] = []
    for word in page.words:
        for grid, cells in inside:
            cell = grid.cell(word)
            if cell is not None:
                cells.setdefault(cell, []).append(word)
                break
        else:
            free.append(word)
    return free, [(grid, cells) for grid, cells in inside if cells]


def _cut(page: Page, free: list[Word], tables: list[_Table], heads: list[Row]) -> _Laid:
    taken = {(word.x0, word.y) for row in heads for piece in row for word in piece.words}
    boxes, rest = side_boxes([word for word in free if (word.x0, word.y) not in taken], page.rules, page.width)
    rest += [stand_in(at, grid.xs[0], grid.xs[-1], grid.ys[0]) for at, (grid, _) in enumerate(tables)]
    columns = with_margins(reading_order(rows(rest, page.number))) if rest else []
    beside = [column for box in boxes for column in with_margins(reading_order(rows(box, page.number)))]
    return _Laid(page, heads, columns, tables, beside)


def _page_lines(laid: _Laid, lines: _Lines) -> None:
    page = laid.page
    upper = [row for row in laid.edges if row[0].y > page.height / 2]
    lines.add(_aside(" ".join(piece.text for piece in row), page.number) for row in upper)
    left = list(laid.beside)
    for at, column in enumerate(laid.columns):
        last = at == len(laid.columns) - 1
        here = left if last else [box for box in left if column[-1][0].y <= box[0][0].y]
        left = [box for box in left if box not in here]
        lines.add(_with_boxes(list(_column_lines(column, laid, lines.body)), here, lines.body))
    for box in left:
        lines.add(_box_lines(box, lines.body))
    lower = [row for row in laid.edges if row[0].y <= page.height / 2]
    lines.add(_aside(" ".join(piece.text for piece in row), page.number) for row in lower)
    if page.aside:
        lines.add([_aside(" ".join(page.aside), page.number)])


def _with_boxes(placed: list[tuple[float, Line]], boxes: Sequence[list[Row]], body: Body) -> Iterator[Line]:
    """The lines of a column, each box before the first paragraph that begins below its top. No box parts a sentence that a page ends."""
    at = {id(box): next((k for k, (y, _) in enumerate(placed) if y < box[0][0].y - 1), len(placed)) for box in boxes}
    for k, (_, one) in enumerate([*placed, (0.0, None)]):
        for box in boxes:
            place = at[id(box)]
            if place == 0 and placed and not placed[0][1].mark and placed[0][1].text[:1].islower():
                place = 1
            elif place == len(placed) and placed and not placed[-1][1].text.endswith((".", ":", ";")):
                place -= 1
            if place == k:
                yield from _box_lines(box, body)
        if one is not None:
            yield one


def _box_lines(box: list[Row], body: Body) -> list[Line]:
    return [line for _, line in _text_lines(box, replace(body, left=box[0][0].left), first=False)]


def _column_lines(column: Sequence[Row], laid: _Laid, body: Body) -> Iterator[tuple[float, Line]]:
    """The paragraphs and tables of a column, and where each begins. What stands first in it may go on from the column before."""
    first = True
    for is_table, part in groupby(column, key=lambda row: row[0].table is not None):
        for row in part if is_table else ():
            grid, cells = laid.tables[row[0].table or 0]
            yield from ((row[0].y, line) for line in _table(grid, cells, laid.page.number, body))
        yield from () if is_table else _text_lines(list(part), body, first=first)
        first = False


def _text_lines(part: Sequence[Row], body: Body, *, first: bool) -> Iterator[tuple[float, Line]]:
    for text, table in parted(part, body.unruled):
        for paragraph in paragraphs(text, body):
            # The height travels as the length of the line, which paragraphs have no other use for, until the title is known.
            height = round(100 * min(piece.height for piece in paragraph.pieces))
            yield paragraph.pieces[0].y, replace(line(paragraph, body, at=0), whole=not first, length=height)
            first = False
        cells = [[Cell(lines=tuple(_cell(words, part[0][0].page, body))) for words in row if words] for row in table]
        top = table[0][0][0].y if table else 0.0
        yield from ((top, one) for one in lines_of(cells))
        first = False


def _aside(text: str, page: int) -> Line:
    return replace(line_of(text, at=0, page=page, gap=True), kind="furniture", mark="", printed="", bullet="", text=" ".join(text.split()))


def _table(grid: Grid, cells: dict[tuple[int, int], list[Word]], page: int, body: Body) -> list[Line]:
    """Rows of cells from the top; the words of a cell are read like a narrow column."""
    table: list[list[Cell]] = []
    for row in range(len(grid.ys) - 1):
        there = [(column, words) for (at, column), words in sorted(cells.items()) if at == row]
        table.append([Cell(lines=tuple(_cell(words, page, body))) for _, words in there])
    return lines_of(table)


def _cell(words: Sequence[Word], page: int, body: Body) -> list[Line]:
    column = with_margins([[[piece] for row in rows(words, page) for piece in row]])[0]
    return [line(paragraph, replace(body, left=column[0][0].left), at=0) for paragraph in paragraphs(column, body)]


def _remarks(found: Sequence[Page]) -> Iterator[Remark]:
    """The comments that readers put on the pages, each with the words that it marks or stands beside."""
    for page in found:
        lines = rows(page.words, page.number) if page.notes else []
        for note in page.notes:
            inside = [word.text for row in lines for piece in row for word in piece.words if _is_marked(word, note)] if note.marked else []
            nearest = min(lines, key=lambda row: abs(row[0].y - (note.y0 + note.y1) / 2), default=None)
            beside = " ".join(piece.text for piece in nearest) if nearest else ""
            yield Remark(author=note.author, date=note.date, text=note.text, anchor=" ".join(inside), paragraph=beside, line=1)


def _is_marked(word: Word, note: Note) -> bool:
    middle = word.y + 0.3 * word.height
    return note.y0 - 1 <= middle <= note.y1 + 1 and word.x0 >= note.x0 - 2 and word.x1 <= note.x1 + 2


def _counts(found: Sequence[Page], laid: Sequence[_Laid], unruled: int) -> tuple[tuple[str, int], ...]:
    counts = {
        "page": len(found),
        "image": sum(page.images for page in found),
        "table": sum(len(one.tables) for one in laid),
        "unruled table": unruled,
        "head or foot": sum(len(one.edges) for one in laid),
        "page in columns": sum(len({column[0][0].left // 40 for column in one.columns if column}) > 1 for one in laid),
        "comment": sum(len(page.notes) for page in found),
        "form field": sum(page.fields for page in found),
        "glyph without a character": sum(page.unmapped for page in found),
    }
    return tuple((what, n) for what, n in counts.items() if n)
