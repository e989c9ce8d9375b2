"""Loader of `together/dissent.yml`: rules that protect what people say of the council, and rules that keep it down."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from concordant.errors import BadRulebook, Problem
from concordant.rulebook.lexicon import lexicon
from concordant.strict import read_yaml

FILE = "together/dissent.yml"
Side = Literal["protects", "keeps_down"]
SIDES: tuple[Side, ...] = ("protects", "keeps_down")
_TEXTS = {"type": "array", "minItems": 1, "items": {"type": "string", "minLength": 1}}
_GROUP = {"type": "object", "additionalProperties": False, "required": ["rows"], "properties": {"rows": _TEXTS, "words": _TEXTS}}
_ROW = {
    "type": "object",
    "additionalProperties": False,
    "required": ["id", "says", "examples", "counter_examples"],
    "anyOf": [{"required": ["deeds"]}, {"required": ["names"]}],
    "properties": {
        "id": {"type": "string"}, "says": {"type": "array", "items": {"enum": ["must", "must-not", "may", "need-not"]}},
        **dict.fromkeys(("deeds", "names", "never", "without", "unless", "examples", "counter_examples"), _TEXTS),
        "of_council": {"type": "boolean"},
    },
}  # fmt: skip
_ROWS = {"type": "array", "minItems": 1, "items": _ROW}
_SCHEMA: dict[str, Any] = {
    "type": "object",
    "additionalProperties": False,
    "required": ["groups", *SIDES],
    "properties": {"groups": {"type": "object", "additionalProperties": _GROUP}, **dict.fromkeys(SIDES, _ROWS)},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """Rows of the lexicon, and words that count beside them."""

    rows: frozenset[str]
    words: frozenset[str]

    def among(self, senses: frozenset[str], words: frozenset[str]) -> bool:
        """Whether one of them is there."""
        return not self.rows.isdisjoint(senses) or not self.words.isdisjoint(words)


@dataclass(frozen=True, slots=True, kw_only=True)
class DissentRow:
    """One row; the head of the file says what its fields ask for. None where a row asks for nothing of the kind."""

    id: str
    says: frozenset[str]
    deeds: Named | None
    names: Named | None
    never: Named
    without: Named
    unless: Named
    of_council: bool
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...]


@cache
def dissent_rows(side: Side) -> tuple[DissentRow, ...]:
    """The rows of a side. Raises BadRulebook with every problem of the file."""
    data, problems = read_yaml(files(__package__).joinpath(FILE).read_text(encoding="utf-8"), file=FILE, schema=_SCHEMA)
    wrong = [*problems, *([] if problems else _unknown(data))]
    if wrong:
        raise BadRulebook(wrong)
    return tuple(_row(row, data["groups"]) for row in data[side])


def _row(row: dict[str, Any], groups: Mapping[str, Any]) -> DissentRow:
    return DissentRow(
        id=row["id"], says=frozenset(row["says"]), of_council=row.get("of_council", False),
        deeds=_named(row["deeds"], groups) if "deeds" in row else None, names=_named(row["names"], groups) if "names" in row else None,
        never=_named(row.get("never", ()), groups), without=_named(row.get("without", ()), groups),
        unless=_named(row.get("unless", ()), groups),
        examples=tuple(row["examples"]), counter_examples=tuple(row["counter_examples"]),
    )  # fmt: skip


def _named(names: Sequence[str], groups: Mapping[str, Any]) -> Named:
    rows = [row for name in names for row in (groups[name]["rows"] if name in groups else [name])]
    words = [word for name in names if name in groups for word in groups[name].get("words", ())]
    return Named(rows=frozenset(rows), words=frozenset(words))


def _unknown(data: dict[str, Any]) -> list[Problem]:
    """Names that are neither a group nor a row of the lexicon."""
    named = [(f"group `{name}`", row) for name, group in data["groups"].items() for row in group["rows"]]
    rows = [row for side in SIDES for row in data[side]]
    fields = ("deeds", "names", "never", "without", "unless")
    named += [(f"row `{row['id']}`", name) for row in rows for field in fields for name in row.get(field, ()) if name not in data["groups"]]
    return [
        Problem(file=FILE, where=where, what=f"there is no row `{name}` in the lexicon.", mend="Correct the name.")
        for where, name in named
        if name not in lexicon()
    ]
