"""Loader of `reach.yml`: what appears official, and what a code says of the capacity in which the whole of it applies."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal, get_args

from concordant.errors import BadRulebook, Problem
from concordant.rulebook.aims import Wording, wording, wrong
from concordant.rulebook.notation import Words
from concordant.strict import read_yaml

FILE = "reach.yml"
Reach = Literal["official", "appears official", "private", "both"]
_TEXT = {"type": "string", "minLength": 1}
_TEXTS = {"type": "array", "minItems": 1, "items": _TEXT}
_FOUND = dict.fromkeys(("cues", "examples", "counter_examples"), _TEXTS)
_WHOLE = {
    "type": "object",
    "additionalProperties": False,
    "required": ["id", "gives", *_FOUND],
    "properties": {"id": _TEXT, "gives": {"enum": list(get_args(Reach))}, "other": {"type": "boolean"}, **_FOUND},
}
_SCHEMA: dict[str, Any] = {
    "type": "object",
    "additionalProperties": False,
    "required": ["words", "appears", "whole"],
    "properties": {
        "words": {"type": "object", "additionalProperties": _TEXTS},
        "appears": {"type": "object", "additionalProperties": False, "required": list(_FOUND), "properties": _FOUND},
        "whole": {"type": "array", "minItems": 1, "items": _WHOLE},
    },
}


@dataclass(frozen=True, slots=True, kw_only=True)
class WholeRule:
    """How a code says in which capacity the whole of it applies; with `other`, how it says that of the code of conduct for members."""

    id: str
    gives: Reach
    other: bool
    wording: Wording


@dataclass(frozen=True, slots=True, kw_only=True)
class ReachBook:
    """The whole file."""

    appears: Wording
    whole: tuple[WholeRule, ...]


@cache
def reach_book() -> ReachBook:
    """Raises BadRulebook with every problem of the file."""
    data, problems = read_yaml(files(__package__).joinpath(FILE).read_text(encoding="utf-8"), file=FILE, schema=_SCHEMA)
    if problems:
        raise BadRulebook(problems)
    words: Words = data["words"]
    return ReachBook(
        appears=wording(data["appears"], words),
        whole=tuple(
            WholeRule(id=entry["id"], gives=entry["gives"], other=entry.get("other", False), wording=wording(entry, words))
            for entry in data["whole"]
        ),
    )


def check() -> tuple[Problem, ...]:
    """Every example must be found by its cues, no counter-example."""
    book = reach_book()
    named = [("appears", book.appears), *((f"whole `{rule.id}`", rule.wording) for rule in book.whole)]
    return tuple(problem for where, entry in named for problem in wrong(FILE, where, entry))
