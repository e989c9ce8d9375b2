"""Which of the tracked changes of a draft are taken as made."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Which = Literal["proposed", "original"]


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """`proposed` takes changes as made, `original` takes none.

    With `authors`, only theirs are taken as made; with `until` (ISO date), only those made up to that day. Names compare without case.
    """

    which: Which = "proposed"
    authors: tuple[str, ...] = ()
    until: str = ""

    def accepts(self, author: str, date: str) -> bool:
        """Whether a change by this author on this date (ISO, "" when not given) is taken as made."""
        if self.which == "original":
            return False
        if self.authors and author.casefold() not in {name.casefold() for name in self.authors}:
            return False
        return not self.until or (bool(date) and date[: len(self.until)] <= self.until)

    def __str__(self) -> str:
        if self.which == "original":
            return "as it was before the tracked changes"
        by = f" by {', '.join(self.authors)}" if self.authors else ""
        until = f" up to {self.until}" if self.until else ""
        return f"with the tracked changes{by}{until} taken as made"


PROPOSED = View()
