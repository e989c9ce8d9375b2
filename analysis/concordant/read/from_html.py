"""Web pages (.html, .htm, .xhtml), read as browsers read them; nothing in them is run or fetched."""

from __future__ import annotations

from concordant.read.source import Source
from concordant.read.view import PROPOSED, View

SUFFIXES = (".html", ".htm", ".xhtml")
APART = True


def read(data: bytes, name: str, view: View = PROPOSED) -> Source:
    """Blocks of a web page. Raises UnreadableFile: no HTML, or no words."""
    from concordant.read.html.document import read_html  # noqa: PLC0415

    return read_html(data, name, view)
