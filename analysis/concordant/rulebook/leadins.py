"""Loader of `leadins.yml`: how the words before a list stand to its items."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from concordant.errors import BadRulebook, Problem
from concordant.strict import read_yaml

FILE = "leadins.yml"
_TEXTS = {"type": "array", "minItems": 1, "items": {"type": "string", "minLength": 1}}
_SCHEMA: dict[str, Any] = {
    "type": "array",
    "items": {
        "type": "object",
        "additionalProperties": False,
        "required": ["id", "role", "why", "pattern", "examples", "counter_examples"],
        "properties": {
            "id": {"type": "string"},
            "role": {"enum": ["clause", "lead-in"]},
            "why": {"type": "string"},
            "pattern": {"type": "string"},
            "examples": _TEXTS,
            "counter_examples": _TEXTS,
        },
    },
}


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadInRule:
    """One entry: introducing words whose last sentence matches `pattern` have the role `role`."""

    id: str
    role: Literal["clause", "lead-in"]
    why: str
    pattern: re.Pattern[str]
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...]


@cache
def leadin_rules() -> tuple[LeadInRule, ...]:
    """All entries in file order. Raises BadRulebook with every problem of the file."""
    text = files(__package__).joinpath(FILE).read_text(encoding="utf-8")
    data, problems = read_yaml(text, file=FILE, schema=_SCHEMA)
    if problems:
        raise BadRulebook(problems)
    return tuple(
        LeadInRule(
            id=entry["id"],
            role=entry["role"],
            why=entry["why"],
            pattern=re.compile(entry["pattern"], re.IGNORECASE),
            examples=tuple(entry["examples"]),
            counter_examples=tuple(entry["counter_examples"]),
        )
        for entry in data
    )


def check() -> tuple[Problem, ...]:
    """Every example must match its rule, every counter-example must not."""
    found = []
    for rule in leadin_rules():
        found += [_wrong(rule.id, t, "an example does not match its rule") for t in rule.examples if not rule.pattern.search(t)]
        found += [_wrong(rule.id, t, "a counter-example matches its rule") for t in rule.counter_examples if rule.pattern.search(t)]
    return tuple(found)


def _wrong(rule: str, text: str, what: str) -> Problem:
    return Problem(file=FILE, where=f"rule `{rule}`", what=f"{what}: “{text}”.", mend="Correct the pattern or the example.")
