"""Words versus duty: what counts as another duty, what as other words, and in which order it is said."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from concordant.compare import duty
from concordant.compare.duty import duty_changes, paired_norms
from concordant.errors import BadRulebook
from concordant.model import Clause, Norm, Place
from concordant.parse.norms import norms_of

LEAST_CHANGES: list[tuple[str, str, str]] = [
    ("You must not lend the keys.", "You may lend the keys.", "modality"),
    ("Hirers must sweep the hall.", "Hirers should sweep the hall.", "strength"),
    ("Staff must close the windows.", "Councillors must close the windows.", "bearer-changed"),
    ("Staff must close the windows.", "The windows must be closed.", "bearer-dropped"),
    ("You must not lend the keys unless the caretaker agrees.", "You must not lend the keys.", "exception-dropped"),
    ("You must not lend the keys.", "You must not lend the keys unless the caretaker agrees.", "exception-added"),
    ("If it rains, you must close the windows.", "You must close the windows.", "condition-dropped"),
    ("You must close the windows.", "If it rains, you must close the windows.", "condition-added"),
    ("If it rains, you must close the windows.", "If it snows, you must close the windows.", "condition-changed"),
    ("You must not lend keys.", "You must not lend any keys.", "scope-widened"),
    ("You must not lend keys or maps.", "You must not lend keys, lamps or maps.", "scope-widened"),
    ("You must sweep all floors.", "You must sweep some floors.", "scope-narrowed"),
    ("You must close the windows.", "You must close the windows in the hall.", "scope-narrowed"),
    ("You must sweep the floor.", "You must sweep the floor on your official account.", "capacity"),
    ("You must call the caretaker.", "You must call the secretary.", "matter"),
]
WORDS_ONLY = [
    ("You must sweep the hall.", "You  must sweep the hall"),
    ("Members must sweep the “big” hall.", 'Councillors must sweep the "big" hall.'),
    ("You must sweep the hall.", "You must sweep a hall."),
    ("If you're in the hall, you must sweep it.", "Where you are in the hall, you must sweep it."),
    ("You must follow the Cinemas Act and the Kiosks Act.", "You must follow the Cinemas and Kiosks Acts."),
    ("The hall was built in brick.", "The hall was made of stone."),
]
TEXTS = st.sampled_from([text for one, two, _ in LEAST_CHANGES for text in (one, two)] + [text for pair in WORDS_ONLY for text in pair])


def clause(text: str, *, lead_in: str | None = None) -> Clause:
    path = (lead_in,) if lead_in else ()
    return Clause(
        id="x/code#1", kind="clause", text=text, markdown=text, printed=None, depth=1, parent=None, number=1, lead_in=lead_in,
        lead_in_path=path, heading_path=(), norms=norms_of(text, lead_in_path=path), place=Place(file="", line=1, end_line=1),
    )  # fmt: skip


def kinds(before: str, after: str) -> list[str]:
    return [change.kind for change in duty_changes(clause(before), clause(after))]


@pytest.mark.parametrize(("before", "after", "kind"), LEAST_CHANGES)
def test_a_change_of_duty_is_named(before: str, after: str, kind: str) -> None:
    assert kind in kinds(before, after)


@pytest.mark.parametrize(("before", "after"), WORDS_ONLY)
def test_other_words_for_the_same_duty_are_no_change_of_duty(before: str, after: str) -> None:
    assert kinds(before, after) == []


@given(TEXTS)
def test_a_clause_has_no_change_of_duty_against_itself(text: str) -> None:
    assert duty_changes(clause(text), clause(text)) == ()


@given(TEXTS, TEXTS)
def test_changes_come_largest_effect_first_and_quote_words_that_are_there(before: str, after: str) -> None:
    changes = duty_changes(clause(before), clause(after))
    assert [change.rank for change in changes] == sorted(change.rank for change in changes)
    assert changes == duty_changes(clause(before), clause(after))
    for change in changes:
        assert all(words in before for words in change.before.split(" … "))
        assert all(words in after for words in change.after.split(" … "))
        assert change.sentence.endswith(".")
        assert "{" not in change.sentence


@given(TEXTS, TEXTS)
def test_the_other_way_round_what_was_added_is_dropped(before: str, after: str) -> None:
    mirror = {"added": "dropped", "dropped": "added", "lost": "added", "widened": "narrowed", "narrowed": "widened"}

    def mirrored(kind: str) -> str:
        name, _, way = kind.rpartition("-")
        return "norm-lost" if kind == "norm-added" else f"{name}-{mirror.get(way, way)}" if name else way

    there, back = kinds(before, after), kinds(after, before)
    assert sorted(map(mirrored, there)) == sorted(back)


def test_a_ban_that_becomes_leave_stands_before_a_list_that_grew() -> None:
    assert kinds("You must not lend keys or maps.", "You may lend keys, lamps or maps.") == ["modality", "scope-widened"]


def test_a_norm_that_one_side_lacks_is_lost_or_added() -> None:
    long, short = "You must sweep the hall. You must not smoke in the yard.", "You must sweep the hall."
    lost = duty_changes(clause(long), clause(short))
    assert [(change.kind, change.before) for change in lost] == [("norm-lost", "smoke in the yard")]
    assert kinds(short, long) == ["norm-added"]


def test_beside_nothing_every_norm_is_lost_or_added() -> None:
    text = "You must sweep the hall. You must not smoke in the yard."
    assert [change.kind for change in duty_changes(clause(text), None)] == ["norm-lost", "norm-lost"]
    assert [change.kind for change in duty_changes(None, clause(text))] == ["norm-added", "norm-added"]


def test_the_words_above_are_quoted_where_they_make_the_difference() -> None:
    one, two = clause("sweep the hall", lead_in="You must:"), clause("sweep the hall", lead_in="You should:")
    (change,) = duty_changes(one, two)
    assert change.kind == "strength"
    assert "must" in change.before
    assert "should" in change.after


def test_a_guess_on_either_side_makes_the_finding_unsure() -> None:
    one, two = clause("You must sweep the hall."), clause("You should sweep the hall.")
    guessed = replace(two, norms=tuple(replace(norm, sure=False) for norm in two.norms))
    assert [change.sure for change in duty_changes(one, two)] == [True]
    assert [change.sure for change in duty_changes(one, guessed)] == [False]


def test_a_channel_that_only_one_side_names_is_a_change() -> None:
    one, two = clause("You must answer."), clause("You must answer.")
    by_post = replace(two, norms=tuple(replace(norm, channel="letters") for norm in two.norms))
    assert [change.kind for change in duty_changes(one, by_post)] == ["channel"]


def test_norms_are_paired_by_what_they_rule_on_whatever_their_order() -> None:
    sweep, lock = (
        Norm(modality="obligation", strength="mandatory", bearer="any", capacity="unstated", act=act)
        for act in ("sweep the long hall", "lock the outer door")
    )
    assert [(one, two) for one, two, _ in paired_norms((sweep, lock), (lock, sweep))] == [(sweep, sweep), (lock, lock)]


def test_a_file_of_sentences_that_lacks_one_or_has_a_place_that_nothing_fills_is_refused(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    text = (Path(duty.__file__).parent / duty.FILE).read_text(encoding="utf-8")
    broken = text.replace("{is} in the second (“{after}”)", "{then}", 1).replace("kind: matter", "kind: channel")
    (tmp_path / duty.FILE).write_text(broken, encoding="utf-8")
    monkeypatch.setattr(duty, "files", lambda _: tmp_path)
    duty._book.cache_clear()
    with pytest.raises(BadRulebook) as caught:
        duty_changes(clause("You must sweep."), clause("You must not sweep."))
    duty._book.cache_clear()
    assert "`matter` has no sentence" in str(caught.value)
    assert "nothing fills the place `then`" in str(caught.value)


def test_check_tries_the_file_of_sentences_and_names_what_is_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    assert duty.check() == ()
    monkeypatch.setattr(duty, "_PLACES", ("before", "after"))
    duty._book.cache_clear()
    try:
        problems = duty.check()
    finally:
        monkeypatch.undo()
        duty._book.cache_clear()
    assert {problem.file for problem in problems} == {"duty.yml"}
