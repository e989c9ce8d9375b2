"""Loader of `restates.yml`: headings and lead-ins by which a text says that what follows stands in another code already."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from concordant.errors import BadRulebook, Problem
from concordant.strict import read_yaml

FILE = "restates.yml"
_TEXT = {"type": "string", "minLength": 1}
_TEXTS = {"type": "array", "minItems": 1, "items": _TEXT}
_FIELDS: dict[str, Any] = {"id": _TEXT, "names": _TEXT, "pattern": _TEXT, "examples": _TEXTS, "counter_examples": _TEXTS}
_SCHEMA: dict[str, Any] = {
    "type": "array",
    "items": {"type": "object", "additionalProperties": False, "required": list(_FIELDS), "properties": _FIELDS},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class RestateRule:
    """One entry. `names` is the other code as pages call it."""

    id: str
    names: str
    pattern: re.Pattern[str]
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...]

    def find(self, text: str) -> re.Match[str] | None:
        return self.pattern.search(text.replace("’", "'"))


@cache
def restate_rules() -> tuple[RestateRule, ...]:
    """All entries in file order. Raises BadRulebook with every problem of the file."""
    text = files(__package__).joinpath(FILE).read_text(encoding="utf-8")
    data, problems = read_yaml(text, file=FILE, schema=_SCHEMA)
    if problems:
        raise BadRulebook(problems)
    return tuple(
        RestateRule(
            id=entry["id"],
            names=entry["names"],
            pattern=re.compile(entry["pattern"], re.IGNORECASE),
            examples=tuple(entry["examples"]),
            counter_examples=tuple(entry["counter_examples"]),
        )
        for entry in data
    )


def check() -> tuple[Problem, ...]:
    """Every example must be found by its rule, no counter-example."""
    found = []
    for rule in restate_rules():
        found += [_wrong(rule.id, text, "an example is not found") for text in rule.examples if not rule.find(text)]
        found += [_wrong(rule.id, text, "a counter-example is found") for text in rule.counter_examples if rule.find(text)]
    return tuple(found)


def _wrong(rule: str, text: str, what: str) -> Problem:
    return Problem(file=FILE, where=f"rule `{rule}`", what=f"{what}: “{text}”.", mend="Correct the pattern or the example.")
