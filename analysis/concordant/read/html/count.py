"""The words of a page, got by a second way: a stream of tags from the standard library, no tree, none of the reader's code."""

from __future__ import annotations

from html.parser import HTMLParser

_SKIPPED = frozenset("script style template noscript title svg iframe noframes noembed canvas video audio datalist".split())
_INLINE = frozenset("a abbr acronym b bdi bdo big cite code dfn em font i ins kbd mark samp small span strong sub sup tt u var wbr".split())
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")

# What is set high and longer than this is no mark of a note.
_RAISED_LENGTH = 5


class _Words(HTMLParser):
    """Collects character data. `skipping` is the element that is passed over and how many of its kind are open.

    Words that a page hides in the middle of a line are words apart from their neighbours: `hidden` holds the open elements that hide.
    """

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.out: list[str] = []
        self.skipping: tuple[str, int] | None = None
        self.hidden: list[str] = []
        self.raised = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self.skipping:
            self.skipping = (self.skipping[0], self.skipping[1] + (tag == self.skipping[0]))
        elif tag in _SKIPPED:
            self.skipping = (tag, 1)
        elif tag == "sup":
            self.raised = True
        elif tag not in _INLINE:
            self._part()
        if attrs and not self.skipping:
            self._hide(tag, dict(attrs))

    def handle_endtag(self, tag: str) -> None:
        if self.skipping:
            left = self.skipping[1] - (tag == self.skipping[0])
            self.skipping = (self.skipping[0], left) if left else None
        elif tag == "sup":
            self.raised = False
        elif tag not in _INLINE:
            self._part()
        if self.hidden and self.hidden[-1] == tag:
            self.hidden.pop()
            self.out.append(" ")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if not self.skipping and tag not in _INLINE:
            self._part()

    def _part(self) -> None:
        self.out.append("\n")
        self.raised = False

    def _hide(self, tag: str, attributes: dict[str, str | None]) -> None:
        if "hidden" in attributes or attributes.get("aria-hidden") == "true" or "none" in (attributes.get("style") or ""):
            self.hidden.append(tag)
            self.out.append(" ")

    def handle_data(self, data: str) -> None:
        if not self.skipping:
            data = data.replace("\u00a0", " ")
            self.out.append(data.translate(_RAISED) if self.raised and len(data.strip()) <= _RAISED_LENGTH else data)


def words_of(text: str) -> str:
    """All character data of the page but for scripts, styles, templates and the window title; digits set high as such."""
    stream = _Words()
    stream.feed(text)
    stream.close()
    return "".join(stream.out)
