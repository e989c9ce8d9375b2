"""Nesting that only the words of neighbouring items give away."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from concordant.read.blocks import Block
from concordant.read.source import Guess

_ORDINAL = (
    r"(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|last|"
    r"one|two|three|four|five|six|seven|eight|nine|ten|\d{1,3})"
)
_PLACE = re.compile(
    rf"^(?:{_ORDINAL}\s+(?:page|paragraph|bullet|point)|(?:page|paragraph|bullet|point|clause)\s+{_ORDINAL})\s*:?$", re.IGNORECASE
)


def is_place(text: str) -> bool:
    """Whether the words only name a place in a document: "Page 2", "Third page:"."""
    return bool(_PLACE.match(text.strip("*_ ")))


def sink_under_places(blocks: Sequence[Block]) -> tuple[list[Block], list[Guess]]:
    """Items such as "Page 2" and "Page 3" head the items after them; where one has its items indented below it, all have.

    Returns the blocks with depths mended, and a guess for each item that was moved.
    """
    out: list[Block] = []
    guesses: list[Guess] = []
    at = 0
    while at < len(blocks):
        end = at
        while end < len(blocks) and (blocks[end].kind in {"item", "note"} or blocks[end].depth):
            end += 1
        out.extend(_sunk(blocks[at:end], guesses))
        out.extend(blocks[end : end + 1])
        at = end + 1
    return out, guesses


def _sunk(region: Sequence[Block], guesses: list[Guess]) -> list[Block]:
    heads = {at for at, block in enumerate(region) if block.kind == "item" and is_place(block.text)}
    depth = min((region[at].depth for at in heads), default=0)
    parents = any(at + 1 < len(region) and region[at + 1].depth > region[at].depth for at in heads)
    if len(heads) < 2 or not parents:
        return list(region)
    out: list[Block] = []
    under = ""
    for at, block in enumerate(region):
        moved = bool(under) and block.kind == "item" and block.depth == depth and at not in heads
        if at in heads and block.depth == depth:
            under = block.text
        if moved:
            guesses.append(Guess(line=block.line, what=f"put under “{under}”, as with its neighbours"))
        out.append(replace(block, depth=depth + 1) if moved else block)
    return out
