"""Blocks -> canonical Markdown."""

from __future__ import annotations

import re
from collections.abc import Sequence

from concordant.read.blocks import Block

_ENTITY = re.compile(r"&(?=#?\w{1,32};)")


def body(blocks: Sequence[Block]) -> str:
    """Canonical Markdown of the blocks, without front matter; ends in one line break."""
    out: list[str] = []
    indents: list[int] = []
    previous: Block | None = None
    for block in blocks:
        marks = []
        if block.kind in {"title", "metadata", "note", "furniture"}:
            marks.append(f".{block.kind}")
        if block.page is not None and (previous is None or previous.page != block.page):
            marks.append(f"page={block.page}")
        depth = block.depth
        if block.kind != "item":
            del indents[depth:]
        else:
            del indents[depth - 1 :]
        pad = " " * sum(indents)
        attrs = f"{{{' '.join(marks)}}}" if marks else ""
        text = escape(block.text, opening=block.kind not in {"title", "heading"})
        if block.kind in {"title", "heading"}:
            rendered = f"{'#' * (1 if block.kind == 'title' else min(6, block.level + 1))} {text}"
        elif block.kind == "item":
            number = re.fullmatch(r"(\d{1,9})([.)])", block.printed)
            marker = f"{number[1]}{number[2]} " if number else "- "
            own = "" if number or not block.printed else f"{block.printed} "
            rendered = marker + (f"{attrs}\n{pad}{' ' * len(marker)}" if attrs else "") + own + text
            attrs = ""
            indents.append(len(marker))
        else:
            rendered = (f"{block.printed} " if block.printed else "") + text
        tight = block.kind == "item" and previous is not None and previous.kind == "item" and previous.depth <= block.depth + 99
        if previous is not None and not tight:
            out.append("")
        if previous is not None and tight and _list_changes(previous, block):
            out.append("")
        if attrs:
            out.append(pad + attrs)
        out.append(pad + rendered)
        previous = block
    return "\n".join(out) + "\n"


def _list_changes(previous: Block, block: Block) -> bool:
    return previous.depth == block.depth and bool(previous.printed) != bool(block.printed)


def escape(text: str, *, opening: bool = True) -> str:
    """Markdown that comes out as these words: inline emphasis, links and underlines of the source stay, anything else is escaped."""
    text = re.sub(r"\\(?![!-/:-@\[-`{-~])", r"\\\\", text)
    text = re.sub(r"<(?!/?u>)", r"\\<", text)
    text = _ENTITY.sub(r"\\&", text)
    text = re.sub(r"(?<!\\)`", r"\\`", text)
    if not opening:
        return text
    text = re.sub(r"^([-+*>#=])(?=\s|$)", r"\\\1", text)
    text = re.sub(r"^(\d{1,9})([.)])(?=\s|$)", r"\1\\\2", text)
    return re.sub(r"^\{", r"\\{", text)
