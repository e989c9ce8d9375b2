"""Norms: each rule against its own examples, cases in other subjects than the labelled ones, laws, and speed."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from concordant.model import Norm
from concordant.parse import norms
from concordant.parse.norms import norms_of, with_norms
from concordant.rulebook import bearers, modality
from concordant.rulebook.bearers import WordRule, bearer_rules, capacity_rules
from concordant.rulebook.modality import CueRule, StrengthRule, modality_book, strength_rules
from concordant.rulebook.notation import compile_cue
from tests.support.cases import Case, cases
from tests.support.labels import labelled_policies, labelled_policy, rows

RULES = modality_book().rules
WORDED: tuple[WordRule | StrengthRule, ...] = (*bearer_rules(), *capacity_rules(), *strength_rules())


def read(rule: CueRule, text: str) -> tuple[Norm, ...]:
    return norms_of("the use of the hall", lead_in_path=(text,)) if rule.at == "lead-in" else norms_of(text)


@pytest.mark.parametrize(("rule", "text"), [(r, t) for r in RULES for t in r.examples], ids=lambda v: v if isinstance(v, str) else v.id)
def test_an_example_gives_what_its_rule_says(rule: CueRule, text: str) -> None:
    found = {norm.modality for norm in read(rule, text)}
    assert found == set() if rule.modality == "none" else rule.modality in found


@pytest.mark.parametrize(
    ("rule", "text"), [(r, t) for r in RULES for t in r.counter_examples], ids=lambda v: v if isinstance(v, str) else v.id
)
def test_a_counter_example_is_not_caught_by_its_rule(rule: CueRule, text: str) -> None:
    found = read(rule, text)
    assert found if rule.modality == "none" else rule.id not in {norm.rule for norm in found}


@pytest.mark.parametrize("rule", WORDED, ids=lambda rule: rule.id)
def test_rules_of_bearer_capacity_and_strength_hold_both_ways(rule: WordRule | StrengthRule) -> None:
    assert not [text for text in rule.examples if not rule.find(text)], "examples that are not found"
    assert not [text for text in rule.counter_examples if rule.find(text)], "counter-examples that are found"


def test_every_rule_passes_its_own_check() -> None:
    assert (*norms.check(), *bearers.check(), *modality.check()) == ()


def shown(norm: Norm) -> str:
    return f"{norm.modality} {norm.strength} {norm.bearer}: {norm.act}"


@pytest.mark.parametrize("case", cases("norms.md"), ids=lambda case: case.name)
def test_case(case: Case) -> None:
    *context, text = case.given.strip().splitlines()
    headings = tuple(line.removeprefix("# ") for line in context if line.startswith("# "))
    lead_ins = tuple(line for line in context if not line.startswith("# "))
    found = norms_of(text, heading_path=headings, lead_in_path=lead_ins, audience=("councillors", "employees"))
    assert "\n".join(map(shown, found)) == case.expected.strip()


def sentences_of(kind: str) -> list[str]:
    block = next(case for case in cases("norms-modality.md") if case.name == kind)
    return [line for line in block.given.splitlines() if line]


@pytest.mark.parametrize("text", sentences_of("obligation"))
def test_a_duty_is_found(text: str) -> None:
    assert "obligation" in {n.modality for n in norms_of(text)}


@pytest.mark.parametrize("text", sentences_of("prohibition"))
def test_a_ban_is_found(text: str) -> None:
    assert "prohibition" in {n.modality for n in norms_of(text)}


@pytest.mark.parametrize("text", sentences_of("permission"))
def test_a_permission_is_found(text: str) -> None:
    assert "permission" in {n.modality for n in norms_of(text)}


@pytest.mark.parametrize("text", sentences_of("no norm"))
def test_a_sentence_that_rules_on_nothing_is_left_alone(text: str) -> None:
    assert norms_of(text) == ()


def test_the_labelled_documents_are_read_as_people_read_them() -> None:
    """Modality per clause against both labellings: the bar is 0.92; silence where nobody sees a norm: 0.90."""
    found, allowed, agreed, silent, quiet = set(), set(), set(), 0, 0
    for doc in ("pcc-members", "pcc-staff", "bhcc-members", "pwtc"):
        gold = {row["id"].rsplit(".", 1)[1]: row for row in rows(f"{doc}.norms.jsonl")}
        for clause in with_norms(labelled_policy(doc)).clauses:
            if (row := gold.get(clause.id.rsplit("#", 1)[1])) is None:
                continue
            found |= {(clause.id, n.modality) for n in clause.norms}
            allowed |= {(clause.id, n["modality"]) for n in row["norms"]}
            agreed |= {(clause.id, *label) for label in row["agreed_modality"]}
            silent += not row["norms"]
            quiet += not row["norms"] and not clause.norms
    precision, recall = len(found & allowed) / len(found), len(found & agreed) / len(agreed)
    assert 2 * precision * recall / (precision + recall) >= 0.96
    assert quiet / silent >= 0.95


def test_the_same_text_gives_the_same_norms_twice() -> None:
    assert [with_norms(p) for p in labelled_policies()] == [with_norms(p) for p in labelled_policies()]


@given(st.text(max_size=300))
def test_any_text_is_read_and_every_norm_has_an_act_and_its_words(text: str) -> None:
    for norm in norms_of(text):
        assert norm.act
        assert dict(norm.words)["modality"]


@given(st.lists(st.sampled_from("you must not may only where , do avoid should be that if the".split()), max_size=40).map(" ".join))
def test_the_words_of_a_bare_sentence_are_its_own(text: str) -> None:
    for norm in norms_of(text):
        assert dict(norm.words)["modality"].lower() in text.lower()


def test_a_long_text_takes_time_in_proportion() -> None:
    sentence = "where a member may or may not wish to be seen to "
    taken = []
    for times in (50, 200):
        start = time.perf_counter()
        norms_of(sentence * times)
        taken.append(time.perf_counter() - start)
    assert taken[1] < 40 * max(taken[0], 0.005)


def test_a_cue_that_names_an_unknown_list_says_so() -> None:
    with pytest.raises(ValueError, match="no word list `nowhere`"):
        compile_cue("must {nowhere}", {})
