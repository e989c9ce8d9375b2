"""The pages under "Questions" in a browser: the choice of councils, the map, length; with and without scripts, by keyboard, on paper."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

PAGE = "my-councils/"
CHOSEN = f"{PAGE}?bodies=brighton-and-hove,peterborough"


def _shown(page: Page) -> list[str]:
    return page.eval_on_selector_all("section[data-bodies]", "all => all.filter(s => s.checkVisibility()).map(s => s.dataset.bodies)")  # type: ignore[no-any-return]


def test_without_scripts_every_pair_is_listed_and_no_dead_choice_is_shown(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + PAGE)
    assert not page.locator("form[data-councils]").is_visible()
    sections = page.locator("section[data-bodies]")
    assert sections.count() > 6
    assert all(sections.nth(at).is_visible() for at in range(sections.count()))
    assert page.get_by_text("so every pair of councils is listed").is_visible()
    context.close()


def test_the_choice_is_made_by_keyboard_and_stands_in_the_address(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.goto(address + PAGE)
    every = len(_shown(page))
    page.locator("input[value=brighton-and-hove]").focus()
    page.keyboard.press("Space")
    assert page.get_by_text("Choose a second council").is_visible()
    page.locator("input[value=peterborough]").focus()
    page.keyboard.press("Space")
    assert page.evaluate("location.href") == address + CHOSEN
    assert sorted(_shown(page)) == ["brighton-and-hove", "brighton-and-hove peterborough", "peterborough"]
    listed = page.locator('section[data-kind="between"]:visible .cx-findings > li').count()
    assert page.locator("[data-between]").inner_text() == f"{listed} conflicts"
    page.locator("[data-clear]").focus()
    page.keyboard.press("Enter")
    assert page.evaluate("location.href") == address + PAGE
    assert len(_shown(page)) == every
    page.close()


def test_a_kept_address_shows_the_same_choice_and_an_unknown_council_is_named_as_such(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.goto(f"{address}{CHOSEN},atlantis")
    assert sorted(_shown(page)) == ["brighton-and-hove", "brighton-and-hove peterborough", "peterborough"]
    assert page.locator("[data-councils] input:checked").count() == 2
    assert page.get_by_text("names a council that is not on this site").is_visible()
    assert page.locator("[data-link]").get_attribute("href") == "/council/codes/" + CHOSEN
    page.close()


def test_paper_gets_what_is_chosen_and_says_which_councils(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.goto(address + CHOSEN)
    page.emulate_media(media="print")
    assert not page.locator("form[data-councils]").is_visible()
    assert page.locator("[data-say=some]").is_visible()
    assert "Brighton & Hove City Council and Peterborough City Council" in page.locator("[data-say=some]").inner_text()
    assert len(_shown(page)) == 3
    page.close()


def test_the_pictures_of_the_map_are_named_and_told_and_their_lines_differ_without_colour(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.goto(address + "map/")
    pictures = page.locator("article svg[role=img]")
    assert pictures.count() > 1
    assert all(pictures.nth(at).locator("title").count() and pictures.nth(at).locator("desc").count() for at in range(pictures.count()))
    styles = page.evaluate(
        "['contradiction', 'tension', 'strength'].map(t => getComputedStyle(document.querySelector(`.cx-sample .cx-line-${t}`)))"
        ".map(s => s.strokeWidth + s.strokeDasharray)"
    )
    assert len(set(styles)) == 3
    page.close()


def test_the_folded_tables_of_length_are_printed(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.goto(address + "length/")
    visible = "document.querySelector('.cx-fold table').checkVisibility()"
    assert not page.evaluate(visible)
    page.emulate_media(media="print")
    assert page.evaluate(visible)
    page.close()
