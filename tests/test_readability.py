"""Words, minutes and reading ease: counted as the page says, and the whole is the sum of its parts."""

from __future__ import annotations

from pathlib import Path

import pytest

from concordant.judge.readability import (
    LONG_SENTENCE,
    PACE,
    Measure,
    long_sentences,
    measure,
    measure_policy,
    sections,
    syllables,
)
from concordant.model import Policy
from concordant.pipeline import load
from concordant.publish.length import minutes

ROOT = Path(__file__).parents[1]
# Syllables as a dictionary divides the words.
KNOWN = {
    "council": 2, "councillor": 3, "organisation": 5, "organised": 3, "recognises": 4, "media": 3, "committee": 3, "responsible": 4,
    "used": 1, "created": 3, "policy": 3, "information": 4, "the": 1, "don’t": 1, "council's": 2, "advise": 2, "promise": 2, "exercise": 3,
}  # fmt: skip


@pytest.fixture(scope="module")
def policies() -> tuple[Policy, ...]:
    return load(ROOT / "policies")


@pytest.mark.parametrize("word", KNOWN)
def test_syllables_are_counted_as_they_are_spoken(word: str) -> None:
    assert syllables(word) == KNOWN[word]


def test_the_ease_follows_the_formula() -> None:
    # 32 words of one syllable in two sentences: 206.835 - 1.015 * 16 - 84.6.
    found = measure(["The cat sat on the mat and the dog ran off to the far end of it. " * 2])
    assert (found.words, found.sentences, found.syllables) == (34, 2, 34)
    assert found.ease == round(206.835 - 1.015 * 17 - 84.6, 1)


def test_a_short_text_has_no_ease_and_an_empty_one_breaks_nothing() -> None:
    assert measure(["Be kind."]).ease is None
    assert measure([]).ease is None
    assert measure([]).sentence_length == 0
    assert measure(["12 34 56 " * 12]).ease is None


def test_an_item_of_a_list_is_a_sentence_and_a_heading_is_none() -> None:
    found = measure(["use a strong password;", "keep it to yourself."], headings=["Your accounts"])
    assert (found.words, found.prose, found.sentences) == (10, 8, 2)


def test_numbers_and_addresses_are_read_but_have_no_syllables() -> None:
    found = measure(["Write to clerk@example.org by 31 May."])
    assert (found.words, found.spoken) == (6, 4)


@pytest.mark.parametrize(("words", "said"), [(40, "under a minute"), (PACE, "about 1 minute"), (PACE * 9 + 80, "about 9 minutes")])
def test_minutes_are_said_as_people_say_them(words: int, said: str) -> None:
    assert minutes(Measure(words=words, prose=words, sentences=1, spoken=words, syllables=words, longest=words)) == said


def test_the_sections_of_a_text_hold_all_its_words(policies: tuple[Policy, ...]) -> None:
    for policy in policies:
        titles = measure((), (unit.text for unit in policy.units if unit.kind == "title"))
        assert sum(section.measure.words for section in sections(policy)) + titles.words == measure_policy(policy).words
        assert [clause for section in sections(policy) for clause in section.clauses] == list(policy.clauses)


def test_a_long_sentence_is_quoted_as_it_stands(policies: tuple[Policy, ...]) -> None:
    for policy in policies:
        for clause, sentence, words in long_sentences(policy):
            assert words > LONG_SENTENCE
            assert sentence in clause.text
