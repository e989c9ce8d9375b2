"""Divergence: every clause of the reference and of the code appears, and turning the comparison round mirrors it."""

from __future__ import annotations

from itertools import permutations

import pytest

from concordant.compare.divergence import diverge
from concordant.compare.links import link
from concordant.compare.ties import tie
from concordant.model import Link, Policy, Relation
from tests.support.labels import labelled_policies
from tests.support.typed import typed

ONE = typed("aa", "Keep your password secret.", "Treat others with respect.", "Only the clerk speaks for the council.")
TWO = typed("bb", "Keep your password secret!", "Say whose views you give.", "Treat other people with respect, always.")
MIRRORED = {"narrower": "wider", "wider": "narrower", "left out": "added", "added": "left out"}


def _link(at: int, to: int, relation: Relation, score: float = 0.5) -> Link:
    return Link(a=ONE.clauses[at].id, b=TWO.clauses[to].id, relation=relation, score=score, why="Both say so.")


def _kinds(relation: Relation) -> list[str]:
    return [row.kind for row in diverge(ONE, TWO, [_link(1, 2, relation)]) if row.reference and row.clause]


@pytest.mark.parametrize(
    ("relation", "kind"),
    [("equivalent", "reworded"), ("intersects", "in part"), ("superset", "narrower"), ("subset", "wider"), ("opposed", "opposed")],
)
def test_a_relation_is_said_of_the_code(relation: Relation, kind: str) -> None:
    assert _kinds(relation) == [kind]


def test_only_the_same_words_are_verbatim() -> None:
    rows = diverge(ONE, TWO, [_link(0, 0, "equal"), _link(1, 2, "equal")])
    assert [row.kind for row in rows if row.reference and row.clause] == ["verbatim", "reworded"]


def test_what_nothing_answers_is_left_out_and_what_answers_nothing_is_added() -> None:
    rows = diverge(ONE, TWO, [_link(0, 0, "equal")])
    assert [(row.kind, row.reference or row.clause) for row in rows[1:]] == [
        ("left out", ONE.clauses[1].id),
        ("left out", ONE.clauses[2].id),
        ("added", TWO.clauses[1].id),
        ("added", TWO.clauses[2].id),
    ]


def test_several_answers_stand_together_strongest_first() -> None:
    rows = diverge(ONE, TWO, [_link(0, 1, "intersects", 0.2), _link(0, 2, "intersects", 0.4), _link(0, 0, "equal", 0.9)])
    assert [row.clause for row in rows[:3]] == [TWO.clauses[n].id for n in (0, 2, 1)]
    assert len(rows) == 5


def test_links_of_other_documents_are_left_alone() -> None:
    other = Link(a=ONE.clauses[0].id, b="cc/code#x", relation="equal", score=1.0, why="Both say so.")
    assert {row.kind for row in diverge(ONE, TWO, [other])} == {"left out", "added"}


def _pairs() -> list[tuple[Policy, Policy]]:
    return list(permutations([policy for policy in labelled_policies() if policy.compared], 2))


def test_every_clause_of_both_appears_and_those_of_the_reference_in_order() -> None:
    policies = labelled_policies()
    links = link(policies, tie(policies))
    for reference, policy in _pairs():
        rows = diverge(reference, policy, links)
        assert list(dict.fromkeys(row.reference for row in rows if row.reference)) == [clause.id for clause in reference.clauses]
        assert {row.clause for row in rows if row.clause} == {clause.id for clause in policy.clauses}


def test_turning_the_comparison_round_mirrors_it() -> None:
    policies = labelled_policies()
    links = link(policies, tie(policies))
    for reference, policy in _pairs():
        there = {(row.kind, row.reference, row.clause) for row in diverge(reference, policy, links)}
        back = {(MIRRORED.get(row.kind, row.kind), row.clause, row.reference) for row in diverge(policy, reference, links)}
        assert there == back
