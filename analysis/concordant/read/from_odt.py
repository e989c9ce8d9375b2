"""OpenDocument texts (.odt, and the flat .fodt), as LibreOffice writes them."""

from __future__ import annotations

from concordant.read.source import Source
from concordant.read.view import PROPOSED, View

SUFFIXES = (".odt", ".fodt")
APART = True


def read(data: bytes, name: str, view: View = PROPOSED) -> Source:
    """Blocks of an OpenDocument text under a view of its tracked changes. Raises UnreadableFile."""
    from concordant.read.odt.document import read_odt  # noqa: PLC0415

    return read_odt(data, name, view)
