"""The finished site of the real corpus, served on this machine, and a Chromium to walk it. No browser is a failure, not a skip."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from concordant.publish import site
from tests.browser.recording import OPTION, Record

ROOT = Path(__file__).parents[2]
PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(OPTION, action="store_true", help="Write what the browser tests find for the accessibility statement.")


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """A test's output is for its findings."""


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("site") / "site"
    site.build(ROOT / "policies", out)
    return out


@pytest.fixture(scope="session")
def address(built: Path) -> Iterator[str]:
    """Under a path of its own, as a council would publish it."""
    root = built.parent / "www"
    (root / "council").mkdir(parents=True)
    shutil.copytree(built, root / "council" / "codes")
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(root))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/council/codes/"
        server.shutdown()


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
