"""Lines that belong to the page, not to the text: running heads and feet, page numbers, contents rows."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from concordant.read.lines import Line

_PAGE_OF = re.compile(r"\bpage\s*:?\s*\d{1,3}\s*(?:of|/)\s*\d{1,3}\b", re.IGNORECASE)
_PAGE_ALONE = re.compile(r"^(?:[-–—|\s]*(?:page\s*)?\d{1,3}[-–—|\s]*(?:page)?[-–—|\s]*|page\s*\|?\s*\d{1,3})$", re.IGNORECASE)
_CONTENTS = re.compile(r"^(?:table of )?contents(?: page| of this \w+)?:?$|^index$", re.IGNORECASE)
_LEADERS = re.compile(r"(?:\.\s?){4,}\s*\d{0,3}$|(?:_{4,})\s*\d{0,3}$|…{2,}\s*\d{0,3}$")
_TRAILING_PAGE = re.compile(r"\s\d{1,3}$")
_SECTION_ALONE = re.compile(r"^(?:section|part|chapter|appendix|annex|schedule|paragraph)\s+(?:#|[a-z]\b)", re.IGNORECASE)
_MAX_RUNNING = 120
MAX_ROW_WORDS = 16
MOST = 0.25


def furniture(lines: Sequence[Line]) -> set[int]:
    """The line numbers (`Line.at`) of page furniture."""
    stated = {line.at for line in lines if line.kind == "furniture"}
    open_lines = [line for line in lines if not line.kind]
    return stated | _page_numbers(open_lines) | _running(open_lines) | _contents(open_lines)


def _page_numbers(lines: Sequence[Line]) -> set[int]:
    found = set()
    for line in lines:
        words = _full(line)
        if (
            len(words) <= _MAX_RUNNING
            and _PAGE_OF.search(words)
            and len(_PAGE_OF.sub("", words).split()) <= 12
            and not words.endswith((".", ";"))
        ) or (line.gap and not line.bullet and _PAGE_ALONE.match(words)):
            found.add(line.at)
    return found


def _running(lines: Sequence[Line]) -> set[int]:
    """A short line that comes back at least three times, digits apart, and is no list item, is a running head or foot."""
    # Numbered lines that differ only in their number are rules with the same opening ("4. You must —"), not heads of pages.
    plain = [line for line in lines if len(_full(line)) <= _MAX_RUNNING and not line.bullet and line.mark in {"", "hashes", "note"}]
    # In a file that keeps paragraphs apart, page numbers stand elsewhere: "Rule 1: be clear" and "Rule 2: be clear" are two headings there.
    apart = any(line.whole for line in lines)
    keys = {line.at: _full(line).casefold() if apart else re.sub(r"\d+", "#", _full(line).casefold()) for line in plain}
    often = {key for key, n in Counter(keys.values()).items() if n >= 3 and not key.endswith((".", ";", ":", ",", "—", "–"))}
    often = {key for key in often if not _SECTION_ALONE.match(key)}
    often = {key for key in often if sum(c.isalpha() for c in key) > 3}
    found = {at for at, key in keys.items() if key in often}
    # Heads and feet are a small part of a text; where much of it is alike, it is a text of like sentences.
    words = sum(line.words for line in lines)
    return found if sum(line.words for line in plain if line.at in found) <= MOST * words else set()


def _contents(lines: Sequence[Line]) -> set[int]:
    """Rows with leader dots, and what follows a heading "Contents" as long as it repeats headings that come later."""
    found = {line.at for line in lines if _LEADERS.search(_full(line))}
    bares = [_bare(_full(line)) for line in lines]
    # Where each row, or two lines that are one row of the contents ("Section 1", "Introduction"), stands for the last time.
    last = {bare: k for k, bare in enumerate(bares)}
    for k, (first, second) in enumerate(pairwise(bares)):
        last[f"{first} {second}"] = max(k, last.get(f"{first} {second}", k))
    for i, line in enumerate(lines):
        if _CONTENTS.match(_full(line)):
            rows = _rows(lines, i + 1, bares, last)
            found |= {line.at, *rows} if rows else set()
    return found


def _rows(lines: Sequence[Line], start: int, bares: list[str], last: dict[str, int]) -> list[int]:
    """Line numbers of the contents rows from `start`: each comes again later, until the first of them does."""
    rows: list[int] = []
    seen: set[str] = set()
    for k in range(start, len(lines)):
        row, bare = lines[k], bares[k]
        unpaged = _TRAILING_PAGE.sub("", bare)
        later = max(last.get(bare, -1), last.get(unpaged, -1)) > k
        alike = bool(rows) and row.tabbed and lines[k - 1].tabbed
        if not bare or unpaged in seen or row.words > MAX_ROW_WORDS or not (later or alike or _LEADERS.search(_full(row))):
            break
        rows.append(row.at)
        seen.add(unpaged)
    return rows


def _full(line: Line) -> str:
    return f"{line.printed} {line.text}".strip() if line.mark != "hashes" else line.text


def _bare(words: str) -> str:
    """A heading's words without number, leaders and page, to compare a contents row with the heading it points at."""
    words = _LEADERS.sub("", words).casefold()
    return re.sub(r"[^\w]+", " ", words).strip()
