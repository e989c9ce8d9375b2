"""Filters and sorting in a browser: the choice stands in the address, counts are those of the list, nothing is lost without scripts."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser

REGISTER = "conflicts/"
STAFF = "peterborough-staff-social-media-policy"
# Every page with filters; of those that stand once for each principle, code or word, one.
PAGES = (
    REGISTER, "concerns/", "concerns/by-clause/", "topics/", "matrix/", "gaps/", "lineage/", "principles/", "principles/openness/",
    "criticism/", "capacity/", "capacity/peterborough-members-social-media-code/", "vague/", "vague/could-be-perceived/", "scenarios/",
)  # fmt: skip
SHOWN = """() => {
  const names = [...document.querySelectorAll('[data-item]')].filter(one => one.checkVisibility() && !one.closest('[hidden]'));
  return new Set(names.map(one => one.dataset.item || one)).size;
}"""
UNFOLD = "() => document.querySelectorAll('article details').forEach(one => one.open = true)"


def _shown(page: Page) -> int:
    """How many different items a reader can see, with everything unfolded."""
    page.evaluate(UNFOLD)
    return int(page.evaluate(SHOWN))


def _said(page: Page) -> str:
    return page.locator("[data-filters-status]").inner_text()


def _first_number(text: str) -> int:
    found = re.search(r"\d+", text)
    assert found
    return int(found[0])


@pytest.fixture
def page(browser: Browser) -> Page:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    made = context.new_page()
    made.set_default_timeout(15_000)
    return made


@pytest.mark.parametrize("path", PAGES)
def test_every_option_gives_as_many_items_as_it_says(page: Page, address: str, path: str) -> None:
    page.goto(address + path)
    form = page.locator("form[data-filters]")
    assert form.is_visible()
    names = page.eval_on_selector_all("form[data-filters] select", "all => all.filter(one => one.checkVisibility()).map(one => one.name)")
    tried = 0
    for name in names:
        page.goto(address + path)
        options = page.eval_on_selector(
            f"select[name={name}]", "one => [...one.options].filter(o => o.value).map(o => [o.value, o.textContent])"
        )
        assert len(options) > 1
        for value, words in (options[0], options[-1]):
            page.goto(address + path)
            page.select_option(f"select[name={name}]", value)
            count = int(re.findall(r"\((\d+)\)$", words)[0])
            assert count > 0
            assert _shown(page) == count
            assert parse_qs(urlsplit(page.url).query)[name] == [value]
            tried += 1
    assert tried or page.locator("fieldset[data-columns]").count()


def test_the_address_brings_a_choice_back_and_the_back_button_takes_it_away(page: Page, address: str) -> None:
    page.goto(f"{address}{REGISTER}?between=different-bodies&type=strength")
    before = _shown(page)
    assert _said(page).startswith(f"{before} of ")
    assert "Kind: Rules of different councils; Type: Must here, should there." in _said(page)
    page.select_option("select[name=code]", STAFF)
    narrowed = _shown(page)
    assert 0 < narrowed < before
    page.reload()
    assert _shown(page) == narrowed
    page.go_back()
    assert page.locator("select[name=code]").input_value() == ""
    assert _shown(page) == before
    page.go_forward()
    assert page.locator("select[name=code]").input_value() == STAFF
    assert _shown(page) == narrowed


def test_a_number_in_a_table_leads_to_what_it_counts(page: Page, address: str) -> None:
    page.goto(address + REGISTER)
    links = page.locator(".cx-sums a[data-count]")
    assert links.count() > 8
    for at in range(0, links.count(), 3):
        page.goto(address + REGISTER)
        number = int(links.nth(at).inner_text())
        links.nth(at).click()
        assert _shown(page) == number
        assert _first_number(_said(page)) == number
        assert "#list" in page.url


def test_options_that_would_give_nothing_are_not_offered(page: Page, address: str) -> None:
    page.goto(f"{address}{REGISTER}?between=principle")
    offered = page.eval_on_selector("select[name=principle]", "one => [...one.options].map(o => o.value).filter(Boolean)")
    for principle in offered:
        page.goto(f"{address}{REGISTER}?between=principle&principle={principle}")
        assert _shown(page) > 0
    assert len(offered) < 8


def test_a_choice_that_nothing_fits_is_explained_and_can_be_undone(page: Page, address: str) -> None:
    page.goto(f"{address}{REGISTER}?between=principle&type=contradiction")
    assert _shown(page) == 0
    empty = page.locator("[data-filters-empty]")
    assert empty.is_visible()
    assert "No finding fits all of that at once" in empty.inner_text()
    assert _said(page).startswith("0 of ")
    empty.get_by_role("button", name="Show all").click()
    assert not empty.is_visible()
    assert "?" not in page.url
    assert _said(page).startswith("All ")


def test_an_unknown_value_in_the_address_is_left_out(page: Page, address: str) -> None:
    page.goto(f"{address}{REGISTER}?code=atlantis&type=tension")
    assert page.locator("select[name=code]").input_value() == ""
    assert _shown(page) == _first_number(_said(page)) > 0


def test_headings_without_a_finding_go_with_their_entry_in_the_outline(page: Page, address: str) -> None:
    page.goto(f"{address}{REGISTER}?between=same-body")
    assert page.locator("h2#same-body").is_visible()
    for gone in ("principle", "different-bodies", "exceptions"):
        heading = page.locator(f"h2#{gone}")
        assert heading.count() == 1
        if gone != "exceptions":
            assert not heading.is_visible()
    orphans = page.evaluate(
        """() => [...document.querySelectorAll('article h3')].filter(head => head.checkVisibility() &&
        ![...head.nextElementSibling.querySelectorAll('[data-item]')].some(one => one.checkVisibility())).length"""
    )
    assert orphans == 0
    outline = page.locator("nav a[href$='#principle']")
    assert outline.count() > 0
    expect(outline.filter(visible=True)).to_have_count(0)


@pytest.mark.parametrize(("path", "kind"), [("concerns/", ".cx-concern[data-item]"), ("gaps/", "h3")])
def test_a_link_to_a_hidden_item_shows_it(page: Page, address: str, path: str, kind: str) -> None:
    page.goto(address + path)
    target = page.eval_on_selector_all(f"article {kind}[id]", "all => all.at(-1).id")
    hiding = page.eval_on_selector_all(
        "form[data-filters] select", "all => [all[0].name, [...all[0].options].find(o => o.value).value]"
    )
    page.goto(f"{address}{path}?{hiding[0]}={hiding[1]}")
    assert not page.locator(f"[id='{target}']").is_visible()
    page.goto(f"{address}{path}?{hiding[0]}={hiding[1]}#{target}")
    expect(page.locator(f"[id='{target}']")).to_be_visible()
    expect(page.locator(f"[id='{target}']")).to_be_in_viewport()
    assert urlsplit(page.url).query == ""


def test_columns_can_be_chosen_and_rows_that_agree_left_out(page: Page, address: str) -> None:
    page.goto(address + "matrix/")
    whole = _shown(page)
    page.get_by_label("Paddock Wood", exact=True).check()
    page.get_by_label("Peterborough staff", exact=True).check()
    heads = page.locator("thead th").filter(visible=True)
    assert heads.all_inner_texts()[1:] == ["Paddock Wood", "Peterborough staff"]
    assert "codes=paddock-wood-social-media-policy,peterborough-staff-social-media-policy" in page.url
    page.get_by_label("Only where the codes shown differ").check()
    differing = _shown(page)
    assert 0 < differing < whole
    rows = page.eval_on_selector_all(
        "tr[data-item]",
        """all => all.filter(row => row.checkVisibility()).map(row =>
        [...row.querySelectorAll('[data-says]')].filter(cell => !cell.hidden).map(cell => cell.dataset.says))""",
    )
    assert all(len(set(row)) == 2 for row in rows)
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    url = page.url
    page.goto(address)
    page.goto(url)
    assert _shown(page) == differing


def test_everything_works_by_keyboard_and_focus_is_seen(page: Page, address: str) -> None:
    page.goto(address + "gaps/")
    page.locator("select[name=code]").focus()
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    page.keyboard.press("ArrowDown")
    expect(page.locator("[data-filters-status]")).to_contain_text("gaps shown")
    assert "code=" in page.url
    for _ in range(6):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('[data-all]')"):
            break
    assert page.evaluate("document.activeElement.matches('[data-all]')")
    page.keyboard.press("Enter")
    assert _said(page).startswith("All ")
    assert page.evaluate("document.activeElement.closest('form') !== null")


def test_a_table_is_put_in_order_by_its_heads_and_the_address_keeps_it(page: Page, address: str) -> None:
    page.goto(address + "gaps/")
    column = "[...document.querySelectorAll('.cx-sums tbody tr')].map(row => Number(row.cells[1].innerText))"
    found = page.evaluate(column)
    head = page.locator("th[data-sort=gaps]")
    assert head.get_attribute("aria-sort") == "none"
    head.get_by_role("button").press("Enter")
    assert page.evaluate(column) == sorted(found, reverse=True)
    assert head.get_attribute("aria-sort") == "descending"
    assert "sort=-gaps" in page.url
    head.get_by_role("button").press("Enter")
    assert page.evaluate(column) == sorted(found)
    page.select_option("select[name=code]", index=1)
    assert "sort=gaps" in page.url
    page.reload()
    assert page.evaluate(column) == sorted(found)
    page.go_back()
    page.go_back()
    page.go_back()
    assert page.evaluate(column) == found


@pytest.mark.parametrize("path", PAGES)
def test_without_scripts_everything_is_listed_and_no_dead_control_is_shown(browser: Browser, address: str, path: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}{path}?code={STAFF}&type=tension")
    assert not page.locator("form[data-filters]").is_visible()
    assert not page.locator("[data-filters-empty]").is_visible()
    assert page.locator("[data-item][hidden], [data-group][hidden]").count() == 0
    assert page.locator("th button").count() == 0
    assert page.locator("[data-item]").count() > 0
    context.close()


def test_paper_says_what_was_chosen_and_shows_no_control(page: Page, address: str) -> None:
    page.goto(f"{address}{REGISTER}?type=contradiction")
    page.emulate_media(media="print")
    assert page.locator("[data-filters-status]").is_visible()
    assert "Type: Contradiction" in _said(page)
    assert not page.locator("select[name=type]").is_visible()
    assert not page.locator("form [data-all]").is_visible()
    page.goto(address + REGISTER)
    page.emulate_media(media="print")
    assert not page.locator("form[data-filters]").is_visible()


@pytest.mark.parametrize("path", PAGES)
def test_a_screen_of_320_pixels_needs_no_sideways_scrolling_and_has_room_for_fingers(browser: Browser, address: str, path: str) -> None:
    context = browser.new_context(viewport={"width": 320, "height": 640})
    page = context.new_page()
    page.goto(address + path)
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    small = page.evaluate(
        """() => [...document.querySelectorAll('.cx-filters select, .cx-filters button, .cx-filters label, .cx-sort')]
        .filter(one => one.checkVisibility()).map(one => [one.outerHTML.slice(0, 60), one.getBoundingClientRect().height])
        .filter(([, high]) => high < 24)"""
    )
    assert small == []
    context.close()


def test_what_the_address_names_and_the_page_does_not_know_is_left_out_and_that_is_said(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.goto(f"{address}conflicts/?type=quarrel")
    status = page.locator("[data-filters-status]")
    assert status.inner_text().startswith("The address of this page names something that is not here; it was left out. All ")
    page.select_option("select[name=type]", "tension")
    assert "left out" not in status.inner_text()
    page.close()
