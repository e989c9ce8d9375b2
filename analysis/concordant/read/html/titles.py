"""The title of a page that sets it as a paragraph over its headings, as pages made by word processors do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from concordant.read import headings
from concordant.read.lines import Line

# A title stands among the first lines, before anything that reads as text.
_FIRST = 8


def with_title(lines: Sequence[Line]) -> list[Line]:
    """The lines with the title stated, and the headings under it one level deeper; as they were if none stands over the headings."""
    over: list[Line] = []
    for line in [line for line in lines if not line.kind][: _FIRST + 1]:
        if line.mark or line.words > headings.MAX_WORDS or line.text.endswith((".", ":", ";", ",")):
            break
        if not headings.is_metadata(line):
            over.append(line)
    headed = any(line.mark == "hashes" for line in lines)
    title = next((line for line in over if headings.DOC_WORD.search(line.text)), over[0] if over else None)
    if title is None or not headed:
        return list(lines)
    return [replace(line, kind="title", bold=False) if line is title else _deeper(line) for line in lines]


def _deeper(line: Line) -> Line:
    return replace(line, printed=str(min(6, int(line.printed) + 1))) if line.mark == "hashes" else line
