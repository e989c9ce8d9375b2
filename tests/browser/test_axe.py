"""axe-core on every kind of page, light and dark, narrow and wide, unfolded: no violation of WCAG 2.2 A and AA or of good practice."""

from __future__ import annotations

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from tests.browser.kinds import addresses
from tests.browser.recording import Record
from tests.browser.support.faults import gathered

pytestmark = pytest.mark.browser

# The size of targets is new in WCAG 2.2, and axe asks for it only when told to.
OPTIONS = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}
UNFOLD = "document.querySelectorAll('details').forEach(d => { d.open = true })"


@pytest.mark.parametrize(
    ("width", "scheme", "unfolded"),
    [(390, "light", True), (390, "dark", True), (1280, "light", True), (1280, "dark", True), (390, "light", False)],
)
def test_axe_finds_nothing_on_any_kind_of_page(
    browser: Browser, built: Path, address: str, record: Record, *, width: int, scheme: str, unfolded: bool
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
    page = context.new_page()
    found: dict[str, list[str]] = {}
    passed = 0
    for kind, path in addresses(built).items():
        page.goto(address + path, wait_until="load")
        # The colours are set by a script; those of the other scheme would be measured before it.
        page.wait_for_function(
            "scheme => document.body.dataset.mdColorScheme === scheme", arg={"light": "default", "dark": "slate"}[scheme]
        )
        if unfolded:
            page.evaluate(UNFOLD)
        results = Axe().run(page, options=OPTIONS).response
        passed += len(results["passes"])
        for violation in results["violations"]:
            found.setdefault(kind, []).extend(f"{violation['id']}: {node['html'][:160]}" for node in violation["nodes"])
    version = page.evaluate("axe.version")
    context.close()
    if unfolded:
        failures = sum(len(faults) for faults in found.values())
        record("axe", pages=len(addresses(built)), failures=failures, width=width, scheme=scheme, tool=f"axe-core {version}")
    assert passed > 500
    assert gathered(found) == []
