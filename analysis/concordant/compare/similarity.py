"""How alike the words of two clauses are: cosine of stemmed words weighted by rarity (TF-IDF). A hint, never a link by itself."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

import snowballstemmer

from concordant.model import Clause

_WORD = re.compile(r"[a-z][a-z'’-]+")
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


class Similarity:
    """TF-IDF over a set of clauses. Vectors have length 1, so that the dot product is the cosine."""

    def __init__(self, clauses: Sequence[Clause]) -> None:
        counts = {clause.id: Counter(stems(clause.text)) for clause in clauses}
        holding = Counter(stem for count in counts.values() for stem in count)
        self._rarity = {stem: math.log((1 + len(clauses)) / (1 + n)) + 1 for stem, n in holding.items()}
        self._vectors = {clause_id: self._vector(count) for clause_id, count in counts.items()}

    def _vector(self, count: Counter[str]) -> Vector:
        raw = {stem: (1 + math.log(n)) * self._rarity[stem] for stem, n in count.items()}
        length = math.sqrt(sum(weight * weight for weight in raw.values())) or 1.0
        return {stem: weight / length for stem, weight in raw.items()}

    def cosine(self, a: str, b: str) -> float:
        """From 0 (no word in common) to 1 (the same words)."""
        one, two = self._vectors[a], self._vectors[b]
        if len(one) > len(two):
            one, two = two, one
        return sum(weight * two[stem] for stem, weight in one.items() if stem in two)

    def covered(self, a: str, b: str) -> float:
        """The share of the weight of a's words that b has too, from 0 to 1: 1 when b says all that a says."""
        one, two = self._vectors[a], self._vectors[b]
        whole = sum(weight * weight for weight in one.values())
        return sum(weight * weight for stem, weight in one.items() if stem in two) / whole if whole else 0.0

    def shared(self, a: str, b: str, most: int = 4) -> tuple[str, ...]:
        """The stems that the two clauses share, weightiest first."""
        one, two = self._vectors[a], self._vectors[b]
        both = sorted(((one[stem] * two[stem], stem) for stem in one if stem in two), key=lambda pair: (-pair[0], pair[1]))
        return tuple(stem for _, stem in both[:most])
