"""The lexicon: each row against its own examples and near misses, and what one row says of another."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from importlib.resources import files
from typing import Any

import pytest
import yaml

from concordant.rulebook.lexicon import KINDS, against, akin, contraries, lexicon, opposite, tokens, words_in
from concordant.rulebook.lexicon import check as check_module
from concordant.rulebook.lexicon.check import check

PLACE = files("concordant.rulebook.lexicon")


def _kind(file: str) -> str:
    return file.removesuffix(".yml").split("-")[0]


FILES = sorted(path.name for path in PLACE.iterdir() if path.name.endswith(".yml") and _kind(path.name) in KINDS)


def _rows(file: str) -> list[dict[str, Any]]:
    # BaseLoader keeps `off`, `no` and numbers as the words that were typed.
    found: list[dict[str, Any]] = yaml.load(PLACE.joinpath(file).read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    return found


def _senses(text: str) -> set[str]:
    return {sense for token in tokens(text) for sense in token.senses}


def test_every_file_is_loaded() -> None:
    ids = [row["id"] for file in FILES for row in _rows(file)]
    assert [i for i, n in Counter(ids).items() if n > 1] == []
    assert set(ids) == set(lexicon())
    assert all(lexicon()[row["id"]].kind == _kind(file) for file in FILES for row in _rows(file))


@pytest.mark.parametrize("file", FILES)
def test_every_row_has_examples_and_counter_examples(file: str) -> None:
    assert [row["id"] for row in _rows(file) if not row.get("examples") or not row.get("counter_examples")] == []


def test_every_row_finds_its_examples_and_no_counter_example() -> None:
    assert check() == ()


def test_an_example_that_comes_out_otherwise_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    entry = replace(lexicon()["remove"], examples=("The kettle sings.",), counter_examples=("Delete the post.",))
    monkeypatch.setattr(check_module, "lexicon", lambda: {"remove": entry})
    assert [problem.what.split(":")[0] for problem in check()] == ["an example is not found", "a counter-example is found"]


@pytest.mark.parametrize("file", FILES)
def test_what_a_row_says_of_others_names_rows_of_the_same_kind(file: str) -> None:
    wrong = []
    for row in _rows(file):
        for name in ("opposite_to", "against", "kind_of"):
            for other in row.get(name, ()):
                if other not in lexicon() or lexicon()[other].kind != _kind(file) or other == row["id"]:
                    wrong.append((row["id"], name, other))
    assert wrong == []


def test_no_two_rows_are_both_opposite_and_against() -> None:
    pairs = {name: {frozenset((e.id, o)) for e in lexicon().values() for o in getattr(e, name)} for name in ("opposite_to", "against")}
    assert sorted(map(sorted, pairs["opposite_to"] & pairs["against"])) == []


@pytest.mark.parametrize("file", FILES)
def test_every_word_of_a_row_can_occur_in_a_text(file: str) -> None:
    """A sign or a possessive that the reader of words drops would leave a row that finds nothing."""
    dead = []
    for row in _rows(file):
        for words in row["words"]:
            plain = words.replace("~", "").replace(" .. ", " ").lower()
            if words_in(plain) != tuple(plain.split()):
                dead.append((row["id"], words))
    assert dead == []


@pytest.mark.parametrize("file", FILES)
def test_no_row_lists_a_word_twice(file: str) -> None:
    assert [(row["id"], w) for row in _rows(file) for w, n in Counter(row["words"]).items() if n > 1] == []


@pytest.mark.parametrize("file", FILES)
def test_the_files_stay_readable(file: str) -> None:
    lines = PLACE.joinpath(file).read_text(encoding="utf-8").splitlines()
    assert len(lines) < 400
    assert [n for n, line in enumerate(lines, 1) if len(line) >= 300] == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Strip out rude remarks.", "Delete rude remarks."),
        ("The post is to be taken down.", "Posts may be removed."),
        ("Turn comments off.", "Keep the reply box closed."),
        ("The film is wiped after a month.", "Recordings are erased in May."),
        ("Hush up the row.", "Stifle the debate."),
        ("Check that the story is true.", "Verify each report."),
    ],
)
def test_one_deed_in_two_wordings(one: str, other: str) -> None:
    kinds = lexicon()
    assert {s for s in _senses(one) & _senses(other) if kinds[s].kind == "deeds"}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Leave criticism standing.", "Take criticism down."),
        ("Keep the page open.", "Close the page."),
        ("Turn phones off.", "Keep phones switched on."),
        ("Retain the messages.", "Shred the messages."),
        ("Answer every letter.", "Leave letters unanswered."),
        ("Sign each post.", "Post under a pen name."),
        ("Keep the two pages apart.", "Merge the two pages."),
    ],
)
def test_opposite_deeds(one: str, other: str) -> None:
    assert opposite(frozenset(_senses(one)), frozenset(_senses(other)))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Wait a night before you answer.", "Answer at once."),
        ("Log off after ten.", "Be reachable at all hours."),
        ("Tolerate sharp words.", "Delete sharp words."),
    ],
)
def test_deeds_that_defeat_each_other(one: str, other: str) -> None:
    assert against(frozenset(_senses(one)), frozenset(_senses(other)))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Postpone the fair.", "Post the notice."),
        ("Report the complaint.", "Pay a compliment."),
        ("Keep the agenda.", "Keep the recording."),
    ],
)
def test_near_misses_share_no_row(one: str, other: str) -> None:
    kinds = lexicon()
    shared = _senses(one) & _senses(other)
    assert not {s for s in shared if kinds[s].kind == "things"} and not {"publish"} & shared


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("Take the notice down.", {"remove"}),
        ("Take the very old and torn notice down.", set()),  # more words between than a gap may hold
        ("Take notice.", set()),
        ("DELETED", {"remove"}),
    ],
)
def test_rows_of_several_words_leave_room_between_them(text: str, rows: set[str]) -> None:
    assert _senses(text) & {"remove"} == rows


def test_a_row_takes_its_words_and_the_rest_keep_their_places() -> None:
    assert [(t.text, t.at, t.last) for t in tokens("Take the fence down now")][:2] == [("take down", 0, 3), ("the", 1, 1)]


def test_opposites_hold_both_ways() -> None:
    for name in lexicon():
        assert all(name in contraries(other) for other in contraries(name))
    assert akin(frozenset({"publish"}), frozenset({"share"})) and akin(frozenset({"share"}), frozenset({"publish"}))
    assert not akin(frozenset({"publish"}), frozenset({"publish"}))
