"""The words of a text as the lexicon knows them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from snowballstemmer import stemmer  # type: ignore[import-untyped]

from concordant.errors import BadRulebook
from concordant.rulebook.lexicon.entries import lexicon, opposite
from concordant.strict import read_yaml

GAP = 4  # words that may stand in place of `..`
_FORMS: dict[str, Any] = {"type": "object", "additionalProperties": {"type": "string"}}
_WORD = re.compile(r"[^\W_]+(?:['&@-][^\W_]+)*", re.UNICODE)


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a text, or a row of words that the lexicon knows as one. `at` and `last` are its places among the words."""

    text: str
    stem: str
    at: int
    senses: frozenset[str]
    last: int = 0



@cache
def _phrases() -> tuple[dict[str, list[tuple[tuple[str, ...], str]]], dict[str, list[tuple[tuple[str, ...], str]]]]:
    """Rows of words by their first word: those that are whole, and those that are beginnings."""
    whole: dict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)
    begun: dict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)
    for entry in lexicon().values():
        for words in entry.words:
            row = tuple(words.lower().split())
            first = row[0]
            (begun if first.endswith("~") else whole)[first.rstrip("~")].append((row, entry.id))
    return whole, begun


def words_in(text: str) -> list[str]:
    """The words of a text, small, with straight apostrophes; a possessive counts as its noun."""
    found = _WORD.findall(text.lower().replace("’", "'").replace("‘", "'"))
    return [w.removesuffix("'s") for w in found]


@cache
def _irregular() -> dict[str, str]:
    """Forms that share no stem with their verb or noun."""
    rows, wrong = read_yaml(files(__package__).joinpath("irregular.yml").read_text(encoding="utf-8"), file="lexicon/irregular.yml", schema=_FORMS)
    if wrong:
        raise BadRulebook(wrong)
    return dict(rows)


@lru_cache(maxsize=50_000)
def stem_of(word: str) -> str:
    """The stem by Porter's second algorithm for English, of the verb where the form is irregular."""
    return str(stemmer("english").stemWord(_irregular().get(word, word)))


@lru_cache(maxsize=20_000)
def tokens(text: str) -> tuple[Token, ...]:
    """The words of a text with what the lexicon knows of them; the longest row of words at a place takes its words with it."""
    words = words_in(text)
    found: list[Token] = []
    taken: set[int] = set()
    for at in range(len(words)):
        if at in taken:
            continue
        hits = list(_hits(words, at))
        size = max((len(used) for used, _ in hits), default=1)
        best = [(used, sense) for used, sense in hits if len(used) == size]
        senses = frozenset(sense for _, sense in (best if size > 1 else hits))
        used = best[0][0] if best else (at,)
        if size > 1:
            senses |= _of_parts([words[i] for i in used], senses)
            taken |= set(used)
        found.append(Token(" ".join(words[i] for i in used), stem_of(words[at]), at, senses, max(used)))
    return tuple(found)


# Verbs that say nothing by themselves: "take down" is not taking.
_EMPTY = frozenset(
    """take takes taken taking took put puts putting leave leaves leaving left keep keeps keeping kept make makes making made give gives
    giving given gave turn turns turning turned be bring brings brought go goes going get gets set sets let lets run runs carry carries
    carried hold holds held pass passes passed stand stands stay stays have has had come comes on off in out up down over no not""".split()
)


def _of_parts(words: Sequence[str], senses: frozenset[str]) -> frozenset[str]:
    """What the words of a row mean by themselves, where that adds to it: who is "commenting on" something comments, and whoever signs a
    petition deals with one. Of a thing only the last word does: adverse remarks are remarks. "Members of the public" are no members.
    """
    kinds = {lexicon()[sense].kind for sense in senses}
    said = [word for word in words if word not in _EMPTY]
    if "deeds" in kinds:
        wanted = {"deeds", "things"}
    elif "things" in kinds:
        said, wanted = said[-1:], {"things"}
    else:
        return frozenset()
    found = {sense for word in said for hit, sense in _hits((word,), 0) if len(hit) == 1 and lexicon()[sense].kind in wanted}
    return frozenset(sense for sense in found if not opposite(senses, frozenset({sense})))


def _hits(words: Sequence[str], at: int) -> Iterator[tuple[tuple[int, ...], str]]:
    whole, begun = _phrases()
    word = words[at]
    rows = list(whole.get(word, ()))
    for size in range(2, len(word) + 1):
        rows += begun.get(word[:size], ())
    for row, sense in rows:
        used = _matched(row, words, at)
        if used:
            yield used, sense


def _matched(row: tuple[str, ...], words: Sequence[str], at: int) -> tuple[int, ...]:
    used = [at]
    place, gap = at + 1, 0
    for want in row[1:]:
        if want == "..":
            gap = GAP
            continue
        hit = next((i for i in range(place, min(place + gap + 1, len(words))) if _same(want, words[i])), None)
        if hit is None:
            return ()
        used.append(hit)
        place, gap = hit + 1, 0
    return tuple(used)


def _same(want: str, word: str) -> bool:
    return word.startswith(want[:-1]) if want.endswith("~") else word == want
