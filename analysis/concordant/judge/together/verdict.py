"""Whether two clauses sit together, and if not, why: the gravest thing between any rule of the one and any rule of the other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from concordant.judge.together.carving import carved, elsewhere
from concordant.judge.together.context import Words
from concordant.judge.together.dissent import keeps_down, protects
from concordant.judge.together.frames import Frame, frames
from concordant.judge.together.matching import Match, covered, match, same, same_people
from concordant.judge.together.meaning import clash, definitions, reach
from concordant.judge.together.quantities import Quantity
from concordant.judge.together.tokens import has_kind, weight
from concordant.model import ConflictType
from concordant.rulebook.lexicon import kinds_of, overlap

# How much of what the two rules name must be common, and how much of it there must be; by the figures of decision 10.
CLOSE, CLOSE_UNSAID = 0.65, 0.9
CLOSE_AKIN, SHARED_AKIN = 0.75, 1.0
# An exception names a case of its own.
CLOSE_CARVED = 0.5
SHARED, SHARED_UNSAID = 0.25, 1.0
_RANK = {"exception": 0, "contradiction": 1, "tension": 2, "strength": 3}
_CLASH = {frozenset(("must", "must-not")), frozenset(("may", "must-not")), frozenset(("must", "need-not"))}
_TURNED = {"must": "must-not", "must-not": "must", "may": "need-not", "need-not": "may", "none": "none"}
_ALONE = re.compile(r"\b(?:only|alone|nobody else|no one else|solely|exclusively|to nobody else|and no other)\b", re.IGNORECASE)
_GOES_TO = frozenset({"report-to", "consult", "tell", "approve"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What is said of two rules. `a` and `b` are the frames that it rests on; None for definitions and statements of reach."""

    type: ConflictType
    rule: str
    a: Frame | None = None
    b: Frame | None = None
    match: Match | None = None
    amounts: tuple[str, str] = ("", "")


def together(a: Words, b: Words) -> Verdict | None:
    """How the two clauses sit together; None where nothing stands in the way."""
    found = [v for x in frames(a) for y in frames(b) for v in judged(x, y)]
    found += by_meaning(a, b)
    return gravest(found)


def gravest(found: list[Verdict]) -> Verdict | None:
    """An exception between two clauses before a contradiction, a tension, a difference of strength."""
    return min(found, key=lambda v: _RANK[v.type], default=None)


def by_meaning(a: Words, b: Words) -> list[Verdict]:
    """What the definitions and the statements of reach in two clauses make of each other."""
    found = [Verdict(type=kind, rule="definition") for x in definitions(a) for y in definitions(b) if (kind := clash(x, y))]
    return [*found, Verdict(type="tension", rule="reach")] if reach(a, b) else found


def judged(x: Frame, y: Frame) -> Iterator[Verdict]:
    """What stands between two rules."""
    if (protects(x) and keeps_down(y)) or (protects(y) and keeps_down(x)):
        out = carved(x, y)
        yield Verdict(type="exception" if out else "tension", rule="carve-out" if out else "openness", a=x, b=y)
    if not same_people(x.people, y.people):
        if x.only == y.only:
            return
        # "Only the Clerk may" forbids it to everybody else.
        x, y = (replace(x, says="must-not", people=y.people), y) if x.only else (x, replace(y, says="must-not", people=x.people))
    m = match(x, y)
    found = _posts(x, y, m) or _clash(x, y, m) or _needless(x, y, m)
    if found is None:
        return
    if found.type in {"contradiction", "tension"} and carved(x, y):
        found = Verdict(type="exception", rule="carve-out", a=x, b=y, match=m)
    yield found


def _clash(x: Frame, y: Frame, m: Match) -> Verdict | None:
    if not m.deed and m.closeness >= CLOSE_UNSAID and m.shared >= SHARED_UNSAID and {x.says, y.says} == {"must"}:
        return _amounts(x, y, replace(m, deed="unsaid"))
    if not _one_act(x, y, m, CLOSE_CARVED if carved(x, y) else CLOSE):
        return None
    if (differing := _amounts(x, y, m)) is not None:
        return differing
    if any(_later(x, p, y, q) or _later(y, q, x, p) for p in x.quantities for q in y.quantities if p.kind == q.kind):
        return None
    turned = m.deed in {"opposite", "against"}
    one, two = x.says, _TURNED[y.says] if turned else y.says
    if "need-not" in (one, two) and (x.advisory or y.advisory):
        return None
    if frozenset((one, two)) in _CLASH:
        soft = m.deed in {"against", "kind"} or x.advisory or y.advisory
        return Verdict(type="tension" if soft else "contradiction", rule="same-deed" if m.deed == "akin" else f"{m.deed}-deed", a=x, b=y, match=m)
    if one == two and one in {"must", "must-not"} and x.advisory != y.advisory and m.deed in {"same", "opposite", "unsaid", "akin"} and not (x.lifts or y.lifts):
        return Verdict(type="strength", rule="strength", a=x, b=y, match=m)
    return None


def _needless(x: Frame, y: Frame, m: Match) -> Verdict | None:
    """One rule does without what the other waits for: "without leave", "not unless there is leave"."""
    for free, bound in ((x, y), (y, x)):
        if free.says == "need-not" and bound.says == "must-not" and bound.lifts and free.deeds:
            if any(same(free.deeds[0], t) for t in bound.lifts) and m.shared >= SHARED:
                return Verdict(type="contradiction", rule="same-deed", a=x, b=y, match=m)
    return None


def _one_act(x: Frame, y: Frame, m: Match, close: float) -> bool:
    """Whether the two rule on one act, or on an act and its contrary, under circumstances that can meet."""
    unsaid = m.deed == "unsaid"
    if m.deed == "akin" and (m.closeness < CLOSE_AKIN or m.shared < SHARED_AKIN):
        return False
    whole = m.shared > 0 and not m.only_a and not m.only_b
    if not m.deed or m.closeness < (CLOSE_UNSAID if unsaid else close) or (m.shared < (SHARED_UNSAID if unsaid else SHARED) and not whole):
        return False
    if m.deed == "kind" and not _forbids_the_wider(x, y):
        return False
    # "Not without leave" and "leave must be obtained" say the same thing twice.
    if any(one.lifts and other.says == "must" and covered(one.lifts, other.all) >= 0.5 for one, other in ((x, y), (y, x))):
        return False
    return not (elsewhere(x, y) or elsewhere(y, x))


def _forbids_the_wider(x: Frame, y: Frame) -> bool:
    """Who may not contact may not inform; who may not inform may still contact."""
    for wide, narrow in ((x, y), (y, x)):
        if wide.says == "must-not" and any(s in kinds_of(t) for s in wide.deeds[0].senses for t in narrow.deeds[0].senses):
            return True
    return False


def _amounts(x: Frame, y: Frame, m: Match) -> Verdict | None:
    if m.deed not in {"same", "opposite", "unsaid", "akin"} or "must-not" in (x.says, y.says):
        return None
    for p in x.quantities:
        for q in y.quantities:
            if p.kind == q.kind and p.value != q.value and not _later(x, p, y, q) and not _later(y, q, x, p) and not _meet(p, q):
                hard = {x.says, y.says} == {"must", "may"} or _apart(p, q) or m.deed == "opposite"
                kind: ConflictType = "contradiction" if hard else "tension"
                return Verdict(type=kind, rule="quantity", a=x, b=y, match=m, amounts=(p.words, q.words))
    return None


def _later(keeps: Frame, p: Quantity, destroys: Frame, q: Quantity) -> bool:
    """What is to be kept for two years may be destroyed after six."""
    kept = any("keep-record" in t.senses for t in keeps.deeds[:1])
    return kept and any("destroy" in t.senses for t in destroys.deeds[:1]) and q.value > p.value and p.bound != "most"


def _meet(p: Quantity, q: Quantity) -> bool:
    """At least two and at most four can both be kept."""
    low, high = (p, q) if p.value < q.value else (q, p)
    return low.bound == "least" and high.bound != "least"


def _apart(p: Quantity, q: Quantity) -> bool:
    low, high = (p, q) if p.value < q.value else (q, p)
    return low.bound == "most" and high.bound == "least"


def _posts(x: Frame, y: Frame, m: Match) -> Verdict | None:
    """One matter taken to two different posts."""
    if (x.says, y.says) != ("must", "must") or m.deed != "same" or m.shared < 0.7:
        return None
    if not all({s for t in f.deeds for s in t.senses} & _GOES_TO for f in (x, y)):
        return None
    posts = [frozenset(s for t in f.things for s in t.senses if "officer" in kinds_of(s)) for f in (x, y)]
    rest = min(sum(weight(t) for t in alone if not has_kind(t, "people")) for alone in (m.alone_a, m.alone_b))
    if not all(posts) or any(overlap(p, q) for p in posts[0] for q in posts[1]) or rest > 0.5:
        return None
    both = all(_ALONE.search(f.sentence) for f in (x, y))
    return Verdict(type="contradiction" if both else "tension", rule="post", a=x, b=y, match=m)
