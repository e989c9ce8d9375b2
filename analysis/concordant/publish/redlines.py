"""Tracked changes between two Word files as they are, with their own setting: by the engine of python-redlines, where it is installed.

`pip install concordant[redlines]` installs it. Concordant tracks the changes of a text by itself (`tracked`); the engine adds that a
council's own Word file keeps its look. It runs on this machine and sends nothing anywhere.
"""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from subprocess import CalledProcessError

from concordant.publish.tracked import UNNAMED
from concordant.publish.word.package import steadied

_ENGINE = ("python_redlines.engines", "python_redlines_docxodus")
_NO_DAY = "2000-01-01"


def installed() -> bool:
    return all(find_spec(name.partition(".")[0]) for name in _ENGINE)


def by_engine(old: bytes, new: bytes, *, author: str = "", date: str = "") -> bytes | None:
    """The Word file that leads from one to the other; None where the engine is not installed or cannot compare the two."""
    if not installed():
        return None
    day = date if len(date) == len(_NO_DAY) else _NO_DAY
    try:
        engine = import_module(_ENGINE[0]).DocxodusEngine()
        made, _, _ = engine.run_redline(author or UNNAMED, old, new, detect_moves=True, date_time=f"{day}T00:00:00Z")
    except (OSError, CalledProcessError, ImportError):
        return None
    return steadied(made)
