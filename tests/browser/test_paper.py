"""Paper: every kind of page on A4 with nothing cut off, and chosen pages as one PDF."""

from __future__ import annotations

import io
from pathlib import Path

import pypdfium2
import pytest
from playwright.sync_api import Browser
from pypdf import PdfReader

from concordant.errors import ConcordantError
from concordant.publish import printing
from tests.browser.kinds import addresses
from tests.browser.recording import Record

pytestmark = pytest.mark.browser

# The width between the margins in CSS pixels: 182 mm upright, 273 mm on its side.
UPRIGHT, LYING = 688, 1032
A4 = (595, 842)
# Every table, line of program text and picture that reaches over the edge of its sheet; on the screen some of them scroll.
CUT = """([upright, lying]) => {
  const all = ["table", "pre", "svg", "figure", "p", "li"].map(name => `article ${name}`).join();
  const hidden = one => one.tagName !== "svg" && one.scrollWidth > one.clientWidth + 2 && getComputedStyle(one).overflowX !== "visible";
  return [...document.querySelectorAll(all)].filter(one => one.checkVisibility() && !one.closest('.cx-hidden')).filter(one => {
    const room = getComputedStyle(one.closest(".md-typeset")).page === "wide" ? lying : upright;
    const left = one.closest("article").getBoundingClientRect().left;
    return one.getBoundingClientRect().right - left > room + 1 || hidden(one);
  }).map(one => one.outerHTML.slice(0, 80));
}"""


def test_nothing_is_cut_off_at_the_edge_of_a_sheet(browser: Browser, built: Path, address: str, record: Record) -> None:
    page = browser.new_page(viewport={"width": UPRIGHT, "height": 1000})
    page.emulate_media(media="print")
    cut = []
    for kind in addresses(built).values():
        page.goto(address + kind, wait_until="load")
        cut += [(kind, one) for one in page.evaluate(CUT, [UPRIGHT, LYING])]
    page.close()
    record("print", pages=len(addresses(built)), failures=len(cut))
    assert cut == []


PRINTED = ("", "codes/peterborough/members-social-media-code/", "matrix/", "topics/confidentiality/", "conflicts/", "map/")


@pytest.mark.parametrize("kind", PRINTED)
def test_a_printed_page_keeps_its_words_within_the_margins_and_says_where_it_is_from(browser: Browser, address: str, kind: str) -> None:
    page = browser.new_page()
    page.goto(address + kind, wait_until="load")
    made = page.pdf(prefer_css_page_size=True)
    page.close()
    document = pypdfium2.PdfDocument(made)
    for number, sheet in enumerate(document, start=1):
        width, height = sheet.get_size()
        assert {round(width), round(height)} <= {A4[0], A4[1], A4[1] - 1, A4[1] + 1, A4[0] + 1}
        text = sheet.get_textpage()
        words = text.get_text_bounded()
        assert f"Page {number} of {len(document)}" in words
        assert words.lstrip().startswith("Concordant")
        assert kind in words.replace("\r\n", "")
        # The margins are 14 mm (40 points) and 12 mm (34 points); a letter may lean over by a point.
        boxes = [text.get_rect(at) for at in range(text.count_rects())]
        assert all(left >= 32 and right <= width - 32 for left, _, right, _ in boxes), number
    document.close()


def test_chosen_pages_become_one_pdf_with_contents_bookmarks_and_links_that_stay_in_it(built: Path) -> None:
    made = printing.pdf(built, ["", "glossary", "topics/confidentiality"], site_url=None)
    reader = PdfReader(io.BytesIO(made))
    titles = [item.title for item in reader.outline if not isinstance(item, list)]
    assert titles[0] == "Concordant"
    assert titles[2:] == ["Glossary", "Confidentiality"]
    contents = reader.pages[0].extract_text()
    for part in ("/part-1", "/part-2", "/part-3"):
        at = reader.get_destination_page_number(reader.named_destinations[part])
        assert at is not None
        assert str(at + 1) in contents
    assert f"Page {len(reader.pages)} of {len(reader.pages)}" in reader.pages[-1].extract_text()
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]  # type: ignore[index]
    assert str(built.parent).encode() not in made
    assert b"file:" not in made
    assert not (built / ".pack.html").exists()
    assert "/CreationDate" not in (reader.metadata or {})


def test_the_same_pages_give_the_same_pdf(built: Path) -> None:
    assert printing.pdf(built, ["sources"], site_url=None) == printing.pdf(built, ["sources"], site_url=None)


def test_an_address_that_no_page_has_is_named(built: Path) -> None:
    with pytest.raises(ConcordantError, match="atlantis/: there is no such page"):
        printing.pdf(built, ["codes/", "atlantis/"], site_url=None)


def test_a_program_that_is_no_browser_is_told_apart(built: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("CONCORDANT_CHROMIUM", str(tmp_path / "gone"))
    with pytest.raises(ConcordantError, match="no such program is there"):
        printing.pdf(built, ["codes/"], site_url=None)
    dud = tmp_path / "dud"
    dud.write_text("#!/bin/sh\necho broken >&2\nexit 3\n", encoding="utf-8")
    dud.chmod(0o755)
    monkeypatch.setenv("CONCORDANT_CHROMIUM", str(dud))
    with pytest.raises(ConcordantError, match="did not make the PDF: broken"):
        printing.pdf(built, ["codes/"], site_url=None)
