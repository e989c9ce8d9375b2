"""A text as a flat row of paragraphs, headings and items: what steps are made of, and Markdown again.

Two laws, held by tests: each `Para` comes out as exactly one `Unit`, in the same order; and a body that was set by `body_of` and
is read again gives the same paragraphs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from concordant.model import Para, ParaKind, Policy
from concordant.parse import frontmatter
from concordant.parse.blocks import Block, Item, List, Paragraph, blocks
from concordant.read.canonical import escape

ASIDES: dict[str, ParaKind] = {"metadata": "metadata", "note": "note", "furniture": "furniture"}
_OPENING = re.compile(r"[-+*>#=~{`\[<|_]|\d{1,9}[.)]|\s")
_COUNTED = frozenset({".", ")"})
_OTHER = {"-": "*", "*": "-", ".": ")", ")": "."}


def paras_of(policy: Policy) -> tuple[Para, ...]:
    """The paragraphs of a policy, one for each of its units. Raises ValueError for a policy that was not parsed from Markdown."""
    if not policy.text:
        raise ValueError(f"{policy.id} was not parsed from Markdown, so nothing can be amended in it")
    found = read_paras(split(policy)[1])
    if len(found) != len(policy.units):
        raise ValueError(f"{policy.id} is not the text that it was parsed from")
    return found


def split(policy: Policy) -> tuple[str, str]:
    """The front matter of a policy, with the lines that fence it, and its body."""
    _, body, first_line = frontmatter.split(policy.text, file=policy.file)
    return "\n".join(policy.text.removeprefix("\ufeff").split("\n")[: first_line - 1]) + "\n", body


def read_paras(body: str) -> tuple[Para, ...]:
    """The paragraphs of a Markdown body. Any text parses."""
    return tuple(_flat(blocks(body), 0))


def _flat(children: Sequence[Block], depth: int) -> Iterator[Para]:
    before: Block | None = None
    for block in children:
        if isinstance(block, List):
            yield from _list(block, depth, before)
        else:
            yield _para(block, depth)
        before = block


def _list(block: List, depth: int, before: Block | None) -> Iterator[Para]:
    fresh = isinstance(before, List) and _marker(before.items[0]) == _marker(block.items[0])
    first = True
    for item in block.items:
        head = item.children[0] if item.children else None
        if not isinstance(head, Paragraph) or head.level:
            # An item without words of its own: what stands in it stands in its place.
            yield from _flat(item.children, depth)
            continue
        start = int(item.printed) if first and item.printed and item.printed != "1" else None
        yield replace(_para(head, depth + 1), kind="item", mark=head.mark or "", marker=_marker(item), number=start, fresh=fresh and first)
        first = False
        yield from _flat(item.children[1:], depth + 1)


def _marker(item: Item) -> str:
    return "-" if item.printed is None else "."


def _para(block: Paragraph, depth: int) -> Para:
    if block.level:
        title = block.mark == "title"
        return Para(kind="title" if title else "heading", level=block.level, depth=depth, markdown=block.markdown, page=block.page)
    kind = ASIDES.get(block.mark or "", "paragraph")
    mark = "" if kind != "paragraph" else block.mark or ""
    return Para(kind=kind, depth=depth, markdown=block.markdown, mark=mark, page=block.page)


def body_of(paras: Sequence[Para]) -> str:
    """The Markdown body in which these paragraphs are set, without front matter; ends in one line break."""
    setting = _Setting()
    for para in paras:
        setting.add(para)
    return "\n".join(setting.lines) + "\n"


@dataclass(slots=True)
class _Setting:
    """Lines set so far. `indents` are the widths of the open list marks, `lists` the mark of each open list and its last number."""

    lines: list[str] = field(default_factory=list)
    indents: list[int] = field(default_factory=list)
    lists: list[tuple[str, int]] = field(default_factory=list)
    previous: Para | None = None
    page: int | None = None

    def add(self, para: Para) -> None:
        inside = para.depth - 1 if para.kind == "item" else para.depth
        inside = min(inside, len(self.indents))
        joins = para.kind == "item" and len(self.indents) > inside
        del self.indents[inside:]
        del self.lists[inside + 1 :]
        if para.kind != "item":
            del self.lists[inside:]
        if self.lines and not (self.previous is not None and para.kind == self.previous.kind == "item" and self._goes_on(para, inside)):
            self.lines.append("")
        pad = " " * sum(self.indents)
        attributes = self._attributes(para)
        if para.kind == "item":
            self._item(para, pad, attributes, inside, joins=joins)
        else:
            self.lines += [pad + attributes] if attributes else []
            self.lines.append(pad + "#" * para.level + (" " if para.level else "") + _literal(para))
        self.previous = para

    def _goes_on(self, para: Para, inside: int) -> bool:
        """Whether an item follows in the open list, or opens one within the item above."""
        return len(self.lists) <= inside or (not para.fresh and self._sort(self.lists[inside][0]) == self._sort(para.marker))

    @staticmethod
    def _sort(marker: str) -> str:
        return "." if marker in _COUNTED else "-"

    def _item(self, para: Para, pad: str, attributes: str, inside: int, *, joins: bool) -> None:
        open_list = self.lists[inside] if len(self.lists) > inside else None
        if open_list is not None and joins and not para.fresh and self._sort(open_list[0]) == self._sort(para.marker):
            mark, count = open_list[0], open_list[1] + 1
        else:
            counted = para.marker in _COUNTED
            mark, count = ("." if counted else "-"), (1 if para.number is None else para.number) if counted else 0
            if open_list is not None and open_list[0] == mark:
                mark = _OTHER[mark]
        self.lists[inside:] = [(mark, count)]
        shown = f"{count}{mark} " if mark in _COUNTED else f"{mark} "
        text = _literal(para)
        if attributes:
            self.lines += [pad + shown + attributes, pad + " " * len(shown) + text]
        else:
            self.lines.append(pad + shown + text)
        self.indents.append(len(shown))

    def _attributes(self, para: Para) -> str:
        mark = para.kind if para.kind in ASIDES or para.kind == "title" else para.mark
        marks = [f".{mark}"] if mark else []
        if para.page is not None and para.page != self.page:
            marks.append(f"page={para.page}")
            self.page = para.page
        return f"{{{' '.join(marks)}}}" if marks else ""


def _literal(para: Para) -> str:
    """The inline Markdown of a paragraph; what would be taken for another sort of paragraph is escaped."""
    text = para.markdown
    if para.level or not _OPENING.match(text):
        return text
    found = blocks(text)
    alone = len(found) == 1 and isinstance(found[0], Paragraph) and not found[0].level and found[0].markdown == text
    return text if alone else escape(text)
