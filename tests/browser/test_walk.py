"""A headless Chromium walks the site: nothing breaks, nothing is fetched from elsewhere, nothing overflows, axe finds nothing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.browser.recording import Record

pytestmark = pytest.mark.browser

# One of each kind of page; the conflict and topic pages are the first of their folder.
KINDS = (
    "", "codes/", "codes/peterborough/members-social-media-code/", "codes/cambridgeshire/social-media-code/",
    "codes/cambridgeshire/committee-report-social-media-code/", "codes/peterborough/members-social-media-code/paper/", "legend/",
    "topics/", "topics/confidentiality/", "compare/",
    "compare/paddock-wood-social-media-policy--peterborough-members-social-media-code/", "matrix/", "gaps/", "lineage/", "rulings/",
    "conflicts/", "concerns/", "concerns/by-clause/", "mend-the-register/", "motions/", "try-a-motion/",
    "motions/cambridgeshire-social-media-code/manning-specific-comments/",
    "motions/cambridgeshire-social-media-code/count-fenland-guidance/",
    "search/", "search/?q=delete+comments", "search/?q=libel&word=may",
    "my-councils/", "map/", "length/", "principles/", "principles/openness/", "aims/",
    "criticism/", "capacity/", "capacity/peterborough-members-social-media-code/", "vague/", "vague/could-be-perceived/", "scenarios/",
    "method/", "glossary/", "add-a-council/", "decide-on-pairs/", "exports/", "sources/", "accessibility/",
    "decisions/",
)  # fmt: skip

# Two codes with wording in common, so that some of their pairs have a redline.
REDLINED = "compare/peterborough-members-social-media-code--peterborough-staff-social-media-policy/"


def _pages(built: Path) -> list[str]:
    return sorted(p.parent.relative_to(built).as_posix().removeprefix(".") for p in built.rglob("index.html"))


def _conflict(built: Path) -> str:
    return next(f"conflicts/{p.parent.name}/" for p in sorted((built / "conflicts").glob("*/index.html")))


def _watched(page: Page, address: str) -> list[str]:
    """A list that fills with what goes wrong while the page is used."""
    origin = re.match(r"https?://[^/]+", address)
    assert origin
    wrong: list[str] = []
    page.on("console", lambda m: wrong.append(f"console {m.type}: {m.text}") if m.type in {"error", "warning"} else None)
    page.on("pageerror", lambda e: wrong.append(f"error: {e}"))
    page.on("request", lambda r: wrong.append(f"foreign: {r.url}") if not r.url.startswith((origin[0], "data:", "blob:")) else None)
    page.on("response", lambda r: wrong.append(f"{r.status}: {r.url}") if r.status >= 400 else None)
    return wrong


def test_every_page_opens_without_a_fault_or_a_foreign_request(browser: Browser, built: Path, address: str, record: Record) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 844})
    wrong = _watched(page, address)
    overflowing = []
    pages = _pages(built)
    for path in pages:
        page.goto(f"{address}{path}/" if path else address, wait_until="load")
        if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
            overflowing.append(path)
    page.close()
    record("kinds", addresses=list(KINDS))
    record("faults", pages=len(pages), failures=len(wrong), width=390)
    record("reflow", pages=len(pages), failures=len(overflowing), width=390)
    assert len(pages) > 60
    assert wrong == []
    assert overflowing == []


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_any_kind_of_page(  # noqa: PLR0917
    browser: Browser, built: Path, address: str, width: int, scheme: str, record: Record
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
    page = context.new_page()
    found = []
    kinds = (*KINDS, _conflict(built))
    for path in kinds:
        page.goto(address + path, wait_until="load")
        # Material keeps its colour scheme in a script that runs after load.
        page.wait_for_timeout(100)
        for violation in Axe().run(page).response["violations"]:
            found.append((path, violation["id"], [node["html"][:160] for node in violation["nodes"]][:2]))
        version = page.evaluate("axe.version")
    context.close()
    record("axe", pages=len(kinds), failures=len(found), width=width, scheme=scheme, tool=f"axe-core {version}")
    assert found == []


def test_every_link_leads_to_a_page_and_every_anchor_is_there(built: Path) -> None:
    anchors = {p: set(re.findall(r'\bid="([^"]+)"', p.read_text(encoding="utf-8"))) for p in built.rglob("*.html")}
    broken = []
    for file in anchors:
        if file.name == "404.html":
            continue
        for href in re.findall(r'<a\b[^>]*\shref="([^"]+)"', file.read_text(encoding="utf-8")):
            if re.match(r"[a-z]+:", href):
                continue
            path, _, place = href.partition("#")
            path = path.partition("?")[0]
            target = (file.parent / path).resolve() if path else file
            target = target / "index.html" if target.is_dir() else target
            if not target.is_file() or (place and target in anchors and place not in anchors[target] and place != "__skip"):
                broken.append((file.relative_to(built).as_posix(), href))
    assert broken == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_that_differ_are_struck_or_underlined_and_not_told_by_colour_alone(browser: Browser, address: str, scheme: str) -> None:
    context = browser.new_context(color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    for media in ("screen", "print"):
        page.goto(address + REDLINED)
        page.emulate_media(media=media)  # type: ignore[arg-type]
        lines = page.evaluate("['del', 'ins'].map(tag => getComputedStyle(document.querySelector('.cx-fold ' + tag)).textDecorationLine)")
        assert lines == ["line-through", "underline"]
    context.close()


def test_what_is_folded_on_the_screen_is_printed(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.goto(address + REDLINED)
    visible = "document.querySelector('.cx-fold .cx-redline').checkVisibility()"
    assert not page.evaluate(visible)
    page.emulate_media(media="print")
    assert page.evaluate(visible)
    page.close()


def test_search_finds_a_paragraph_by_its_words_from_the_head_of_any_page(browser: Browser, address: str) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    wrong = _watched(page, address)
    page.goto(address + "codes/")
    page.fill(".cx-find input", "quasi-judicial")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=quasi-judicial")
    assert page.locator("#cx-q").input_value() == "quasi-judicial"
    found = page.locator("[data-paragraphs] .cx-hit")
    assert found.count() > 1
    found.filter(has_text="Peterborough members").first.locator("a").first.click()
    assert "judicial" in page.locator(".cx-unit:target").inner_text()
    page.close()
    assert wrong == []


def test_a_reader_without_scripts_gets_from_home_to_both_quotations(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    page.click(".cx-findings a >> nth=0")
    assert page.locator("blockquote.cx-quote").count() >= 2
    page.click(".cx-source a >> nth=0")
    assert page.locator(".cx-unit:target").count() == 1
    context.close()
