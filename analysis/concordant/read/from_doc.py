"""Old Word files (.doc) and rich text (.rtf): turned into .docx by LibreOffice where it is installed, then read as that."""

from __future__ import annotations

from dataclasses import replace

from concordant.model import Guess
from concordant.read.source import Source
from concordant.read.view import PROPOSED, View

SUFFIXES = (".doc", ".rtf")
APART = True
# A large program has to start first, and is given its own time.
SECONDS_MORE = 25.0


def read(data: bytes, name: str, view: View = PROPOSED) -> Source:
    """Blocks of an old Word or rich text file, which is often something newer under an old name. Raises UnreadableFile."""
    from concordant.read import convert  # noqa: PLC0415
    from concordant.read.word.document import read_docx  # noqa: PLC0415

    if data.startswith(b"PK\x03\x04"):
        return read_docx(data, name, view)
    source = read_docx(convert.to_docx(data, name), name, view)
    what = "turned into .docx by LibreOffice before it was read; the words were counted in what came out of that"
    return replace(source, guesses=(Guess(line=1, what=what), *source.guesses))
