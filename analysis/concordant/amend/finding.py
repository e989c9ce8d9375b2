"""Words of a motion in the words of a text. The style of quotation marks, apostrophes and dashes and the white space make no difference."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import SequenceMatcher

from concordant.compare.redline import keys

_FOLDED = str.maketrans({**dict.fromkeys("’‘‛ʼ´`", "'"), **dict.fromkeys("“”„«»", '"'), **dict.fromkeys("‐‑‒–—―", "-"), "\u00a0": " "})
_ALIKE = 0.5
_MOST_TRIED = 400

Span = tuple[int, int]


def folded(text: str) -> str:
    """The text with one style of signs, sign for sign as long."""
    return text.translate(_FOLDED)


def spans(words: str, text: str) -> list[Span]:
    """Where the words stand in the text, as whole words; with other capitals only where they do not stand as written."""
    sought = " ".join(folded(words).split())
    if not sought:
        return []
    pattern = r"\s+".join(re.escape(part) for part in sought.split(" "))
    pattern = (r"(?<!\w)" if sought[0].isalnum() else "") + pattern + (r"(?!\w)" if sought[-1].isalnum() else "")
    there = folded(text)
    return [found.span() for found in re.finditer(pattern, there)] or [found.span() for found in re.finditer(pattern, there, re.IGNORECASE)]


def nearest(words: str, texts: Iterable[str]) -> tuple[str, int]:
    """The stretch of whole words in the texts that is most like the words sought, and in which text; "" where nothing is half like them."""
    sought = [key.lower() for key in keys(words)]
    best: tuple[float, str, int] = (_ALIKE, "", 0)
    for place, text in enumerate(texts):
        tokens = list(re.finditer(r"\S+", text))
        there = [key.lower() for key in keys(text)]
        if not sought or not set(sought) & set(there):
            continue
        best = max(best, (*_best_window(sought, text, tokens), place), key=lambda one: one[0])
    ends = best[1].rstrip(".,;:") if words[-1:] not in set(".,;:") else best[1]
    return ends, best[2]


def _best_window(sought: list[str], text: str, tokens: list[re.Match[str]]) -> tuple[float, str]:
    """The best stretch of as many words as are sought, give or take a few."""
    size = max(1, len(" ".join(sought).split()) - sum(not key[:1].isalnum() for key in sought))
    matcher = SequenceMatcher(None, autojunk=False)
    matcher.set_seq2(sought)
    best: tuple[float, str] = (0.0, "")
    for start in range(min(len(tokens), _MOST_TRIED)):
        for length in {size, size - 1, size + 1, size + 2} if size > 1 else {1, 2}:
            end = start + length
            if length < 1 or end > len(tokens):
                continue
            window = text[tokens[start].start() : tokens[end - 1].end()]
            matcher.set_seq1([key.lower() for key in keys(window)])
            if matcher.quick_ratio() > best[0] and (ratio := matcher.ratio()) > best[0]:
                best = (ratio, window)
    return best
