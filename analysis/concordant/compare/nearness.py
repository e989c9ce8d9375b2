"""How near a clause comes to what each provision of the hub sounds like: its examples and other wordings, taken together.

A cue says which words make a provision; it cannot know all the words that councils will choose. The examples say what the provision sounds
like. All wordings of one provision make one vector of character n-grams, weighted by how few provisions have them (Rocchio's
classifier); the figures of the methods that were tried are in decision record 9.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import cache
from itertools import chain
from operator import add

from concordant.compare.similarity import grams, pieces, words_of
from concordant.model import Clause
from concordant.rulebook.hub import hub
from concordant.rulebook.notation import sentences

# An n-gram that more than this share of the provisions has tells none of them from another.
MOST_PROVISIONS = 0.5
# How sharply the nearest provision is preferred to the next: a difference of TEMPERATURE in cosine makes it e times as likely.
TEMPERATURE = 0.03
LEAST = 0.05
# A shorter sentence says too little to be read by itself.
SHORTEST = 5


class Nearness:
    """The provisions as vectors, looked up through the n-grams of a clause."""

    def __init__(self, wordings: dict[str, tuple[str, ...]]) -> None:
        self._ids = tuple(wordings)
        said = [[pieces(word) for text in texts for word in words_of(text)] for texts in wordings.values()]
        counts = [Counter(chain.from_iterable(found)) for found in said]
        holding = Counter(gram for count in counts for gram in count)
        self._rarity = {
            gram: math.log((1 + len(counts)) / (1 + n)) + 1 for gram, n in holding.items() if n <= MOST_PROVISIONS * len(counts)
        }
        self._holders: dict[str, list[tuple[int, float]]] = defaultdict(list)
        self._adds: dict[str, list[float]] = {}
        for at, count in enumerate(counts):
            for gram, weight in self._vector(count).items():
                self._holders[gram].append((at, weight))

    def _vector(self, count: Counter[str]) -> dict[str, float]:
        raw = {gram: (1 + math.log(n)) * self._rarity[gram] for gram, n in count.items() if gram in self._rarity}
        length = math.sqrt(sum(weight * weight for weight in raw.values())) or 1.0
        return {gram: weight / length for gram, weight in raw.items()}

    def _cosines(self, text: str) -> list[float]:
        """The cosine of the text with every provision. What one word adds to each is worked out once: codes repeat their words."""
        count = grams(text)
        length = math.sqrt(sum((n * self._rarity[gram]) ** 2 for gram, n in count.items() if gram in self._rarity)) or 1.0
        found = [0.0] * len(self._ids)
        for word in words_of(text):
            if word not in self._adds:
                self._adds[word] = self._added_by(word)
            found = list(map(add, found, self._adds[word]))
        return [value / length for value in found]

    def _added_by(self, word: str) -> list[float]:
        found = [0.0] * len(self._ids)
        for gram in pieces(word):
            rarity = self._rarity.get(gram, 0.0)
            for at, weight in self._holders.get(gram, ()):
                found[at] += rarity * weight
        return found

    def of(self, clause: Clause) -> dict[str, float]:
        """The provisions that the clause comes near, each with its share of all nearness, from LEAST to 1.

        The clause is read alone and with its lead-in, and the nearer reading of each provision counts. A clause of several sentences may
        make several provisions: each sentence is read by itself too, and the highest share counts.
        """
        return self.of_words(clause.text, clause.lead_in_path)

    def of_words(self, text: str, lead_in_path: Sequence[str]) -> dict[str, float]:
        """The same of the words of a clause and of what is read into them."""
        texts = [text]
        if lead_in_path:
            texts.append(" ".join((*lead_in_path[-1:], text)))
        found = self._shares(texts)
        parts = [part for part in sentences(text) if len(words_of(part)) >= SHORTEST]
        for part in parts if len(parts) > 1 else ():
            for provision, share in self._shares([part]).items():
                found[provision] = max(share, found.get(provision, 0.0))
        return found

    def _shares(self, readings: list[str]) -> dict[str, float]:
        cosines = [max(found) for found in zip(*map(self._cosines, readings), strict=True)]
        top = max(cosines, default=0.0)
        if not top:
            return {}
        weights = [math.exp((cosine - top) / TEMPERATURE) for cosine in cosines]
        whole = sum(weights)
        return {self._ids[at]: weight / whole for at, weight in enumerate(weights) if weight / whole >= LEAST}


@cache
def nearness() -> Nearness:
    """The nearness to the hub of the rulebook."""
    return Nearness({entry.id: (entry.title, *entry.examples, *entry.wordings) for entry in hub().provisions})
