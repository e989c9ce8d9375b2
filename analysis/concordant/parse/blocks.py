"""Markdown -> a small tree of headings, paragraphs and lists, with places. What the words mean is decided one step later."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode
from mdit_py_plugins.attrs import attrs_block_plugin

# No code of conduct nests deeper, and a hostile file must not exhaust the stack; what nests deeper stays text of the innermost item.
MAX_NESTING = 100

MARKS = frozenset({"title", "metadata", "note", "furniture", "clause", "lead-in"})
_TAG = re.compile(r"<!--.*?-->|<[^<>]*>", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A paragraph or heading. `level` is 1 to 6 for a heading, 0 for a paragraph. `mark` is the `{.mark}` a person or importer set."""

    text: str
    markdown: str
    level: int
    mark: str | None
    line: int
    end_line: int
    page: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A list item: `printed` is the number of an ordered item as text, None for a bullet."""

    printed: str | None
    children: tuple[Paragraph | List, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class List:
    """A bullet or numbered list."""

    items: tuple[Item, ...]


Block = Paragraph | List


@cache
def _markdown() -> MarkdownIt:
    return MarkdownIt("commonmark", {"maxNesting": MAX_NESTING}).use(attrs_block_plugin)


def blocks(body: str, *, first_line: int = 1) -> tuple[Block, ...]:
    """The block tree of a Markdown text; `first_line` is the line of the file on which `body` starts. Any text parses."""
    root = SyntaxTreeNode(_markdown().parse(body))
    return tuple(_blocks(root.children, first_line))


def inline_text(inline: Token) -> str:
    """The words of an inline token without its markup, white space folded."""
    return re.sub(r"\s+", " ", "".join(_words(inline.children or []))).strip()


def _words(tokens: list[Token]) -> Iterator[str]:
    for token in tokens:
        if token.type in {"text", "code_inline", "text_special"}:
            yield token.content
        elif token.type in {"softbreak", "hardbreak"}:
            yield " "
        elif token.children:
            yield from _words(token.children)


def _blocks(nodes: list[SyntaxTreeNode], first_line: int) -> Iterator[Block]:
    for node in nodes:
        if node.type in {"bullet_list", "ordered_list"}:
            yield _list(node, first_line)
        elif node.type in {"heading", "paragraph"}:
            yield _paragraph(node, first_line)
        elif node.type in {"html_block", "code_block", "fence"}:
            text = re.sub(r"\s+", " ", _TAG.sub(" ", node.content) if node.type == "html_block" else node.content).strip()
            if text:
                yield _literal(node, text, first_line)
        elif node.children:
            yield from _blocks(node.children, first_line)


def _list(node: SyntaxTreeNode, first_line: int) -> List:
    start = int(node.attrs.get("start", 1)) if node.type == "ordered_list" else None
    return List(
        items=tuple(
            Item(printed=str(start + at) if start is not None else None, children=tuple(_blocks(item.children, first_line)))
            for at, item in enumerate(node.children)
        )
    )


def _paragraph(node: SyntaxTreeNode, first_line: int) -> Paragraph:
    inline = node.children[0]
    token = inline.token
    start, end = _lines(node, first_line)
    return Paragraph(
        text=inline_text(token) if token else "",
        markdown=re.sub(r"\s*\n\s*", " ", inline.content).strip(),
        level=int(node.tag[1]) if node.type == "heading" else 0,
        mark=_mark(node),
        line=start,
        end_line=end,
        page=_page(node),
    )


def _literal(node: SyntaxTreeNode, text: str, first_line: int) -> Paragraph:
    start, end = _lines(node, first_line)
    escaped = re.sub(r"([\\`*_\[\]<>&])", r"\\\1", text)
    return Paragraph(text=text, markdown=escaped, level=0, mark=_mark(node), line=start, end_line=end, page=_page(node))


def _lines(node: SyntaxTreeNode, first_line: int) -> tuple[int, int]:
    start, end = node.map or (0, 1)
    return start + first_line, max(start, end - 1) + first_line


def _mark(node: SyntaxTreeNode) -> str | None:
    return next((name for name in str(node.attrs.get("class", "")).split() if name in MARKS), None)


def _page(node: SyntaxTreeNode) -> int | None:
    value = str(node.attrs.get("page", ""))
    return int(value) if value.isdecimal() and len(value) < 6 else None
