"""Worked situations: what codes come to in them, held against labels by hand and against clauses made up for the purpose."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from pathlib import Path
from typing import Any

import pytest
import yaml

from concordant.corpus import load
from concordant.errors import BadRulebook
from concordant.judge import scenarios
from concordant.judge.restrictions import lone
from concordant.judge.scenarios import ScenarioOutcome, changed, outcomes
from concordant.model import Analysis, Policy
from concordant.parse.norms import with_norms
from concordant.publish.listings import LISTINGS
from concordant.publish.pages import pages
from concordant.rulebook import scenarios as rulebook
from concordant.rulebook.scenarios import scenario_book
from tests.support.typed import typed

LABELS = Path(__file__).parent / "labels"
POLICIES = Path(__file__).parents[1] / "policies"
BOTH = ("councillors", "employees")


@pytest.fixture(scope="module")
def corpus() -> Analysis:
    policies = tuple(with_norms(policy) for policy in load(POLICIES))
    return Analysis(policies=policies, ties=(), links=(), gaps=(), conflicts=(), concerns=())


@pytest.fixture(scope="module")
def found(corpus: Analysis) -> dict[tuple[str, str], ScenarioOutcome]:
    return {(one.situation, one.policy): one for one in outcomes(corpus)}


def _one(situation: str, *texts: str, audience: tuple[str, ...] = ("councillors",)) -> ScenarioOutcome:
    return next(one for one in outcomes(_code(*texts, audience=audience)) if one.situation == situation)


def _code(*texts: str, audience: tuple[str, ...] = ("councillors",)) -> Policy:
    policy = typed("example", *texts)
    return with_norms(replace(policy, meta=replace(policy.meta, audience=audience)))


def _labels(name: str) -> Iterator[tuple[str, str, str, set[str]]]:
    for row in yaml.safe_load((LABELS / name).read_text(encoding="utf-8")):
        for policy, label in row["codes"].items():
            yield row["situation"], policy, label["outcome"], set(label["clauses"])


def _made_up() -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = yaml.safe_load((LABELS / "scenarios-made-up.yml").read_text(encoding="utf-8"))
    return rows


def test_every_matter_finds_its_examples_and_leaves_its_counter_examples_alone() -> None:
    assert scenarios.check() == ()


def test_every_situation_has_a_story_and_every_matter_is_used() -> None:
    book = scenario_book()
    assert len(book.situations) >= 14
    assert all(situation.story.endswith(".") and situation.where for situation in book.situations)
    used = {turn.matter.id for situation in book.situations for turn in situation.turns}
    assert used == {matter.id for matter in book.matters}


@pytest.mark.parametrize("half", ["tuned", "held-out"])
def test_codes_come_out_as_a_careful_officer_reads_them(half: str, found: dict[tuple[str, str], ScenarioOutcome]) -> None:
    labels = list(_labels(f"scenarios-{half}.yml"))
    wrong = [(s, p, want, found[s, p].verdict) for s, p, want, _ in labels if found[s, p].verdict != want]
    assert len(wrong) <= 0.05 * len(labels), wrong


def test_hardly_a_paragraph_is_shown_that_does_not_bear_on_the_situation(found: dict[tuple[str, str], ScenarioOutcome]) -> None:
    labels = [*_labels("scenarios-tuned.yml"), *_labels("scenarios-held-out.yml")]
    shown = [(s, {reason.clause.partition("#")[2] for reason in found[s, p].reasons}, want) for s, p, _, want in labels]
    right, given = sum(len(got & want) for _, got, want in shown), sum(len(got) for _, got, _ in shown)
    asked = sum(len(want) for *_, want in shown)
    assert right / given >= 0.95
    assert right / asked >= 0.95


@pytest.mark.parametrize("half", ["a", "b", "c", "d"])
def test_clauses_made_up_in_other_words_come_out_right_and_bear_on_nothing_else(half: str) -> None:
    rows = [row for row in _made_up() if row["half"] == half]
    missed, invented = [], []
    for row in rows:
        got = {one.situation: one.verdict for one in outcomes(lone(row["text"], audience=BOTH)) if one.verdict != "silent"}
        missed += [(row["text"], s) for s, want in row["outcomes"].items() if got.get(s) != want]
        invented += [(row["text"], s) for s in got if s not in row["outcomes"]]
    assert len(missed) <= 0.1 * sum(len(row["outcomes"]) for row in rows), missed
    assert len(invented) <= 0.05 * len(rows), invented


def test_every_quote_stands_in_its_clause(corpus: Analysis, found: dict[tuple[str, str], ScenarioOutcome]) -> None:
    reasons = [reason for one in found.values() for reason in one.reasons]
    assert reasons
    assert all(reason.quote in corpus.clause(reason.clause).text for reason in reasons)


def test_a_code_that_is_not_for_the_one_who_acts_says_so() -> None:
    one = _one("share-password", "Never share your password.", audience=("employees",))
    assert (one.verdict, one.bound, one.reasons) == ("silent", False, ())
    assert one.why == "The code is not for councillors."


def test_a_code_that_says_nothing_of_a_situation_is_silent() -> None:
    one = _one("film-meeting", "Members must keep their passwords safe.")
    assert (one.verdict, one.reasons) == ("silent", ())
    assert one.bound


def test_a_ban_and_a_leave_make_it_unclear_and_both_are_shown() -> None:
    one = _one("film-meeting", "Anyone may film open meetings.", "Members must not film meetings.")
    assert one.verdict == "unclear"
    assert {reason.verdict for reason in one.reasons} == {"allowed", "barred"}


def test_a_ban_holds_beside_a_warning() -> None:
    one = _one("after-a-drink", "Think before you post.", "Members must not post when they are tired.")
    assert one.verdict == "barred"
    assert [reason.verdict for reason in one.reasons] == ["barred", "unclear"]


def test_leave_that_the_story_leaves_open_is_unclear_and_leave_that_nobody_gave_bars() -> None:
    text = "Members must not {} without the permission of the Clerk."
    assert _one("share-password", text.format("share a password")).verdict == "unclear"
    assert _one("logo", text.format("use the logo")).verdict == "barred"


def test_advice_is_told_from_a_command() -> None:
    assert _one("share-password", "Members should not share a password.").advisory
    assert not _one("share-password", "Members must not share a password.").advisory


def test_a_rule_for_private_life_does_not_reach_what_is_done_in_office() -> None:
    text = "On their private accounts staff must not criticise the council."
    assert _one("staff-criticism", text, audience=BOTH).verdict == "barred"
    assert _one("criticise-decision", "On their private accounts members must not criticise the council.").verdict == "silent"


def test_a_code_for_official_acts_does_not_reach_private_life() -> None:
    ban = "Staff must not criticise the council."
    assert _one("staff-criticism", ban, audience=BOTH).verdict == "barred"
    reach = "This code applies only when you act in your official capacity."
    assert _one("staff-criticism", ban, reach, audience=BOTH).verdict == "silent"


def test_a_duty_on_others_is_no_duty_on_the_one_who_acts() -> None:
    assert _one("correct-post", "The Clerk must correct mistakes on the website.").verdict == "silent"


def test_what_the_council_binds_itself_to_counts_on_its_own_page() -> None:
    assert _one("fundraising", "The council must not promote charities on its page.").verdict == "barred"


def test_a_ban_said_twice_is_no_leave() -> None:
    one = _one(
        "exempt-item", "Do not disclose confidential information - you must not, in any place, disclose what was told to you in confidence."
    )
    assert one.verdict == "barred"


def test_what_changes_between_two_texts_is_told_with_other_outcomes_first() -> None:
    before = outcomes(_code("Members must not share a password.", "Members must not film meetings."))
    after = outcomes(_code("Members must never share a password with anybody.", "Members may film meetings."))
    told = changed(before, after)
    assert [(one.situation, one.other_verdict) for one in told] == [("film-meeting", True), ("share-password", False)]
    assert (told[0].before.verdict, told[0].after.verdict) == ("barred", "allowed")
    assert changed(before, before) == ()


def test_a_draft_under_another_id_is_held_against_its_code() -> None:
    before = outcomes(_code("Members must not film meetings."))
    after = outcomes(with_norms(typed("draft", "Members may film meetings.")))
    assert [one.situation for one in changed(before, after)] == ["film-meeting"]


def test_the_same_texts_give_the_same_outcomes() -> None:
    code = _code("Members must not film meetings.", "Think before you post.")
    assert outcomes(code) == outcomes(code)


@pytest.fixture(scope="module")
def page() -> str:
    policies = (
        _code("Members must not share a password <b>with anybody</b>.", "Members may film meetings."),
        with_norms(typed("sample", "Members should take care with jokes.")),
    )
    return pages(Analysis(policies=policies, ties=(), links=(), gaps=(), conflicts=(), concerns=()), {})["scenarios/index.md"]


def test_the_page_has_a_row_for_each_situation_and_each_field_leads_to_its_reasons(page: str) -> None:
    table = page[page.index("<tbody>") : page.index("</tbody>")]
    assert table.count("<tr ") == len(scenario_book().situations)
    places = re.findall(r'<td[^>]*><a href="#([^"]+)"', table)
    assert places
    assert all(f'<li id="{place}"' in page for place in places)
    assert all(f"{{: #{situation.id} }}" in page for situation in scenario_book().situations)


def test_every_field_has_a_word_beside_its_mark(page: str) -> None:
    table = page[page.index("<tbody>") : page.index("</tbody>")]
    cells = re.findall(r"<td>(.*?)</td>", table)
    assert {re.sub(r"<span class=\"cx-sign\".*?</span>|<[^>]+>", "", cell) for cell in cells} <= {
        "barred", "barred, as advice", "allowed", "unclear", "silent", "not for them",
    }  # fmt: skip


def test_words_of_a_source_reach_the_page_as_words(page: str) -> None:
    assert "<b>with anybody" not in page
    assert "with anybody" in unescape(page)


def test_the_listing_has_a_row_for_each_situation_and_code() -> None:
    policies = (_code("Members may film meetings."),)
    rows = LISTINGS["scenarios"](Analysis(policies=policies, ties=(), links=(), gaps=(), conflicts=(), concerns=())).rows
    assert len(rows) == len(scenario_book().situations)
    filmed = next(row for row in rows if row["situation"] == "film-meeting")
    assert (filmed["outcome"], filmed["paragraphs"], filmed["quotes"]) == ("allowed", ("[1]",), ("Members may film meetings.",))


def test_a_name_that_is_not_there_is_a_problem_of_the_rulebook(monkeypatch: pytest.MonkeyPatch) -> None:
    read = rulebook.read_yaml

    def spoilt(text: str, **kwargs: Any) -> Any:
        return read(text.replace("matter: logo-used", "matter: logo-usd"), **kwargs)

    monkeypatch.setattr(rulebook, "read_yaml", spoilt)
    with pytest.raises(BadRulebook, match="logo-usd"):
        rulebook.scenario_book.__wrapped__()
