"""A text cut into sentences, and a sentence into the parts that can each hold a rule of their own."""

from __future__ import annotations

import re

# "e.g. Facebook", "No. 3", "Cllr. Smith": a full stop that ends no sentence.
_ABBREVIATION = re.compile(r"(?:\b(?:e\.g|i\.e|etc|cf|vs|no|nos|mr|mrs|ms|dr|cllr|para|art|ref|sec|st)|\b[A-Z])\.$", re.IGNORECASE)
_STOP = re.compile(r"""[.!?]["”’')\]]*(?=\s+["“‘'(\[]*[A-Z0-9])""")
# A dash with space on both sides, a semicolon, a contrast: what follows can be a rule by itself.
_PART = re.compile(
    r"\s+[-–—]+\s+|;\s*|:\s+|,?\s+but(?:\s+(?:that|on the other hand|also|equally))?,?\s+(?!not\b)"
    r"|,?\s+(?:however|whereas|nevertheless),?\s+"
)


def sentences(text: str) -> tuple[str, ...]:
    """The sentences of a text without white space around them, in order; no word is lost."""
    found, start = [], 0
    for stop in _STOP.finditer(text):
        if _ABBREVIATION.search(text, max(start, stop.start() - 8), stop.start() + 1):
            continue
        found.append(text[start : stop.end()].strip())
        start = stop.end()
    found.append(text[start:].strip())
    return tuple(s for s in found if s)


def parts(sentence: str) -> tuple[str, ...]:
    """The parts of a sentence between semicolons, dashes, colons and contrasts. Brackets are not opened."""
    return tuple(part.strip() for part in _PART.split(sentence) if part.strip())
