"""The lexicon: which words name one deed, one thing or one group of people, what is opposite to what, and what is a kind of what.

The taxonomy next door serves the hub, whose cues want wide word lists; here a row is narrow, for two rules conflict only about one deed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One row. `kind` is its file; the other names are ids of rows of the same file."""

    id: str
    kind: str
    words: tuple[str, ...]
    opposite_to: frozenset[str]
    against: frozenset[str]
    kind_of: frozenset[str]


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


