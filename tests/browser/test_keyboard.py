"""Every kind of page by the Tab key alone: all is reached, the focus is seen, nothing holds it (WCAG 2.1.1, 2.1.2, 2.4.7, 2.4.11)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.browser.kinds import addresses
from tests.browser.recording import Record
from tests.browser.support.faults import gathered
from tests.browser.support.tabbing import tabbed, unseen_focus

pytestmark = pytest.mark.browser

Walks = dict[str, dict[str, Any]]


@pytest.fixture(scope="module", params=[(1280, "light"), (390, "dark")], ids=lambda p: f"{p[0]}-{p[1]}")
def walks(request: pytest.FixtureRequest, browser: Browser, built: Path, address: str, record: Record) -> Walks:
    """Kind of page -> what its walk found. On the narrow screen all that folds is opened first."""
    width, scheme = request.param
    context = browser.new_context(viewport={"width": width, "height": 844}, color_scheme=scheme, reduced_motion="reduce")
    page = context.new_page()
    found, known = {}, set()
    for kind, path in addresses(built).items():
        page.goto(address + path, wait_until="load")
        if width < 600:
            page.evaluate("document.querySelectorAll('main details').forEach(d => { d.open = true })")
        found[kind] = tabbed(page)
        found[kind]["alike"] = unseen_focus(page, known)
    context.close()
    wrong = ("missed", "trapped", "unseen", "alike", "faint", "hidden")
    failures = sum(len(walk[what]) for walk in found.values() for what in wrong)
    record("keyboard", pages=len(found), failures=failures, width=width, scheme=scheme)
    return found


def _faults(walks: Walks, what: str) -> dict[str, list[str]]:
    return {kind: walk[what] for kind, walk in walks.items() if walk[what]}


def test_everything_that_can_be_used_is_reached(walks: Walks) -> None:
    assert all(walk["stops"] > 3 for walk in walks.values())
    assert gathered(_faults(walks, "missed")) == []


def test_the_focus_leaves_the_page_at_its_end(walks: Walks) -> None:
    assert gathered(_faults(walks, "trapped")) == []


def test_what_has_the_focus_looks_different(walks: Walks) -> None:
    assert gathered(_faults(walks, "unseen")) == []
    assert gathered(_faults(walks, "alike")) == []


def test_the_line_around_the_focus_stands_out_from_what_is_behind_it(walks: Walks) -> None:
    assert gathered(_faults(walks, "faint")) == []


def test_what_has_the_focus_is_not_covered(walks: Walks) -> None:
    assert gathered(_faults(walks, "hidden")) == []
