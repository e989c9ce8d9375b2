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
_MARKUP = re.compile(r"\]\([^()\s]*\)|</?[a-z]{1,6}>|\$?\\(?:circ|bullet|cdot)\b\$?")
_LINE_END_HYPHEN = re.compile(r"([^\W_]+)[-‐\u00ad]\s*\n\s*([^\W_]+)")
SHOWN = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """Where the words of an original went.

    `total` counts the words of the original, `placed` how many of them each kind of unit holds (kind, count), printed numbers as
    "number" and link targets and tags as "markup". `unplaced` shows the first words that no unit holds (word, line), `missing`
    counts them. `added` are words that the canonical text has and the original has not.
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
    plain, markup = _split_markup(original)
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
    lost = want - have
    placed = [(kind, held[kind].total()) for kind in sorted(held)]
    if markup:
        placed.append(("markup", markup))
    return Account(
        total=len(words) + markup,
        placed=tuple(placed),
        missing=lost.total(),
        unplaced=_where(lost, words, plain),
        added=tuple(sorted((have - want).elements())[:SHOWN]),
    )


def _words(text: str) -> list[str]:
    return [word.casefold() for word in _WORD.findall(text)]


def _split_markup(original: str) -> tuple[str, int]:
    """The original with its markup blanked out, and how many words the markup held."""
    count = sum(len(_WORD.findall(found)) for found in _MARKUP.findall(original))
    return _MARKUP.sub(lambda found: re.sub(r"[^\n]", " ", found.group()), original), count


def _close_hyphens(plain: str, want: Counter[str], have: Counter[str]) -> None:
    """A word that a line end divides may stand whole in the units: count it as one where it does."""
    for found in _LINE_END_HYPHEN.finditer(plain):
        first, second = found[1].casefold(), found[2].casefold()
        if have[first + second] > want[first + second]:
            want[first] -= 1
            want[second] -= 1
            want[first + second] += 1


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
