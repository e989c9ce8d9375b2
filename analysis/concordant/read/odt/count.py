"""The words of an OpenDocument text, got by a second way: a stream of XML events, no tree, none of the reader's code."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from xml.parsers import expat

_NAMES = "urn:oasis:names:tc:opendocument:xmlns:"
_TEXT = f"{_NAMES}text:1.0 "
_OFFICE = f"{_NAMES}office:1.0 "
_DC = "http://purl.org/dc/elements/1.1/ "
_PARAGRAPHS = frozenset({f"{_TEXT}p", f"{_TEXT}h"})
_BLANKS = {f"{_TEXT}s": " ", f"{_TEXT}tab": "\t", f"{_TEXT}line-break": "\n"}
# What stands inside a paragraph's element, but not among its words.
_ASIDE = frozenset({f"{_TEXT}note", f"{_NAMES}drawing:1.0 frame", f"{_NAMES}drawing:1.0 custom-shape"})
_SKIPPED = frozenset({
    f"{_OFFICE}annotation", f"{_OFFICE}event-listeners", f"{_OFFICE}forms", f"{_OFFICE}binary-data", f"{_TEXT}number", f"{_TEXT}ruby-text",
    f"{_TEXT}hidden-paragraph", f"{_NAMES}svg-compatible:1.0 title", f"{_NAMES}svg-compatible:1.0 desc",
})  # fmt: skip
_FLOWS = frozenset({f"{_OFFICE}text", f"{_NAMES}style:1.0 master-page"})
_CHANGES = frozenset({f"{_TEXT}insertion", f"{_TEXT}deletion", f"{_TEXT}format-change"})


@dataclass(slots=True)
class _Region:
    """A tracked change: who made it and when, for each of its steps, and the words that it took out."""

    steps: list[list[str]] = field(default_factory=list)
    words: list[str] = field(default_factory=list)


class _Stream:
    """`outs` are the texts being written: the document's, inside it that of a note or box, which goes behind the paragraph it hangs on."""

    def __init__(self, accepts: Callable[[str, str], bool]) -> None:
        self.accepts = accepts
        self.path: list[str] = []
        self.outs: list[list[str]] = [[]]
        self.asides: list[str] = []
        self.skipping = self.flowing = self.blocks = self.changes = 0
        self.region = _Region()
        self.regions: dict[str, _Region] = {}
        self.rejected: list[str] = []

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self.path.append(tag)
        self._count(tag, 1)
        if tag == f"{_TEXT}changed-region":
            key = attributes.get(f"{_TEXT}id") or attributes.get("http://www.w3.org/XML/1998/namespace id", "")
            self.region = self.regions[key] = _Region()
        elif self.changes and tag in _CHANGES:
            self.region.steps.append([tag, "", ""])
        elif not self.changes:
            self._mark(tag, attributes.get(f"{_TEXT}change-id", ""))
        if tag in _ASIDE:
            self._put("\n") if self.changes else self.outs.append([])
        if tag in _BLANKS:
            self._put(_BLANKS[tag])

    def end(self, tag: str) -> None:
        if tag in _PARAGRAPHS:
            self._end_paragraph()
        elif tag == f"{_TEXT}note-citation":
            self._put(" ")
        self.path.pop()
        self._count(tag, -1)
        if tag in _ASIDE and not self.changes:
            self.asides.append("".join(self.outs.pop()))
            if not self.blocks:
                self._put_asides()

    def words(self, data: str) -> None:
        if self.changes and self.path[-1] in {f"{_DC}creator", f"{_DC}date"} and self.region.steps and not self.skipping:
            self.region.steps[-1][1 if self.path[-1].endswith("creator") else 2] += data
        elif self.path[-1] != f"{_TEXT}note-citation" or not data.strip().isdigit():
            # The number of a note is computed, and set as a small figure.
            self._put(data)

    def text(self) -> str:
        self._put_asides()
        return "".join(self.outs[0])

    def _count(self, tag: str, by: int) -> None:
        self.skipping += by * (tag in _SKIPPED)
        self.flowing += by * (tag in _FLOWS)
        self.blocks += by * (tag in _PARAGRAPHS)
        self.changes += by * (tag == f"{_TEXT}tracked-changes")

    def _put(self, data: str) -> None:
        if self.skipping or not self.blocks:
            return
        if self.changes:
            self.region.words.append(data)
        elif self.flowing and not self.rejected:
            self.outs[-1].append(data)

    def _end_paragraph(self) -> None:
        """A paragraph end that a change not taken put in is none."""
        self._put("\n")
        if not self.changes and self.blocks == 1:
            self._put_asides()

    def _put_asides(self) -> None:
        self.outs[-1] += [f"\n{aside}\n" for aside in self.asides]
        self.asides = []

    def _mark(self, tag: str, key: str) -> None:
        region = self.regions.get(key)
        if region is None or not region.steps:
            return
        (kind, author, date), *before = region.steps
        taken = self.accepts(author, date)
        if tag == f"{_TEXT}change-start" and kind == f"{_TEXT}insertion" and not taken:
            self.rejected.append(key)
        elif tag == f"{_TEXT}change-end":
            self.rejected = [one for one in self.rejected if one != key]
        elif tag == f"{_TEXT}change" and kind == f"{_TEXT}deletion" and not taken and not self.rejected:
            put_in = all(self.accepts(who, when) for _, who, when in before)
            self.outs[-1] += ["".join(region.words)[:-1] if self.blocks else "".join(region.words)] if put_in else []


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
    return stream.text()
