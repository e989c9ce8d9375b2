"""Loader of `concern_tests.yml`: which test a draft can be put to for a concern, and the wording that protects or narrows."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal, get_args

from concordant.errors import BadRulebook, Problem
from concordant.model import ConcernTestKind
from concordant.strict import read_yaml

FILE = "concern_tests.yml"
Source = Literal["wording", "named", "passage"]
_ANSWER = " => "
_TEXT = {"type": "string", "minLength": 1}
_TEXTS = {"type": "array", "minItems": 1, "items": _TEXT}


def _object(required: dict[str, Any], optional: dict[str, Any] | None = None) -> dict[str, Any]:
    properties = {**required, **(optional or {})}
    return {"type": "object", "additionalProperties": False, "required": list(required), "properties": properties}


_RULE = _object(
    {"id": _TEXT, "gives": {"enum": list(get_args(ConcernTestKind))}, "words": {"enum": list(get_args(Source))}},
    {"kinds": _TEXTS, "cues": _TEXTS, "examples": _TEXTS, "counter_examples": _TEXTS},
)
_SCHEMA = _object(
    {
        "savings": _object({"cues": _TEXTS, "examples": _TEXTS, "counter_examples": _TEXTS}),
        "tests": {"type": "array", "items": _RULE},
        "untested": {"type": "object", "additionalProperties": _TEXT},
        "words": {"type": "object", "additionalProperties": _TEXTS},
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class DemandRule:
    """One way to a test. A rule without cues fits whatever was said; one without kinds fits a concern of any kind."""

    id: str
    gives: ConcernTestKind
    source: Source
    kinds: tuple[str, ...]
    cues: tuple[re.Pattern[str], ...]
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...]

    def find(self, text: str) -> re.Match[str] | None:
        return next((m for p in self.cues if (m := p.search(text))), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class DemandBook:
    """The whole file: rules in the order in which they are tried, and why a kind of concern has no test."""

    tests: tuple[DemandRule, ...]
    savings: DemandRule
    untested: dict[str, str]


@cache
def demand_book() -> DemandBook:
    """Raises BadRulebook with every problem of the file."""
    data, problems = read_yaml(files(__package__).joinpath(FILE).read_text(encoding="utf-8"), file=FILE, schema=_SCHEMA)
    if problems:
        raise BadRulebook(problems)
    words = {name: "(?:" + "|".join(forms) + ")" for name, forms in data["words"].items()}
    return DemandBook(
        tests=tuple(_rule(entry, words) for entry in data["tests"]),
        savings=_rule({"id": "savings", "gives": "must-be-qualified-by", "words": "passage", **data["savings"]}, words),
        untested=data["untested"],
    )


def _rule(entry: dict[str, Any], words: dict[str, str]) -> DemandRule:
    cues = (re.sub(r"%([\w-]+)%", lambda m: words[m.group(1)], cue) for cue in entry.get("cues", ()))
    return DemandRule(
        id=entry["id"], gives=entry["gives"], source=entry["words"], kinds=tuple(entry.get("kinds", ())),
        cues=tuple(re.compile(cue, re.IGNORECASE) for cue in cues), examples=tuple(entry.get("examples", ())),
        counter_examples=tuple(entry.get("counter_examples", ())),
    )  # fmt: skip


def check() -> tuple[Problem, ...]:
    """Every example must be found by its entry, with the words behind the arrow; no counter-example."""
    book, found = demand_book(), []
    for rule in (*book.tests, book.savings):
        for example in rule.examples:
            said, _, answer = example.partition(_ANSWER)
            match = rule.find(said)
            if match is None:
                found.append(_wrong(rule.id, example, "an example is not found"))
            elif answer and match["words"].strip() != answer:
                found.append(_wrong(rule.id, example, f"an example gives “{match['words'].strip()}”"))
        found += [_wrong(rule.id, t, "a counter-example is found") for t in rule.counter_examples if rule.find(t)]
    return tuple(found)


def _wrong(entry: str, text: str, what: str) -> Problem:
    return Problem(file=FILE, where=f"entry `{entry}`", what=f"{what}: “{text}”.", mend="Correct the cue or the example.")
