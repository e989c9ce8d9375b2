"""Whether a rule reaches further or less far: words that came into what it rules on, and words that went."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from concordant.compare.redline.words import Piece, keys, redline
from concordant.compare.similarity import stems

# In a longer run of words, one of them that widens or narrows does not settle what the whole run does.
LONGEST_SURE = 8
_SHORT_FORM = re.compile(r"(?<=\w)['’](?:re|ll|ve|m|d)\b", re.IGNORECASE)
Scope = Literal["scope-widened", "scope-narrowed", "matter"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ScopeWords:
    """Words that widen, words that narrow, words that open a closer description, words that lengthen a list; all in small letters."""

    widening: frozenset[str]
    narrowing: frozenset[str]
    closer: frozenset[str]
    joining: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class ScopeChange:
    """One way in which the reach differs. `before` and `after` are the words of each side that make it so, parted by " … ".

    `quoted` has them in quotation marks, as a sentence shows them; `sure` is False where it follows from the form of the words alone.
    """

    kind: Scope
    before: str
    after: str
    quoted: str
    sure: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _Edit:
    kind: Scope
    before: str
    after: str
    sure: bool


def scope_changes(before: str, after: str, book: ScopeWords) -> tuple[ScopeChange, ...]:
    """At most one change of each kind between two texts of what is ruled on; none when they speak of the same things."""
    known = _weighty(before, book), _weighty(after, book)
    edits = [edit for change in _edits(redline(before, after)) if (edit := _read(*change, known, book))]
    kinds: tuple[Scope, ...] = ("scope-widened", "scope-narrowed", "matter")
    return tuple(_joined(kind, [edit for edit in edits if edit.kind == kind]) for kind in kinds if any(edit.kind == kind for edit in edits))


def _joined(kind: Scope, edits: Sequence[_Edit]) -> ScopeChange:
    shown = [" → ".join(f"“{words}”" for words in (edit.before, edit.after) if words) for edit in edits]
    return ScopeChange(
        kind=kind,
        before=" … ".join(edit.before for edit in edits if edit.before),
        after=" … ".join(edit.after for edit in edits if edit.after),
        quoted=", ".join(shown),
        sure=all(edit.sure for edit in edits),
    )


def _edits(pieces: Sequence[Piece]) -> list[tuple[str, str, str]]:
    """(words gone, words come, the word that follows) of each change."""
    found = []
    at = 0
    while at < len(pieces):
        start = at
        while at < len(pieces) and pieces[at].kind != "same":
            at += 1
        if at > start:
            gone = "".join(piece.old for piece in pieces[start:at]).strip()
            come = "".join(piece.new for piece in pieces[start:at]).strip()
            following = keys(pieces[at].text)[:1] if at < len(pieces) else ()
            found.append((gone, come, " ".join(following)))
        at += 1
    return found


def _read(gone: str, come: str, following: str, known: tuple[frozenset[str], frozenset[str]], book: ScopeWords) -> _Edit | None:
    """What one change does to the reach; None when only words without weight differ, or words that the other text has elsewhere."""
    lost, gained = _words(gone), _words(come)
    wider = (gained & book.widening) - lost or (lost & book.narrowing) - gained
    narrower = (lost & book.widening) - gained or (gained & book.narrowing) - lost
    if bool(wider) != bool(narrower):
        short = max(len(keys(gone)), len(keys(come))) <= LONGEST_SURE
        return _Edit(kind="scope-widened" if wider else "scope-narrowed", before=gone, after=come, sure=short)
    of_gone, of_come = _weighty(gone, book) - known[1], _weighty(come, book) - known[0]
    if not of_gone and not of_come:
        return None
    if not of_gone or not of_come:
        added, words = bool(of_come), come if of_come else gone
        lengthens = _lengthens(words, following, book)
        sure = (lengthens or keys(words)[0].lower() in book.closer) and len(keys(words)) <= LONGEST_SURE
        return _Edit(kind="scope-widened" if lengthens == added else "scope-narrowed", before=gone, after=come, sure=sure)
    return _Edit(kind="matter", before=gone, after=come, sure=False)


def _lengthens(words: str, following: str, book: ScopeWords) -> bool:
    """Whether the words are one thing more on a list, rather than a closer description of what is there."""
    said = [key.lower() for key in keys(words)]
    return said[0] in book.joining or said[-1] in book.joining or following.lower() in book.joining - {",", ";"}


def _weighty(text: str, book: ScopeWords) -> frozenset[str]:
    return frozenset(stems(without_short_forms(text))) - book.closer


def without_short_forms(text: str) -> str:
    """“You'll” as “you”: the verb in it says nothing about the subject."""
    return _SHORT_FORM.sub("", text)


def _words(text: str) -> set[str]:
    return {key.lower() for key in keys(text)}
