"""Terms and their meanings in a description list: which stand on one line, and which introduce several."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby, pairwise
from typing import Literal

from concordant.read import headings
from concordant.read.html.survey import text_of
from concordant.read.html.tree import Node
from concordant.read.lines import line_of

# Facts about a document are told in a few words; and no walk over a hostile page may grow with its square.
MAX_WORDS = 60
MAX_SIBLINGS = 300
Part = Literal["pair", "told", "lead", "item"]


def terms(nodes: Sequence[Node]) -> dict[int, Part]:
    """What each term and meaning is, by identity: "pair" a term told on one line, "lead" one over several, which are "item"s.

    Pairs that define words, and do not tell facts about the document, are entries of a list: "told".
    """
    found: dict[int, Part] = {}
    for node in nodes:
        if node.tag == "dl":
            _read(node, found)
    return found


def _read(node: Node, found: dict[int, Part]) -> None:
    # The standard lets a <div> hold a term with its meanings.
    parts = [inner for child in node.elements for inner in (child.elements if child.tag == "div" else [child])]
    runs = [(tag, list(run)) for tag, run in groupby((part for part in parts if part.tag in {"dt", "dd"}), key=lambda part: part.tag)]
    pair: Part = "pair" if _is_about_document(node, runs) else "told"
    for k, (tag, run) in enumerate(runs):
        if tag != "dt" or k + 1 == len(runs):
            continue
        meanings = runs[k + 1][1]
        found[id(run[-1])] = pair if len(meanings) == 1 else "lead"
        found |= {id(one): "item" for one in meanings if len(meanings) > 1}


def _is_about_document(node: Node, runs: Sequence[tuple[str, list[Node]]]) -> bool:
    """Whether a description list tells facts ("Version: 3"): most of its pairs read so, and no words that end in a colon announce it."""
    above = node.parent.elements if node.parent is not None else []
    at = next((k for k, one in enumerate(above[:MAX_SIBLINGS]) if one is node), 0)
    if at and above[at - 1].words <= MAX_WORDS and text_of(above[at - 1]).endswith(":"):
        return False
    pairs = [(a[1][-1], b[1][0]) for a, b in pairwise(runs) if a[0] == "dt" and b[0] == "dd"]
    if any(term.words > MAX_WORDS or meaning.words > MAX_WORDS for term, meaning in pairs):
        return False
    lines = [line_of(f"{text_of(term).rstrip(':')}: {text_of(meaning)}"[:150], at=0, page=None, gap=True) for term, meaning in pairs]
    return 2 * sum(headings.is_metadata(line) for line in lines) > len(lines)
