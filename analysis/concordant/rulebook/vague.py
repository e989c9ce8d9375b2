"""Loader of `vague.yml`: words that leave it to somebody's judgement whether a rule is broken."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from concordant.errors import BadRulebook, Problem
from concordant.rulebook.aims import Wording, wording, wrong
from concordant.rulebook.notation import Words
from concordant.strict import read_yaml

FILE = "vague.yml"
_TEXT = {"type": "string", "minLength": 1}
_TEXTS = {"type": "array", "minItems": 1, "items": _TEXT}
_FOUND = dict.fromkeys(("cues", "examples", "counter_examples"), _TEXTS)
_WORDING = {"type": "object", "additionalProperties": False, "required": list(_FOUND), "properties": _FOUND}
_FIELDS = {**dict.fromkeys(("id", "name", "asks", "proof"), _TEXT), **_FOUND}
_TERM = {"type": "object", "additionalProperties": False, "required": list(_FIELDS), "properties": _FIELDS}
_SCHEMA: dict[str, Any] = {
    "type": "object",
    "additionalProperties": False,
    "required": ["words", "defines", "illustrates", "announces", "terms"],
    "properties": {
        "words": {"type": "object", "additionalProperties": _TEXTS},
        "defines": _WORDING,
        "illustrates": _WORDING,
        "announces": _WORDING,
        "terms": {"type": "array", "minItems": 1, "items": _TERM},
    },
}


@dataclass(frozen=True, slots=True, kw_only=True)
class VagueTerm:
    """`name` is shown; `asks` is the question that the word leaves open, `proof` what would have to be shown to answer it."""

    id: str
    name: str
    asks: str
    proof: str
    wording: Wording

    def find(self, text: str) -> str | None:
        """The words found, verbatim; None if there are none."""
        return self.wording.find(text)


@dataclass(frozen=True, slots=True, kw_only=True)
class VagueBook:
    """The whole file: `defines` finds words that say what a word means, `illustrates` words that only give examples, `announces` words that
    say that a list of examples comes.
    """

    defines: Wording
    illustrates: Wording
    announces: Wording
    terms: tuple[VagueTerm, ...]


@cache
def vague_book() -> VagueBook:
    """Raises BadRulebook with every problem of the file."""
    data, problems = read_yaml(files(__package__).joinpath(FILE).read_text(encoding="utf-8"), file=FILE, schema=_SCHEMA)
    if problems:
        raise BadRulebook(problems)
    words: Words = data["words"]
    return VagueBook(
        defines=wording(data["defines"], words),
        illustrates=wording(data["illustrates"], words),
        announces=wording(data["announces"], words),
        terms=tuple(
            VagueTerm(**{key: entry[key] for key in ("id", "name", "asks", "proof")}, wording=wording(entry, words))
            for entry in data["terms"]
        ),
    )


def vague_terms() -> tuple[VagueTerm, ...]:
    """All terms in file order."""
    return vague_book().terms


def check() -> tuple[Problem, ...]:
    """Every example must hold its term, no counter-example."""
    book = vague_book()
    named = [("defines", book.defines), ("illustrates", book.illustrates), ("announces", book.announces)]
    named += [(f"term `{term.id}`", term.wording) for term in book.terms]
    return tuple(problem for where, entry in named for problem in wrong(FILE, where, entry))
