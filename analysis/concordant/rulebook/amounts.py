"""Loader of `together/amounts.yml`: numbers, units, and the words around them, as patterns for judge/together/quantities.py."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from concordant.errors import BadRulebook
from concordant.strict import read_yaml

FILE = "together/amounts.yml"
_DIGITS = r"\d[\d,]*"
_TEXT = {"type": "string", "minLength": 1}
_TEXTS = {"type": "array", "minItems": 1, "items": _TEXT}
_NUMBERS = {"type": "object", "additionalProperties": {"type": "number", "exclusiveMinimum": 0}}
_UNIT = {
    "type": "object",
    "additionalProperties": False,
    "required": ["word", "kind"],
    "properties": {
        "word": _TEXT, "kind": _TEXT, "hours": {"type": "number"}, "in_an_hour": {"type": "number"}, "stays": {"type": "boolean"},
    },
}  # fmt: skip
_EXAMPLE = {
    "type": "object",
    "additionalProperties": False,
    "required": ["text", "amounts"],
    "properties": {"text": _TEXT, "amounts": {"type": "array", "minItems": 1, "items": {"type": "string", "pattern": r"^\w+ [\d.]+ \w+$"}}},
}
_FIELDS: dict[str, Any] = {
    "numbers": _NUMBERS, "adverbs": _NUMBERS, "units": {"type": "array", "items": _UNIT},
    "younger": {"type": "string"}, "older": {"type": "string"},
    **dict.fromkeys(("articles", "never_before_a_period", "times", "between", "between_pieces", "at_least", "at_most", "in_front"), _TEXTS),
    "examples": {"type": "array", "minItems": 1, "items": _EXAMPLE}, "counter_examples": _TEXTS,
}  # fmt: skip
_SCHEMA: dict[str, Any] = {"type": "object", "additionalProperties": False, "required": list(_FIELDS), "properties": _FIELDS}


@dataclass(frozen=True, slots=True, kw_only=True)
class AmountBook:
    """The whole file. `amount` finds a number with its unit (groups pound, number, unit), `period` a period with the words that belong to
    it; `at_least` and `at_most` end just before a number. `units` are kind and size by word: hours for a period, else 1. `adverbs` are
    hours by word, with the pattern that finds it. `younger` finds an age that somebody has not reached (group age), `older` one that
    somebody has (groups age, or_over).
    """

    amount: re.Pattern[str]
    period: re.Pattern[str]
    at_least: re.Pattern[str]
    at_most: re.Pattern[str]
    numbers: Mapping[str, float]
    units: Mapping[str, tuple[str, float]]
    articles: frozenset[str]
    times: frozenset[str]
    adverbs: tuple[tuple[str, re.Pattern[str], float], ...]
    examples: tuple[tuple[str, tuple[str, ...]], ...]
    younger: re.Pattern[str]
    older: re.Pattern[str]
    counter_examples: tuple[str, ...]


@cache
def amount_book() -> AmountBook:
    """Raises BadRulebook with every problem of the file."""
    data, problems = read_yaml(files(__package__).joinpath(FILE).read_text(encoding="utf-8"), file=FILE, schema=_SCHEMA)
    if problems:
        raise BadRulebook(problems)
    return AmountBook(
        amount=_amount(data), period=_period(data), at_least=_just_before(data["at_least"]), at_most=_just_before(data["at_most"]),
        numbers=MappingProxyType({word: float(number) for word, number in data["numbers"].items()}),
        units=MappingProxyType({unit["word"]: (unit["kind"], _size(unit)) for unit in data["units"]}),
        articles=frozenset(data["articles"]), times=frozenset(data["times"]),
        adverbs=tuple((word, _pattern(rf"\b{word}\b"), float(hours)) for word, hours in data["adverbs"].items()),
        younger=_pattern(data["younger"]), older=_pattern(data["older"]),
        examples=tuple((example["text"], tuple(example["amounts"])) for example in data["examples"]),
        counter_examples=tuple(data["counter_examples"]),
    )  # fmt: skip


def _size(unit: dict[str, Any]) -> float:
    return 1 / unit["in_an_hour"] if "in_an_hour" in unit else float(unit.get("hours", 1))


def _amount(data: dict[str, Any]) -> re.Pattern[str]:
    number = "|".join((rf"{_DIGITS}(?:\.\d+)?", *_longest_first(data["numbers"])))
    between = "|".join((*data["between"], *data["between_pieces"]))
    unit = "|".join(_longest_first(unit["word"] for unit in data["units"]))
    return _pattern(rf"(?P<pound>£)?\b(?P<number>(?:{number}))(?:[\s-]+(?:{between}))*(?:[\s-]+(?P<unit>(?:{unit}))s?\b)?")


def _period(data: dict[str, Any]) -> re.Pattern[str]:
    number = "|".join((_DIGITS, *(word for word in data["numbers"] if word not in data["never_before_a_period"])))
    unit = "|".join(unit["word"] for unit in data["units"] if unit["kind"] == "time" and not unit.get("stays"))
    between, in_front = "|".join(data["between"]), "|".join(data["in_front"])
    return _pattern(rf"\b(?:(?:{in_front})\s+)*(?:{number})(?:[\s-]+(?:{between}))*[\s-]+(?:{unit})s?\b")


def _just_before(phrases: list[str]) -> re.Pattern[str]:
    """The phrases at the end of a text, with one word after them at most."""
    return _pattern(rf"\b(?:{'|'.join(phrases)})\s*(?:\w+\s+)?$")


def _longest_first(words: Iterable[str]) -> list[str]:
    return sorted(words, key=len, reverse=True)


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text, re.IGNORECASE)
