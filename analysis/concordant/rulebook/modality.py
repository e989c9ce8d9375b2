"""Loader of `modality.yml` and `strength.yml`: the words that make a duty, a ban or a permission, and those that only look like it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal, Protocol

from concordant.errors import BadRulebook, Problem
from concordant.model import Modality, Strength
from concordant.rulebook.notation import Words, anchor_of, compile_cue
from concordant.strict import read_yaml

_TEXT = {"type": "string", "minLength": 1}
_TEXTS = {"type": "array", "minItems": 1, "items": _TEXT}
_WORDS = {"type": "object", "additionalProperties": _TEXTS}
_COMMON = {"id": _TEXT, "why": _TEXT, "cues": _TEXTS, "examples": _TEXTS, "counter_examples": _TEXTS}
_MODALITY = {"enum": ["obligation", "prohibition", "permission", "none"]}
_STRENGTH = {"enum": ["mandatory", "advisory"]}


def rule_file(fields: dict[str, Any], required: list[str]) -> dict[str, Any]:
    """The JSON Schema of a file with `words` and `rules`; `fields` are what its rules have beside the common keys."""
    entry = {"type": "object", "additionalProperties": False, "required": [*_COMMON, *required], "properties": {**_COMMON, **fields}}
    rules = {"type": "array", "minItems": 1, "items": entry}
    return {
        "type": "object",
        "additionalProperties": False,
        "required": ["words", "rules"],
        "properties": {"words": _WORDS, "rules": rules},
    }


_MODALITY_SCHEMA = rule_file(
    {
        "modality": _MODALITY,
        "strength": _STRENGTH,
        "at": {"enum": ["anywhere", "imperative", "lead-in"]},
        "act": {"enum": ["after", "before"]},
        "sure": {"type": "boolean"},
        "also": _MODALITY,
        "strong": {"type": "boolean"},
    },
    ["modality"],
)
_STRENGTH_SCHEMA = rule_file({"gives": {"enum": ["advisory", "mandatory", "prohibition", "permission", "obligation"]}}, ["gives"])


@dataclass(frozen=True, slots=True, kw_only=True)
class CueRule:
    """One way to say a norm (or, with `modality` "none", to say something that is not one).

    `at`: "anywhere" in a sentence, "imperative" only where a command can begin, "lead-in" only in words that introduce a list.
    `act`: whether what is ruled on stands after the cue ("must not post") or before it ("posting is prohibited").
    `strong`: the words are binding even under a heading that only recommends. `also`: a second norm in the same words ("only X may").
    """

    id: str
    modality: Modality | Literal["none"]
    strength: Strength
    at: str
    act: str
    sure: bool
    strong: bool
    also: Modality | None
    why: str
    cues: tuple[re.Pattern[str], ...]
    anchors: tuple[frozenset[str], ...]
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...]

    def cues_for(self, words: frozenset[str]) -> tuple[re.Pattern[str], ...]:
        """The cues that can be found in a text of these words: a look at its words is far quicker than a search."""
        return tuple(cue for cue, anchor in zip(self.cues, self.anchors, strict=True) if not anchor or anchor & words)


@dataclass(frozen=True, slots=True, kw_only=True)
class StrengthRule:
    """Words of a heading or beside a cue that change what a sentence gives: its strength, or the modality of what stands below."""

    id: str
    gives: str
    why: str
    cues: tuple[re.Pattern[str], ...]
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...]

    def find(self, text: str) -> re.Match[str] | None:
        return next((m for cue in self.cues if (m := cue.search(text))), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class ModalityBook:
    """The cues in file order, and the word lists that they name."""

    rules: tuple[CueRule, ...]
    words: Words


class TriedRule(Protocol):
    """What a rule needs to be held against its own examples."""

    @property
    def id(self) -> str: ...
    @property
    def examples(self) -> tuple[str, ...]: ...
    @property
    def counter_examples(self) -> tuple[str, ...]: ...
    def find(self, text: str) -> re.Match[str] | None: ...


def read_rules(file: str, schema: dict[str, Any]) -> tuple[list[dict[str, Any]], Words]:
    """The entries of a rulebook file with their cues compiled, and its word lists. Raises BadRulebook with every problem."""
    data, found = read_yaml(files(__package__).joinpath(file).read_text(encoding="utf-8"), file=file, schema=schema)
    problems = list(found)
    if problems:
        raise BadRulebook(problems)
    words: Words = data["words"]
    entries = []
    for entry in data["rules"]:
        try:
            entries.append(
                {**entry, "cues": tuple(compile_cue(cue, words) for cue in entry["cues"]), "anchors": tuple(map(anchor_of, entry["cues"]))}
            )
        except ValueError as error:
            mend = "Add the list under `words`, or correct the name."
            problems.append(Problem(file=file, where=f"rule `{entry['id']}`", what=f"{error}.", mend=mend))
    if problems:
        raise BadRulebook(problems)
    return [{**e, "examples": tuple(e["examples"]), "counter_examples": tuple(e["counter_examples"])} for e in entries], words


def without_anchors(entry: dict[str, Any]) -> dict[str, Any]:
    """The entry for rules that are few and short, and need no quick look first."""
    return {key: value for key, value in entry.items() if key != "anchors"}


@cache
def modality_book() -> ModalityBook:
    """All cues in file order with their word lists."""
    entries, words = read_rules("modality.yml", _MODALITY_SCHEMA)
    defaults = {"strength": "mandatory", "at": "anywhere", "act": "after", "sure": True, "strong": False, "also": None}
    return ModalityBook(rules=tuple(CueRule(**{**defaults, **entry}) for entry in entries), words=words)


@cache
def strength_rules() -> tuple[StrengthRule, ...]:
    """All entries of `strength.yml` in file order."""
    return tuple(StrengthRule(**without_anchors(entry)) for entry in read_rules("strength.yml", _STRENGTH_SCHEMA)[0])


def check() -> tuple[Problem, ...]:
    """Every example of `strength.yml` must hold its words, no counter-example. (Cues of norms are tried where norms are read.)"""
    return try_both_ways("strength.yml", strength_rules())


def try_both_ways(file: str, rules: Iterable[TriedRule]) -> tuple[Problem, ...]:
    """A problem for each example in which a rule finds nothing, and for each counter-example in which it finds something."""
    found = []
    for rule in rules:
        wrong = [(t, "an example is not found") for t in rule.examples if not rule.find(t)]
        wrong += [(t, "a counter-example is found") for t in rule.counter_examples if rule.find(t)]
        found += [
            Problem(file=file, where=f"rule `{rule.id}`", what=f"{what}: “{text}”.", mend="Correct the cue or the example.")
            for text, what in wrong
        ]
    return tuple(found)
