"""The pages of motions and drafts: what each would change, what becomes of several, and where every concern stands with each."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest

from concordant.amend.motionfile import read_motion
from concordant.errors import ConcordantError
from concordant.model import Analysis
from concordant.pipeline import analyse, load
from concordant.publish.motions import tabled, told
from concordant.publish.moved import Moved, Places, Tabled
from concordant.publish.pages import pages
from concordant.publish.report import PARTS

TOY = Path(__file__).parent / "toy" / "policies"
POLICIES = Path(__file__).parents[1] / "policies"
BESIDE = "example/code/motions"
HEAD = "---\ntitle: {0}\nagainst: example/code\nproposer: Councillor Exemplar\ndate: '2024-05-14'\n---\n\n"
COMMENTS = HEAD.format("Comments <b>of</b> others") + "1. Leave out paragraph [3].\n"
BOTH = HEAD.format("Comments in writing") + "1. In paragraph [3], leave out “must not” and insert “should not”.\n"
NEVER = HEAD.format("A place that is not there") + "1. Leave out paragraph [99].\n"
UNREAD = HEAD.format("No instruction") + "1. Let us all be kind.\n"
FILED = {"a-comments.md": COMMENTS, "b-writing.md": BOTH, "c-never.md": NEVER, "d-unread.md": UNREAD}
FOLDER = "motions/example-code"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("toy") / "policies"
    shutil.copytree(TOY, made)
    (made / BESIDE).mkdir()
    for name, text in FILED.items():
        (made / BESIDE / name).write_text(text, encoding="utf-8")
    draft = (made / "example/code/2021-05-14.md").read_text(encoding="utf-8").replace("1.1 You must not disclose", "1.1 You may disclose")
    (made / BESIDE / "new-text.md").write_text(draft, encoding="utf-8")
    return made


@pytest.fixture(scope="module")
def analysis(folder: Path) -> Analysis:
    return analyse(load(folder))


@pytest.fixture(scope="module")
def found(folder: Path, analysis: Analysis) -> Tabled:
    (one,) = tabled(folder, analysis)
    return one


@pytest.fixture(scope="module")
def made(analysis: Analysis, found: Tabled) -> dict[str, str]:
    return pages(analysis, {}, tabled=[found])


def by_name(found: Tabled, stem: str) -> Moved:
    return next(one for one in found.moved if one.stem == stem)


def words_of(page: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())


def test_motions_come_first_then_drafts_then_what_cannot_be_read(found: Tabled) -> None:
    assert [one.stem for one in found.moved] == ["a-comments", "b-writing", "c-never", "new-text", "d-unread"]
    assert [one.draft for one in found.moved] == [False, False, False, True, False]
    assert [one.review.applied for one in found.moved] == [True, True, False, True, False]


def test_each_has_a_page_that_the_list_links_to(found: Tabled, made: dict[str, str]) -> None:
    for one in found.moved:
        assert f"{FOLDER}/{one.stem}/index.md" in made
        assert f'href="example-code/{one.stem}/"' in made["motions/index.md"]


def test_a_page_shows_the_words_that_go_and_links_to_the_paragraph(made: dict[str, str]) -> None:
    page = made[f"{FOLDER}/a-comments/index.md"]
    assert "<del>You must not leave on your pages comments made by others which may be damaging.</del>" in page
    assert re.search(r'<a href="\.\./\.\./\.\./codes/example/code/#[^"]+">\[3\]</a>', page)
    assert "A duty" in page or "ban" in page
    assert "Proposed by" in page and "14 May 2024" in page


def test_only_words_that_change_are_marked(made: dict[str, str]) -> None:
    page = made[f"{FOLDER}/b-writing/index.md"]
    assert "You <del>must</del> <ins>should</ins> not leave on your pages" in page


def test_what_cannot_be_carried_out_says_why_and_has_no_ledger(made: dict[str, str]) -> None:
    for stem, why in (("c-never", "[99]"), ("d-unread", "Let us all be kind")):
        page = made[f"{FOLDER}/{stem}/index.md"]
        assert "Why it cannot be carried out" in page and why in page and "Instruction 1" in page
        assert "## Duties" not in page


def test_two_that_touch_the_same_words_are_said_to_exclude_each_other(made: dict[str, str]) -> None:
    assert "Cannot both be carried out: 1 and 2 touch the same words" in made["motions/index.md"]


def test_no_markup_of_a_motion_reaches_a_page(made: dict[str, str]) -> None:
    for path, text in made.items():
        if path.startswith(("motions", "concerns")):
            assert "<b>" not in text and "<script" not in text, path
    assert "Comments <b>of</b> others" in unescape(made["motions/index.md"])


def test_every_concern_about_the_text_says_where_it_stands_in_each_draft(analysis: Analysis, found: Tabled, made: dict[str, str]) -> None:
    page = words_of(made["concerns/index.md"])
    assert analysis.concerns
    for one in found.moved:
        assert unescape(one.motion.title) in page
        effects = [one.concern(concern.id) for concern in analysis.concerns]
        assert all(effects) == one.review.applied
        # A page without a ledger has no place to lead to.
        assert (f"{one.stem}/#concerns" in made["concerns/index.md"]) == one.review.applied
        for effect in effects:
            assert effect is None or f"{one.motion.title} : {effect.now}" in page
    assert "No draft has been tried" not in page


def test_the_concern_that_a_motion_meets_is_said_to_be_met(analysis: Analysis, found: Tabled, made: dict[str, str]) -> None:
    met = [effect for effect in by_name(found, "a-comments").review.ledger.concerns if effect.status == "met"]
    assert met and all(effect.was != "met" for effect in met)
    line = words_of(made["concerns/by-clause/index.md"])
    assert "Comments <b>of</b> others : met" in line


def test_the_numbers_of_a_paragraph_are_said_before_and_after(found: Tabled) -> None:
    one = by_name(found, "a-comments")
    ids = {clause.number: clause.id for clause in one.review.before.clauses}
    places = Places(review=one.review)
    assert [places.of(ids[n]) for n in (2, 3, 4)] == ["[2]", "[3]", "[4], then [3]"]


def test_the_verdict_counts_what_the_page_lists(found: Tabled) -> None:
    one = by_name(found, "a-comments")
    said = " ".join(told(one).verdict)
    opened, closed = (len([e for e in getattr(one.review.ledger, which) if e.own]) for which in ("opened", "closed"))
    numbers = ("no", "one", "two", "three", "four", "five")
    assert (f"close {numbers[closed]} conflict" in said) == bool(closed and not opened)
    assert f"in {numbers[len(one.review.ledger.duties)]} point" in said


def test_a_review_is_made_once_and_the_same_pages_come_again(folder: Path, analysis: Analysis, made: dict[str, str]) -> None:
    assert pages(analysis, {}, tabled=tabled(folder, analysis)) == made


def test_without_motions_the_page_says_so(analysis: Analysis) -> None:
    made = pages(replace(analysis, concerns=()), {})
    assert "No motion or draft lies beside" in made["motions/index.md"]


def test_a_motion_with_a_faulty_head_stops_the_build_with_its_name(folder: Path, analysis: Analysis) -> None:
    bad = folder / BESIDE / "z-bad.md"
    bad.write_text("---\ntitle: Bad\nagainst: example/code\nproposed: me\n---\n\n1. Leave out paragraph [1].\n", encoding="utf-8")
    try:
        with pytest.raises(ConcordantError, match=r"z-bad\.md"):
            tabled(folder, analysis)
    finally:
        bad.unlink()


def test_the_motions_that_ship_have_their_pages() -> None:
    real = analyse(load(POLICIES))
    shipped = {path.stem for path in POLICIES.glob("*/*/motions/*.md")}
    moved = [one for text in tabled(POLICIES, real) for one in text.moved]
    assert shipped and {one.stem for one in moved} == shipped
    assert all(one.motion.proposer for one in moved)


def test_the_motion_that_the_site_shows_as_an_example_can_be_read() -> None:
    page = (POLICIES.parent / "site_src" / "try-a-motion" / "index.md").read_text(encoding="utf-8")
    shown = unescape(re.findall(r'<pre class="cx-entry"><code>(.*?)</code>', page, re.DOTALL)[0])
    motion, errors = read_motion(shown, file="motion.md")
    assert not errors and [step.kind for step in motion.steps] == ["replace", "leave-out", "insert"]


def test_every_part_and_name_of_a_template_is_explained_on_the_site() -> None:
    page = (POLICIES.parent / "site_src" / "try-a-motion" / "index.md").read_text(encoding="utf-8")
    assert set(re.findall(r"\{\{ (\w+) \}\}", page)) == {*PARTS, "title", "council", "policy", "proposer", "seconder", "date"}
