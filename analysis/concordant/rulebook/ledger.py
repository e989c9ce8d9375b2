"""Loader of `ledger.yml`: the sentences by which the ledger of an amendment speaks."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from string import Formatter
from typing import Any

from concordant.errors import BadRulebook, Problem
from concordant.strict import read_yaml

FILE = "ledger.yml"
GROUPS = ("duties", "words")
_PLACES = ("before", "after", "was", "now", "words")
_SENTENCES = {"type": "object", "additionalProperties": {"type": "string", "minLength": 1}}
_SCHEMA: dict[str, Any] = {
    "type": "object", "additionalProperties": False, "required": list(GROUPS), "properties": dict.fromkeys(GROUPS, _SENTENCES),
}  # fmt: skip


@cache
def ledger_words() -> dict[str, dict[str, str]]:
    """Group -> id -> sentence. Raises BadRulebook with every problem of the file."""
    data, problems = read_yaml(files(__package__).joinpath(FILE).read_text(encoding="utf-8"), file=FILE, schema=_SCHEMA)
    problems = problems or _unfilled(data)
    if problems:
        raise BadRulebook(problems)
    return {group: dict(data[group]) for group in GROUPS}


def check() -> tuple[Problem, ...]:
    """Every mistake of the file; a place in a sentence must have something that fills it."""
    try:
        ledger_words()
    except BadRulebook as error:
        return error.problems
    return ()


def _unfilled(data: dict[str, dict[str, str]]) -> tuple[Problem, ...]:
    found = []
    for group, sentences in data.items():
        for key, says in sentences.items():
            for name in (name for _, name, _, _ in Formatter().parse(says) if name is not None):
                if group != "duties" or name not in _PLACES:
                    mend = f"The places are {', '.join(_PLACES)}, and only `duties` has them."
                    found.append(Problem(file=FILE, where=f"key `{group}.{key}`", what=f"nothing fills the place `{name}`.", mend=mend))
    return tuple(found)
