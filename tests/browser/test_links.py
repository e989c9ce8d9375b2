"""Every address on the site leads to something: links, pictures, scripts, styles, forms, the feed and the map of the site."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from lxml import etree
from selectolax.lexbor import LexborHTMLParser

from tests.browser.support.faults import gathered

# The page for what is not there is shown at any address: it alone names its places from the root of the site.
MISSING = "404.html"


@pytest.fixture(scope="module")
def pages(built: Path) -> dict[Path, LexborHTMLParser]:
    return {path: LexborHTMLParser(path.read_text(encoding="utf-8")) for path in sorted(built.rglob("*.html"))}


def _addresses(page: LexborHTMLParser) -> list[str]:
    found = [node.attributes.get(name) for name in ("href", "src", "action") for node in page.css(f"[{name}]")]
    return [address for address in found if address]


def _target(address: str, file: Path, built: Path) -> Path | None:
    """The file that an address leads to; None for one that leads elsewhere or means no file."""
    parts = urlsplit(address)
    if parts.scheme or parts.netloc:
        return None
    base = built if parts.path.startswith("/") else file.parent
    target = (base / unquote(parts.path).lstrip("/")).resolve() if parts.path else file
    return target / "index.html" if target.is_dir() else target


def test_every_address_leads_to_a_file_and_every_anchor_is_there(built: Path, pages: dict[Path, LexborHTMLParser]) -> None:
    places = {path: {node.attributes.get("id") for node in page.css("[id]")} for path, page in pages.items()}
    broken: dict[str, list[str]] = {}
    counted = 0
    for file, page in pages.items():
        here = file.relative_to(built).as_posix()
        for address in _addresses(page):
            target = _target(address, file, built)
            if target is None:
                continue
            counted += 1
            place = unquote(urlsplit(address).fragment)
            if not target.is_file() or built not in target.parents:
                broken.setdefault(here, []).append(f"no such file: {address}")
            elif place and target in places and place not in places[target]:
                broken.setdefault(here, []).append(f"no such place: {address}")
            elif address.startswith("/") and here != MISSING:
                broken.setdefault(here, []).append(f"from the root: {address}")
    assert counted > 5_000
    assert gathered(broken) == []


def test_no_page_asks_another_host_for_anything(pages: dict[Path, LexborHTMLParser]) -> None:
    """A link may lead elsewhere; a script, a style, a picture or a form may not."""
    askers = "script[src], img, iframe, source, form, link[rel=stylesheet], link[rel=icon], link[rel=preload]"
    nodes = [node for page in pages.values() for node in page.css(askers)]
    asked = [next((found for name in ("src", "href", "action") if (found := node.attributes.get(name))), "") for node in nodes]
    assert len(asked) > 100
    assert [address for address in asked if urlsplit(address).netloc] == []


def test_the_page_for_what_is_not_there_leads_back(built: Path) -> None:
    page = LexborHTMLParser((built / MISSING).read_text(encoding="utf-8"))
    assert page.css_first("main h1") is not None
    assert len([a for a in page.css("main a[href]") if not (a.attributes["href"] or "").startswith("#")]) >= 1


def test_the_feed_and_the_map_of_the_site_name_pages_that_are_there(built: Path) -> None:
    feed = etree.parse(built / "feed.xml")
    linked = [node.get("href") for node in feed.iter("{*}link") if node.get("rel") != "self"]
    mapped = [node.text or "" for path in built.glob("sitemap.xml") for node in etree.parse(path).iter("{*}loc")]
    assert len(linked) > 3
    targets = {address: _target(re.sub(r"^https?://[^/]+/", "/", address), built / "feed.xml", built) for address in (*linked, *mapped)}
    assert [address for address, target in targets.items() if target is None or not target.is_file()] == []
