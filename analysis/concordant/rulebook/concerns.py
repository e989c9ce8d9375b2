"""Loader of `concerns.yml`: how people object to a rule, and the turns of phrase by which a report is read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from concordant.errors import BadRulebook, Problem
from concordant.rulebook.conflicts import conflict_book
from concordant.strict import read_yaml

FILE = "concerns.yml"
PHRASES = (
    "speaker", "speaks", "greets", "closes", "mail_line", "endorses", "proposes", "wishes", "removes", "several", "whole_code",
    "all_of_page",
)  # fmt: skip
_TEXT = {"type": "string", "minLength": 1}
_TEXTS = {"type": "array", "minItems": 1, "items": _TEXT}
_CUED = {"cues": _TEXTS, "examples": _TEXTS, "counter_examples": _TEXTS}


def _object(properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "additionalProperties": False, "required": list(properties), "properties": properties}


_SCHEMA = _object(
    {
        "phrases": _object({name: _object(_CUED) for name in PHRASES}),
        "kinds": {"type": "array", "items": _object({"id": _TEXT, "name": _TEXT, **_CUED})},
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """A turn of phrase; for a kind of concern, `id` is exported and `name` is shown."""

    id: str
    name: str
    cues: tuple[re.Pattern[str], ...]
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...]

    def find(self, text: str) -> re.Match[str] | None:
        return next((m for p in self.cues if (m := p.search(text))), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class ConcernBook:
    """The whole file. `phrases` has the keys of PHRASES."""

    phrases: dict[str, Phrase]
    kinds: tuple[Phrase, ...]

    def kind(self, kind_id: str) -> Phrase:
        """The kind with this id; StopIteration if there is none."""
        return next(kind for kind in self.kinds if kind.id == kind_id)


@cache
def concern_book() -> ConcernBook:
    """Kinds in file order. Raises BadRulebook with every problem of the file."""
    text = files(__package__).joinpath(FILE).read_text(encoding="utf-8")
    data, problems = read_yaml(text, file=FILE, schema=_SCHEMA)
    if problems:
        raise BadRulebook(problems)
    phrases = {name: _phrase({"id": name, "name": name.replace("_", " "), **entry}) for name, entry in data["phrases"].items()}
    return ConcernBook(phrases=phrases, kinds=tuple(_phrase(entry) for entry in data["kinds"]))


def _phrase(entry: dict[str, Any]) -> Phrase:
    # Names need their capitals: "Councillor training" is no speaker.
    flags = 0 if entry["id"] == "speaker" else re.IGNORECASE
    return Phrase(
        id=entry["id"],
        name=entry["name"],
        cues=tuple(re.compile(_spread(c), flags) for c in entry["cues"]),
        examples=tuple(entry["examples"]),
        counter_examples=tuple(entry["counter_examples"]),
    )


def _spread(cue: str) -> str:
    """` .. ` as up to eight words; word classes as in conflicts.yml."""
    cue = re.sub(r"%([\w-]+)%", lambda m: conflict_book().words[m.group(1)], cue)
    return (r"\b(?:%s)" if cue[0].isalnum() else "(?:%s)") % cue.replace(" .. ", r"(?:[^\w]+[\w'’-]+){0,8}?[^\w]+")


def check() -> tuple[Problem, ...]:
    """Every example must be found by its entry, no counter-example."""
    book, found = concern_book(), []
    for phrase in (*book.phrases.values(), *book.kinds):
        found += [_wrong(phrase.id, t, "an example is not found") for t in phrase.examples if not phrase.find(t)]
        found += [_wrong(phrase.id, t, "a counter-example is found") for t in phrase.counter_examples if phrase.find(t)]
    return tuple(found)


def _wrong(entry: str, text: str, what: str) -> Problem:
    return Problem(file=FILE, where=f"entry `{entry}`", what=f"{what}: “{text}”.", mend="Correct the cue or the example.")
