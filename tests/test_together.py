"""Two clauses at a time: every rule against its own pairs, laws of the answer, and the figures on the labelled pairs."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from concordant.cli.commands import concordant
from concordant.errors import BadRulebook
from concordant.judge.together.answer import answer
from concordant.judge.together.check import check
from concordant.judge.together.context import Words
from concordant.judge.together.frames import frames
from concordant.judge.together.quantities import quantities
from concordant.judge.together.verdict import together
from concordant.rulebook import together as rules_module
from concordant.rulebook.together import pair_rules
from tests.labels import contrast
from tests.support.labels import LABELS as FOLDER

SETS = {name: FOLDER / file for name, file in (("agreed", "contrast.jsonl"), ("one", "contrast/one.jsonl"), ("two", "contrast/two.jsonl"), ("three", "contrast/three.jsonl"))}


@cache
def pairs(name: str) -> tuple[tuple[str, Words, Words], ...]:
    rows = (json.loads(line) for line in SETS[name].read_text(encoding="utf-8").splitlines() if line.strip())
    return tuple((row["label"], Words(**row["a"]), Words(**row["b"])) for row in rows)


def said(a: str, b: str) -> tuple[str, str]:
    found = answer(Words(text=a), Words(text=b))
    return found.type, found.rule


def test_every_rule_finds_its_examples_and_no_counter_example() -> None:
    assert check() == ()


@pytest.mark.parametrize("rule", [r for r in pair_rules().values() if r.id not in {"none", "unsaid-deed"}], ids=lambda r: r.id)
def test_every_rule_carries_pairs_both_ways(rule: rules_module.PairRule) -> None:
    assert rule.examples
    assert rule.counter_examples


@given(st.sampled_from(pairs("agreed") + pairs("one")))
@settings(max_examples=150, deadline=None)
def test_the_order_of_the_two_makes_no_difference(pair: tuple[str, Words, Words]) -> None:
    _, a, b = pair
    one, other = together(a, b), together(b, a)
    assert (one and one.type) == (other and other.type)


@given(st.sampled_from(pairs("agreed") + pairs("two")))
@settings(max_examples=150, deadline=None)
def test_a_clause_never_contradicts_itself_outright(pair: tuple[str, Words, Words]) -> None:
    for words in pair[1:]:
        found = together(words, words)
        assert found is None or found.type in {"exception", "tension"} or len(frames(words)) > 1


@given(st.text(max_size=300), st.text(max_size=300))
@settings(max_examples=150, deadline=None)
def test_any_two_texts_are_answered(a: str, b: str) -> None:
    assert answer(Words(text=a or "x"), Words(text=b or "x", lead_in=a or None, heading=b or None)).why


@pytest.mark.parametrize(
    ("a", "b", "wanted"),
    [
        ("Nobody may feed the ducks from the bridge.", "Residents are free to feed the ducks from the bridge.", "contradiction"),
        ("Nobody is forbidden to feed the ducks.", "Residents may feed the ducks.", "none"),
        ("Nothing in this code prevents a member from feeding the ducks.", "Members must not feed the ducks.", "contradiction"),
        ("Nothing in this code allows a member to feed the ducks.", "Members must not feed the ducks.", "none"),
        ("Ducks are to be fed by the Clerk.", "The Clerk need not feed the ducks.", "contradiction"),
        ("Names are not to be published until the appeal is over.", "Once the appeal is over, names can be published.", "exception"),
        ("Names are not to be published until the appeal is over.", "Names may be published without waiting for the appeal.", "contradiction"),
        ("Employees must not sell tickets online.", "Councillors may sell tickets online.", "none"),
        ("Employees and councillors must not sell tickets online.", "Councillors may sell tickets online.", "contradiction"),
    ],
)
def test_small_words_turn_the_answer(a: str, b: str, wanted: str) -> None:
    assert said(a, b)[0] == wanted


def test_a_lead_in_and_a_heading_are_read_into_the_clause() -> None:
    leave = Words(text="Councillors may sell tickets.")
    assert answer(Words(text="sell tickets", lead_in="Members must not:"), leave).type == "contradiction"
    assert answer(Words(text="sell tickets", lead_in="Members may:"), leave).type == "none"
    assert answer(Words(text="Selling tickets is not allowed.", heading="Rules for trainees"), leave).type == "none"


def test_amounts_are_compared_in_one_unit() -> None:
    assert quantities("within a fortnight")[0].value == quantities("within 14 days")[0].value
    assert [q.bound for q in quantities("no later than two days and at least a week")] == ["most", "least"]


# Floors of what is reached; decision 10 has the figures. The first was tuned on; the second and third are paraphrases, seen in part;
# nobody tuned on the fourth.
FLOORS = {"agreed": (0.93, 0.82), "one": (0.75, 0.15), "two": (0.7, 0.3), "three": (0.6, 0.3)}


@pytest.mark.parametrize("name", FLOORS)
def test_conflicts_in_the_labelled_pairs(name: str, tmp_path: Path) -> None:
    done = CliRunner().invoke(concordant, ["pair", "--file", str(SETS[name]), "--format", "jsonl", "--out", str(tmp_path / "answers.jsonl")])
    assert done.exit_code == 0
    figures = contrast.main(str(SETS[name]), str(tmp_path / "answers.jsonl"))
    assert figures["missing"] == []
    assert figures["precision"] >= FLOORS[name][0]
    assert figures["recall"] >= FLOORS[name][1]


def test_the_agreed_pairs_meet_the_bars(tmp_path: Path) -> None:
    out = tmp_path / "answers.jsonl"
    CliRunner().invoke(concordant, ["pair", "--file", str(SETS["agreed"]), "--format", "jsonl", "--out", str(out)])
    figures = contrast.main(str(SETS["agreed"]), str(out))
    assert figures["exceptions_flagged"] <= 0.1
    assert figures["exact_type_of_hits"] >= 0.75
    assert figures["minimal_pairs_both_right"] >= 0.7


def test_the_command_answers_two_sentences() -> None:
    done = CliRunner().invoke(concordant, ["pair", "Members must wear a badge.", "Badges must not be worn by members."])
    assert done.exit_code == 0
    assert done.output.startswith("Contradiction: ")
    assert "“Members must wear a badge”" in done.output


def test_every_wrong_line_of_a_file_is_named(tmp_path: Path) -> None:
    file = tmp_path / "pairs.jsonl"
    file.write_text('{"id": 1}\nnot json\n{"id": 2, "a": {"text": "x"}, "b": {"text": "y"}}\n[]\n', encoding="utf-8")
    done = CliRunner().invoke(concordant, ["pair", "--file", str(file)])
    assert done.exit_code == 2
    assert [n for n in (1, 2, 3, 4) if f"line {n}" in done.output] == [1, 2, 4]


def test_a_clause_alone_or_an_empty_one_is_refused() -> None:
    assert CliRunner().invoke(concordant, ["pair", "Members must wear a badge."]).exit_code == 2
    assert CliRunner().invoke(concordant, ["pair", "Members must wear a badge.", " "]).exit_code == 2


def test_a_bad_rule_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules_module, "read_yaml", lambda *_, **__: ([], ["wrong"]))
    pair_rules.cache_clear()
    try:
        with pytest.raises(BadRulebook):
            pair_rules()
    finally:
        monkeypatch.undo()
        pair_rules.cache_clear()
