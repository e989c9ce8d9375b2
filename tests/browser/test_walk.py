"""Walks that readers take: marks that colour does not tell alone, what is folded on paper, search, a reader without scripts."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.browser.support.watching import watched

pytestmark = pytest.mark.browser

# Two codes with wording in common, so that some of their pairs have a redline.
REDLINED = "compare/peterborough-members-social-media-code--peterborough-staff-social-media-policy/"


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
    wrong = watched(page, address)
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
