"""Nothing is lost: every word of an original is accounted for in the clauses made from it.

The words of the original are counted on the raw text of the file, with a tokeniser of their own, not by the importer.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from concordant.model import Unit

_WORD = re.compile(r"[^\W_]+")
# Markup that a text may carry: targets of links, underline tags, bullets written in TeX. It is not part of the words.
_MARKUP = re.compile(r"(?<=\])(?<!\\\])\([^()\s]*\)|</?u>|\$?\\(?:circ|bullet|cdot)\b\$?")
_LETTER_BULLET = re.compile(r"^[ \t]*o[ \t]+(?=\S)", re.MULTILINE)
# The number of a note, set small and high behind a word. Some readers give it as a figure of the line.
_SMALL = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_NO_SMALL = str.maketrans("", "", _SMALL)
_MARKED = re.compile(rf"([^\W_{_SMALL}]+)[.,;:)'”’]*([{_SMALL}]{{1,3}})")
_LINE_HYPHEN = re.compile(r"([^\W_]+)[-‐\xad][ \t]*[\n\f]\s*(?=([^\W_]+))")
_FIGURES = re.compile(r"\d+")
MAX_JOINED = 6
SHOWN = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """Where the words of an original went.

    `total` counts the words of the original, `placed` how many of them each kind of unit holds (kind, count), printed numbers as
    "number", and link targets, tags and the letter o set as a bullet as "markup". `unplaced` shows the first words that no unit holds
    (word, line), `missing` counts them. `added` are words that the canonical text has and the original has not.
    """

    total: int
    placed: tuple[tuple[str, int], ...]
    missing: int
    unplaced: tuple[tuple[str, int], ...]
    added: tuple[str, ...]

    @property
    def share(self) -> float:
        """The share of the original's words that is placed, from 0 to 1."""
        return 1.0 if not self.total else (self.total - self.missing) / self.total


def account(original: str, units: Sequence[Unit]) -> Account:
    """Hold the words of the original against those of the units."""
    plain, markup = _split_markup(original.translate(_NO_SMALL))
    words = [(found.group().casefold(), found.start()) for found in _WORD.finditer(plain)]
    held: dict[str, Counter[str]] = {}
    for unit in units:
        held.setdefault(unit.kind, Counter()).update(_words(unit.text))
        if unit.printed:
            held.setdefault("number", Counter()).update(_words(unit.printed))
    have: Counter[str] = Counter()
    for counter in held.values():
        have.update(counter)
    want = Counter(word for word, _ in words)
    _close_hyphens(plain, want, have)
    _close_gaps(words, want, have)
    notes = _note_marks(units, want, have)
    marks = min(len(_LETTER_BULLET.findall(plain)), max(0, want["o"] - have["o"]))
    want["o"] -= marks
    lost = want - have
    placed = [(kind, held[kind].total()) for kind in sorted(held)]
    if markup + marks + notes:
        placed.append(("markup", markup + marks + notes))
    return Account(
        total=len(words) + markup,
        placed=tuple(placed),
        missing=lost.total(),
        unplaced=_where(lost, words, plain),
        added=tuple(sorted((have - want).elements())[:SHOWN]),
    )


def _words(text: str) -> list[str]:
    return [word.casefold() for word in _WORD.findall(text.translate(_NO_SMALL))]


def _note_marks(units: Sequence[Unit], want: Counter[str], have: Counter[str]) -> int:
    """Small figures behind a word that the original gives as "word1" or "word 1": the words are there, the figures are marks of notes."""
    marks = 0
    for unit in units:
        for found in _MARKED.finditer(unit.text):
            base, figure = found[1].casefold(), "".join(str(_SMALL.index(c)) for c in found[2])
            if want[base + figure] > have[base + figure]:
                want[base + figure] -= 1
                want[base] += 1
            elif want[figure] > have[figure]:
                want[figure] -= 1
                marks += 1
    return marks


def _split_markup(original: str) -> tuple[str, int]:
    """The original with its markup blanked out, and how many words the markup held."""
    count = sum(len(_WORD.findall(found)) for found in _MARKUP.findall(original))
    return _MARKUP.sub(lambda found: re.sub(r"[^\n]", " ", found.group()), original), count


def _close_hyphens(plain: str, want: Counter[str], have: Counter[str]) -> None:
    """A hyphen at a line end of the original may only be there for want of room: its halves are one word where the units have that."""
    joined: list[tuple[str, str]] = []
    for found in _LINE_HYPHEN.finditer(plain):
        first, rest = found[1].casefold(), found[2].casefold()
        if have[first + rest] and want[first] > 0 and want[rest] > 0:
            want.subtract((first, rest))
            want[first + rest] += 1
            joined.append((first, rest))
    for first, rest in joined:
        whole = first + rest
        if want[whole] > have[whole] and have[first] > want[first] and have[rest] > want[rest]:
            want.update((first, rest))
            want[whole] -= 1


def _close_gaps(words: Sequence[tuple[str, int]], want: Counter[str], have: Counter[str]) -> None:
    """A word that a line end, a hyphen or markup divides in the original may stand whole in the units: count it as one where it does."""
    lost, added = want - have, have - want
    for word in [word for word, n in lost.items() if n > 0 and word[0].isdigit()]:
        # "1.1This" in the original: the number stands apart in the units.
        figures, rest = _FIGURES.match(word), word.lstrip("0123456789")
        while figures and rest and lost[word] > 0 and added[rest] > 0 and added[figures[0]] > 0:
            for part in (figures[0], rest):
                added[part] -= 1
                want[part] += 1
            lost[word] -= 1
            want[word] -= 1
    for whole in [word for word, n in added.items() if n > 0 and len(word) > 3]:
        # A hyphen at the foot of a column: the halves stand far apart.
        for cut in range(2, len(whole) - 1):
            halves = (whole[:cut], whole[cut:])
            if added[whole] > 0 and lost[halves[0]] > 0 and lost[halves[1]] > 0:
                added[whole] -= 1
                lost.subtract(halves)
                want.subtract(halves)
                want[whole] += 1
    for at in range(len(words) if lost and added else 0):
        for upto in range(at + 2, min(len(words), at + MAX_JOINED) + 1):
            parts = [word for word, _ in words[at:upto]]
            whole = "".join(parts)
            if lost[parts[0]] <= 0:
                break
            if added[whole] > 0 and not Counter(parts) - lost:
                added[whole] -= 1
                lost.subtract(parts)
                want.subtract(parts)
                want[whole] += 1
                break


def _where(lost: Counter[str], words: Sequence[tuple[str, int]], plain: str) -> tuple[tuple[str, int], ...]:
    """The lines of lost words; of a word that is lost once and stands three times, the last is shown."""
    left = Counter(lost)
    found: list[tuple[str, int]] = []
    for word, start in reversed(words):
        if left[word] > 0:
            left[word] -= 1
            found.append((word, plain.count("\n", 0, start) + 1))
            if len(found) == SHOWN:
                break
    return tuple(reversed(found))
