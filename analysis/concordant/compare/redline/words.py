"""Redline of two texts by whole words. White space and the style of quotation marks, apostrophes and dashes make no difference.

The law that the tests hold: the `new` of all pieces, joined, is the new text, sign for sign, and the `old` of all pieces the old one;
all pieces are `same` exactly when the texts have the same words. Same texts, same pieces: no clock takes part.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from diff_match_patch import diff_match_patch

PieceKind = Literal["same", "deleted", "inserted"]
Diff = list[tuple[int, str]]

_SPACE = r"[\s\u200b\ufeff]*"
_APOSTROPHE = "'’‘‛ʼ´`"
_DASH = "-‐‑‒–−—―"
_TOKEN = re.compile(rf"{_SPACE}(?:\d+(?:[.,]\d+)+|\w+(?:[{_APOSTROPHE}]\w+)*|[{_DASH}]+|[^\w\s\u200b\ufeff])")
_LEADING = re.compile(rf"^{_SPACE}")
_STYLES = str.maketrans({**dict.fromkeys(_APOSTROPHE, "'"), **dict.fromkeys("“”„«»", '"'), **dict.fromkeys(_DASH, "-")})
# Words that hold no two changes apart: between changes they are read with them.
_COMMON = frozenset(
    "a an the of to in on at by for from with and or as is are be been was were it its this that these those their your his her our".split()
)
_COMMON_TOGETHER = 2
_STOPS = {".": 3, ";": 3, ":": 3, "!": 3, "?": 3, ",": 2}
# Above this many pairs of words, texts are first cut at words that each holds once; comparing pair by pair would take seconds.
_MOST_PAIRS = 160_000
_SURROGATES = range(0xD800, 0xE000)


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A run of words, with the white space before them. `same` has both spellings; `deleted` has no `new`, `inserted` no `old`."""

    kind: PieceKind
    old: str = ""
    new: str = ""

    @property
    def text(self) -> str:
        """The words as they are printed: those of the new text, or the words deleted."""
        return self.old if self.kind == "deleted" else self.new


@dataclass(frozen=True, slots=True, kw_only=True)
class _Run:
    """Words i0 to i1 of the old text against j0 to j1 of the new one; as many of both when they are the same."""

    same: bool
    i0: int
    i1: int
    j0: int
    j1: int


def keys(text: str) -> tuple[str, ...]:
    """The words and signs of a text as they are compared: without white space, with one style of quotation marks and dashes."""
    return tuple(_key(found.group()) for found in _TOKEN.finditer(text))


def same_words(old: str, new: str) -> bool:
    """Whether two texts differ in white space and in the style of their signs at most."""
    return keys(old) == keys(new)


def redline(old: str, new: str) -> tuple[Piece, ...]:
    """The pieces that lead from `old` to `new`, in order; words deleted stand before those that replace them."""
    of_old, of_new = _TOKEN.findall(old), _TOKEN.findall(new)
    of_old_keys, of_new_keys = [_key(token) for token in of_old], [_key(token) for token in of_new]
    runs = _slid(_runs(_compared(*_as_signs(of_old_keys, of_new_keys))), of_old_keys, of_new_keys)
    pieces: list[Piece] = []
    for run in _read_together(runs, of_old_keys, of_new_keys):
        before, after = "".join(of_old[run.i0 : run.i1]), "".join(of_new[run.j0 : run.j1])
        if run.same:
            pieces.append(Piece(kind="same", old=before, new=after))
            continue
        pieces += [Piece(kind="deleted", old=before)] if before else []
        pieces += [Piece(kind="inserted", new=after)] if after else []
    return tuple(_ended(pieces, old[len("".join(of_old)) :], new[len("".join(of_new)) :]))


def _ended(pieces: list[Piece], old_space: str, new_space: str) -> list[Piece]:
    """White space behind the last word is no change."""
    if not old_space and not new_space:
        return pieces
    if pieces and pieces[-1].kind == "same":
        last = pieces[-1]
        return [*pieces[:-1], replace(last, old=last.old + old_space, new=last.new + new_space)]
    return [*pieces, Piece(kind="same", old=old_space, new=new_space)]


def _key(token: str) -> str:
    folded = _LEADING.sub("", token).translate(_STYLES)
    return "-" if folded and not folded.strip("-") else folded


def _as_signs(old: Sequence[str], new: Sequence[str]) -> tuple[str, str]:
    """One sign for each different word, so that a tool for signs compares words."""
    signs: dict[str, str] = {}
    for key in (*old, *new):
        if key not in signs:
            signs[key] = chr(len(signs) + 1 if len(signs) + 1 < _SURROGATES.start else len(signs) + 1 + len(_SURROGATES))
    return "".join(signs[key] for key in old), "".join(signs[key] for key in new)


def _compared(old: str, new: str) -> Diff:
    if len(old) * len(new) <= _MOST_PAIRS:
        return _tool().diff_main(old, new, False) if old or new else []
    anchors = _anchors(old, new)
    if not anchors:
        return _common_ends(old, new)
    found: Diff = []
    for (i, j), (next_i, next_j) in pairwise([(-1, -1), *anchors, (len(old), len(new))]):
        found += _compared(old[i + 1 : next_i], new[j + 1 : next_j])
        found += [(0, old[next_i])] if next_i < len(old) else []
    return found


def _tool() -> diff_match_patch:
    tool = diff_match_patch()
    # With a limit of time, what is found would depend on how busy the machine is.
    tool.Diff_Timeout = 0
    return tool


def _anchors(old: str, new: str) -> list[tuple[int, int]]:
    """Places of words that both texts hold exactly once, as many as stand in the same order."""
    in_old, in_new = Counter(old), Counter(new)
    place = {sign: j for j, sign in enumerate(new) if in_new[sign] == 1}
    pairs = [(i, place[sign]) for i, sign in enumerate(old) if in_old[sign] == 1 and sign in place]
    kept = in_order([j for _, j in pairs])
    return [pairs[index] for index in kept]


def _common_ends(old: str, new: str) -> Diff:
    tool = _tool()
    head = tool.diff_commonPrefix(old, new)
    tail = tool.diff_commonSuffix(old[head:], new[head:])
    middle = [(-1, old[head : len(old) - tail]), (1, new[head : len(new) - tail])]
    return [(0, old[:head]), *middle, (0, old[len(old) - tail :])]


def in_order(values: Sequence[int]) -> list[int]:
    """The indices of a longest run of rising values, in time that grows little faster than their number."""
    ends: list[int] = []
    last: list[int] = []
    before: list[int] = []
    for index, value in enumerate(values):
        at = bisect_left(ends, value)
        before.append(last[at - 1] if at else -1)
        ends[at : at + 1] = [value]
        last[at : at + 1] = [index]
    kept: list[int] = []
    at = last[-1] if last else -1
    while at >= 0:
        kept.append(at)
        at = before[at]
    return kept[::-1]


def _runs(diff: Diff) -> list[_Run]:
    found: list[_Run] = []
    i = j = 0
    for kind, signs in diff:
        size = len(signs)
        to_i, to_j = i + (size if kind <= 0 else 0), j + (size if kind >= 0 else 0)
        if size:
            _add(found, _Run(same=kind == 0, i0=i, i1=to_i, j0=j, j1=to_j))
        i, j = to_i, to_j
    return found


def _add(runs: list[_Run], run: _Run) -> None:
    """Appends a run that follows the last one, as part of it where both are of one kind; an empty run is left out."""
    if run.i0 == run.i1 and run.j0 == run.j1:
        return
    if runs and runs[-1].same == run.same:
        runs[-1] = replace(runs[-1], i1=run.i1, j1=run.j1)
    else:
        runs.append(run)


def _slid(runs: list[_Run], old: Sequence[str], new: Sequence[str]) -> list[_Run]:
    """Words that were only put in, or only taken out, are shown from one stop to the next where that comes to the same text."""
    found: list[_Run] = []
    runs = list(runs)
    for at, run in enumerate(runs):
        after = runs[at + 1] if at + 1 < len(runs) else None
        before = found[-1] if found else None
        if run.same or (run.i0 != run.i1 and run.j0 != run.j1):
            _add(found, run)
            continue
        back, on = (before.i1 - before.i0 if before and before.same else 0), (after.i1 - after.i0 if after else 0)
        step = _best_step(old if run.i0 != run.i1 else new, *((run.i0, run.i1) if run.i0 != run.i1 else (run.j0, run.j1)), back, on)
        if step and before and before.same:
            found.pop()
            _add(found, replace(before, i1=before.i1 + step, j1=before.j1 + step))
        elif step:
            _add(found, _Run(same=True, i0=run.i0, i1=run.i0 + step, j0=run.j0, j1=run.j0 + step))
        _add(found, replace(run, i0=run.i0 + step, i1=run.i1 + step, j0=run.j0 + step, j1=run.j1 + step))
        if after and step:
            runs[at + 1] = replace(after, i0=after.i0 + step, j0=after.j0 + step)
        elif step:
            _add(found, _Run(same=True, i0=run.i1 + step, i1=run.i1, j0=run.j1 + step, j1=run.j1))
    return found


def _best_step(words: Sequence[str], start: int, end: int, back: int, on: int) -> int:
    """How many words to move the change words[start:end] to the right (negative: left), at most `back` and `on`."""
    lowest, highest = 0, 0
    while -lowest < back and words[start + lowest - 1] == words[end + lowest - 1]:
        lowest -= 1
    while highest < on and words[start + highest] == words[end + highest]:
        highest += 1
    return max(range(lowest, highest + 1), key=lambda step: (_break(words, start + step) + _break(words, end + step), -abs(step), step))


def _break(words: Sequence[str], at: int) -> int:
    return 3 if at in {0, len(words)} else _STOPS.get(words[at - 1], 0)


def _read_together(runs: list[_Run], old: Sequence[str], new: Sequence[str]) -> list[_Run]:
    """The semantic clean-up: words between two changes that weigh no more than either change become part of one change."""
    found: list[_Run] = []
    for run in runs:
        _add(found, run)
        while len(found) > 2 and not found[-1].same and not found[-3].same:
            weight = _weight(old[found[-2].i0 : found[-2].i1])
            if weight > min(_size(found[-1], old, new), _size(found[-3], old, new)):
                break
            found[-3:] = [replace(found[-3], i1=found[-1].i1, j1=found[-1].j1)]
    return found


def _weight(words: Sequence[str]) -> int:
    """How much words that stayed hold two changes apart: a common word or sign by itself not at all, the end of a sentence much."""
    common = [word for word in words if word.lower() in _COMMON]
    weight = sum(len(word) for word in words if word[:1].isalnum() and word.lower() not in _COMMON)
    weight += sum(len(word) for word in common) if len(common) > _COMMON_TOGETHER else 0
    return weight + 10 * sum(word in {".", ";", "!", "?"} for word in words)


def _size(run: _Run, old: Sequence[str], new: Sequence[str]) -> int:
    return max(sum(map(len, old[run.i0 : run.i1])), sum(map(len, new[run.j0 : run.j1])))
