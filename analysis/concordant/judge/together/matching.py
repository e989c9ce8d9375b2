"""How much of what two rules rule on is the same."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from concordant.judge.together.frames import Frame
from concordant.judge.together.tokens import LITTLE, UNKNOWN, content, groups, has_kind, weight
from concordant.rulebook.lexicon import Token, against, akin, files_of, kinds_of, lexicon, opposite, overlap, stem_of
from concordant.rulebook.wordlists import senses, words

Deed = Literal["same", "opposite", "against", "kind", "akin", "unsaid", ""]
HEAD_START = 0.5  # what two rules are given in common beside what they name: without it a word too many would count for all
# Two things that the lexicon knows and holds apart are surely two; two words that it does not know may be one thing.
SURELY_APART = 1.6
OTHER_OBJECT = 0.7  # and more so where they are what the deed is done to
OTHER_KIND = 3.0  # and most where they are two kinds of one thing, or concern two groups of people


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """`shared` is the weight of what both rules name beside the deed, `only_a` and `only_b` that of the rest;
    `other_object` that the deeds are done to two different things, `other_kind` that these are two kinds of one thing or concern two
    groups of people, `elsewhere` that the rules hold at times or places of which each shuts the other out.

    `deed`: "same", "opposite" (both cannot be done), "against" (the one defeats the other), "kind" (the one is a kind of the other),
    "akin" (the one goes by words of the other), "unsaid" (no deed of the lexicon is named, so that the things must tell), or ""
    (different deeds).
    """

    deed: Deed
    shared: float
    only_a: float
    only_b: float
    alone_a: tuple[Token, ...]
    alone_b: tuple[Token, ...]
    other_object: bool = False
    other_kind: bool = False
    elsewhere: bool = False

    @property
    def closeness(self) -> float:
        """1.0 where the one rules on nothing that the other does not; 0.0 where they share nothing and each names something."""
        common = self.shared + HEAD_START
        apart = OTHER_OBJECT * self.other_object + OTHER_KIND * self.other_kind
        return common / (common + min(self.only_a, self.only_b) + apart)


@lru_cache(maxsize=50_000)
def same(a: Token, b: Token) -> bool:
    """Whether two tokens name one thing or deed, or a kind of it."""
    known_a, known_b = a.senses - senses("classes"), b.senses - senses("classes")
    if known_a & known_b or _stems(a.text) & _stems(b.text):
        return True
    return any(_one_kind(x, y) for x in known_a for y in known_b)


def _one_kind(x: str, y: str) -> bool:
    """Whether of two rows the one is a kind of the other. Deeds are weighed apart, and everyone is nobody in particular."""
    kind = lexicon()[x].kind
    if kind != lexicon()[y].kind or kind == "deeds" or "everyone" in (x, y):
        return False
    return (kind == "times" and "always-time" in (x, y)) or overlap(x, y)


@lru_cache(maxsize=20_000)
def _stems(text: str) -> frozenset[str]:
    """The stems of the words of a token that say something; of a single word in any case."""
    parts = text.split()
    telling = [w for w in parts if w not in words("common")]
    return frozenset(stem_of(w) for w in telling if len(parts) == 1 or words("light").isdisjoint({w, w.rstrip("s")}))


def deeds(a: Frame, b: Frame) -> Deed:
    """How the deeds of two rules stand to each other; the first deed of each counts most."""
    if not a.deeds or not b.deeds:
        return ""
    known_a, known_b = ([t for t in frame.deeds if has_kind(t, "deeds")] for frame in (a, b))
    if not known_a or not known_b:
        return "unsaid" if _named(a.deeds, b.all) or _named(b.deeds, a.all) else ""
    first, second = known_a[0], known_b[0]
    if opposite(first.senses, second.senses):
        return "opposite"
    if _one_deed(first, second):
        return "same"
    if any(opposite(t.senses, u.senses) for t in known_a for u in known_b):
        return "opposite"
    if _told_by_thing(first, second, b) or _told_by_thing(second, first, a):
        return "same"
    if any(against(t.senses, u.senses) for t in known_a for u in known_b):
        return "against"
    if "use" in first.senses | second.senses or _is_thing_of(first, b) or _is_thing_of(second, a):
        return "akin"
    return _looser(first.senses, second.senses)


def _looser(a: frozenset[str], b: frozenset[str]) -> Deed:
    """How two deeds stand to each other that are neither one nor opposite."""
    if akin(a, b):
        return "akin"
    return "kind" if any(y in kinds_of(x) or x in kinds_of(y) for x in a for y in b) else ""


def _named(deeds_: Sequence[Token], other: Sequence[Token]) -> bool:
    return any(same(t, u) for t in deeds_ for u in other)


def _told_by_thing(deed: Token, broad: Token, other: Frame) -> bool:
    """Whether the other rule has a broad deed, and names this one among its things: "use of recordings", "record"."""
    return broad.senses <= senses("broad") and any(_one_deed(deed, u) for u in other.all)


def _is_thing_of(deed: Token, other: Frame) -> bool:
    """Whether the deed is the thing that the other rule is about: "use two-step login", "two-step login is recommended"."""
    tell = deed.senses - senses("broad") - senses("classes")
    return has_kind(deed, "things") and any(tell & t.senses for t in other.all)


def _one_deed(a: Token, b: Token) -> bool:
    return bool(a.senses & b.senses or _stems(a.text) & _stems(b.text))


def match(a: Frame, b: Frame) -> Match:
    """What two rules have in common."""
    left, right = _beside_deed(a, b.people), _beside_deed(b, a.people)
    alone_a, alone_b = _alone(left, right, b.deeds), _alone(right, left, a.deeds)
    return Match(
        deed=deeds(a, b), shared=max(_shared(left, alone_a, b.deeds), _shared(right, alone_b, a.deeds)),
        only_a=sum(map(_apart, alone_a)), only_b=sum(map(_apart, alone_b)), alone_a=alone_a, alone_b=alone_b,
        other_object=_own(a.object, alone_a) and _own(b.object, alone_b), other_kind=_other_kind(a, b, alone_a, alone_b) or _others(a, b),
        elsewhere=_shut_out(a, b),
    )  # fmt: skip


def _own(thing: Token | None, alone: Sequence[Token]) -> bool:
    """Whether what a deed is done to is named by its rule alone, and tells something."""
    return thing is not None and thing in alone and weight(thing) >= UNKNOWN


def _other_kind(a: Frame, b: Frame, alone_a: Sequence[Token], alone_b: Sequence[Token]) -> bool:
    """Security cameras and wildlife cameras: what stands before one noun differs."""
    heads_a = [_next(a, t) for t in alone_a if weight(t) > LITTLE]
    heads_b = [_next(b, t) for t in alone_b if weight(t) > LITTLE]
    return any(t and u and same(t, u) for t in heads_a for u in heads_b)


def _next(frame: Frame, token: Token) -> Token | None:
    return next((t for t in frame.all if t.at == token.last + 1), None)


def _others(a: Frame, b: Frame) -> bool:
    """Questions from journalists and questions from constituents: the people whom the things concern are others."""
    one, other = (_concerned(frame) for frame in (a, b))
    return bool(one) and bool(other) and not any(overlap(x, y) for x in one for y in other)


def _concerned(frame: Frame) -> frozenset[str]:
    return frozenset(group for t in frame.all for group in groups(t.text)) - frame.people - senses("nobody-in-particular")


def _shut_out(a: Frame, b: Frame) -> bool:
    """On duty and off duty, one's own page and the council's: the two hold where or when each shuts the other out."""
    one, other = (_times(frame.sentence) for frame in (a, b))
    return not one & other and "always-time" not in one | other and opposite(one, other)


@lru_cache(maxsize=20_000)
def _times(sentence: str) -> frozenset[str]:
    return frozenset(sense for t in content(sentence) for sense in t.senses if lexicon()[sense].kind == "times")


def _beside_deed(frame: Frame, bound: frozenset[str]) -> list[Token]:
    """What a rule names beside its first deed, but for those whom the other rule binds."""
    return [t for t in (*frame.deeds[1:], *frame.things) if not t.senses & bound]


def _alone(own: Sequence[Token], other: Sequence[Token], deeds_: Sequence[Token]) -> tuple[Token, ...]:
    """What only one of the two rules names."""
    return tuple(t for t in _once(own) if not any(same(t, u) for u in (*other, *deeds_)) and not _met(t, deeds_))


def _shared(own: Sequence[Token], alone: Sequence[Token], deeds_: Sequence[Token]) -> float:
    return sum(weight(t) for t in _once(own) if t not in alone and not _met(t, deeds_))


def _apart(token: Token) -> float:
    """What a word that only one of the rules has says against their being about one thing."""
    known = not files_of(token.senses).isdisjoint({"things", "people", "times"})
    return weight(token) * (SURELY_APART if known else 1.0)


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
    return bool(a & senses("offices")) and not b & senses("strangers")


def narrower(a: frozenset[str], b: frozenset[str]) -> bool:
    """Whether a names some of those whom b names, by a narrower name: the Leader among councillors."""
    below = {x for x in a - b if any(y in kinds_of(x) for y in b)}
    return bool(below) and below | (a & b) == a


def covered(case: Sequence[Token], other: Sequence[Token]) -> float:
    """Share of a case that the other rule names."""
    total = sum(map(weight, case))
    return sum(weight(t) for t in case if any(same(t, u) for u in other)) / total if total else 0.0
