"""Loader of `conflicts.yml`: the acts that codes speak of, the posts they send people to, and what does not sit together.

Cues are written for people: words separated by `|`, `%name%` for a word class of the file, `..` for up to eight words between
two cues, and regular expressions where that is not enough. Capitals are ignored.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from concordant.errors import BadRulebook, Problem
from concordant.model import Bearer, ConflictType, Modality, Strength
from concordant.strict import read_yaml

FILE = "conflicts.yml"
Says = Literal["obligation", "prohibition", "permission", "none"]

_TEXT = {"type": "string", "minLength": 1}
_TEXTS = {"type": "array", "minItems": 1, "items": _TEXT}
_SAYS = {"enum": ["obligation", "prohibition", "permission", "none"]}


def _object(required: dict[str, Any], optional: dict[str, Any] | None = None) -> dict[str, Any]:
    return {
        "type": "object",
        "additionalProperties": False,
        "required": list(required),
        "properties": {**required, **(optional or {})},
    }


_MAY_SAY = {"says": {"type": "array", "minItems": 1, "items": _SAYS}}
_SIDE = _object({"act": _TEXT, **_MAY_SAY}, {"without": _TEXTS})
_SAMPLE = _object(
    {"text": _TEXT, "says": _SAYS},
    {
        "strength": {"enum": ["mandatory", "advisory"]},
        "bearer": {"enum": ["councillor", "employee", "officer", "council", "public", "any"]},
        "capacity": {"enum": ["official", "private", "both", "unstated"]},
    },
)
_PAIRS = {"type": "array", "minItems": 1, "items": _object({"a": _SAMPLE, "b": _SAMPLE})}
_ONE_ACT = _object({"act": _TEXT, "examples": _PAIRS, "counter_examples": _PAIRS}, {**_MAY_SAY, "why": _TEXT})
_BY_ACT = _object(
    {
        "why": _TEXT,
        "acts": {"type": "array", "items": _ONE_ACT},
    }
)
_SCHEMA = _object(
    {
        "words": {"type": "object", "additionalProperties": _TEXTS},
        "posts": {"type": "object", "additionalProperties": _TEXTS},
        "carve_outs": _object({"cues": _TEXTS, "examples": _TEXTS, "counter_examples": _TEXTS}),
        "cautions": _object({"cues": _TEXTS, "examples": _TEXTS, "counter_examples": _TEXTS}),
        "acts": {
            "type": "array",
            "items": _object(
                {"id": _TEXT, "name": _TEXT, "cues": _TEXTS, "examples": _TEXTS, "counter_examples": _TEXTS},
                {"never": _TEXTS},
            ),
        },
        "rules": {
            "type": "array",
            "items": _object(
                {
                    "id": _TEXT,
                    "type": {"enum": ["contradiction", "tension", "strength", "exception"]},
                    "a": _SIDE,
                    "b": _SIDE,
                    "why": _TEXT,
                    "examples": _PAIRS,
                    "counter_examples": _PAIRS,
                },
                {
                    "differ": {"enum": ["post"]},
                    "within": {"enum": ["body"]},
                    "ignore": {"type": "array", "items": {"enum": ["bearer", "capacity"]}},
                    "doubt": _TEXT,
                },
            ),
        },
        "strength": _BY_ACT,
        "care": _BY_ACT,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """Something a rule can require, allow or forbid. `name` is a verb phrase ("share a password") for sentences."""

    id: str
    name: str
    cues: tuple[re.Pattern[str], ...]
    never: tuple[re.Pattern[str], ...]
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...]

    def find(self, text: str) -> re.Match[str] | None:
        """The words of `text` (one sentence) that speak of this act, or None."""
        found = next((m for p in self.cues if (m := p.search(text))), None)
        return None if found is None or any(p.search(text) for p in self.never) else found


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One side of a rule: the act, what is said of it ("none" = stated without a norm), and acts whose presence in the
    same clause takes the clause out (a clause that both tolerates and removes is no plain toleration)."""

    act: str
    says: tuple[Says, ...]
    without: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """One side of an example: a sentence and the norm in it (`says` is "none" for a mere statement)."""

    text: str
    says: Says
    strength: Strength = "mandatory"
    bearer: Bearer = "councillor"
    capacity: Literal["official", "private", "both", "unstated"] = "unstated"

    @property
    def modality(self) -> Modality | None:
        return None if self.says == "none" else self.says


@dataclass(frozen=True, slots=True, kw_only=True)
class ConflictRule:
    """Two sides that do not sit together.

    `why` is a sentence with the fields {who}, {who_inside} (the same within a sentence), {a}, {b} (where each side stands), {act_a},
    {act_b}, {post_a} and {post_b}. `differ` names what must differ besides; `within` = "body" keeps the rule to one body; `ignore`
    names what need not be the same on both sides (a password is shared by one and received by another); `doubt` says what is unsure.
    """

    id: str
    type: ConflictType
    a: Side
    b: Side
    why: str
    differ: Literal["post", "strength", "care"] | None
    within: Literal["body"] | None
    ignore: tuple[Literal["bearer", "capacity"], ...]
    doubt: str | None
    examples: tuple[tuple[Sample, Sample], ...]
    counter_examples: tuple[tuple[Sample, Sample], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """A turn of phrase: one that takes a case out of a rule, or one that asks for care."""

    cues: tuple[re.Pattern[str], ...]
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...]

    def find(self, text: str) -> re.Match[str] | None:
        return next((m for p in self.cues if (m := p.search(text))), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class ConflictBook:
    """The whole file."""

    words: dict[str, str]
    acts: tuple[Act, ...]
    posts: tuple[tuple[str, re.Pattern[str]], ...]
    carve_outs: Wording
    cautions: Wording
    rules: tuple[ConflictRule, ...]

    def act(self, act_id: str) -> Act:
        """The act with this id; KeyError if there is none."""
        return next(a for a in self.acts if a.id == act_id)


@cache
def conflict_book() -> ConflictBook:
    """The rules about what does not sit together. Raises BadRulebook with every problem of the file."""
    text = files(__package__).joinpath(FILE).read_text(encoding="utf-8")
    data, problems = read_yaml(text, file=FILE, schema=_SCHEMA)
    if problems:
        raise BadRulebook(problems)
    words = {name: "(?:" + "|".join(alternatives) + ")" for name, alternatives in data["words"].items()}
    book = ConflictBook(
        words=words,
        acts=tuple(_act(entry, words) for entry in data["acts"]),
        posts=tuple((name, re.compile(r"\b(?:" + "|".join(cues) + r")\b", re.IGNORECASE)) for name, cues in data["posts"].items()),
        carve_outs=_wording(data["carve_outs"], words),
        cautions=_wording(data["cautions"], words),
        rules=(
            *(_rule(entry) for entry in data["rules"]),
            *(_strength_rule(entry, data["strength"]["why"]) for entry in data["strength"]["acts"]),
            *(_care_rule(entry, data["care"]["why"]) for entry in data["care"]["acts"]),
        ),
    )
    if unknown := _unknown_acts(book):
        raise BadRulebook(unknown)
    return book


def cue_pattern(cue: str, words: dict[str, str]) -> re.Pattern[str]:
    """A cue as a regular expression: `%name%` is a word class, ` .. ` up to eight words in between."""
    text = re.sub(r"%([\w-]+)%", lambda m: words[m.group(1)], cue)
    text = text.replace(" .. ", r"(?:[^\w]+[\w'’-]+){0,8}?[^\w]+")
    return re.compile(rf"\b(?:{text})(?!\w)", re.IGNORECASE)


def check() -> tuple[Problem, ...]:
    """Every example of an act or carve-out must be found, no counter-example. (Pairs of rules are tried where norms are judged.)"""
    book = conflict_book()
    found = []
    owners: list[tuple[Act | Wording, str]] = [
        *((act, f"act `{act.id}`") for act in book.acts),
        (book.carve_outs, "carve_outs"),
        (book.cautions, "cautions"),
    ]
    for owner, name in owners:
        found += [_wrong(name, t, "an example is not found by its cues") for t in owner.examples if not owner.find(t)]
        found += [_wrong(name, t, "a counter-example is found by the cues") for t in owner.counter_examples if owner.find(t)]
    return tuple(found)


def _wording(entry: dict[str, Any], words: dict[str, str]) -> Wording:
    return Wording(cues=_cues(entry["cues"], words), examples=tuple(entry["examples"]), counter_examples=tuple(entry["counter_examples"]))


def _act(entry: dict[str, Any], words: dict[str, str]) -> Act:
    return Act(
        id=entry["id"],
        name=entry["name"],
        cues=_cues(entry["cues"], words),
        never=_cues(entry.get("never", []), words),
        examples=tuple(entry["examples"]),
        counter_examples=tuple(entry["counter_examples"]),
    )


def _cues(cues: list[str], words: dict[str, str]) -> tuple[re.Pattern[str], ...]:
    return tuple(cue_pattern(cue, words) for cue in cues)


def _rule(entry: dict[str, Any]) -> ConflictRule:
    return ConflictRule(
        id=entry["id"],
        type=entry["type"],
        a=_side(entry["a"]),
        b=_side(entry["b"]),
        why=entry["why"],
        differ=entry.get("differ"),
        within=entry.get("within"),
        ignore=tuple(entry.get("ignore", ())),
        doubt=entry.get("doubt"),
        examples=tuple((Sample(**p["a"]), Sample(**p["b"])) for p in entry["examples"]),
        counter_examples=tuple((Sample(**p["a"]), Sample(**p["b"])) for p in entry["counter_examples"]),
    )


def _strength_rule(entry: dict[str, Any], why: str) -> ConflictRule:
    side = {"act": entry["act"], "says": entry.get("says", ["prohibition"])}
    kind = {
        "id": f"must-or-should-{entry['act']}",
        "type": "strength",
        "a": side,
        "b": side,
        "why": entry.get("why", why),
        "differ": "strength",
        "ignore": ["capacity"],
    }
    return _rule({**entry, **kind})


def _care_rule(entry: dict[str, Any], why: str) -> ConflictRule:
    """Two rules of one strength, of which one says not to and the other asks for care: no difference between must and should."""
    side = {"act": entry["act"], "says": entry.get("says", ["obligation", "prohibition"])}
    kind = {"id": f"not-or-with-care-{entry['act']}", "type": "tension", "a": side, "b": side, "why": why}
    return _rule({**entry, **kind, "differ": "care", "ignore": ["capacity"]})


def _side(entry: dict[str, Any]) -> Side:
    return Side(act=entry["act"], says=tuple(entry["says"]), without=tuple(entry.get("without", ())))


def _unknown_acts(book: ConflictBook) -> list[Problem]:
    known = {act.id for act in book.acts}
    return [
        Problem(
            file=FILE, where=f"rule `{rule.id}`", what=f"there is no act `{act}`.", mend="Add it under `acts`, or correct the spelling."
        )
        for rule in book.rules
        for side in (rule.a, rule.b)
        for act in (side.act, *side.without)
        if act not in known
    ]


def _wrong(where: str, text: str, what: str) -> Problem:
    return Problem(file=FILE, where=where, what=f"{what}: “{text}”.", mend="Correct the cue or the example.")
