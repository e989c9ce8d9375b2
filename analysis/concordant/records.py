"""The record of an import, beside the Markdown that came of it: `<version>.import.json`. Written by the importer, read with the policy."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, fields, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from concordant.errors import BadPolicy, Problem
from concordant.model import Change, DraftView, Guess, ImportRecord, Policy, Remark, Unit
from concordant.parse.account import Account, account
from concordant.read.source import Source

SUFFIX = ".import.json"


def record_of(
    source: Source, units: Sequence[Unit], *, guesses: Sequence[Guess], view: DraftView, body: str
) -> tuple[ImportRecord, Account]:
    """What an import found out, and the account of the words it rests on. `body` is the Markdown below the front matter."""
    held = account(source.text, units)
    record = ImportRecord(
        file=source.name, format=Path(source.name).suffix.lower().lstrip("."), rows=source.rows, view=view, words=held.total,
        missing=held.missing, placed=held.placed, unplaced=held.unplaced, counts=source.counts, guesses=tuple(guesses),
        changes=source.changes, remarks=source.remarks, body=digest(body),
    )  # fmt: skip
    return record, held


def recount(record: ImportRecord, source: Source, policy: Policy, body: str) -> ImportRecord:
    """The record with the words held against the policy as it stands now: somebody has changed the Markdown since the import."""
    held = account(source.text, policy.units)
    return replace(
        record, words=held.total, missing=held.missing, placed=held.placed, unplaced=held.unplaced, body=digest(body)
    )  # fmt: skip


def digest(body: str) -> str:
    """SHA-256 of a Markdown body without the blank lines around it: a change by hand shows."""
    return sha256(body.strip().encode("utf-8")).hexdigest()


def dump(record: ImportRecord) -> bytes:
    """The record as JSON, the same for the same record."""
    return (json.dumps(asdict(record), ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def load(path: Path, file: str) -> ImportRecord | None:
    """The record beside a policy; None where there is none. Raises BadPolicy when it is no record."""
    if not path.is_file():
        return None
    try:
        raw: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        known = {field.name for field in fields(ImportRecord)}
        pairs = {key: tuple((str(what), int(n)) for what, n in raw[key]) for key in ("placed", "unplaced", "counts")}
        return ImportRecord(
            **{key: value for key, value in raw.items() if key in known and key not in {*pairs, "view", "guesses", "changes", "remarks"}},
            **pairs,  # type: ignore[arg-type]
            view=DraftView(**{**raw["view"], "authors": tuple(raw["view"]["authors"])}),
            guesses=tuple(Guess(**one) for one in raw["guesses"]),
            changes=tuple(Change(**one) for one in raw["changes"]),
            remarks=tuple(Remark(**one) for one in raw["remarks"]),
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        what, mend = "this is no record of an import.", "Import the file again with --force, or delete the record: nothing else needs it."
        raise BadPolicy([Problem(file=file, where="", what=what, mend=mend)]) from error
