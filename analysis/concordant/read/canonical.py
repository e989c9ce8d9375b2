"""Blocks -> canonical Markdown: what people read and mend, and what the parser reads."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from concordant.read.blocks import Block

# An escape that the source wrote itself stays; a lone backslash, a tag, a backtick or an entity would be taken for markup.
_SPECIAL = re.compile(r"(?P<kept>\\[!-/:-@\[-`{-~])|\\|<(?!/?u>)|`|&(?=#?\w{1,32};)")
_ORDERED = re.compile(r"(\d{1,9})([.)])")
_MARKED = frozenset({"title", "metadata", "note", "furniture"})


def body(blocks: Sequence[Block]) -> str:
    """Canonical Markdown of the blocks, without front matter; ends in one line break."""
    setting = _Setting()
    for block in blocks:
        setting.add(block)
    return "\n".join(setting.lines) + "\n"


@dataclass(slots=True)
class _Setting:
    """Lines set so far. `indents` are the widths of the list marks that are open, `counts` the number last used in each open list."""

    lines: list[str] = field(default_factory=list)
    indents: list[int] = field(default_factory=list)
    counts: dict[int, tuple[int, str]] = field(default_factory=dict)
    previous: Block | None = None

    def add(self, block: Block) -> None:
        keep = block.depth - 1 if block.kind == "item" else block.depth
        del self.indents[keep:]
        self.counts = {depth: count for depth, count in self.counts.items() if depth <= block.depth and block.depth}
        pad = " " * sum(self.indents)
        attributes = self._attributes(block)
        if self.previous is not None and not (block.kind == self.previous.kind == "item" and not self._other_list(block)):
            self.lines.append("")
        if block.kind == "item":
            self._item(block, pad, attributes)
        else:
            self.lines += [f"{pad}{attributes}"] if attributes else []
            self.lines.append(pad + _plain(block))
        self.previous = block

    def _attributes(self, block: Block) -> str:
        mark = block.kind if block.kind in _MARKED else block.mark
        marks = [f".{mark}"] if mark else []
        if block.page is not None and (self.previous is None or self.previous.page != block.page):
            marks.append(f"page={block.page}")
        return f"{{{' '.join(marks)}}}" if marks else ""

    def _item(self, block: Block, pad: str, attributes: str) -> None:
        """Markdown counts the items of a numbered list by itself, so a number out of turn is typed in the text of a bullet."""
        text = escape(block.text)
        number = _ORDERED.fullmatch(block.printed)
        before = self.counts.pop(block.depth, None)
        marker, own = "- ", f"{block.printed} " if block.printed else ""
        counts = number is not None and not number[1].startswith("0")
        if number and counts and (before is None or before == (int(number[1]) - 1, number[2])):
            marker, own = f"{number[1]}{number[2]} ", ""
            self.counts[block.depth] = (int(number[1]), number[2])
        elif number:
            own = f"{number[1]}\\{number[2]} "
        inside = pad + " " * len(marker)
        self.lines += [pad + marker + attributes, inside + own + text] if attributes else [pad + marker + own + text]
        self.indents.append(len(marker))

    def _other_list(self, block: Block) -> bool:
        """Whether an item begins a list of another kind than the item before it at the same depth."""
        return self.previous is not None and self.previous.depth == block.depth and bool(self.previous.printed) != bool(block.printed)


def _plain(block: Block) -> str:
    if block.kind in {"title", "heading"}:
        return f"{'#' * (1 if block.kind == 'title' else min(6, block.level + 1))} {escape(block.text, opening=False)}"
    return (f"{block.printed} " if block.printed else "") + escape(block.text)


def escape(text: str, *, opening: bool = True) -> str:
    """Markdown that comes out as these words: inline emphasis, links and underlines of the source stay, anything else is escaped."""
    text = _SPECIAL.sub(lambda found: found[0] if found["kept"] else f"\\{found[0]}", text)
    if not opening:
        return text
    text = re.sub(r"^([-+*>#=]+)(?=\s|$)", r"\\\1", text)
    text = re.sub(r"^(\d{1,9})([.)])(?=\s|$)", r"\1\\\2", text)
    return re.sub(r"^(\{|~~~|\[[^\]]*\]:)", r"\\\1", text)
