"""Two clauses at a time: sentences from a review, both ways. Each kind of language has pairs that must be found and pairs that must not."""

from __future__ import annotations

import pytest

from concordant.judge.together.answer import answer
from concordant.judge.together.context import Words

FOUND = {"contradiction", "tension", "strength"}


def said(a: str, b: str) -> str:
    """The answer, which is the same in either order."""
    one, other = (answer(Words(text=p), Words(text=q)).type for p, q in ((a, b), (b, a)))
    assert one == other
    return one


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Wardens must not post comments.", "Wardens may post comments."),
        ("Volunteers must not tweet.", "Volunteers may tweet."),
        ("Stewards must not use trebuchets.", "Stewards may use trebuchets."),
        ("The porters must not tell anyone their password.", "The porters must tell the Clerk their password."),
        ("Do not block anyone.", "You may block anyone."),
        ("Members must blog under their real name.", "Members may use an alias."),
    ],
)
def test_one_act_in_the_same_words_is_allowed_and_forbidden(a: str, b: str) -> None:
    assert said(a, b) == "contradiction"


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Wardens must not post comments about the ferry.", "Wardens may post comments about the library."),
        ("Volunteers must not tweet.", "Volunteers may swim."),
        ("Volunteers must not tweet.", "Volunteers must not tweet."),
        ("Volunteers must not tweet while they steer.", "Volunteers may tweet after the regatta."),
    ],
)
def test_another_act_or_topic_is_not_the_same_words(a: str, b: str) -> None:
    assert said(a, b) not in FOUND


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Reports about wardens must be sent to the Monitoring Officer.", "Reports about potholes must be sent to the Clerk."),
        ("Answers to letters must be posted within ten days.", "Answers to emails must be posted within two days."),
        ("The allotments committee must meet every month.", "The harbour committee must meet every two months."),
        ("Basic training must be completed within three months.", "Advanced training must be completed within two years."),
        ("Members may print the council's crest on civic mugs.", "Members must not print the council's crest on election leaflets."),
    ],
)
def test_things_told_apart_by_a_modifier_or_a_topic_are_two(a: str, b: str) -> None:
    assert said(a, b) not in FOUND


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Reports about potholes must be sent to the Monitoring Officer.", "Reports about potholes must be sent to the Clerk."),
        ("Answers to letters must be posted within ten days.", "Answers to letters must be posted within two days."),
        ("The harbour committee must meet every month.", "The harbour committee must meet every two months."),
        ("Basic training must be completed within three months.", "Basic training must be completed within two years."),
        ("Members may print the council's crest on civic mugs.", "Members must not print the council's crest on civic mugs."),
    ],
)
def test_the_same_modifier_or_topic_is_one_thing(a: str, b: str) -> None:
    assert said(a, b) in FOUND


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Do not remove remarks merely because you dislike their criticism.", "Abusive remarks must be removed."),
        ("Wardens may use the noticeboard.", "Wardens must not use the noticeboard during the pre-election period."),
        ("Do not disclose confidential reports.", "Confidential reports must be disclosed to the police if a court orders it."),
    ],
)
def test_a_narrower_class_time_or_legal_duty_is_an_exception_at_most(a: str, b: str) -> None:
    assert said(a, b) not in FOUND


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Do not remove criticism.", "Criticism must be removed."),
        ("Wardens may use the hall during the pre-election period.", "Wardens must not use the hall during the pre-election period."),
        ("Do not disclose confidential reports.", "Confidential reports must be disclosed."),
    ],
)
def test_the_same_class_time_or_duty_is_none(a: str, b: str) -> None:
    assert said(a, b) in FOUND


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Officers must wear an identity card in the building.", "Officers need not show their pass in the building."),
        ("Officers may feed guests at the council's expense.", "The council will not pay for guests."),
        ("Tablets must not be taken outside the country.", "Councillors may take their tablet abroad."),
        ("Councillors must use an official email address for ward work.", "Councillors may use a personal email address for ward work."),
        ("Telephones must be switched off during meetings.", "Councillors may use their telephones during meetings."),
    ],
)
def test_words_for_one_deed_or_its_contrary_are_known(a: str, b: str) -> None:
    assert said(a, b) == "contradiction"


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Officers must wear an identity card in the building.", "Officers need not show their receipts."),
        ("Councillors may bring a companion to dinners.", "The council will not pay for fireworks."),
        ("Tablets must not be taken outside the country.", "Councillors may take their tablet to meetings."),
        ("Councillors must use an official email address for ward work.", "Councillors may use a personal email address for family news."),
        ("Telephones must be switched off during meetings.", "Councillors may use their telephones on the train."),
    ],
)
def test_other_deeds_and_other_cases_stay_apart(a: str, b: str) -> None:
    assert said(a, b) not in FOUND
