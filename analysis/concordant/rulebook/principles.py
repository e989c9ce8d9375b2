"""Loader of `principles.yml`: the Seven Principles of Public Life and freedom of expression, and how they are mentioned."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from concordant.errors import BadRulebook, Problem
from concordant.rulebook.notation import Cue, lazy_cue
from concordant.strict import read_yaml

FILE = "principles.yml"
_TEXT = {"type": "string", "minLength": 1}
_TEXTS = {"type": "array", "minItems": 1, "items": _TEXT}
_SCHEMA: dict[str, Any] = {
    "type": "array",
    "items": {
        "type": "object",
        "additionalProperties": False,
        "required": ["id", "name", "source", "says", "cues", "examples", "counter_examples"],
        "properties": {
            **dict.fromkeys(("id", "name", "source", "says", "quoted"), _TEXT),
            **dict.fromkeys(("cues", "examples", "counter_examples"), _TEXTS),
        },
    },
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Principle:
    """`says` is a short description in our words; `quoted` is the official sentence, or None; `source` cites it."""

    id: str
    name: str
    source: str
    says: str
    quoted: str | None
    cues: tuple[Cue, ...]
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...]

    @property
    def words(self) -> str:
        """The words that a finding quotes."""
        return self.quoted or self.says

    def mentioned(self, text: str) -> bool:
        return any(cue.find(text) for cue in self.cues)


@cache
def principles() -> tuple[Principle, ...]:
    """All principles in file order. Raises BadRulebook with every problem of the file."""
    data, problems = read_yaml(files(__package__).joinpath(FILE).read_text(encoding="utf-8"), file=FILE, schema=_SCHEMA)
    if problems:
        raise BadRulebook(problems)
    return tuple(_principle(entry) for entry in data)


def _principle(entry: dict[str, Any]) -> Principle:
    listed = {key: tuple(entry[key]) for key in ("examples", "counter_examples")}
    cues = tuple(lazy_cue(cue, {}) for cue in entry["cues"])
    return Principle(**{**entry, **listed, "cues": cues, "quoted": entry.get("quoted")})


def check() -> tuple[Problem, ...]:
    """Every example must be a mention of its principle, every counter-example must not."""
    found = []
    for principle in principles():
        found += [_wrong(principle.id, t, "an example is not found") for t in principle.examples if not principle.mentioned(t)]
        found += [_wrong(principle.id, t, "a counter-example is found") for t in principle.counter_examples if principle.mentioned(t)]
    return tuple(found)


def _wrong(principle: str, text: str, what: str) -> Problem:
    return Problem(file=FILE, where=f"principle `{principle}`", what=f"{what}: “{text}”.", mend="Correct the cue or the example.")
