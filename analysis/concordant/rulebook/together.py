"""Loader of `together.yml`: the rules by which two clauses are held against each other, their sentences and their pairs; and of
`together/sayings.yml`: the words that the sentences are filled with.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any, get_args

from concordant.errors import BadRulebook
from concordant.rulebook.deontics import Deontic
from concordant.strict import read_yaml

FILE = "together.yml"
SAYINGS = "together/sayings.yml"
_TEXT = {"type": "string", "minLength": 1}
_PAIR = {
    "type": "object",
    "additionalProperties": False,
    "required": ["a", "b"],
    "properties": {
        **dict.fromkeys(("a", "b", "heading_a", "lead_in_a", "heading_b", "lead_in_b"), _TEXT),
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
_SAYS = get_args(Deontic)
_DEMANDS = {"type": "object", "additionalProperties": False, "required": list(_SAYS), "properties": dict.fromkeys(_SAYS, _TEXT)}
_SIDES = ("a", "b", "both")
_UNREAD = {"type": "object", "additionalProperties": False, "required": list(_SIDES), "properties": dict.fromkeys(_SIDES, _TEXT)}
_SAYINGS: dict[str, Any] = {
    "type": "object",
    "additionalProperties": False,
    "required": ["demands", "anybody", "unread", "between_councils"],
    "properties": {"demands": _DEMANDS, "anybody": _TEXT, "unread": _UNREAD, "between_councils": _TEXT},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PairRule:
    """One rule: what it is called, the sentences that it gives (of two clauses by themselves, and of two places in codes), what it leaves
    in doubt, and the pairs that try it.
    """

    id: str
    name: str
    why: str
    in_codes: str
    doubt: str | None
    examples: tuple[dict[str, str], ...]
    counter_examples: tuple[dict[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sayings:
    """`demands` says what a rule does ("requires"); `anybody` whom it binds where nobody is named; `unread` what is added where no
    rule was read in a clause; `between_councils` what is added where the two clauses are of different councils.
    """

    demands: Mapping[Deontic, str]
    anybody: str
    unread: Mapping[str, str]
    between_councils: str


@cache
def sayings() -> Sayings:
    """Raises BadRulebook with every problem of the file."""
    data, problems = read_yaml(files(__package__).joinpath(SAYINGS).read_text(encoding="utf-8"), file=SAYINGS, schema=_SAYINGS)
    if problems:
        raise BadRulebook(problems)
    return Sayings(
        demands=MappingProxyType(data["demands"]),
        anybody=data["anybody"],
        unread=MappingProxyType(data["unread"]),
        between_councils=data["between_councils"],
    )


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
