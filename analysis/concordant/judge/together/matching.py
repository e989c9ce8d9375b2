"""How much of what two rules rule on is the same."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from concordant.judge.together.frames import Frame
from concordant.judge.together.tokens import BROAD, COMMON, LIGHT, has_kind, weight
from concordant.rulebook.lexicon import Token, against, akin, kinds_of, lexicon, opposite, overlap, stem_of

Deed = Literal["same", "opposite", "against", "kind", "akin", "unsaid", ""]
_OFFICES = frozenset({"moderator", "volunteer"})
_OUTSIDE = frozenset({"resident", "press", "lobbyist", "applicant"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """`shared` is the weight of what both rules name beside the deed, `only_a` and `only_b` that of the rest;
    `other_object` that the deeds are done to two different things.

    `deed`: "same", "opposite" (both cannot be done), "against" (the one defeats the other), "kind" (the one is a kind of the other), "akin" (the one goes by words of the other),
    "unsaid" (no deed of the lexicon is named, so that the things must tell), or "" (different deeds).
    """

    deed: Deed
    shared: float
    only_a: float
    only_b: float
    alone_a: tuple[Token, ...]
    alone_b: tuple[Token, ...]
    other_object: bool = False

    @property
    def closeness(self) -> float:
        """1.0 where the one rules on nothing that the other does not; 0.0 where they share nothing and each names something."""
        less = min(self.only_a, self.only_b)
        return (self.shared + 0.5) / (self.shared + 0.5 + less + (OTHER_OBJECT if self.other_object else 0.0))


def same(a: Token, b: Token) -> bool:
    """Whether two tokens name one thing or deed, or a kind of it."""
    if (a.senses & b.senses) - CLASSES or _stems(a.text) & _stems(b.text):
        return True
    rows = lexicon()
    for x in a.senses - CLASSES:
        for y in b.senses - CLASSES:
            if rows[x].kind == rows[y].kind == "times" and "always-time" in (x, y):
                return True
            if rows[x].kind == rows[y].kind and rows[x].kind != "deeds" and "everyone" not in (x, y) and overlap(x, y):
                return True
    return False


# Rows that gather things of many kinds: threats and spam are both harm, and not the same.
CLASSES = frozenset({"harm", "standing", "exempt-business"})


@lru_cache(maxsize=20_000)
def _stems(text: str) -> frozenset[str]:
    """The stems of the words of a token that say something; of a single word in any case."""
    words = text.split()
    return frozenset(stem_of(w) for w in words if w not in COMMON and (len(words) == 1 or w not in LIGHT))


def deeds(a: Frame, b: Frame) -> Deed:
    """How the deeds of two rules stand to each other; the first deed of each counts most."""
    if not a.deeds or not b.deeds:
        return ""
    known_a, known_b = [t for t in a.deeds if has_kind(t, "deeds")], [t for t in b.deeds if has_kind(t, "deeds")]
    if not known_a or not known_b:
        named = any(same(t, u) for t in a.deeds for u in b.all) or any(same(t, u) for t in b.deeds for u in a.all)
        return "unsaid" if named else ""
    first, second = known_a[0], known_b[0]
    if opposite(first.senses, second.senses):
        return "opposite"
    if _one_deed(first, second):
        return "same"
    for t in known_a:
        for u in known_b:
            if opposite(t.senses, u.senses):
                return "opposite"
    if (second.senses <= BROAD and any(_one_deed(first, u) for u in b.all)) or (first.senses <= BROAD and any(_one_deed(second, t) for t in a.all)):
        return "same"
    if against(first.senses, second.senses):
        return "against"
    if akin(first.senses, second.senses):
        return "akin"
    if any(y in kinds_of(x) or x in kinds_of(y) for x in first.senses for y in second.senses):
        return "kind"
    return ""


def _one_deed(a: Token, b: Token) -> bool:
    return bool(a.senses & b.senses or _stems(a.text) & _stems(b.text))


def match(a: Frame, b: Frame) -> Match:
    """What two rules have in common."""
    left = [t for t in (*a.deeds[1:], *a.things) if not t.senses & b.people]
    right = [t for t in (*b.deeds[1:], *b.things) if not t.senses & a.people]
    alone_a = tuple(t for t in _once(left) if not any(same(t, u) for u in (*right, *b.deeds)) and not _met(t, b.deeds))
    alone_b = tuple(t for t in _once(right) if not any(same(t, u) for u in (*left, *a.deeds)) and not _met(t, a.deeds))
    shared = max(
        sum(weight(t) for t in _once(left) if t not in alone_a and not _met(t, b.deeds)),
        sum(weight(t) for t in _once(right) if t not in alone_b and not _met(t, a.deeds)),
    )
    other_object = a.object in alone_a and b.object in alone_b
    return Match(
        other_object=other_object, deed=deeds(a, b), shared=shared, only_a=sum(map(_apart, alone_a)), only_b=sum(map(_apart, alone_b)), alone_a=alone_a, alone_b=alone_b
    )


# Two things that the lexicon knows and holds apart are surely two; two words that it does not know may be one thing.
_SURELY_APART = 1.6
# And more so where they are what the deed is done to.
OTHER_OBJECT = 0.7


def _apart(token: Token) -> float:
    """What a word that only one of the rules has says against their being about one thing."""
    return weight(token) * (_SURELY_APART if has_kind(token, "things") or has_kind(token, "people") or has_kind(token, "times") else 1.0)


def _met(token: Token, deeds_: Sequence[Token]) -> bool:
    """Whether the other rule names the opposite: then the deeds are weighed, not the words."""
    return any(opposite(token.senses, u.senses) for u in deeds_[:1])


def _once(found: Iterable[Token]) -> list[Token]:
    seen: dict[str, Token] = {}
    for token in found:
        seen.setdefault(token.stem if " " not in token.text else token.text, token)
    return list(seen.values())


def same_people(a: frozenset[str], b: frozenset[str]) -> bool:
    """Whether one person can be bound by both; people who are not named are everyone whom a code covers."""
    if not a or not b or "everyone" in a or "everyone" in b:
        return True
    return any(overlap(x, y) for x in a for y in b) or _by_office(a, b) or _by_office(b, a)


def _by_office(a: frozenset[str], b: frozenset[str]) -> bool:
    """A page is looked after by a member, an officer or a volunteer: the office of moderator can fall to any of them."""
    return bool(a & _OFFICES) and not b & _OUTSIDE


def covered(case: Sequence[Token], other: Sequence[Token]) -> float:
    """Share of a case that the other rule names."""
    total = sum(map(weight, case))
    return sum(weight(t) for t in case if any(same(t, u) for u in other)) / total if total else 0.0
