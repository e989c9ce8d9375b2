"""Principles and vague terms: the rulebook against its own examples, and what is said of clauses."""

from __future__ import annotations

from concordant.judge.conflicts import find_conflicts
from concordant.judge.principles import mentioned
from concordant.judge.vague import find_vague
from concordant.rulebook import principles as principles_book
from concordant.rulebook import vague as vague_book
from concordant.rulebook.conflicts import Sample
from tests.support.labelled_norms import all_with_labelled_norms
from tests.test_conflicts import policy_of


def test_every_principle_finds_its_examples_and_no_counter_example() -> None:
    assert principles_book.check() == ()


def test_every_vague_term_finds_its_examples_and_no_counter_example() -> None:
    assert vague_book.check() == ()


def test_the_seven_principles_and_freedom_of_expression_are_cited() -> None:
    held = principles_book.principles()
    assert len(held) == 8
    assert sum("Committee on Standards in Public Life, 1995" in p.source for p in held) == 7
    assert held[-1].source == "Human Rights Act 1998, Schedule 1, Article 10"


def test_a_restriction_quotes_the_principle_verbatim_and_says_that_it_is_a_screening() -> None:
    ban = policy_of(Sample(text="Do not publish anything that might reflect badly on the council.", says="prohibition"))
    words = {p.id: p.words for p in principles_book.principles()}
    found = find_conflicts((ban,))
    assert {c.principle for c in found} == {"openness", "freedom-of-expression"}
    for conflict in found:
        assert conflict.between == "principle"
        assert conflict.b is None
        assert conflict.quote_b in words[conflict.principle or ""]
        assert not conflict.sure
        assert "not legal advice" in (conflict.doubt or "")


def test_a_warning_of_consequences_restricts_nobody() -> None:
    warning = policy_of(Sample(text="A careless remark could damage the reputation of the council.", says="none"))
    assert find_conflicts((warning,)) == ()


def test_principles_are_found_by_name_and_by_what_they_protect() -> None:
    assert mentioned("This is at odds with openness.") == ("openness",)
    assert mentioned("We must hold the administration to account.") == ("accountability",)
    assert mentioned("The café opens at nine.") == ()


def test_vague_words_are_verbatim_and_say_where_they_are_defined() -> None:
    policies = all_with_labelled_norms()
    text = {c.id: c.text for p in policies for c in p.clauses}
    found = find_vague(policies)
    assert all(use.words in text[use.clause] for use in found)
    assert any(use.term == "inappropriate" and use.defined_in for use in found)
    assert any(use.term == "in-haste" and use.defined_in is None for use in found)
