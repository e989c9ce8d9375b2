"""The tree of a page -> lines: a walk that keeps what is open in stacks of its own, never by recursion."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace

from concordant.read.html import pieces
from concordant.read.html.lists import OpenList, integer, typed_counts
from concordant.read.html.survey import Survey
from concordant.read.html.terms import Part
from concordant.read.html.tree import Node
from concordant.read.inline import Run, plain
from concordant.read.lines import Line
from concordant.read.tables import MAX_SPAN, Cell, lines_of

# Elements that a browser sets as blocks, so that words on either side of their tags are not one paragraph.
BLOCKS = frozenset(
    "html body address article aside blockquote button caption center dd details dialog dir div dl dt fieldset figcaption figure footer "
    "form h1 h2 h3 h4 h5 h6 header hgroup hr legend li main menu nav ol optgroup option p pre search section select summary table tbody td "
    "textarea tfoot th thead tr ul".split()
)
_LISTS = frozenset({"ol", "ul", "menu", "dir"})
# Whole kinds of line that an element makes by what it is.
_KINDS = {"figcaption": "note", "caption": "lead-in"}
_UNHEADED = frozenset("p ul ol dl table blockquote pre h1 h2 h3 h4 h5 h6".split())
HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BOLD = frozenset({"b", "strong"})
_LIGHT = re.compile(r"font-weight\s*:\s*(?:normal|[1-5]00)", re.IGNORECASE)
_HEAVY = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_BLANK = re.compile(r"[ \t\n\r\f]+")
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_RAISED_LENGTH = 5
_MARGIN = re.compile(r"margin(?:-left\s*:|\s*:(?:\s*[\w.-]+){3})\s*(\d{1,4}(?:\.\d{1,4})?)\s*(pt|px|cm|mm|in|em|rem)", re.IGNORECASE)
# Columns to a unit: a step of a list is four columns, 36 points or 48 pixels in the programs that write such margins.
_COLUMNS = {"pt": 4 / 36, "px": 4 / 48, "cm": 4 / 1.27, "mm": 4 / 12.7, "in": 8.0, "em": 4 / 3, "rem": 4 / 3}
STEP = 4
# What nests deeper is set at this depth: no rule has as many levels, and blanks before it would outweigh the words.
MAX_DEPTH = 12


@dataclass(slots=True)
class _Table:
    """A table being read; `lists` are those that were open before it."""

    lists: list[OpenList]
    rows: list[list[Cell]] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    cell: Node | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """The lines of a page in text order, what was met, and the headings that read as rules: (place of the line, words)."""

    lines: tuple[Line, ...]
    counts: Counter[str]
    rules: tuple[tuple[int, str], ...]


def flow(root: Node, found: Survey, *, levels: dict[int, int], notes: frozenset[int], terms: dict[int, Part]) -> Flow:
    """Every word of the page as lines. `levels` are the levels of <h1> to <h6>, `notes` and `terms` tell nodes by identity."""
    walk = _Walk(survey=found, levels=levels, notes=notes, terms=terms)
    walk.run(root)
    return Flow(lines=tuple(walk.out), counts=walk.counts, rules=tuple(walk.rules))


@dataclass(slots=True)
class _Walk:
    """Walks the tree once. `runs` are the words of the paragraph that is being read, `late` what waits until it is set."""

    survey: Survey
    levels: dict[int, int]
    notes: frozenset[int]
    terms: dict[int, Part]
    counts: Counter[str] = field(default_factory=Counter)
    rules: list[tuple[int, str]] = field(default_factory=list)
    made: int = 0
    out: list[Line] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)
    underlined: list[bool] = field(default_factory=list)
    late: list[Line] = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)
    saved: list[tuple[list[Run], list[bool], bool]] = field(default_factory=list)
    bold: list[bool] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    lists: list[OpenList] = field(default_factory=list)
    columns: list[int] = field(default_factory=list)
    marker: tuple[str, str] | None = None
    alone: bool = False
    turns: list[bool] = field(default_factory=list)
    heading: int = 0
    level: int = 1
    folds: int = 0
    overrun: bool = False
    table: _Table | None = None
    raised: list[bool] = field(default_factory=list)
    pre: int = 0
    under: int = 0
    joining: bool = False
    lead: bool = False

    def run(self, root: Node) -> None:
        """Set every word of the page into `out`."""
        self.kinds.append("furniture")
        waiting: list[tuple[Node | str, bool]] = [(root, True)]
        while waiting:
            node, enters = waiting.pop()
            if isinstance(node, str):
                self._words(node)
            elif enters:
                self._enter(node)
                waiting.append((node, False))
                waiting.extend((child, True) for child in reversed(node.children))
            else:
                self._leave(node)
        self._flush()
        self.out += self.late

    # What opens and closes.

    def _turn(self, node: Node) -> str | None:
        """What the words of a node are from here on, None where they stay what they were."""
        around = self.kinds[-1]
        if node is self.survey.title:
            return "title"
        if node is self.survey.main:
            return ""
        if node.apart:
            inherited = around == "furniture" or (node.parent is not None and node.parent.apart)
            return None if inherited else "furniture"
        if around == "title" and self._ends_heading(node):
            self.overrun = True
        if around == "title" and self.overrun and node.tag in _UNHEADED:
            return ""
        if around == "":
            return "note" if id(node) in self.notes else _KINDS.get(node.tag)
        return None

    def _enter(self, node: Node) -> None:
        turn = self._turn(node)
        if self.heading and not self.kinds[-1] and self._ends_heading(node):
            self._flush()
            self.heading = 0
        if _is_block(node) or turn not in {None, "furniture"}:
            self._block()
        if turn == "furniture":
            self.saved.append((self.runs, self.underlined, self.joining))
            self.runs, self.underlined, self.joining = [], [], False
        self.turns.append(turn is not None)
        if turn is not None:
            self.kinds.append(turn)
        self._count(node)
        self._style(node)
        if not self.kinds[-1]:
            self._head(node)
        if node.tag in {"br", "hr"}:
            self.runs.append(Run(text="\n" if node.tag == "br" else "\n\n"))
        elif node.tag == "q":
            self._words("“")
        elif self.kinds[-1] != "furniture":
            self._open(node)

    def _ends_heading(self, node: Node) -> bool:
        """Whether a block begins that no heading holds, after words of one: its end tag was forgotten."""
        return node.tag in _UNHEADED and any(run.text.strip() for run in self.runs)

    def _head(self, node: Node) -> None:
        """Headings; what opens a part that unfolds stands one level deeper than the heading over it."""
        self.folds += node.tag == "details"
        if node.tag in HEADINGS:
            self.heading = self.level = self.levels.get(HEADINGS[node.tag], HEADINGS[node.tag])
        elif node.tag == "summary":
            self.heading = self.level + max(1, self.folds)

    def _open(self, node: Node) -> None:
        if node.tag in _LISTS:
            self.marker = None
            self.lists.append(OpenList(node, above=self.lists[-1].depth if self.lists else 0))
        elif node.tag == "li":
            self._item(node)
        elif node.tag == "table" and not node.tabled and self.table is None and node.get("role") not in {"presentation", "none"}:
            self.table = _Table(lists=self.lists)
            self.lists = []
        elif node.tag == "tr" and self.table is not None:
            self.table.rows.append([])
        elif node.tag in {"td", "th"} and self.table is not None:
            self.table.cell, self.table.lines = node, []
            self.table.rows = self.table.rows or [[]]
        elif node.tag == "dt":
            self.lead = self.terms.get(id(node)) == "lead"
            self.marker = ("", "•") if self.terms.get(id(node)) == "told" else self.marker
        elif node.tag == "dd" and self.terms.get(id(node)) == "item":
            self.marker = ("", "•")

    def _leave(self, node: Node) -> None:
        if node.tag == "dt" and not self.kinds[-1] and self.terms.get(id(node)) in {"pair", "told"} and plain(self.runs[-4:]):
            words = plain(self.runs[-4:])
            self.runs.append(Run(text=" " if words.endswith((":", "–", "—")) else ": "))
            self.joining = True
        elif node.tag in HEADINGS or node.tag == "summary":
            self._flush()
        elif _is_block(node):
            self._block()
        elif node.tag == "q":
            self._words("”")
        opened = self.kinds[-1] != "furniture"
        if not self.kinds[-1]:
            self.folds -= node.tag == "details"
        if node.tag in HEADINGS or node.tag == "summary":
            self.heading = 0
        if self.turns.pop():
            self.joining = False
            self._flush()
            if self.kinds.pop() == "furniture":
                self.runs, self.underlined, self.joining = self.saved.pop()
        self._unstyle(node)
        if opened:
            self._close(node)

    def _close(self, node: Node) -> None:
        if node.tag in _LISTS and self.lists:
            self.lists.pop()
            self.marker = None
        elif node.tag == "li":
            self.marker = None
        elif node.tag in {"td", "th"} and self.table is not None and self.table.cell is node:
            down, across = (integer(node.get(name), 1) for name in ("rowspan", "colspan"))
            cell = Cell(lines=tuple(self.table.lines), head=node.tag == "th", rows=down or MAX_SPAN, columns=across)
            self.table.rows[-1].append(replace(cell, rows=min(cell.rows, MAX_SPAN)))
            self.table.cell = None
        elif node.tag == "table" and self.table is not None:
            self._set_table()
        elif node.tag in {"dt", "dd"}:
            # A term that is told on one line with its meaning keeps its mark until that is set.
            self.lead, self.marker = False, self.marker if self.joining else None

    def _item(self, node: Node) -> None:
        if not self.lists:
            self.marker = ("", "•")
            return
        inside = self.lists[-1]
        printed = inside.take(node)
        self.marker = (printed, "" if printed or inside.shape == "none" else "•")
        self.alone = inside.items == 1

    def _count(self, node: Node) -> None:
        what = "list" if node.tag in _LISTS or node.tag == "dl" else "heading" if node.tag in HEADINGS else ""
        what = {"img": "image", "table": "table"}.get(node.tag, what)
        if node.tag == "a" and "href" in node.attributes:
            what = "link"
        if what:
            self.counts[what] += 1

    def _style(self, node: Node) -> None:
        style = node.get("style")
        heavy = node.tag in _BOLD or bool(_HEAVY.search(style))
        weight = self.bold[-1] if self.bold else False
        self.bold.append((weight or heavy) and not _LIGHT.search(style))
        self.links.append(node.get("href").strip() if node.tag == "a" else self.links[-1] if self.links else "")
        self.columns.append(_margin(style) if node.tag == "p" else 0)
        self.raised.append(node.tag == "sup" or (bool(self.raised) and self.raised[-1] and not _is_block(node)))
        self.pre += node.tag == "pre"
        self.under += node.tag == "u"

    def _unstyle(self, node: Node) -> None:
        for stack in (self.bold, self.links, self.columns, self.raised):
            stack.pop()
        self.pre -= node.tag == "pre"
        self.under -= node.tag == "u"

    # Words and lines.

    def _words(self, text: str) -> None:
        if not self.pre:
            text = _BLANK.sub(" ", text)
        if self.raised[-1] and len(text.strip()) <= _RAISED_LENGTH:
            text = text.translate(_RAISED)
        if not text:
            return
        blank = not text.strip()
        self.joining = self.joining and blank
        if not blank:
            self.underlined.append(self.under > 0)
        self.runs.append(Run(text=text, bold=self.bold[-1], link=self.links[-1]))

    def _block(self) -> None:
        """A block begins or ends: the paragraph before it is whole, unless it is a heading's, or a term that waits for its meaning."""
        if self.joining:
            return
        if self.heading and self.runs and not self.kinds[-1]:
            self.runs.append(Run(text=" "))
        else:
            self._flush()

    def _flush(self) -> None:
        runs, self.runs = self.runs, []
        underlined, self.underlined = self.underlined, []
        words = plain(runs)
        if words:
            setting = self._setting(words, underlined=bool(underlined) and all(underlined))
            if setting.level and not setting.kind and pieces.reads_as_rule(runs):
                self.rules.append((setting.at, words))
            lines = pieces.lines_of(runs, setting)
            self.made += len(lines)
            self._emit(lines)
            self.marker = None
        if self.late and self.table is None and self.kinds[-1] != "furniture":
            self.out += self.late
            self.late = []

    def _setting(self, words: str, *, underlined: bool) -> pieces.Setting:
        kind = self.kinds[-1] or ("lead-in" if self.lead else "")
        printed, bullet = self.marker or ("", "")
        shape = self.lists[-1].shape if self.lists else "bullet"
        listed = self.marker is not None
        if kind == "note":
            printed = printed.rstrip(".").translate(_RAISED)
        elif listed and typed_counts(words, printed, shape):
            printed, bullet = "", ""
        return pieces.Setting(
            at=self.made + 1, kind=kind, level=self.heading, listed=listed, printed=printed, shape=shape,
            bullet=bullet, alone=self.alone, column=self._column(listed=listed), underlined=underlined, pre=self.pre > 0,
        )  # fmt: skip

    def _column(self, *, listed: bool) -> int:
        if not self.lists:
            return self.columns[-1] + (STEP if listed else 0)
        return STEP * min(max(1, self.lists[-1].depth), MAX_DEPTH) + (0 if listed else 2)

    def _emit(self, lines: list[Line]) -> None:
        kind = self.kinds[-1]
        if kind == "furniture" and (self.table is not None or self.saved):
            self.late += lines
        elif self.table is not None and self.table.cell is not None:
            self.table.lines += lines
        else:
            self.out += lines

    def _set_table(self) -> None:
        table, self.table = self.table, None
        if table is None:
            return
        lines = lines_of(table.rows)
        self.out += [replace(line, gap=True) if k == 0 else line for k, line in enumerate(lines)]
        self.lists = table.lists
        self._flush()


def _margin(style: str) -> int:
    found = _MARGIN.search(style)
    return min(round(float(found[1]) * _COLUMNS[found[2].lower()]), STEP * MAX_DEPTH) if found else 0


def _is_block(node: Node) -> bool:
    """Whether a browser sets an element as a block; the elements that sites define themselves mostly are."""
    return node.tag in BLOCKS or "-" in node.tag
