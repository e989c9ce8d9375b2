"""Plain text (.txt, .text)."""

from __future__ import annotations

from concordant.read.encoding import decode
from concordant.read.layout import blocks_of
from concordant.read.lines import without_rules
from concordant.read.source import Source
from concordant.read.view import PROPOSED, View

SUFFIXES = (".txt", ".text")
APART = False


def read(data: bytes, name: str, view: View = PROPOSED) -> Source:
    """Blocks by general rules of layout. Raises UnreadableFile."""
    text, guesses = decode(data, name)
    blocks, more = blocks_of(without_rules(text))
    return Source(name=name, text=text, blocks=tuple(blocks), guesses=(*guesses, *more))
