"""Paragraphs numbered without a stop ("1 This policy ...", "2 Members must ..."): known by counting on, not by any one of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from concordant.read.lines import Line

_BARE = re.compile(r"(\d{1,3})\s+(?=[A-Z\"“‘'(])")
LEAST = 3
SENTENCE_WORDS = 12


def with_bare_numbers(lines: Sequence[Line]) -> list[Line]:
    """The lines with such numbers taken for marks: at least three that count on by one, most of them over whole sentences."""
    runs: list[list[int]] = []
    for at, line in enumerate(lines):
        number = _number(line)
        if number is None:
            continue
        run = next((run for run in reversed(runs[-2:]) if _number(lines[run[-1]]) == number - 1), None)
        if run is not None:
            run.append(at)
        elif number == 1:
            runs.append([at])
    numbered = {
        at for run in runs if len(run) >= LEAST and sum(_is_sentence(lines[k]) for k in run) > 0.6 * len(run) for at in run
    }  # fmt: skip
    return [_marked(line) if at in numbered and _is_sentence(line) else line for at, line in enumerate(lines)]


def _number(line: Line) -> int | None:
    found = _BARE.match(line.text) if not line.mark and not line.kind and not line.tabbed else None
    return int(found[1]) if found else None


def _is_sentence(line: Line) -> bool:
    return line.words > SENTENCE_WORDS or line.text.endswith((".", ":", ";"))


def _marked(line: Line) -> Line:
    found = _BARE.match(line.text)
    assert found is not None
    text = line.text[found.end() :]
    return replace(line, mark="number", printed=f"{found[1]}.", text=text, start=line.indent + found.end())
