"""Names of WordprocessingML, and small questions put to its elements."""

from __future__ import annotations

from lxml import etree

Element = etree._Element

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
# Word's strict variant has the same elements in another name space; a reader turns it into the usual one.
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
MATH = "http://schemas.openxmlformats.org/officeDocument/2006/math"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
VML = "urn:schemas-microsoft-com:vml"
OFF = frozenset({"0", "false", "off", "none"})


def w(name: str) -> str:
    """The full name of a WordprocessingML element or attribute."""
    return f"{{{W}}}{name}"


def local(element: Element) -> str:
    """The element's name without its name space; "" for what is no element."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def value(element: Element | None, child: str = "", attribute: str = "val") -> str:
    """An attribute of the element, or of its child of that name; "" where either is missing."""
    found = element.find(w(child)) if element is not None and child else element
    return "" if found is None else str(found.get(w(attribute)) or found.get(attribute) or "")


def number(element: Element | None, child: str = "", attribute: str = "val") -> int | None:
    """The same as a whole number; None where it is missing or no number."""
    text = value(element, child, attribute)
    try:
        found = int(float(text)) if text else None
    except (ValueError, OverflowError):
        return None
    return found if found is not None and abs(found) < 10_000_000 else None


def switched(element: Element | None, child: str) -> bool | None:
    """A property that is on or off (w:b, w:vanish); None where it is not set."""
    found = element.find(w(child)) if element is not None else None
    return None if found is None else value(found).lower() not in OFF
