"""What a reader hands on: blocks, the raw words of the file for the account, and every guess that was made."""

from __future__ import annotations

from dataclasses import dataclass

from concordant.read.blocks import Block


@dataclass(frozen=True, slots=True, kw_only=True)
class Guess:
    """Something the reader was not told by the file and decided by rule; `line` is 1-based in the source."""

    line: int
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A file as read. `text` is its text before any interpretation; the account of words is taken from it."""

    name: str
    text: str
    blocks: tuple[Block, ...]
    guesses: tuple[Guess, ...] = ()
