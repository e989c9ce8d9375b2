"""Every page of the site as assistive technology is told it: language, headings, landmarks, tables, names, titles."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from tests.browser.recording import Record
from tests.browser.support.faults import gathered
from tests.browser.support.outline import CHECKS, Check

SOUND = """<!doctype html><html lang="en"><title>A page</title><body><a href="#a">Skip</a><header><nav aria-label="Sections"></nav></header>
<main id="a"><h1>One</h1><h2>Two</h2>
<table><caption>Codes</caption><tr><th scope="col">Code</th></tr></table><img alt="" src="a.png"></main>
<footer></footer></body></html>"""
UNSOUND = {
    "language": ('lang="en"', 'lang="de"'),
    "headings": ("<h2>Two</h2>", "<h3>Two</h3>"),
    "landmarks": ('<nav aria-label="Sections">', "<nav>"),
    "way_past_the_head": ('href="#a"', 'href="#b"'),
    "tables": (' scope="col"', ""),
    "pictures": ('alt=""', ""),
    "names": ("<h2>Two</h2>", '<h2 id="a">Two <a href="b"></a></h2>'),
}


@pytest.fixture(scope="module")
def pages(built: Path) -> dict[str, LexborHTMLParser]:
    """Every page of the site, the one for what is not there too."""
    return {
        path.relative_to(built).as_posix(): LexborHTMLParser(path.read_text(encoding="utf-8")) for path in sorted(built.rglob("*.html"))
    }


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_the_check_finds_its_fault_and_no_other(check: Check) -> None:
    assert list(check(LexborHTMLParser(SOUND))) == []
    assert list(check(LexborHTMLParser(SOUND.replace(*UNSOUND[check.__name__])))) != []


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_on_every_page(check: Check, pages: dict[str, LexborHTMLParser], record: Record) -> None:
    faults = {name: list(check(page)) for name, page in pages.items()}
    record("structure", pages=len(pages), failures=sum(map(len, faults.values())))
    assert len(pages) > 60
    assert gathered(faults) == []


def test_every_page_has_a_title_of_its_own(pages: dict[str, LexborHTMLParser]) -> None:
    titles = Counter(page.css_first("title").text().strip() for page in pages.values())
    assert {title: count for title, count in titles.items() if count > 1 or not title} == {}
