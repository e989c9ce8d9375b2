"""Redline: whole words, clauses that moved, and the laws that accepting and rejecting all changes obey."""

from __future__ import annotations

import time
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from concordant.compare.redline import Piece, Row, accepted, keys, redline, redline_codes, rejected, same_words
from concordant.model import Clause, Place

WORDS = st.sampled_from(
    "the a of and lock keep Members must should not door doors “key” 'key' it's it’s - – — … 1.5 well-kept , . ; ( )".split()
)
SPACES = st.sampled_from((" ", " ", " ", "  ", "\n", "", "\u00a0"))
SENTENCES = st.lists(st.tuples(WORDS, SPACES), max_size=25).map(lambda pairs: "".join(word + space for word, space in pairs))
TEXTS = st.one_of(SENTENCES, st.text(max_size=40))
CODES = st.lists(
    st.one_of(st.sampled_from(["Lock up.", "N/A", "Keep the keys of the hall safe.", "Keep the keys of the shed safe."]), SENTENCES)
)
FOLLOWING = {("same", "deleted"), ("same", "inserted"), ("deleted", "inserted"), ("deleted", "same"), ("inserted", "same")}
COMMON = {"the", "a", "of", "and"}


def marked(pieces: tuple[Piece, ...]) -> str:
    signs = {"same": "{}", "deleted": "[{}]", "inserted": "<{}>"}
    return "".join(signs[piece.kind].format(piece.text) for piece in pieces)


def clause(text: str, number: int = 1, code: str = "x/code", lead_in: str | None = None) -> Clause:
    path = (lead_in,) if lead_in else ()
    return Clause(
        id=f"{code}#{number}", kind="clause", text=text, markdown=text, printed=str(number), depth=1, parent=None, number=number,
        lead_in=lead_in, lead_in_path=path, heading_path=(), place=Place(file="", line=number, end_line=number),
    )  # fmt: skip


def code(name: str, *texts: str) -> list[Clause]:
    return [clause(text, number, name) for number, text in enumerate(texts, start=1)]


def shape(rows: tuple[Row, ...]) -> list[tuple[str, int | None, int | None]]:
    return [(row.kind, row.a.number if row.a else None, row.b.number if row.b else None) for row in rows]


@given(TEXTS, TEXTS)
def test_accepting_gives_the_new_text_and_rejecting_the_old_one_sign_for_sign(old: str, new: str) -> None:
    """“Same and inserted pieces, joined, are the new text; same and deleted pieces, as the old text spells them, are the old text.”"""
    pieces = redline(old, new)
    assert "".join(piece.new for piece in pieces if piece.kind != "deleted") == new
    assert "".join(piece.old for piece in pieces if piece.kind != "inserted") == old
    assert all(bool(piece.new) != bool(piece.old) for piece in pieces if piece.kind != "same")


@given(TEXTS, TEXTS)
def test_what_stays_the_same_differs_in_white_space_and_style_of_signs_at_most(old: str, new: str) -> None:
    pieces = redline(old, new)
    assert all(keys(piece.old) == keys(piece.new) for piece in pieces if piece.kind == "same")
    assert all(piece.kind == "same" for piece in pieces) == same_words(old, new)
    kinds = [piece.kind for piece in pieces]
    assert all(pair in FOLLOWING for pair in pairwise(kinds))


@given(TEXTS, TEXTS)
def test_no_common_word_stands_alone_between_two_changes(old: str, new: str) -> None:
    pieces = redline(old, new)
    for piece in pieces[1:-1]:
        assert piece.kind != "same" or piece.text.strip().lower() not in COMMON


@given(TEXTS, st.sampled_from((" ", "\n", "\u00a0", "  ")))
def test_other_white_space_and_other_signs_are_no_change(text: str, space: str) -> None:
    other = text.replace("“", '"').replace("”", '"').replace("’", "'").replace("–", "—").replace(" ", space)
    assert all(piece.kind == "same" for piece in redline(text, other))
    assert same_words("Open 9-5, well-kept", "Open 9 – 5, well‑kept")


@given(CODES, CODES, st.lists(st.tuples(st.integers(1, 9), st.integers(1, 9)), max_size=5))
def test_accepting_all_rows_gives_the_clauses_of_the_new_code_and_rejecting_those_of_the_old(
    old: list[str], new: list[str], pairs: list[tuple[int, int]]
) -> None:
    """“Accepting all rows gives exactly the clauses of the new code in order, rejecting gives those of the old.”"""
    a, b = code("x/old", *old), code("y/new", *new)
    rows = redline_codes(a, b, [(f"x/old#{i}", f"y/new#{j}") for i, j in pairs])
    assert accepted(rows) == tuple(new)
    assert rejected(rows) == tuple(old)


@given(CODES, CODES)
def test_only_rows_called_moved_break_the_order_of_the_old_code(old: list[str], new: list[str]) -> None:
    rows = redline_codes(code("x/old", *old), code("y/new", *new))
    in_place = [row.place_a for row in rows if row.place_a is not None and not row.moved]
    assert in_place == sorted(in_place)
    assert sorted(row.place_a for row in rows if row.place_a is not None) == list(range(len(old)))
    assert [row.place_b for row in rows if row.place_b is not None] == list(range(len(new)))


def test_whole_words_are_marked() -> None:
    assert marked(redline("Lend no door key.", "Lend no doors keys.")) == "Lend no[ door key]< doors keys>."
    assert marked(redline("A well-kept hall", "A well-lit hall")) == "A well-[kept]<lit> hall"


def test_a_common_word_between_two_changes_is_read_with_them() -> None:
    assert (
        marked(redline("Paint all of the fences green.", "Paint most of the gates green."))
        == "Paint[ all of the fences]< most of the gates> green."
    )


def test_a_sentence_put_in_is_shown_from_stop_to_stop() -> None:
    old, new = "Sweep the hall. Sweep the yard.", "Sweep the hall. Sweep the path. Sweep the yard."
    assert marked(redline(old, new)) == "Sweep the hall.< Sweep the path.> Sweep the yard."


def test_words_of_duty_hold_changes_apart() -> None:
    assert marked(redline("Caretakers must sweep the hall at noon.", "Volunteers must sweep the hall daily.")) == (
        "[Caretakers]<Volunteers> must sweep the hall[ at noon]< daily>."
    )


def test_a_long_text_without_a_word_in_common_takes_no_time_to_speak_of() -> None:
    started = time.monotonic()
    redline(" ".join(f"a{i % 700}" for i in range(5000)), " ".join(f"b{i % 900}" for i in range(5000)))
    redline(" ".join(f"a{i % 700}" for i in range(5000)), " ".join(f"a{i * 7 % 900}" for i in range(5000)))
    assert time.monotonic() - started < 2


def test_a_moved_clause_is_moved_and_not_taken_out_and_put_in() -> None:
    a = code("x/old", "Sweep the hall every week.", "Lock the outer door at night.", "Water the plants on Fridays.")
    b = code("x/new", "Lock the outer door at night.", "Water the plants on Fridays.", "Sweep the hall every week.")
    assert shape(redline_codes(a, b)) == [("same", 2, 1), ("same", 3, 2), ("moved", 1, 3)]


def test_a_moved_clause_may_be_reworded_too() -> None:
    a = code("x/old", "Sweep the hall floor every week.", "Lock the outer door at night.", "Water the plants on Fridays.")
    b = code("x/new", "Lock the outer door at night.", "Water the plants on Fridays.", "Sweep the hall floor every month.")
    assert shape(redline_codes(a, b))[-1] == ("moved-and-changed", 1, 3)


def test_a_clause_that_stands_alone_keeps_its_place_and_renumbers_the_rest() -> None:
    a = code("x/old", "Sweep the hall.", "Feed the cat.", "Lock the door.")
    b = code("x/new", "Sweep the hall.", "Lock the door.", "Ring a bell.")
    rows = redline_codes(a, b)
    assert shape(rows) == [("same", 1, 1), ("only-a", 2, None), ("same", 3, 2), ("only-b", None, 3)]
    assert [row.renumbered for row in rows] == [False, False, True, False]


def test_a_clause_reworded_in_its_place_is_changed() -> None:
    a = code("x/old", "Sweep the hall.", "Visitors sign the book at the desk.", "Lock the door.")
    b = code("x/new", "Sweep the hall.", "Visitors sign a form at the gate.", "Lock the door.")
    assert shape(redline_codes(a, b))[1] == ("changed", 2, 2)


def test_given_pairs_bring_clauses_in_other_words_together() -> None:
    a, b = code("x/one", "Sweep the hall."), code("y/two", "Floors are cleaned by brush.")
    assert [row.kind for row in redline_codes(a, b)] == ["only-a", "only-b"]
    assert [row.kind for row in redline_codes(a, b, [("x/one#1", "y/two#1")])] == ["changed"]


def test_other_words_above_a_clause_change_it_too() -> None:
    rows = redline_codes([clause("sweep the hall", lead_in="You must:")], [clause("sweep the hall", lead_in="You should:")])
    assert rows[0].kind == "changed"
    assert all(piece.kind == "same" for piece in rows[0].pieces)
    assert marked(rows[0].lead_in) == "You[ must]< should>:"


def test_two_codes_of_three_hundred_clauses_take_less_than_a_second_or_so() -> None:
    texts = [" ".join(f"word{(i * 31 + k * k) % 997}" for k in range(35)) for i in range(300)]
    a = code("x/old", *texts)
    b = code("x/new", *(text.replace(f"word{i % 97}", "other") for i, text in enumerate(texts[150:] + texts[:150])))
    started = time.monotonic()
    rows = redline_codes(a, b)
    assert time.monotonic() - started < 3
    assert not {row.kind for row in rows} & {"only-a", "only-b"}
