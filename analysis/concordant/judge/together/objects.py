"""Whether two rules are about two things that go by one noun: replies to emails and to letters, initial and refresher training.

They are compared word by word: two words that one row of the lexicon holds ("emails", "letters") may still tell a noun apart.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache

from concordant.judge.together.frames import Frame
from concordant.judge.together.quantities import without_times
from concordant.judge.together.tokens import has_kind
from concordant.rulebook.lexicon import Token, overlap, stem_of, tokens, words_in
from concordant.rulebook.signs import sign
from concordant.rulebook.wordlists import words

SHORTEST = 3  # letters of a word that can be the noun


def other_things(x: Frame, y: Frame) -> bool:
    """Whether the two name one noun and tell it apart by the word before it, or by what it is about. Asked of amounts and posts only:
    of two acts it would part what is one ("a suspicious link", "a doubtful link").
    """
    return _apart(_marked(x.sentence), _marked(y.sentence)) or other_topics_of_noun(x, y)


def other_topics_of_noun(x: Frame, y: Frame) -> bool:
    """Whether the two name one noun and say that it is about, to, from or on two things."""
    return _apart(_about(x.sentence), _about(y.sentence)) or _apart(_placed(x), _placed(y))


def _placed(frame: Frame) -> dict[str, frozenset[str]]:
    """Under the deed, the words for where a rule ends: "on official letters"."""
    hit = sign("ends-on").find(frame.sentence) if frame.deeds else None
    what = frozenset(w for w in words_in(hit["what"]) if w not in words("common")) if hit else frozenset[str]()
    return {frame.deeds[0].text: what} if what else {}


def _apart(one: dict[str, frozenset[str]], other: dict[str, frozenset[str]]) -> bool:
    """Whether a noun of both is told apart by words of which none says what one of the other says."""
    shared = one.keys() & other.keys()
    return any(not any(_one_word(a, b) for a in one[noun] for b in other[noun]) for noun in shared)


@lru_cache(maxsize=50_000)
def _one_word(a: str, b: str) -> bool:
    if stem_of(a) == stem_of(b):
        return True
    first, second = _alone(a), _alone(b)
    if first is None or second is None:
        return False
    return any(overlap(p, q) for p in first.senses for q in second.senses) and has_kind(first, "people") == has_kind(second, "people")


def _alone(word: str) -> Token | None:
    return next(iter(tokens(word)), None)


@lru_cache(maxsize=20_000)
def _marked(sentence: str) -> dict[str, frozenset[str]]:
    """The stem of each noun with the words that stand right before it."""
    found: dict[str, set[str]] = defaultdict(set)
    for piece in sign("pieces").pattern.split(without_times(sentence)):
        for mark, noun in _pairs(words_in(piece)):
            found[stem_of(noun)].add(mark)
    return {noun: frozenset(marks) for noun, marks in found.items()}


def _pairs(row: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Two words of which the second may be a noun and the first what marks it."""
    for at in range(1, len(row)):
        if _tells(row[at - 1]) and _tells(row[at]) and not (at > 1 and row[at - 2] in words("before-a-verb")):
            yield row[at - 1], row[at]


def _tells(word: str) -> bool:
    if word in words("common") or len(word) < SHORTEST or word.endswith("ly") or not word.isalpha():
        return False
    token = _alone(word)
    return token is not None and (not has_kind(token, "deeds") or has_kind(token, "things"))


@lru_cache(maxsize=20_000)
def _about(sentence: str) -> dict[str, frozenset[str]]:
    """The stem of each noun with the words for what it is about, to or from."""
    found: dict[str, set[str]] = defaultdict(set)
    for hit in sign("about-what").all(without_times(sentence)):
        found[stem_of(hit["noun"].lower())] |= {w for w in words_in(hit["what"]) if w not in words("common")}
    return {noun: frozenset(what) for noun, what in found.items() if what}
