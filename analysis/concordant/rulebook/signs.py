"""Loader of the signs in `together/`: wordings by which judge/together tells a condition, a way out, a definition or an amount.

They are regular expressions and not cues: the code that uses them asks what stands before and after the words, and takes parts of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from concordant.errors import BadRulebook, Problem
from concordant.strict import read_yaml

FOLDER = "together"
FILES = ("above.yml", "meaning.yml", "sentence.yml", "ways-out.yml")
_NAME = re.compile(r"\{([a-z][a-z-]*)\}")
_TEXT = {"type": "string", "minLength": 1}
_TEXTS = {"type": "array", "minItems": 1, "items": _TEXT}
_SIGN: dict[str, Any] = {
    "type": "object",
    "additionalProperties": False,
    "required": ["id", "examples", "counter_examples"],
    "oneOf": [{"required": ["phrases"]}, {"required": ["pattern"]}],
    "properties": {
        "id": _TEXT, "phrases": _TEXTS, "then": _TEXT, "pattern": _TEXT, "at": {"enum": ["start"]},
        "examples": _TEXTS, "counter_examples": _TEXTS,
    },
}  # fmt: skip
_SCHEMA: dict[str, Any] = {
    "type": "object",
    "additionalProperties": False,
    "required": ["signs"],
    "properties": {
        "parts": {"type": "object", "additionalProperties": {"anyOf": [_TEXT, _TEXTS]}},
        "signs": {"type": "array", "items": _SIGN},
    },
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """One sign. `at_start`: it is looked for at the beginning of a text only."""

    id: str
    file: str
    pattern: re.Pattern[str]
    at_start: bool
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...]

    def find(self, text: str) -> re.Match[str] | None:
        """The first place where it stands."""
        return self.pattern.match(text) if self.at_start else self.pattern.search(text)

    def all(self, text: str) -> Iterator[re.Match[str]]:
        """Every place where it stands."""
        return self.pattern.finditer(text)

    def cut(self, text: str) -> str:
        """The text without the first place where it stands."""
        hit = self.find(text)
        return text[: hit.start()] + text[hit.end() :] if hit else text


@cache
def signs() -> dict[str, Sign]:
    """All signs by id. Raises BadRulebook with every problem of all files."""
    found: dict[str, Sign] = {}
    problems: list[Problem] = []
    for name in FILES:
        file = f"{FOLDER}/{name}"
        data, wrong = read_yaml(files(__package__).joinpath(FOLDER, name).read_text(encoding="utf-8"), file=file, schema=_SCHEMA)
        problems += wrong
        for row in [] if wrong else data["signs"]:
            try:
                sign = _sign(row, data.get("parts", {}), file)
            except (ValueError, re.error) as error:
                problems.append(_problem(file, row["id"], f"this cannot be read: {error}", "Correct the phrases or the pattern"))
                continue
            if sign.id in found:
                problems.append(_problem(file, sign.id, "the id is used twice", "Give one of the two another id"))
            found[sign.id] = sign
    if problems:
        raise BadRulebook(problems)
    return found


def sign(name: str) -> Sign:
    """The sign of this id."""
    return signs()[name]


def _sign(row: dict[str, Any], parts: Mapping[str, str | list[str]], file: str) -> Sign:
    text = rf"\b(?:{'|'.join(row['phrases'])})\b{row.get('then', '')}" if "phrases" in row else row["pattern"]
    for name, part in parts.items():
        text = text.replace(f"{{{name}}}", part if isinstance(part, str) else "|".join(part))
    if unknown := _NAME.search(text):
        raise ValueError(f"there is no part `{unknown[1]}`")
    return Sign(
        id=row["id"], file=file, pattern=re.compile(text, re.IGNORECASE), at_start="at" in row,
        examples=tuple(row["examples"]), counter_examples=tuple(row["counter_examples"]),
    )  # fmt: skip


def check() -> tuple[Problem, ...]:
    """Every example must hold its sign, no counter-example."""
    return tuple(problem for found in signs().values() for problem in _wrong(found))


def _wrong(found: Sign) -> Iterator[Problem]:
    faults = [(text, "an example is not found") for text in found.examples if not found.find(text)]
    faults += [(text, "a counter-example is found") for text in found.counter_examples if found.find(text)]
    for text, what in faults:
        yield _problem(found.file, found.id, f"{what}: “{text}”", "Correct the sign or the example")


def _problem(file: str, row: str, what: str, mend: str) -> Problem:
    return Problem(file=file, where=f"sign `{row}`", what=f"{what}.", mend=f"{mend}.")
