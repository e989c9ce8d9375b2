"""Terms and their meanings in a description list: which stand on one line, and which introduce several."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Literal

from concordant.read.html.tree import Node

Part = Literal["pair", "lead", "item"]


def terms(nodes: Sequence[Node]) -> dict[int, Part]:
    """What each term and meaning is, by identity: "pair" a term told on one line, "lead" one over several, which are "item"s."""
    found: dict[int, Part] = {}
    for node in nodes:
        if node.tag == "dl":
            _read(node, found)
    return found


def _read(node: Node, found: dict[int, Part]) -> None:
    # The standard lets a <div> hold a term with its meanings.
    parts = [inner for child in node.elements for inner in (child.elements if child.tag == "div" else [child])]
    runs = [(tag, list(run)) for tag, run in groupby((part for part in parts if part.tag in {"dt", "dd"}), key=lambda part: part.tag)]
    for k, (tag, run) in enumerate(runs):
        if tag != "dt" or k + 1 == len(runs):
            continue
        meanings = runs[k + 1][1]
        found[id(run[-1])] = "pair" if len(meanings) == 1 else "lead"
        found |= {id(one): "item" for one in meanings if len(meanings) > 1}
