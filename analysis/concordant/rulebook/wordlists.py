"""Loader of `together/words.yml` (words that say little) and `together/senses.yml` (rows of the lexicon that are treated alike)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from concordant.errors import BadRulebook, Problem
from concordant.rulebook.lexicon import lexicon, tokens
from concordant.strict import read_yaml

WORDS, SENSES = "together/words.yml", "together/senses.yml"
_TEXTS = {"type": "array", "minItems": 1, "items": {"type": "string", "minLength": 1}}


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """One list: words, or ids of rows of the lexicon."""

    id: str
    file: str
    holds: frozenset[str]
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...]

    def find(self, text: str) -> bool:
        """Whether a text is made of words of the list alone, or holds words of one of its rows."""
        if self.file == WORDS:
            return all(word in self.holds for word in text.lower().split())
        return any(token.senses & self.holds for token in tokens(text))


@cache
def words(name: str) -> frozenset[str]:
    """The words of a list of `words.yml`."""
    return _lists(WORDS, "words")[name].holds


@cache
def senses(name: str) -> frozenset[str]:
    """The ids of a set of `senses.yml`. Raises BadRulebook when one of them is no row of the lexicon."""
    return _lists(SENSES, "rows")[name].holds


@cache
def _lists(file: str, field: str) -> dict[str, Gathered]:
    row = {"id": {"type": "string"}, field: _TEXTS, "examples": _TEXTS, "counter_examples": _TEXTS}
    item = {"type": "object", "additionalProperties": False, "required": list(row), "properties": row}
    schema: dict[str, Any] = {"type": "array", "items": item}
    data, problems = read_yaml(files(__package__).joinpath(file).read_text(encoding="utf-8"), file=file, schema=schema)
    found = {} if problems else {row["id"]: _gathered(row, file, field) for row in data}
    unknown = [] if field == "words" else [(entry, name) for entry in found.values() for name in sorted(entry.holds - lexicon().keys())]
    wrong = [*problems, *(_problem(entry, f"there is no row `{name}` in the lexicon", "Correct the name") for entry, name in unknown)]
    if wrong:
        raise BadRulebook(wrong)
    return found


def _gathered(row: dict[str, Any], file: str, field: str) -> Gathered:
    examples, counter_examples = tuple(row["examples"]), tuple(row["counter_examples"])
    return Gathered(id=row["id"], file=file, holds=frozenset(row[field]), examples=examples, counter_examples=counter_examples)


def check() -> tuple[Problem, ...]:
    """Every example must be of its list, no counter-example."""
    gathered = [*_lists(WORDS, "words").values(), *_lists(SENSES, "rows").values()]
    return tuple(problem for entry in gathered for problem in _wrong(entry))


def _wrong(entry: Gathered) -> Iterator[Problem]:
    faults = [(text, "an example is not found") for text in entry.examples if not entry.find(text)]
    faults += [(text, "a counter-example is found") for text in entry.counter_examples if entry.find(text)]
    for text, what in faults:
        yield _problem(entry, f"{what}: “{text}”", "Correct the list or the example")


def _problem(entry: Gathered, what: str, mend: str) -> Problem:
    return Problem(file=entry.file, where=f"list `{entry.id}`", what=f"{what}.", mend=f"{mend}.")
