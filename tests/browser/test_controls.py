"""Every kind of page: what one presses is large enough, and nothing moves for a reader who asked for less motion (WCAG 2.5.8, 2.3.3)."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.kinds import addresses
from tests.browser.recording import Record
from tests.browser.support.faults import gathered
from tests.browser.support.probes import probe

pytestmark = pytest.mark.browser

Faults = dict[str, dict[str, list[str]]]


@pytest.fixture(scope="module", params=[390, 1280])
def faults(request: pytest.FixtureRequest, browser: Browser, built: Path, address: str, record: Record) -> Faults:
    context = browser.new_context(viewport={"width": request.param, "height": 900}, reduced_motion="reduce")
    page = context.new_page()
    found: Faults = {"small": {}, "moving": {}}
    kinds = addresses(built)
    for kind, path in kinds.items():
        page.goto(address + path, wait_until="load")
        page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true })")
        for what, faults in page.evaluate(probe("controls")).items():
            if faults:
                found[what][kind] = faults
    context.close()
    record("targets", pages=len(kinds), failures=len(found["small"]), width=request.param)
    record("motion", pages=len(kinds), failures=len(found["moving"]), width=request.param)
    return found


def test_what_one_presses_is_24_pixels_wide_and_high_or_stands_apart(faults: Faults) -> None:
    assert gathered(faults["small"]) == []


def test_nothing_moves_for_a_reader_who_asked_for_less_motion(faults: Faults) -> None:
    assert gathered(faults["moving"]) == []
