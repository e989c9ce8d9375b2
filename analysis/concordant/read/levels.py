"""How deep a heading stands, told by its kind and by the headings before it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from concordant.read import headings
from concordant.read.blocks import Block
from concordant.read.lines import Line
from concordant.read.nesting import is_place

SECTION_WORD = re.compile(r"^(?:section|part|chapter|appendix|annex|schedule)\s+(?:[A-Z]|\d{1,2}|[ivx]{1,4})\s*[:.–-]?$", re.IGNORECASE)
SECTION_LINE = re.compile(
    r"^(?:section|part|chapter|appendix|annex|schedule)\s+(?:[A-Z]|\d{1,2}|[ivx]{1,4})\b\s*[:.–-]?\s+\S", re.IGNORECASE
)
_RANK = {
    "section-word": 0,
    "capitals": 1,
    "number": 1,
    "section1": 2,
    "section2": 3,
    "section3": 4,
    "bold": 4,
    "plain-over": 4,
    "plain": 5,
    "law": 6,
    "colon": 7,
    "page": 8,
}
# A heading such as "Legal considerations" gathers the headings after it that name fields of law.
_LEGAL = re.compile(r"\b(?:legal|law|laws|legislation|statutory)\b", re.IGNORECASE)
_FIELD_OF_LAW = re.compile(
    r"\b(?:libel|slander|defamation|copyright|intellectual property|data protection|gdpr|confidential\w*|bias|pre-?determination|obscen\w+|"
    r"harassment|bullying|equalit\w+|discrimination|human rights|freedom of \w+|privacy|malicious|publicity|elections?|electoral|"
    r"surveillance|contempt|trade ?marks?)\b",
    re.IGNORECASE,
)


class Levels:
    """Remembers the kinds of heading that are open, outermost first, and whether the last one gathers fields of law.

    `over` is the level of the last heading that the file itself states.
    """

    def __init__(self) -> None:
        self.classes: list[str] = []
        self.legal = False
        self.over = self.under = 0

    def of(self, line: Line, out: Sequence[Block], *, titled: bool) -> int:
        """Levels by kind of heading, in the order in which the kinds are first met; deeper kinds close when a higher one comes."""
        if line.mark == "hashes":
            self.over = min(5, max(1, int(line.printed) - 1)) if titled else min(5, int(line.printed))
            self.classes = []
            return self.over
        # A line in bold under a stated heading is its sub-heading; of a plain one nothing is known.
        self.under = self.over if line.bold or headings.bold(line.text) else 0
        return min(5, self.under + self._of_kind(line, out))

    def _of_kind(self, line: Line, out: Sequence[Block]) -> int:
        """The level among the headings that the file does not state, below the one that it does."""
        kind = _heading_kind(line)
        if kind == "plain" and self.legal and line.words <= 6 and _FIELD_OF_LAW.search(line.text):
            kind = "law"
        elif _RANK[kind] <= _RANK["plain"]:
            self.legal = kind == "plain" and bool(_LEGAL.search(line.text))
        previous = out[-1] if out else None
        if kind in self.classes:
            # A heading right under one of its own kind is its sub-heading.
            level = self.classes.index(kind) + 1
            if previous is not None and previous.kind == "heading" and previous.level == level + self.under and kind == "plain":
                self.classes.insert(level - 1, "plain-over")
                level += 1
            elif kind == "plain" and "plain-over" in self.classes and not _sibling(line, level + self.under, out):
                level = self.classes.index("plain-over") + 1
                self.classes = [c for c in self.classes if c != "plain-over"]
            del self.classes[max(level, self.classes.index(kind) + 1) :]
            return min(level, 5)
        rank = _RANK[kind]
        self.classes = [c for c in self.classes if _RANK[c] < rank] + [kind]
        return min(len(self.classes), 5)


def _sibling(line: Line, level: int, out: Sequence[Block]) -> bool:
    """Headings that begin with the same word ("Things we recommend", "Things we don't") are sisters."""
    last = next((b for b in reversed(out) if b.kind == "heading" and b.level == level), None)
    return last is not None and last.text.split()[:1] == line.text.split()[:1]


def _heading_kind(line: Line) -> str:
    if SECTION_LINE.match(line.text) or SECTION_WORD.match(line.text):
        return "section-word"
    if is_place(line.text):
        return "page"
    if line.mark in {"number", "letter"} or re.match(r"\d{1,2}\s+[A-Z]", line.text):
        return "number"
    if line.mark == "section":
        return f"section{min(line.printed.count('.'), 3)}"
    if headings.capitals(line.text):
        return "capitals"
    if headings.bold(line.text):
        return "bold"
    return "colon" if line.text.endswith(":") else "plain"
