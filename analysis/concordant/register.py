"""`<council>/concerns/register.yml`: the concerns of a council as its officers mended them.

Read strictly, and written so that nothing of theirs is lost.

Each entry carries `as_found`, the marks of the values that the program wrote. A value whose mark has changed was mended by somebody, and
then it counts; any other follows what the program finds. An entry that somebody takes out stays out: `offered` knows that it was there.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any, get_args

import yaml

from concordant.errors import ConcordantError, Problem
from concordant.model import Concern, ConcernTestKind
from concordant.rulebook.concern_words import concern_words
from concordant.rulebook.concerns import concern_book
from concordant.rulebook.principles import principles
from concordant.strict import read_yaml

PLACE = "concerns/register.yml"
# The values that an officer may mend and that then count.
VALUES = ("councillor", "about", "certain", "kinds", "principles", "proposal", "test")
NONE = "none"
_YES = {True: "yes", False: "no"}
_REMARK = re.compile(r"(?:^|\s)#")
_KEY = re.compile(r"key `concerns\.(\d+)(?:\.([^`]+))?`")


class BadRegister(ConcordantError):
    """A register that breaks its form; carries every problem of the file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry: `values` holds what stands under the keys of VALUES, `marks` the marks of what the program wrote there ({} where a
    person added the entry). `where` is the id of the paragraph of the report, `line` the line of the file on which the entry begins.
    """

    id: str
    said: str
    where: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)
    marks: Mapping[str, str] = field(default_factory=dict)
    note: str | None = None
    new: bool = False
    drop: bool = False
    line: int = 0

    @property
    def mended(self) -> tuple[str, ...]:
        """The keys whose value a person has changed or added."""
        return tuple(key for key in VALUES if key in self.values and self.marks.get(key) != mark(self.values[key]))


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """The register of one council: `body` is its folder, `text` the file as it stands."""

    body: str
    entries: tuple[Entry, ...]
    offered: frozenset[str]
    text: str

    @property
    def file(self) -> str:
        return f"{self.body}/{PLACE}"


def load_registers(folder: Path) -> tuple[Register, ...]:
    """The register of every council that has one. Raises BadRegister with the problems of all of them."""
    found: list[Register] = []
    problems: list[Problem] = []
    for path in sorted(folder.glob(f"*/{PLACE}")):
        body = path.parts[-3]
        try:
            found.append(read_register(path.read_bytes().decode("utf-8-sig"), body=body))
        except UnicodeDecodeError:
            mend = "Save it again with the encoding UTF-8."
            problems.append(Problem(file=f"{body}/{PLACE}", where="", what="this file is not UTF-8 text.", mend=mend))
        except BadRegister as error:
            problems.extend(error.problems)
    if problems:
        raise BadRegister(problems)
    return tuple(found)


def read_register(text: str, *, body: str) -> Register:
    """The register in a text of the form of register.yml. Raises BadRegister."""
    file = f"{body}/{PLACE}"
    data, problems = read_yaml(text, file=file, schema=_schema())
    if problems:
        raise BadRegister([replace(p, where=_KEY.sub(_counted_from_one, p.where)) for p in problems])
    rows = data.get("concerns") or []
    entries = tuple(_entry(row, line) for row, line in zip(rows, _starts(text), strict=True))
    if twice := list(_twice(entries, file)):
        raise BadRegister(twice)
    return Register(body=body, entries=entries, offered=frozenset(data.get("offered") or ()), text=text)


def _counted_from_one(found: re.Match[str]) -> str:
    return f"entry {int(found[1]) + 1}" + (f", key `{found[2]}`" if found[2] else "")


def _entry(row: dict[str, Any], line: int) -> Entry:
    marks = dict(pair.split(" ", 1) for pair in row.get("as_found", "").split(", ") if " " in pair)
    return Entry(
        id=row["id"], said=_folded(row["said"]), where=row.get("where", ""), values={k: _value(row[k]) for k in VALUES if k in row},
        marks=marks, note=row.get("note"), new=row.get("new") == "yes", drop=row.get("drop") == "yes", line=line + 1,
    )  # fmt: skip


def _value(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _folded(said) for key, said in value.items()}
    return _folded(value) if isinstance(value, str) else list(value)


def _folded(text: str) -> str:
    return " ".join(text.split())


def _twice(entries: Sequence[Entry], file: str) -> Iterator[Problem]:
    seen: dict[str, Entry] = {}
    for entry in entries:
        first = seen.setdefault(entry.id, entry)
        if first is not entry:
            what, mend = f"the id `{entry.id}` stands already on line {first.line}.", "Give one of the two another id."
            yield Problem(file=file, where=f"line {entry.line}, key `id`", what=what, mend=mend)


def unknown(register: Register, clauses: frozenset[str]) -> tuple[Problem, ...]:
    """What the register names and is not there: paragraphs that a new version of a text no longer has."""
    return tuple(
        Problem(
            file=register.file,
            where=f"line {entry.line}, concern `{entry.id}`",
            what=f"there is no paragraph `{named}`.",
            mend="`concordant clauses --format csv` lists the ids; correct it, or take it out.",
        )
        for entry in register.entries
        if not entry.drop and (not entry.marks or "about" in entry.mended or "test" in entry.mended)
        for named in (*entry.values.get("about", ()), *_about_of(entry.values.get("test")))
        if named not in clauses
    )


def _about_of(test: Any) -> tuple[str, ...]:
    return (test["about"],) if isinstance(test, dict) and "about" in test else ()


def mark(value: Any) -> str:
    """A few characters that stand for a value: another value has others."""
    said = json.dumps(value, ensure_ascii=False, sort_keys=True)
    return sha256(said.encode("utf-8")).hexdigest()[:6]


def values_of(concern: Concern) -> dict[str, Any]:
    """What the register says of a concern, by key."""
    test: dict[str, str] | str = NONE
    if concern.test:
        test = {"kind": concern.test.kind, "words": _folded(concern.test.words)}
        test |= {"about": concern.test.clause} if concern.test.clause else {}
    return {
        "councillor": _folded(concern.councillor), "about": list(concern.targets), "certain": _YES[concern.sure],
        "kinds": list(concern.kinds), "principles": list(concern.principles), "proposal": _folded(concern.proposal or NONE), "test": test,
    }  # fmt: skip


def matched(found: Sequence[Concern], register: Register) -> dict[str, Entry]:
    """Concern id -> its entry: by id, and where the report was read anew and ids changed, by who said what."""
    by_id = {entry.id: entry for entry in register.entries}
    pairs = {c.id: by_id[c.id] for c in found if c.id in by_id and by_id[c.id].said == _folded(c.text)}
    taken = {entry.id for entry in pairs.values()}
    by_words = {entry.said: entry for entry in reversed(register.entries) if entry.id not in taken}
    for concern in found:
        if concern.id not in pairs and (entry := by_words.pop(_folded(concern.text), None) or _unclaimed(by_id.get(concern.id), taken)):
            pairs[concern.id] = entry
            taken.add(entry.id)
    return pairs


def _unclaimed(entry: Entry | None, taken: set[str]) -> Entry | None:
    return entry if entry and entry.id not in taken else None


def written(found: Sequence[Concern], register: Register | None) -> str:
    """The text of the register with what was found in it: entries that people mended keep what they say, new ones follow at the end."""
    if register is None:
        return _head() + "concerns:\n" + "".join(_block(c, None) for c in found) + _offered(c.id for c in found)
    pairs = matched(found, register)
    by_entry = {entry.id: concern for concern in found if (entry := pairs.get(concern.id))}
    lines = register.text.splitlines(keepends=True)
    starts = [entry.line - 1 for entry in register.entries]
    foot = next((i for i, line in enumerate(lines) if line.startswith("offered:")), len(lines))
    foot = next((i for i in range(foot, 0, -1) if not lines[i - 1].startswith("#")), 0) if foot < len(lines) else foot
    out = ["".join(lines[: starts[0] if starts else foot])]
    if not starts:
        out = [re.sub(r"^concerns:[ \t]*(?:\[\])?[ \t]*$", "concerns:", out[0], flags=re.MULTILINE)]
    for entry, start, end in zip(register.entries, starts, [*starts, foot][1:], strict=True):
        out.append(_again(entry, by_entry.get(entry.id), lines[start:end]))
    if out[-1] and not out[-1].endswith("\n"):
        out.append("\n")
    new = [c for c in found if c.id not in pairs and c.id not in register.offered]
    out += [_block(c, None, new=True) for c in new]
    out.append(_offered({*register.offered, *(c.id for c in found)}))
    return "".join(out)


def _again(entry: Entry, concern: Concern | None, lines: list[str]) -> str:
    """The lines of an entry as they stand, or made anew where what was found has changed and no remark of a person would be lost."""
    end = next((i for i in range(len(lines), 0, -1) if lines[i - 1].strip() and not lines[i - 1].lstrip().startswith("#")), 0)
    own, after = lines[:end], lines[end:]
    if concern is None or not entry.marks or any(_REMARK.search(line) for line in own):
        return "".join(lines)
    fresh = values_of(concern)
    if all(entry.marks.get(key) == mark(fresh[key]) for key in VALUES if key not in entry.mended):
        return "".join(lines)
    return _block(concern, entry) + "".join(after)


def _block(concern: Concern, entry: Entry | None, *, new: bool = False) -> str:
    """One entry as text. Values that `entry` has mended stay; the marks are those of what was found."""
    found = values_of(concern)
    mended = {key: entry.values[key] for key in entry.mended} if entry else {}
    values = found | mended
    row: dict[str, Any] = {"id": entry.id if entry else concern.id, "councillor": values.pop("councillor"), "said": _folded(concern.text)}
    row |= {"where": concern.unit} | values | {"as_found": ", ".join(f"{key} {mark(found[key])}" for key in VALUES)}
    row |= {"note": entry.note} if entry and entry.note else {}
    row |= {"new": "yes"} if new or (entry and entry.new) else {}
    row |= {"drop": "yes"} if entry and entry.drop else {}
    text = yaml.safe_dump([row], sort_keys=False, allow_unicode=True, width=110)
    return re.sub(r"^(  (?:certain|new|drop)): '(yes|no)'$", r"\1: \2", text, flags=re.MULTILINE)


def _offered(ids: Any) -> str:
    listed = "".join(f"- {one}\n" for one in sorted(ids))
    foot = concern_words()["register"]["foot"]
    return f"{foot}offered:\n{listed}" if listed else f"{foot}offered: []\n"


def _starts(text: str) -> list[int]:
    """The line on which each entry begins, from 0."""
    root = yaml.compose(text, Loader=yaml.SafeLoader)
    pairs = root.value if isinstance(root, yaml.MappingNode) else []
    listed = next((value for key, value in pairs if key.value == "concerns"), None)
    return [entry.start_mark.line for entry in listed.value] if isinstance(listed, yaml.SequenceNode) else []


@cache
def _head() -> str:
    kinds = ", ".join(kind.id for kind in concern_book().kinds)
    return concern_words()["register"]["head"].format(kinds=kinds, tests=", ".join(get_args(ConcernTestKind)))


@cache
def _schema() -> dict[str, Any]:
    def text(description: str) -> dict[str, Any]:
        return {"type": "string", "minLength": 1, "pattern": r"\S", "description": description}

    def listed(items: dict[str, Any], description: str) -> dict[str, Any]:
        return {"type": "array", "items": items, "description": description}

    clause = {
        "type": "string", "pattern": r"^[a-z0-9-]+/[a-z0-9-]+#\S+$",
        "description": "Give the id of a paragraph, as `concordant clauses --format csv` lists it: example/code#be-kind.",
    }  # fmt: skip
    yes = {"enum": list(_YES.values())}
    test = {
        "type": "object", "additionalProperties": False, "required": ["kind", "words"],
        "properties": {
            "kind": {"enum": list(get_args(ConcernTestKind))}, "words": text("Give the words that the test is about."), "about": clause,
        },
    }  # fmt: skip
    no_test = {"enum": [NONE]}
    properties = {
        "id": {"type": "string", "pattern": r"^[a-z0-9][a-z0-9-]*$", "description": "Use small letters, digits and hyphens."},
        "councillor": text("Say who raised it."), "said": text("Give the councillor's words."),
        "where": {**clause, "description": "Give the id of the paragraph of the report, or take the line out."},
        "about": listed(clause, "List the ids of paragraphs, or write []."), "certain": yes,
        "kinds": listed({"enum": [kind.id for kind in concern_book().kinds]}, "List kinds, or write []."),
        "principles": listed({"enum": [p.id for p in principles()]}, "List principles, or write []."),
        "proposal": text("Give the wording proposed, or write none."),
        "test": {"if": {"type": "object"}, "then": test, "else": no_test},
        "as_found": text("Leave this line as Concordant wrote it."), "note": text("Write a sentence, or take the line out."),
        "new": yes, "drop": yes,
    }  # fmt: skip
    entry = {
        "type": "object", "additionalProperties": False, "required": ["id", "councillor", "said"], "properties": properties,
        "description": "An entry begins with `- id:`.",
    }  # fmt: skip
    return {
        "type": "object", "additionalProperties": False, "required": ["concerns"],
        "description": "The file has two parts: `concerns:`, a list of entries, and `offered:`.",
        "properties": {"concerns": listed(entry, "List the concerns, or write []."), "offered": listed({"type": "string"}, "Leave it.")},
    }  # fmt: skip
