"""Ways out: a case that one rule takes out of another, and places where a rule does not hold."""

from __future__ import annotations

import re

from concordant.judge.together.frames import LITTLE, Frame
from concordant.judge.together.matching import covered, same
from concordant.judge.together.tokens import content, has_kind, weight

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
    r"of any kind|no matter|not even|not excluded|even (?:if|when|where|for|in)|not an exception|in any capacity|in whatever capacity|at any time|with or without)\b",
    re.IGNORECASE,
)
_OUTSIDE = re.compile(
    r"\b(?:outside|out of|other than (?:in|at|during|on)|except (?:in|at|during|on)|elsewhere than)\s+(?:of\s+)?(?P<where>[^,;.]+)", re.IGNORECASE
)


_OTHER_RULES = re.compile(r"\bunless (?:otherwise|another|expressly|specifically|these rules|this code|the code)\b|\bsubject to (?:the|any|such|those)\b", re.IGNORECASE)
_ON_CONDITION = re.compile(r"\b(?:where|if|provided(?: that)?|on condition that|as long as|so long as|once|with the (?:\w+ ){0,3}(?:consent|agreement|permission|leave))\b", re.IGNORECASE)


def _on_condition(frame: Frame) -> bool:
    """Leave that is given only in a case: the ban that it stands beside keeps its force for the rest."""
    return frame.says == "may" and bool(frame.begins) and _ON_CONDITION.search(frame.sentence) is not None


_AHEAD = re.compile(r"\b(?:before|without|ahead of|even (?:if|when|though|where))\b", re.IGNORECASE)


def carved(x: Frame, y: Frame) -> bool:
    """Whether one of the two takes out the case that the other is about."""
    if _SHUT.search(x.sentence) or _SHUT.search(y.sentence):
        return False
    for one, other in ((x, y), (y, x)):
        if _OTHER_RULES.search(one.sentence) or (_on_condition(one) and other.says == "must-not" and not other.lifts):
            return True
        if one.says == "must-not" and one.lifts and other.says == "may" and covered(one.lifts, other.begins) >= 0.5:
            return True
        if other.says == "may" and one.says == "must-not" and _own_time(other, one):
            return True
        if _CARVE.search(one.sentence) and not (one.lifts and _AHEAD.search(other.sentence)) and (not one.lifts or covered(one.lifts, (*other.all, *other.begins)) >= 0.5):
            return True
    return False


def _own_time(narrow: Frame, wide: Frame) -> bool:
    """Whether leave is given for a time that the ban does not name, and for nothing else of its own."""
    extra = [t for t in narrow.things if not any(same(t, u) for u in wide.all)]
    return bool(extra) and any(has_kind(t, "times") for t in extra) and all(has_kind(t, "times") or weight(t) <= LITTLE for t in extra)


def elsewhere(x: Frame, y: Frame) -> bool:
    """Whether the one rule holds only outside what the other names."""
    hit = _OUTSIDE.search(x.sentence)
    if hit is None or _OUTSIDE.search(y.sentence):
        return False
    where = content(hit["where"])[:1]
    return bool(where) and covered(where, y.all) > 0.5
