"""Loader of `deontics.yml`: the cues by which two rules are held against each other."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, Literal

from concordant.errors import BadRulebook, Problem
from concordant.rulebook.notation import Words, anchor_of, compile_cue, lazy_cue, words_of
from concordant.rulebook.signs import sign
from concordant.strict import read_yaml

FILE = "deontics.yml"
Deontic = Literal["must", "must-not", "may", "need-not", "none"]
# A place of a cue: a word, or several in brackets.
_PLACE = re.compile(r"\([^()]*\)\??|\S+")
# Wherever a cue can begin; with the word that begins there, up to a sign.
_START = re.compile(r"(?<![\w-])(?<!\w['’])\w+")
_RUN = re.compile(r"\w+")
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
                "required": ["id", "gives", "cues", "examples", "counter_examples"],
                "properties": {
                    "id": {"type": "string"}, "gives": {"enum": ["must", "must-not", "may", "need-not", "none"]},
                    "act": {"enum": ["before", "after"]}, "at": {"enum": ["start"]}, "strength": {"enum": ["advisory"]},
                    "only": {"type": "boolean"}, "weak": {"type": "boolean"}, "keeps": {"type": "boolean"},
                    "cues": _TEXTS, "examples": _TEXTS, "counter_examples": _TEXTS,
                },
            },
        },
    },
}  # fmt: skip


Group = frozenset[str]  # words of which a text must hold one


@dataclass(frozen=True, slots=True, kw_only=True)
class DeonticRow:
    """One row. `before` says that what is ruled on stands before the cue; `only` that the rule lifts under a condition; `weak` that the
    words rule only where nothing else in the sentence does ("are removed"); `keeps` that the last word of the cue is itself what is
    done ("we welcome").
    """

    id: str
    gives: Deontic
    before: bool
    at_start: bool
    only: bool
    advisory: bool
    weak: bool
    keeps: bool
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DeonticCue:
    """A cue of a row. `firsts` are the words that it can begin with (empty: any). Of `anchor` a text must hold one word, and so of each
    group of `needs`: asking for them is far quicker than trying the pattern. Words of `firsts` and `needs` end at the first sign ("don" of
    "don't").
    """

    order: int
    row: DeonticRow
    notation: str
    firsts: Group
    anchor: Group
    needs: frozenset[Group]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A cue found in a sentence, with its place."""

    row: DeonticRow
    start: int
    end: int


@cache
def deontic_rows() -> tuple[DeonticRow, ...]:
    """The rows in order. Raises BadRulebook with every problem of the file."""
    return tuple(dict.fromkeys(cue.row for cue in _cues()))


@cache
def _book() -> dict[str, Any]:
    """The file as it stands. Raises BadRulebook with every problem of its form."""
    data, problems = read_yaml(files(__package__).joinpath(FILE).read_text(encoding="utf-8"), file=FILE, schema=_SCHEMA)
    if problems:
        raise BadRulebook(problems)
    return dict(data)


@cache
def _cues() -> tuple[DeonticCue, ...]:
    """The cues of all rows, in order. Raises BadRulebook with every problem of the file."""
    found: list[DeonticCue] = []
    wrong: list[Problem] = []
    for row in _book()["rows"]:
        made = _row(row)
        for notation in row["cues"]:
            try:
                found.append(_cue(notation, made, _book()["words"], len(found)))
            except ValueError as error:
                wrong.append(Problem(file=FILE, where=f"row `{made.id}`", what=f"{error}.", mend="Correct the cue."))
    if wrong:
        raise BadRulebook(wrong)
    return tuple(found)


@cache
def _pattern(order: int) -> re.Pattern[str]:
    """The pattern of a cue, made when a text first holds the words that it needs: making them all takes longer than reading a code."""
    return compile_cue(_cues()[order].notation, _book()["words"])


def _row(row: dict[str, Any]) -> DeonticRow:
    return DeonticRow(
        id=row["id"], gives=row["gives"], before=row.get("act") == "before", at_start=row.get("at") == "start", only=row.get("only", False),
        advisory=row.get("strength") == "advisory", weak=row.get("weak", False), keeps=row.get("keeps", False),
        examples=tuple(row["examples"]), counter_examples=tuple(row["counter_examples"]),
    )  # fmt: skip


def _cue(notation: str, row: DeonticRow, words: Words, order: int) -> DeonticCue:
    firsts, *needs = (_words_at(place, words) for place in _PLACE.findall(notation) if place != "^")
    return DeonticCue(
        order=order, row=row, notation=notation, firsts=firsts, anchor=anchor_of(notation), needs=frozenset(need for need in needs if need)
    )


def _words_at(place: str, words: Words) -> Group:
    """The words that can stand at a place of a cue; none where it may stay empty or asks only for a part of a word (`~ed`)."""
    listed = [entry for name in re.findall(r"\{([^{}]*)\}", place) for entry in words.get(name, ())]
    if place.endswith("?") or place.startswith(".") or any("~" in text for text in (place, *listed)):
        return frozenset()
    return frozenset(_RUN.findall(first)[0] for first in lazy_cue(place, words).rows[0].firsts)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Index:
    """The cues by the words that they can start with, those that can start with anything, and every group of words that some cue needs."""

    by_word: dict[str, tuple[DeonticCue, ...]]
    anywhere: tuple[DeonticCue, ...]
    groups: tuple[Group, ...]


@cache
def _index() -> _Index:
    found: dict[str, list[DeonticCue]] = defaultdict(list)
    for cue in _cues():
        for first in cue.firsts:
            found[first].append(cue)
    return _Index(
        by_word={first: tuple(cues) for first, cues in found.items()},
        anywhere=tuple(cue for cue in _cues() if not cue.firsts), groups=tuple({need: None for cue in _cues() for need in cue.needs}),
    )  # fmt: skip


@lru_cache(maxsize=20_000)
def hits(sentence: str) -> tuple[Hit, ...]:
    """The cues of a sentence that rule. Words that rule only where nothing else does count by themselves, and one of them at most."""
    ruling = [hit for hit in cues_in(sentence) if hit.row.gives != "none"]
    strong = tuple(hit for hit in ruling if not hit.row.weak)
    return strong or tuple(hit for hit in ruling if not sign("says-only-when").find(sentence[: hit.start]))[:1]


def cues_in(sentence: str) -> list[Hit]:
    """All cues of a sentence, left to right, none inside another; at one place the longest, then the first row."""
    candidates = [(start, -end, cue.order, Hit(row=cue.row, start=start, end=end)) for cue, start, end in _found(sentence)]
    kept: list[Hit] = []
    for *_, hit in sorted(candidates, key=lambda candidate: candidate[:3]):
        if not kept or hit.start >= kept[-1].end:
            kept.append(hit)
    return kept


def _found(sentence: str) -> Iterator[tuple[DeonticCue, int, int]]:
    """Every cue that stands in a sentence with its places. A pattern is tried only where a word stands that it can begin with."""
    words, runs = words_of(sentence), frozenset(_RUN.findall(sentence.lower()))
    there = {group for group in _index().groups if not group.isdisjoint(runs)}
    for cue, places in _tried(sentence):
        if not cue.needs <= there or (cue.anchor and cue.anchor.isdisjoint(words)):
            continue
        end = 0
        for place in [0] if cue.row.at_start else sorted(places):
            if place >= end and (match := _pattern(cue.order).match(sentence, place)):
                end = match.end()
                yield cue, match.start(), end


def _tried(sentence: str) -> Iterable[tuple[DeonticCue, list[int]]]:
    """The cues whose first word stands in a sentence, each with the places where it can begin."""
    by_word, anywhere = _index().by_word, _index().anywhere
    places: dict[str, list[int]] = defaultdict(list)
    for hit in _START.finditer(sentence):
        places[hit.group().lower()].append(hit.start())
    found: dict[int, tuple[DeonticCue, list[int]]] = {}
    for word in places.keys() & by_word.keys():
        for cue in by_word[word]:
            found.setdefault(cue.order, (cue, []))[1].extend(places[word])
    everywhere = [place for at in places.values() for place in at]
    return [*found.values(), *((cue, everywhere) for cue in anywhere)]
