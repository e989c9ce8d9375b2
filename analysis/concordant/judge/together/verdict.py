"""Whether two clauses sit together, and if not, why: the gravest thing between any rule of the one and any rule of the other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from concordant.judge.together.carving import carved, elsewhere, otherwise
from concordant.judge.together.context import Words
from concordant.judge.together.dissent import other_topics, stands_for
from concordant.judge.together.frames import Frame, frames
from concordant.judge.together.matching import Match, covered, match, same, same_people
from concordant.judge.together.meaning import applied_otherwise, clash, definitions, reach
from concordant.judge.together.objects import other_things, other_topics_of_noun
from concordant.judge.together.quantities import Quantity, ages
from concordant.judge.together.tokens import has_kind, weight
from concordant.model import ConflictType
from concordant.rulebook.deontics import Deontic
from concordant.rulebook.lexicon import Token, kinds_of, opposite, overlap, stem_of, words_in
from concordant.rulebook.signs import sign
from concordant.rulebook.wordlists import senses

# How much of what the two rules name must be common, and how much of it there must be; by the figures of decision 10.
CLOSE, CLOSE_UNSAID = 0.65, 0.9
ALONE_UNSAID = 0.6  # what each of two rules without a known deed may name alone
CLOSE_AKIN, SHARED_AKIN = 0.75, 1.0
CLOSE_CARVED = 0.5  # an exception names a case of its own
SHARED, SHARED_UNSAID = 0.25, 1.0
SHARED_BY_POSTS, LEFT_BY_POSTS = 0.7, 0.5  # one matter taken to two posts: what is common, and what may be left over
COVERED = 0.5  # share of the case in which a ban lifts that a duty must name to say the same thing
_RANK: dict[ConflictType, int] = {"exception": 0, "contradiction": 1, "tension": 2, "strength": 3}
_CLASH = {frozenset(("must", "must-not")), frozenset(("may", "must-not")), frozenset(("must", "need-not"))}
_TURNED: dict[Deontic, Deontic] = {"must": "must-not", "must-not": "must", "may": "need-not", "need-not": "may", "none": "none"}
_LIKE_SAME = frozenset({"same", "opposite", "unsaid", "akin"})  # deeds of which amounts and strengths can be compared


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What is said of two rules. `a` and `b` are the frames that it rests on; None for definitions (of `term`) and statements of reach."""

    type: ConflictType
    rule: str
    a: Frame | None = None
    b: Frame | None = None
    match: Match | None = None
    amounts: tuple[str, str] = ("", "")
    term: str = ""


def together(a: Words, b: Words) -> Verdict | None:
    """How the two clauses sit together; None where nothing stands in the way."""
    meant = by_meaning(a, b)
    found = [v for x in frames(a) for y in frames(b) for v in judged(x, y) if not meant or v.type != "exception"]
    return gravest([*meant, *found])


def gravest(found: list[Verdict]) -> Verdict | None:
    """An exception between two clauses before a contradiction, a tension, a difference of strength."""
    return min(found, key=lambda v: _RANK[v.type], default=None)


def by_meaning(a: Words, b: Words, *, surely: bool = False) -> list[Verdict]:
    """What the definitions and the statements of reach in two clauses make of each other. `surely`: only definitions in so many words."""
    found = [
        Verdict(type=kind, rule="definition", term=min(x.called, y.called, key=len))
        for x in definitions(a)
        for y in definitions(b)
        if ((x.sure and y.sure) or not surely) and (kind := clash(x, y))
    ]
    if applied_otherwise(a, b):
        found.append(Verdict(type="contradiction", rule="reach"))
    return [*found, Verdict(type="tension", rule="reach")] if reach(a, b) else found


def judged(x: Frame, y: Frame) -> Iterator[Verdict]:
    """What stands between two rules."""
    if any(stands_for("protects", one) and stands_for("keeps_down", other) for one, other in ((x, y), (y, x))) and not other_topics(x, y):
        out = carved(x, y)
        yield Verdict(type="exception" if out else "tension", rule="carve-out" if out else "openness", a=x, b=y)
    if not same_people(x.people, y.people):
        if x.only == y.only:
            return
        # "Only the Clerk may" forbids it to everybody else.
        x, y = (_to_others(x, y), y) if x.only else (x, _to_others(y, x))
    m = match(x, y)
    found = _posts(x, y, m) or _clash(x, y, m) or _needless(x, y, m)
    if found and found.type in {"contradiction", "tension"} and carved(x, y):
        found = Verdict(type="exception", rule="carve-out", a=x, b=y, match=m)
    if found:
        yield found


def _to_others(only: Frame, other: Frame) -> Frame:
    """What leave for some alone says to those whom the other rule binds."""
    return replace(only, says="must-not", people=other.people)


def _clash(x: Frame, y: Frame, m: Match) -> Verdict | None:
    if not m.deed and max(m.only_a, m.only_b) <= ALONE_UNSAID and m.shared >= SHARED_UNSAID and x.says == y.says == "must":
        return _amounts(x, y, replace(m, deed="unsaid"))
    if not _one_act(x, y, m):
        return None
    if (differing := _amounts(x, y, m)) is not None:
        return differing
    return None if _kept_then_destroyed(x, y) else _duties(x, y, m)


def _duties(x: Frame, y: Frame, m: Match) -> Verdict | None:
    """Two rules on one act that cannot both be followed, or of which one is binding and the other advice."""
    turned = m.deed in {"opposite", "against"}
    sides = [(x.says, _TURNED[y.says]), (_TURNED[x.says], y.says)] if turned else [(x.says, y.says)]
    one, two = sides[0]
    advisory = x.advisory or y.advisory
    if "need-not" in (x.says, y.says) and advisory:
        return None
    if any(frozenset(pair) in _CLASH for pair in sides):
        kind: ConflictType = "tension" if advisory or m.deed in {"against", "kind"} else "contradiction"
        return Verdict(type=kind, rule="same-deed" if m.deed == "akin" else f"{m.deed}-deed", a=x, b=y, match=m)
    binding = one == two and one in {"must", "must-not"} and x.advisory != y.advisory
    if binding and m.deed in _LIKE_SAME and not (x.lifts or y.lifts):
        return Verdict(type="strength", rule="strength", a=x, b=y, match=m)
    return None


def _needless(x: Frame, y: Frame, m: Match) -> Verdict | None:
    """One rule does without what the other waits for: "without leave", "not unless there is leave"."""
    for free, bound in ((x, y), (y, x)):
        waits = free.says == "need-not" and bound.says == "must-not" and free.deeds and m.shared >= SHARED
        if waits and any(same(free.deeds[0], t) for t in bound.lifts):
            return Verdict(type="contradiction", rule="same-deed", a=x, b=y, match=m)
    return None


def _one_act(x: Frame, y: Frame, m: Match) -> bool:
    """Whether the two rule on one act, or on an act and its contrary, under circumstances that can meet."""
    if m.elsewhere or not m.deed or other_topics_of_noun(x, y):
        return False
    if not _bare(x, y, m) and not _close(m, CLOSE_CARVED if carved(x, y) else CLOSE):
        return False
    if m.deed == "kind" and not (_wider_ban(x, y) or _wider_ban(y, x)):
        return False
    return not (_said_twice(x, y) or _said_twice(y, x) or elsewhere(x, y) or elsewhere(y, x) or otherwise(x, y) or _other_ages(x, y))


def _bare(x: Frame, y: Frame, m: Match) -> bool:
    """Whether two rules name one deed in the same words, or two contrary ones, and nothing beside: "must not tweet", "may tweet"."""
    if m.shared or x.lifts or y.lifts or x.begins or y.begins or not x.deeds or not y.deeds:
        return False
    if m.deed == "opposite":
        return _contrary_only(m.alone_a, y) and _contrary_only(m.alone_b, x)
    if m.deed != "same" or not _in_same_words(x.deeds[0], y.deeds[0]):
        return False
    return (not m.only_a and not m.only_b) or _whole_ban(x, m.alone_a) or _whole_ban(y, m.alone_b)


def _contrary_only(alone: tuple[Token, ...], other: Frame) -> bool:
    """Whether all that a rule names alone is contrary to what the other does: "under one's own name", "under a pseudonym"."""
    return all(any(opposite(t.senses, u.senses) for u in other.deeds) for t in alone)


def _whole_ban(ban: Frame, alone: tuple[Token, ...]) -> bool:
    """Whether a ban names nothing but everybody: "do not block anyone"."""
    return ban.says == "must-not" and bool(alone) and all(t.senses == {"everyone"} for t in alone)


def _in_same_words(a: Token, b: Token) -> bool:
    return [stem_of(w) for w in words_in(a.text)] == [stem_of(w) for w in words_in(b.text)]


def _other_ages(x: Frame, y: Frame) -> bool:
    """Whether the rules are about people of different ages."""
    one, other = ages(x.sentence), ages(y.sentence)
    return one is not None and other is not None and (one[1] < other[0] or other[1] < one[0])


def _close(m: Match, close: float) -> bool:
    """Whether two rules have enough in common; the less sure it is that the deed is one, the more."""
    if m.deed == "akin" and (m.closeness < CLOSE_AKIN or m.shared < SHARED_AKIN):
        return False
    if m.closeness < (CLOSE_UNSAID if m.deed == "unsaid" else close):
        return False
    whole = m.shared > 0 and not m.only_a and not m.only_b
    return whole or m.shared >= (SHARED_UNSAID if m.deed == "unsaid" else SHARED)


def _said_twice(ban: Frame, duty: Frame) -> bool:
    """ "Not without leave" and "leave must be obtained" say the same thing twice."""
    return bool(ban.lifts) and duty.says == "must" and covered(ban.lifts, duty.all) >= COVERED


def _wider_ban(wide: Frame, narrow: Frame) -> bool:
    """Who may not contact may not inform; who may not inform may still contact."""
    return wide.says == "must-not" and any(s in kinds_of(t) for s in wide.deeds[0].senses for t in narrow.deeds[0].senses)


def _amounts(x: Frame, y: Frame, m: Match) -> Verdict | None:
    """Two amounts of one kind that differ and cannot both be kept."""
    if m.deed not in _LIKE_SAME or "must-not" in (x.says, y.says) or other_things(x, y):
        return None
    for p, q in _comparable(x, y):
        if p.value != q.value and not _later(x, p, y, q) and not _later(y, q, x, p) and not _both_kept(p, q):
            hard = {x.says, y.says} == {"must", "may"} or _apart(p, q) or m.deed == "opposite"
            return Verdict(type="contradiction" if hard else "tension", rule="quantity", a=x, b=y, match=m, amounts=(p.words, q.words))
    return None


def _comparable(x: Frame, y: Frame) -> Iterator[tuple[Quantity, Quantity]]:
    yield from ((p, q) for p in x.quantities for q in y.quantities if p.kind == q.kind)


def _kept_then_destroyed(x: Frame, y: Frame) -> bool:
    return any(_later(x, p, y, q) or _later(y, q, x, p) for p, q in _comparable(x, y))


def _later(keeps: Frame, p: Quantity, destroys: Frame, q: Quantity) -> bool:
    """What is to be kept for two years may be destroyed after six."""
    kept = any(t.senses & senses("keeps") for t in keeps.deeds[:1])
    return kept and any(t.senses & senses("destroys") for t in destroys.deeds[:1]) and q.value > p.value and p.bound != "most"


def _both_kept(p: Quantity, q: Quantity) -> bool:
    """At least two and at most four can both be kept."""
    low, high = _in_order(p, q)
    return low.bound == "least" and high.bound != "least"


def _apart(p: Quantity, q: Quantity) -> bool:
    """At most two and at least four cannot."""
    low, high = _in_order(p, q)
    return low.bound == "most" and high.bound == "least"


def _in_order(p: Quantity, q: Quantity) -> tuple[Quantity, Quantity]:
    return (p, q) if p.value < q.value else (q, p)


def _posts(x: Frame, y: Frame, m: Match) -> Verdict | None:
    """One matter taken to two different posts."""
    if (x.says, y.says) != ("must", "must") or m.deed != "same" or m.shared < SHARED_BY_POSTS or other_things(x, y):
        return None
    if not all(any(t.senses & senses("goes-to") for t in frame.deeds) for frame in (x, y)):
        return None
    one, other = _posts_in(x), _posts_in(y)
    if not one or not other or any(overlap(p, q) for p in one for q in other):
        return None
    if min(sum(weight(t) for t in alone if not has_kind(t, "people")) for alone in (m.alone_a, m.alone_b)) > LEFT_BY_POSTS:
        return None
    both = all(sign("only-there").find(frame.sentence) for frame in (x, y))
    return Verdict(type="contradiction" if both else "tension", rule="post", a=x, b=y, match=m)


def _posts_in(frame: Frame) -> frozenset[str]:
    """The officers whom a rule names."""
    return frozenset(s for t in frame.things for s in t.senses if "officer" in kinds_of(s))
