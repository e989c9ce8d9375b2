"""Front matter of a policy: the YAML between the two `---` lines, held against the published JSON Schema."""

from __future__ import annotations

import json
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from concordant.errors import BadPolicy, Problem
from concordant.model import Meta
from concordant.strict import read_yaml

FENCE = "---"


@cache
def schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) that front matter must meet; the site publishes the same file."""
    loaded: dict[str, Any] = json.loads(files(__package__).joinpath("policy.schema.json").read_text(encoding="utf-8"))
    return loaded


def split(text: str, *, file: str) -> tuple[Meta, str, int]:
    """Take front matter off a canonical Markdown text.

    Returns (meta, body, number of the file's line on which the body starts, from 1). Raises BadPolicy with every problem found.
    """
    lines = text.removeprefix("\ufeff").split("\n")
    if lines[0].rstrip() != FENCE:
        raise BadPolicy(
            [
                Problem(
                    file=file,
                    where="line 1",
                    what="the front matter is missing.",
                    mend="Start the file with a line `---`, then `council: ...` and the other keys.",
                )
            ]
        )
    end = next((i for i in range(1, len(lines)) if lines[i].rstrip() == FENCE), None)
    if end is None:
        raise BadPolicy(
            [Problem(file=file, where="line 1", what="the front matter does not end.", mend="Put a line `---` after its last key.")]
        )
    data, problems = read_yaml("\n".join(lines[1:end]), file=file, schema=schema(), first_line=2)
    if not problems:
        problems = _impossible_dates(data, file)
    if problems:
        raise BadPolicy(problems)
    return _meta(data), "\n".join(lines[end + 1 :]), end + 2


def _impossible_dates(data: dict[str, Any], file: str) -> tuple[Problem, ...]:
    """The schema checks the shape of a date; only the calendar knows that 31 February is none."""
    found = []
    for key in ("date", "retrieved"):
        value = data.get(key)
        if value and len(value) == len("2019-10-01"):
            try:
                date.fromisoformat(value)
            except ValueError:
                found.append(
                    Problem(
                        file=file,
                        where=f"key `{key}`",
                        what=f"`{value}` is not a day of the calendar.",
                        mend="Correct the day or the month.",
                    )
                )
    return tuple(found)


def _meta(data: dict[str, Any]) -> Meta:
    return Meta(
        council=data["council"],
        title=data["title"],
        short=data.get("short"),
        kind=data["kind"],
        audience=tuple(data["audience"]),
        status=data["status"],
        date=data.get("date"),
        retrieved=data.get("retrieved"),
        source=data["source"],
        original=data.get("original"),
        unknown=tuple(data.get("unknown", ())),
        notes=data.get("notes"),
    )
