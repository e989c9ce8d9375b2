"""Chosen pages of a finished site as one document for paper: a page of contents, then each page, with links that stay within it.

Pure: finished pages in, HTML out. What prints it is in `printing`.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Any
from urllib.parse import urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined
from lxml import html as lxml_html
from markupsafe import Markup

from concordant.publish.guard import STRONG
from concordant.publish.head import css_string, told

# The stubs of lxml give an XPath the type of everything that one can ever yield.
tree: Any = lxml_html
# What a committee asks for first; the texts themselves are one option away.
CHOSEN = ("", "codes/", "conflicts/", "concerns/", "motions/", "topics/", "gaps/", "method/")
_IDS = ("id", "for", "aria-labelledby", "aria-describedby", "aria-controls", "headers", "name")
_RULE = re.compile(rf'\[data-style="(\d+)"\]{re.escape(STRONG)}\{{([^}}]*)\}}')
_OWN = re.compile(r"url\(#")


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One page in the document: `place` is the id of its beginning, `body` its article, `rules` what its own styles say."""

    place: str
    title: str
    body: str
    rules: str


def chosen(wanted: Sequence[str], there: Sequence[str]) -> tuple[list[str], list[str]]:
    """The addresses that are meant, each once and in the order of the wish, and the wishes that fit none; `*` stands for anything."""
    found: list[str] = []
    lost = []
    for wish in wanted:
        address = wish.strip().strip("/")
        address = f"{address}/" if address and not address.endswith("*") else address
        fitting = [one for one in there if (fnmatchcase(one, address) if "*" in address else one == address)]
        lost += [] if fitting else [wish]
        found += [one for one in fitting if one not in found]
    return found, lost


def packed(pages: Mapping[str, str], *, numbers: Mapping[str, int], site_url: str | None) -> str:
    """The document: address -> finished HTML, in order. `numbers` has the page on which each part begins, empty before that is known."""
    places = {address: f"part-{at}" for at, address in enumerate(pages, start=1)}
    parts = [_part(address, html, places, site_url) for address, html in pages.items()]
    home = next(iter(pages.values()))
    environment = Environment(loader=PackageLoader("concordant.publish"), autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    text = environment.get_template("pack.html.j2").render(
        site=told(home).site or told(home).title,
        parts=[{"place": p.place, "title": p.title, "body": Markup(p.body), "rules": Markup(p.rules)} for p in parts],
        styles=_styles(home, next(iter(pages))),
        colours=Markup(" ".join(re.findall(r'data-md-color-[a-z]+="[\w-]*"', html_head(home)))),
        numbers=numbers,
    )
    return text.strip() + "\n"


def html_head(html: str) -> str:
    """The tag with which the body of a page begins."""
    found = re.search(r"<body[^>]*>", html)
    return found[0] if found else ""


def _styles(html: str, address: str) -> list[str]:
    """The stylesheets of a page, from the root of the site."""
    links = tree.fromstring(html).xpath('//link[@rel="stylesheet"]/@href')
    return [posixpath.normpath(posixpath.join(address, link)) for link in links]


def _part(address: str, html: str, places: Mapping[str, str], site_url: str | None) -> Part:
    article = tree.fromstring(html).xpath("//article")[0]
    place = places[address]
    for script in article.xpath(".//script|.//form|.//button"):
        script.drop_tree()
    for details in article.xpath(".//details"):
        details.set("open", "")
    for element in article.iter():
        if isinstance(element.tag, str):
            _moved(element, address, places, site_url)
    rules = "".join(f'[data-style="{place}-{number}"]{STRONG}{{{said}}}' for number, said in _RULE.findall(html))
    title = told(html).title
    rules += f"@page {place}{{@top-left{{content:{css_string(title)}}}}}#{place}{{page:{place}}}"
    return Part(place=place, title=title, body=tree.tostring(article, encoding="unicode", with_tail=False), rules=rules)


def _moved(element: Any, address: str, places: Mapping[str, str], site_url: str | None) -> None:
    """One element in its new place: names that were its page's own get the name of the part before them, addresses lead on."""
    place = places[address]
    for name in _IDS:
        if element.get(name) and not (name == "name" and element.tag == "meta"):
            element.set(name, " ".join(f"{place}-{one}" for one in element.get(name, "").split()))
    if element.get("data-style"):
        element.set("data-style", f"{place}-{element.get('data-style')}")
    for name, value in element.attrib.items():
        if "url(#" in str(value):
            element.set(name, _OWN.sub(f"url(#{place}-", str(value)))
    for name in ("href", "src", "{http://www.w3.org/1999/xlink}href"):
        if element.get(name) is not None:
            _led(element, name, address, places, site_url)


def _led(element: Any, name: str, address: str, places: Mapping[str, str], site_url: str | None) -> None:
    given = element.get(name, "")
    parts = urlsplit(given)
    if parts.scheme or parts.netloc:
        return
    if given.startswith("#"):
        element.set(name, f"#{places[address]}-{parts.fragment}")
        return
    target = posixpath.normpath(posixpath.join(address or ".", parts.path))
    folder = "" if target == "." else f"{target}/"
    if folder in places:
        element.set(name, f"#{places[folder]}-{parts.fragment}" if parts.fragment else f"#{places[folder]}")
    elif element.tag != "a":
        element.set(name, target)
    elif site_url:
        anchor = f"#{parts.fragment}" if parts.fragment else ""
        element.set(name, f"{site_url}{target if '.' in target.rpartition('/')[2] else folder}{anchor}")
    else:
        # A file on the computer that made the document is nowhere to a reader of it.
        del element.attrib[name]
