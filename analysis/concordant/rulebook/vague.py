"""Loader of `vague.yml`: terms that leave it to somebody's judgement whether a rule is broken."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from concordant.errors import BadRulebook, Problem
from concordant.rulebook.conflicts import conflict_book, cue_pattern
from concordant.strict import read_yaml

FILE = "vague.yml"
_TEXT = {"type": "string", "minLength": 1}
_TEXTS = {"type": "array", "minItems": 1, "items": _TEXT}
_FIELDS = {"id": _TEXT, "name": _TEXT, "asks": _TEXT, "cues": _TEXTS, "examples": _TEXTS, "counter_examples": _TEXTS}
_SCHEMA: dict[str, Any] = {
    "type": "array",
    "items": {"type": "object", "additionalProperties": False, "required": list(_FIELDS), "properties": _FIELDS},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class VagueTerm:
    """`name` is shown; `asks` is the question that the term leaves open."""

    id: str
    name: str
    asks: str
    cues: tuple[re.Pattern[str], ...]
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...]

    def find(self, text: str) -> re.Match[str] | None:
        return next((m for p in self.cues if (m := p.search(text))), None)


@cache
def vague_terms() -> tuple[VagueTerm, ...]:
    """All terms in file order. Raises BadRulebook with every problem of the file."""
    text = files(__package__).joinpath(FILE).read_text(encoding="utf-8")
    data, problems = read_yaml(text, file=FILE, schema=_SCHEMA)
    if problems:
        raise BadRulebook(problems)
    words = conflict_book().words
    return tuple(
        VagueTerm(
            id=entry["id"],
            name=entry["name"],
            asks=entry["asks"],
            cues=tuple(cue_pattern(c, words) for c in entry["cues"]),
            examples=tuple(entry["examples"]),
            counter_examples=tuple(entry["counter_examples"]),
        )
        for entry in data
    )


def check() -> tuple[Problem, ...]:
    """Every example must hold its term, no counter-example."""
    found = []
    for term in vague_terms():
        found += [_wrong(term.id, t, "an example is not found") for t in term.examples if not term.find(t)]
        found += [_wrong(term.id, t, "a counter-example is found") for t in term.counter_examples if term.find(t)]
    return tuple(found)


def _wrong(term: str, text: str, what: str) -> Problem:
    return Problem(file=FILE, where=f"term `{term}`", what=f"{what}: “{text}”.", mend="Correct the cue or the example.")
