"""What an import found out about a file: guesses, tracked changes, comments, and where the words went."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

ChangeKind = Literal["insertion", "deletion", "move"]
Which = Literal["proposed", "original"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Guess:
    """Something that was not told and decided by rule. `line` counts the `Source.rows` of the file from 1; 0 is the text as a whole."""

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
class DraftView:
    """Which of the tracked changes of a draft are taken as made: `proposed` takes changes as made, `original` takes none.

    With `authors`, only theirs are taken as made; with `until` (ISO date), only those made up to that day. Names compare without case.
    """

    which: Which = "proposed"
    authors: tuple[str, ...] = ()
    until: str = ""

    def accepts(self, author: str, date: str) -> bool:
        """Whether a change by this author on this date (ISO, "" when not given) is taken as made."""
        if self.which == "original":
            return False
        if self.authors and author.casefold() not in {name.casefold() for name in self.authors}:
            return False
        return not self.until or (bool(date) and date[: len(self.until)] <= self.until)


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportRecord:
    """What an import found out about a file, kept beside the policy that was made of it.

    `words` counts the words of the file by a second way of reading it, `placed` how many of them each kind of unit holds, `unplaced`
    shows words that no unit holds, each with the line of the counted text. `counts` says what was met, `guesses` what was decided by
    rule, `changes` and `remarks` what people tracked and wrote in the margin. `rows` names what places in the file are counted by, `view`
    how tracked changes were taken, `body` is the SHA-256 of the Markdown as it was written.
    """

    file: str
    format: str
    rows: str
    view: DraftView
    words: int
    missing: int
    placed: tuple[tuple[str, int], ...]
    unplaced: tuple[tuple[str, int], ...]
    counts: tuple[tuple[str, int], ...]
    guesses: tuple[Guess, ...]
    changes: tuple[Change, ...]
    remarks: tuple[Remark, ...]
    body: str

    @property
    def share(self) -> float:
        """The share of the file's words that is placed, from 0 to 1."""
        return 1.0 if not self.words else (self.words - self.missing) / self.words
