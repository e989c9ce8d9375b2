"""Ways out: a case that one rule takes out of another, and places where a rule does not hold."""

from __future__ import annotations

import re

from concordant.judge.together.frames import Frame
from concordant.judge.together.matching import covered
from concordant.judge.together.tokens import content

_CARVE = re.compile(
    r"\b(?:exempt\w*|excus(?:ed|es)|excepted|exception|save (?:for|that|where|in|with|as)|except\b|other than|despite|notwithstanding|in spite of|"
    r"may still|may nevertheless|may nonetheless|can still|even so|not a breach|no breach|is not caught|are not caught|"
    r"(?:does|do|shall|will) not (?:apply|extend|reach)|apart from|aside from|excluded|disapplied|special case|released from|relieved of|relaxed|"
    r"lifted|unless|until|waived|dispensed from|spared|outside the scope|without prejudice)\b",
    re.IGNORECASE,
)
# Words that close every way out, or open the one in question to all.
_SHUT = re.compile(
    r"\b(?:not excepted|none excepted|no exceptions?|without exceptions?|not exempt|never exempt|or not|whether or not|included|of every kind|"
    r"of any kind|no matter|not even|not excluded|even (?:if|when|where|for|in)|not an exception)\b",
    re.IGNORECASE,
)
_OUTSIDE = re.compile(
    r"\b(?:outside|out of|other than (?:in|at|during|on)|except (?:in|at|during|on)|elsewhere than)\s+(?:of\s+)?(?P<where>[^,;.]+)", re.IGNORECASE
)


def carved(x: Frame, y: Frame) -> bool:
    """Whether one of the two takes out the case that the other is about."""
    if _SHUT.search(x.sentence) or _SHUT.search(y.sentence):
        return False
    for one, other in ((x, y), (y, x)):
        if _CARVE.search(one.sentence) and (not one.lifts or covered(one.lifts, (*other.all, *other.begins)) >= 0.5):
            return True
    return False


def elsewhere(x: Frame, y: Frame) -> bool:
    """Whether the one rule holds only outside what the other names."""
    hit = _OUTSIDE.search(x.sentence)
    if hit is None or _OUTSIDE.search(y.sentence):
        return False
    where = content(hit["where"])[:1]
    return bool(where) and covered(where, y.all) > 0.5
