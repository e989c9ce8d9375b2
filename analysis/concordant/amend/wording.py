"""Words changed inside one paragraph: the plain words decide, the emphasis and links of its Markdown stay where they can."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from markdown_it import MarkdownIt

from concordant.parse.blocks import inline_text
from concordant.read.canonical import escape

# Markup that shows nothing: the address of a link, tags. What is escaped shows without its backslash.
_HIDDEN = re.compile(r"\]\([^()\s]*(?:\s+\"[^\"]*\")?\)|</?[A-Za-z][^<>]*>|&(?:#?\w{1,32});")
_OPENS = "([“‘\"'"
_STOPS = ".,;:!?)]’”"


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """The words from `start` to `end` of a paragraph's plain text give way to `new` (inline Markdown); by instruction `number`."""

    number: int
    at: int
    start: int
    end: int
    new: str


@cache
def _inline() -> MarkdownIt:
    return MarkdownIt("commonmark")


def plain(markdown: str) -> str:
    """The words of inline Markdown."""
    tokens = _inline().parseInline(markdown)
    return inline_text(tokens[0]) if tokens else ""


def edited(markdown: str, text: str, edits: Sequence[Edit]) -> str:
    """The Markdown with these words changed. `text` is its plain text, in which the edits count; they do not overlap."""
    ordered = sorted(edits, key=lambda edit: (edit.start, edit.end, edit.number))
    wanted = _spliced(text, [(edit.start, edit.end, plain(edit.new) if edit.new else "") for edit in ordered])
    places = _places(markdown, text)
    if places is not None:
        for keep in (False, True):
            cuts = []
            for edit in ordered:
                start, end = _stretch(places, markdown, edit)
                marks = "".join(re.findall(r"\*{1,3}|_{1,3}", markdown[start:end])) if keep else ""
                cuts.append((start, end, edit.new + marks if edit.new else marks))
            tried = _spliced(markdown, cuts)
            if plain(tried) == wanted:
                return tried
    return escape(re.sub(r"([\\*_\[\]])", r"\\\1", wanted))


def _stretch(places: Sequence[int], markdown: str, edit: Edit) -> tuple[int, int]:
    if edit.start == edit.end:
        # New words stand behind the mark that closes the emphasis before them.
        at = places[edit.start - 1] + 1 if edit.start else 0
        while edit.start and markdown[at : at + 1] in {"*", "_"} and at < places[edit.start]:
            at += 1
        return at, at
    return places[edit.start], places[edit.end - 1] + 1


def _places(markdown: str, text: str) -> list[int] | None:
    """For each sign of the plain text, and for its end, where it stands in the Markdown; None where they do not fit together."""
    places: list[int] = []
    at = 0
    for sign in text:
        while at < len(markdown):
            hidden = _HIDDEN.match(markdown, at)
            if hidden and not (hidden[0].startswith("&") and sign == plain(hidden[0])):
                at = hidden.end()
            elif hidden or markdown[at] == sign:
                break
            else:
                at += 1
        if at >= len(markdown):
            return None
        places.append(at)
        entity = _HIDDEN.match(markdown, at)
        at = entity.end() if entity else at + 1
    return [*places, len(markdown)]


def _spliced(text: str, cuts: Sequence[tuple[int, int, str]]) -> str:
    """The text with each stretch replaced, and the spaces around it put right."""
    out, end = "", 0
    for start, stop, new in cuts:
        out += text[end:start]
        rest = text[stop:]
        new = new.strip()  # noqa: PLW2901
        if not new:
            out = out.rstrip() if not rest.strip() or (rest[:1] in _STOPS) else out
            end = stop + (len(rest) - len(rest.lstrip()) if not out or out[-1:].isspace() else 0)
            continue
        if start == stop and out and not out[-1].isspace() and out[-1] not in _OPENS and new[0] not in _STOPS:
            out += " "
        out += new
        if start == stop and rest and not rest[0].isspace() and rest[0] not in _STOPS:
            out += " "
        end = stop
    return re.sub(r" {2,}", " ", out + text[end:]).strip()
