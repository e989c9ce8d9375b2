"""Loader of `concern_words.yml`: the sentences by which pages speak of concerns."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from concordant.errors import BadRulebook
from concordant.strict import read_yaml

FILE = "concern_words.yml"
GROUPS = ("kinds", "found", "reasons", "tests", "untested", "results", "register")
_SENTENCES = {"type": "object", "additionalProperties": {"type": "string", "minLength": 1}}
_SCHEMA = {
    "type": "object", "additionalProperties": False, "required": list(GROUPS), "properties": dict.fromkeys(GROUPS, _SENTENCES),
}  # fmt: skip


@cache
def concern_words() -> dict[str, dict[str, str]]:
    """Group -> id -> sentence. Raises BadRulebook with every problem of the file."""
    data, problems = read_yaml(files(__package__).joinpath(FILE).read_text(encoding="utf-8"), file=FILE, schema=_SCHEMA)
    if problems:
        raise BadRulebook(problems)
    return {group: dict(data[group]) for group in GROUPS}
