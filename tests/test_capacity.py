"""The capacity map: official, seemingly official, private, both or not stated; and what a code says of itself."""

from __future__ import annotations

import pytest

from concordant.judge.capacity import CapacityMap, capacity_maps
from concordant.parse.norms import with_norms
from concordant.rulebook import reach as reach_book
from tests.support.labels import IDS, labelled_policy, rows
from tests.support.typed import typed


def of(*paragraphs: str) -> CapacityMap:
    return capacity_maps((with_norms(typed("example", *paragraphs)),))[0]


def test_every_wording_finds_its_examples_and_no_counter_example() -> None:
    assert reach_book.check() == ()


@pytest.mark.parametrize(
    ("words", "standing"),
    [
        ("Members must not post insults.", "unstated"),
        ("Members must not post insults on the council's official account.", "official"),
        ("Members must not post insults on their private blogs.", "private"),
        ("Members must keep business and personal pages apart.", "both"),
        ("Members must not post anything that could give the impression that they speak as acting councillors.", "appears official"),
        ("You must not insult people when you appear to be acting as a councillor.", "appears official"),
        ("You must be polite when you act as a councillor rather than as a private individual.", "official"),
        ("The clerk must keep a register.", "official"),
    ],
)
def test_a_clause_stands_where_its_words_put_it(words: str, standing: str) -> None:
    assert [placed.standing for placed in of(words).clauses] == [standing]


def test_a_clause_that_lays_nothing_down_is_left_out() -> None:
    assert of("Social media are used by many.").clauses == ()


def test_a_lead_in_that_speaks_of_seeming_reaches_its_items() -> None:
    found = of("When you are – or appear to be – acting as a councillor, you must:\n\n- be polite;\n- tell the truth.")
    assert [placed.standing for placed in found.clauses] == ["appears official"] * 2
    assert found.clauses[0].words.startswith("above: ")


@pytest.mark.parametrize(
    ("words", "gives"),
    [
        ("This code applies at all times.", "both"),
        ("These rules apply when you act in your capacity as a councillor.", "official"),
        ("This policy covers anything you publish when you are, or are seen as, acting for the council.", "appears official"),
        ("This protocol does not apply to your private life.", "official"),
    ],
)
def test_what_a_code_says_of_itself_is_found(words: str, gives: str) -> None:
    found = of(words, "Members must be polite.")
    assert [(w.quote, w.gives, w.other) for w in found.whole] == [(words, gives, False)]
    assert found.itself == found.whole


def test_what_it_says_of_the_code_of_conduct_is_not_said_of_itself() -> None:
    found = of("The Members' Code of Conduct applies when you appear to be acting as a councillor.", "Members must be polite.")
    assert [w.other for w in found.whole] == [True]
    assert found.itself == ()


def test_capacities_agree_with_the_labels() -> None:
    """0.88 when written, of 250 labelled norms for which the parser finds one of the same kind in the same clause."""
    right = total = 0
    for doc in IDS:
        if doc == "ccc-report":
            continue
        policy = with_norms(labelled_policy(doc))
        gold = {f"{policy.id}#{row['id'].rsplit('.', 1)[1]}": row["norms"] for row in rows(f"{doc}.norms.jsonl")}
        for clause in policy.clauses:
            for wanted in gold.get(clause.id, ()):
                alike = [n for n in clause.norms if n.modality == wanted["modality"]]
                if alike:
                    words = set(wanted["act"].lower().split())
                    nearest = max(alike, key=lambda n: len(words & set(n.act.lower().split())))
                    total += 1
                    right += nearest.capacity == wanted["capacity"]
    assert total > 200
    assert right / total >= 0.85
