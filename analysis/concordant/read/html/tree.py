"""Markup -> a tree of plain values, by the parsing rules that browsers follow. Nothing here recurses: pages nest without bound."""

from __future__ import annotations

import re
from collections import Counter

from selectolax.lexbor import LexborHTMLParser, LexborNode

# Elements whose contents are no words of the page: programs, styles, drawings, and what stands in for something that is not shown.
UNREAD = frozenset("script style template title svg iframe noframes noembed canvas video audio datalist".split())
_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
_NOSCRIPT = re.compile(r"(</?)noscript(?=[\s>/])", re.IGNORECASE)
_CLOSED = re.compile(
    r"<([a-z][a-z0-9]{0,20})((?:\s+[\w:.-]{1,60}(?:\s*=\s*(?:\"[^\"<]{0,2000}\"|'[^'<]{0,2000}'))?){0,40})\s*/>", re.IGNORECASE
)
_XML = re.compile(r"\s*<\?xml\b")


class Node:
    """An element, and what `survey` finds out about it: the working memory of one reading, no value.

    `apart` says that it is not of the main text, `unseen` that it is not shown or a control. `words` and `linked` count the words inside
    that are of the text, all and those in links; `links` and `pointing` its links, all and those to places of the same page.
    `headed` and `tabled` say that it holds a heading or a table.
    """

    __slots__ = (
        "apart", "attributes", "children", "headed", "linked", "links", "parent", "pointing", "tabled", "tag", "unseen", "words",
    )  # fmt: skip

    def __init__(self, tag: str, attributes: dict[str, str], parent: Node | None) -> None:
        self.tag, self.attributes, self.parent = tag, attributes, parent
        self.children: list[Node | str] = []
        self.apart = self.unseen = False
        self.clear()

    def clear(self) -> None:
        """Forget what was added up."""
        self.words = self.linked = self.links = self.pointing = 0
        self.headed = self.tabled = False

    def get(self, name: str) -> str:
        return self.attributes.get(name, "")

    @property
    def elements(self) -> list[Node]:
        return [child for child in self.children if isinstance(child, Node)]


def parse(text: str, *, xml: bool = False) -> tuple[Node, Counter[str]]:
    """The tree of a page, and how often each element that is not read occurs.

    `xml` says that the page is XHTML by its name: there <p/> and <script/> end where they begin.
    """
    if xml or _XML.match(text):
        text = _CLOSED.sub(_opened, text)
    # A browser that runs scripts reads what is in <noscript> as nothing. As a template it is kept apart in the same way.
    tree = LexborHTMLParser(_NOSCRIPT.sub(r"\1template", text))
    root = Node("html", {}, None)
    unread: Counter[str] = Counter()
    if tree.root is not None:
        _copy(tree.root, root, unread)
    return root, unread


def _opened(found: re.Match[str]) -> str:
    tag = found[1]
    return found[0] if tag.lower() in _VOID else f"<{tag}{found[2]}></{tag}>"


def _copy(source: LexborNode, root: Node, unread: Counter[str]) -> None:
    waiting: list[tuple[LexborNode, Node]] = [(source, root)]
    while waiting:
        from_node, to_node = waiting.pop()
        child = from_node.first_child
        while child is not None:
            tag = child.tag or ""
            if tag == "-text":
                to_node.children.append(child.text_content or "")
            elif tag in UNREAD:
                unread[tag] += 1
            elif tag and not tag.startswith(("-", "!")):
                node = Node(tag, {k.lower(): v or "" for k, v in child.attributes.items()}, to_node)
                to_node.children.append(node)
                waiting.append((child, node))
            child = child.next


def preorder(root: Node) -> list[Node]:
    """All elements, each before those inside it, in text order."""
    out: list[Node] = []
    waiting = [root]
    while waiting:
        node = waiting.pop()
        out.append(node)
        waiting.extend(reversed(node.elements))
    return out
