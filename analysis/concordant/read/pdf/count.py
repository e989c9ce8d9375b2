"""The words of a PDF, got by a second way: pypdf, which shares no code with pdfium."""

from __future__ import annotations

import io
import logging
import warnings

import pypdf

_LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl"})


def words_of(data: bytes, password: str = "") -> str | None:
    """The text of all pages, a form feed between them; None when pypdf cannot read the file, so that nothing can be counted."""
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            reader = pypdf.PdfReader(io.BytesIO(data), strict=False)
            if reader.is_encrypted:
                reader.decrypt(password)
            return "\f".join(page.extract_text() for page in reader.pages).translate(_LIGATURES)
    except Exception:  # pypdf raises errors of many kinds on files that other programs open
        return None
