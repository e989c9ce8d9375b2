"""Styles of an OpenDocument text: what a paragraph or run inherits from its style and the styles above it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from concordant.read.odt.names import Element, points, q, value

MAX_CHAIN = 30


@dataclass(frozen=True, slots=True)
class Styles:
    """The styles of both parts by family and name, the list styles by name, and the outline style of headings."""

    by_name: dict[tuple[str, str], Element]
    lists: dict[str, Element]
    outline: Element | None

    def chain(self, family: str, name: str) -> Iterator[Element]:
        """The style and those that it inherits from, nearest first, the default of its family last. A circle ends where it closes."""
        seen: set[str] = set()
        while name and name not in seen and len(seen) < MAX_CHAIN and (family, name) in self.by_name:
            seen.add(name)
            style = self.by_name[(family, name)]
            yield style
            name = value(style, "style:parent-style-name")
        if (family, "") in self.by_name:
            yield self.by_name[(family, "")]

    def properties(self, family: str, name: str, kind: str) -> Iterator[Element]:
        """The style:text-properties or style:paragraph-properties that count, nearest first."""
        for style in self.chain(family, name):
            found = style.find(q(f"style:{kind}-properties"))
            if found is not None:
                yield found

    def first(self, family: str, name: str, kind: str, attribute: str) -> str:
        """The nearest value of an attribute; "" where no style sets it."""
        return next((found for props in self.properties(family, name, kind) if (found := value(props, attribute))), "")

    def length(self, name: str, attribute: str) -> float | None:
        """The nearest length in points that a paragraph style sets for an attribute."""
        chain = self.properties("paragraph", name, "paragraph")
        return next((found for props in chain if (found := points(props, attribute)) is not None), None)

    def names(self, name: str) -> tuple[str, ...]:
        """The names of a paragraph style and of those above it, as the user sees them, in small letters."""
        shown = (value(s, "style:display-name") or value(s, "style:name") for s in self.chain("paragraph", name))
        return tuple(one.replace("_20_", " ").lower() for one in shown if one)

    def list_of(self, name: str) -> str:
        """The list style that a paragraph style names."""
        return next((found for style in self.chain("paragraph", name) if (found := value(style, "style:list-style-name"))), "")


def read_styles(*roots: Element | None) -> Styles:
    """The styles of content.xml and styles.xml; the first part that defines a style counts."""
    by_name: dict[tuple[str, str], Element] = {}
    lists: dict[str, Element] = {}
    outline: Element | None = None
    for root in roots:
        for style in root.iter(q("style:style"), q("style:default-style")) if root is not None else ():
            name = value(style, "style:name") if style.tag == q("style:style") else ""
            by_name.setdefault((value(style, "style:family"), name), style)
        for style in root.iter(q("text:list-style")) if root is not None else ():
            lists.setdefault(value(style, "style:name"), style)
        if outline is None and root is not None:
            outline = next(root.iter(q("text:outline-style")), None)
    return Styles(by_name, lists, outline)
