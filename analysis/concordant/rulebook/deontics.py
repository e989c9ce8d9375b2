"""Loader of `deontics.yml`: the cues by which two rules are held against each other."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, Literal

from concordant.errors import BadRulebook, Problem
from concordant.rulebook.notation import anchor_of, compile_cue, words_of
from concordant.strict import read_yaml

FILE = "deontics.yml"
_SUBORDINATE = re.compile(r"\b(?:when|if|that|which|who|once|after|because|until|where|while|as|before|whether|since|how|what|why)\b[^,;]*$", re.IGNORECASE)
Deontic = Literal["must", "must-not", "may", "need-not", "none"]
_TEXTS = {"type": "array", "minItems": 1, "items": {"type": "string", "minLength": 1}}
_SCHEMA: dict[str, Any] = {
    "type": "object",
    "additionalProperties": False,
    "required": ["words", "rows"],
    "properties": {
        "words": {"type": "object", "additionalProperties": _TEXTS},
        "rows": {
            "type": "array",
            "items": {
                "type": "object",
                "additionalProperties": False,
                "required": ["id", "gives", "cues"],
                "properties": {
                    "id": {"type": "string"}, "gives": {"enum": ["must", "must-not", "may", "need-not", "none"]},
                    "act": {"enum": ["before", "after"]}, "at": {"enum": ["start"]}, "only": {"type": "boolean"}, "weak": {"type": "boolean"}, "keeps": {"type": "boolean"},
                    "strength": {"enum": ["advisory"]}, "cues": _TEXTS, "examples": _TEXTS, "counter_examples": _TEXTS,
                },
            },
        },
    },
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class DeonticRow:
    """One row. Each cue stands behind words of which a sentence must hold one. `before` says that what is ruled on stands before the cue; `only` that the rule lifts under a condition; `weak` that
    the words rule only where nothing else in the sentence does ("are removed"); `keeps` that the last word of the cue is itself what is done ("we welcome").
    """

    id: str
    gives: Deontic
    before: bool
    at_start: bool
    only: bool
    advisory: bool
    weak: bool
    keeps: bool
    cues: tuple[tuple[frozenset[str], re.Pattern[str]], ...]
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A cue found in a sentence, with its place."""

    row: DeonticRow
    start: int
    end: int


@cache
def deontic_rows() -> tuple[DeonticRow, ...]:
    """The rows in order. Raises BadRulebook with every problem of the file."""
    data, problems = read_yaml(files(__package__).joinpath(FILE).read_text(encoding="utf-8"), file=FILE, schema=_SCHEMA)
    if problems:
        raise BadRulebook(problems)
    found, wrong = [], []
    for row in data["rows"]:
        try:
            cues = tuple((anchor_of(cue), compile_cue(cue, data["words"])) for cue in row["cues"])
        except (ValueError, re.error) as error:
            wrong.append(Problem(file=FILE, where=f"row `{row['id']}`", what=f"{error}.", mend="Correct the cue."))
            continue
        found.append(
            DeonticRow(
                id=row["id"], gives=row["gives"], before=row.get("act") == "before", at_start=row.get("at") == "start",
                only=row.get("only", False), advisory=row.get("strength") == "advisory",
                weak=row.get("weak", False), keeps=row.get("keeps", False), cues=cues,
                examples=tuple(row.get("examples", ())), counter_examples=tuple(row.get("counter_examples", ())),
            )
        )  # fmt: skip
    if wrong:
        raise BadRulebook(wrong)
    return tuple(found)


@lru_cache(maxsize=4_000)
def hits(sentence: str) -> tuple[Hit, ...]:
    """The cues of a sentence, left to right, none inside another; at one place the longest, then the first row."""
    candidates: list[tuple[int, int, int, Hit]] = []
    words = words_of(sentence)
    for order, row in enumerate(deontic_rows()):
        for anchor, cue in row.cues:
            if anchor and not anchor & words:
                continue
            found = [m] if row.at_start and (m := cue.match(sentence)) else [] if row.at_start else list(cue.finditer(sentence))
            candidates += [(m.start(), m.start() - m.end(), order, Hit(row=row, start=m.start(), end=m.end())) for m in found]
    kept: list[Hit] = []
    for *_, hit in sorted(candidates, key=lambda c: c[:3]):
        if not kept or hit.start >= kept[-1].end:
            kept.append(hit)
    found = [h for h in kept if h.row.gives != "none"]
    strong = tuple(h for h in found if not h.row.weak)
    return strong or tuple(h for h in found if not _SUBORDINATE.search(sentence[: h.start]))[:1]
