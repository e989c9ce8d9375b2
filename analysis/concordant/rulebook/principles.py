"""Loader of `principles.yml`: the Seven Principles of Public Life and freedom of expression, and which restrictions bear on them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from concordant.errors import BadRulebook, Problem
from concordant.rulebook.conflicts import Says, conflict_book, cue_pattern
from concordant.strict import read_yaml

FILE = "principles.yml"
_TEXT = {"type": "string", "minLength": 1}
_TEXTS = {"type": "array", "items": _TEXT}
_LIMIT = {
    "type": "object",
    "additionalProperties": False,
    "required": ["act", "says", "why", "unless", "examples", "counter_examples"],
    "properties": {
        "act": _TEXT,
        "says": {"type": "array", "items": {"enum": ["obligation", "prohibition", "permission"]}},
        "why": _TEXT,
        "unless": _TEXTS,
        "bearers": {"type": "array", "minItems": 1, "items": {"enum": ["councillor", "employee"]}},
        "examples": _TEXTS,
        "counter_examples": _TEXTS,
    },
}
_SCHEMA: dict[str, Any] = {
    "type": "array",
    "items": {
        "type": "object",
        "additionalProperties": False,
        "required": ["id", "name", "source", "says", "cues", "examples", "counter_examples", "limits"],
        "properties": {
            **dict.fromkeys(("id", "name", "source", "says", "quoted"), _TEXT),
            **dict.fromkeys(("cues", "examples", "counter_examples"), _TEXTS),
            "limits": {"type": "array", "items": _LIMIT},
        },
    },
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """A restriction of the act `act` bears on the principle, unless the sentence has one of the `unless` wordings.

    Only a restriction of one of `bearers` counts.
    """

    act: str
    says: tuple[Says, ...]
    why: str
    unless: tuple[re.Pattern[str], ...]
    bearers: frozenset[str]
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...]

    def spared(self, sentence: str) -> bool:
        return any(p.search(sentence) for p in self.unless)


@dataclass(frozen=True, slots=True, kw_only=True)
class Principle:
    """`says` is a short description in our words; `quoted` is the official sentence, or None; `source` cites it."""

    id: str
    name: str
    source: str
    says: str
    quoted: str | None
    cues: tuple[re.Pattern[str], ...]
    limits: tuple[Limit, ...]
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...]

    @property
    def words(self) -> str:
        """The words that a finding quotes."""
        return self.quoted or self.says

    def mentioned(self, text: str) -> bool:
        return any(p.search(text) for p in self.cues)


@cache
def principles() -> tuple[Principle, ...]:
    """All principles in file order. Raises BadRulebook with every problem of the file."""
    text = files(__package__).joinpath(FILE).read_text(encoding="utf-8")
    data, problems = read_yaml(text, file=FILE, schema=_SCHEMA)
    if problems:
        raise BadRulebook(problems)
    words = conflict_book().words
    return tuple(_principle(entry, words) for entry in data)


def _principle(entry: dict[str, Any], words: dict[str, str]) -> Principle:
    return Principle(
        id=entry["id"],
        name=entry["name"],
        source=entry["source"],
        says=entry["says"],
        quoted=entry.get("quoted"),
        cues=tuple(cue_pattern(c, words) for c in entry["cues"]),
        limits=tuple(_limit(limit, words) for limit in entry["limits"]),
        examples=tuple(entry["examples"]),
        counter_examples=tuple(entry["counter_examples"]),
    )


def _limit(entry: dict[str, Any], words: dict[str, str]) -> Limit:
    return Limit(
        act=entry["act"],
        says=tuple(entry["says"]),
        why=entry["why"],
        bearers=frozenset(entry.get("bearers", ("councillor", "employee"))),
        unless=tuple(cue_pattern(c, words) for c in entry["unless"]),
        examples=tuple(entry["examples"]),
        counter_examples=tuple(entry["counter_examples"]),
    )


def check() -> tuple[Problem, ...]:
    """Every example must be a mention of its principle or bear on it, every counter-example must not."""
    book, found = conflict_book(), []
    known = {act.id for act in book.acts}
    for principle in principles():
        where = f"principle `{principle.id}`"
        found += [_wrong(where, t, "an example is not found") for t in principle.examples if not principle.mentioned(t)]
        found += [_wrong(where, t, "a counter-example is found") for t in principle.counter_examples if principle.mentioned(t)]
        for limit in principle.limits:
            place = f"{where}, limit `{limit.act}`"
            if limit.act not in known:
                found.append(_wrong(place, limit.act, "there is no such act in conflicts.yml"))
                continue
            found += [_wrong(place, t, "an example does not bear on it") for t in limit.examples if not _bears(limit, t)]
            found += [_wrong(place, t, "a counter-example bears on it") for t in limit.counter_examples if _bears(limit, t)]
    return tuple(found)


def _bears(limit: Limit, sentence: str) -> bool:
    return conflict_book().act(limit.act).find(sentence) is not None and not limit.spared(sentence)


def _wrong(where: str, text: str, what: str) -> Problem:
    return Problem(file=FILE, where=where, what=f"{what}: “{text}”.", mend="Correct the cue or the example.")
