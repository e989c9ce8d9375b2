"""Which words of a rule carry meaning, and how much each says about what is ruled on."""

from __future__ import annotations

from functools import lru_cache

from concordant.rulebook.lexicon import Token, files_of, lexicon, tokens
from concordant.rulebook.wordlists import senses, words

# What a word says about which act is meant. The figures are compared with those of verdict.py and were chosen with them; decision 10.
SURE = 1.0  # a deed, a thing or a time that the lexicon knows
SOMEBODY = 0.75  # a group of people
UNKNOWN = 0.5  # a word that the lexicon does not know, beside one that it knows
LITTLE = 0.25  # a word that nearly every rule holds
NEXT_TO_NOTHING = 0.3  # at most this much says next to nothing


def has_kind(token: Token, kind: str) -> bool:
    """Whether the lexicon knows the token as one of this kind: deeds, things, people or times."""
    return kind in files_of(token.senses)


@lru_cache(maxsize=20_000)
def content(text: str) -> tuple[Token, ...]:
    """The tokens that carry meaning."""
    return tuple(token for token in tokens(text) if _carries(token))


def _carries(token: Token) -> bool:
    if token.text in words("dropped"):
        return False
    return bool(token.senses) or not (token.text in words("common") or len(token.text) < 2 or token.text[0].isdigit())


@lru_cache(maxsize=20_000)
def groups(text: str) -> frozenset[str]:
    """The groups of people that a text names."""
    return frozenset(sense for token in tokens(text) for sense in token.senses if lexicon()[sense].kind == "people")


def groups_begun(text: str, until: int) -> frozenset[str]:
    """The groups whose name begins before this place among the words: "members" of "members of the public" names no members."""
    return frozenset(sense for token in tokens(text) if token.at < until for sense in token.senses if lexicon()[sense].kind == "people")


@lru_cache(maxsize=20_000)
def weight(token: Token) -> float:
    """What a token says about which act is meant."""
    if _says_little(token, token.text.split()):
        return LITTLE
    kinds = files_of(token.senses)
    if "people" in kinds and kinds <= {"people", "times"}:
        return SOMEBODY
    return SURE if token.senses else UNKNOWN


def _says_little(token: Token, parts: list[str]) -> bool:
    common, light = words("common"), words("light")
    return (
        all(part in common for part in parts)
        or all(part in light or part.rstrip("s") in light for part in parts)
        or (bool(token.senses) and token.senses <= senses("broad"))
        or (len(parts) == 1 and token.text.endswith("ly"))
        or token.senses == {"everyone"}
        or (bool(token.senses) and all(sense.endswith("-channel") for sense in token.senses))
    )
