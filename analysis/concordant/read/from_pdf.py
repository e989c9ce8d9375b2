"""PDF files with a text layer (.pdf)."""

from __future__ import annotations

from concordant.read.source import Source
from concordant.read.view import PROPOSED, View

SUFFIXES = (".pdf",)
APART = True


def read(data: bytes, name: str, view: View = PROPOSED) -> Source:
    """Blocks of a PDF; it has no tracked changes to view. Raises UnreadableFile."""
    from concordant.read.pdf.document import read_pdf  # noqa: PLC0415

    return read_pdf(data, name)
