"""A Word file as bytes: the same document gives the same bytes on every day and every machine."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

from docx import Document
from docx.document import Document as Doc
from docx.opc.exceptions import OpcError

from concordant.errors import ConcordantError, Problem

# A zip file holds a day for each of its parts; the day of the run must not show.
_DAY = (1980, 1, 1, 0, 0, 0)
_STAMP = datetime(2000, 1, 1)
_UNPRINTABLE = dict.fromkeys({*range(32), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF} - {9, 10, 13})
_FIRST = "[Content_Types].xml"


class BadTemplate(ConcordantError):
    """A Word file that cannot serve as a template."""


def opened(data: bytes, *, file: str) -> Doc:
    """The Word file as a document. Raises BadTemplate."""
    try:
        return Document(BytesIO(data))
    except (OpcError, BadZipFile, KeyError, ValueError) as error:
        mend = "Save it in Word as a document (.docx), and give that to --template."
        raise BadTemplate([Problem(file=file, where="", what="this is no Word document.", mend=mend)]) from error


def printable(text: str) -> str:
    """The text without the signs that no Word file can hold: a stray control sign of a source must not cost the whole report."""
    return text.translate(_UNPRINTABLE)


def packed(document: Doc, *, title: str) -> bytes:
    """The document as a file. Nothing of it says when or by whom it was made: that is for the council to fill in."""
    properties = document.core_properties
    properties.title = printable(title)[:255]
    properties.created = properties.modified = _STAMP
    properties.last_modified_by = properties.comments = ""
    properties.revision = 1
    raw = BytesIO()
    document.save(raw)
    return steadied(raw.getvalue())


def steadied(data: bytes) -> bytes:
    """The same file with its parts in one order and on one day."""
    out = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        for name in sorted(old.namelist(), key=lambda name: (name != _FIRST, name)):
            info = ZipInfo(name, _DAY)
            info.compress_type = ZIP_DEFLATED
            info.external_attr = 0o600 << 16
            # The system that made a file is written in it as well.
            info.create_system = 0
            new.writestr(info, old.read(name))
    return out.getvalue()
