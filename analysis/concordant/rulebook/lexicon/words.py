"""The words of a text as the lexicon knows them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from snowballstemmer import stemmer

from concordant.errors import BadRulebook
from concordant.rulebook.lexicon.entries import FOLDER, files_of, lexicon, opposite
from concordant.strict import read_yaml

GAP = 4  # words that may stand in place of `..`
_FORMS: dict[str, Any] = {"type": "object", "additionalProperties": {"type": "string"}}
_EMPTY: dict[str, Any] = {"type": "array", "minItems": 1, "items": {"type": "string"}}
_WORD = re.compile(r"[^\W_]+(?:['&@-][^\W_]+)*", re.UNICODE)
_Phrase = tuple[tuple[str, ...], str]  # words, and the id of what they mean


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a text, or a row of words that the lexicon knows as one. `at` and `last` are its places among the words."""

    text: str
    stem: str
    at: int
    senses: frozenset[str]
    last: int = 0


@dataclass(frozen=True, slots=True, order=True)
class _Row:
    """A row of words with what it means. Rows are tried in their order in the files, those with a whole first word before beginnings."""

    order: int
    words: tuple[str, ...]
    sense: str


@dataclass(slots=True)
class _Second:
    """Rows by their second word, whole or a beginning: most rows with this first word need not be tried at all."""

    whole: dict[str, list[_Row]] = field(default_factory=dict)
    begun: dict[str, list[_Row]] = field(default_factory=dict)

    @property
    def any(self) -> bool:
        return bool(self.whole or self.begun)

    def add(self, want: str, row: _Row) -> None:
        place = self.begun if want.endswith("~") else self.whole
        place.setdefault(want.rstrip("~"), []).append(row)

    def at(self, word: str) -> list[_Row]:
        """The rows that this second word goes with."""
        found = list(self.whole.get(word, ()))
        if self.begun:
            for size in range(1, len(word) + 1):
                found += self.begun.get(word[:size], ())
        return found


@dataclass(slots=True)
class _Rows:
    """All rows that a word can begin: single words, rows whose second word follows at once, rows with a gap before it. `span` is the number
    of words over which the longest of them can reach.
    """

    span: int = 1
    alone: list[str] = field(default_factory=list)
    near: _Second = field(default_factory=_Second)
    far: _Second = field(default_factory=_Second)

    def add(self, row: _Row) -> None:
        self.span = max(self.span, sum(GAP if word == ".." else 1 for word in row.words))
        if len(row.words) == 1:
            self.alone.append(row.sense)
        elif row.words[1] == "..":
            self.far.add(row.words[2], row)
        else:
            self.near.add(row.words[1], row)

    def may_stand(self, words: Sequence[str]) -> list[_Row]:
        """The rows of several words that begin with the first of these, and whose second word stands where it can; in order."""
        found = self.near.at(words[1]) if self.near.any and len(words) > 1 else []
        if self.far.any:
            for word in dict.fromkeys(words[1 : GAP + 2]):
                found += self.far.at(word)
        if len(found) > 1:
            found.sort()
        return found


@cache
def _phrases() -> tuple[dict[str, list[_Phrase]], dict[str, list[_Phrase]]]:
    """Rows by their first word: those where it is whole, and those where it is a beginning."""
    whole: dict[str, list[_Phrase]] = defaultdict(list)
    begun: dict[str, list[_Phrase]] = defaultdict(list)
    for entry in lexicon().values():
        for words in entry.words:
            row = tuple(words.lower().split())
            place = (begun if row[0].endswith("~") else whole)[row[0].rstrip("~")]
            place.append((row, entry.id))
    return whole, begun


@lru_cache(maxsize=20_000)
def _rows_from(word: str) -> _Rows:
    """The rows that this word can begin."""
    whole, begun = _phrases()
    rows = list(whole.get(word, ()))
    for size in range(2, len(word) + 1):
        rows += begun.get(word[:size], ())
    found = _Rows()
    for order, (words, sense) in enumerate(rows):
        found.add(_Row(order, words, sense))
    return found


@lru_cache(maxsize=20_000)
def words_in(text: str) -> tuple[str, ...]:
    """The words of a text, small, with straight apostrophes; a possessive counts as its noun."""
    found = _WORD.findall(text.lower().replace("’", "'").replace("‘", "'"))
    return tuple(w.removesuffix("'s") for w in found)


@cache
def _irregular() -> dict[str, str]:
    """Forms that share no stem with their verb or noun."""
    return dict(_read("irregular.yml", _FORMS))


@cache
def _empty() -> frozenset[str]:
    """Verbs and small words that say nothing by themselves: "take down" is not taking."""
    return frozenset(str(word) for word in _read("empty.yml", _EMPTY))


def _read(name: str, schema: dict[str, Any]) -> Any:
    rows, wrong = read_yaml(files(__package__).joinpath(name).read_text(encoding="utf-8"), file=f"{FOLDER}/{name}", schema=schema)
    if wrong:
        raise BadRulebook(wrong)
    return rows


_stemmer = stemmer("english")


@lru_cache(maxsize=50_000)
def stem_of(word: str) -> str:
    """The stem by Porter's second algorithm for English, of the verb where the form is irregular."""
    return str(_stemmer.stemWord(_irregular().get(word, word)))


@lru_cache(maxsize=20_000)
def tokens(text: str) -> tuple[Token, ...]:
    """The words of a text with what the lexicon knows of them; the longest row of words at a place takes its words with it."""
    words = words_in(text)
    found: list[Token] = []
    taken: set[int] = set()
    for at, word in enumerate(words):
        if at in taken:
            continue
        used, senses = _longest(words[at : at + _rows_from(word).span])
        if len(used) == 1:
            found.append(Token(word, stem_of(word), at, senses, at))
        else:
            row = tuple(words[at + i] for i in used)
            found.append(Token(" ".join(row), stem_of(word), at, senses | _of_parts(row, senses), at + used[-1]))
            taken.update(at + i for i in used)
    return tuple(found)


@lru_cache(maxsize=50_000)
def _longest(words: tuple[str, ...]) -> tuple[tuple[int, ...], frozenset[str]]:
    """The places of the longest row that begins with the first of these words, and what all rows of that length mean."""
    rows = _rows_from(words[0])
    best: tuple[int, ...] = (0,)
    senses = set(rows.alone)
    for row in rows.may_stand(words):
        used = _matched(row.words, words)
        if len(used) > len(best):
            best, senses = used, {row.sense}
        elif used and len(used) == len(best):
            senses.add(row.sense)
    return best, frozenset(senses)


def _matched(row: tuple[str, ...], words: Sequence[str]) -> tuple[int, ...]:
    """The places of the words of a row that begins with the first of these words; empty where the others do not stand there."""
    if len(row) == 2:
        return 0, 1  # its second word is known to stand there
    used = [0]
    place, gap = 1, 0
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


@lru_cache(maxsize=20_000)
def _of_parts(words: tuple[str, ...], senses: frozenset[str]) -> frozenset[str]:
    """What the words of a row mean by themselves, where that adds to it: who is "commenting on" something comments, and whoever signs a
    petition deals with one. Of a thing only the last word does: adverse remarks are remarks. "Members of the public" are no members.
    """
    kinds = files_of(senses)
    said = [word for word in words if word not in _empty()]
    if "deeds" in kinds:
        wanted = {"deeds", "things"}
    elif "things" in kinds:
        said, wanted = said[-1:], {"things"}
    else:
        return frozenset()
    found = {sense for word in said for sense in _rows_from(word).alone if lexicon()[sense].kind in wanted}
    return frozenset(sense for sense in found if not opposite(senses, frozenset({sense})))
