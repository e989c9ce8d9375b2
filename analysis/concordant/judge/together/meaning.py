"""Definitions and statements of reach: what a code calls a thing, when a period begins, and what lies outside the code."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from concordant.judge.together.context import Words
from concordant.judge.together.matching import same
from concordant.judge.together.tokens import COMMON, content, groups, weight
from concordant.parse.sentences import sentences
from concordant.rulebook.lexicon import Token, words_in

Aspect = Literal["what", "start", "end"]
_PURPOSE = re.compile(r"^\W*(?:(?:for|in) (?:the )?(?:purposes? of )?(?:this|these|the|that) (?:code|rules?|policy|protocol|guidance|document|section)s?,?\s*|in this \w+,?\s*|here,?\s*)", re.IGNORECASE)
_ASIDE = re.compile(r",?\s*\b(?:(?:in|for the purposes of) (?:this|these|the) (?:code|rules?|policy|protocol|guidance|document)s?|as (?:the|that) (?:term|word|phrase) is used(?: here)?|for these purposes),?", re.IGNORECASE)
_TERM = r"(?:(?:the|a|an|any|our|each|every)\s+)?(?:(?:term|word|phrase|expression)s?\s+)?[\"'“‘]?(?P<term>[\w\s-]{2,60}?)[\"'”’]?(?:,[^,]{3,60},)?"
_MEANS = re.compile(rf"^\W*{_TERM}\s+(?P<verb>means?|refers? to|denotes?|signif(?:y|ies)|is defined as|are defined as|is taken to mean|is understood (?:as|to mean)|stands? for|covers?|includes?|comprises?|embraces?|extends? to|excludes?|(?:does|do) not (?:include|cover|extend to|count as)|(?:is|are) (?:to be )?(?:treated|regarded|counted|classed|handled|dealt with|considered|deemed|taken) (?:as|to be)|will be (?:treated|regarded|counted|classed|handled|dealt with|considered) as|counts? as|is one (?:that|which|in which)|(?:is|are) not|(?:is|are) (?:a|an|any|public|private|personal|official|confidential|people|anyone|only)|(?:is|are) (?:\w+ ){{1,2}}if,?)\b\s*(?P<rest>.*)$", re.IGNORECASE)
_SPAN = re.compile(rf"^\W*{_TERM}\s+(?:is taken to |is deemed to |shall |will |is to )?(?P<verb>begins?|starts?|commences?|opens?|runs? from|dates? from|ends?|stops?|closes?|finishes|runs? until|lasts? until|runs?|lasts?)\b\s*(?P<rest>.*)$", re.IGNORECASE)
_END = re.compile(r"^(?:ends?|stops?|closes?|finishes|runs? until|lasts? until)", re.IGNORECASE)
_EXCLUDES = re.compile(r"\b(?:not|excludes?|excluding|except|rather than|nobody else|no one else|only)\b", re.IGNORECASE)
_SMALL = frozenset("a an the term word of on in at to is are be has have been when which that it and or from day days week weeks before after".split())
# What cannot be said of one thing at once.
_CONTRARY = ({"public", "private"}, {"official", "personal"}, {"official", "private"}, {"formal", "informal"}, {"confidential", "public"}, {"permanent", "temporary"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """What a sentence says a term means. `name` are the words of the term, `rest` the tokens of the meaning, `shut` those that it shuts out."""

    term: tuple[Token, ...]
    name: frozenset[str]
    aspect: Aspect
    rest: tuple[Token, ...]
    shut: tuple[Token, ...]
    words: str
    people: frozenset[str]
    negative: bool


def definitions(clause: Words) -> tuple[Definition, ...]:
    """The definitions in a clause."""
    found = []
    for sentence in sentences(clause.text):
        text = _ASIDE.sub("", re.sub(r"[\"“”]|(?<!\w)['‘’]|['’](?!\w)", "", _PURPOSE.sub("", sentence)))
        aspect: Aspect = "what"
        hit = _SPAN.match(text)
        if (hit and "period" in f"{hit['term']} {hit['rest']}".lower()) or (hit and content(hit["term"]) and hit["verb"].lower().startswith(("begin", "start", "commence", "runs from", "end", "stop"))):
            aspect = "end" if _END.match(hit["verb"]) else "start"
        else:
            hit = _MEANS.match(text)
        if hit is None or not content(hit["term"]):
            continue
        verb = hit["verb"].lower()
        rest = re.sub(r"^(?:is|are)\s+(?:not\s+)?", "", verb) + " " + hit["rest"] if verb.startswith(("is ", "are ")) and "treated" not in verb else hit["rest"]
        negative = bool(re.search(r"\bnot\b|exclude", verb))
        kept, shut = (re.sub(r"^not\s+", "", rest), "") if negative else _parted(rest)
        found.append(
            Definition(
                term=content(hit["term"]), name=frozenset(words_in(hit["term"])) - _SMALL, aspect=aspect, rest=content(kept), shut=content(shut), words=rest.lower(),
                people=groups(kept), negative=negative,
            )
        )  # fmt: skip
    return tuple(found)


def _parted(rest: str) -> tuple[str, str]:
    """What a meaning takes in and what it shuts out."""
    hit = re.search(r"(?:,\s*)?\b(?:and |but )?(?:not|excluding|except|rather than|other than)\b\s+(?P<out>.+)$", rest, re.IGNORECASE)
    return (rest[: hit.start()], hit["out"]) if hit else (rest, "")


def clash(a: Definition, b: Definition) -> str | None:
    """ "contradiction" or "tension" where the two give one term two meanings; None where they do not."""
    if a.aspect == b.aspect == "what" and a.negative != b.negative and _crossed(a, b):
        return "contradiction"
    if a.aspect != b.aspect or not _one_term(a, b):
        return None
    shared = [t for t in a.rest if any(same(t, u) for u in b.rest)]
    if a.negative != b.negative:
        return "contradiction" if shared else None
    if a.aspect != "what":
        return None if _alike(a.words, b.words) else "tension"
    if any(same(t, u) for t in a.shut for u in b.rest) or any(same(t, u) for t in b.shut for u in a.rest):
        return "contradiction"
    words_a, words_b = set(re.findall(r"[a-z0-9]+", a.words)), set(re.findall(r"[a-z0-9]+", b.words))
    if any((x <= words_a | words_b) and len(x & words_a) == 1 and len(x & words_b) == 1 and x & words_a != x & words_b for x in map(set, _CONTRARY)):
        return "contradiction"
    total = min(sum(map(weight, a.rest)), sum(map(weight, b.rest)))
    if a.people and b.people and a.people & b.people:
        return None
    if not total:
        return "tension" if words_a and words_b and not words_a & words_b - COMMON else None
    return None if sum(map(weight, shared)) / total >= 0.5 else "tension"


def _crossed(a: Definition, b: Definition) -> bool:
    """ "Social media includes apps" and "apps are not social media": the term of the one is the meaning of the other."""
    wide, narrow = (a, b) if b.negative else (b, a)
    return bool(narrow.term and wide.term) and all(any(same(t, u) for u in wide.rest) for t in narrow.term) and all(any(same(t, u) for u in narrow.rest) for t in wide.term)


def _alike(a: str, b: str) -> bool:
    """Whether two moments are told in the same words, but for small ones."""
    one, two = ({w for w in re.findall(r"[a-z0-9]+", text) if w not in _SMALL} for text in (a, b))
    return len(one & two) >= 0.6 * min(len(one), len(two))


def _one_term(a: Definition, b: Definition) -> bool:
    if a.name <= b.name or b.name <= a.name:
        return True
    return all(any(same(t, u) for u in b.term) for t in a.term) or all(any(same(t, u) for u in a.term) for t in b.term)


_OUT = re.compile(
    r"\b(?:(?:does|do|shall|will|is|are) not (?:reach|apply|extend|bind|cover|govern|concern|touch|follow|caught|affected|the business)|lies? outside|falls? outside|is outside|are outside|beyond (?:its|the|this) (?:scope|reach)|no concern of|is no business|are (?:their|your) own)\b",
    re.IGNORECASE,
)
_PRIVATE = re.compile(r"\b(?:private|personal|own time|home life|family life|off duty|outside (?:work|office))\b", re.IGNORECASE)
_ALWAYS = re.compile(r"\b(?:at all times|at any time|round the clock|every hour|any hour|day and night|whatever capacity|any capacity|wherever|whenever|always|twenty-four hours|24 hours|never off duty|in private as in public|whether (?:or not )?(?:on|acting)|including (?:personal|private)|private (?:ones )?included|personal (?:ones )?included|even (?:at home|in private|on holiday))\b", re.IGNORECASE)
_OFFICIAL_ONLY = re.compile(r"\b(?:only (?:when|while|where|if|to)|when (?:acting|representing|speaking) (?:as|for|on behalf)?)", re.IGNORECASE)


def speaks_of_meaning(clause: Words) -> bool:
    """Whether the clause defines a term, or says when or to whom the code holds."""
    return bool(_OUT.search(clause.text) or _ALWAYS.search(clause.text) or definitions(clause))


def reach(a: Words, b: Words) -> str | None:
    """ "tension" where the one puts private life outside the code and the other reaches it at every hour."""
    for one, other in ((a, b), (b, a)):
        if _OUT.search(one.text) and _PRIVATE.search(one.text) and _ALWAYS.search(other.text) and not _OUT.search(other.text):
            return "tension"
    return None
