"""Stretches of tracked words -> the steps that a person made: insertions, deletions and moves, with the words around them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from concordant.model import Change, ChangeKind

AROUND = 6
_KINDS: dict[str, ChangeKind] = {"insertion": "insertion", "deletion": "deletion", "move": "move"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Touch:
    """A stretch of words that a tracked change put in or took out. `at` is its place in the words shown before it."""

    kind: str
    taken_out: bool
    author: str
    date: str
    words: str
    move: str = ""
    at: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Touched:
    """Tracked words in their paragraphs: `line` to `last` count paragraphs, `text` are the words that the view shows of the first."""

    touch: Touch
    line: int
    last: int
    text: str
    closes: bool = False

    @property
    def at_end(self) -> bool:
        """Whether no shown word of its last paragraph follows."""
        if self.line != self.last:
            return self.closes
        touch = self.touch
        shown = self.text[touch.at : touch.at + len(touch.words)] == touch.words
        return not self.text[touch.at + (len(touch.words) if shown else 0) :].strip()


def steps(touched: Sequence[Touched]) -> tuple[Change, ...]:
    """The changes in text order. Stretches that follow each other under one name and date are one, and so are the two ends of a move."""
    merged: list[Touched] = []
    for one in touched:
        last = merged[-1] if merged else None
        if last is not None and _goes_on(last, one):
            joint = "\n" if one.line != last.last else ""
            words = last.touch.words + joint + one.touch.words
            merged[-1] = replace(last, touch=replace(last.touch, words=words), last=one.last, closes=one.at_end)
        else:
            merged.append(one)
    return tuple(_paired([one for one in merged if one.touch.words.strip()]))


def _goes_on(before: Touched, after: Touched) -> bool:
    a, b = before.touch, after.touch
    alike = (a.kind, a.taken_out, a.author, a.date, a.move) == (b.kind, b.taken_out, b.author, b.date, b.move)
    if before.last == after.line:
        # Words that the view hides do not move the place; words that it shows do, by their length.
        return alike and after.touch.at <= a.at + len(a.words) and (before.line != before.last or b.at >= a.at)
    return alike and after.line == before.last + 1 and b.at == 0 and before.at_end


def _paired(touched: Sequence[Touched]) -> list[Change]:
    """Changes, with each move's two ends joined: where it was taken out, and `to` where it was put."""
    ends = {one.touch.move: one.line for one in touched if one.touch.move and not one.touch.taken_out}
    begins = {one.touch.move for one in touched if one.touch.move and one.touch.taken_out}
    out: list[Change] = []
    for one in touched:
        touch = one.touch
        if touch.kind == "move" and touch.move in begins and touch.move in ends:
            if touch.taken_out:
                out.append(_change(one, "move", ends[touch.move]))
        elif touch.kind == "move":
            out.append(_change(one, "deletion" if touch.taken_out else "insertion", 0))
        else:
            out.append(_change(one, _KINDS[touch.kind], 0))
    return out


def _change(one: Touched, kind: ChangeKind, to: int) -> Change:
    touch = one.touch
    shown = one.text[touch.at : touch.at + len(touch.words)] == touch.words
    after = one.text[touch.at + (len(touch.words) if shown else 0) :]
    return Change(
        kind=kind, author=touch.author, date=touch.date[:10], words=_tidy(touch.words), line=one.line, to=to,
        before=" ".join(one.text[: touch.at].split()[-AROUND:]), after=" ".join(after.split()[:AROUND]),
    )  # fmt: skip


def _tidy(words: str) -> str:
    return re.sub(r"[^\S\n]+", " ", words).strip()
