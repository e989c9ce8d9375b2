"""The page of a code in a browser: notes by keyboard, copying, only what differs, the print view on paper, weight."""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pypdfium2
import pytest
from playwright.sync_api import Browser, Page

from concordant.compare.duty import duty_changes
from concordant.pipeline import analyse, load
from tests.browser.conftest import ROOT

pytestmark = pytest.mark.browser

CODE = "codes/peterborough/members-social-media-code/"
LONGEST = "codes/paddock-wood/social-media-policy/"
OTHER = "brighton-and-hove/members-social-media-protocol"
MOST = 250_000
Choice = tuple[str, str, tuple[str, ...]]


@pytest.fixture
def page(browser: Browser) -> Any:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


def test_a_note_opens_in_place_by_keyboard(page: Page, address: str) -> None:
    page.goto(address + CODE)
    note = page.locator(".cx-note-equivalent").first
    assert not note.locator("li").first.is_visible()
    note.locator("summary").focus()
    page.keyboard.press("Enter")
    assert note.locator(".cx-first").first.is_visible()
    assert page.url == address + CODE
    page.keyboard.press("Enter")
    assert not note.locator("li").first.is_visible()


def test_conflicts_inside_the_code_are_told_without_opening_anything(page: Page, address: str) -> None:
    page.goto(address + CODE)
    told = page.locator(".cx-note-conflict summary").all_inner_texts()
    assert told
    assert all(re.match(r"(Tension|Contradiction) with \[\d+\]|Must here, should there: ", text.strip()) for text in told)


def test_the_address_of_a_paragraph_and_its_words_are_copied_and_it_is_said(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(address + CODE + "?against=" + OTHER)
    unit = page.locator(".cx-unit").filter(has=page.get_by_role("link", name="Paragraph 12: permanent link"))
    unit.hover()
    unit.get_by_role("button", name="Copy link to paragraph 12").click()
    page.get_by_text("Copied", exact=True).wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == f"{address}{CODE}#{unit.get_attribute('id')}"
    assert page.locator("[data-heard]").inner_text() == "Copied: link to paragraph 12"
    unit.get_by_role("button", name="Copy as quotation: paragraph 12").click()
    page.wait_for_function("document.querySelector('[data-heard]').textContent.includes('quotation')")
    quoted = page.evaluate("navigator.clipboard.readText()")
    assert quoted.startswith("“This Code applies to the use of social media")
    assert quoted.endswith("(Peterborough City Council, Social Media Code for Members [12])")
    context.close()


def test_an_item_is_quoted_with_the_words_that_introduce_it(browser: Browser, address: str) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(address + CODE)
    unit = page.locator(".cx-unit[data-lead]").first
    unit.hover()
    unit.get_by_role("button", name="Copy as quotation").click()
    page.wait_for_function("document.querySelector('[data-heard]').textContent")
    assert " … " in page.evaluate("navigator.clipboard.readText()")
    context.close()


def test_without_a_clipboard_the_address_stands_in_a_field_selected(page: Page, address: str) -> None:
    page.add_init_script("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    page.goto(address + CODE)
    unit = page.locator(".cx-unit").first
    unit.hover()
    unit.get_by_role("button", name="Copy link").click()
    field = unit.get_by_label("Link to paragraph 1, to copy")
    assert field.input_value() == f"{address}{CODE}#{unit.get_attribute('id')}"
    assert page.evaluate("window.getSelection().toString() || document.activeElement.value") == field.input_value()
    assert "selected" in page.locator("[data-heard]").inner_text()


def _recounted(built: Path, other: str, same: tuple[str, ...]) -> tuple[list[str], set[str]]:
    """From the published export: the numbers of the paragraphs that stay, and those of them without an equivalent in the other code."""
    data = json.loads((built / "downloads/concordant.json").read_text(encoding="utf-8"))
    own = CODE.removeprefix("codes/").rstrip("/")
    analysis = analyse(load(ROOT / "policies"))
    numbers = {c["id"]: c["number"] for p in data["policies"] if p["id"] == own for c in p["clauses"]}
    links = [k for k in data["links"] if {k["a"].partition("#")[0], k["b"].partition("#")[0]} == {own, other}]
    linked = {end for k in links for end in (k["a"], k["b"])}
    best = {end: max((k["score"] for k in links if end in (k["a"], k["b"]) and k["relation"] != "opposed"), default=0) for end in linked}
    folded = {
        end
        for k in links
        for end in (k["a"], k["b"])
        if k["relation"] in same
        and k["score"] >= max(best[k["a"]], best[k["b"]])
        and not duty_changes(analysis.clause(k["a"]), analysis.clause(k["b"]))
    }
    return [n for c, n in numbers.items() if c not in folded], {n for c, n in numbers.items() if c not in linked}


@pytest.mark.parametrize(
    "choice",
    [("cambridgeshire/social-media-code", "differs", ("equal",)), (OTHER, "rule", ("equal", "equivalent"))],
)
def test_only_what_differs_stays_and_the_counts_are_those_of_the_export(page: Page, built: Path, address: str, choice: Choice) -> None:
    other, only, same = choice
    page.goto(address + CODE)
    page.get_by_label("Show what differs from").select_option(other)
    page.get_by_label("and show").select_option(only)
    assert page.url == f"{address}{CODE}?against={other}&only={only}"
    stay, alone = _recounted(built, other, same)
    assert len(stay) < 41
    shown = page.locator(".cx-unit[data-against]:not([hidden]) a.cx-number").all_inner_texts()
    assert [text.strip("[]") for text in shown] == stay
    told = page.locator(".cx-counted").inner_text()
    assert f"{len(stay)} paragraphs of 41 shown, {len(alone)} without an equivalent there" in told.replace("paragraph ", "paragraphs ")
    lone = page.locator(".cx-unit:has(.cx-held:text-matches('^No equivalent'))").locator("a.cx-number").all_inner_texts()
    assert {text.strip("[]") for text in lone} == alone


def test_the_choice_is_restored_from_the_address_and_cleared(page: Page, address: str) -> None:
    page.goto(f"{address}{CODE}?against={OTHER}&only=rule")
    assert page.get_by_label("Show what differs from").input_value() == OTHER
    assert page.get_by_label("and show").input_value() == "rule"
    folded = page.locator(".cx-unit[hidden]").count()
    assert folded
    line = page.locator(".cx-same").first
    assert re.match(r"Same in Brighton & Hove members: \[\d+\]", line.inner_text())
    line.get_by_role("button").click()
    assert page.locator(".cx-unit[hidden]").count() < folded
    pair = page.get_by_role("link", name="Both codes side by side").get_attribute("href")
    assert pair and pair.endswith("compare/brighton-and-hove-members-social-media-protocol--peterborough-members-social-media-code/")
    page.get_by_role("button", name="Clear").click()
    assert page.url == address + CODE
    assert page.locator(".cx-unit[hidden], .cx-held, .cx-same").count() == 0
    page.goto(f"{address}{CODE}?against=nobody/nothing&only=differs")
    assert page.locator(".cx-unit[hidden]").count() == 0


def test_the_section_in_view_is_marked_in_the_outline(page: Page, address: str) -> None:
    page.goto(f"{address}{CODE}#scope")
    page.wait_for_selector(".cx-beside a[aria-current=location]")
    assert page.locator(".cx-beside a[aria-current]").all_inner_texts() == ["SCOPE"]


def test_without_scripts_all_can_be_read_and_nothing_is_offered_that_does_not_work(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + CODE)
    assert page.locator("form.cx-against").is_hidden()
    assert page.locator(".cx-tools").count() == 0
    page.locator(".cx-note summary").first.click()
    assert page.locator(".cx-note li").first.is_visible()
    page.get_by_role("link", name="Brighton & Hove members", exact=True).first.click()
    assert "/compare/" in page.url
    context.close()


@pytest.mark.parametrize("code", [CODE, LONGEST, "codes/cambridgeshire/social-media-code/"])
def test_the_print_view_has_every_footnote_on_paper_in_order_and_none_is_cut(page: Page, address: str, tmp_path: Path, code: str) -> None:
    page.goto(f"{address}{code}paper/")
    notes = page.evaluate(
        "[...document.querySelectorAll('.cx-foot')].map(n => [n.value, n.innerText])"
    )  # fmt: skip
    assert [n for n, _ in notes] == list(range(1, len(notes) + 1))
    page.pdf(path=str(tmp_path / "paper.pdf"), format="A4", prefer_css_page_size=True)
    document = pypdfium2.PdfDocument(tmp_path / "paper.pdf")
    width, height = document[0].get_size()
    assert (round(width), round(height)) == (595, 842)
    text = "".join(_plain(document[at].get_textpage().get_text_range()) for at in range(len(document)))
    document.close()
    assert _plain(address + code) in text
    place = 0
    for _, note in notes:
        place = text.find(_plain(note), place)
        assert place >= 0, note


def _plain(text: str) -> str:
    """Letters and digits alone: line ends, hyphens and the separators of a list are the printer's."""
    return re.sub(r"\W+", "", text.replace("\ufffe", ""))


def test_the_ordinary_page_prints_its_notes_in_short_and_names_the_print_view(page: Page, address: str, tmp_path: Path) -> None:
    page.goto(address + CODE)
    page.pdf(path=str(tmp_path / "page.pdf"), format="A4")
    document = pypdfium2.PdfDocument(tmp_path / "page.pdf")
    pages = len(document)
    text = "".join(_plain(document[at].get_textpage().get_text_range()) for at in range(pages))
    document.close()
    assert pages <= 10
    assert "Tensionwith29" in text
    assert _plain(f"{address}{CODE}paper/") in text


@pytest.mark.parametrize("path", [CODE, LONGEST, CODE + "paper/"])
def test_a_code_page_weighs_at_most_250_kilobytes_with_all_that_it_loads(page: Page, built: Path, address: str, path: str) -> None:
    loaded: set[str] = set()
    page.on("response", lambda r: loaded.add(r.url))
    page.goto(address + path, wait_until="networkidle")
    sizes = {}
    for url in loaded:
        file = built / unquote(urlsplit(url).path.removeprefix("/council/codes/"))
        data = (file / "index.html" if file.is_dir() else file).read_bytes()
        sizes[url] = len(data) if file.suffix == ".woff2" else len(gzip.compress(data))
    assert any(url.endswith(".woff2") for url in sizes)
    assert sum(sizes.values()) <= MOST, sizes


def test_on_a_narrow_screen_a_tap_on_the_number_brings_the_buttons_clear_of_the_notes(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True)
    page = context.new_page()
    page.goto(address + CODE)
    unit = page.locator(".cx-unit").first
    assert not unit.locator(".cx-tools").is_visible()
    unit.locator("a.cx-number").tap()
    tools, notes = unit.locator(".cx-tools").bounding_box(), unit.locator(".cx-notes").bounding_box()
    assert tools and notes
    assert tools["y"] + tools["height"] <= notes["y"]
    context.close()
