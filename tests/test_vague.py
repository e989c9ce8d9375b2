"""Words that leave a question open: found in rules, explained or not, and how others rule without them."""

from __future__ import annotations

import pytest

from concordant.judge.vague import explanations, find_vague, without_it
from concordant.model import Link, Policy
from concordant.parse.norms import with_norms
from concordant.rulebook import vague as vague_book
from tests.support.labelled_norms import all_with_labelled_norms
from tests.support.typed import typed


def of(*paragraphs: str, name: str = "example") -> Policy:
    return with_norms(typed(name, *paragraphs))


def terms(*paragraphs: str) -> set[str]:
    return {use.term for use in find_vague((of(*paragraphs),))}


def test_every_vague_word_finds_its_examples_and_no_counter_example() -> None:
    assert vague_book.check() == ()


@pytest.mark.parametrize(
    ("words", "term"),
    [
        ("You must not do anything that may be regarded as partisan.", "could-be-perceived"),
        ("Members must not post unsuitable pictures.", "inappropriate"),
        ("Do not make derogatory remarks.", "negative"),
        ("Do not act hastily.", "in-haste"),
        ("Use the system sensibly.", "common-sense"),
        ("Members must take reasonable steps.", "reasonable"),
        ("Avoid contentious subjects.", "controversial"),
    ],
)
def test_vague_words_are_found_in_other_words_too(words: str, term: str) -> None:
    assert term in terms(words)


@pytest.mark.parametrize("words", ["Show a negative test at the door.", "The critical path is on the wall.", "Standing orders apply."])
def test_the_same_words_in_a_plain_sense_are_not(words: str) -> None:
    assert terms(words) == set()


def test_words_are_verbatim_and_say_where_they_are_defined() -> None:
    policies = all_with_labelled_norms()
    text = {c.id: c.text for p in policies for c in p.clauses}
    found = find_vague(policies)
    assert all(use.words in use.quote and use.quote in text[use.clause] for use in found)
    assert any(use.term == "inappropriate" and use.explained == "by examples" and use.defined_in for use in found)
    assert any(use.term == "in-haste" and use.explained == "not explained" for use in found)


def test_a_definition_is_told_from_examples_and_from_a_rule() -> None:
    kinds = {
        "“Offensive” means likely to cause serious harm.": ["defined"],
        "Members must not post offensive content, such as threats.": ["by examples"],
        "Members must not post offensive content.": [],
    }
    for words, expected in kinds.items():
        assert [said.kind for said in explanations(of(words)) if said.term == "offensive"] == expected


def test_a_definition_counts_for_the_whole_code_wherever_it_stands() -> None:
    uses = find_vague((of("Members must not post offensive content.", "“Offensive” means likely to cause serious harm."),))
    ban = next(use for use in uses if use.rules)
    assert (ban.explained, ban.defined_in) == ("defined", uses[-1].clause)


def test_a_sentence_that_lays_nothing_down_is_told_apart() -> None:
    (use,) = find_vague((of("Some people find swearing offensive."),))
    assert not use.rules


def test_other_councils_that_rule_without_the_word_are_named() -> None:
    one = of("Members must not post offensive pictures.")
    other = of("Members must not post pictures of violence.", name="sample")
    third = of("Members must not post offensive photographs.", name="third")
    uses = find_vague((one, other, third))
    clause, plain, same = one.clauses[0].id, other.clauses[0].id, third.clauses[0].id
    links = [Link(a=clause, b=b, relation="intersects", score=0.9, why="") for b in (plain, same)]
    assert without_it(uses, links)[clause, "offensive"] == (plain,)
