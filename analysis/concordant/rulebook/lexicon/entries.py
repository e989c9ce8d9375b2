"""The lexicon: which words name one deed, one thing or one group of people, what is opposite to what, and what is a kind of what.

The taxonomy next door serves the hub, whose cues want wide word lists; here a row is narrow, for two rules conflict only about one deed.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from itertools import combinations
from typing import Any

from concordant.errors import BadRulebook, Problem
from concordant.strict import read_yaml

FOLDER = "lexicon"
KINDS = ("deeds", "things", "people", "times")
_IDS = {"type": "array", "items": {"type": "string"}}
_SOME = {**_IDS, "minItems": 1}
_SCHEMA: dict[str, Any] = {
    "type": "array",
    "items": {
        "type": "object",
        "additionalProperties": False,
        "required": ["id", "words", "examples", "counter_examples"],
        "properties": {
            "id": {"type": "string", "pattern": "^[a-z][a-z-]*$"}, "words": _SOME, "called": {"type": "string", "minLength": 1},
            "opposite_to": _IDS, "against": _IDS, "kind_of": _IDS,
            "examples": _SOME, "counter_examples": _SOME,
        },
    },
}  # fmt: skip
_GROUPS: dict[str, Any] = {"type": "array", "items": _IDS}


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One row. `kind` and `file` are where it stands; `called` is what a sentence calls somebody of this group ("a councillor"; "" for
    nothing). The sets are ids of rows of the same kind.
    """

    id: str
    kind: str
    file: str
    words: tuple[str, ...]
    called: str
    opposite_to: frozenset[str]
    against: frozenset[str]
    kind_of: frozenset[str]
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...]


@cache
def lexicon() -> dict[str, Entry]:
    """All entries by id. Raises BadRulebook with the problems of all files."""
    problems: list[Problem] = []
    found: dict[str, Entry] = {}
    for kind, path in _files():
        file = f"{FOLDER}/{path.name}"
        rows, wrong = read_yaml(path.read_text(encoding="utf-8"), file=file, schema=_SCHEMA)
        problems += wrong
        for row in [] if wrong else rows:
            if row["id"] in found:
                problems.append(_problem(file, row["id"], "the id is used twice", "Give one of the two another id"))
            found[row["id"]] = _entry(row, kind, file)
    problems += _unknown(found)
    if problems:
        raise BadRulebook(problems)
    return found


def _entry(row: dict[str, Any], kind: str, file: str) -> Entry:
    return Entry(
        id=row["id"], kind=kind, file=file, words=tuple(str(w) for w in row["words"]), called=row.get("called", ""),
        opposite_to=frozenset(row.get("opposite_to", ())), against=frozenset(row.get("against", ())),
        kind_of=frozenset(row.get("kind_of", ())),
        examples=tuple(row["examples"]), counter_examples=tuple(row["counter_examples"]),
    )  # fmt: skip


def _unknown(found: dict[str, Entry]) -> list[Problem]:
    """Rows that name a row that is not there."""
    return [
        _problem(entry.file, entry.id, f"there is no row `{other}`", "Correct the name")
        for entry in found.values()
        for other in sorted(entry.opposite_to | entry.against | entry.kind_of)
        if other not in found
    ]


def _files() -> Iterator[tuple[str, Traversable]]:
    """The files of each kind: `things-2.yml` holds things too."""
    inside = sorted(files(__package__).iterdir(), key=lambda path: path.name)
    for kind in KINDS:
        yield from ((kind, path) for path in inside if re.fullmatch(rf"{kind}(?:-\d+)?\.yml", path.name))


def _problem(file: str, row: str, what: str, mend: str) -> Problem:
    return Problem(file=file, where=f"row `{row}`", what=f"{what}.", mend=f"{mend}.")


Partners = dict[str, frozenset[str]]


def _both_ways(pairs: Iterable[tuple[str, str]]) -> Partners:
    """For each row those that stand beside it in a pair, whichever of the two names the other."""
    found: dict[str, set[str]] = defaultdict(set)
    for one, other in pairs:
        found[one].add(other)
        found[other].add(one)
    return {row: frozenset(others) for row, others in found.items()}


@cache
def _opposites() -> Partners:
    return _both_ways((entry.id, other) for entry in lexicon().values() for other in entry.opposite_to)


@cache
def _defeated() -> Partners:
    return _both_ways((entry.id, other) for entry in lexicon().values() for other in entry.against)


@cache
def _akin() -> Partners:
    """Deeds that go by one another's words."""
    file = f"{FOLDER}/akin.yml"
    rows, wrong = read_yaml(files(__package__).joinpath("akin.yml").read_text(encoding="utf-8"), file=file, schema=_GROUPS)
    problems = list(wrong)
    for row in [] if wrong else rows:
        problems += [_problem(file, name, "there is no such row", "Correct the name") for name in row if name not in lexicon()]
    if problems:
        raise BadRulebook(problems)
    return _both_ways(pair for row in rows for pair in combinations(row, 2))


def _paired(partners: Partners, a: frozenset[str], b: frozenset[str]) -> bool:
    return any(not b.isdisjoint(partners.get(row, ())) for row in a)


def opposite(a: frozenset[str], b: frozenset[str]) -> bool:
    """Whether a deed of `a` and one of `b` cannot both be done."""
    return _paired(_opposites(), a, b)


def against(a: frozenset[str], b: frozenset[str]) -> bool:
    """Whether doing a deed of `a` defeats one of `b`."""
    return _paired(_defeated(), a, b)


def akin(a: frozenset[str], b: frozenset[str]) -> bool:
    """Whether a deed of `a` goes by words of one of `b`."""
    return _paired(_akin(), a, b)


def contraries(row: str) -> frozenset[str]:
    """Deeds opposite to this one, or against it; none for a word that is no row."""
    return _opposites().get(row, frozenset()) | _defeated().get(row, frozenset())


@cache
def kinds_of(row: str) -> frozenset[str]:
    """The row and everything that it is a kind of."""
    found = {row}
    for other in lexicon()[row].kind_of:
        found |= kinds_of(other)
    return frozenset(found)


@cache
def overlap(a: str, b: str) -> bool:
    """Whether somebody of the one can be of the other."""
    return a in kinds_of(b) or b in kinds_of(a)


@lru_cache(maxsize=20_000)
def files_of(senses: frozenset[str]) -> frozenset[str]:
    """The kinds of row (deeds, things, people, times) among some senses."""
    rows = lexicon()
    return frozenset(rows[sense].kind for sense in senses)
