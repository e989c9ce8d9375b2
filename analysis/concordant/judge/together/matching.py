"""How much of what two rules rule on is the same."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from concordant.judge.together.frames import Frame
from concordant.judge.together.tokens import BROAD, COMMON, has_kind, weight
from concordant.rulebook.lexicon import Token, against, kinds_of, lexicon, opposite, overlap

Deed = Literal["same", "opposite", "against", "kind", "unsaid", ""]
_OFFICES = frozenset({"moderator", "volunteer"})
_OUTSIDE = frozenset({"resident", "press", "lobbyist", "applicant"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """`shared` is the weight of what both rules name beside the deed, `only_a` and `only_b` that of the rest.

    `deed`: "same", "opposite" (both cannot be done), "against" (the one defeats the other), "kind" (the one is a kind of the other),
    "unsaid" (no deed of the lexicon is named, so that the things must tell), or "" (different deeds).
    """

    deed: Deed
    shared: float
    only_a: float
    only_b: float
    alone_a: tuple[Token, ...]
    alone_b: tuple[Token, ...]

    @property
    def closeness(self) -> float:
        """1.0 where the one rules on nothing that the other does not; 0.0 where they share nothing and each names something."""
        less = min(self.only_a, self.only_b)
        return (self.shared + 0.5) / (self.shared + 0.5 + less)


def same(a: Token, b: Token) -> bool:
    """Whether two tokens name one thing or deed, or a kind of it."""
    if a.stem == b.stem and a.text.split()[0] not in COMMON and b.text.split()[0] not in COMMON:
        return True
    if a.senses & b.senses:
        return True
    rows = lexicon()
    for x in a.senses:
        for y in b.senses:
            if rows[x].kind == rows[y].kind == "times" and "always-time" in (x, y):
                return True
            if rows[x].kind == rows[y].kind and rows[x].kind != "deeds" and "everyone" not in (x, y) and overlap(x, y):
                return True
    return False


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
    broad = first.senses <= BROAD or second.senses <= BROAD
    if broad and any(_one_deed(first, u) for u in b.all) and any(_one_deed(second, t) for t in a.all):
        return "same"
    if against(first.senses, second.senses):
        return "against"
    if any(y in kinds_of(x) or x in kinds_of(y) for x in first.senses for y in second.senses):
        return "kind"
    return ""


def _one_deed(a: Token, b: Token) -> bool:
    return a.stem == b.stem or bool(a.senses & b.senses)


def match(a: Frame, b: Frame) -> Match:
    """What two rules have in common."""
    left = [t for t in (*a.deeds[1:], *a.things) if not t.senses & b.people]
    right = [t for t in (*b.deeds[1:], *b.things) if not t.senses & a.people]
    alone_a = tuple(t for t in _once(left) if not any(same(t, u) for u in (*right, *b.deeds)) and not _met(t, b.deeds))
    alone_b = tuple(t for t in _once(right) if not any(same(t, u) for u in (*left, *a.deeds)) and not _met(t, a.deeds))
    shared = sum(weight(t) for t in _once(left) if t not in alone_a and not _met(t, b.deeds))
    return Match(
        deed=deeds(a, b), shared=shared, only_a=sum(map(weight, alone_a)), only_b=sum(map(weight, alone_b)), alone_a=alone_a, alone_b=alone_b
    )


def _met(token: Token, deeds_: Sequence[Token]) -> bool:
    """Whether the other rule names the opposite: then the deeds are weighed, not the words."""
    return any(opposite(token.senses, u.senses) for u in deeds_)


def _once(found: Iterable[Token]) -> list[Token]:
    seen: dict[str, Token] = {}
    for token in found:
        seen.setdefault(token.stem if " " not in token.text else token.text, token)
    return list(seen.values())


def same_people(a: frozenset[str], b: frozenset[str]) -> bool:
    """Whether one person can be bound by both; people who are not named are everyone whom a code covers."""
    if not a or not b:
        return True
    return any(overlap(x, y) for x in a for y in b) or _by_office(a, b) or _by_office(b, a)


def _by_office(a: frozenset[str], b: frozenset[str]) -> bool:
    """A page is looked after by a member, an officer or a volunteer: the office of moderator can fall to any of them."""
    return bool(a & _OFFICES) and not b & _OUTSIDE


def covered(case: Sequence[Token], other: Sequence[Token]) -> float:
    """Share of a case that the other rule names."""
    total = sum(map(weight, case))
    return sum(weight(t) for t in case if any(same(t, u) for u in other)) / total if total else 0.0
