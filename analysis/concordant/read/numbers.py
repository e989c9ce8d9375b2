"""Numbers typed without a stop ("1 This policy ..."), without a blank ("(aa)the clerk ...") or above 999: known by counting on."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from concordant.read.lines import Line

_BARE = re.compile(r"(\d{1,3})\s+(?=[A-Z\"“‘'(])")
# A number that nothing sets apart from its words; and four digits, which may as well be a year.
_TIGHT = re.compile(r"(\((?:([a-z])\2?|\d{1,3})\)|[a-z]\)|\d{1,3}\))(?=[A-Za-z])|(\d{1,3}\.)(?=[A-Z][a-z])|(\d{4}[.)])\s+(?=\S)")
# The first subsection of a section, as statutes number it: "4.—(1) The council ...".
_STATUTORY = re.compile(r"(\d{1,3}[A-Z]{0,2}\.\s?[—–―-]{1,2}\s?\(\d{1,2}\))\s*(?=\w)")
# How many lines apart the number before or after a tight one may stand.
_NEAR = 40
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


def with_tight_numbers(lines: Sequence[Line]) -> list[Line]:
    """The lines with such numbers taken for marks: those next to which another stands that counts on from them or up to them."""
    places: dict[str, list[int]] = defaultdict(list)
    for at, line in enumerate(lines):
        if printed := line.printed or _tight(line):
            places[printed].append(at)
    return [_with_tight(line, at, places) for at, line in enumerate(lines)]


def _with_tight(line: Line, at: int, places: dict[str, list[int]]) -> Line:
    found = _STATUTORY.match(line.text) if not line.mark and not line.kind else None
    printed = found[1] if found else _tight(line)
    if not printed or not (found or any(_is_near(at, places.get(one, ())) for one in _neighbours(printed))):
        return line
    text = line.text[len(printed) :].lstrip()
    mark = "letter" if re.sub(r"\W", "", printed).isalpha() else "number"
    return replace(line, mark=mark, printed=printed, text=text, start=line.indent + len(printed))


def _tight(line: Line) -> str:
    found = _TIGHT.match(line.text) if not line.mark and not line.kind else None
    return next((group for group in (found[1], found[3], found[4]) if group), "") if found else ""


def _neighbours(printed: str) -> list[str]:
    """What stands before and after a number: (a), (aa) and (b) beside each other, as amended statutes have them."""
    core = re.sub(r"\W", "", printed)
    if core.isdigit():
        return [printed.replace(core, str(int(core) + step)) for step in (-1, 1)]
    near = [core[0], core[0] * 2, chr(ord(core[0]) + 1), chr(ord(core[0]) - 1), chr(ord(core[0]) - 1) * 2]
    return [printed.replace(core, one) for one in near if one != core]


def _is_near(at: int, places: Sequence[int]) -> bool:
    found = bisect_left(places, at - _NEAR)
    return found < len(places) and places[found] <= at + _NEAR


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
