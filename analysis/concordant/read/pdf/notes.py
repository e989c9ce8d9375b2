"""What readers put on a PDF: sticky notes, marked words with a comment, fields of forms."""

from __future__ import annotations

import ctypes
import re
from dataclasses import dataclass

import pypdfium2
from pypdfium2 import raw

_STICKY = frozenset({raw.FPDF_ANNOT_TEXT, raw.FPDF_ANNOT_FREETEXT})
_MARKED = frozenset({raw.FPDF_ANNOT_HIGHLIGHT, raw.FPDF_ANNOT_UNDERLINE, raw.FPDF_ANNOT_SQUIGGLY, raw.FPDF_ANNOT_STRIKEOUT})
_DATE = re.compile(r"D:(\d{4})(\d{2})(\d{2})")
MAX_NOTES = 2_000
MAX_TEXT = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A comment on the page. `marked` says that it is tied to the words between its edges, not to a place beside them."""

    author: str
    date: str
    text: str
    marked: bool
    x0: float
    y0: float
    x1: float
    y1: float


def notes_of(page: pypdfium2.PdfPage) -> tuple[list[Note], int]:
    """The comments on a page, and how many fields of a form it has."""
    found: list[Note] = []
    fields = 0
    for at in range(min(raw.FPDFPage_GetAnnotCount(page.raw), MAX_NOTES)):
        annotation = raw.FPDFPage_GetAnnot(page.raw, at)
        if not annotation:
            continue
        kind = raw.FPDFAnnot_GetSubtype(annotation)
        fields += kind == raw.FPDF_ANNOT_WIDGET
        text = _string(annotation, "Contents").strip() if kind in _STICKY | _MARKED else ""
        rect = raw.FS_RECTF()
        if text and raw.FPDFAnnot_GetRect(annotation, ctypes.byref(rect)):
            date = _DATE.match(_string(annotation, "M"))
            found.append(
                Note(
                    author=_string(annotation, "T").strip(), date="-".join(date.groups()) if date else "", text=" ".join(text.split()),
                    marked=kind in _MARKED, x0=rect.left, y0=min(rect.bottom, rect.top), x1=rect.right, y1=max(rect.bottom, rect.top),
                )
            )  # fmt: skip
        raw.FPDFPage_CloseAnnot(annotation)
    return found, fields


def _string(annotation: ctypes.c_void_p, key: str) -> str:
    """A text of the annotation's dictionary."""
    length = min(raw.FPDFAnnot_GetStringValue(annotation, key.encode(), None, 0), MAX_TEXT)
    buffer = ctypes.create_string_buffer(length + 2)
    raw.FPDFAnnot_GetStringValue(annotation, key.encode(), ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), length)
    return buffer.raw[:length].decode("utf-16-le", "ignore").rstrip("\0")
