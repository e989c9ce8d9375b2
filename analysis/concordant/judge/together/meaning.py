"""Definitions and statements of reach: what a code calls a thing, when a period begins, and what lies outside the code."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from concordant.judge.together.context import Words
from concordant.judge.together.matching import covered, same
from concordant.judge.together.tokens import content, groups, weight
from concordant.parse.sentences import sentences
from concordant.rulebook.contrary import contrary_words, pieces
from concordant.rulebook.lexicon import Token, words_in
from concordant.rulebook.signs import sign
from concordant.rulebook.wordlists import words

Aspect = Literal["what", "start", "end"]
_QUOTES = re.compile(r"[\"“”]|(?<!\w)['‘’]|['’](?!\w)")
HALF = 0.5  # share of the shorter meaning that both must name
MOST = 0.6  # share of the shorter of two moments that both must name


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """What a sentence says a term means. `name` are the words of the term, `rest` the tokens of the meaning, `shut` those that it shuts
    out; `words` is the meaning as it stands there. `negative`: the sentence says what the term does not mean. `called` is the term as it
    stands there; `sure`: words of defining show it ("means", "is a term for"), not a mere "is an important ...".
    """

    term: tuple[Token, ...]
    name: frozenset[str]
    aspect: Aspect
    rest: tuple[Token, ...]
    shut: tuple[Token, ...]
    words: str
    people: frozenset[str]
    negative: bool
    called: str
    sure: bool


@lru_cache(maxsize=20_000)
def definitions(clause: Words) -> tuple[Definition, ...]:
    """The definitions in a clause."""
    return tuple(found for sentence in sentences(clause.text) if (found := _definition(sentence)))


def _definition(sentence: str) -> Definition | None:
    text = sign("aside").pattern.sub("", _QUOTES.sub("", sign("purpose").cut(sentence)))
    aspect, hit = _told(text)
    if hit is None or not content(hit["term"]):
        return None
    verb = hit["verb"].lower()
    copula = sign("copula").find(verb)
    rest = f"{verb[copula.end() :]} {hit['rest']}" if copula else hit["rest"]
    negative = sign("excludes").find(verb) is not None
    kept, shut = (sign("leading-not").cut(rest), "") if negative else _parted(rest)
    return Definition(
        term=content(hit["term"]), name=_without_small(words_in(hit["term"])), aspect=aspect, rest=content(kept), shut=content(shut),
        words=rest.lower(), people=groups(kept), negative=negative, called=_called(hit["term"]), sure=_defines(aspect, verb, hit["rest"]),
    )  # fmt: skip


def _called(term: str) -> str:
    """The term without the verb that leads over to what defines it: "social media is used to" describe."""
    return " ".join(sign("leads-over").pattern.sub("", term).split())


def _defines(aspect: Aspect, verb: str, rest: str) -> bool:
    """Whether the words are those of a definition. "Is a", "is any" can describe a thing as well as say what its name means."""
    copula = sign("copula").find(verb)
    return aspect != "what" or copula is None or sign("speaks-of-term").find(f"{verb[copula.end() :]} {rest}".strip()) is not None


def _told(text: str) -> tuple[Aspect, re.Match[str] | None]:
    """What a sentence tells of a term (what it is, when it begins or ends), and where."""
    spans = sign("spans").find(text)
    if spans and (_of_period(spans) or (sign("starts-or-ends").find(spans["verb"]) and content(spans["term"]))):
        return ("end" if sign("ends").find(spans["verb"]) else "start"), spans
    return "what", next((hit for name in ("only-is", "by-we-mean", "means") if (hit := sign(name).find(text))), None)


def _of_period(hit: re.Match[str]) -> bool:
    return sign("of-period").find(f"{hit['term']} {hit['rest']}") is not None


def _parted(rest: str) -> tuple[str, str]:
    """What a meaning takes in and what it shuts out."""
    hit = sign("shuts-out").find(rest)
    return (rest[: hit.start()], hit["out"]) if hit else (rest, "")


def _without_small(found: Sequence[str] | frozenset[str]) -> frozenset[str]:
    return frozenset(found) - words("small")


def clash(a: Definition, b: Definition) -> Literal["contradiction", "tension"] | None:
    """How the two give one term two meanings; None where they do not."""
    if a.aspect == b.aspect == "what" and a.negative != b.negative and _crossed(a, b):
        return "contradiction"
    if a.aspect != b.aspect or not _one_term(a, b):
        return None
    if a.negative != b.negative:
        no, yes = (a.rest, b.rest) if a.negative else (b.rest, a.rest)
        return "contradiction" if no and covered(no, yes) >= MOST else None
    if a.aspect != "what":
        return None if _one_moment(a, b) else "tension"
    if _meet(a.shut, b.rest) or _meet(b.shut, a.rest) or _contrary(a, b):
        return "contradiction"
    return None if _one_meaning(a, b) else "tension"


def _meet(a: Sequence[Token], b: Sequence[Token]) -> bool:
    return any(same(t, u) for t in a for u in b)


def _each_in(a: Sequence[Token], b: Sequence[Token]) -> bool:
    """Whether all that the one names is named by the other."""
    return all(any(same(t, u) for u in b) for t in a)


def _contrary(a: Definition, b: Definition) -> bool:
    one, other = pieces(a.words), pieces(b.words)
    return any(row.between(one, other) for row in contrary_words())


def _one_meaning(a: Definition, b: Definition) -> bool:
    """Whether two meanings have enough in common, or nothing can be said of what they have in common."""
    if a.people & b.people:
        return True
    total = min(sum(map(weight, a.rest)), sum(map(weight, b.rest)))
    if total:
        return max(_in_common(a.rest, b.rest), _in_common(b.rest, a.rest)) / total >= HALF
    one, other = pieces(a.words), pieces(b.words)
    return not one or not other or bool(one & other - words("common"))


def _in_common(one: Sequence[Token], other: Sequence[Token]) -> float:
    return sum(weight(t) for t in one if any(same(t, u) for u in other))


def _one_moment(a: Definition, b: Definition) -> bool:
    """Whether two moments are told in the same words, but for small ones."""
    one, other = _without_small(pieces(a.words)), _without_small(pieces(b.words))
    return len(one & other) >= MOST * min(len(one), len(other))


def _crossed(a: Definition, b: Definition) -> bool:
    """ "Social media includes apps" and "apps are not social media": the term of the one is the meaning of the other."""
    wide, narrow = (a, b) if b.negative else (b, a)
    return bool(narrow.term and wide.term) and _each_in(narrow.term, wide.rest) and _each_in(wide.term, narrow.rest)


def _one_term(a: Definition, b: Definition) -> bool:
    return a.name <= b.name or b.name <= a.name or _each_in(a.term, b.term) or _each_in(b.term, a.term)


def speaks_of_meaning(clause: Words) -> bool:
    """Whether the clause defines a term, or says when or to whom the code holds."""
    return any(sign(name).find(clause.text) for name in ("beyond", "always")) or bool(definitions(clause) or _applied(clause))


def reach(a: Words, b: Words) -> bool:
    """Whether the one puts private life outside the code and the other reaches it at every hour."""
    return _leaves_private(a.text, b.text) or _leaves_private(b.text, a.text)


def _leaves_private(one: str, other: str) -> bool:
    if not sign("beyond").find(one) or not sign("private-life").find(one) or sign("beyond").find(other):
        return False
    return bool(sign("always").find(other) or (sign("private-life").find(other) and sign("bans").find(other)))


def applied_otherwise(a: Words, b: Words) -> bool:
    """Whether the one says that the code applies to what the other takes out of it."""
    return any(
        no != nay and what and other and covered(what, other) >= MOST and covered(other, what) >= MOST
        for what, no in _applied(a)
        for other, nay in _applied(b)
    )


@lru_cache(maxsize=20_000)
def _applied(clause: Words) -> tuple[tuple[tuple[Token, ...], bool], ...]:
    """What a clause says that the code applies to, and whether it says that it does not."""
    found = []
    for sentence in sentences(clause.text):
        for hit in sign("applies").all(sentence):
            said = hit["what"] or hit["before"] or ""
            if sign("ends-in-pronoun").find(said):
                said = f"{sentence[: hit.start()]} {said}"
            found.append((content(said), bool(hit["no"] or hit["nor"])))
    return tuple(found)
