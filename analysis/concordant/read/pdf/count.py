"""The words of a PDF, got by a second way: pypdf, which shares no code with pdfium."""

from __future__ import annotations

import io
import logging
import os
import select
import signal
import threading
import warnings

_LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl"})


def words_of(data: bytes, password: str = "") -> str | None:
    """The text of all pages, a form feed between them; None when pypdf cannot read the file, so that nothing can be counted."""
    import pypdf  # noqa: PLC0415 (only the process that counts needs it)

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            reader = pypdf.PdfReader(io.BytesIO(_unlocked(data, password) if b"/Encrypt" in data else data), strict=False)
            return "\f".join(page.extract_text() for page in reader.pages).translate(_LIGATURES)
    except Exception:  # pypdf raises errors of many kinds on files that other programs open
        return None


def _unlocked(data: bytes, password: str) -> bytes:
    """A file that all may read but not change. pypdf knows the newer ciphers only with a library more: pdfium takes the lock off."""
    import pypdfium2  # noqa: PLC0415

    document = pypdfium2.PdfDocument(data, password=password or None)
    plain = io.BytesIO()
    document.save(plain, flags=pypdfium2.raw.FPDF_REMOVE_SECURITY)
    document.close()
    return plain.getvalue()


class Counting:
    """Counts beside the reader, in a process of its own where there is only one thread, or else when the words are asked for."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.child = self.source = -1
        if hasattr(os, "fork") and threading.active_count() == 1:
            self.source, sink = os.pipe()
            self.child = os.fork()
            if self.child == 0:
                _tell(data, self.source, sink)
            os.close(sink)

    def words(self, seconds: float) -> str | None:
        """The words; None when pypdf cannot read the file, or needs longer than `seconds` from now."""
        if self.child < 0:
            return words_of(self.data)
        parts: list[bytes] = []
        while select.select([self.source], [], [], seconds)[0]:
            part = os.read(self.source, 1 << 16)
            if not part:
                break
            parts.append(part)
        else:
            parts = []
        self.stop()
        found = b"".join(parts)
        return found[1:].decode("utf-8") if found[:1] == b"+" else None

    def stop(self) -> None:
        """End the count; nothing more is wanted of it."""
        if self.child > 0:
            os.kill(self.child, signal.SIGKILL)
            os.waitpid(self.child, 0)
            os.close(self.source)
            self.child = -1


def _tell(data: bytes, source: int, sink: int) -> None:
    """What the child does: write a mark and the words, and end without running anything else."""
    try:
        os.close(source)
        text = words_of(data)
        with os.fdopen(sink, "wb") as out:
            out.write(b"-" if text is None else b"+" + text.encode("utf-8", "replace"))
    finally:
        os._exit(0)
