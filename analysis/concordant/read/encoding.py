"""Bytes -> text, or a clear message why they are none."""

from __future__ import annotations

from concordant.errors import Problem, UnreadableFile
from concordant.read.source import Guess

# What a file really is, whatever its suffix says: its first bytes.
_SIGNATURES = (
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a zip file, such as a Word or OpenDocument file"),
    (b"\xd0\xcf\x11\xe0", "an old Word file (.doc)"),
    (b"{\\rtf", "a rich text file (.rtf)"),
    (b"\x89PNG", "a picture (PNG)"),
    (b"\xff\xd8\xff", "a picture (JPEG)"),
    (b"GIF8", "a picture (GIF)"),
    (b"\x1f\x8b", "a compressed file (gzip)"),
)


def decode(data: bytes, name: str) -> tuple[str, tuple[Guess, ...]]:
    """The text of a file with plain line ends, and the guess about its encoding if one was needed. Raises UnreadableFile."""
    for signature, what in _SIGNATURES:
        if data.startswith(signature):
            raise _unreadable(name, f"this is {what}, not plain text.", "Give the file its true suffix, or save the text of it as .txt.")
    text, guesses = _text(data, name)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise _unreadable(name, "the file is empty.", "Save the text again and check that it is there.")
    return text, guesses


def _text(data: bytes, name: str) -> tuple[str, tuple[Guess, ...]]:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return data.decode("utf-16"), ()
        except UnicodeDecodeError as error:
            raise _unreadable(name, f"the text breaks off at byte {error.start + 1}.", "Save it again with the encoding UTF-8.") from error
    if b"\x00" in data:
        place = data.index(b"\x00") + 1
        raise _unreadable(
            name, f"this is not text: byte {place} is zero.", "Give the document as plain text, saved with the encoding UTF-8."
        )
    try:
        return data.decode("utf-8-sig"), ()
    except UnicodeDecodeError as error:
        return _windows(data, name, error)


def _windows(data: bytes, name: str, error: UnicodeDecodeError) -> tuple[str, tuple[Guess, ...]]:
    """Older Windows programs save in code page 1252: taken where every byte is a character of it and most of the text is plain."""
    line = data.count(b"\n", 0, error.start) + 1
    odd = sum(byte >= 0x80 for byte in data)
    if odd <= 0.1 * len(data):
        try:
            return data.decode("cp1252"), (Guess(line=line, what="the file is not UTF-8; it was read as Windows text (code page 1252)"),)
        except UnicodeDecodeError:
            pass
    raise _unreadable(
        name, f"line {line} is not UTF-8 text.", "Open the file in a text editor and save it with the encoding UTF-8."
    ) from error


def _unreadable(name: str, what: str, mend: str) -> UnreadableFile:
    return UnreadableFile([Problem(file=name, where="", what=what, mend=mend)])
