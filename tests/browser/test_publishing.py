"""What a browser makes of the published site: its security policy, what it keeps, how it opens from a folder of files, what it weighs."""

from __future__ import annotations

import gzip
import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.kinds import addresses
from tests.browser.recording import Record

pytestmark = pytest.mark.browser

CODE = "codes/peterborough/members-social-media-code/"
HEAVIEST = 250_000
SLOWEST_PAINT = 1500
INJECTED = """() => {
  const script = document.createElement("script");
  script.textContent = "window.injected = true";
  document.body.append(script);
  document.body.insertAdjacentHTML("beforeend", "<img src=x: onerror='window.injected = true'>");
  const styled = document.createElement("p");
  styled.setAttribute("style", "color: rgb(1, 2, 3)");
  document.body.append(styled);
  return [window.injected === undefined, getComputedStyle(styled).color !== "rgb(1, 2, 3)"];
}"""
KEPT = "[Object.keys(localStorage), Object.keys(sessionStorage), document.cookie]"


def _told(page: Page) -> list[str]:
    """A list that fills with what the browser complains of."""
    wrong: list[str] = []
    page.on("console", lambda m: wrong.append(f"{page.url}: {m.text}") if m.type in {"error", "warning"} else None)
    page.on("pageerror", lambda e: wrong.append(f"{page.url}: {e}"))
    return wrong


def test_no_page_breaks_its_own_security_policy(browser: Browser, built: Path, address: str, record: Record) -> None:
    page = browser.new_page()
    wrong = _told(page)
    page.add_init_script("window.refused = []; addEventListener('securitypolicyviolation', e => refused.push(e.violatedDirective))")
    refused = []
    for kind in addresses(built).values():
        page.goto(address + kind, wait_until="load")
        refused += [(kind, one) for one in page.evaluate("refused")]
    record("security", pages=len(addresses(built)), failures=len(refused) + len(wrong))
    # Without an address of the site this page looks for its styles at the root of the host, so only what it refuses is asked.
    complaints = list(wrong)
    page.goto(address + "404.html", wait_until="load")
    refused += [("404.html", one) for one in page.evaluate("refused")]
    page.close()
    assert refused == []
    assert complaints == []


@pytest.mark.parametrize("kind", ["", CODE, "my-councils/", "404.html"])
def test_what_is_slipped_into_a_page_does_not_run(browser: Browser, address: str, kind: str) -> None:
    page = browser.new_page()
    page.goto(address + kind)
    assert page.evaluate(INJECTED) == [True, True]
    page.close()


def test_nothing_is_kept_but_what_a_reader_chose(browser: Browser, address: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    for kind in ("", CODE, "my-councils/", "conflicts/"):
        page.goto(address + kind, wait_until="load")
    assert page.evaluate(KEPT) == [[], [], ""]
    page.click("[data-colours]")
    assert page.evaluate("document.body.dataset.mdColorScheme") == "slate"
    kept = page.evaluate(KEPT)
    assert [key.rpartition(".")[2] for key in kept[0]] == ["__palette"]
    assert kept[1:] == [[], ""]
    page.goto(address + CODE)
    assert page.evaluate("document.body.dataset.mdColorScheme") == "slate"
    assert context.cookies() == []
    context.close()


def test_the_site_opens_from_a_folder_of_files(browser: Browser, built: Path) -> None:
    page = browser.new_page()
    wrong = _told(page)
    for kind in addresses(built).values():
        folder, mark, query = kind.partition("?")
        page.goto((built / folder / "index.html").as_uri() + mark + query, wait_until="load")
        links = page.eval_on_selector_all("a[href], form[action]", "all => all.map(one => one.href || one.action)")
        inner = {link.partition("#")[0].partition("?")[0] for link in links if link.startswith("file:")}
        assert inner, kind
        missing = [link for link in inner if not Path(urlsplit(link).path).is_file()]
        assert missing == [], kind
        assert page.evaluate("[...document.styleSheets].filter(s => s.href).length") >= 3
        assert "Source Sans 3" in page.evaluate("[...document.fonts].filter(f => f.status === 'loaded').map(f => f.family).join()")
    page.close()
    assert wrong == []


def test_from_files_a_reader_gets_from_home_to_a_code_and_chooses_councils(browser: Browser, built: Path) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    wrong = _told(page)
    page.goto((built / "index.html").as_uri())
    page.locator("article a[href*='codes/']").first.click()
    page.wait_for_load_state()
    assert page.locator("article h1").is_visible()
    page.goto((built / "my-councils" / "index.html").as_uri())
    page.locator("input[value=peterborough]").check()
    page.locator("input[value=brighton-and-hove]").check()
    assert page.url.endswith("?bodies=brighton-and-hove,peterborough")
    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<a id=late href=\"../topics/\">late</a>')")
    page.click("#late")
    page.wait_for_url("**/topics/index.html")
    page.close()
    assert wrong == []


def test_a_code_page_is_light_and_its_first_words_show_at_once(browser: Browser, built: Path, address: str) -> None:
    """Weighed as a server sends it, packed with gzip; on this machine with a processor slowed down four times."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    loaded: list[str] = []
    page.on("response", lambda response: loaded.append(urlsplit(response.url).path.removeprefix("/council/codes/")))
    session = context.new_cdp_session(page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    page.goto(address + CODE, wait_until="load")
    page.wait_for_timeout(500)
    paint = page.evaluate("performance.getEntriesByType('paint').find(p => p.name === 'first-contentful-paint').startTime")
    context.close()
    weights = {path: _sent(built / path / "index.html" if path.endswith("/") else built / path) for path in set(loaded)}
    print(f"a code page: {sum(weights.values())} bytes in {len(weights)} files, first paint after {paint:.0f} ms")
    assert sum(weights.values()) <= HEAVIEST, weights
    assert paint <= SLOWEST_PAINT


def _sent(path: Path) -> int:
    """A typeface is packed already."""
    data = path.read_bytes()
    return len(data) if re.search(r"\.(?:woff2|png)$", path.name) else len(gzip.compress(data))
