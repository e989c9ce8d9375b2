"""What a page is built of, read from its finished HTML: headings, landmarks, tables, names; each check gives a line per fault."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from itertools import pairwise

from selectolax.lexbor import LexborHTMLParser, LexborNode

Check = Callable[[LexborHTMLParser], Iterator[str]]


def _within(node: LexborNode, *tags: str) -> bool:
    at = node.parent
    while at is not None and at.tag not in tags:
        at = at.parent
    return at is not None


def _said(node: LexborNode) -> str:
    return " ".join(node.text(deep=True).split())


def _labelled(node: LexborNode, page: LexborHTMLParser) -> str:
    """The name that a label gives."""
    ids = (node.attributes.get("aria-labelledby") or "").split()
    named = [found for i in ids if (found := page.css_first(f'[id="{i}"]')) is not None]
    return (node.attributes.get("aria-label") or " ".join(map(_said, named))).strip()


def language(page: LexborHTMLParser) -> Iterator[str]:
    """WCAG 3.1.1."""
    lang = page.css_first("html").attributes.get("lang")
    if lang not in {"en", "en-GB"}:
        yield f"the language is {lang}"


def headings(page: LexborHTMLParser) -> Iterator[str]:
    """One h1, first; no level left out (WCAG 1.3.1, 2.4.6)."""
    found = [(int(node.tag[1]), _said(node)) for node in page.css("h1, h2, h3, h4, h5, h6")]
    if [level for level, _ in found].count(1) != 1:
        yield f"{[level for level, _ in found].count(1)} headings of level 1"
    if found and found[0][0] != 1:
        yield f"begins with level {found[0][0]}: {found[0][1][:60]}"
    for (above, _), (level, text) in pairwise(found):
        if level > above + 1:
            yield f"from level {above} to {level}: {text[:60]}"
    yield from (f"an empty heading of level {level}" for level, text in found if not text)


def landmarks(page: LexborHTMLParser) -> Iterator[str]:
    """One head, one main part, one foot; each navigation and region with a name of its own."""
    parts = ("article", "section", "main", "aside", "nav")
    for tag, count in (("header", 1), ("footer", 1)):
        found = [node for node in page.css(tag) if not _within(node, *parts)]
        if len(found) != count:
            yield f"{len(found)} of <{tag}> for the page"
    if len(page.css("main")) != 1:
        yield f"{len(page.css('main'))} of <main>"
    for selector in ("nav, [role=navigation]", "[role=region]", "[role=search]"):
        names = [_labelled(node, page) for node in page.css(selector)]
        if len(names) > 1 or selector.startswith("nav"):
            yield from (f"{selector} without a name" for name in names if not name)
            yield from (f"{selector} called {name!r} {count} times" for name, count in Counter(names).items() if name and count > 1)


def way_past_the_head(page: LexborHTMLParser) -> Iterator[str]:
    """The first link leads to the main part (WCAG 2.4.1)."""
    link = next((node for node in page.css("body a") if node.attributes.get("href")), None)
    place = (link.attributes["href"] or "") if link is not None else ""
    target = page.css_first(f'[id="{place[1:]}"]') if place.startswith("#") and len(place) > 1 else None
    if target is None:
        yield f"the first link leads to {place!r}"
    elif not (target.tag == "main" or _within(target, "main")):
        yield f"the first link leads outside of the main part, to {place}"


def tables(page: LexborHTMLParser) -> Iterator[str]:
    """Each table has a name and head cells, each head cell a scope (WCAG 1.3.1)."""
    for table in page.css("table"):
        caption = table.css_first("caption")
        around = table.parent
        named = (caption is not None and _said(caption)) or _labelled(table, page) or (around is not None and _labelled(around, page))
        words = _said(table)[:50]
        if not named:
            yield f"a table without a name: {words}"
        heads = table.css("th")
        if not heads:
            yield f"a table without head cells: {words}"
        if any(head.attributes.get("scope") not in {"col", "row", "colgroup", "rowgroup"} for head in heads):
            yield f"a head cell without a scope: {words}"


def pictures(page: LexborHTMLParser) -> Iterator[str]:
    """Each picture has a name or says that it is none (WCAG 1.1.1)."""
    for node in page.css("img"):
        if node.attributes.get("alt") is None:
            yield f"img without alt: {node.attributes.get('src')}"
    for node in page.css("svg"):
        if _within(node, "svg"):
            continue
        title = node.css_first("title")
        named = node.attributes.get("role") in {"img", "group"} and (_labelled(node, page) or (title is not None and _said(title)))
        if node.attributes.get("aria-hidden") != "true" and not named:
            yield f"svg without a name: {node.html[:80] if node.html else ''}"


def names(page: LexborHTMLParser) -> Iterator[str]:
    """No link and no button without words (WCAG 2.4.4, 4.1.2); no id twice."""
    for node in page.css("a[href], button, summary"):
        inner = [title for title in node.css("svg title") if _said(title)]
        if not (_said(node) or _labelled(node, page) or inner or any(img.attributes.get("alt") for img in node.css("img"))):
            yield f"nothing to read in {(node.html or '')[:80]}"
    ids = Counter(node.attributes.get("id") for node in page.css("[id]"))
    yield from (f"the id {i!r} {count} times" for i, count in ids.items() if count > 1)


CHECKS: tuple[Check, ...] = (language, headings, landmarks, way_past_the_head, tables, pictures, names)
