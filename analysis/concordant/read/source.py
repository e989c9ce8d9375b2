"""What a reader hands on: blocks, the words of the file counted another way, what it found and what it guessed."""

from __future__ import annotations

from dataclasses import dataclass

from concordant.model import Change, Guess, Remark
from concordant.read.blocks import Block

__all__ = ["Change", "Guess", "Remark", "Source"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A file as read.

    `text` holds all words of the file, got out of it by a second way that shares no code with the reader; the account of words is
    taken from it. `counts` says what was met (("table", 2), ("image", 1)); an image is not read. `rows` names what places in the file
    are counted by: lines of a text, paragraphs of a Word file.
    """

    name: str
    text: str
    blocks: tuple[Block, ...]
    guesses: tuple[Guess, ...] = ()
    counts: tuple[tuple[str, int], ...] = ()
    changes: tuple[Change, ...] = ()
    remarks: tuple[Remark, ...] = ()
    rows: str = "line"
