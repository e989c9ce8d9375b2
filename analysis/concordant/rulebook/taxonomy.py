"""Loader of the taxonomy: the acts, objects, persons, channels and times that rules of the hub name in braces."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from concordant.errors import BadRulebook, Problem
from concordant.rulebook.notation import compile_cue
from concordant.strict import read_yaml

FOLDER = "taxonomy"
KINDS = ("acts", "objects", "persons", "channels", "times")
_TEXT = {"type": "string", "minLength": 1}
_TEXTS = {"type": "array", "items": _TEXT}
_SOME = {**_TEXTS, "minItems": 1}
_SCHEMA: dict[str, Any] = {
    "type": "array",
    "items": {
        "type": "object",
        "additionalProperties": False,
        "required": ["id", "title", "words", "examples", "counter_examples"],
        "properties": {
            "id": {"type": "string", "pattern": "^[a-z][a-z-]*$"}, "title": _TEXT, "words": _SOME, "opposite_to": _TEXTS,
            "examples": _SOME, "counter_examples": _SOME,
        },
    },
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Concept:
    """One entry. `kind` is its file: acts, objects, persons, channels or times."""

    id: str
    kind: str
    title: str
    words: tuple[str, ...]
    opposite_to: tuple[str, ...]
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...]

    @property
    def file(self) -> str:
        return f"{FOLDER}/{self.kind}.yml"


@cache
def taxonomy() -> dict[str, Concept]:
    """All concepts by id, in order of file. Raises BadRulebook with the problems of all its files."""
    problems: list[Problem] = []
    found: dict[str, Concept] = {}
    for kind in KINDS:
        file = f"{FOLDER}/{kind}.yml"
        text = files(__package__).joinpath(FOLDER, f"{kind}.yml").read_text(encoding="utf-8")
        rows, wrong = read_yaml(text, file=file, schema=_SCHEMA)
        problems += wrong
        for row in [] if wrong else rows:
            if row["id"] in found:
                problems.append(_problem(file, row["id"], "the id is used twice", "Give one of the two another id"))
            found[row["id"]] = _concept(row, kind)
    problems += _crossed(found)
    if problems:
        raise BadRulebook(problems)
    return found


@cache
def words() -> dict[str, tuple[str, ...]]:
    """The words of every concept by its id, as cues take them."""
    return {entry.id: entry.words for entry in taxonomy().values()}


def _concept(row: dict[str, Any], kind: str) -> Concept:
    texts = ("words", "opposite_to", "examples", "counter_examples")
    return Concept(id=row["id"], kind=kind, title=row["title"], **{name: tuple(row.get(name, ())) for name in texts})


def _crossed(found: dict[str, Concept]) -> list[Problem]:
    """Opposites that do not name each other, names of no concept, and words that the notation does not know."""
    problems = []
    for entry in found.values():
        for other in entry.opposite_to:
            if other not in found:
                problems.append(_problem(entry.file, entry.id, f"there is no concept `{other}`", "Correct `opposite_to`"))
            elif entry.id not in found[other].opposite_to:
                problems.append(_problem(entry.file, entry.id, f"`{other}` does not name it as its opposite", "Name it there too"))
        for word in entry.words:
            if re.search(r"[{}^&!?/]|\.\.", word):
                what = f"the word `{word}` holds a mark of the cues"
                problems.append(_problem(entry.file, entry.id, what, "Write plain words, with `~`"))
    return problems


def _problem(file: str, concept: str, what: str, mend: str) -> Problem:
    return Problem(file=file, where=f"concept `{concept}`", what=f"{what}.", mend=f"{mend}.")


def check() -> tuple[Problem, ...]:
    """Every example must hold a word of its concept, no counter-example may."""
    found = []
    for entry in taxonomy().values():
        pattern = compile_cue(f"{{{entry.id}}}", words())
        found += [_wrong(entry, t, "an example holds none of the words") for t in entry.examples if not pattern.search(t)]
        found += [_wrong(entry, t, "a counter-example holds one of the words") for t in entry.counter_examples if pattern.search(t)]
    return tuple(found)


def _wrong(entry: Concept, text: str, what: str) -> Problem:
    return _problem(entry.file, entry.id, f"{what}: “{text}”", "Correct the words or the example")
