"""Which unit of an old text is which of a new one: equal words in the same order first, equal words anywhere, then nearly equal ones.

Each unit is one other at most. A heading is never a clause, so that a section that was renamed does not swallow a paragraph.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from difflib import SequenceMatcher

from concordant.compare.redline import keys
from concordant.compare.redline.words import in_order
from concordant.model import Alignment, Clause, Kept, Policy, Unit

Pair = tuple[int, int]

# The share of the weight of the words that two units have in common: enough anywhere, and enough between the same neighbours.
NEAR_ANYWHERE = 0.6
NEAR_IN_PLACE = 0.35
# One word or two said again elsewhere are no sign that a unit moved there; a heading is often that short.
_LEAST_MOVED = 3
_MOST_HOLDERS = 24
_BEST = 8
_SORTS = {"title": "title", "heading": "heading", "clause": "text", "lead-in": "text"}


def align(old: Policy, new: Policy) -> Alignment:
    """Which unit of `old` is which of `new`, with the neutral numbers of both.

    Units that `carried` or `apply` gave an old id are that old unit, whatever their words; the rest is found by their words.
    """
    return alignment(old, new, paired_units(old, new))


def staying(pairs: Sequence[Pair], moved: Collection[int] = ()) -> set[int]:
    """The places of the old text that did not move: as many as possible, but for those of which it is known that they did."""
    free = [i for i, _ in pairs if i not in moved]
    return {free[index] for index in in_order(free)}


def alignment(old: Policy, new: Policy, pairs: Sequence[Pair], moved: Collection[int] = ()) -> Alignment:
    """The alignment that these pairs of places (from 0) make, in order of the new text."""
    of_new = {j: i for i, j in pairs}
    stays = staying(pairs, moved)
    behind: dict[int, list[int]] = defaultdict(list)
    taken, anchor = set(of_new.values()), -1
    for i in range(len(old.units)):
        if i in stays:
            anchor = i
        elif i not in taken:
            behind[anchor].append(i)
    found = [_kept(old.units[i], None) for i in behind[-1]]
    for j, unit in enumerate(new.units):
        at = of_new.get(j)
        found.append(_kept(old.units[at] if at is not None else None, unit, moved=at is not None and at not in stays))
        if at in stays and at is not None:
            found += [_kept(old.units[i], None) for i in behind[at]]
    return Alignment(units=tuple(found))


def _kept(old: Unit | None, new: Unit | None, *, moved: bool = False) -> Kept:
    number, number_then = (unit.number if isinstance(unit, Clause) else None for unit in (old, new))
    changed = old is not None and new is not None and old.text != new.text
    return Kept(
        old=old.id if old else None, new=new.id if new else None, old_number=number, new_number=number_then, moved=moved, changed=changed
    )  # fmt: skip


def paired_units(old: Policy, new: Policy) -> tuple[Pair, ...]:
    """Pairs of places (from 0) of units, in order of the new text."""
    finding = _Finding(old.units, new.units)
    if old.id == new.id and new.version.endswith(AMENDED):
        finding.by_id()
    else:
        finding.by_words()
    return tuple(sorted(((i, j) for i, j in finding.of_old.items()), key=lambda pair: pair[1]))


# A text whose clauses carry the ids of an older one says so in its version.
AMENDED = "+"


class _Finding:
    """Pairs found so far."""

    def __init__(self, old: Sequence[Unit], new: Sequence[Unit]) -> None:
        self.old, self.new = old, new
        self.keys_old, self.keys_new = ([(_SORTS.get(u.kind, "aside"), keys(u.text)) for u in side] for side in (old, new))
        self.of_old: dict[int, int] = {}
        self.of_new: dict[int, int] = {}
        self._near: list[tuple[float, int, int]] | None = None

    def take(self, i: int, j: int) -> None:
        if i not in self.of_old and j not in self.of_new:
            self.of_old[i], self.of_new[j] = j, i

    def by_id(self) -> None:
        place = {unit.id: i for i, unit in enumerate(self.old)}
        for j, unit in enumerate(self.new):
            if unit.id in place:
                self.take(place[unit.id], j)

    def by_words(self) -> None:
        self.equal_in_order()
        self.equal_anywhere()
        self.near(NEAR_ANYWHERE)
        self.near_in_place()

    def equal_in_order(self) -> None:
        matcher = SequenceMatcher(None, self.keys_old, self.keys_new, autojunk=False)
        for i, j, size in matcher.get_matching_blocks():
            for step in range(size):
                self.take(i + step, j + step)

    def equal_anywhere(self) -> None:
        waiting: dict[tuple[str, tuple[str, ...]], list[int]] = defaultdict(list)
        for j, key in enumerate(self.keys_new):
            if j not in self.of_new:
                waiting[key].append(j)
        for i, key in enumerate(self.keys_old):
            if i not in self.of_old and len(key[1]) >= _LEAST_MOVED and waiting.get(key):
                self.take(i, waiting[key].pop(0))

    def near(self, least: float) -> None:
        for share, i, j in self._shares():
            if share >= least:
                self.take(i, j)

    def near_in_place(self) -> None:
        """Units between the same neighbours; of two that moved past each other, the neighbours are those that did not."""
        for share, i, j in self._shares():
            if share >= NEAR_IN_PLACE and i not in self.of_old and j not in self.of_new:
                pairs = sorted(self.of_old.items(), key=lambda pair: pair[1])
                backbone = [pairs[index] for index in in_order([one for one, _ in pairs])]
                if bisect_left([one for one, _ in backbone], i) == bisect_left([two for _, two in backbone], j):
                    self.take(i, j)

    def _shares(self) -> list[tuple[float, int, int]]:
        """Free units of one sort with words in common, those with the most first: (share from 0 to 1, place in old, in new)."""
        if self._near is None:
            self._near = _shares(
                {i: key for i, key in enumerate(self.keys_old) if i not in self.of_old},
                {j: key for j, key in enumerate(self.keys_new) if j not in self.of_new},
            )
        return self._near


def _shares(old: dict[int, tuple[str, tuple[str, ...]]], new: dict[int, tuple[str, tuple[str, ...]]]) -> list[tuple[float, int, int]]:
    counts_old, counts_new = ({at: _counted(words) for at, (_, words) in side.items()} for side in (old, new))
    holders: dict[str, list[int]] = defaultdict(list)
    for j, count in counts_new.items():
        for word in count:
            holders[word].append(j)
    rarity = {word: 1 / (1 + math.log(len(held))) for word, held in holders.items()}
    found = []
    for i, count in counts_old.items():
        hints: dict[int, float] = defaultdict(float)
        for word in count:
            held = holders.get(word, [])
            if len(held) <= _MOST_HOLDERS:
                for j in held:
                    hints[j] += rarity[word]
        for j in sorted(hints, key=lambda at: (-hints[at], at))[:_BEST]:
            share = _share(count, counts_new[j], rarity)
            if old[i][0] == new[j][0] and share >= NEAR_IN_PLACE:
                found.append((share, i, j))
    return sorted(found, key=lambda near: (-near[0], abs(near[1] - near[2]), near[1], near[2]))


def _counted(words: Sequence[str]) -> Counter[str]:
    return Counter(word.lower() for word in words if word[:1].isalnum())


def _share(one: Counter[str], two: Counter[str], rarity: dict[str, float]) -> float:
    """The weight of the words in common, against that of all words of both; a word that only one side knows weighs as a rare one."""
    common = sum(rarity.get(word, 1.0) * count for word, count in (one & two).items())
    whole = sum(rarity.get(word, 1.0) * count for word, count in (*one.items(), *two.items()))
    return 2 * common / whole if whole else 0.0
