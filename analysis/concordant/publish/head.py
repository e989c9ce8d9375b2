"""What the head of a page says about it to search engines, readers of feeds, and paper: made from the finished page itself."""

from __future__ import annotations

import html as escaping
import re
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser

FEED = "feed.xml"
# The theme takes every link whose relation is the very word for a translation of the site, and fetches its map; the space keeps it away,
# and means nothing to anybody else.
_FEED_RELATION = "alternate "
_LONGEST = 160
_SHORTEST = 40
# In the order in which a page is asked for a sentence about itself.
_TELLING = ("p.cx-lede", "p")
# Words of a council, or signs explained, say nothing of what a page is for.
_ASIDE = "blockquote, form, .cx-legend, nav, details, table"
_OLD = re.compile(r'\s*<meta name="(?:description|generator)"[^>]*>|\s*<link rel="canonical"[^>]*>')
_SENTENCE = re.compile(r"(.+?[.!?])(?=\s|$)", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a page says about itself. `title` is without the name of the site; `description` is its heading with its first sentence."""

    title: str
    site: str
    description: str


def told(html: str) -> Told:
    """Read a finished page."""
    page = LexborHTMLParser(html)
    named = page.css_first("title")
    title, _, site = (named.text() if named else "").rpartition(" - ")
    given = page.css_first('meta[name="description"]')
    known = (given.attributes.get("content") if given else None) or ""
    return Told(title=title or site, site=site, description=_described(page) or known)


def _described(page: LexborHTMLParser) -> str:
    """The heading, and what else there is room for of the first sentence after it; "" for a page without either."""
    article = page.css_first("article")
    if article is None:
        return ""
    heading = article.css_first("h1")
    head = " ".join(heading.text().split()) if heading else ""
    for node in article.css(_ASIDE):
        node.decompose()
    said = (" ".join(node.text().split()) for selector in _TELLING for node in article.css(selector))
    first = next((text for text in said if len(text) >= _SHORTEST), "")
    joined = f"{head}{'' if not head or head[-1] in '.?!' else ':'} {_first_sentence(first)}".strip(" :")
    return _clipped(joined, _LONGEST)


def headed(html: str, page: Told, *, address: str | None, site_url: str | None) -> str:
    """The page with its metadata; `address` is its place below the home page, None for the page that a missing address gets."""
    up = _root(html)
    lines = [
        f'<meta name="description" content="{_quoted(page.description)}">',
        f'<meta property="og:title" content="{_quoted(page.title)}">',
        f'<meta property="og:description" content="{_quoted(page.description)}">',
        f'<meta property="og:site_name" content="{_quoted(page.site)}">',
        '<meta property="og:type" content="website">',
        '<meta property="og:locale" content="en_GB">',
        f'<link rel="{_FEED_RELATION}" type="application/atom+xml" title="Changes" href="{up}{FEED}">',
    ]
    if address is None:
        lines.append('<meta name="robots" content="noindex">')
    elif site_url:
        lines += [f'<link rel="canonical" href="{site_url}{address}">', f'<meta property="og:url" content="{site_url}{address}">']
    html = _OLD.sub("", html).replace('<html lang="en"', '<html lang="en-GB"', 1)
    return html.replace("</head>", f"{''.join(lines)}</head>", 1)


def running(page: Told, *, address: str | None, site_url: str | None) -> str:
    """The rules by which paper bears the name of the site, the title of the page and its address."""
    name = page.site if page.title == page.site else f"{page.site}: {page.title}"
    left, right = css_string(_clipped(name, 60)), css_string(_clipped(f"{site_url or ''}{address or ''}", 90))
    return f"@media print{{@page{{@top-left{{content:{left}}}@top-right{{content:{right}}}}}}}"


def _root(html: str) -> str:
    """The way from a page to the home page, as the page itself goes it to its icon: the missing page has none of its own."""
    icon = re.search(r'<link rel="icon" href="([^"]*?)assets/', html)
    return icon[1] if icon else ""


def _first_sentence(text: str) -> str:
    found = _SENTENCE.match(text)
    return found[1] if found and len(found[1]) >= _SHORTEST else text


def _clipped(text: str, longest: int) -> str:
    return text if len(text) <= longest else f"{text[: longest - 1].rsplit(' ', 1)[0].rstrip(',;:')} …"


def _quoted(text: str) -> str:
    return escaping.escape(text, quote=True)


def css_string(text: str) -> str:
    """A string for a stylesheet, in which nothing can end it or the element around it."""
    return '"' + re.sub(r'["\\<>{}\n\r]', lambda sign: f"\\{ord(sign[0]):x} ", text) + '"'
