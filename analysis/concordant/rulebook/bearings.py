"""Loader of `bearings.yml`: what a duty, ban or permission does for a principle, and why."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal, get_args

from concordant.errors import BadRulebook, Problem
from concordant.model import Bearer, Modality
from concordant.rulebook.notation import Cue, Words, lazy_cue, sentences
from concordant.rulebook.principles import principles
from concordant.strict import read_yaml

FILE = "bearings.yml"
Effect = Literal["limits", "serves", "allows"]
_TEXT = {"type": "string", "minLength": 1}
_TEXTS = {"type": "array", "minItems": 1, "items": _TEXT}
_REASONS = {"type": "object", "minProperties": 1, "additionalProperties": _TEXT}
_RULE = {
    "type": "object",
    "additionalProperties": False,
    "required": ["id", "when", "cues", "examples", "counter_examples"],
    "properties": {
        "id": _TEXT,
        "when": {"type": "array", "minItems": 1, "items": {"enum": list(get_args(Modality))}},
        "bearers": {"type": "array", "minItems": 1, "items": {"enum": list(get_args(Bearer))}},
        "cues": _TEXTS,
        "unless": {"type": "array", "items": _TEXT},
        **dict.fromkeys(("examples", "counter_examples"), _TEXTS),
        **dict.fromkeys(get_args(Effect), _REASONS),
    },
}
_SCHEMA: dict[str, Any] = {
    "type": "object",
    "additionalProperties": False,
    "required": ["words", "rules"],
    "properties": {"words": {"type": "object", "additionalProperties": _TEXTS}, "rules": {"type": "array", "minItems": 1, "items": _RULE}},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Bearing:
    """One turn of phrase and what it does: `effects` are (what it does, id of the principle, why as a sentence without its subject).

    Tried on norms of the modalities `when`; with `bearers`, only on those that bind one of these. `unless` are words that spare it.
    """

    id: str
    when: frozenset[Modality]
    bearers: frozenset[Bearer]
    cues: tuple[Cue, ...]
    unless: tuple[Cue, ...]
    effects: tuple[tuple[Effect, str, str], ...]
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...]

    def find(self, text: str, lead_in: str = "") -> str | None:
        """The words found in `text`, or in it read after the last sentence of its lead-in and not in that alone; None if there are none."""
        if any(cue.find(f"{lead_in} {text}") for cue in self.unless):
            return None
        last = sentences(lead_in)[-1]
        return next((found for cue in self.cues if (found := _in(cue, text, last))), None)


def _in(cue: Cue, text: str, lead_in: str) -> str | None:
    if found := cue.find(text):
        return found
    return cue.find(f"{lead_in} {text}") if lead_in and not cue.find(lead_in) else None


@cache
def bearings() -> tuple[Bearing, ...]:
    """All rules in file order. Raises BadRulebook with every problem of the file."""
    data, found = read_yaml(files(__package__).joinpath(FILE).read_text(encoding="utf-8"), file=FILE, schema=_SCHEMA)
    problems = list(found)
    rules = []
    for entry in () if problems else data["rules"]:
        try:
            rules.append(_bearing(entry, data["words"]))
        except ValueError as error:
            mend = "Add the list under `words`, or correct the name."
            problems.append(Problem(file=FILE, where=f"rule `{entry['id']}`", what=f"{error}.", mend=mend))
    known = {principle.id for principle in principles()}
    problems += [
        Problem(file=FILE, where=f"rule `{rule.id}`", what=f"there is no principle `{name}`.", mend="Correct the name.")
        for rule in rules
        for _, name, _ in rule.effects
        if name not in known
    ]
    if problems:
        raise BadRulebook(problems)
    return tuple(rules)


def _bearing(entry: dict[str, Any], words: Words) -> Bearing:
    return Bearing(
        id=entry["id"],
        when=frozenset(entry["when"]),
        bearers=frozenset(entry.get("bearers", get_args(Bearer))),
        cues=tuple(lazy_cue(cue, words) for cue in entry["cues"]),
        unless=tuple(lazy_cue(cue, words) for cue in entry.get("unless", ())),
        effects=tuple((effect, name, why) for effect in get_args(Effect) for name, why in entry.get(effect, {}).items()),
        examples=tuple(entry["examples"]),
        counter_examples=tuple(entry["counter_examples"]),
    )
