"""Tables and examples that were written in Markdown, made fit for a keyboard and a screen reader; Markdown itself has no words for it.

A table gets a frame that scrolls by itself, with a name and a place in the order of Tab, and its head cells say that they head columns.
"""

from __future__ import annotations

import html as entities
import re
from collections import Counter

# A heading, a table without a class (our templates give theirs one), or a block of code.
_PART = re.compile(r"<h[1-6]\b[^>]*>(?P<heading>.*?)</h[1-6]>|<table>(?P<table>.*?)</table>|<pre\b[^>]*><code(?P<code>[^>]*)>", re.DOTALL)
_TAG = re.compile(r"<[^>]+>")
# The corner above a column of names heads nothing.
_EMPTY_HEAD_CELL = re.compile(r"<th\b[^>]*>\s*</th>")
_HEAD_CELL = re.compile(r"<th(?=[\s>])(?![^>]*\sscope=)")


def framed(html: str) -> str:
    """One page with its Markdown tables and code blocks named; a page that was framed before stays as it is."""
    heading = ""
    seen: Counter[str] = Counter()

    def mended(part: re.Match[str]) -> str:
        nonlocal heading
        if part["heading"] is not None:
            heading = " ".join(entities.unescape(_TAG.sub("", part["heading"])).split())
            return part[0]
        if part["code"] is not None:
            return part[0] if "tabindex" in part["code"] else _example(part, heading)
        seen[heading] += 1
        number = f", {seen[heading]}" if seen[heading] > 1 else ""
        return _table(part["table"], f"Table: {heading}{number}")

    return _PART.sub(mended, html)


def _table(inner: str, name: str) -> str:
    cells = _HEAD_CELL.sub('<th scope="col"', _EMPTY_HEAD_CELL.sub("<td></td>", inner))
    frame = f'<div class="cx-scroll" tabindex="0" role="region" aria-label="{entities.escape(name)}">'
    return f'{frame}<table class="cx-table cx-written">{cells}</table></div>'


def _example(part: re.Match[str], heading: str) -> str:
    """A group and no region: a page of instructions would else be a list of landmarks."""
    name = entities.escape(f"Example: {heading}")
    return f'{part[0][:-1]} tabindex="0" role="group" aria-label="{name}">'
