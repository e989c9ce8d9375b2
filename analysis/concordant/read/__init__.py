"""Doors for source files: one module per format, found by suffix.

A format module has `SUFFIXES` (lower case, with the dot), `read(data, name, view) -> Source`, and `APART`, which says that it trusts a
parser with what a stranger wrote and so runs in a process of its own, with bounds on time and memory. Adding a module adds the format.
"""

from __future__ import annotations

import pkgutil
from functools import cache
from importlib import import_module
from pathlib import Path
from types import ModuleType

from concordant.errors import Problem, UnreadableFile
from concordant.read.apart import read_apart
from concordant.read.source import Source
from concordant.read.view import PROPOSED, View

__all__ = ["PROPOSED", "Source", "View", "read_source", "suffixes"]

# A code of conduct is some 50 kB of text. What is larger than this is something else, and would only tie the machine up.
MAX_BYTES = 25_000_000


@cache
def _formats() -> dict[str, ModuleType]:
    modules = (import_module(f"{__name__}.{found.name}") for found in pkgutil.iter_modules(__path__) if found.name.startswith("from_"))
    return {suffix: module for module in modules for suffix in module.SUFFIXES}


def suffixes() -> tuple[str, ...]:
    """The file suffixes that can be read, sorted."""
    return tuple(sorted(_formats()))


def read_source(path: Path, view: View = PROPOSED) -> Source:
    """Read a source file by its suffix. Raises UnreadableFile: not there, not this format, empty, too large, not text."""
    name = path.name
    if not path.is_file():
        raise UnreadableFile([Problem(file=str(path), where="", what=_absent(path), mend="Check the name and the folder.")])
    module = _formats().get(path.suffix.lower())
    if module is None:
        known = ", ".join(suffixes())
        what = f"files of the kind `{path.suffix or 'without suffix'}` cannot be read."
        raise UnreadableFile([Problem(file=name, where="", what=what, mend=f"Give one of: {known}.")])
    size = path.stat().st_size
    if size > MAX_BYTES:
        what = f"the file has {size / 1_000_000:.0f} MB; a rule text has far less."
        raise UnreadableFile(
            [Problem(file=name, where="", what=what, mend=f"Give the text of the code alone, at most {MAX_BYTES // 1_000_000} MB.")]
        )
    data = path.read_bytes()
    if not data:
        raise UnreadableFile([Problem(file=name, where="", what="the file is empty.", mend="Save it again and check that it is there.")])
    if module.APART:
        return read_apart(module.__name__, data, name, view, getattr(module, "SECONDS_MORE", 0.0))
    source: Source = module.read(data, name, view)
    return source


def _absent(path: Path) -> str:
    return "this is a folder, not a file." if path.is_dir() else "there is no such file."
