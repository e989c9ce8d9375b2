"""Two codes side by side in a browser: chosen by address and by list, narrowed, stepped through, swapped; without scripts and on paper.

The view that the browser draws from data is held against the page made beforehand.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from concordant.compare.redline import redline
from concordant.pipeline import analyse, load
from concordant.publish import names, site, view
from concordant.publish.paired import paired
from concordant.publish.paired import shown as marked_words
from concordant.publish.view import View
from tests.browser.conftest import ROOT
from tests.browser.support.serving import served

pytestmark = pytest.mark.browser

TOWN, MEMBERS, STAFF = (
    "paddock-wood/social-media-policy", "peterborough/members-social-media-code", "peterborough/staff-social-media-policy",
)  # fmt: skip
PAIR = "compare/paddock-wood-social-media-policy--peterborough-members-social-media-code/"
CODES = "compare/peterborough-members-social-media-code--peterborough-staff-social-media-policy/"
ITEMS = """() => [...document.querySelectorAll('.cx-comparison [data-relation]')].map(one => ({
    shown: !one.hidden, lone: one.tagName === 'TR', ...one.dataset}))"""
ROWS = """() => [...document.querySelectorAll('.cx-comparison tbody tr')].map(row => [...row.cells].map(cell => cell.innerHTML))"""


def _items(page: Page) -> list[dict[str, Any]]:
    return page.evaluate(ITEMS)  # type: ignore[no-any-return]


def _counted(page: Page) -> tuple[int, int]:
    return tuple(int(page.locator(f"[data-{name}]").text_content() or "") for name in ("pairs", "alone"))  # type: ignore[return-value]


def _query(page: Page) -> str:
    return page.url.partition("?")[2]


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    opened = browser.new_page(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    wrong: list[str] = []
    opened.on("pageerror", lambda error: wrong.append(str(error)))
    yield opened
    opened.close()
    assert wrong == []


# The way to a pair.


def test_two_codes_and_a_topic_are_chosen_from_lists(page: Page, address: str) -> None:
    page.goto(f"{address}compare/")
    page.get_by_label("This code").select_option(MEMBERS)
    page.get_by_label("with that code").select_option(TOWN)
    page.locator("select[name=topic]").select_option("confidentiality")
    page.get_by_role("button", name="Compare").click()
    page.wait_for_selector("[data-steps]:visible")
    assert _query(page) == f"a={MEMBERS}&b={TOWN}&topic=confidentiality"
    assert page.locator(".cx-comparison thead th").all_inner_texts() == ["Peterborough members", "Paddock Wood"]
    assert page.get_by_label("Topic").input_value() == "confidentiality"


def test_an_address_with_two_codes_opens_their_comparison_and_keeps_the_rest(page: Page, address: str) -> None:
    page.goto(address)
    page.goto(f"{address}compare/?a={TOWN}&b=peterborough-members-social-media-code&relation=subset#pair-6-3")
    page.wait_for_selector("[data-steps]:visible")
    assert page.url == f"{address}{PAIR}?a={TOWN}&b={MEMBERS}&relation=subset#pair-6-3"
    assert page.locator(".cx-comparison thead th").all_inner_texts() == ["Paddock Wood", "Peterborough members"]
    page.go_back()
    assert page.url == address


@pytest.mark.parametrize(
    ("query", "says"),
    [
        (f"a=atlantis/code&b={TOWN}", "no code called “atlantis/code”"),
        ("a=%3Cb%3Ex&b=y", "no code called “<b>x” or “y”"),
        (f"a={TOWN}&b={TOWN}", "the same code"),
        (f"a={TOWN}", "Choose the other one"),
    ],
)
def test_an_address_that_leads_nowhere_says_why_and_keeps_the_lists(page: Page, address: str, query: str, says: str) -> None:
    page.goto(f"{address}compare/?{query}")
    assert says in page.locator("[data-compare-status]").inner_text()
    assert page.locator("form[data-compare]").is_visible()
    assert page.locator(".cx-matrix").is_visible()
    assert page.evaluate("(f => f.elements.a.value !== f.elements.b.value || location.search.split(f.elements.a.value).length > 2)"
                         "(document.querySelector('form[data-compare]'))")  # fmt: skip


def test_without_scripts_the_table_of_pairs_leads_to_everything(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}compare/")
    assert not page.locator("form[data-compare]").is_visible()
    page.click(".cx-matrix td a >> nth=0")
    assert "--" in page.url
    for hidden in ("form[data-comparison]", "[data-steps]", "[data-shown]"):
        assert not page.locator(hidden).is_visible()
    assert page.evaluate("[...document.querySelectorAll('.cx-comparison tbody tr')].every(row => row.checkVisibility())")
    page.locator(".cx-weaker > summary >> nth=0").click()
    assert page.locator(".cx-weaker .cx-match >> nth=0").is_visible()
    context.close()


# What is shown.


@pytest.mark.parametrize("name", ["topic", "relation"])
def test_each_choice_shows_what_its_option_counts(page: Page, address: str, name: str) -> None:
    page.goto(address + PAIR)
    for option in page.locator(f".cx-narrowing select[name={name}] option").all()[1:]:
        value = option.get_attribute("value") or ""
        number = int((option.text_content() or "").rpartition("(")[2].rstrip(")"))
        page.locator(f".cx-narrowing select[name={name}]").select_option(value)
        fits = [i for i in _items(page) if value in (i.get("topics", "").split() if name == "topic" else [i["relation"]])]
        assert len(fits) == number == sum(_counted(page))
        assert all(item["shown"] for item in fits)
        assert sum(item["shown"] for item in _items(page)) == number
        assert page.locator(".cx-nothing").is_visible() == (number == 0)
        assert _query(page) == f"{name}={value}"


def test_choices_add_to_one_another_and_are_cleared_together(page: Page, address: str) -> None:
    page.goto(address + CODES)
    every = _items(page)
    assert page.get_by_text(f"All {sum(not i['lone'] for i in every)} pairs and {sum(i['lone'] for i in every)} paragraphs").is_visible()
    page.get_by_label("Only what differs").check()
    assert [i["shown"] for i in _items(page)] == ["differs" in i for i in every]
    page.get_by_label("The duty changes").check()
    changed = [i for i in every if i.get("duty") == "changed"]
    assert _counted(page) == (len(changed), 0)
    assert 0 < len(changed) < len(every)
    assert _query(page) == "only=differences&duty=changed"
    page.get_by_label("Show differences in the text").check()
    page.get_by_role("button", name="Clear").click()
    assert _query(page) == ""
    assert all(i["shown"] for i in _items(page))
    assert page.evaluate("[...document.querySelectorAll('.cx-comparison tbody tr, .cx-weaker')].every(one => one.checkVisibility())")


def test_a_kept_address_shows_the_same_and_says_what_it_does_not_know(page: Page, address: str) -> None:
    page.goto(f"{address}{PAIR}?topic=atlantis&relation=intersects")
    assert page.get_by_text("That part of it was left out").is_visible()
    assert {i["relation"] for i in _items(page) if i["shown"]} == {"intersects"}
    assert page.locator(".cx-narrowing select[name=topic]").input_value() == ""


def test_a_row_with_only_weaker_matches_opens_its_fold_when_these_were_asked_for(page: Page, address: str) -> None:
    page.goto(f"{address}{PAIR}?relation=subset")
    hidden = page.evaluate("[...document.querySelectorAll('.cx-match:not([hidden])')].filter(m => !m.checkVisibility()).length")
    rows = page.evaluate(
        "[...document.querySelectorAll('.cx-comparison tbody tr:not([hidden])')].every("
        "row => [...row.querySelectorAll('.cx-match')].some(m => m.checkVisibility()))"
    )
    assert rows
    assert hidden == 0 or page.locator(".cx-weaker:not([open])").count()
    page.get_by_role("button", name="Clear").click()
    assert page.locator(".cx-weaker[open]").count() == 0


def test_differences_are_marked_in_the_text_and_taken_back(page: Page, address: str) -> None:
    page.goto(address + CODES)
    plain = page.evaluate(ROWS)
    marked = page.locator(".cx-match > .cx-said ins").count()
    page.get_by_label("Show differences in the text").check()
    folds = page.evaluate("[...document.querySelectorAll('.cx-redline')].map(one => one.innerHTML)")
    in_text = page.evaluate("[...document.querySelectorAll('.cx-marked-text')].map(one => one.innerHTML)")
    assert marked == 0
    assert sorted(in_text) == sorted(folds) != []
    assert page.get_by_text("struck words stand only in Peterborough members").is_visible()
    page.get_by_label("Show differences in the text").uncheck()
    assert [[cell.replace(' hidden=""', "") for cell in row] for row in page.evaluate(ROWS)] == plain


def test_sides_are_swapped_with_their_marks_and_back(page: Page, address: str) -> None:
    page.goto(address + CODES)
    rows = page.evaluate(ROWS)
    page.get_by_role("button", name="Swap sides").click()
    assert _query(page) == f"a={STAFF}&b={MEMBERS}"
    assert page.locator(".cx-comparison thead th").all_inner_texts() == ["Peterborough staff", "Peterborough members"]
    swapped = page.evaluate(ROWS)
    assert [row[1] for row in swapped] == [row[0] for row in rows]
    one = "document.querySelector('.cx-redline').cloneNode(true)"
    left = page.evaluate(f"(t => {{ t.querySelectorAll('ins').forEach(i => i.remove()); return t.textContent; }})({one})")
    match = page.locator(".cx-match", has=page.locator(".cx-redline")).first
    assert "".join(left.split()) == "".join((match.locator("> .cx-said .cx-text").text_content() or "").split())
    page.reload()
    assert page.evaluate(ROWS) == swapped
    page.get_by_role("button", name="Swap sides").click()
    assert page.evaluate(ROWS) == rows
    assert _query(page) == f"a={MEMBERS}&b={STAFF}"


# Steps.


def test_keys_and_buttons_step_through_every_difference(page: Page, address: str) -> None:
    page.goto(f"{address}{CODES}?only=differences")
    rows = page.locator(".cx-comparison tbody tr:not([hidden])").count()
    page.get_by_role("button", name="Next difference").click()
    numbers = "[...document.querySelectorAll('.cx-comparison tbody tr:not([hidden])')].indexOf(document.activeElement)"
    seen = [page.evaluate(numbers)]
    for _ in range(rows - 1):
        page.keyboard.press("n")
        seen.append(page.evaluate(numbers))
    assert seen == list(range(rows))
    assert page.locator("[data-at]").inner_text() == f"Difference {rows} of {rows}."
    page.keyboard.press("p")
    assert page.evaluate(numbers) == rows - 2
    box, head = page.locator(":focus").bounding_box(), page.locator("[data-steps]").bounding_box()
    assert box
    assert head
    assert head["y"] + head["height"] <= box["y"] < 900
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    page.get_by_role("button", name="Previous difference").focus()
    page.keyboard.press("Enter")
    assert page.evaluate(numbers) == rows - 3


def test_the_keys_do_nothing_outside_the_comparison_or_while_choosing(page: Page, address: str) -> None:
    page.goto(address + CODES)
    page.locator("h1").click()
    page.keyboard.press("n")
    assert page.evaluate("document.activeElement.tagName") == "BODY"
    page.locator(".cx-narrowing select[name=topic]").focus()
    page.keyboard.press("p")
    assert page.evaluate("document.activeElement.tagName") == "SELECT"


def test_a_link_to_a_folded_pair_opens_its_fold(page: Page, address: str) -> None:
    page.goto(address + PAIR)
    folded = page.evaluate("[...document.querySelectorAll('.cx-weaker .cx-match')].map(one => one.id)")
    assert folded
    for place in (folded[0], folded[-1]):
        page.goto(f"{address}{PAIR}?relation=superset#{place}")
        assert page.locator(f"#{place}").is_visible()
        page.goto("about:blank")


# Narrow, and on paper.


@pytest.mark.parametrize("width", [320, 390])
def test_on_a_narrow_screen_what_is_left_out_is_gone_and_nothing_overflows(browser: Browser, address: str, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 800})
    page.goto(f"{address}{PAIR}?duty=changed&words=marked")
    rows = page.evaluate("[...document.querySelectorAll('.cx-comparison tbody tr')].map(row => [row.hidden, row.checkVisibility()])")
    assert all(hidden != visible for hidden, visible in rows)
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    targets = page.locator(".cx-comparison button, .cx-narrowing select, .cx-tick")
    sizes = targets.evaluate_all("all => all.map(one => one.getBoundingClientRect().height)")
    assert min(sizes) >= 24
    page.close()


def test_paper_says_when_it_does_not_hold_everything(page: Page, address: str) -> None:
    page.emulate_media(media="print")
    page.goto(f"{address}{PAIR}?relation=intersects&duty=changed")
    note = page.locator("[data-say=some]").inner_text()
    assert note.startswith("Not the whole comparison: it was narrowed to “They overlap”; “The duty changes”.")
    assert not page.locator("form[data-comparison]").is_visible()
    page.goto(address + PAIR)
    assert not page.locator("[data-say=some]").is_visible()
    weak = page.locator(".cx-weaker > summary").first.inner_text()
    assert "(they overlap)" in weak.lower() or "says" in weak.lower()
    assert not page.locator(".cx-weaker .cx-match").first.is_visible()


# Drawn by the browser.


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The same codes on a site that thinks them too many for a page for each pair."""
    root = tmp_path_factory.mktemp("drawn") / "site"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(names, "MOST_PAIRED", 2)
        patch.setattr(view, "MOST_PAIRED", 2)
        site.build(ROOT / "policies", root)
    assert not list((root / "compare").glob("*--*"))
    with served(root) as where:
        yield where
    shutil.rmtree(root)


def _compared(page: Page) -> dict[str, Any]:
    """Everything of a comparison but where its links lead from."""
    html = page.evaluate(
        "(whole => { for (const a of whole.querySelectorAll('[href]')) {"
        "a.setAttribute('href', a.href.split('/codes/').slice(1).join('/codes/')); }"
        "return whole.innerHTML; })(document.querySelector('.cx-compared'))"
    )
    return {"rows": page.evaluate(ROWS), "items": _items(page), "words": page.locator(".cx-compared").inner_text(), "html": html.strip()}


def test_what_the_browser_draws_is_what_a_page_made_beforehand_shows(page: Page, address: str, drawn: str) -> None:
    policies = [p for p in analyse(load(ROOT / "policies")).policies if p.compared]
    for at, a in enumerate(policies):
        for b in policies[at + 1 :]:
            page.goto(f"{address}compare/?a={a.id}&b={b.id}")
            page.wait_for_selector("[data-steps]:visible")
            ready = _compared(page)
            page.goto(f"{drawn}compare/?a={a.id}&b={b.id}")
            page.wait_for_selector("[data-steps]:visible")
            put_together = _compared(page)
            for part in ("words", "items", "rows"):
                assert put_together[part] == ready[part], (a.id, b.id)
            assert _without_place(put_together["html"]) == _without_place(ready["html"])


def _without_place(html: str) -> str:
    """A link within the page holds the address of the page."""
    return re.sub(r'href="[^"]*#pair-', 'href="#pair-', html.replace("\n", ""))


def test_the_drawn_view_can_be_narrowed_stepped_and_swapped_too(page: Page, drawn: str) -> None:
    page.goto(f"{drawn}compare/?a={STAFF}&b={MEMBERS}&duty=changed#pair-17-15")
    page.wait_for_selector("[data-steps]:visible")
    assert page.locator(".cx-comparison thead th").all_inner_texts() == ["Peterborough staff", "Peterborough members"]
    assert {i.get("duty") for i in _items(page) if i["shown"]} == {"changed"}
    page.get_by_role("button", name="Next difference").click()
    page.keyboard.press("n")
    assert page.locator("[data-at]").inner_text().startswith("Difference 2 of")
    assert not page.locator(".cx-matrix").is_visible()


def test_every_link_to_a_pair_opens_it_where_the_browser_draws_it(page: Page, drawn: str) -> None:
    page.goto(f"{drawn}codes/{MEMBERS}/")
    page.get_by_role("link", name="Paddock Wood", exact=True).first.click()
    page.wait_for_selector("[data-steps]:visible")
    assert page.locator(".cx-comparison thead th").all_inner_texts() == ["Peterborough members", "Paddock Wood"]


def test_data_that_cannot_be_loaded_are_said_to_be_missing(page: Page, drawn: str) -> None:
    page.route("**/compare/data/*--*", lambda route: route.abort())
    page.goto(f"{drawn}compare/?a={TOWN}&b={MEMBERS}")
    page.wait_for_selector("[data-say=lost]:visible")


def test_both_ways_of_comparing_words_agree(page: Page) -> None:
    """On every pair of the corpus, and on texts that are hard to cut into words."""
    real = analyse(load(ROOT / "policies"))
    looks = View(analysis=real, readings={})
    texts = [(m.clause, line.left) for a, b in looks.pairs() for line in paired(a, b, looks.shared(a, b)).lines for m in line.matches]
    pairs = [(left.text, right.text) for right, left in texts if left]
    pairs += [(right, left) for left, right in pairs]
    hard = [
        "Members’ posts – on X/Twitter – must be “fair”; £1,000.50 at most.",
        "Members' posts -- on X must be \"fair\": £1,000.5 at the most!",
        "a\u00a0b\u200bc d\ufeffe\u2003f <b>&amp;</b>",
        "a b c d e f <i>&amp;</i> 'quoted'",
        "नमस्ते naïve café 𝒳 Ⅷ ½ e\u0301",
        "naive cafe 𝒳 VIII ½ é",
        " the the a of in ",
        "of the a in the",
        "word " * 450 + "end",
        "other " + "word " * 450 + "mid word",
        " ".join(f"w{i}" for i in range(500)),
        " ".join(f"w{i}" for i in range(499, -1, -1)),
        "tail \x1c\x85 ",
        "",
        "tail",
    ]
    pairs += [(one, two) for one in hard for two in hard]
    wanted = [(old, new, str(marked_words(redline(old, new)))) for old, new in pairs]
    assets = ROOT / "site_src" / "assets"
    page.goto("about:blank")
    page.evaluate("window.module = undefined")
    for script in ("vendor/diff-match-patch.js", "scripts/compare-words.js"):
        page.add_script_tag(path=str(assets / script))
    found = page.evaluate("pairs => pairs.map(([old, now]) => concordantWords.html(old, now))", [[old, new] for old, new, _ in wanted])
    plain = "html => { const t = document.createElement('p'); t.innerHTML = html; return t.innerHTML; }"
    assert len(wanted) > 800
    for (old, new, says), drawn_ in zip(wanted, found, strict=True):
        assert page.evaluate(plain, drawn_) == page.evaluate(plain, says), json.dumps([old, new])
