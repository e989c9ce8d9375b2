"""Word files (.docx, and .docm and .dotx, whose macros are never run)."""

from __future__ import annotations

from concordant.read.source import Source
from concordant.read.view import PROPOSED, View

SUFFIXES = (".docx", ".docm", ".dotx")
APART = True


def read(data: bytes, name: str, view: View = PROPOSED) -> Source:
    """Blocks of a Word file under a view of its tracked changes. Raises UnreadableFile."""
    from concordant.read.word.document import read_docx  # noqa: PLC0415

    return read_docx(data, name, view)
