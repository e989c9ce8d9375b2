"""The finished site of the real corpus, served on this machine, and a Chromium to walk it. No browser is a failure, not a skip."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser.recording import OPTION, Record
from tests.browser.support.serving import built_once, served

ROOT = Path(__file__).parents[2]
PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(OPTION, action="store_true", help="Write what the browser tests find for the accessibility statement.")


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    base = tmp_path_factory.getbasetemp()
    # The workers of one run have their folders side by side.
    return built_once(ROOT / "policies", (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "finished")


@pytest.fixture(scope="session")
def address(built: Path) -> Iterator[str]:
    """Under a path of its own, as a council would publish it."""
    with served(built) as where:
        yield where


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    program = os.environ.get("CONCORDANT_CHROMIUM") or next((p for name in PROGRAMS if (p := shutil.which(name))), None)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture(scope="session")
def record(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Record]:
    """What a check calls with its figures; written to a file only when that is asked for."""
    found = Record(f"Chromium {browser.version.partition('.')[0]}")
    yield found
    if request.config.getoption(OPTION, default=False):
        found.write()
