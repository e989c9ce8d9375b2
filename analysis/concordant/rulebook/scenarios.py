"""Loader of `scenarios.yml`: worked situations, the matters on which codes rule in them, and what that comes to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal, get_args

from concordant.errors import BadRulebook, Problem
from concordant.model import Bearer, Capacity
from concordant.rulebook.aims import Wording, wording
from concordant.rulebook.hub import hub
from concordant.rulebook.notation import Cue, lazy_cue
from concordant.strict import read_yaml

FILE = "scenarios.yml"
# What a sentence makes of a matter: bans it, asks for it, gives leave for it, asks for care, or only says something of it.
Says = Literal["forbids", "requires", "allows", "cares", "states"]
Verdict = Literal["allowed", "barred", "unclear"]
Deed = Literal["same", "contrary", "open"]
Why = Literal[
    "barred", "barred-advice", "barred-leave", "allowed", "both", "weighed", "care", "leave", "open", "silent", "reach", "unbound"
]  # fmt: skip
_TEXT = {"type": "string", "minLength": 1}
_TEXTS = {"type": "array", "minItems": 1, "items": _TEXT}
_SAYS = {"enum": list(get_args(Says))}
_FOUND = dict.fromkeys(("cues", "examples", "counter_examples"), _TEXTS)


def _object(required: dict[str, Any], optional: dict[str, Any] | None = None) -> dict[str, Any]:
    return {"type": "object", "additionalProperties": False, "required": list(required), "properties": {**required, **(optional or {})}}


_MATTER = _object({"id": _TEXT, "name": _TEXT, **_FOUND}, {"unless": _TEXTS, "deeds": _TEXTS, "provisions": _TEXTS})
_TURN = _object(
    {"matter": _TEXT, "deed": {"enum": list(get_args(Deed))}},
    {
        "says": {"type": "array", "minItems": 1, "items": _SAYS},
        "but": {"type": "object", "additionalProperties": {"enum": list(get_args(Verdict))}, "propertyNames": _SAYS},
        "bearers": {"type": "array", "minItems": 1, "items": {"enum": list(get_args(Bearer))}},
    },
)
_SITUATION = _object(
    {
        "id": {"type": "string", "pattern": "^[a-z][a-z-]*$"}, "title": _TEXT, "story": _TEXT, "who": {"enum": ["councillor", "employee"]},
        "capacity": {"enum": ["official", "private", "both"]}, "where": _TEXT, "turns": {"type": "array", "minItems": 1, "items": _TURN},
    },
    {"when": _TEXT, "leave": {"enum": ["none", "unsaid"]}},
)  # fmt: skip
_WORDING = _object(_FOUND)
_SCHEMA = _object(
    {
        "whys": _object(dict.fromkeys(get_args(Why), _TEXT)),
        "words": {"type": "object", "additionalProperties": _TEXTS},
        "care": _WORDING,
        "leave": _WORDING,
        "addressed": _WORDING,
        "matters": {"type": "array", "minItems": 1, "items": _MATTER},
        "situations": {"type": "array", "minItems": 1, "items": _SITUATION},
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """Something on which a code can rule. A sentence rules on it where a cue finds words in it that no cue of `unless` spares, where
    its clause is tied to one of `provisions` by it, or where it rules on one of `deeds` in words of its own.
    """

    id: str
    name: str
    wording: Wording
    unless: tuple[Cue, ...]
    provisions: frozenset[str]
    deeds: tuple[str, ...]

    def spared(self, text: str) -> bool:
        """Whether the words speak of another case."""
        return any(cue.find(text) for cue in self.unless)


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """What a rule on a matter means in a situation. `deed`: what the rule is on is done ("same"), its contrary is done ("contrary"), or
    two people may differ on whether it is done ("open"). `says` keeps the turn to some kinds of rule; `but` overrules what one comes to;
    `bearers` are the bound whose rules count, with the one who acts.
    """

    matter: Matter
    deed: Deed
    says: frozenset[Says]
    but: tuple[tuple[Says, Verdict], ...]
    bearers: frozenset[Bearer]


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """A worked situation. `leave` says whether nobody gave leave for it ("none") or the story does not say ("unsaid")."""

    id: str
    title: str
    story: str
    who: Bearer
    capacity: Capacity
    where: str
    when: str
    leave: Literal["none", "unsaid"]
    turns: tuple[Turn, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ScenarioBook:
    """The whole file. `whys` are the sentences for outcomes; `care` finds wording that asks for care, `leave` wording by which a rule
    lifts with somebody's leave, `addressed` sentences of which the council is the subject and which rule on what others do.
    """

    whys: dict[Why, str]
    care: Wording
    leave: Wording
    addressed: Wording
    matters: tuple[Matter, ...]
    situations: tuple[Situation, ...]


@cache
def scenario_book() -> ScenarioBook:
    """Raises BadRulebook with every problem of the file."""
    data, found = read_yaml(files(__package__).joinpath(FILE).read_text(encoding="utf-8"), file=FILE, schema=_SCHEMA)
    problems = [*found, *(() if found else _unknown(data))]
    if problems:
        raise BadRulebook(problems)
    matters = {entry["id"]: _matter(entry, data["words"]) for entry in data["matters"]}
    return ScenarioBook(
        whys=data["whys"],
        care=wording(data["care"], data["words"]),
        leave=wording(data["leave"], data["words"]),
        addressed=wording(data["addressed"], data["words"]),
        matters=tuple(matters.values()),
        situations=tuple(_situation(entry, matters) for entry in data["situations"]),
    )


def _matter(entry: dict[str, Any], words: dict[str, list[str]]) -> Matter:
    return Matter(
        id=entry["id"], name=entry["name"], wording=wording(entry, words), provisions=frozenset(entry.get("provisions", ())),
        unless=tuple(lazy_cue(cue, words) for cue in entry.get("unless", ())), deeds=tuple(entry.get("deeds", ())),
    )  # fmt: skip


def _situation(entry: dict[str, Any], matters: dict[str, Matter]) -> Situation:
    turns = tuple(
        Turn(
            matter=matters[turn["matter"]], deed=turn["deed"], says=frozenset(turn.get("says", get_args(Says))),
            but=tuple(turn.get("but", {}).items()), bearers=frozenset((*turn.get("bearers", ()), entry["who"])),
        )
        for turn in entry["turns"]
    )  # fmt: skip
    plain = {key: entry[key] for key in ("id", "title", "story", "who", "capacity", "where")}
    return Situation(**plain, when=entry.get("when", ""), leave=entry.get("leave", "unsaid"), turns=turns)


def _unknown(data: dict[str, Any]) -> Iterator[Problem]:
    """Ids that are used twice, and names of matters and provisions that are not there."""
    for kind in ("matters", "situations"):
        ids = [entry["id"] for entry in data[kind]]
        for name in sorted({one for one in ids if ids.count(one) > 1}):
            yield _problem(f"{kind}, `{name}`", "the id is used twice", "Give one of the two another id.")
    known = {provision.id for provision in hub().provisions}
    for entry in data["matters"]:
        for name in sorted(set(entry.get("provisions", ())) - known):
            yield _problem(f"matter `{entry['id']}`", f"there is no provision `{name}`", "Correct the name.")
    matters = {entry["id"] for entry in data["matters"]}
    for entry in data["situations"]:
        for turn in entry["turns"]:
            if turn["matter"] not in matters:
                yield _problem(f"situation `{entry['id']}`", f"there is no matter `{turn['matter']}`", "Correct the name.")


def _problem(where: str, what: str, mend: str) -> Problem:
    return Problem(file=FILE, where=where, what=f"{what}.", mend=mend)
