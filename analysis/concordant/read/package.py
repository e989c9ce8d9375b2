"""Zip packages of XML parts (Word, OpenDocument), opened with bounds: nothing is unpacked to disk, nothing is fetched, no entity grows."""

from __future__ import annotations

import io
import re
import zipfile

from lxml import etree

from concordant.errors import Problem, UnreadableFile

# A long code with all its parts has a few MB of XML. What goes beyond these bounds is not a rule text.
MAX_PART = 60_000_000
MAX_TOTAL = 120_000_000
MAX_ENTRIES = 5_000
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_DOCTYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
Element = etree._Element


class Package:
    """An open package. `names` are its parts; every part is read at most once over the common budget of bytes."""

    def __init__(self, *, name: str, zip: zipfile.ZipFile, names: frozenset[str]) -> None:
        self.name = name
        self.zip = zip
        self.names = names
        self.spent: int = 0
        self.trees: dict[str, Element | None] = {}

    def bytes(self, part: str) -> bytes:
        """The bytes of a part. Raises UnreadableFile when it is damaged, protected or too large."""
        try:
            with self.zip.open(part) as stream:
                data = stream.read(min(MAX_PART, MAX_TOTAL - self.spent) + 1)
        except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError, EOFError, ValueError, zipfile.LargeZipFile) as error:
            what, mend = f"the part `{part}` is damaged or protected.", "Open the file in Word or LibreOffice and save it again."
            raise unreadable(self.name, what, mend) from error
        except Exception as error:  # zlib, lzma and bz2 each raise errors of their own
            raise unreadable(self.name, f"the part `{part}` is damaged.", "Open the file and save it again.") from error
        self.spent += len(data)
        if len(data) > MAX_PART or self.spent > MAX_TOTAL:
            what = f"unpacked, it is larger than {MAX_TOTAL // 1_000_000} MB: no rule text is."
            raise unreadable(self.name, what, "Take pictures and attachments out, or save the text as .txt.")
        return data

    def xml(self, part: str) -> Element | None:
        """The root element of a part, None when the package has no such part. Raises UnreadableFile when it is no plain XML."""
        if part not in self.trees:
            self.trees[part] = self._parse(part) if part in self.names else None
        return self.trees[part]

    def _parse(self, part: str) -> Element:
        return parse_xml(self.bytes(part), self.name, part)


def open_package(data: bytes, name: str) -> Package:
    """Open a zip package. Raises UnreadableFile: no zip, protected by a password, too many parts."""
    if data.startswith(_OLE):
        what = "this is an old Word file (.doc), or a file protected by a password."
        raise unreadable(name, what, "Open it in Word, remove the password if there is one, and save it as .docx.")
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        entries = archive.infolist()
    except Exception as error:  # a mutilated directory makes zipfile raise many kinds
        what = "this is not a whole zip file, as a Word or OpenDocument file must be."
        raise unreadable(name, what, "Give the file its true suffix, or open it and save it again.") from error
    if len(entries) > MAX_ENTRIES:
        raise unreadable(name, f"it has {len(entries)} parts; a document has a few dozen.", "Open the file and save it again.")
    if any(entry.flag_bits & 1 for entry in entries):
        raise unreadable(name, "the file is protected by a password.", "Open it with the password and save a copy without.")
    return Package(name=name, zip=archive, names=frozenset(archive.namelist()))


def parse_xml(data: bytes, name: str, part: str = "") -> Element:
    """The root element of an XML text. Raises UnreadableFile: not well formed, nested too deep, or with entities of its own."""
    where = f"part `{part}`" if part else ""
    if _DOCTYPE.search(data[:100_000]):
        what = "it declares a document type or entities, which no word processor writes."
        raise unreadable(name, what, "Do not trust this file. Open it in Word or LibreOffice and save a fresh copy.", where)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, collect_ids=False, remove_comments=True, remove_pis=True
    )  # fmt: skip
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        deep = "depth" in str(error).lower()
        what = "its contents are nested deeper than 250 levels." if deep else f"its contents are damaged: {_first_line(error)}."
        raise unreadable(name, what, "Open the file in Word or LibreOffice and save it again.", where) from error
    if root is None:
        raise unreadable(name, "a part of it is empty.", "Open the file in Word or LibreOffice and save it again.", where)
    return root


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or ["unknown error"])[0].rstrip(".")[:160]


def unreadable(name: str, what: str, mend: str, where: str = "") -> UnreadableFile:
    """The error for a file that cannot be read, with one problem."""
    return UnreadableFile([Problem(file=name, where=where, what=what, mend=mend)])
