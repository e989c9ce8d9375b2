"""Quotations in an instruction, set apart from the words around them.

Councils quote with straight and curly, single and double marks, and an apostrophe looks like the end of a single one ("the members' code").
So a text has several ways to be cut; `masked` gives them, likeliest first, and the form that fits decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

_PAIRS = {"“": '”"', '"': '"”', "‘": "’'", "'": "'’", "«": "»", "„": "“”"}
_BEFORE = re.compile(r"[\s(\[–—:,-]")
_AFTER = re.compile(r"[\s.,;:!?)\]–—-]")
_MOST = 64
_MASK = re.compile(r"⟦(\d+)⟧")


def masked(text: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The text with each quotation as ⟦0⟧, ⟦1⟧ and so on, and what stood in them; several times where marks can be read in several ways."""
    return islice(_cut(text.replace("⟦", "[").replace("⟧", "]"), 0, ()), _MOST)


def _cut(text: str, start: int, quotes: tuple[str, ...]) -> Iterator[tuple[str, tuple[str, ...]]]:
    opening = next((at for at in range(start, len(text)) if _opens(text, at)), None)
    if opening is None:
        yield text, quotes
        return
    for end in _ends(text, opening):
        mask = f"⟦{len(quotes)}⟧"
        yield from _cut(text[:opening] + mask + text[end + 1 :], opening + len(mask), (*quotes, text[opening + 1 : end].strip()))
    yield from _cut(text, opening + 1, quotes)


def _opens(text: str, at: int) -> bool:
    if text[at] not in _PAIRS or at + 1 >= len(text) or text[at + 1].isspace():
        return False
    return at == 0 or bool(_BEFORE.match(text[at - 1]))


def _ends(text: str, opening: int) -> Iterator[int]:
    """Where the quotation may end, likeliest first: at its own mark, outside quotations within it, early rather than late."""
    partner, others = _PAIRS[text[opening]][0], _PAIRS[text[opening]][1:]
    own: list[int] = []
    nested: list[int] = []
    other: list[int] = []
    depth = 0
    for at in range(opening + 2, len(text)):
        if text[at] in _PAIRS and _PAIRS[text[at]][0] == partner and _opens(text, at):
            if own:
                break  # It ended before: what begins here is the next one.
            depth += 1
        elif text[at] in partner + others and (at + 1 == len(text) or _AFTER.match(text[at + 1])):
            (other if text[at] != partner else nested if depth else own).append(at)
            depth = max(0, depth - 1)
    yield from (*own, *nested, *other)


def restored(text: str, quotes: Sequence[str], *, bare: bool = False) -> str:
    """The text with its quotations put back, in curly marks unless `bare`."""
    return _MASK.sub(lambda found: quotes[int(found[1])] if bare else f"“{quotes[int(found[1])]}”", text)
