"""A Source as JSON, to hand it from one process to another: plain data, so that a reader led astray can hand over nothing but words."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from concordant.errors import Problem
from concordant.model import Change, Guess, Remark
from concordant.read.blocks import Block
from concordant.read.source import Source


def sent(source: Source) -> bytes:
    """The bytes of a source."""
    return json.dumps({"source": asdict(source)}).encode("ascii")


def refused(problems: list[Problem] | tuple[Problem, ...]) -> bytes:
    """The bytes of the problems for which a file cannot be read."""
    return json.dumps({"problems": [asdict(problem) for problem in problems]}).encode("ascii")


def answer(data: bytes) -> Source | tuple[Problem, ...] | None:
    """The source or the problems that were sent; None for bytes that are neither."""
    try:
        found: dict[str, Any] = json.loads(data)
        if "problems" in found:
            return tuple(Problem(**problem) for problem in found["problems"])
        raw = found["source"]
        return Source(
            name=raw["name"],
            text=raw["text"],
            blocks=tuple(Block(**one) for one in raw["blocks"]),
            guesses=tuple(Guess(**one) for one in raw["guesses"]),
            counts=tuple((str(what), int(n)) for what, n in raw["counts"]),
            changes=tuple(Change(**one) for one in raw["changes"]),
            remarks=tuple(Remark(**one) for one in raw["remarks"]),
            rows=raw["rows"],
        )
    except (ValueError, KeyError, TypeError):
        return None
