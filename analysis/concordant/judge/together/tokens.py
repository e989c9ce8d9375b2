"""Which words of a rule carry meaning, and how much each says about what is ruled on."""

from __future__ import annotations

from functools import lru_cache

from concordant.rulebook.lexicon import Token, lexicon, tokens

COMMON = frozenset(
    """a an the this that these those of to in on at by for from with and or nor but as so if when where while whilst once before after
    until unless during within into onto over under about between their his her its our your my they them he she it you we us i who whom
    which whose what how why be is are was were been being has have had having do does did done will would shall should may might must can
    could not no nor any all each every either both some such same other another own more most less least than then there here also only
    just very too even still ever never always again further however whatever whoever whenever wherever whether because since though
    although per via off out up down upon away near one ones self themselves himself herself yourself itself make makes making take takes
    taken taking took give gives given giving get gets put puts putting let lets letting go goes going come comes coming way ways thing
    things anything something nothing everything case cases kind kinds sort sorts time times place places matter matters e.g i.e etc not
    including like far well much many else people someone anyone somebody anybody person individual individuals concerned covered found
    possible practicable treated considered regarded deemed seem seems likely arrives arrive reaches reach comes came received meant made through throughout throughout choose chooses chosen wish wishes want wants try believe believes
    follows first second later earlier late early prior beforehand hour hours day days week weeks month months year years minute minutes
    fortnight working two three four five six seven eight nine ten twelve twenty thirty fewer least most up several few ideally
    openly purposes purpose term rule rules code policy guidance protocol standard apply without despite general wherever using used use
    uses concerning regarding relating related relates respect terms order ground grounds basis reason reasons rather instead simply
    merely mere part parts form nobody able themselves part-time held hold holds run bear bearing bears true said say says""".split()
)
# Words that nearly every rule of such a code holds: they say little about which act is meant.
LIGHT = frozenset(
    """social media online internet web website site platform channel digital council authority account page profile post content public
    networking network body parish borough town district county local feed feeds corporation corporate facebook
    message messages""".split()
)
# What a word that the lexicon does not know says, beside one that it knows.
UNKNOWN = 0.5
# Deeds so general that the thing they are done to tells the act.
BROAD = frozenset({"use", "run-account", "apply", "include", "begin", "stop", "show", "comment-item", "post-item"})


def has_kind(token: Token, kind: str) -> bool:
    """Whether the lexicon knows the token as one of this kind."""
    rows = lexicon()
    return any(rows[s].kind == kind for s in token.senses)


@lru_cache(maxsize=20_000)
def content(text: str) -> tuple[Token, ...]:
    """The tokens that carry meaning."""
    return tuple(t for t in tokens(text) if _carries(t))


def _carries(token: Token) -> bool:
    if token.text in {"on", "off", "in", "x", "have", "has", "having", "put"}:
        return False
    return bool(token.senses) or not (token.text in COMMON or token.text.isdigit() or len(token.text) < 2 or token.text[0].isdigit())


def groups(text: str) -> frozenset[str]:
    """The groups of people that a text names."""
    rows = lexicon()
    return frozenset(s for t in tokens(text) for s in t.senses if rows[s].kind == "people")


def weight(token: Token) -> float:
    """What a token says about which act is meant."""
    words = token.text.split()
    if all(w in COMMON for w in words):
        return 0.25
    if all(w in LIGHT or w.rstrip("s") in LIGHT for w in words) or (token.senses and token.senses <= BROAD):
        return 0.25
    if len(words) == 1 and token.text.endswith("ly"):
        return 0.25
    if token.senses == {"everyone"}:
        return 0.25
    rows = lexicon()
    if token.senses and all(rows[s].kind in {"people", "times"} for s in token.senses):
        return 0.75 if any(rows[s].kind == "people" for s in token.senses) else 1.0
    return 1.0 if token.senses else UNKNOWN
