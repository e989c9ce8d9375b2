"""Printed lines -> whole paragraphs: lines of a wrapped text joined, sentences that a page broke mended, hyphens at line ends closed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from concordant.read.headings import is_note
from concordant.read.lines import Line
from concordant.read.source import Guess

_TERMINAL = re.compile(r"[.!?:;][\"'”’)\]*_¹²³]*$")
_OPEN_END = re.compile(
    r"(?:,|\b(?:the|a|an|of|to|in|on|by|for|with|from|at|as|and|or|nor|but|that|which|who|their|its|your|our|his|her|any|not|be|is|are|was|were|must|should|may|shall|can|will|has|have|this|these|those|about|than|into|under|between))$",
    re.IGNORECASE,
)
_HYPHEN = re.compile(r"(\w{2,})[-‐­]$")
_STAR = re.compile(r"(?<=[\w.,;)”\"])\*(?=[\s.,;:)]|$)")
# The last but one of a list: "...; and".
_LISTED = re.compile(r"[;,]\s*(?:and|or)$", re.IGNORECASE)
MIN_WRAPPED = 40
# The end of a paragraph decides; a long one is not searched through for each line that is added.
TAIL = 80
# A paragraph that its file keeps apart is joined to the one before only where that one is long enough to be a sentence cut in two.
MIN_WHOLE = 8


def wrap_width(lines: Sequence[Line]) -> int | None:
    """The column at which a wrapped text breaks, or None for a text with one line per paragraph."""
    lengths = sorted(line.length for line in lines)
    if len(lengths) < 8:
        return None
    width = lengths[int(len(lengths) * 0.97)]
    runs = sum(not b.gap and not b.mark and a.length >= 0.7 * width for a, b in pairwise(lines))
    return width if width <= 130 and lengths[-1] <= 1.3 * width and runs >= max(3, 0.05 * len(lines)) else None


def join(lines: Sequence[Line], skipped: set[int]) -> tuple[list[Line], list[Guess]]:
    """Lines with those that continue them joined. Lines of `skipped` (furniture) are passed over: a paragraph may go on behind them."""
    width = wrap_width([row for row in lines if row.at not in skipped])
    out: list[Line] = []
    guesses: list[Guess] = []
    last_raw: Line | None = None
    broken = in_note = False
    stars = _Stars()
    for line in lines:
        if line.at in skipped:
            broken = True
            continue
        if line.kind:
            out.append(line)
            broken = True
            continue
        if (is_note(line) and line.gap and not line.mark) or stars.is_note(line):
            out.append(replace(line, mark="note", text=f"{line.bullet} {line.text}".strip(), bullet=""))
            broken = in_note = True
            continue
        if in_note and not line.gap and not line.mark:
            out[-1] = replace(out[-1], text=_glue(out[-1].text, line))
            continue
        in_note = False
        stars.see(line)
        own = next((k for k in range(len(out) - 1, -1, -1) if out[k].mark != "note" and not out[k].kind), None)
        before = out[own] if own is not None else None
        if before is not None and last_raw is not None and _continues(before, last_raw, line, width, broken):
            if line.gap or broken:
                seam = f"{' '.join(before.text.split()[-3:])} {' '.join(line.text.split()[:3])}"
                guesses.append(Guess(line=line.at, what=f"joined to what stands above it: “… {seam} …”"))
            assert own is not None
            out[own] = replace(before, text=_glue(before.text, line))
        else:
            out.append(line if not broken else replace(line, gap=True))
        last_raw, broken = line, False
    return out, guesses


def _continues(before: Line, last: Line, line: Line, width: int | None, broken: bool) -> bool:
    if line.mark or before.tabbed or line.tabbed or before.mark == "hashes":
        # "page 12.\n(see the guide)" and the like are too rare to trade for lost list items.
        return False
    starts_low = line.text[:1].islower()
    ends = bool(_TERMINAL.search(before.text[-TAIL:]))
    if line.whole and (before.words < MIN_WHOLE or before.bold or line.bold or _LISTED.search(before.text[-TAIL:])):
        return False
    if line.gap or broken:
        if ends:
            return False
        if _HYPHEN.search(before.text[-TAIL:]) and starts_low:
            return True
        if starts_low:
            return True
        return (bool(_OPEN_END.search(before.text[-TAIL:])) and before.words >= 8) or _cut_off(before, line)
    if not ends and before.words >= 5 and _OPEN_END.search(before.text[-TAIL:]):
        return True
    if width is None:
        return starts_low and not ends
    if _HYPHEN.search(before.text[-TAIL:]) and starts_low:
        return True
    full = last.length + 1 + len(line.text.split()[0]) > 0.9 * width or last.length >= 0.8 * width
    if before.mark and line.indent >= before.start and before.start > before.indent:
        return not ends or full
    return (starts_low and not ends) or (full and last.length >= MIN_WRAPPED)


def _cut_off(before: Line, line: Line) -> bool:
    """A paragraph of several sentences whose last one has no stop, over words that end with one: a blank line fell into a sentence."""
    several = re.search(r"[a-z][.!?]\s+[A-Z]", before.text[-2_000:])
    open_end = before.text[-1:].isalpha() and not before.mark
    return bool(several) and open_end and before.words >= 10 and line.text.endswith(".") and not re.search(r"[.!?]\s+[A-Z]", line.text)


@dataclass(slots=True)
class _Stars:
    """Whether a star in the text still waits for its footnote: "all staff*" in the text, "* In this policy ..." below it."""

    waiting: bool = False

    def see(self, line: Line) -> None:
        if line.text.count("*") % 2 and _STAR.search(line.text):
            self.waiting = True

    def is_note(self, line: Line) -> bool:
        opens = line.bullet == "*" or (not line.mark and re.match(r"\*[^*\s]", line.text) and line.text.count("*") == 1)
        if not (self.waiting and line.gap and opens):
            return False
        self.waiting = False
        return True


def _glue(text: str, line: Line) -> str:
    broken = _HYPHEN.search(text[-TAIL:])
    if broken and line.text[:1].islower():
        return (text[:-1] if not _keeps_hyphen(broken[1]) else text) + line.text
    return f"{text} {line.text}"


def _keeps_hyphen(first: str) -> bool:
    """Whether the hyphen belongs to the word: after prefixes that English writes with one."""
    return first.casefold() in {"non", "self", "well", "anti", "face", "day", "quasi", "long", "short", "part", "full", "semi"}
