"""How alike the words of two clauses are. A hint, never a link by itself.

Likeness is the cosine of character n-grams inside words, weighted by rarity (TF-IDF): it beat stemmed words on both sets of labels (the
table is in decision record 9). What the two clauses share, and how much of one the other covers, is said in stemmed words.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

import snowballstemmer

from concordant.model import Clause

_WORD = re.compile(r"[a-z][a-z'’-]+")
_PIECE = re.compile(r"\w+")
_SIZES = (3, 4, 5)
# Words that every sentence of a rule text has; they say nothing about its subject.
_COMMON = frozenset(
    "a an and any are as at be been being but by can cannot could do does don't for from had has have he her his i if in into is it its "
    "it's may might must no nor not of on or our shall she should so such than that the their them then there these they this those to "
    "was we were what when where which who will with would you your also other others e.g eg i.e ie etc".split()
)

Vector = dict[str, float]


@lru_cache(maxsize=50_000)
def _stem(word: str) -> str:
    return str(snowballstemmer.stemmer("english").stemWord(word))


@lru_cache(maxsize=20_000)
def stems(text: str) -> tuple[str, ...]:
    """The stems of the words that carry meaning, in order, with repeats."""
    words = (word.replace("’", "'").removesuffix("'s").strip("'-") for word in _WORD.findall(text.lower()))
    return tuple(_stem(word) for word in words if word and word not in _COMMON)


@lru_cache(maxsize=100_000)
def pieces(word: str) -> tuple[str, ...]:
    """The character n-grams of a word with a space at its ends."""
    padded = f" {word} "
    return tuple(padded[at : at + size] for size in _SIZES for at in range(max(1, len(padded) - size + 1)))


def grams(text: str) -> Counter[str]:
    """The character n-grams of a text, each inside one word with a space at its ends, with how often they come."""
    return Counter(piece for word in words_of(text) for piece in pieces(word))


def words_of(text: str) -> list[str]:
    """The words of a text in small letters, as n-grams are taken from them."""
    return _PIECE.findall(text.lower())


class _Vectors:
    """TF-IDF vectors of length 1, worked out when asked for, so that the dot product is the cosine."""

    def __init__(self, counts: dict[str, Counter[str]]) -> None:
        self._counts = counts
        holding = Counter(term for count in counts.values() for term in count)
        self._rarity = {term: math.log((1 + len(counts)) / (1 + n)) + 1 for term, n in holding.items()}
        self._made: dict[str, Vector] = {}

    def __getitem__(self, key: str) -> Vector:
        if key not in self._made:
            raw = {term: (1 + math.log(n)) * self._rarity[term] for term, n in self._counts[key].items()}
            length = math.sqrt(sum(weight * weight for weight in raw.values())) or 1.0
            self._made[key] = {term: weight / length for term, weight in raw.items()}
        return self._made[key]


def _dot(one: Vector, two: Vector) -> float:
    if len(one) > len(two):
        one, two = two, one
    return sum(weight * two[term] for term, weight in one.items() if term in two)


class Similarity:
    """The words of a set of clauses, weighted by how rare they are among them."""

    def __init__(self, clauses: Sequence[Clause]) -> None:
        self._grams = _Vectors({clause.id: grams(clause.text) for clause in clauses})
        self._stems = _Vectors({clause.id: Counter(stems(clause.text)) for clause in clauses})

    def cosine(self, a: str, b: str) -> float:
        """From 0 (nothing in common) to 1 (the same words)."""
        return _dot(self._grams[a], self._grams[b])

    def covered(self, a: str, b: str) -> float:
        """The share of the weight of a's words that b has too, from 0 to 1: 1 when b says all that a says."""
        one, two = self._stems[a], self._stems[b]
        whole = sum(weight * weight for weight in one.values())
        return sum(weight * weight for stem, weight in one.items() if stem in two) / whole if whole else 0.0

    def shared(self, a: str, b: str, most: int = 4) -> tuple[str, ...]:
        """The stems that the two clauses share, weightiest first."""
        one, two = self._stems[a], self._stems[b]
        both = sorted(((one[stem] * two[stem], stem) for stem in one if stem in two), key=lambda pair: (-pair[0], pair[1]))
        return tuple(stem for _, stem in both[:most])
