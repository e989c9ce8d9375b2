"""Which parts of a page are footnotes: by their role, by the names that footnotes go by, or because a number in the text points at them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from concordant.read.html.survey import text_of
from concordant.read.html.tree import Node

_ROLES = frozenset({"doc-footnote", "doc-endnote"})
_ID = re.compile(r"_?(?:fn|ftn|edn|footnote|endnote|(?:cite_?)?note|user-content-fn)s?[-_:.]?[\w-]{0,20}?\d{1,3}", re.IGNORECASE)
_BACK = re.compile(r"(?:ref|back|return|anchor)", re.IGNORECASE)
_CALL = re.compile(r"\W{0,2}(?:\d{1,3}|[*†‡§])\W{0,2}")
_BLOCKS = frozenset({"li", "p", "div", "aside", "dd"})
# A note is a few sentences. A part of the text that a number points at is longer.
MAX_WORDS = 150
# How far above the place that is pointed at the paragraph can stand that it opens.
_MAX_CLIMB = 6


def notes(nodes: Sequence[Node]) -> frozenset[int]:
    """The identities of the nodes that are footnotes."""
    named = {id(node) for node in nodes if _is_named(node)}
    calls = [(at, node.get("href")[1:]) for at, node in enumerate(nodes) if _is_call(node)]
    first = {name: at for at, name in reversed(calls)}
    targets = {id(_paragraph(node)) for at, node in enumerate(nodes) if at > first.get(_name(node), len(nodes))}
    return frozenset(named | targets)


def _is_named(node: Node) -> bool:
    if node.get("role") in _ROLES:
        return True
    name = _name(node)
    return node.tag in _BLOCKS and node.words <= MAX_WORDS and bool(_ID.fullmatch(name)) and not _BACK.search(name)


def _is_call(node: Node) -> bool:
    return node.tag == "a" and node.get("href").startswith("#") and node.words <= 1 and bool(_CALL.fullmatch(text_of(node)))


def _name(node: Node) -> str:
    return node.get("id") or (node.get("name") if node.tag == "a" else "")


def _paragraph(node: Node) -> Node | None:
    """The paragraph that a place opens, if it can be a note."""
    here: Node | None = node
    for _ in range(_MAX_CLIMB):
        if here is None or here.tag in _BLOCKS:
            break
        here = here.parent
    fits = here is not None and here.tag in _BLOCKS and here.words <= MAX_WORDS and not here.headed
    return here if fits else None
