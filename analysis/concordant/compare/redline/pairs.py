"""Which clauses of two codes belong together, each with one other at most: equal words first, then nearly equal ones, then given pairs.

Candidates are looked up by the rarer words and word pairs that clauses share, so that the time grows with the length of the codes and
not with its square.
"""

from __future__ import annotations

import math
from bisect import bisect_left, insort
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise

from concordant.compare.redline.words import in_order, keys
from concordant.model import Clause

Pair = tuple[int, int]

# The share of the weight of the words that two clauses have in common: enough anywhere, and enough in the same place.
NEAR_ANYWHERE = 0.6
NEAR_IN_PLACE = 0.35
# A word, or two in a row, that more clauses hold than this points to none of them.
_MOST_HOLDERS = 24
_BEST = 6


def paired(a: Sequence[Clause], b: Sequence[Clause], given: Iterable[tuple[str, str]] = ()) -> tuple[Pair, ...]:
    """Pairs of places (from 0) in the two codes, in order of the second. `given` are pairs of ids, likeliest first."""
    of_a, of_b = [keys(clause.text) for clause in a], [keys(clause.text) for clause in b]
    pairs = _Pairs()
    for pair in _equal(of_a, of_b):
        pairs.take(*pair)
    near = _near(of_a, of_b, pairs)
    for score, i, j in near:
        if score >= NEAR_ANYWHERE:
            pairs.take(i, j)
    place_a, place_b = ({clause.id: at for at, clause in enumerate(side)} for side in (a, b))
    for one, two in given:
        if one in place_a and two in place_b:
            pairs.take(place_a[one], place_b[two])
    backbone = _Backbone(pairs.in_order())
    for _, i, j in near:
        if pairs.are_free(i, j) and backbone.has_room(i, j):
            pairs.take(i, j)
            backbone.add(i, j)
    return tuple(pairs.in_order())


class _Pairs:
    """Pairs taken so far."""

    def __init__(self) -> None:
        self.of_a: dict[int, int] = {}
        self.of_b: dict[int, int] = {}

    def are_free(self, i: int, j: int) -> bool:
        return i not in self.of_a and j not in self.of_b

    def take(self, i: int, j: int) -> None:
        if self.are_free(i, j):
            self.of_a[i], self.of_b[j] = j, i

    def in_order(self) -> list[Pair]:
        return sorted(((i, j) for i, j in self.of_a.items()), key=lambda pair: pair[1])


class _Backbone:
    """The pairs that stand in the same order in both codes."""

    def __init__(self, pairs: Sequence[Pair]) -> None:
        kept = [pairs[index] for index in in_order([i for i, _ in pairs])]
        self._a = [i for i, _ in kept]
        self._b = [j for _, j in kept]

    def has_room(self, i: int, j: int) -> bool:
        """Whether the two stand between the same neighbours."""
        return bisect_left(self._a, i) == bisect_left(self._b, j)

    def add(self, i: int, j: int) -> None:
        insort(self._a, i)
        insort(self._b, j)


def _equal(of_a: Sequence[tuple[str, ...]], of_b: Sequence[tuple[str, ...]]) -> list[Pair]:
    """Clauses with the same words, the first with the first, the second with the second."""
    waiting: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for j in range(len(of_b) - 1, -1, -1):
        waiting[of_b[j]].append(j)
    return [(i, waiting[words].pop()) for i, words in enumerate(of_a) if waiting.get(words)]


def _near(of_a: Sequence[tuple[str, ...]], of_b: Sequence[tuple[str, ...]], taken: _Pairs) -> list[tuple[float, int, int]]:
    """Free clauses with many words in common, best first: (share from 0 to 1, place in a, place in b)."""
    counts_a = {i: _counted(words) for i, words in enumerate(of_a) if i not in taken.of_a}
    counts_b = {j: _counted(words) for j, words in enumerate(of_b) if j not in taken.of_b}
    holders: dict[str, list[int]] = defaultdict(list)
    for j, count in counts_b.items():
        for clue in _clues(of_b[j], count):
            holders[clue].append(j)
    rarity = {clue: 1 / (1 + math.log(len(held))) for clue, held in holders.items()}
    found = []
    for i, count in counts_a.items():
        shares = ((_share(count, counts_b[j], rarity), j) for j in _hinted(_clues(of_a[i], count), holders, rarity))
        found += [(share, i, j) for share, j in shares if share >= NEAR_IN_PLACE]
    return sorted(found, key=lambda near: (-near[0], abs(near[1] - near[2]), near[1], near[2]))


def _clues(words: Sequence[str], count: Counter[str]) -> list[str]:
    """What a clause is looked up by: its words, and each two that follow one another, which few clauses share in a code of any size."""
    return [*count, *dict.fromkeys(f"{one} {two}".lower() for one, two in pairwise(words))]


def _hinted(clues: Iterable[str], holders: dict[str, list[int]], rarity: dict[str, float]) -> list[int]:
    """The clauses that share the most of the rarer clues."""
    hints: dict[int, float] = defaultdict(float)
    for clue in clues:
        if len(held := holders.get(clue, [])) <= _MOST_HOLDERS:
            for j in held:
                hints[j] += rarity[clue]
    return sorted(hints, key=lambda j: (-hints[j], j))[:_BEST]


def _counted(words: Sequence[str]) -> Counter[str]:
    return Counter(word.lower() for word in words if word[:1].isalnum())


def _share(one: Counter[str], two: Counter[str], rarity: dict[str, float]) -> float:
    """The weight of the words in common, against that of all words of both; a word that only one side knows weighs as a rare one."""
    common = sum(rarity.get(word, 1.0) * count for word, count in (one & two).items())
    whole = sum(rarity.get(word, 1.0) * count for word, count in (*one.items(), *two.items()))
    return 2 * common / whole if whole else 0.0
