"""Loader of `together.yml`: the rules by which two clauses are held against each other, their sentences and their pairs."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from concordant.errors import BadRulebook
from concordant.strict import read_yaml

FILE = "together.yml"
_TEXT = {"type": "string", "minLength": 1}
_PAIR = {
    "type": "object",
    "additionalProperties": False,
    "required": ["a", "b"],
    "properties": {
        **{name: _TEXT for name in ("a", "b", "heading_a", "lead_in_a", "heading_b", "lead_in_b")},
        "type": {"enum": ["contradiction", "tension", "strength", "exception"]},
    },
}
_SCHEMA: dict[str, Any] = {
    "type": "array",
    "items": {
        "type": "object",
        "additionalProperties": False,
        "required": ["id", "name", "why", "in_codes", "examples", "counter_examples"],
        "properties": {
            "id": _TEXT, "name": _TEXT, "why": _TEXT, "in_codes": _TEXT, "doubt": _TEXT,
            "examples": {"type": "array", "items": _PAIR}, "counter_examples": {"type": "array", "items": _PAIR},
        },
    },
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class PairRule:
    """One rule: what it is called, the sentences that it gives (of two clauses by themselves, and of two places in codes), what it leaves in doubt, and the pairs that try it."""

    id: str
    name: str
    why: str
    in_codes: str
    doubt: str | None
    examples: tuple[dict[str, str], ...]
    counter_examples: tuple[dict[str, str], ...]


@cache
def pair_rules() -> dict[str, PairRule]:
    """The rules by id. Raises BadRulebook with every problem of the file."""
    rows, problems = read_yaml(files(__package__).joinpath(FILE).read_text(encoding="utf-8"), file=FILE, schema=_SCHEMA)
    if problems:
        raise BadRulebook(problems)
    return {
        row["id"]: PairRule(
            id=row["id"], name=row["name"], why=row["why"], in_codes=row["in_codes"], doubt=row.get("doubt"),
            examples=tuple(row["examples"]), counter_examples=tuple(row["counter_examples"]),
        )
        for row in rows
    }  # fmt: skip
