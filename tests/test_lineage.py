"""Lineage: passages that councils share, as long as they can be, told apart by whether they are word for word."""

from __future__ import annotations

import re
import time

from hypothesis import given
from hypothesis import strategies as st

from concordant.compare.lineage import GAP, MOST_HOLDERS, RUN, passages, plain_words, shared_words
from concordant.model import Passage
from tests.support.typed import typed

SENTENCE = "Councillors must not disclose confidential information to anybody outside the council at any time."
# Few words, so that runs in common, repeats and overlaps come about; capitals and commas, so that "word for word" is put to the test.
WORDS = st.lists(st.sampled_from(["one", "Two,", "two", "three", "four", "five;", "six"]), min_size=1, max_size=40)


def _between(text_a: str, text_b: str) -> tuple[Passage, ...]:
    return passages([typed("aa", text_a), typed("bb", text_b)])


def test_a_passage_that_two_councils_share_is_found_as_each_prints_it() -> None:
    (found,) = _between(f"First of all: {SENTENCE}", f"{SENTENCE.upper().rstrip('.')}, however.")
    assert found.text_a == SENTENCE.rstrip(".")
    assert found.text_b == SENTENCE.upper().rstrip(".")
    assert (found.words, found.verbatim) == (14, True)


def test_fewer_words_than_a_run_are_chance() -> None:
    words = SENTENCE.split()
    assert _between(" ".join(words[: RUN - 1]) + " alpha beta", " ".join(words[: RUN - 1]) + " gamma delta") == ()
    assert len(_between(" ".join(words[:RUN]) + " alpha beta", " ".join(words[:RUN]) + " gamma delta")) == 1


def test_a_changed_word_in_the_middle_leaves_one_passage_that_is_not_word_for_word() -> None:
    (found,) = _between(f"{SENTENCE[:-1]} and they must {SENTENCE.lower()}", f"{SENTENCE[:-1]} and all may {SENTENCE.lower()}")
    assert found.words == 31
    assert not found.verbatim


def test_more_words_between_make_two_passages() -> None:
    filler = " ".join(["alpha"] * (GAP + 1))
    other = " ".join(["beta"] * (GAP + 1))
    found = _between(f"{SENTENCE} {filler} {SENTENCE.replace('not ', '')}", f"{SENTENCE} {other} {SENTENCE.replace('not ', '')}")
    assert [p.verbatim for p in found] == [True, True]


def test_two_documents_of_one_council_share_nothing_that_is_worth_saying() -> None:
    assert passages([typed("aa", SENTENCE), typed("aa", SENTENCE, folder="other")]) == ()


def test_where_runs_overlap_the_longest_keeps_its_words_and_the_rest_is_not_lost() -> None:
    """In a the two passages share words; in b they stand apart."""
    head, middle, tail = "p q r s t u v w x", "m1 m2", "a b c d e f g h"
    found = _between(f"{head} {middle} {tail}", f"{head} {middle} and so on in another place entirely {middle} {tail}")
    assert sorted((p.text_b, p.words) for p in found) == [(tail, 8), (f"{head} {middle}", 11)]


@given(WORDS, WORDS)
def test_passages_are_words_of_their_clauses_and_counted_right(one: list[str], two: list[str]) -> None:
    policies = [typed("aa", " ".join(one)), typed("bb", " ".join(two))]
    texts = {clause.id: clause.text for policy in policies for clause in policy.clauses}
    for found in passages(policies):
        assert found.text_a in texts[found.a]
        assert found.text_b in texts[found.b]
        counts = [len(re.findall(r"\w+", text)) for text in (found.text_a, found.text_b)]
        assert found.words == min(counts) >= RUN
        assert found.verbatim == (plain_words(found.text_a) == plain_words(found.text_b))


@given(WORDS, WORDS)
def test_it_makes_no_difference_which_council_comes_first(one: list[str], two: list[str]) -> None:
    there = _between(" ".join(one), " ".join(two))
    back = _between(" ".join(two), " ".join(one))
    assert sorted((p.text_a, p.text_b, p.words, p.verbatim) for p in there) == sorted(
        (p.text_b, p.text_a, p.words, p.verbatim) for p in back
    )


@given(st.lists(st.integers(0, 10_000), min_size=RUN, max_size=30, unique=True), st.integers(0, 30), st.integers(0, 30))
def test_a_passage_reaches_as_far_as_the_words_are_the_same(numbers: list[int], start: int, end: int) -> None:
    words = [f"w{number}" for number in numbers]
    cut = words[min(start, end) : max(start, end)]
    found = _between(" ".join(words), " ".join(["before", *cut, "after"]))
    assert [p.text_a for p in found] == ([" ".join(cut)] if len(cut) >= RUN else [])


def test_shared_words_are_added_up_for_each_pair_of_documents() -> None:
    found = _between(SENTENCE, SENTENCE)
    assert shared_words(found) == {("aa/code", "bb/code"): 14}


def test_many_copies_are_each_tied_to_the_oldest_in_little_time() -> None:
    paragraphs = [f"{SENTENCE[:-1]} {' '.join(f'p{n}x{k}' for k in range(25))}" for n in range(40)]
    policies = [typed(f"c{n:03}", *paragraphs, date=f"{2000 + n % 20}-{1 + n % 12:02}-01") for n in range(300)]
    started = time.perf_counter()
    found = passages(policies)
    assert time.perf_counter() - started < 8
    assert len(policies) > MOST_HOLDERS
    whole = [p for p in found if p.words > 30]
    assert len(whole) == 40 * 299
    assert all("c000/code" in {p.a.partition("#")[0], p.b.partition("#")[0]} for p in whole)
