"""Loader of `saving.yml`: wording that protects legitimate criticism, how far it reaches, and which rules restrict what people say."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal, get_args

from concordant.errors import BadRulebook, Problem
from concordant.rulebook.aims import Wording, wording, wrong
from concordant.rulebook.bearings import bearings
from concordant.rulebook.notation import Words
from concordant.strict import read_yaml

FILE = "saving.yml"
Scope = Literal["code", "section", "own"]
_TEXT = {"type": "string", "minLength": 1}
_TEXTS = {"type": "array", "minItems": 1, "items": _TEXT}
_FOUND = dict.fromkeys(("cues", "examples", "counter_examples"), _TEXTS)
_SCOPE = {"enum": list(get_args(Scope))}


def _entries(fields: dict[str, Any]) -> dict[str, Any]:
    properties = {"id": _TEXT, **fields, **_FOUND}
    required = [name for name in properties if name != "reaches"]
    entry = {"type": "object", "additionalProperties": False, "required": required, "properties": properties}
    return {"type": "array", "minItems": 1, "items": entry}


_SCHEMA: dict[str, Any] = {
    "type": "object",
    "additionalProperties": False,
    "required": ["words", "savings", "speech", "channels"],
    "properties": {
        "words": {"type": "object", "additionalProperties": _TEXTS},
        "savings": _entries({"protects": _TEXT, "scope": _SCOPE, "reaches": _TEXTS}),
        "speech": {"type": "object", "additionalProperties": False, "required": list(_FOUND), "properties": _FOUND},
        "channels": _entries({}),
    },
}


@dataclass(frozen=True, slots=True, kw_only=True)
class SavingRule:
    """A turn of phrase that saves; `protects` says what, `scope` how far it reaches by itself: with "own", to the bearings `reaches`."""

    id: str
    protects: str
    scope: Scope
    reaches: tuple[str, ...]
    wording: Wording


@dataclass(frozen=True, slots=True, kw_only=True)
class SavingBook:
    """The whole file; `channels` are (name, wording)."""

    savings: tuple[SavingRule, ...]
    speech: Wording
    channels: tuple[tuple[str, Wording], ...]

    def channels_in(self, text: str) -> frozenset[str]:
        """The places of speech that a text names."""
        return frozenset(name for name, entry in self.channels if entry.find(text))


@cache
def saving_book() -> SavingBook:
    """Raises BadRulebook with every problem of the file."""
    data, problems = read_yaml(files(__package__).joinpath(FILE).read_text(encoding="utf-8"), file=FILE, schema=_SCHEMA)
    if problems:
        raise BadRulebook(problems)
    words: Words = data["words"]
    return SavingBook(
        savings=tuple(
            SavingRule(
                id=entry["id"],
                protects=entry["protects"],
                scope=entry["scope"],
                reaches=tuple(entry.get("reaches", ())),
                wording=wording(entry, words),
            )
            for entry in data["savings"]
        ),
        speech=wording(data["speech"], words),
        channels=tuple((entry["id"], wording(entry, words)) for entry in data["channels"]),
    )


def check() -> tuple[Problem, ...]:
    """Every example must be found by its cues, no counter-example."""
    book = saving_book()
    named = [(f"saving `{rule.id}`", rule.wording) for rule in book.savings]
    named += [("speech", book.speech), *((f"channel `{name}`", entry) for name, entry in book.channels)]
    known = {rule.id for rule in bearings()}
    unknown = [
        Problem(file=FILE, where=f"saving `{rule.id}`", what=f"there is no rule `{name}` in bearings.yml.", mend="Correct the name.")
        for rule in book.savings
        for name in rule.reaches
        if name not in known
    ]
    return (*unknown, *(problem for where, entry in named for problem in wrong(FILE, where, entry)))
