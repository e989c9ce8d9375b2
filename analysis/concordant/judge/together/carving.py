"""Ways out: a case that one rule takes out of another, and places where a rule does not hold."""

from __future__ import annotations

from functools import lru_cache

from concordant.judge.together.frames import Frame
from concordant.judge.together.matching import covered, narrower, same
from concordant.judge.together.tokens import NEXT_TO_NOTHING, content, has_kind, weight
from concordant.rulebook.lexicon import Token, lexicon
from concordant.rulebook.signs import sign
from concordant.rulebook.wordlists import senses

ONE_CASE = 0.8  # share of each of two conditions that makes them one
MET = 0.5  # share of a case that the other rule must name


@lru_cache(maxsize=20_000)
def _says(name: str, sentence: str) -> bool:
    return sign(name).find(sentence) is not None


def carved(x: Frame, y: Frame) -> bool:
    """Whether one of the two takes out the case that the other is about."""
    if _says("called-exception", x.sentence) or _says("called-exception", y.sentence):
        return True
    if _says("way-shut", x.sentence) or _says("way-shut", y.sentence):
        return False
    return _takes_out(x, y) or _takes_out(y, x)


def _takes_out(one: Frame, other: Frame) -> bool:
    """Whether one rule takes out a case of the other."""
    if _says("other-rules", one.sentence):
        return True
    if other.says in {"must-not", "must"} and not other.lifts and _on_condition(one):
        return True
    if {one.says, other.says} == {"may", "must-not"} and _lawful_case(one, other):
        return True
    if one.says == "may" and other.says == "must-not" and _special_people(one, other):
        return True
    if one.says == "must-not" and other.says == "may" and _own_time(one, other):
        return True
    if one.says == "must" and other.says == "must-not" and _says("law-asks", one.sentence) and not _says("law-asks", other.sentence):
        return True
    if one.says == "must-not" and other.says == "may" and (_begins_where_lifted(one, other) or _own_time(other, one)):
        return True
    return not one.derived and _says("way-out", one.sentence) and _reaches(one, other)


def _on_condition(frame: Frame) -> bool:
    """Leave that is given only in a case: the ban that it stands beside keeps its force for the rest."""
    return frame.says == "may" and _says("on-condition", frame.sentence)


def _begins_where_lifted(ban: Frame, leave: Frame) -> bool:
    """Not until the appeal is over; once it is over, one may."""
    return bool(ban.lifts) and covered(ban.lifts, leave.begins) >= MET


def _own_time(narrow: Frame, wide: Frame) -> bool:
    """Whether leave is given for a time that the ban does not name, and for nothing else of its own."""
    extra = [t for t in narrow.things if not any(same(t, u) for u in wide.all)]
    return any(_time(t) for t in extra) and all(_time(t) or weight(t) <= NEXT_TO_NOTHING for t in extra)


def _time(token: Token) -> bool:
    """Whether the token names a time or an occasion, and not a place."""
    return any(lexicon()[sense].kind == "times" and not sense.endswith("-channel") for sense in token.senses)


def _lawful_case(narrow: Frame, wide: Frame) -> bool:
    """Whether the one is about a lawful case of its own, and the other about nothing more: criticism that is defamatory."""
    extra, more = _beside(narrow, wide), _beside(wide, narrow)
    return any(t.senses & senses("lawful-reasons") for t in extra) and not any(has_kind(t, "things") for t in more)


def _beside(one: Frame, other: Frame) -> list[Token]:
    """What a rule names beside its deed that the other does not name."""
    named = (*one.deeds[1:], *one.things)
    return [t for t in named if weight(t) > NEXT_TO_NOTHING and not any(same(t, u) for u in other.all)]


def _special_people(leave: Frame, ban: Frame) -> bool:
    """Whether leave is given to some of those whom the ban binds: the Leader among councillors, those who have a permit."""
    return narrower(leave.people, ban.people) or (_says("some-of-them", leave.sentence) and not _says("some-of-them", ban.sentence))


def _reaches(one: Frame, other: Frame) -> bool:
    """Whether the way out of the one can be about the other: the case in which a ban lifts must be named there, and not be passed over."""
    if not one.lifts:
        return True
    return not _says("even-ahead", other.sentence) and covered(one.lifts, (*other.all, *other.begins)) >= MET


def otherwise(x: Frame, y: Frame) -> bool:
    """Whether the two hold under one condition and its contrary: a post that is libellous, a post that is not."""
    one, other = _condition(x), _condition(y)
    if not one or not other or _says("negated", one) == _says("negated", other):
        return False
    a, b = content(one), content(other)
    return bool(a and b) and covered(a, b) >= ONE_CASE and covered(b, a) >= ONE_CASE


def _condition(frame: Frame) -> str:
    return next((hit["case"] for hit in sign("begins").all(frame.sentence)), "")


def elsewhere(x: Frame, y: Frame) -> bool:
    """Whether the one rule holds only outside what the other names."""
    hit = sign("outside").find(x.sentence)
    if hit is None or _says("outside", y.sentence):
        return False
    where = content(hit["where"])[:1]
    return bool(where) and covered(where, y.all) > MET
