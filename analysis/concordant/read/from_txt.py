"""Plain text (.txt, .text)."""

from __future__ import annotations

from concordant.read.encoding import decode
from concordant.read.layout import blocks_of
from concordant.read.source import Source

SUFFIXES = (".txt", ".text")


def read(data: bytes, name: str) -> Source:
    """Blocks by general rules of layout. Raises UnreadableFile."""
    text, guesses = decode(data, name)
    blocks, more = blocks_of(text)
    return Source(name=name, text=text, blocks=tuple(blocks), guesses=(*guesses, *more))
