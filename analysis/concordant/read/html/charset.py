"""Bytes of a web page -> text: byte order mark, then what the bytes can only be, then what the page says that they are."""

from __future__ import annotations

import codecs
import re

from concordant.read.encoding import decode
from concordant.read.source import Guess

# The standard has pages declare their encoding in the first 1024 bytes; older ones put long comments before it.
_FAR = 4096
_DECLARED = re.compile(
    rb"<meta\b[^<>]{0,300}?\bcharset\s*=\s*[\"']?\s*([\w.:-]{1,40})|<\?xml\b[^<>]{0,100}?\bencoding=[\"']([\w.:-]{1,40})", re.IGNORECASE
)
# Encodings by which a page may say that it is written; Python knows others under "charset" that are no such thing.
_KNOWN = re.compile(r"cp125\d|cp1252|cp866|cp874|iso8859-\d{1,2}|koi8-[ru]|mac-roman|gbk|gb2312|gb18030|big5|euc_jp|euc_kr|shift_jis|ascii")
_MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def text_of(data: bytes, name: str) -> tuple[str, tuple[Guess, ...]]:
    """The text of a page, and the guess about its encoding if one was needed. Raises UnreadableFile."""
    encoding = declared(data)
    if not encoding or data.startswith(_MARKS) or b"\x00" in data or data.lstrip()[:1] != b"<" or _is_utf8(data):
        return decode(data, name)
    text = data.decode(encoding, "replace").replace("\r\n", "\n").replace("\r", "\n")
    return text, ()


def declared(data: bytes) -> str:
    """The single-byte or East Asian encoding that the page says it has, "" for UTF-8, none, or one that no page can have.

    What says UTF-16 in letters of one byte each cannot be; what says Latin-1 is read as Windows text, as the standard has it.
    """
    found = _DECLARED.search(data[:_FAR])
    try:
        name = codecs.lookup((found[1] or found[2]).decode("ascii")).name if found else ""
    except (LookupError, UnicodeDecodeError):
        return ""
    if name in {"iso8859-1", "ascii"}:
        return "cp1252"
    return name if _KNOWN.fullmatch(name) else ""


def _is_utf8(data: bytes) -> bool:
    """Text that is UTF-8 throughout is hardly ever anything else, whatever the page says."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
