"""Markdown to clauses: the cases of tests/cases/clauses.md, the labels, and laws that hold for any text."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from concordant.errors import BadPolicy
from concordant.model import Clause, Unit
from concordant.parse.clauses import parse_policy, parse_units
from concordant.parse.leadins import completes, introduces, role
from concordant.rulebook import leadins
from tests.support.cases import Case, cases
from tests.support.labels import IDS, labelled_policy

FRONT = (
    "---\ncouncil: Example Town Council\ntitle: Code\nkind: code\naudience: [councillors]\nstatus: adopted\nsource: typed for a test\n---\n"
)


def _shown(units: tuple[Unit, ...]) -> str:
    by_id = {u.id: u for u in units}
    lines = []
    for unit in units:
        number = f" {unit.number}" if isinstance(unit, Clause) else ""
        printed = f" [{unit.printed}]" if unit.printed else ""
        lines.append(f"{unit.kind}{number}{printed}: {unit.text}\n")
        lines += [f"  < {by_id[i].text}\n" for i in unit.lead_ins]
    return "".join(lines)


@pytest.mark.parametrize("case", cases("clauses.md"), ids=lambda c: c.name)
def test_the_clauses_of_a_case_are_those_written_down(case: Case) -> None:
    assert _shown(parse_units(case.given, file="case.md")) == case.expected


@pytest.mark.parametrize("doc", sorted(IDS))
def test_introducing_words_are_lead_in_or_clause_as_the_labels_say(doc: str) -> None:
    policy = labelled_policy(doc)
    by_id = {u.id: u for u in policy.units}
    introducing = {u.lead_ins[-1] for u in policy.units if u.lead_ins}
    wrong = [by_id[i].text for i in introducing if by_id[i].kind != "metadata" and role(by_id[i].text) != by_id[i].kind]
    assert wrong == []
    assert [u.text for u in policy.units if u.lead_ins and not completes(by_id[u.lead_ins[-1]].text, u.text)] == []
    assert all(introduces(by_id[i].text) for i in introducing)


def test_every_lead_in_rule_matches_its_examples_and_none_of_its_counter_examples() -> None:
    assert leadins.check() == ()


def test_a_document_without_a_clause_is_refused_with_a_reason() -> None:
    with pytest.raises(BadPolicy, match="no clause"):
        parse_policy(FRONT + "## Only a heading\n", policy_id="a/b", version="undated", file="a/b/undated.md")


def test_lines_are_those_of_the_file_and_pages_those_of_the_source() -> None:
    policy = parse_policy(FRONT + "\n{page=3}\nFirst.\n\nSecond.\n", policy_id="a/b", version="undated", file="f.md")
    assert [(c.place.line, c.place.page) for c in policy.clauses] == [(11, 3), (13, 3)]


def test_ids_stay_when_other_clauses_are_added_moved_or_renumbered() -> None:
    before = parse_policy(FRONT + "1.1 Be kind to staff.\n\n1.2 Declare all gifts.\n", policy_id="a/b", version="undated", file="f.md")
    after = parse_policy(
        FRONT + "New first rule.\n\n1.2 Declare all gifts.\n\n1.3 Be kind to staff.\n", policy_id="a/b", version="undated", file="f.md"
    )
    assert {c.id for c in before.clauses} < {c.id for c in after.clauses}
    assert before.clauses[0].id == "a/b#be-kind-to-staff"


def test_equal_words_under_different_lead_ins_have_different_ids() -> None:
    text = FRONT + "You must:\n\n- publish minutes\n\nYou must not:\n\n- publish minutes\n"
    ids = [c.id for c in parse_policy(text, policy_id="a/b", version="undated", file="f.md").clauses]
    assert len(set(ids)) == len(ids) == 2


_MARKDOWN = st.lists(st.sampled_from([*"ab :.-*_#>`[]()<&\\\n\t 12{}=", "é", "•", "must ", "\n\n- "]), max_size=120).map("".join)


@given(body=_MARKDOWN)
def test_any_text_parses_and_every_id_is_used_once(body: str) -> None:
    units = parse_units(body, file="any.md")
    assert len({u.id for u in units}) == len(units)
    assert [u.number for u in units if isinstance(u, Clause)] == list(range(1, 1 + sum(isinstance(u, Clause) for u in units)))


def test_two_thousand_lists_in_each_other_parse() -> None:
    body = "".join("  " * depth + f"- level {depth}\n" for depth in range(2_000))
    assert parse_units(body, file="deep.md")


def test_a_policy_parsed_twice_is_equal() -> None:
    text = FRONT + "Be kind.\n"
    one, two = (parse_policy(text, policy_id="a/b", version="undated", file="f.md") for _ in range(2))
    assert one == two == replace(one)


def test_a_list_of_another_kind_does_not_take_over_the_lead_in_of_the_one_before() -> None:
    policy = parse_policy(
        FRONT + "Members must not:\n\n- swear;\n- spit.\n\n3. The Mayor signs the list.\n", policy_id="a/b", version="undated", file="f.md"
    )
    assert [(clause.text, clause.lead_in) for clause in policy.clauses] == [
        ("swear;", "Members must not:"), ("spit.", "Members must not:"), ("The Mayor signs the list.", None)
    ]  # fmt: skip


def test_a_list_that_a_page_foot_cuts_in_two_keeps_its_lead_in() -> None:
    text = "Members must:\n\n1. be civil;\n\n{.furniture}\nPage 1 of 2\n\n2. be brief.\n"
    policy = parse_policy(FRONT + text, policy_id="a/b", version="undated", file="f.md")
    assert [clause.lead_in for clause in policy.clauses] == ["Members must:"] * 2


@pytest.mark.parametrize("key", ["council", "title"])
def test_names_hold_no_markup(key: str) -> None:
    text = re.sub(rf"(?m)^{key}: .*$", f"{key}: '<b>x</b>'", FRONT)
    assert text != FRONT
    with pytest.raises(BadPolicy, match="without < or >"):
        parse_policy(text + "Be kind.\n", policy_id="a/b", version="undated", file="f.md")
