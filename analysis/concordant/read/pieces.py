"""A paragraph with line breaks in it -> the lines that it was meant as."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from concordant.read.inline import Run, plain
from concordant.read.lines import line_of

SHORT_WORDS = 12


def pieces(runs: Sequence[Run]) -> list[list[Run]]:
    """Parts between line breaks: each a line of its own where it begins with a typed mark, is an entry of a short list, or has a label."""
    if not any("\n" in run.text for run in runs):
        return [list(runs)]
    parts: list[list[Run]] = [[]]
    for run in runs:
        for at, part in enumerate(run.text.split("\n")):
            if at:
                parts.append([])
            parts[-1].append(replace(run, text=part))
    parts = [part for part in parts if plain(part)]
    words = [plain(part) for part in parts]
    marked = any(line_of(text, at=0, page=None, gap=False).mark for text in words[1:])
    listed = len(words) > 2 and words[0].endswith(":") and all(len(text.split()) <= SHORT_WORDS for text in words[1:])
    labelled = len(words) > 1 and all(re.match(r"[\w ]{2,30}:\s*\S", text) for text in words)
    if marked or listed or labelled:
        return parts
    return [[replace(run, text=run.text.replace("\n", " ")) for run in runs]]
