"""Plain text, mostly what came out of a PDF -> blocks, by general rules of layout."""

from __future__ import annotations

import re
from collections import deque
from dataclasses import dataclass, field, replace

from concordant.read import headings
from concordant.read.blocks import Block
from concordant.read.furniture import furniture
from concordant.read.join import join
from concordant.read.levels import SECTION_LINE, SECTION_WORD, Levels
from concordant.read.lines import Line, read_lines
from concordant.read.nesting import sink_under_places
from concordant.read.numbers import with_bare_numbers, with_tight_numbers
from concordant.read.source import Guess


def blocks_of(text: str) -> tuple[list[Block], list[Guess]]:
    """The blocks of a plain text, and the guesses made on the way."""
    return arrange(read_lines(text))


def arrange(raw: list[Line]) -> tuple[list[Block], list[Guess]]:
    """The blocks of lines that a format's reader found, and the guesses made on the way."""
    # Several lines may stand at one place of the file, and a table is not always read row by row: here each has its own number.
    places = {at: line.at for at, line in enumerate(raw, start=1)}
    raw = with_tight_numbers([replace(line, at=at) for at, line in enumerate(raw, start=1)])
    skipped = furniture(raw)
    lines, guesses = join(raw, skipped)
    lines = with_bare_numbers(_merge_section_lines(lines))
    body = _Assembly(lines=lines, guesses=guesses)
    body.run()
    out, sunk = sink_under_places(body.out)
    guesses.extend(sunk)
    feet = [Block(kind="furniture", text=_whole(row), line=row.at, page=row.page) for row in raw if row.at in skipped]
    blocks = [replace(block, line=places[block.line]) for block in _interleave(out, feet)]
    return blocks, [replace(guess, line=places[guess.line]) for guess in guesses]


_FRAGMENT_END = re.compile(r"(?:;|,|;\s*(?:or|and)|\b(?:or|and))$", re.IGNORECASE)


def _whole(line: Line) -> str:
    return " ".join(filter(None, [line.bullet, line.printed if line.mark != "hashes" else "", line.text]))


def _interleave(blocks: list[Block], feet: list[Block]) -> list[Block]:
    """Furniture goes behind the block that it stands after, or interrupts."""
    out: list[Block] = []
    left = deque(feet)
    for block in blocks:
        # A foot between the items of an inner list stands inside the item that holds that list, or it would end it.
        inside = block.depth - 1 if block.kind == "item" and out and out[-1].depth >= block.depth - 1 else 0
        while left and left[0].line < block.line:
            out.append(replace(left.popleft(), depth=inside))
        out.append(block)
    return [*out, *left]


def _merge_section_lines(lines: list[Line]) -> list[Line]:
    """ "Section 1" on a line and its name on the next are one heading."""
    out: list[Line] = []
    i = 0
    while i < len(lines):
        line = lines[i]
        follow = lines[i + 1] if i + 1 < len(lines) else None
        if (
            not line.mark
            and SECTION_WORD.match(line.text)
            and follow
            and not follow.mark
            and follow.words <= headings.MAX_WORDS
            and not follow.text.endswith((".", ":", ";"))
        ):
            out.append(replace(line, text=f"{line.text} {follow.text}"))
            i += 2
        else:
            out.append(line)
            i += 1
    return out


# The title of a letterhead stands among its first lines.
MAX_LETTERHEAD = 20
MAX_ENTRY_WORDS = 9
# What nests deeper is set at this depth: no rule has as many levels, and Markdown that nests without bound is read by nobody.
MAX_DEPTH = 12


@dataclass(slots=True)
class _Assembly:
    """Walks joined lines once. `stack` holds the open list levels as (column, style)."""

    lines: list[Line]
    guesses: list[Guess]
    out: list[Block] = field(default_factory=list)
    stack: list[tuple[float, str]] = field(default_factory=list)
    levels: Levels = field(default_factory=Levels)
    last_item: Block | None = None
    last_top: Block | None = None
    titled: bool = False
    headed: bool = False
    opener: Block | None = None

    def run(self) -> None:
        i = self._front()
        while i < len(self.lines):
            i = self._step(i)

    def _front(self) -> int:
        """Title and letterhead: the short lines before the first paragraph, list, numbered heading or label row."""
        stated = [k for k, line in enumerate(self.lines[:MAX_LETTERHEAD]) if line.kind == "title"]
        if stated:
            return self._stated_front(stated)
        run = 0
        while run < min(len(self.lines), MAX_LETTERHEAD) and self._is_front(run):
            run += 1
        if not run:
            return 0
        named = [k for k in range(run) if headings.DOC_WORD.search(self.lines[k].text) and not headings.is_metadata(self.lines[k])]
        if not named and run > 1 and not headings.capitals(self.lines[0].text) and self.lines[0].mark != "hashes":
            named = [0]
        title = named[0] if named else 0
        first = title
        while first > 0 and not self.lines[first].gap and not headings.is_metadata(self.lines[first - 1]):
            first -= 1
        last = title
        while last + 1 < run and not self.lines[last + 1].gap and self.lines[last].mark != "hashes":
            last += 1
        for line in self.lines[:first]:
            self._add("metadata", line, text=_whole(line))
        joined = " ".join(_whole(row) for row in self.lines[first : last + 1])
        self._add("title", self.lines[first], text=joined)
        return last + 1

    def _stated_front(self, stated: list[int]) -> int:
        """The file itself names its title: short lines over it are the letterhead."""
        last = next((k for k in stated if k + 1 not in stated), stated[0])
        for line in self.lines[: stated[0]]:
            kind = "metadata" if line.words <= headings.MAX_WORDS and not line.kind else line.kind or "paragraph"
            self._add(kind, line, text=_whole(line))
        self._add("title", self.lines[stated[0]], text=" ".join(_whole(row) for row in self.lines[stated[0] : last + 1]))
        return last + 1

    def _is_front(self, k: int) -> bool:
        line = self.lines[k]
        if line.kind or line.tabbed or headings.is_metadata(line) or line.words > headings.MAX_WORDS or line.bullet:
            return False
        if line.mark and not (line.mark == "hashes" and k == 0 and self._single(line)):
            return False
        if line.text.endswith((".", ":", ";", ",")):
            return False
        return k == 0 or not self._titled(k)

    def _single(self, line: Line) -> bool:
        """Whether a heading can be the title: it names a document, or no other heading stands as high."""
        others = [row for row in self.lines if row.mark == "hashes" and row is not line]
        numbered = line.text[:1].isdigit()
        return not numbered and (bool(headings.DOC_WORD.search(line.text)) or all(int(row.printed) > int(line.printed) for row in others))

    def _titled(self, k: int) -> bool:
        """Whether the lines before `k` already hold the title, so that a line apart from it is a heading."""
        return self.lines[k].gap and any(headings.DOC_WORD.search(row.text) for row in self.lines[:k])

    def _step(self, i: int) -> int:
        line = self.lines[i]
        if line.kind:
            self._stated(line)
        elif headings.is_note(line):
            self._add("note", line, text=_whole(line))
        elif self._is_row(i):
            self._add("metadata", line, text=_whole(line))
        elif self._under_number(line):
            self._item(i)
        elif any(row.whole for row in self.lines[i : i + 2]) and self._bare_items(i):
            return self._bare_list(i)
        elif headings.looks_like_heading(self.lines, i) or self._section_head(line):
            self._heading(i)
        elif self._bare_items(i):
            return self._bare_list(i)
        elif line.mark in {"bullet", "number", "letter", "roman"}:
            self._item(i)
        else:
            self._paragraph(i)
        return i + 1

    def _stated(self, line: Line) -> None:
        """A line whose kind the file itself gives: it is no list item unless it has a mark, and it heads nothing."""
        if line.kind in {"lead-in", "clause"}:
            self._open_list(line.indent, _style(line)) if line.mark else self.stack.clear()
            self._add("item" if line.mark else "paragraph", line, depth=len(self.stack), printed=line.printed, mark=line.kind)
        else:
            self._add(line.kind, line, text=_whole(line))

    def _under_number(self, line: Line) -> bool:
        """1.2.1 under "1.2 Petitions must include:" is an item of that list."""
        return self.opener is not None and line.mark == "section" and line.printed.startswith(f"{self.opener.printed}.")

    def _section_head(self, line: Line) -> bool:
        return bool(
            not line.mark
            and line.words <= headings.MAX_WORDS
            and (SECTION_LINE.match(line.text) or SECTION_WORD.match(line.text))
            and not line.text.endswith((".", ";", ","))
        )

    def _is_row(self, i: int) -> bool:
        """A row of labels and values: by its words, by tabs, or an item among such rows."""
        line = self.lines[i]
        if headings.is_metadata(line):
            return True
        previous = self.out[-1] if self.out else None
        if line.tabbed and not line.mark:
            goes_on = previous is not None and previous.kind == "metadata"
            return goes_on or not self.headed or bool(_DOCUMENT_TABLE.search(line.text))
        return bool(
            (previous and previous.kind == "metadata" and line.mark in {"letter", "roman"} and line.indent >= 2 and not line.gap)
            or (previous and previous.kind == "metadata" and line.tabbed)
        ) or bool(previous and previous.kind == "metadata" and not line.mark and not line.gap and line.indent >= 4 and line.words <= 3)

    def _heading(self, i: int) -> None:
        line = self.lines[i]
        self.stack.clear()
        self.headed, self.opener = True, None
        text = line.text if line.mark == "hashes" else f"{line.printed} {line.text}".strip()
        level = self.levels.of(line, self.out, titled=self.titled)
        self.out.append(Block(kind="heading", text=text, level=level, line=line.at, page=line.page))
        if line.mark != "hashes":
            self.guesses.append(Guess(line=line.at, what=f"taken for a heading: “{text}”"))

    def _bare_items(self, i: int) -> bool:
        """A run of short lines without marks under words that end in a colon is a list."""
        previous = self.out[-1] if self.out else None
        line = self.lines[i]
        if previous is None or previous.kind not in {"paragraph", "item"} or not previous.text.endswith(":") or line.mark:
            return False
        run = self._run(i)
        rows = self.lines[i : i + run]
        closed = run > 2 and rows[-2].text.endswith((";", ",", "; and", "; or"))
        return run >= 2 and all(row.words <= 12 and not row.text.endswith((".", ":")) for row in (rows[:-1] if closed else rows))

    def _run(self, i: int) -> int:
        """How many lines from `i` stand together; paragraphs of their own do where they are alike, short and end openly."""
        n = 1
        if not any(row.whole for row in self.lines[i : i + 2]):
            while i + n < len(self.lines) and not self.lines[i + n].gap and not self.lines[i + n].mark:
                n += 1
            return n
        n = 0
        while i + n < len(self.lines) and _is_entry(self.lines[i + n], whole=n > 0):
            n += 1
        last = self.lines[i + n] if n and i + n < len(self.lines) else None
        if last is not None and self.lines[i + n - 1].text.endswith((";", ",", "; and", "; or")) and _is_entry(last, whole=True, ends=True):
            n += 1
        close = next((k for k in range(1, n) if self.lines[i + k].gap), n)
        if close > 1:
            return close
        # Set apart from each other as from what follows: the last of them heads that, if it is a whole paragraph.
        follows = self.lines[i + n] if i + n < len(self.lines) else None
        heads = follows is not None and not follows.mark and not follows.bold and follows.words > MAX_ENTRY_WORDS
        return n - 1 if heads and n > 3 else n if n >= 3 and not heads else 1

    def _bare_list(self, i: int) -> int:
        run = self._run(i)
        for line in self.lines[i : i + run]:
            self._add("item", line, depth=len(self.stack) + 1)
        self.guesses.append(Guess(line=self.lines[i].at, what=f"taken for a list without marks: {run} lines"))
        return i + run

    def _item(self, i: int) -> None:
        line = self.lines[i]
        style = _style(line)
        self._open_list(line.indent + 0.5 if self._fragment(line) else line.indent, style)
        self._add("item", line, depth=len(self.stack), printed=line.printed)

    def _fragment(self, line: Line) -> bool:
        """Whether an item that is printed level with the one above belongs under it by its words.

        After "... about the council and its:" the items "service users;" and "suppliers; or" are parts of that sentence, up to the one
        that closes it.
        """
        last = self.out[-1] if self.out else None
        if last is None or last.kind != "item" or not self.stack or line.words > 8 or line.mark != "bullet":
            return False
        column = self.stack[-1][0]
        if last.text.endswith(":"):
            return column == line.indent and bool(_FRAGMENT_END.search(line.text))
        return column == line.indent + 0.5 and bool(_FRAGMENT_END.search(last.text))

    def _open_list(self, indent: float, style: str) -> None:
        """Make the list that takes the item the innermost open one; one column deeper is already a list inside."""
        while self.stack and self.stack[-1][0] > indent:
            self.stack.pop()
        if self.stack and self.stack[-1][0] == indent and self.stack[-1][1] != style:
            last = self.last_item
            outer = [k for k, (column, top) in enumerate(self.stack) if column == indent and top == style]
            if outer:
                del self.stack[outer[-1] + 1 :]
            elif last is None or not last.text.endswith((":", "—", "–")):
                self.stack.pop()
        if not self.stack or self.stack[-1] != (indent, style):
            self.stack.append((indent, style))

    def _paragraph(self, i: int) -> None:
        line = self.lines[i]
        if line.mark == "section" and self.stack and not (line.indent > self.stack[-1][0]):
            self.stack.clear()
        inside = self._inside(i)
        if not inside:
            self.stack.clear()
        else:
            del self.stack[inside:]
        self._add("paragraph", line, depth=inside, printed=line.printed if line.mark == "section" else "")

    def _inside(self, i: int) -> int:
        """How many open items a paragraph stands inside: by its indent, or because its numbered list goes on behind it."""
        line = self.lines[i]
        if not self.stack or line.mark == "section":
            return 0
        deeper = [k for k, (column, _) in enumerate(self.stack, start=1) if line.indent > column]
        if deeper:
            return deeper[-1]
        last = self.last_top
        if last is None or not last.printed or last.text.endswith((".", ";")):
            return 0
        wanted = _next_number(last.printed)
        for later in self.lines[i + 1 : i + 12]:
            if later.printed == wanted:
                return 1
            if headings.bold(later.text) or later.mark == "section":
                break
        return 0

    def _add(self, kind: str, line: Line, *, text: str = "", depth: int = 0, printed: str = "", mark: str = "") -> None:
        words = text or line.text
        block = Block(kind=kind, text=words, depth=min(depth, MAX_DEPTH), printed=printed, mark=mark, line=line.at, page=line.page)  # type: ignore[arg-type]
        self.out.append(block)
        self.titled = self.titled or kind == "title"
        if kind == "paragraph":
            self.opener = block if block.printed and block.text.rstrip("*_ ").endswith(":") else None
        if kind == "item":
            self.last_item = block
            self.last_top = block if depth == 1 else self.last_top


# Tables that say something about the document, wherever they stand.
_DOCUMENT_TABLE = re.compile(
    r"^(?:(?:source|background) (?:documents?|papers?)|version|amendments?|document|author|contact|approved|reviewed?|revisions?|date)\b",
    re.IGNORECASE,
)


def _is_entry(line: Line, *, whole: bool, ends: bool = False) -> bool:
    open_end = line.text.endswith(".") if ends else not line.text.endswith((".", ":", "?", "!"))
    return (line.whole or not whole) and not line.mark and not line.bold and not line.kind and line.words <= MAX_ENTRY_WORDS and open_end


def _style(line: Line) -> str:
    if line.mark == "bullet":
        return "bullet" + line.bullet
    return line.mark + re.sub(r"\w+", "", line.printed)


def _next_number(printed: str) -> str:
    core = re.sub(r"\W", "", printed)
    if core.isdigit():
        return printed.replace(core, str(int(core) + 1))
    if len(core) == 1 and core.isalpha():
        return printed.replace(core, chr(ord(core) + 1))
    return ""
