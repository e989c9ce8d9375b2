"""A web page, read whole: its main text as lines, what stands around it as furniture, its words counted a second way."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

from concordant.read.html.charset import text_of
from concordant.read.html.count import words_of
from concordant.read.html.flow import BLOCKS, HEADINGS, Flow, flow
from concordant.read.html.notes import notes
from concordant.read.html.subheadings import subheadings
from concordant.read.html.survey import Survey, survey
from concordant.read.html.terms import terms
from concordant.read.html.titles import with_title
from concordant.read.html.tree import Node, parse, preorder
from concordant.read.layout import arrange
from concordant.read.lines import Line
from concordant.read.package import unreadable
from concordant.read.source import Guess, Source
from concordant.read.view import PROPOSED, View

_MARKUP = re.compile(
    rf"<(?:!doctype\s+html|head|span|br|a|b|strong|em|i|u|font|img|script|style|meta|title|\w+:\w+|{'|'.join(sorted(BLOCKS))})[\s>/]",
    re.IGNORECASE,
)
_COUNTED = {"script": "script", "svg": "drawing", "canvas": "canvas", "iframe": "frame", "video": "video", "audio": "audio"}
_SHOWN_WORDS = 6


def read_html(data: bytes, name: str, view: View = PROPOSED) -> Source:
    """Blocks of a web page. Raises UnreadableFile."""
    text, guesses = text_of(data, name)
    if not _MARKUP.search(text):
        raise unreadable(name, "this is no web page: it holds no HTML element.", "Give the file its true suffix, such as .txt.")
    root, unread = parse(text, xml=name.lower().endswith(".xhtml"))
    words = words_of(text)
    nodes = preorder(root)
    found = survey(root)
    page = flow(root, found, levels=_levels(found), notes=notes(nodes), terms=terms(nodes))
    if not any(re.search(r"\w", line.text) for line in page.lines):
        what = "the page holds no words; it may be put together by a script when it is shown."
        raise unreadable(name, what, "Open it in a browser, copy the text, and save that as .txt.")
    lines = [replace(line, at=at) for at, line in enumerate(page.lines, start=1)]
    lines, set_under = subheadings(lines if found.title is not None else with_title(lines))
    places = {line.at: at for at, line in enumerate(page.lines, start=1)}
    blocks, more = arrange(lines)
    counts = page.counts + Counter({_COUNTED[tag]: n for tag, n in unread.items() if tag in _COUNTED})
    return Source(
        name=name, text=words, blocks=tuple(blocks), guesses=(*guesses, *_own_guesses(found, page, lines, places), *set_under, *more),
        counts=tuple(sorted((what, n) for what, n in counts.items() if n)), rows="block",
    )  # fmt: skip


def _levels(found: Survey) -> dict[int, int]:
    """The level of the headings of each kind: those that are used follow each other without a step left out, under the title."""
    used = sorted({HEADINGS[node.tag] for node in preorder(found.main) if _is_heading(node) and node is not found.title})
    first = 1 if found.title is None else 2
    return {level: first + at for at, level in enumerate(used)}


def _is_heading(node: Node) -> bool:
    return node.tag in HEADINGS and not node.apart and node.words > 0


def _own_guesses(found: Survey, page: Flow, lines: list[Line], places: dict[int, int]) -> list[Guess]:
    """What the page did not say by itself: which part is the main one, that hidden words are none of it, that a heading is a rule."""
    guesses = []
    text = next((line for line in lines if line.kind != "furniture"), None)
    aside = sum(line.kind == "furniture" for line in lines)
    if text is not None and aside and not found.marked:
        guesses.append(Guess(line=text.at, what=f"taken for where the main text begins; {aside} lines around it were set aside"))
    if found.hidden:
        guesses.append(Guess(line=1, what=f"{found.hidden} hidden parts with words were set aside"))
    for at, words in page.rules:
        what = f"set as a heading, but read as a rule: “{' '.join(words.split()[:_SHOWN_WORDS])} …”"
        guesses.append(Guess(line=places.get(at, 1), what=what))
    return guesses
