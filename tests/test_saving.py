"""Wording that protects criticism: what it is, and whether it reaches the rules that restrict what people say."""

from __future__ import annotations

import pytest

from concordant.judge.saving import Guarded, guarded, savings
from concordant.model import Policy
from concordant.parse.norms import with_norms
from concordant.rulebook import saving as saving_book
from tests.support.typed import typed

BAN = "Members must not make negative comments about the council."


def of(*paragraphs: str) -> Policy:
    return with_norms(typed("example", *paragraphs))


def held(*paragraphs: str) -> Guarded:
    """The first restriction on speech of a code of these paragraphs."""
    return guarded((of(*paragraphs),))[0]


def test_every_saving_clause_finds_its_examples_and_no_counter_example() -> None:
    assert saving_book.check() == ()


@pytest.mark.parametrize(
    "words",
    [
        "Nothing in this code prevents members from criticising decisions.",
        "You are free to disagree with a policy of the council.",
        "This does not mean that you cannot express an opinion.",
        "Fair criticism is always welcome.",
        "Members have the right to challenge what the cabinet does.",
    ],
)
def test_words_that_protect_criticism_are_found(words: str) -> None:
    assert [s.quote for s in savings(of(words))] == [words]


@pytest.mark.parametrize(
    "words",
    [
        "Nothing in this code prevents the council from charging a fee.",
        "Entry is free to members.",
        "People will criticise the council.",
        "This does not mean that the hall is open.",
        "You must not criticise the council.",
    ],
)
def test_words_that_protect_something_else_are_not(words: str) -> None:
    assert savings(of(words)) == ()


def test_a_saving_clause_for_the_whole_code_reaches_a_ban_anywhere() -> None:
    found = held("## Rules", BAN, "## General", "Nothing in this code prevents members from criticising decisions.")
    assert (found.critical, found.reach) == (True, "reached")


def test_without_a_saving_clause_nothing_reaches() -> None:
    assert held(BAN).reach == "none"
    assert held(BAN).protections == ()


def test_one_for_its_own_section_does_not_reach_another() -> None:
    saving = "This does not mean that you cannot express an opinion."
    assert held("## Rules", BAN, saving).reach == "reached"
    far = held("## Rules", BAN, "## Meetings", "Members must arrive on time. " + saving)
    assert (far.reach, far.protections[0].missed) == ("none", ("section",))


def test_one_for_official_capacity_does_not_reach_a_rule_for_private_life() -> None:
    saving = "Nothing in this code prevents councillors from criticising decisions when they act in their official capacity."
    found = held("Members must not make negative comments about the council on their private accounts.", saving)
    assert (found.reach, found.protections[0].missed) == ("in part", ("capacity",))


def test_one_for_other_people_does_not_reach() -> None:
    found = held(BAN, "Residents are entitled to criticise the council.")
    assert found.protections[0].missed == ("bearer",)


def test_one_that_protects_political_speech_does_not_reach_a_ban_on_negative_words() -> None:
    found = held(BAN, "Members may make political points.")
    assert (found.reach, found.protections[0].missed) == ("none", ("subject",))


def test_a_ban_on_parking_restricts_no_speech() -> None:
    assert guarded((of("Members must not park in the yard."),)) == ()
