"""Styles of a Word file: what a paragraph inherits from its style, the styles that one is based on, and the defaults."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from concordant.read.word.names import Element, number, switched, value, w

_HEADING = re.compile(r"^heading ?([1-9])$", re.IGNORECASE)
# Styles of rows that belong to the page and not to the text.
_FURNITURE = re.compile(r"^(?:toc ?(?:\d|heading)|contents heading|table of (?:contents|figures)|header|footer|index ?\d)$", re.IGNORECASE)
_NOTE = re.compile(r"^(?:foot|end)note text$", re.IGNORECASE)
MAX_CHAIN = 30


@dataclass(frozen=True, slots=True)
class Styles:
    """The styles by id. `chains` remembers what each id inherits from, nearest first."""

    by_id: dict[str, Element]
    default: str
    defaults_p: Element | None
    defaults_r: Element | None
    chains: dict[str, tuple[Element, ...]] = field(default_factory=dict)

    def chain(self, style: str) -> tuple[Element, ...]:
        """The style and those that it is based on, nearest first. A circle ends where it closes."""
        if style not in self.chains:
            self.chains[style] = tuple(self._walk(style))
        return self.chains[style]

    def _walk(self, style: str) -> Iterator[Element]:
        seen: set[str] = set()
        while style and style not in seen and len(seen) < MAX_CHAIN and style in self.by_id:
            seen.add(style)
            yield self.by_id[style]
            style = value(self.by_id[style], "basedOn")

    def paragraph(self, style: str) -> tuple[Element, ...]:
        """The w:pPr elements that count for a paragraph of this style, nearest first, the defaults last."""
        found = [props for one in self.chain(style or self.default) if (props := one.find(w("pPr"))) is not None]
        return (*found, self.defaults_p) if self.defaults_p is not None else tuple(found)

    def run(self, style: str) -> tuple[Element, ...]:
        """The w:rPr elements that count for text of this style, nearest first."""
        return tuple(props for one in self.chain(style) if (props := one.find(w("rPr"))) is not None)

    def names(self, style: str) -> tuple[str, ...]:
        """The style's names as the user sees them, its own first, then those that it is based on."""
        return tuple(value(one, "name") for one in self.chain(style))

    def heading_level(self, style: str) -> int:
        """1 to 9 for a style that is, or is based on, a heading style; 0 for others."""
        return next((int(found[1]) for name in self.names(style) if (found := _HEADING.match(name))), 0)

    def role(self, style: str) -> str:
        """ "title", "furniture", "note" or "" by the name of the style or of one that it is based on."""
        for name in self.names(style):
            if name.lower() == "title":
                return "title"
            if _FURNITURE.match(name):
                return "furniture"
            if _NOTE.match(name):
                return "note"
        return ""


def read_styles(root: Element | None) -> Styles:
    """The styles of styles.xml; none where the part is missing."""
    if root is None:
        return Styles({}, "", None, None)
    by_id = {value(one, "", "styleId"): one for one in root.iterfind(w("style"))}
    default = next((key for key, one in by_id.items() if value(one, "", "type") == "paragraph" and value(one, "", "default") == "1"), "")
    base = root.find(w("docDefaults"))
    defaults_p = base.find(f"{w('pPrDefault')}/{w('pPr')}") if base is not None else None
    defaults_r = base.find(f"{w('rPrDefault')}/{w('rPr')}") if base is not None else None
    return Styles(by_id, default, defaults_p, defaults_r)


def first_number(props: tuple[Element, ...], child: str, *attributes: str) -> int | None:
    """The nearest number set for a property under one of the attribute's names."""
    for one in props:
        for attribute in attributes:
            found = number(one, child, attribute)
            if found is not None:
                return found
    return None


def first_switch(props: tuple[Element, ...], child: str) -> bool:
    """Whether a property is on: the nearest word on it counts."""
    return next((found for one in props if (found := switched(one, child)) is not None), False)
