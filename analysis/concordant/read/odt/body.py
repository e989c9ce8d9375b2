"""The body of an OpenDocument text -> lines: paragraphs with their computed numbers, lists, tables, notes, text boxes."""

from __future__ import annotations

import re
from collections import Counter as Tally
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from concordant.model import Guess, Remark
from concordant.read.changes import Touched
from concordant.read.html.pieces import broken
from concordant.read.inline import Run, all_bold, clean, markdown, plain
from concordant.read.lines import BULLETS, Line, line_of
from concordant.read.odt.content import DRAWING, Collector, Content
from concordant.read.odt.lists import LEVELS, Counter, Label
from concordant.read.odt.names import Element, number, points, q, value, words_in
from concordant.read.odt.styles import Styles
from concordant.read.tables import MAX_SPAN, Cell, lines_of

POINTS_PER_COLUMN = 6.0
GAP_POINTS = 3.0
MAX_HEADING_WORDS = 25
LARGER = 1.2
MAX_ANCHOR = 2_000
_BARE_NUMBER = re.compile(r"\s*(\d{1,3}|[a-np-z]|[ivx]{2,5})\t+(?=\w)")
_MARK_TAB = re.compile(r"^\s*\S{1,8}\t+")
_CONTENTS = frozenset({q("text:table-of-content"), q("text:illustration-index"), q("text:table-index"), q("text:alphabetical-index")})
_FURNITURE = re.compile(r"^(?:contents \d+|header|footer|contents heading|index \d)", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Item:
    """The list item that a paragraph stands in. `first` says that the paragraph carries the label, which is counted when it is shown."""

    chain: str
    style: str
    level: int
    first: bool
    start: int | None = None
    anew: bool = False
    label: Label | None = None


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
        self.carried: tuple[Content, Element, _Item | None] | None = None
        self.back: dict[Element, str] = {}
        self.at = 0
        self.after = 0.0
        self.empty_before = True
        self.sizes: Tally[str] = Tally()
        self.line_sizes: dict[int, set[str]] = {}

    def read(self, body: Element) -> None:
        """All blocks of office:text, in text order."""
        self.lines += self.blocks(body)
        self.lines += self._shown(*self.carried, furniture=False) if self.carried is not None else []
        for name in list(self.running):
            self._told(name, self.running[name][1], "")
        usual = self.sizes.most_common(1)[0][0] if self.sizes else ""
        large = {at for at, sizes in self.line_sizes.items() if usual and all(_points(s) >= LARGER * _points(usual) for s in sizes)}
        self.lines = [replace(x, bold=True) if x.at in large and not x.kind and x.mark != "hashes" else x for x in self.lines]

    def blocks(self, parent: Iterable[Element], *, furniture: bool = False) -> list[Line]:
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
            elif tag == q("text:change"):
                out += self._taken_out(child, furniture=furniture)
            elif tag == q("text:numbered-paragraph"):
                chain, style = f"numbered {value(child, 'text:list-id')}", value(child, "text:style-name")
                level = min(max(number(child, "text:level") or 1, 1), LEVELS) - 1
                item = _Item(chain=chain, style=style, level=level, first=True, start=number(child, "text:start-value"))
                for paragraph in child.iterchildren(q("text:p"), q("text:h")):
                    out += self._paragraph(paragraph, item, furniture=furniture)
            elif str(tag).startswith(DRAWING):
                content = self.collector.hanging(child)
                self.counts["image"] += content.images
                out += self._hanging_on(content)
            elif tag not in {q("text:tracked-changes"), q("office:forms"), q("text:sequence-decls"), q("text:variable-decls")}:
                out += self.blocks(child, furniture=furniture)
        return out

    def _taken_out(self, mark: Element, *, furniture: bool) -> list[Line]:
        """Whole paragraphs that were taken out between others."""
        region = self.collector.regions.get(value(mark, "text:change-id"))
        if region is None or region.removed is None or self.collector.gone is not None:
            return []
        self.collector.gone = (region, self.collector.brings_back(region))
        out = self.blocks(region.removed, furniture=furniture)
        self.collector.gone = None
        return out

    def _list(
        self, element: Element, *, furniture: bool, level: int = 0, style: str = "", chain: str = "", again: bool = False
    ) -> list[Line]:
        style = value(element, "text:style-name") or style
        if chain:
            self.counter.begin_inner(element, again=again)
        chain = chain or self.counter.begin(element, style)
        out: list[Line] = []
        for item in element:
            if item.tag not in {q("text:list-item"), q("text:list-header")}:
                out += self.blocks([item], furniture=furniture)
                continue
            labelled = item.tag == q("text:list-header")
            inner = False
            for child in item:
                if child.tag in {q("text:p"), q("text:h")}:
                    own = value(item, "text:style-override") or style
                    start, anew = number(item, "text:start-value"), self.counter.starts_anew()
                    place = _Item(chain=chain, style=own, level=min(level, LEVELS - 1), first=not labelled, start=start, anew=anew)
                    out += self._paragraph(child, place, furniture=furniture)
                    labelled = True
                elif child.tag == q("text:list"):
                    deeper = min(level + 1, LEVELS - 1)
                    out += self._list(child, furniture=furniture, level=deeper, style=style, chain=chain, again=inner)
                    labelled = inner = True
                else:
                    out += self.blocks([child], furniture=furniture)
        return out

    def _counted(self, paragraph: Element, item: _Item | None) -> _Item | None:
        """The item with its label, counted in now that the view shows it; a heading counts by the outline."""
        if item is not None:
            label = self.counter.take(item.chain, item.style, item.level, item.start, anew=item.anew) if item.first else None
            return replace(item, label=label)
        label = self.counter.heading(paragraph) if paragraph.tag == q("text:h") else None
        return _Item(chain="", style="", level=0, first=True, label=label) if label else None

    def _table(self, table: Element) -> list[Line]:
        rows: list[list[Cell]] = []
        for row, head in _rows(table, head=False):
            if row.tag != q("table:table-row"):
                self.blocks([row])
                continue
            cells = []
            for cell in row:
                if cell.tag == q("table:table-cell"):
                    self.empty_before = True
                    down, across = (number(cell, f"table:number-{what}-spanned") or 1 for what in ("rows", "columns"))
                    cells.append(Cell(lines=tuple(self.blocks(cell)), head=head, rows=min(down, MAX_SPAN), columns=across))
            rows.append(cells)
        return lines_of(rows)

    def _paragraph(self, paragraph: Element, item: _Item | None, *, furniture: bool) -> list[Line]:
        self.at += 1
        content = self.collector.collect(paragraph, value(paragraph, "text:style-name"))
        if self.carried is not None:
            before, *shape = self.carried
            self.carried = None
            _extend(before, content, len(before.text))
            if before.text.strip():
                paragraph, item = shape  # type: ignore[assignment]
            content = before
        self._remember(content)
        if self.collector.hides:
            # The end of this paragraph was put in by a change that the view does not take: its words run on.
            self.carried = (content, paragraph, item) if self.collector.gone is None or content.text else None
            return []
        return self._shown(content, paragraph, item, furniture=furniture)

    def _shown(self, content: Content, paragraph: Element, item: _Item | None, *, furniture: bool) -> list[Line]:
        self.page = self.page + content.pages if self.page is not None else None
        self.counts["image"] += content.images
        self.counts["link"] += content.links
        out: list[Line] = []
        for runs, shape, place in self._parts(content.runs, paragraph, item):
            out += self._lines(runs, content, shape, self._counted(shape, place), furniture=furniture)
            content.hidden = []
        return [*out, *self._hanging_on(content)]

    def _parts(self, runs: list[Run | Element], paragraph: Element, item: _Item | None) -> list[tuple[list[Run], Element, _Item | None]]:
        """The paragraph, and those that a restored deletion in it brings back.

        Where words stand before the deletion, they keep the paragraph's own shape, otherwise the words after it do.
        """
        parts: list[tuple[list[Run], Element | None]] = [([], None)]
        for run in runs:
            if isinstance(run, Run):
                parts[-1][0].append(run)
            else:
                parts.append(([], run))
        if len(parts) > 1 and not plain(parts[0][0]):
            parts = [*parts[1:-1], (parts[-1][0], None)]
        return [(own, paragraph, item) if back is None else (own, back, self._back(back, item)) for own, back in parts]

    def _back(self, paragraph: Element, item: _Item | None) -> _Item | None:
        """The list item that a restored paragraph stands in: of the list that it was taken out of, where that is at hand."""
        lists = list(paragraph.iterancestors(q("text:list")))
        if not lists:
            return None
        style = next((name for one in lists if (name := value(one, "text:style-name"))), item.style if item else "")
        if item is None and lists[-1] not in self.back:
            self.back[lists[-1]] = self.counter.begin(lists[-1], style)
        holder = paragraph.getparent()
        first = holder is not None and holder.tag == q("text:list-item") and holder[0] is paragraph
        chain = item.chain if item else self.back[lists[-1]]
        return _Item(chain=chain, style=style, level=min(len(lists), LEVELS) - 1, first=first, start=number(holder, "text:start-value"))

    def _lines(self, runs: list[Run], content: Content, paragraph: Element, item: _Item | None, *, furniture: bool) -> list[Line]:
        style = value(paragraph, "text:style-name")
        hidden = clean(" ".join(content.hidden)).strip()
        out: list[Line] = []
        if hidden:
            self.guesses.append(Guess(line=self.at, page=self.page, what=f"hidden text was set aside: “{hidden[:60]}”"))
            aside = line_of(markdown([Run(text=hidden)]), at=self.at, page=self.page, gap=True)
            out.append(replace(aside, kind="furniture"))
        label = item.label if item is not None else None
        if not plain(runs) and not (label and label.printed and _in_cell(paragraph)):
            self.empty_before = self.empty_before or not content.images
            return out
        before = self.styles.length(style, "fo:margin-top") or 0.0
        gap = self.empty_before or max(self.after, before) >= GAP_POINTS
        self.after, self.empty_before = self.styles.length(style, "fo:margin-bottom") or 0.0, False
        for at, (piece, apart) in enumerate(broken(runs)):
            line = self._line(piece, paragraph, None if at else item, gap=apart if at else gap)
            kind = "furniture" if furniture else self._role(style, line)
            out.append(replace(line, kind=kind, whole=True, mark="" if kind == "title" else line.mark))
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

    def _line(self, runs: list[Run], paragraph: Element, item: _Item | None, *, gap: bool) -> Line:
        style = value(paragraph, "text:style-name")
        raw = clean("".join(run.text for run in runs))
        typed = len(re.match(r"[ \t]*", raw)[0].expandtabs(6))  # type: ignore[index]
        bold = all_bold(runs)
        heading = self._heading(paragraph, style, plain(runs))
        text = " ".join(markdown(runs, keep_bold=not bold and not heading).split())
        label = item.label if item is not None else None
        printed = label.printed if label else ""
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
            self.running[name] = (line, f"{words} {text[start:]}".strip()[:MAX_ANCHOR])
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


def _rows(table: Element, *, head: bool) -> Iterator[tuple[Element, bool]]:
    for child in table:
        if child.tag in {q("table:table-row"), q("text:soft-page-break")}:
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
