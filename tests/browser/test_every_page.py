"""Every page of the site, as large as 1280 by 1024 pixels are at 400 % zoom: nothing breaks, scrolls sideways or is cut off."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.kinds import KINDS, every_page
from tests.browser.recording import Record
from tests.browser.support.faults import gathered
from tests.browser.support.probes import probe
from tests.browser.support.watching import watched

pytestmark = pytest.mark.browser

Faults = dict[str, dict[str, list[str]]]


@pytest.fixture(scope="module")
def faults(browser: Browser, built: Path, address: str, record: Record) -> Faults:
    """What is wrong -> page -> the faults there; `pages` counts those that were opened."""
    context = browser.new_context(viewport={"width": 320, "height": 256}, reduced_motion="reduce")
    page = context.new_page()
    wrong = watched(page, address)
    found: Faults = defaultdict(dict)
    for path in every_page(built):
        page.goto(address + path, wait_until="load")
        page.evaluate("document.querySelectorAll('main details').forEach(d => { d.open = true })")
        for what, faults in {**page.evaluate(probe("reflow")), "broken": wrong[:]}.items():
            if faults:
                found[what][path] = faults
        wrong.clear()
    context.close()
    pages = len(every_page(built))
    record("kinds", addresses=list(KINDS.values()))
    record("faults", pages=pages, failures=sum(len(faults) for faults in found["broken"].values()), width=320)
    reflowing = ("sideways", "regions", "spacing", "fixed")
    record("reflow", pages=pages, failures=sum(len(faults) for what in reflowing for faults in found[what].values()), width=320)
    return found


def test_no_page_says_a_word_on_the_console_or_asks_for_what_is_not_there_or_is_elsewhere(faults: Faults, built: Path) -> None:
    assert len(every_page(built)) > 60
    assert gathered(faults["broken"]) == []


def test_no_page_scrolls_sideways(faults: Faults) -> None:
    assert gathered(faults["sideways"]) == []


def test_what_scrolls_by_itself_is_a_region_with_a_name_that_the_keyboard_reaches(faults: Faults) -> None:
    assert gathered(faults["regions"]) == []


def test_wider_spacing_of_the_text_cuts_nothing_off(faults: Faults) -> None:
    assert gathered(faults["spacing"]) == []


def test_what_is_fixed_to_the_window_leaves_half_of_it_to_the_text(faults: Faults) -> None:
    assert gathered(faults["fixed"]) == []
