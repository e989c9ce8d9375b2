"""Steps of a Word draft by the people who tracked them.

A step is a person's when one of their tracked changes has its words: the words put in stand in its new text, those taken out in its old
one, and the words around them too. A step that two people tracked is listed under both.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from concordant.compare.redline import keys, redline
from concordant.model import AppliedStep, AuthorSteps, Change

_AROUND = 3
_MOST = 3
_KINDS = {
    "replace": frozenset({"insertion", "deletion"}),
    "insert": frozenset({"insertion"}),
    "add": frozenset({"insertion"}),
    "leave-out": frozenset({"deletion"}),
    "move": frozenset({"move"}),
}


def by_author(steps: Sequence[AppliedStep], changes: Iterable[Change]) -> tuple[AuthorSteps, ...]:
    """The steps of each person, in the order in which people first appear; what nobody tracked comes last, under "" as the author."""
    tracked = list(changes)
    named = [replace(step, authors=_authors(step, tracked)) for step in steps]
    people = list(dict.fromkeys(change.author for change in tracked))
    out = []
    for person in people:
        dates = sorted(change.date for change in tracked if change.author == person and change.date) or [""]
        own = tuple(step for step in named if person in step.authors)
        if own:
            out.append(AuthorSteps(author=person, dates=(dates[0], dates[-1]), steps=own))
    untracked = tuple(step for step in named if not step.authors)
    return (*out, AuthorSteps(author="", dates=("", ""), steps=untracked)) if untracked else tuple(out)


def _authors(step: AppliedStep, changes: Sequence[Change]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(change.author for change in changes if any(_is_of(step, change, line) for line in change.words.split("\n"))))


def _is_of(step: AppliedStep, change: Change, words: str) -> bool:
    sought = keys(words)
    kinds = _KINDS.get(step.kind, frozenset())
    if not sought or change.kind not in kinds:
        return False
    old, new = (keys(" ".join(texts)) for texts in (step.old_texts, step.new_texts))
    if step.kind != "replace":
        # A paragraph that came in, went or moved as a whole: the change is most of its words, not one that it happens to hold.
        there = new if change.kind == "insertion" else old
        return _holds(there, sought) and len(sought) * _MOST >= len(there)
    side = _side(step, "inserted" if change.kind == "insertion" else "deleted")
    around = (*keys(change.before)[-_AROUND:], *keys(change.after)[:_AROUND])
    near = sum(word in {*old, *new} for word in around) * 2 >= len(around)
    return not Counter(sought) - Counter(side) and near


def _side(step: AppliedStep, kind: str) -> tuple[str, ...]:
    pieces = redline(" ".join(step.old_texts), " ".join(step.new_texts))
    return tuple(key for piece in pieces if piece.kind == kind for key in keys(piece.text))


def _holds(text: Sequence[str], words: Sequence[str]) -> bool:
    """Whether the words stand in the text in one row."""
    size = len(words)
    return bool(size) and any(tuple(text[at : at + size]) == tuple(words) for at in range(len(text) - size + 1))
