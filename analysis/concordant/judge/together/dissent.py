"""Rules that protect what people say of the council, and rules that keep it down: openness, toleration and scrutiny against reputation.

The two sides seldom name one deed: "be as open as you can" and "say nothing that shows the council in a poor light" share no word.
`rulebook/together/dissent.yml` says what belongs to either side.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from concordant.judge.together.frames import Frame
from concordant.judge.together.matching import same
from concordant.judge.together.tokens import SURE, content, groups, has_kind, weight
from concordant.rulebook.dissent import DissentRow, Side, dissent_rows
from concordant.rulebook.lexicon import Token
from concordant.rulebook.signs import sign
from concordant.rulebook.wordlists import senses


@lru_cache(maxsize=20_000)
def stands_for(side: Side, frame: Frame) -> bool:
    """Whether the rule protects speaking one's mind of the council, or keeps it down."""
    return any(fits(row, frame) for row in dissent_rows(side))


def fits(row: DissentRow, frame: Frame) -> bool:
    """Whether a rule is what the row describes."""
    if frame.says not in row.says:
        return False
    named, words = _named(frame), frozenset(token.text for token in frame.all)
    if row.deeds and not row.deeds.among(_senses(frame.deeds), frozenset()):
        return False
    if (row.names and not row.names.among(named, words)) or row.never.among(named, words):
        return False
    if row.without.among(named, words) and not row.unless.among(named, words):
        return False
    return not row.of_council or _of_council(frame)


def _named(frame: Frame) -> frozenset[str]:
    """What the rule and the rest of its sentence name; a good name that is somebody else's counts for nothing."""
    found = _senses((*frame.all, *content(frame.sentence)))
    return found - {"standing"} if sign("named-others").find(frame.sentence) else found


def _of_council(frame: Frame) -> bool:
    """Whether the rule is about the council or somebody in it; it is where it names nobody else."""
    text = " ".join(token.text for token in frame.all)
    others = groups(" ".join(token.text for token in frame.things)) & senses("outsiders")
    return not others or sign("of-council").find(text) is not None


def other_topics(x: Frame, y: Frame) -> bool:
    """Whether both rules name what they are about, and not the same: the future of the library, a death in service."""
    one, other = (_topics(frame) for frame in (x, y))
    return bool(one and other) and not _meet(one, y.all) and not _meet(other, x.all)


def _topics(frame: Frame) -> tuple[Token, ...]:
    return tuple(t for t in frame.all if has_kind(t, "things") and not t.senses & senses("speech") and weight(t) >= SURE)


def _meet(found: Sequence[Token], other: Sequence[Token]) -> bool:
    return any(same(t, u) for t in found for u in other)


def _senses(tokens: tuple[Token, ...]) -> frozenset[str]:
    return frozenset(sense for token in tokens for sense in token.senses)
