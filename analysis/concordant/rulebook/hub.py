"""Loader of the hub: topics, and the provisions that clauses of every council are tied to.

Provisions stand in `provisions/*.yml`, a file for each group of topics; adding a file or an entry needs no code.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from concordant.errors import BadRulebook, Problem
from concordant.rulebook.notation import Cue, lazy_cue, starts_of
from concordant.rulebook.taxonomy import words
from concordant.strict import read_yaml

FOLDER, WORDINGS, TOPICS = "provisions", "wordings", "topics.yml"
_TEXT = {"type": "string", "minLength": 1}
_TEXTS = {"type": "array", "minItems": 1, "items": _TEXT}
_WORDINGS_SCHEMA: dict[str, Any] = {"type": "object", "additionalProperties": _TEXTS}
_TOPICS_SCHEMA: dict[str, Any] = {
    "type": "array",
    "items": {
        "type": "object",
        "additionalProperties": False,
        "required": ["id", "title", "sentence"],
        "properties": {"id": _TEXT, "title": _TEXT, "sentence": _TEXT},
    },
}
_SCHEMA: dict[str, Any] = {
    "type": "array",
    "items": {
        "type": "object",
        "additionalProperties": False,
        "required": ["id", "topic", "title", "cues", "examples", "counter_examples"],
        "properties": {
            "id": _TEXT, "topic": _TEXT, "title": _TEXT, "kind": {"enum": ["rule", "any"]}, "cues": _TEXTS, "opposed_to": _TEXTS,
            "examples": _TEXTS, "counter_examples": _TEXTS,
        },
    },
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """A group of provisions; `order` is its place on the site, from 0."""

    id: str
    title: str
    sentence: str
    order: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Provision:
    """One entry of the hub. `opposed_to` names provisions that ask for the contrary.

    A provision of kind `rule` is made only by a clause that holds a norm; others also by facts, purposes and definitions. `wordings` are
    other ways to say it, which the cues need not find.
    """

    id: str
    topic: str
    title: str
    kind: str
    cues: tuple[Cue, ...]
    opposed_to: tuple[str, ...]
    examples: tuple[str, ...]
    wordings: tuple[str, ...]
    counter_examples: tuple[str, ...]
    file: str

    def found_in(self, text: str) -> tuple[str, ...]:
        """The words of the text that the cues find, each once, in order of the cues."""
        return tuple(dict.fromkeys(found for cue in self.cues if (found := cue.find(text))))


@dataclass(frozen=True, slots=True, kw_only=True)
class Hub:
    """Topics in the order of the site, provisions in the order of the files."""

    topics: tuple[Topic, ...]
    provisions: tuple[Provision, ...]

    def provision(self, provision_id: str) -> Provision:
        """The provision with this id; KeyError if there is none."""
        return _by_id()[provision_id]


@cache
def _by_start() -> tuple[dict[str, list[tuple[int, int]]], list[tuple[int, int]]]:
    """Cues as (place of the provision, place of the cue) by the word beginnings that one of their rows needs; and those that need none."""
    needed: dict[str, list[tuple[int, int]]] = defaultdict(list)
    free = []
    for at, entry in enumerate(hub().provisions):
        for place, cue in enumerate(entry.cues):
            rows = [row.firsts for row in cue.rows if row.firsts]
            for first in min(rows, key=len, default=()):
                needed[first].append((at, place))
            if not rows:
                free.append((at, place))
    return dict(needed), free


def provisions_in(text: str) -> dict[str, tuple[str, ...]]:
    """The provisions whose cues the text holds, in order of the hub, each with the words found, in order of its cues."""
    needed, free = _by_start()
    places = set(free)
    for start in starts_of(text):
        places.update(needed.get(start, ()))
    found: dict[str, list[str]] = {}
    for at, place in sorted(places):
        entry = hub().provisions[at]
        if words := entry.cues[place].find(text):
            found.setdefault(entry.id, []).append(words)
    return {provision: tuple(dict.fromkeys(words)) for provision, words in found.items()}


@cache
def hub() -> Hub:
    """The whole hub. Raises BadRulebook with the problems of all its files."""
    problems: list[Problem] = []
    folder = files(__package__)
    topic_rows = _rows(folder.joinpath(TOPICS).read_text(encoding="utf-8"), TOPICS, _TOPICS_SCHEMA, problems) or []
    known = {row["id"] for row in topic_rows}
    wordings = _wordings(folder.joinpath(WORDINGS), problems)
    provisions: list[Provision] = []
    for path in sorted(folder.joinpath(FOLDER).iterdir(), key=lambda p: p.name):
        if path.name.endswith(".yml"):
            file = f"{FOLDER}/{path.name}"
            for row in _rows(path.read_text(encoding="utf-8"), file, _SCHEMA, problems) or []:
                provisions += _provision(row, file, known, wordings, problems)
    problems += _crossed(provisions)
    ids = {provision.id for provision in provisions}
    problems += [_homeless(provision) for provision in wordings if provision not in ids]
    if problems:
        raise BadRulebook(problems)
    topics = tuple(Topic(id=row["id"], title=row["title"], sentence=row["sentence"], order=at) for at, row in enumerate(topic_rows))
    return Hub(topics=topics, provisions=tuple(provisions))


@cache
def _by_id() -> dict[str, Provision]:
    return {provision.id: provision for provision in hub().provisions}


def _rows(text: str, file: str, schema: dict[str, Any], problems: list[Problem]) -> Any:
    data, found = read_yaml(text, file=file, schema=schema)
    problems += found
    return None if found else data


def _wordings(folder: Traversable, problems: list[Problem]) -> dict[str, tuple[str, ...]]:
    """Other wordings by provision, from the files of their folder."""
    found: dict[str, tuple[str, ...]] = {}
    for path in sorted(folder.iterdir(), key=lambda p: p.name):
        if path.name.endswith(".yml"):
            rows = _rows(path.read_text(encoding="utf-8"), f"{WORDINGS}/{path.name}", _WORDINGS_SCHEMA, problems) or {}
            for provision, texts in rows.items():
                found[provision] = (*found.get(provision, ()), *texts)
    return found


def _provision(
    row: dict[str, Any], file: str, topics: set[str], wordings: dict[str, tuple[str, ...]], problems: list[Problem]
) -> list[Provision]:
    where = f"provision `{row['id']}`"
    if row["topic"] not in topics:
        problems.append(Problem(file=file, where=where, what=f"there is no topic `{row['topic']}`.", mend=f"Use an id of {TOPICS}."))
    try:
        cues = tuple(lazy_cue(cue, words()) for cue in row["cues"])
    except ValueError as error:
        problems.append(Problem(file=file, where=where, what=f"{error}.", mend="Use an id of the taxonomy, or add it there."))
        return []
    return [
        Provision(
            id=row["id"], topic=row["topic"], title=row["title"], kind=row.get("kind", "any"), cues=cues,
            opposed_to=tuple(row.get("opposed_to", ())), examples=tuple(row["examples"]),
            wordings=wordings.get(row["id"], ()),
            counter_examples=tuple(row["counter_examples"]), file=file,
        )
    ]  # fmt: skip


def _crossed(provisions: list[Provision]) -> list[Problem]:
    """Ids used twice, and opposites that are no provisions."""
    found, seen = [], set()
    ids = {provision.id for provision in provisions}
    for provision in provisions:
        where = f"provision `{provision.id}`"
        if provision.id in seen:
            found.append(Problem(file=provision.file, where=where, what="the id is used twice.", mend="Give one of the two another id."))
        seen.add(provision.id)
        for other in provision.opposed_to:
            if other not in ids:
                found.append(
                    Problem(file=provision.file, where=where, what=f"there is no provision `{other}`.", mend="Correct `opposed_to`.")
                )
    return found


def _homeless(provision: str) -> Problem:
    mend = f"Correct the id, or take the wordings out of {WORDINGS}/."
    return Problem(file=WORDINGS, where=f"provision `{provision}`", what="there is no such provision.", mend=mend)


def check() -> tuple[Problem, ...]:
    """Every example must be found by its provision's cues, no counter-example may."""
    found = []
    for entry in hub().provisions:
        found += [_wrong(entry, t, "an example is not found") for t in entry.examples if not entry.found_in(t)]
        found += [_wrong(entry, t, "a counter-example is found") for t in entry.counter_examples if entry.found_in(t)]
    return tuple(found)


def _wrong(entry: Provision, text: str, what: str) -> Problem:
    return Problem(file=entry.file, where=f"provision `{entry.id}`", what=f"{what}: “{text}”.", mend="Correct the cues or the example.")
