"""Rules that protect what people say of the council, and rules that keep it down: openness, toleration and scrutiny against reputation.

The two sides seldom name one deed: "be as open as you can" and "say nothing that shows the council in a poor light" share no word.
`rulebook/together/dissent.yml` says what belongs to either side.
"""

from __future__ import annotations

from functools import lru_cache

from concordant.judge.together.frames import Frame
from concordant.rulebook.dissent import DissentRow, Side, dissent_rows
from concordant.rulebook.lexicon import Token
from concordant.rulebook.signs import sign


@lru_cache(maxsize=20_000)
def stands_for(side: Side, frame: Frame) -> bool:
    """Whether the rule protects speaking one's mind of the council, or keeps it down."""
    return any(fits(row, frame) for row in dissent_rows(side))


def fits(row: DissentRow, frame: Frame) -> bool:
    """Whether a rule is what the row describes."""
    if frame.says not in row.says:
        return False
    named, words = _senses(frame.all), frozenset(token.text for token in frame.all)
    if row.deeds and not row.deeds.among(_senses(frame.deeds), frozenset()):
        return False
    if (row.names and not row.names.among(named, words)) or row.never.among(named, words):
        return False
    if row.without.among(named, words) and not row.unless.among(named, words):
        return False
    return not row.of_council or sign("of-council").find(" ".join(token.text for token in frame.all)) is not None


def _senses(tokens: tuple[Token, ...]) -> frozenset[str]:
    return frozenset(sense for token in tokens for sense in token.senses)
