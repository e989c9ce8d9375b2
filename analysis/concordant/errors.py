"""The one error tree: every message names the file, the place, what is wrong and what to do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing wrong with one file.

    `where` is the place inside the file as a reader would say it ("line 4, key `audience`"), or "" for the whole file.
    """

    file: str
    where: str
    what: str
    mend: str

    def __str__(self) -> str:
        place = f"{self.file}, {self.where}" if self.where else self.file
        return f"{place}: {self.what} {self.mend}".rstrip()


class ConcordantError(Exception):
    """Anything the user can mend. `exit_code` is what the command line returns for it."""

    exit_code = 2

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(p) for p in self.problems))


class UnreadableFile(ConcordantError):
    """A source file that cannot be read as what it claims to be."""


class BadPolicy(ConcordantError):
    """Canonical Markdown or front matter that breaks a rule; carries every problem of the file, not the first."""


class BadRulebook(ConcordantError):
    """A rulebook entry that is malformed, or whose own example does not come out as it says."""


class NotFound(ConcordantError):
    """An id, folder or file that the user named and that is not there."""


class BadMotion(ConcordantError):
    """A motion file whose front matter breaks a rule; carries every problem of the file."""
