"""The words of a Word file, got by a second way: a stream of XML events, no tree, none of the reader's code."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from xml.parsers import expat

_TEXT = frozenset({"t", "delText"})
_BREAKS = frozenset({"p", "br", "cr", "tr"})
_BETWEEN = {"tab": "\t", "ptab": "\t", "noBreakHyphen": "-", "tc": "\t"}
_HIDDEN = frozenset({"Fallback", "instrText", "delInstrText", "rt"})


@dataclass(slots=True)
class _Stream:
    accepts: Callable[[str, str], bool]
    out: list[str] = field(default_factory=list)
    open: list[tuple[str, bool]] = field(default_factory=list)
    skipping: int = 0
    wanted: bool = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition(":")[2]
        skip = name in _HIDDEN
        if name in {"ins", "moveTo", "del", "moveFrom"}:
            accepted = self.accepts(attributes.get("w:author", ""), attributes.get("w:date", ""))
            skip = accepted == (name in {"del", "moveFrom"})
        self.open.append((name, skip))
        self.skipping += skip
        self.wanted = name in _TEXT

    def end(self, tag: str) -> None:
        name, skip = self.open.pop()
        self.skipping -= skip
        self.wanted = False
        if name in _BREAKS:
            self.out.append("\n")
        elif name in _BETWEEN and self.open and not self.skipping:
            self.out.append(_BETWEEN[name])

    def words(self, data: str) -> None:
        if self.wanted and not self.skipping:
            self.out.append(data)


def words_of(part: bytes, accepts: Callable[[str, str], bool]) -> str:
    """The text of one part, with line breaks at paragraphs. `accepts(author, date)` says which tracked changes are taken as made.

    Parts are well formed by then: the reader has parsed them.
    """
    stream = _Stream(accepts)
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = stream.start
    parser.EndElementHandler = stream.end
    parser.CharacterDataHandler = stream.words
    parser.Parse(part, True)
    return "".join(stream.out)
