"""The lexicon: which words name one deed, one thing or one group of people, what is opposite to what, and what is a kind of what.

The taxonomy next door serves the hub, whose cues want wide word lists; here a row is narrow, for two rules conflict only about one deed.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from snowballstemmer import stemmer  # type: ignore[import-untyped]

from concordant.errors import BadRulebook, Problem
from concordant.strict import read_yaml

KINDS = ("deeds", "things", "people", "times")
GAP = 4  # words that may stand in place of `..`
_IDS = {"type": "array", "items": {"type": "string"}}
_SCHEMA: dict[str, Any] = {
    "type": "array",
    "items": {
        "type": "object",
        "additionalProperties": False,
        "required": ["id", "words"],
        "properties": {
            "id": {"type": "string", "pattern": "^[a-z][a-z-]*$"}, "words": {**_IDS, "minItems": 1},
            "opposite_to": _IDS, "against": _IDS, "kind_of": _IDS,
            "examples": _IDS, "counter_examples": _IDS,
        },
    },
}  # fmt: skip
_GROUPS: dict[str, Any] = {"type": "array", "items": _IDS}
_FORMS: dict[str, Any] = {"type": "object", "additionalProperties": {"type": "string"}}
_WORD = re.compile(r"[^\W_]+(?:['&@-][^\W_]+)*", re.UNICODE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One row. `kind` is its file; the other names are ids of rows of the same file."""

    id: str
    kind: str
    words: tuple[str, ...]
    opposite_to: frozenset[str]
    against: frozenset[str]
    kind_of: frozenset[str]


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a text, or a row of words that the lexicon knows as one. `at` and `last` are its places among the words."""

    text: str
    stem: str
    at: int
    senses: frozenset[str]
    last: int = 0


@cache
def lexicon() -> dict[str, Entry]:
    """All entries by id. Raises BadRulebook with the problems of all files."""
    problems: list[Problem] = []
    found: dict[str, Entry] = {}
    placed: dict[str, str] = {}
    for kind, path in _files():
        file = f"lexicon/{path.name}"
        rows, wrong = read_yaml(path.read_text(encoding="utf-8"), file=file, schema=_SCHEMA)
        problems += wrong
        for row in [] if wrong else rows:
            if row["id"] in found:
                problems.append(_problem(file, row["id"], "the id is used twice", "Give one of the two another id"))
            sets = {name: frozenset(row.get(name, ())) for name in ("opposite_to", "against", "kind_of")}
            placed[row["id"]] = file
            found[row["id"]] = Entry(id=row["id"], kind=kind, words=tuple(str(w) for w in row["words"]), **sets)
    for entry in found.values():
        for other in entry.opposite_to | entry.against | entry.kind_of:
            if other not in found:
                problems.append(_problem(placed[entry.id], entry.id, f"there is no row `{other}`", "Correct the name"))
    if problems:
        raise BadRulebook(problems)
    return found


def _files() -> Iterator[tuple[str, Traversable]]:
    """The files of each kind: `things-2.yml` holds things too."""
    inside = sorted(files(__package__).iterdir(), key=lambda path: path.name)
    for kind in KINDS:
        yield from ((kind, path) for path in inside if re.fullmatch(rf"{kind}(?:-\d+)?\.yml", path.name))


def _problem(file: str, row: str, what: str, mend: str) -> Problem:
    return Problem(file=file, where=f"row `{row}`", what=f"{what}.", mend=f"{mend}.")


@cache
def _pairs(name: str) -> frozenset[frozenset[str]]:
    return frozenset(frozenset((e.id, other)) for e in lexicon().values() for other in getattr(e, name))


def opposite(a: frozenset[str], b: frozenset[str]) -> bool:
    """Whether a deed of `a` and one of `b` cannot both be done."""
    return any(frozenset((x, y)) in _pairs("opposite_to") for x in a for y in b)


def against(a: frozenset[str], b: frozenset[str]) -> bool:
    """Whether doing a deed of `a` defeats one of `b`."""
    return any(frozenset((x, y)) in _pairs("against") for x in a for y in b)


@cache
def _akin() -> frozenset[frozenset[str]]:
    """Pairs of deeds that go by one another's words."""
    rows, wrong = read_yaml(files(__package__).joinpath("akin.yml").read_text(encoding="utf-8"), file="lexicon/akin.yml", schema=_GROUPS)
    for row in rows if not wrong else ():
        wrong = [*wrong, *(_problem("lexicon/akin.yml", name, "there is no such row", "Correct the name") for name in row if name not in lexicon())]
    if wrong:
        raise BadRulebook(wrong)
    return frozenset(frozenset((x, y)) for row in rows for x in row for y in row if x != y)


def akin(a: frozenset[str], b: frozenset[str]) -> bool:
    """Whether a deed of `a` goes by words of one of `b`."""
    return any(frozenset((x, y)) in _akin() for x in a for y in b)


@cache
def contraries(row: str) -> frozenset[str]:
    """Deeds opposite to this one, or against it; none for a word that is no row."""
    pairs = _pairs("opposite_to") | _pairs("against")
    return frozenset(other for pair in pairs if row in pair for other in pair)


@cache
def kinds_of(row: str) -> frozenset[str]:
    """The row and everything that it is a kind of."""
    found = {row}
    for other in lexicon()[row].kind_of:
        found |= kinds_of(other)
    return frozenset(found)


def overlap(a: str, b: str) -> bool:
    """Whether somebody of the one can be of the other."""
    return a in kinds_of(b) or b in kinds_of(a)


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
            kinds = {lexicon()[sense].kind for sense in senses}
            kinds |= {"things"} if "deeds" in kinds else set()
            wider = {other for sense in senses for other in kinds_of(sense)}
            senses |= {sense for sense in _of_parts(words, used) if lexicon()[sense].kind in kinds and sense not in wider and not opposite(senses, frozenset({sense}))}
        if size > 1:
            taken |= set(used)
        found.append(Token(" ".join(words[i] for i in used), stem_of(words[at]), at, senses, max(used)))
    return tuple(found)


# Verbs that say nothing by themselves: "take down" is not taking.
_EMPTY = frozenset(
    """take takes taken taking took put puts putting leave leaves leaving left keep keeps keeping kept make makes making made give gives
    giving given gave turn turns turning turned be bring brings brought go goes going get gets set sets let lets run runs carry carries
    carried hold holds held pass passes passed stand stands stay stays have has had come comes on off in out up down over no not""".split()
)


def _of_parts(words: Sequence[str], used: Sequence[int]) -> frozenset[str]:
    """What the single words of a row mean by themselves: who is "commenting on" something comments."""
    parts = (words[i] for i in used if words[i] not in _EMPTY)
    return frozenset(sense for part in parts for hit, sense in _hits((part,), 0) if len(hit) == 1)


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
