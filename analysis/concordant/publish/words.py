"""Safe words for pages: everything that a source says is escaped; only its emphasis is kept."""

from __future__ import annotations

import html
import re
from calendar import month_name
from collections.abc import Sequence
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

_TAGS = {"em_open": "<em>", "em_close": "</em>", "strong_open": "<strong>", "strong_close": "</strong>"}
_MARKDOWN = re.compile(r"([\\`*_{}\[\]#|~^])")


@cache
def _inline() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False})


def words(markdown: str) -> Markup:
    """Inline Markdown of a source as HTML: emphasis stays, links become their words, tags of the source are dropped or escaped."""
    tokens = _inline().parseInline(re.sub(r"</?u>", "", markdown))
    # Source text is escaped piece by piece in _pieces; nothing of it reaches the page as markup.
    return Markup("".join(_pieces(tokens[0].children or [])))


def _pieces(tokens: list[Token]) -> list[str]:
    out = []
    for token in tokens:
        if token.type in _TAGS:
            out.append(_TAGS[token.type])
        elif token.type in {"softbreak", "hardbreak"}:
            out.append(" ")
        elif token.type == "image":
            out.extend(_pieces(token.children or []))
        elif token.content:
            out.append(html.escape(token.content, quote=False))
    return out


def heading(text: str) -> Markup:
    """Plain words for a Markdown heading: neither HTML nor Markdown of a source counts."""
    return Markup(_MARKDOWN.sub(r"\\\1", html.escape(text, quote=False)))


def day(iso: str | None) -> str:
    """A date as a committee paper writes it: 2019-10-01 is 1 October 2019, 2019-10 is October 2019; None is "not known"."""
    if not iso:
        return "not known"
    parts = iso.split("-")
    month = [month_name[int(part)] for part in parts[1:2]]
    number = [str(int(part)) for part in parts[2:]]
    return " ".join([*number, *month, parts[0]])


def folded(sentences: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    """What all sentences say up to their first semicolon, and what each says beyond that; "" and the sentences when they begin apart."""
    cut = [sentence.rstrip(".").partition("; ") for sentence in sentences]
    if len(cut) > 1 and len({head for head, _, _ in cut}) == 1:
        return cut[0][0], tuple(rest for _, _, rest in cut)
    return "", tuple(sentence.rstrip(".") for sentence in sentences)


def opening(text: str, most: int = 14) -> str:
    """The first words of a text, with three dots where it goes on."""
    said = text.split()
    return text if len(said) <= most + 2 else " ".join(said[:most]).rstrip(",;:") + " …"
