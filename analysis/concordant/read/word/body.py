"""The body of a Word file -> lines: paragraphs with their computed numbers, tables, notes, text boxes, heads and feet."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from concordant.read.changes import Touched
from concordant.read.html.pieces import broken
from concordant.read.inline import Run, all_bold, clean, markdown, plain
from concordant.read.lines import BULLETS, Line, line_of
from concordant.read.source import Guess
from concordant.read.tables import Cell, lines_of
from concordant.read.view import View
from concordant.read.word.content import Collector, Content
from concordant.read.word.margins import GAP_TWIPS, Shape, ends, properties, shape
from concordant.read.word.names import Element, local, number, value, w
from concordant.read.word.numbering import Numbering
from concordant.read.word.styles import Styles

_MARK_TAB = re.compile(r"^\s*\S{1,8}\t+")
# A number without a stop that a tab sets apart from the words that it numbers.
_BARE_NUMBER = re.compile(r"\s*(\d{1,3}|[a-np-z]|[ivx]{2,5})\t+(?=\w)")
# Fields that Word fills with the headings of the text, its index, its tables or its cases.
_LISTING = re.compile(r"(?:TOC|INDEX|TOA)\b", re.IGNORECASE)
MAX_CODE = 20
MAX_HEADING_WORDS = 25
LARGER = 1.2


class Reader:
    """Walks the body once. `notes` are the w:footnote and w:endnote elements by kind and id; `open` the comments that run."""

    def __init__(
        self, *, styles: Styles, numbering: Numbering, view: View, collector: Collector, notes: dict[tuple[str, str], Element],
        page: int | None = None,
    ) -> None:  # fmt: skip
        self.styles = styles
        self.numbering = numbering
        self.view = view
        self.collector = collector
        self.notes = notes
        self.lines: list[Line] = []
        self.guesses: list[Guess] = []
        self.counts: Counter[str] = Counter()
        self.touched: list[Touched] = []
        self.anchors: dict[str, tuple[int, str, str]] = {}
        self.sizes: Counter[int] = Counter()
        self.line_sizes: dict[int, int] = {}
        self.open: dict[str, tuple[int, str]] = {}
        self.carried: Content | None = None
        self.at = 0
        self.page = page
        self.previous: Shape | None = None
        self.empty_before = True
        self.columns: dict[tuple[str, int], int] = {}
        self.fields: list[str] = []

    def read(self, body: Element) -> None:
        """All blocks of the body, in text order."""
        self.lines += self._blocks(body)
        self.lines = self._with_large(self.lines)

    def _blocks(self, parent: Element, *, furniture: bool = False) -> list[Line]:
        out: list[Line] = []
        for child in parent:
            name = local(child)
            if name == "p":
                out += self._paragraph(child, furniture=furniture)
            elif name == "tbl":
                self.counts["table"] += 1
                out += self._table(child)
                self.previous, self.empty_before = None, True
            elif name == "sdt":
                inner = child.find(w("sdtContent"))
                out += self._blocks(inner, furniture=furniture or _is_contents(child)) if inner is not None else []
            elif name in {"customXml", "smartTag", "ins", "del", "moveTo", "moveFrom", "AlternateContent", "Choice"}:
                out += self._blocks(child, furniture=furniture)
            elif name == "altChunk":
                self.counts["embedded document"] += 1
        return out

    def _table(self, table: Element) -> list[Line]:
        rows: list[list[Cell]] = []
        for row in _rows(table):
            props = row.find(w("trPr"))
            if not self._row_shown(props):
                self._consume(row)
                continue
            head = props is not None and props.find(w("tblHeader")) is not None
            rows.append([self._cell(cell, head=head) for cell in _cells(row)])
        return lines_of(rows)

    def _cell(self, cell: Element, *, head: bool) -> Cell:
        self.previous, self.empty_before = None, True
        props = cell.find(w("tcPr"))
        merged = props.find(w("vMerge")) if props is not None else None
        goes_on = merged is not None and value(merged) in {"", "continue"}
        return Cell(lines=tuple(self._blocks(cell)), head=head, columns=number(props, "gridSpan") or 1, goes_on=goes_on)

    def _row_shown(self, props: Element | None) -> bool:
        for child in props if props is not None else ():
            accepted = self.view.accepts(value(child, "", "author"), value(child, "", "date"))
            if (child.tag == w("ins") and not accepted) or (child.tag == w("del") and accepted):
                return False
        return True

    def _consume(self, row: Element) -> None:
        """A row that the view leaves out still counts its changes."""
        for paragraph in row.iter(w("p")):
            self.at += 1
            content = self.collector.collect(paragraph, "")
            self.touched += [Touched(touch=touch, line=self.at, last=self.at, text="") for touch in content.touches]

    def _paragraph(self, paragraph: Element, *, furniture: bool = False) -> list[Line]:
        self.at += 1
        furniture = self._is_listing(paragraph) or furniture
        props = properties(paragraph, self.view)
        content = self.collector.collect(paragraph, value(props, "pStyle"))
        if self.carried is not None:
            self.carried.extend(content)
            content, self.carried = self.carried, None
        self._remember(content)
        if not ends(paragraph, self.view):
            self.carried = content
            return []
        shown = shape(props, self.styles, self.numbering) if plain(content.runs) or _in_cell(paragraph) else None
        if self.page is not None:
            breaks = shown is not None and shown.page_break and not self.collector.rendered
            self.page += content.pages + int(breaks)
        out = self._lines(content, shown, furniture=furniture)
        return [*out, *self._hanging_on(content)]

    def _is_listing(self, paragraph: Element) -> bool:
        """Whether all its words stand in a field that lists the contents; `fields` are the codes of those that are open."""
        inside = outside = False
        for one in paragraph.iter(w("fldChar"), w("instrText"), w("t")):
            if one.tag == w("instrText") and self.fields:
                self.fields[-1] = (self.fields[-1] + (one.text or "")).lstrip()[:MAX_CODE]
            elif one.tag == w("fldChar") and value(one, "", "fldCharType") == "begin":
                self.fields.append("")
            elif one.tag == w("fldChar") and value(one, "", "fldCharType") == "end" and self.fields:
                self.fields.pop()
            elif one.tag == w("t") and (one.text or "").strip():
                listed = any(_LISTING.match(code) for code in self.fields)
                inside, outside = inside or listed, outside or not listed
        return inside and not outside

    def _remember(self, content: Content) -> None:
        """Changes and comments stand at a place in the paragraph; its words are at hand only now."""
        text = content.text
        self.touched += [Touched(touch=touch, line=self.at, last=self.at, text=text) for touch in content.touches]
        content.touches = []
        for comment, begins, _ in content.marks:
            if begins:
                self.open[comment] = (self.at, "")
        for comment in list(self.open):
            began, words = self.open[comment]
            start = next((at for one, begins, at in content.marks if one == comment and begins), 0)
            end = next((at for one, begins, at in content.marks if one == comment and not begins), None)
            words = f"{words} {text[start:end]}".strip()
            self.open[comment] = (began, words)
            if end is not None:
                self.anchors[comment] = (began, " ".join(words.split()), " ".join(text.split()))
                del self.open[comment]
        content.marks = []

    def _lines(self, content: Content, shown: Shape | None, *, furniture: bool) -> list[Line]:
        self.counts["image"] += content.images
        self.counts["link"] += content.links
        if shown is None:
            self.empty_before = self.empty_before or not content.images
            return self._hidden(content)
        gap = self._gap(shown)
        self.previous, self.empty_before = shown, False
        out: list[Line] = []
        for k, (piece, apart) in enumerate(broken(content.runs)):
            below = replace(shown, numbered=None, column=shown.left)
            line = self._line(piece, below if k else shown, gap=apart if k else gap)
            if line is not None:
                kind = "furniture" if furniture else self._stated(line, shown)
                out.append(replace(line, kind=kind, whole=True, mark="" if kind == "title" else line.mark))
        if out:
            self._measure(out[0], content)
        return out + self._hidden(content)

    def _hidden(self, content: Content) -> list[Line]:
        words = clean(" ".join(content.hidden)).strip()
        if not words:
            return []
        self.guesses.append(Guess(line=self.at, page=self.page, what=f"hidden text, not shown in Word, was set aside: “{words[:60]}”"))
        return [replace(line_of(_escaped(words), at=self.at, page=self.page, gap=True), kind="furniture")]

    def _stated(self, line: Line, shown: Shape) -> str:
        role = self.styles.role(shown.style)
        return "title" if role == "title" and line.words <= MAX_HEADING_WORDS else role if role != "title" else ""

    def _line(self, runs: list[Run], shown: Shape, *, gap: bool) -> Line | None:
        raw = clean("".join(run.text for run in runs))
        typed = len(re.match(r"[ \t]*", raw)[0].expandtabs(6))  # type: ignore[index]
        bold = all_bold(runs)
        heading = self._heading_level(plain(runs), shown)
        text = " ".join(markdown(runs, keep_bold=not bold and not heading).split())
        numbered = shown.numbered
        if not text and not (numbered and numbered.printed):
            return None
        printed = numbered.printed if numbered else ""
        if heading:
            return line_of(f"{'#' * min(6, heading + 1)} {f'{printed} ' if printed else ''}{text}", at=self.at, page=self.page, gap=True)
        column = self._column(shown) + (typed if not numbered else 0)
        if numbered and not printed:
            return Line(
                at=self.at, page=self.page, indent=column, start=column + 2, mark="bullet", printed="", bullet=_glyph(numbered.bullet),
                text=text, gap=gap, length=len(text), bold=bold,
            )  # fmt: skip
        self.counts["computed number"] += bool(printed)
        bare = _BARE_NUMBER.match(raw) if not printed else None
        if bare:
            printed, text = f"{bare[1]}.", text[len(bare[1]) :].lstrip()
        line = line_of(f"{printed} {text}".strip(), at=self.at, page=self.page, gap=gap, column=column)
        if printed and not line.mark and " " not in printed:
            line = replace(line, mark="number" if printed.strip("(")[:1].isdigit() else "letter", printed=printed, text=text)
        if not text:
            line = replace(line, text=printed)
        tabbed = not printed and "\t" in (_MARK_TAB.sub("", raw) if line.mark else raw).strip()
        return replace(line, bold=bold, tabbed=tabbed, bullet=_glyph(line.bullet) if line.bullet else "")

    def _column(self, shown: Shape) -> int:
        """The column of a paragraph; a deeper level of a list always stands deeper, even where its margins do not say so."""
        if shown.numbered is None:
            return shown.column
        level, key = shown.numbered.level, shown.numbered.list_id
        column = shown.column
        above = self.columns.get((key, level - 1))
        if level and above is not None and column <= above and "." not in shown.numbered.printed.rstrip("."):
            column = above + 2
        self.columns[(key, level)] = column
        return column

    def _heading_level(self, words: str, shown: Shape) -> int:
        """The level of a heading by its style; a whole rule that is set in a heading style for the sake of its number is none."""
        if not shown.level or self.styles.role(shown.style):
            return 0
        count = len(words.split())
        sentence = words.endswith((".", ";", ",")) and count > 8
        if count > MAX_HEADING_WORDS or sentence:
            what = f"set in a heading style, but read as a rule: “{' '.join(words.split()[:6])} …”"
            self.guesses.append(Guess(line=self.at, page=self.page, what=what))
            return 0
        return min(shown.level, 5)

    def _gap(self, shown: Shape) -> bool:
        before = self.previous
        if before is None or self.empty_before:
            return True
        if before.style == shown.style and before.contextual and shown.contextual:
            return False
        return max(before.space_after, shown.space_before) >= GAP_TWIPS

    def _hanging_on(self, content: Content) -> Iterator[Line]:
        """Text boxes and notes stand behind the paragraph that they hang on."""
        for box in content.boxes:
            self.counts["text box"] += 1
            self.previous, self.empty_before = None, True
            yield from self._blocks(box)
            self.previous, self.empty_before = None, True
        for kind, note, figure in content.notes:
            if (kind, note) in self.notes:
                self.counts[kind] += 1
                yield from self._note(self.notes.pop((kind, note)), figure)

    def _note(self, note: Element, mark: str) -> Iterator[Line]:
        for k, line in enumerate(self._blocks(note)):
            words = f"{line.printed} {line.text}".strip() if line.mark != "hashes" else line.text
            text = f"{mark} {words}" if k == 0 else words
            yield replace(line, kind="note", mark="", bullet="", printed="", text=text, whole=True, gap=True, bold=False)

    def _measure(self, line: Line, content: Content) -> None:
        sizes: Counter[int] = Counter()
        for size, length in content.sizes:
            sizes[size] += length
        self.sizes.update(sizes)
        if sizes:
            self.line_sizes[line.at] = min(sizes)
        if content.underlined and all(content.underlined):
            self.line_sizes[line.at] = 10_000

    def _with_large(self, lines: list[Line]) -> list[Line]:
        """Lines larger than the body of the text, or underlined throughout, stand out as bold ones do."""
        body = self.sizes.most_common(1)[0][0] if self.sizes else 0
        large = {at for at, size in self.line_sizes.items() if body and size >= LARGER * body}
        return [replace(line, bold=True) if line.at in large and not line.kind and line.mark != "hashes" else line for line in lines]


def _glyph(bullet: str) -> str:
    return bullet if bullet in BULLETS and bullet not in "*o+" else "•"


def _escaped(words: str) -> str:
    return markdown([Run(text=words)])


def _in_cell(paragraph: Element) -> bool:
    above = paragraph.getparent()
    return above is not None and above.tag == w("tc")


def _rows(table: Element) -> Iterator[Element]:
    for child in table:
        if child.tag == w("tr"):
            yield child
        elif local(child) in {"sdt", "sdtContent", "customXml", "ins", "del"}:
            yield from _rows(child)


def _cells(row: Element) -> Iterator[Element]:
    for child in row:
        if child.tag == w("tc"):
            yield child
        elif local(child) in {"sdt", "sdtContent", "customXml"}:
            yield from _cells(child)


def _is_contents(sdt: Element) -> bool:
    return any("contents" in value(one).lower() for one in sdt.iter(w("docPartGallery")))
