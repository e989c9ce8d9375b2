"""Markdown (.md, .markdown): read as the lines that people type, so that both tidy and untidy Markdown comes out canonical."""

from __future__ import annotations

import re

from concordant.read.encoding import decode
from concordant.read.layout import blocks_of
from concordant.read.source import Source
from concordant.read.view import PROPOSED, View

SUFFIXES = (".md", ".markdown")
APART = False
_FRONT_MATTER = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)


def read(data: bytes, name: str, view: View = PROPOSED) -> Source:
    """Blocks of a Markdown file; front matter, if it has some, is left out of the text. Raises UnreadableFile."""
    text, guesses = decode(data, name)
    text = _FRONT_MATTER.sub(lambda found: "\n" * found.group().count("\n"), text)
    blocks, more = blocks_of(text)
    return Source(name=name, text=text, blocks=tuple(blocks), guesses=(*guesses, *more))
