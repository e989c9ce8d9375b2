"""`concordant check --baseline`: the conflicts of before, from an export or from a folder of policies."""

from __future__ import annotations

import json
from dataclasses import fields
from pathlib import Path
from typing import Any, get_args

from concordant.corpus import policy_files
from concordant.errors import ConcordantError, NotFound, Problem
from concordant.model import Between, Conflict, ConflictState, ConflictType
from concordant.pipeline import analyse, load, load_decisions
from concordant.publish.export import SCHEMA

_NEEDED = ("id", "a", "type", "between", "why", "rule", "quote_a", "quote_b")
_KNOWN = {"type": get_args(ConflictType), "between": get_args(Between), "state": get_args(ConflictState)}
_MEND = "Make one from the texts as they were, with `concordant export --format json --out before.json`."


class BadBaseline(ConcordantError):
    """A file that is no export of Concordant."""


def read_baseline(old: Path) -> tuple[Conflict, ...]:
    """The conflicts of an export in JSON, or of a folder of policies with its decisions. Raises NotFound, BadBaseline, BadPolicy."""
    if old.is_dir():
        if not policy_files(old):
            mend = f"{_MEND} Or name the folder that holds the councils: a policy lies in it as COUNCIL/POLICY/DATE.md."
            raise NotFound([Problem(file=str(old), where="", what="no policy was found there to compare with.", mend=mend)])
        return analyse(load(old), load_decisions(old)).conflicts
    if not old.is_file():
        what = "this is neither a file nor a folder." if old.exists() else "there is no such file or folder to compare with."
        mend = f"{_MEND} For an older state in git, check it out beside this one: git worktree add ../before COMMIT; then name its folder."
        raise NotFound([Problem(file=str(old), where="", what=what, mend=mend)])
    try:
        data: Any = json.loads(old.read_bytes().decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise _bad(old, "this is not valid JSON.") from error
    if not isinstance(data, dict) or data.get("schema") != SCHEMA or not isinstance(data.get("conflicts"), list):
        raise _bad(old, "this is no export of Concordant.")
    return tuple(_conflict(old, at, row) for at, row in enumerate(data["conflicts"], start=1))


def _conflict(old: Path, at: int, row: Any) -> Conflict:
    """One entry of the export; what an older or a newer version of the program says besides is left alone."""
    if not isinstance(row, dict) or any(not isinstance(row.get(key), str) for key in _NEEDED):
        raise _bad(old, f"its conflict {at} lacks one of {', '.join(_NEEDED)}.")
    for key, known in _KNOWN.items():
        if key in row and row[key] not in known:
            raise _bad(old, f"its conflict {at} has the {key} `{row[key]}`, which this version does not know.")
    names = {field.name for field in fields(Conflict)} - {"concerns"}
    return Conflict(**{key: value for key, value in row.items() if key in names})


def _bad(old: Path, what: str) -> BadBaseline:
    return BadBaseline([Problem(file=str(old), where="", what=what, mend=_MEND)])
