"""Lines in bold that head what follows, on a page that has headings of its own: they stand one level under the heading over them."""

from __future__ import annotations

from collections.abc import Sequence

from concordant.read import headings
from concordant.read.lines import Line, line_of
from concordant.read.source import Guess


def subheadings(lines: Sequence[Line]) -> tuple[list[Line], list[Guess]]:
    """The lines, with those set as headings that look like one, and a guess for each.

    Before the first heading of the page nothing says how deep a line in bold stands; the general rules of layout decide there.
    """
    own = [line for line in lines if not line.kind]
    found: dict[int, Line] = {}
    level = 0
    for i, line in enumerate(own):
        if line.mark == "hashes":
            level = int(line.printed)
        elif level and line.bold and not headings.is_metadata(line) and headings.looks_like_heading(own, i):
            words = f"{line.printed} {line.text}".strip()
            found[line.at] = line_of(f"{'#' * min(6, level + 1)} {words}", at=line.at, page=None, gap=True)
    guesses = [Guess(line=at, what=f"taken for a heading: “{line.text}”") for at, line in found.items()]
    return [found.get(line.at, line) for line in lines], guesses
