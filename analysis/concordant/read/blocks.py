"""The block model that every reader yields, and that the canonical writer sets in Markdown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

BlockKind = Literal["title", "heading", "paragraph", "item", "metadata", "note", "furniture"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One piece of a source, in text order.

    `level` is 1 to 5 for a heading. `depth` is the nesting of an item from 1, or for a paragraph or aside the number of items that it
    stands inside. `printed` is the number as printed. `mark` overrules what the parser would make of it ("clause", "lead-in").
    `line` and `page` say where the source has it.
    """

    kind: BlockKind
    text: str
    level: int = 0
    depth: int = 0
    printed: str = ""
    mark: str = ""
    line: int = 0
    page: int | None = None
