"""The pages, tables and export of what councillors ask: they add up, quote verbatim and say what they are."""

from __future__ import annotations

import csv
import io
import json
import re
from html import unescape
from pathlib import Path

import pytest

from concordant.judge.capacity import STANDINGS
from concordant.model import Analysis
from concordant.parse.norms import with_norms
from concordant.publish.export import to_json
from concordant.publish.listings import LISTINGS, as_csv
from concordant.publish.pages import pages
from concordant.publish.questions import Questions, questions_of
from tests.support.typed import typed


@pytest.fixture(scope="module")
def analysis() -> Analysis:
    one = typed(
        "example",
        "The purpose of this code is to help members to engage with residents.",
        "Members must not make negative comments about the council.",
        "Members must declare any interest before they comment on a matter.",
        "Members must not post inappropriate pictures on their private accounts.",
        "Nothing in this code prevents members from criticising decisions.",
        "This code applies at all times.",
    )
    other = typed("sample", "Members must not share confidential papers <b>with anybody</b>.", "Members must log out.")
    policies = (with_norms(one), with_norms(other))
    return Analysis(policies=policies, ties=(), links=(), gaps=(), conflicts=(), concerns=())


@pytest.fixture(scope="module")
def made(analysis: Analysis) -> dict[str, str]:
    return pages(analysis, {})


@pytest.fixture(scope="module")
def asked(analysis: Analysis) -> Questions:
    return questions_of(analysis)


def test_each_count_of_the_table_of_principles_is_that_of_the_list_it_leads_to(made: dict[str, str], asked: Questions) -> None:
    table = re.sub(r"</?span[^>]*>", "", made["principles/index.md"])
    for principle in asked.principles:
        page = made[f"principles/{principle.id}/index.md"]
        for policy in asked.policies:
            for standing, word in (("serving", "serve"), ("limiting", "limit")):
                count = len(asked.standing(principle.id, policy.id, standing))  # type: ignore[arg-type]
                place = f"{policy.id.replace('/', '-')}-{standing}"
                assert (f'{principle.id}/#{place}">{count} {word}' in table) == bool(count)
                assert (f"{{: #{place} }}" in page) == bool(count)


def test_the_pages_say_that_this_is_a_screening_and_not_legal_advice(made: dict[str, str]) -> None:
    for path in ("principles/index.md", "principles/openness/index.md", "criticism/index.md"):
        assert "not legal advice" in made[path]


def test_a_rule_stands_on_the_page_of_a_principle_with_its_words_and_reason(made: dict[str, str]) -> None:
    page = unescape(made["principles/openness/index.md"])
    assert "Members must not make negative comments about the council." in page
    assert "bars critical or unfavourable words as such" in page
    assert "Words: “negative comments”" in page


def test_principles_that_no_rule_serves_are_named(asked: Questions) -> None:
    assert {p.id for p in asked.unserved("sample/code")} == {p.id for p in asked.principles}
    assert "integrity" not in {p.id for p in asked.unserved("example/code")}


def test_the_capacity_table_counts_each_clause_once(made: dict[str, str], asked: Questions) -> None:
    for policy in asked.policies:
        one = asked.capacities[policy.id]
        page = made[f"capacity/{policy.id.replace('/', '-')}/index.md"]
        assert sum(len(one.of(standing)) for standing in STANDINGS) == len(one.clauses)
        heads = [int(n) for n in re.findall(r'data-count="capacity [^"]+">(\d+)<', page)]
        assert sum(heads) == len(one.clauses)


def test_a_clause_that_says_nothing_is_read_with_what_the_code_says_of_itself(made: dict[str, str]) -> None:
    assert "the code as a whole says: official and private life alike" in made["capacity/example-code/index.md"]
    assert "nor does the code as a whole" in made["capacity/sample-code/index.md"]


def test_what_protects_criticism_is_quoted_and_reaches_the_ban(made: dict[str, str], asked: Questions) -> None:
    page = unescape(made["criticism/index.md"])
    assert "Nothing in this code prevents members from criticising decisions." in page
    assert [g.reach for g in asked.guarded_by("example/code", critical=True)] == ["reached"]


def test_each_vague_word_has_a_page_with_its_question_and_uses(made: dict[str, str], asked: Questions) -> None:
    assert {t.id for t in asked.terms} == {"negative", "inappropriate"}
    for term in asked.terms:
        page = unescape(made[f"vague/{term.id}/index.md"])
        assert term.asks in page
        assert all(use.quote in page for p in asked.policies for use in asked.uses(term.id, p.id))


def test_no_markup_of_a_source_reaches_these_pages(made: dict[str, str]) -> None:
    for path, text in made.items():
        if path.split("/")[0] in {"principles", "aims", "criticism", "capacity", "vague"}:
            assert "<b>" not in text


def test_the_export_has_every_ledger_and_the_same_bytes_each_time(analysis: Analysis) -> None:
    data = json.loads(to_json(analysis))
    assert {"principles", "aims", "criticism", "capacity", "vague"} <= set(data)
    limiting = [m["principle"] for r in data["principles"] for m in r["marks"] if m["standing"] == "limiting"]
    assert limiting == ["accountability", "openness", "freedom-of-expression"]
    assert data["capacity"][0]["policy"] == "example/code"
    assert to_json(analysis) == to_json(analysis)


@pytest.mark.parametrize("name", ["principles", "criticism", "capacity", "vague"])
def test_each_ledger_is_a_listing_whose_clauses_there_are(name: str, analysis: Analysis) -> None:
    rows = list(csv.DictReader(io.StringIO(as_csv(LISTINGS[name](analysis)))))
    assert rows
    for row in rows:
        assert analysis.clause(row["clause"]).number == int(row["paragraph"])


def test_no_code_at_all_makes_pages_that_say_so() -> None:
    empty = Analysis(policies=(), ties=(), links=(), gaps=(), conflicts=(), concerns=())
    assert "There is no code here yet." in pages(empty, {})["principles/index.md"]


def test_the_notes_of_the_rules_name_nobody() -> None:
    """A rule states how the language works: no rulebook file of these ledgers names a council."""
    folder = Path(__file__).parents[1] / "analysis" / "concordant" / "rulebook"
    for name in ("bearings", "aims", "saving", "reach", "vague", "principles", "capacity"):
        text = (folder / f"{name}.yml").read_text(encoding="utf-8")
        assert not re.search(r"Peterborough|Brighton|Paddock|Cambridgeshire|PWTC", text)
