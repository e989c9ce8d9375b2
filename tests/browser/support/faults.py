"""Faults of many pages, told by fault: a fault of the theme is one line, not two hundred."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping


def gathered(faults: Mapping[str, Iterable[str]]) -> list[str]:
    """Page -> faults, as lines of: what, on how many pages, and the first three of them; the most frequent comes first."""
    pages: dict[str, list[str]] = defaultdict(list)
    for page, found in faults.items():
        for fault in dict.fromkeys(found):
            pages[fault].append(page or "home")
    lines = sorted(pages.items(), key=lambda item: (-len(item[1]), item[0]))
    return [f"{fault} [{len(on)}: {'; '.join(on[:3])}]" for fault, on in lines]
