"""The questions that are put to a page in the browser, each a function in a file of its own."""

from __future__ import annotations

from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parents[1] / "probes"


@cache
def probe(name: str) -> str:
    """The source of a probe, to be evaluated in the page."""
    return (FOLDER / f"{name}.js").read_text(encoding="utf-8")
