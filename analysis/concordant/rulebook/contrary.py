"""Loader of `together/contrary.yml`: words of which one thing cannot be both."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from concordant.errors import BadRulebook, Problem
from concordant.strict import read_yaml

FILE = "together/contrary.yml"
_TWO = {"type": "array", "minItems": 2, "maxItems": 2, "items": {"type": "string", "minLength": 1}}
_PAIRS = {"type": "array", "minItems": 1, "items": _TWO}
_FIELDS: dict[str, Any] = {"words": _TWO, "examples": _PAIRS, "counter_examples": _PAIRS}
_SCHEMA: dict[str, Any] = {
    "type": "array",
    "items": {"type": "object", "additionalProperties": False, "required": list(_FIELDS), "properties": _FIELDS},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Contrary:
    """Two contrary words with the pairs of texts that try them."""

    words: frozenset[str]
    examples: tuple[tuple[str, str], ...]
    counter_examples: tuple[tuple[str, str], ...]

    def between(self, a: frozenset[str], b: frozenset[str]) -> bool:
        """Whether of two sets of words each holds one of the two, and not the same."""
        one, other = self.words & a, self.words & b
        return len(one) == len(other) == 1 and one != other


@cache
def contrary_words() -> tuple[Contrary, ...]:
    """Raises BadRulebook with every problem of the file."""
    data, problems = read_yaml(files(__package__).joinpath(FILE).read_text(encoding="utf-8"), file=FILE, schema=_SCHEMA)
    if problems:
        raise BadRulebook(problems)
    return tuple(
        Contrary(
            words=frozenset(row["words"]),
            examples=tuple((a, b) for a, b in row["examples"]),
            counter_examples=tuple((a, b) for a, b in row["counter_examples"]),
        )
        for row in data
    )


def pieces(text: str) -> frozenset[str]:
    """The words of a text in small letters, without signs."""
    return frozenset(re.findall(r"[a-z0-9]+", text.lower()))


def check() -> tuple[Problem, ...]:
    """Every pair of examples must be contrary, no pair of counter-examples."""
    found = []
    for row in contrary_words():
        found += [_wrong(a, "an example is not found") for a, b in row.examples if not row.between(pieces(a), pieces(b))]
        found += [_wrong(a, "a counter-example is found") for a, b in row.counter_examples if row.between(pieces(a), pieces(b))]
    return tuple(found)


def _wrong(text: str, what: str) -> Problem:
    return Problem(file=FILE, where="", what=f"{what}: “{text}”.", mend="Correct the words or the example.")
