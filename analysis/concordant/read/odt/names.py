"""Names of OpenDocument, and small questions put to its elements."""

from __future__ import annotations

import re

from lxml import etree

Element = etree._Element

_OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
SPACES = {
    "office": f"{_OASIS}office:1.0",
    "text": f"{_OASIS}text:1.0",
    "table": f"{_OASIS}table:1.0",
    "draw": f"{_OASIS}drawing:1.0",
    "style": f"{_OASIS}style:1.0",
    "fo": f"{_OASIS}xsl-fo-compatible:1.0",
    "dc": "http://purl.org/dc/elements/1.1/",
    "xlink": "http://www.w3.org/1999/xlink",
    "xml": "http://www.w3.org/XML/1998/namespace",
    "svg": f"{_OASIS}svg-compatible:1.0",
    "loext": "urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0",
}
_LENGTH = re.compile(r"(-?\d{1,6}(?:\.\d{1,9})?)(cm|mm|in|pt|pc|px)$")
_POINTS = {"cm": 28.35, "mm": 2.835, "in": 72.0, "pt": 1.0, "pc": 12.0, "px": 0.75}


def q(name: str) -> str:
    """The full name of "text:p"."""
    space, _, local = name.partition(":")
    return f"{{{SPACES[space]}}}{local}"


def value(element: Element | None, name: str) -> str:
    """An attribute; "" where it is missing."""
    return "" if element is None else str(element.get(q(name)) or "")


def words_in(element: Element) -> str:
    """All character data of an element."""
    return "".join(str(text) for text in element.itertext())


def number(element: Element | None, name: str) -> int | None:
    """An attribute as a whole number of sane size; None where it is missing or none."""
    text = value(element, name)
    return int(text) if re.fullmatch(r"-?\d{1,6}", text) else None


def points(element: Element | None, name: str) -> float | None:
    """A length in points; None where it is missing or relative."""
    found = _LENGTH.match(value(element, name))
    return float(found[1]) * _POINTS[found[2]] if found else None
