"""Loader of `aims.yml`: how a code states what it is for, and the subjects that its aims and its rules can share."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from concordant.errors import BadRulebook, Problem
from concordant.rulebook.notation import Cue, Words, lazy_cue
from concordant.strict import read_yaml

FILE = "aims.yml"
_TEXT = {"type": "string", "minLength": 1}
_TEXTS = {"type": "array", "minItems": 1, "items": _TEXT}
_FOUND = dict.fromkeys(("cues", "examples", "counter_examples"), _TEXTS)
_WORDING = {"type": "object", "additionalProperties": False, "required": list(_FOUND), "properties": _FOUND}
_SUBJECT = {
    "type": "object",
    "additionalProperties": False,
    "required": ["id", "name", *_FOUND],
    "properties": {"id": _TEXT, "name": _TEXT, "general": {"type": "boolean"}, "limited_by": _TEXTS, **_FOUND},
}
_SCHEMA: dict[str, Any] = {
    "type": "object",
    "additionalProperties": False,
    "required": ["words", "aims", "intents", "headings", "reasons", "subjects"],
    "properties": {
        "words": {"type": "object", "additionalProperties": _TEXTS},
        **dict.fromkeys(("aims", "intents", "headings", "reasons"), _WORDING),
        "subjects": {"type": "array", "minItems": 1, "items": _SUBJECT},
    },
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """A turn of phrase that is found by its cues."""

    cues: tuple[Cue, ...]
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...]

    def find(self, text: str) -> str | None:
        """The words found; None if there are none."""
        return next((found for cue in self.cues if (found := cue.find(text))), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What an aim or a rule can be about. `general`: could stand behind any rule. `limited_by`: a rule that limits one of these
    principles limits an aim of this subject as well.
    """

    id: str
    name: str
    general: bool
    limited_by: tuple[str, ...]
    wording: Wording


@dataclass(frozen=True, slots=True, kw_only=True)
class AimBook:
    """The whole file."""

    aims: Wording
    intents: Wording
    headings: Wording
    reasons: Wording
    subjects: tuple[Subject, ...]


@cache
def aim_book() -> AimBook:
    """Raises BadRulebook with every problem of the file."""
    data, problems = read_yaml(files(__package__).joinpath(FILE).read_text(encoding="utf-8"), file=FILE, schema=_SCHEMA)
    if problems:
        raise BadRulebook(problems)
    words: Words = data["words"]
    return AimBook(
        aims=wording(data["aims"], words),
        intents=wording(data["intents"], words),
        headings=wording(data["headings"], words),
        reasons=wording(data["reasons"], words),
        subjects=tuple(
            Subject(
                id=entry["id"],
                name=entry["name"],
                general=entry.get("general", False),
                limited_by=tuple(entry.get("limited_by", ())),
                wording=wording(entry, words),
            )
            for entry in data["subjects"]
        ),
    )


def wording(entry: dict[str, Any], words: Words) -> Wording:
    """The cues and examples of an entry."""
    return Wording(
        cues=tuple(lazy_cue(cue, words) for cue in entry["cues"]),
        examples=tuple(entry["examples"]),
        counter_examples=tuple(entry["counter_examples"]),
    )


def check() -> tuple[Problem, ...]:
    """Every example must be found by its cues, no counter-example."""
    book = aim_book()
    named = [("aims", book.aims), ("intents", book.intents), ("headings", book.headings), ("reasons", book.reasons)]
    named += [(f"subject `{subject.id}`", subject.wording) for subject in book.subjects]
    return tuple(problem for where, entry in named for problem in wrong(FILE, where, entry))


def wrong(file: str, where: str, entry: Wording) -> Iterator[Problem]:
    """A problem for each example that is not found, and each counter-example that is."""
    faults = [(t, "an example is not found") for t in entry.examples if not entry.find(t)]
    faults += [(t, "a counter-example is found") for t in entry.counter_examples if entry.find(t)]
    for text, what in faults:
        yield Problem(file=file, where=where, what=f"{what}: “{text}”.", mend="Correct the cue or the example.")
