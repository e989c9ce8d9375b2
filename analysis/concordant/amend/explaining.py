"""Why an instruction cannot be made, and where a step stands, in plain sentences; the sentences are in `motions.yml`."""

from __future__ import annotations

from concordant.errors import Problem
from concordant.model import AmendError
from concordant.rulebook.motions import motion_book


def explained(error: AmendError) -> str:
    """What is wrong with an instruction, what comes nearest, and what to do."""
    problem = described(error, file="")
    return f"{problem.where}: {problem.what} {problem.mend}"


def described(error: AmendError, *, file: str) -> Problem:
    """The same as a problem of the motion's file."""
    book = motion_book()
    what, mend = book.errors[error.reason]
    values = {"sought": error.sought, "where": "; ".join(error.where), "other": error.other, "said": error.said}
    key = "nearest-words" if error.reason == "words-not-found" else "nearest-place"
    near = " " + book.said[key].format(nearest=error.nearest, where=values["where"]) if error.nearest else ""
    where = book.said["instruction"].format(number=error.instruction) if error.instruction else book.said["motion"]
    return Problem(file=file, where=where, what=what.format(**values) + near, mend=mend.format(**values))
