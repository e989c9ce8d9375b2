"""The numbers that a page prints before the items of its lists."""

from __future__ import annotations

import re

from concordant.read.figures import figure
from concordant.read.html.tree import Node
from concordant.read.lines import line_of

_NONE = re.compile(r"list-style(?:-type)?\s*:[^;]*\bnone\b", re.IGNORECASE)
_STYLED = re.compile(r"list-style(?:-type)?\s*:[^;]*\b((?:lower|upper)-(?:alpha|latin|roman)|decimal|disc|circle|square)\b", re.IGNORECASE)
_TYPES = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman", "1": "decimal"}
_STYLES = {
    "lower-alpha": "lowerLetter", "lower-latin": "lowerLetter", "upper-alpha": "upperLetter", "upper-latin": "upperLetter",
    "lower-roman": "lowerRoman", "upper-roman": "upperRoman",
}  # fmt: skip
# Numbering that only a style sheet gives, which is not read: the name of the class says it where it says anything.
_CLASSED = re.compile(r"(?:^|[\s_-])(?:(lower|upper)[-_]?)?(alpha|latin|roman)(?=$|[\s_-])", re.IGNORECASE)
_INTEGER = re.compile(r"\s*([+-]?\d{1,6})")


class OpenList:
    """A list being read: how its items are marked, the count of the next one, how many items it has, and how deep it stands.

    `above` is the number of lists that it stands in; one without items, around another list, only indents that.
    """

    def __init__(self, node: Node, *, above: int) -> None:
        self.items = sum(child.tag == "li" for child in node.elements)
        reverse = node.tag == "ol" and "reversed" in node.attributes
        self.step = -1 if reverse else 1
        self.shape = _shape(node) or ("decimal" if node.tag == "ol" else "bullet")
        self.count = integer(node.get("start"), self.items if reverse else 1)
        self.depth = above + (self.items > 0)

    def take(self, item: Node) -> str:
        """The number printed before an item, "" for a bullet or none."""
        count = integer(item.get("value"), self.count)
        self.count = count + self.step
        shape = _shape(item) or self.shape
        return f"{figure(count, shape)}." if shape not in {"bullet", "none"} else ""


def integer(text: str, otherwise: int) -> int:
    """The number that an attribute begins with, or another one."""
    found = _INTEGER.match(text)
    return int(found[1]) if found else otherwise


def _shape(node: Node) -> str:
    style = node.get("style")
    if _NONE.search(style):
        return "none"
    if found := _STYLED.search(style):
        name = found[1].lower()
        return _STYLES.get(name, "bullet" if name in {"disc", "circle", "square"} else "decimal")
    kind = node.get("type")
    if kind in _TYPES:
        return _TYPES[kind]
    if kind.lower() in {"disc", "circle", "square"}:
        return "bullet"
    classed = _CLASSED.search(node.get("class")[:200]) if node.tag == "ol" else None
    return f"{(classed[1] or 'lower').lower()}{'Roman' if classed[2].lower() == 'roman' else 'Letter'}" if classed else ""


def typed_counts(text: str, printed: str, shape: str) -> bool:
    """Whether the number typed in the words of an item is the number that it goes by.

    It is where the list prints none, where it says the same as the printed one, and where nothing but a number looks like it.
    """
    line = line_of(text, at=0, page=None, gap=False)
    if line.mark not in {"section", "number", "letter", "roman"}:
        return False
    if shape in {"none"} or line.mark == "section" or line.printed.startswith("("):
        return True
    bare = re.sub(r"\W", "", line.printed).lower()
    return bare == printed.rstrip(".").lower() or (not printed and line.mark == "number")
