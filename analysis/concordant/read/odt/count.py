"""The words of an OpenDocument text, got by a second way: a stream of XML events, no tree, none of the reader's code."""

from __future__ import annotations

from collections.abc import Callable
from xml.parsers import expat

_TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0 "
_BREAKS = {f"{_TEXT}p", f"{_TEXT}h", f"{_TEXT}line-break"}
_BLANKS = {f"{_TEXT}s": " ", f"{_TEXT}tab": "\t"}
_OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0 "
_DC = "http://purl.org/dc/elements/1.1/ "
_SKIPPED = {
    f"{_OFFICE}annotation", f"{_TEXT}note-citation", f"{_TEXT}number", f"{_TEXT}ruby-text", f"{_OFFICE}event-listeners", f"{_OFFICE}forms",
    "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0 title", "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0 desc",
}  # fmt: skip
_FLOWS = {f"{_OFFICE}text", "urn:oasis:names:tc:opendocument:xmlns:style:1.0 master-page"}


class _Stream:
    def __init__(self, accepts: Callable[[str, str], bool]) -> None:
        self.accepts = accepts
        self.out: list[str] = []
        self.path: list[str] = []
        self.skipping = self.flowing = self.blocks = 0
        self.region: dict[str, str] = {}
        self.regions: dict[str, dict[str, str]] = {}
        self.inserted: list[str] = []

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self.path.append(tag)
        self.skipping += tag in _SKIPPED
        self.flowing += tag in _FLOWS
        self.blocks += tag in {f"{_TEXT}p", f"{_TEXT}h"}
        if tag == f"{_TEXT}changed-region":
            key = attributes.get(f"{_TEXT}id") or attributes.get("http://www.w3.org/XML/1998/namespace id", "")
            self.region = {"kind": "", "author": "", "date": "", "words": ""}
            self.regions[key] = self.region
        elif tag in {f"{_TEXT}insertion", f"{_TEXT}deletion", f"{_TEXT}format-change"} and self._in_changes():
            self.region["kind"] = tag.removeprefix(_TEXT)
        elif not self._in_changes():
            self._mark(tag, attributes.get(f"{_TEXT}change-id", ""))
            if tag in _BLANKS and self._shown():
                self.out.append(_BLANKS[tag])

    def _mark(self, tag: str, key: str) -> None:
        region = self.regions.get(key)
        if region is None:
            return
        kept = self.accepts(region["author"], region["date"])
        if tag == f"{_TEXT}change-start" and not kept and region["kind"] == "insertion":
            self.inserted.append(key)
        elif tag == f"{_TEXT}change-end":
            self.inserted = [one for one in self.inserted if one != key]
        elif tag == f"{_TEXT}change" and not kept and region["kind"] == "deletion" and not self.inserted:
            self.out.append(region["words"])

    def end(self, tag: str) -> None:
        self.path.pop()
        self.skipping -= tag in _SKIPPED
        self.flowing -= tag in _FLOWS
        self.blocks -= tag in {f"{_TEXT}p", f"{_TEXT}h"}
        if tag in _BREAKS:
            if self._in_changes():
                self.region["words"] += "\n" if self.region and self.region["words"] else ""
            else:
                self.out.append("\n")

    def words(self, data: str) -> None:
        if self._in_changes():
            if self.path[-1] == f"{_DC}creator":
                self.region["author"] += data
            elif self.path[-1] == f"{_DC}date":
                self.region["date"] += data
            elif self.blocks and self.region:
                self.region["words"] += data
        elif self._shown():
            self.out.append(data)

    def _in_changes(self) -> bool:
        return f"{_TEXT}tracked-changes" in self.path[:8]

    def _shown(self) -> bool:
        return bool(self.flowing and self.blocks and not self.skipping and not self.inserted)


def words_of(part: bytes, accepts: Callable[[str, str], bool]) -> str:
    """The text of content.xml or of the heads and feet in styles.xml; `accepts(author, date)` as in the view of the reader.

    Parts are well formed by then: the reader has parsed them.
    """
    stream = _Stream(accepts)
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = stream.start
    parser.EndElementHandler = stream.end
    parser.CharacterDataHandler = stream.words
    parser.Parse(part, True)
    return "".join(stream.out)
