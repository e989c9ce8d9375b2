"""The body of an OpenDocument text -> lines: paragraphs with their computed numbers, lists, tables, notes, text boxes."""

from __future__ import annotations

import re
from collections import Counter as Tally
from collections.abc import Iterator
from dataclasses import dataclass, replace

from concordant.model import Guess, Remark
from concordant.read.changes import Touched
from concordant.read.inline import Run, all_bold, clean, markdown, plain
from concordant.read.lines import BULLETS, Line, line_of
from concordant.read.odt.content import Collector, Content
from concordant.read.odt.lists import Counter, Label
from concordant.read.odt.names import Element, number, points, q, value, words_in
from concordant.read.odt.styles import Styles
from concordant.read.pieces import pieces
from concordant.read.tables import Cell, lines_of

POINTS_PER_COLUMN = 6.0
GAP_POINTS = 3.0
MAX_HEADING_WORDS = 25
LARGER = 1.2
_BARE_NUMBER = re.compile(r"\s*(\d{1,3}|[a-np-z]|[ivx]{2,5})\t+(?=\w)")
_MARK_TAB = re.compile(r"^\s*\S{1,8}\t+")
_CONTENTS = frozenset({q("text:table-of-content"), q("text:illustration-index"), q("text:table-index"), q("text:alphabetical-index")})
_FURNITURE = re.compile(r"^(?:contents \d+|header|footer|contents heading|index \d)", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Item:
    """The list item that a paragraph stands in. `first` says that the paragraph is the one that carries the label."""

    label: Label | None
    level: int
    first: bool


class Reader:
    """Walks the body once. `ending` names the comments that have an end of their own, and so a stretch of words."""

    def __init__(self, *, styles: Styles, collector: Collector, page: int | None, ending: frozenset[str]) -> None:
        self.styles = styles
        self.collector = collector
        self.counter = Counter(styles)
        self.page = page
        self.ending = ending
        self.lines: list[Line] = []
        self.guesses: list[Guess] = []
        self.counts: Tally[str] = Tally()
        self.touched: list[Touched] = []
        self.remarks: list[Remark] = []
        self.running: dict[str, tuple[int, str]] = {}
        self.carried: tuple[Content, str, _Item | None, Element] | None = None
        self.at = 0
        self.after = 0.0
        self.empty_before = True
        self.sizes: Tally[str] = Tally()
        self.line_sizes: dict[int, set[str]] = {}

    def read(self, body: Element) -> None:
        """All blocks of office:text, in text order."""
        self.lines += self.blocks(body)
        usual = self.sizes.most_common(1)[0][0] if self.sizes else ""
        large = {at for at, sizes in self.line_sizes.items() if usual and all(_points(s) >= LARGER * _points(usual) for s in sizes)}
        self.lines = [replace(x, bold=True) if x.at in large and not x.kind and x.mark != "hashes" else x for x in self.lines]

    def blocks(self, parent: Element, *, furniture: bool = False) -> list[Line]:
        """The lines of a text flow: the body, a cell, a note, a head."""
        out: list[Line] = []
        for child in parent:
            tag = child.tag
            if tag in {q("text:p"), q("text:h")}:
                out += self._paragraph(child, None, furniture=furniture)
            elif tag == q("text:list"):
                out += self._list(child, furniture=furniture)
            elif tag == q("table:table"):
                self.counts["table"] += 1
                out += self._table(child)
                self.empty_before = True
            elif tag == q("text:soft-page-break") and self.page is not None:
                self.page += 1
            elif tag in _CONTENTS:
                inner = child.find(q("text:index-body"))
                out += self.blocks(inner, furniture=True) if inner is not None else []
            elif tag in {q("text:change-start"), q("text:change-end")}:
                self.collector.change(child, "", "")
            elif tag == q("draw:frame"):
                self.counts["image"] += len(child.findall(q("draw:image")))
                for box in child.iter(q("draw:text-box")):
                    out += self._box(box)
            elif tag not in {q("text:tracked-changes"), q("office:forms"), q("text:sequence-decls"), q("text:variable-decls")}:
                out += self.blocks(child, furniture=furniture)
        return out

    def _list(self, element: Element, *, furniture: bool, level: int = 0, style: str = "", chain: str = "") -> list[Line]:
        style = value(element, "text:style-name") or style
        chain = chain or self.counter.begin(element, style)
        out: list[Line] = []
        for item in element:
            if item.tag not in {q("text:list-item"), q("text:list-header")}:
                continue
            labelled = item.tag == q("text:list-header")
            label: Label | None = None
            for child in item:
                if child.tag in {q("text:p"), q("text:h")}:
                    first = not labelled
                    if first:
                        own = self._list_style(child) or style
                        label = self.counter.take(chain, own, min(level, 9), number(item, "text:start-value"))
                    out += self._paragraph(child, _Item(label=label, level=level, first=first), furniture=furniture)
                    labelled = True
                elif child.tag == q("text:list"):
                    out += self._list(child, furniture=furniture, level=level + 1, style=style, chain=chain)
                else:
                    out += self.blocks(_wrapped(child), furniture=furniture)
        return out

    def _list_style(self, paragraph: Element) -> str:
        """A paragraph style may name the list style itself; the list's own name counts before it."""
        item = paragraph.getparent()
        if item is not None and value(item.getparent(), "text:style-name"):
            return ""
        return self.styles.list_of(value(paragraph, "text:style-name"))

    def _table(self, table: Element) -> list[Line]:
        rows: list[list[Cell]] = []
        for row, head in _rows(table, head=False):
            cells = []
            for cell in row:
                if cell.tag == q("table:table-cell"):
                    self.empty_before = True
                    cells.append(Cell(lines=tuple(self.blocks(cell)), head=head))
            rows.append(cells)
        return lines_of(rows)

    def _paragraph(self, paragraph: Element, item: _Item | None, *, furniture: bool) -> list[Line]:
        self.at += 1
        style = value(paragraph, "text:style-name")
        content = self.collector.collect(paragraph, style)
        if self.carried is not None:
            before, *shape = self.carried
            self.carried = None
            length = len(before.text)
            _extend(before, content, length)
            if before.text.strip():
                style, item, paragraph = shape  # type: ignore[assignment]
            content = before
        self._remember(content)
        if self.collector.hides:
            # The end of this paragraph was put in by a change that the view does not take: its words run on.
            self.carried = (content, style, item, paragraph)
            return []
        self.page = self.page + content.pages if self.page is not None else None
        self.counts["image"] += content.images
        self.counts["link"] += content.links
        out: list[Line] = []
        for at, runs in enumerate(_split(content.runs)):
            out += self._lines(runs, content, paragraph, style, item if at == 0 else None, furniture=furniture)
        return [*out, *self._hanging_on(content)]

    def _lines(
        self, runs: list[Run], content: Content, paragraph: Element, style: str, item: _Item | None, *, furniture: bool
    ) -> list[Line]:
        hidden = clean(" ".join(content.hidden)).strip()
        out: list[Line] = []
        if hidden:
            self.guesses.append(Guess(line=self.at, page=self.page, what=f"hidden text was set aside: “{hidden[:60]}”"))
            aside = line_of(markdown([Run(text=hidden)]), at=self.at, page=self.page, gap=True)
            out.append(replace(aside, kind="furniture"))
        label = item.label if item is not None and item.first else None
        if not plain(runs) and not (label and label.printed and paragraph.getparent() is not None and _in_cell(paragraph)):
            self.empty_before = self.empty_before or not content.images
            return out
        before = self.styles.length(style, "fo:margin-top") or 0.0
        gap = self.empty_before or max(self.after, before) >= GAP_POINTS
        self.after, self.empty_before = self.styles.length(style, "fo:margin-bottom") or 0.0, False
        for at, piece in enumerate(pieces(runs)):
            line = self._line(piece, paragraph, style, item if at == 0 else None, gap=gap and at == 0)
            kind = "furniture" if furniture else self._role(style, line)
            out.append(replace(line, kind=kind, whole=at == 0, mark="" if kind == "title" else line.mark))
        self.sizes.update({size: n for size, n in content.sizes if size})
        self.line_sizes[self.at] = {size for size, _ in content.sizes} or {""}
        if content.underlined and all(content.underlined):
            out = [replace(line, bold=True) if not line.kind and line.mark != "hashes" else line for line in out]
        return out

    def _role(self, style: str, line: Line) -> str:
        names = self.styles.names(style)
        if "title" in names and line.words <= MAX_HEADING_WORDS:
            return "title"
        return "furniture" if any(_FURNITURE.match(name) for name in names[:1]) else ""

    def _line(self, runs: list[Run], paragraph: Element, style: str, item: _Item | None, *, gap: bool) -> Line:
        raw = clean("".join(run.text for run in runs))
        typed = len(re.match(r"[ \t]*", raw)[0].expandtabs(6))  # type: ignore[index]
        bold = all_bold(runs)
        heading = self._heading(paragraph, style, plain(runs))
        text = " ".join(markdown(runs, keep_bold=not bold and not heading).split())
        label = item.label if item is not None and item.first else None
        printed = label.printed if label else ""
        if heading and not item:
            printed = self.counter.heading(heading - 1, number(paragraph, "text:start-value"))
        self.counts["computed number"] += bool(printed)
        if heading:
            return line_of(f"{'#' * min(6, heading + 1)} {f'{printed} ' if printed else ''}{text}", at=self.at, page=self.page, gap=True)
        column = self._column(style, item, label) + (typed if not label else 0)
        if label and not printed:
            return Line(
                at=self.at, page=self.page, indent=column, start=column + 2, mark="bullet", printed="", bullet=_glyph(label.bullet),
                text=text, gap=gap, length=len(text), bold=bold,
            )  # fmt: skip
        bare = _BARE_NUMBER.match(raw) if not printed else None
        if bare:
            printed, text = f"{bare[1]}.", text[len(bare[1]) :].lstrip()
        line = line_of(f"{printed} {text}".strip(), at=self.at, page=self.page, gap=gap, column=column)
        if not text:
            line = replace(line, text=printed)
        tabbed = not printed and "\t" in (_MARK_TAB.sub("", raw) if line.mark else raw).strip()
        return replace(line, bold=bold, tabbed=tabbed, bullet=_glyph(line.bullet) if line.bullet else "")

    def _column(self, style: str, item: _Item | None, label: Label | None) -> int:
        """The column of the mark of an item, or of a paragraph's first line."""
        own = self.styles.by_name.get(("paragraph", style))
        props = own.find(q("style:paragraph-properties")) if own is not None else None
        left, indent = points(props, "fo:margin-left"), points(props, "fo:text-indent")
        if left is None and item is not None and item.label is not None:
            left, indent = item.label.left, item.label.indent
        if item is not None and left is None:
            return 4 * item.level + (0 if label else 2)
        if item is None and left is None:
            left, indent = self.styles.length(style, "fo:margin-left"), self.styles.length(style, "fo:text-indent")
        if item is not None and label is None:
            return max(0, round((left or 0.0) / POINTS_PER_COLUMN))
        return max(0, round(((left or 0.0) + (indent or 0.0)) / POINTS_PER_COLUMN))

    def _heading(self, paragraph: Element, style: str, words: str) -> int:
        level = number(paragraph, "text:outline-level") if paragraph.tag == q("text:h") else None
        if not level or "title" in self.styles.names(style):
            return 0
        count = len(words.split())
        if count > MAX_HEADING_WORDS or (words.endswith((".", ";", ",")) and count > 8):
            what = f"set as a heading, but read as a rule: “{' '.join(words.split()[:6])} …”"
            self.guesses.append(Guess(line=self.at, page=self.page, what=what))
            return 0
        return min(max(level, 1), 5)

    def _remember(self, content: Content) -> None:
        text = content.text
        self.touched += [Touched(touch=touch, line=self.at, last=self.at, text=text) for touch in content.touches]
        content.touches = []
        for name, what, at in content.comments:
            if what == "begins":
                self.running[name] = (self.at, "")
                if name not in self.ending:
                    self._told(name, "", text)
            elif name in self.running:
                start = next((place for one, kind, place in content.comments if one == name and kind == "begins"), 0)
                self._told(name, f"{self.running[name][1]} {text[start:at]}", text)
        for name, (line, words) in list(self.running.items()):
            start = next((place for one, kind, place in content.comments if one == name and kind == "begins"), 0)
            self.running[name] = (line, f"{words} {text[start:]}".strip())
        content.comments = []

    def _told(self, name: str, anchor: str, paragraph: str) -> None:
        line, _ = self.running.pop(name)
        mark = self.collector.remarks[name]
        words = " ".join(" ".join(words_in(p).split()) for p in mark.iter(q("text:p"))).strip()
        author, date = mark.findtext(q("dc:creator")) or "", (mark.findtext(q("dc:date")) or "")[:10]
        if words:
            anchor, paragraph = " ".join(anchor.split()), " ".join(paragraph.split())
            self.remarks.append(Remark(author=author, date=date, text=words, anchor=anchor, paragraph=paragraph, line=line))

    def _hanging_on(self, content: Content) -> Iterator[Line]:
        """Text boxes and notes stand behind the paragraph that they hang on."""
        for box in content.boxes:
            yield from self._box(box)
        for note, figure in content.notes:
            self.counts["endnote" if value(note, "text:note-class") == "endnote" else "footnote"] += 1
            body = note.find(q("text:note-body"))
            for at, line in enumerate(self.blocks(body) if body is not None else []):
                words = f"{line.printed} {line.text}".strip() if line.mark != "hashes" else line.text
                text = f"{figure} {words}".strip() if at == 0 else words
                yield replace(line, kind="note", mark="", bullet="", printed="", text=text, whole=True, gap=True, bold=False)

    def _box(self, box: Element) -> list[Line]:
        self.counts["text box"] += 1
        self.empty_before = True
        lines = self.blocks(box)
        self.empty_before = True
        return lines


def _extend(before: Content, after: Content, length: int) -> None:
    before.runs += after.runs
    before.touches += [replace(touch, at=touch.at + length) for touch in after.touches]
    before.comments += [(name, what, at + length) for name, what, at in after.comments]
    for name in ("notes", "boxes", "hidden", "underlined", "sizes"):
        getattr(before, name).extend(getattr(after, name))
    before.images, before.links, before.pages = before.images + after.images, before.links + after.links, before.pages + after.pages


def _split(runs: list[Run | None]) -> Iterator[list[Run]]:
    part: list[Run] = []
    for run in [*runs, None]:
        if run is None:
            yield part
            part = []
        else:
            part.append(run)


def _wrapped(element: Element) -> Element:
    """An element as the only child of a flow."""
    flow = element.makeelement(q("text:section"), {}, None)
    flow.append(element)
    return flow


def _rows(table: Element, *, head: bool) -> Iterator[tuple[Element, bool]]:
    for child in table:
        if child.tag == q("table:table-row"):
            yield child, head
        elif child.tag == q("table:table-header-rows"):
            yield from _rows(child, head=True)
        elif child.tag in {q("table:table-rows"), q("table:table-row-group")}:
            yield from _rows(child, head=head)


def _in_cell(paragraph: Element) -> bool:
    above = paragraph.getparent()
    while above is not None and above.tag in {q("text:list-item"), q("text:list")}:
        above = above.getparent()
    return above is not None and above.tag == q("table:table-cell")


def _glyph(bullet: str) -> str:
    return bullet if bullet in BULLETS and bullet not in "*o+" else "•"


def _points(size: str) -> float:
    found = re.match(r"(\d+(?:\.\d+)?)pt", size)
    return float(found[1]) if found else 0.0
