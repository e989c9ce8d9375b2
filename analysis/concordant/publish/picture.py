"""Who shares words with whom: the codes from the oldest to the newest, with an arc between each two that share words.

Where there are so many arcs that none can be followed, the same figures stand in a staircase.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from concordant.compare.lineage import shared_words
from concordant.model import Passage, Policy
from concordant.publish.arcs import Arcs, Bond, Thing, arcs
from concordant.publish.stairs import Counts, Stairs, stairs
from concordant.publish.words import day

THINNEST, THICKEST = 1.2, 9.0
# More arcs than these cannot be followed by eye; more codes than these leave no room on a page.
MOST_ARCS, MOST_CODES = 16, 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """One code in the picture, under its short name."""

    policy: Policy
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tied:
    """Two codes that share words, and how many."""

    a: Code
    b: Code
    words: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedWording:
    """The ties, least words first, the codes that have one, oldest first and undated last, and the picture of both.

    `alone` are the codes that share nothing; `left_out` counts those that share least, for which there was no room.
    """

    ties: tuple[Tied, ...]
    codes: tuple[Code, ...]
    alone: tuple[Code, ...]
    picture: Arcs | Stairs
    left_out: int

    @property
    def arched(self) -> bool:
        """Whether the picture has arcs."""
        return isinstance(self.picture, Arcs)


def shared_wording(policies: Sequence[Policy], passages: Sequence[Passage], names: Mapping[str, str]) -> SharedWording:
    """How many words each two codes share. `names` are short names by policy id."""
    known = {policy.id: Code(policy=policy, name=names[policy.id]) for policy in policies}
    counts = sorted(shared_words(passages).items(), key=lambda pair: (pair[1], pair[0]))
    ties = tuple(Tied(a=known[a], b=known[b], words=n) for (a, b), n in counts)
    tied = {code.policy.id for tie in ties for code in (tie.a, tie.b)}
    codes = tuple(sorted((known[key] for key in tied), key=_age))
    alone = tuple(code for key, code in known.items() if key not in tied)
    picture = _arched(codes, ties) if len(ties) <= MOST_ARCS else _stepped(codes, ties)
    return SharedWording(ties=ties, codes=codes, alone=alone, picture=picture, left_out=max(0, len(codes) - MOST_CODES))


def _age(code: Code) -> tuple[bool, str, str]:
    date = code.policy.meta.date
    return not date, date or "", code.policy.id


def _stepped(codes: Sequence[Code], ties: Sequence[Tied]) -> Stairs:
    totals: Counter[str] = Counter()
    for tie in ties:
        totals.update({tie.a.policy.id: tie.words, tie.b.policy.id: tie.words})
    wanted = {key for key, _ in totals.most_common(MOST_CODES)}
    pairs = {(min(ids), max(ids)): tie.words for tie in ties if (ids := (tie.a.policy.id, tie.b.policy.id))}
    return stairs({code.policy.id: code.name for code in codes if code.policy.id in wanted}, {}, Counts(by_pair=pairs))


def _arched(codes: Sequence[Code], ties: Sequence[Tied]) -> Arcs:
    place = {code.policy.id: at for at, code in enumerate(codes)}
    most = max((tie.words for tie in ties), default=1)
    things = [Thing(name=code.name, note=(day(code.policy.meta.date),) if code.policy.meta.date else ()) for code in codes]
    bonds = [
        Bond(a=place[tie.a.policy.id], b=place[tie.b.policy.id], width=_width(tie.words, most), kind="words", count=tie.words)
        for tie in ties
    ]  # fmt: skip
    return arcs(things, bonds)


def _width(words: int, most: int) -> float:
    """As the words in common: twice as many, twice as thick, but never too thin to see."""
    return round(max(THINNEST, THICKEST * words / most), 1)
