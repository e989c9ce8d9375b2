"""What a reader hands on: blocks, the words of the file counted another way, what it found and what it guessed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from concordant.read.blocks import Block

ChangeKind = Literal["insertion", "deletion", "move"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Guess:
    """Something the reader was not told by the file and decided by rule. `line` counts the `Source.rows` of the file from 1."""

    line: int
    what: str
    page: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One tracked change: words that `author` put in, took out or moved on `date` (ISO, "" when not given).

    `words` are the words put in or taken out; `before` and `after` the words around them in the same paragraph. `line` says in which
    paragraph of the file it stands; `to` is the paragraph that a move ends in.
    """

    kind: ChangeKind
    author: str
    date: str
    words: str
    before: str = ""
    after: str = ""
    line: int = 0
    to: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """A comment in the margin. `anchor` are the words it is tied to, "" for a comment on a place; `paragraph` the words around them."""

    author: str
    date: str
    text: str
    anchor: str = ""
    paragraph: str = ""
    line: int = 0


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
