"""Gaps and the wording that could serve as precedent."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from concordant.compare.gaps import gaps, precedents, ties_by_clause
from concordant.model import Analysis, Clause, Gap, Tie
from concordant.pipeline import analyse
from concordant.publish.listings import gaps as listed
from concordant.rulebook.hub import hub
from tests.support.typed import typed

POLICY = typed("aa", "Use it.", "Use a long and secure word.", "Use a secure word.", "Use your word with care.")
CLAUSES = {clause.id: clause for clause in POLICY.clauses}
IDS = tuple(CLAUSES)
GAP = Gap(policy="bb/code", provision="passwords", made_by=IDS)


def _tie(at: int, provision: str = "passwords", score: float = 0.8) -> Tie:
    return Tie(clause=IDS[at], provision=provision, score=score, words=("word",))


def _order(*ties: Tie) -> list[int]:
    return [IDS.index(found) for found in precedents(GAP, ties_by_clause(ties), CLAUSES)]


def test_a_clause_that_makes_nothing_else_serves_best() -> None:
    assert _order(_tie(0), _tie(0, "respect"), _tie(0, "haste"), _tie(1), _tie(1, "respect"), _tie(2), _tie(3)) == [2, 3, 1, 0]


def test_among_these_the_stronger_tie_and_then_the_shorter_text() -> None:
    assert _order(_tie(0, score=0.5), _tie(1, score=0.9), _tie(2), _tie(3)) == [1, 2, 3, 0]


@given(st.permutations(IDS), st.permutations([_tie(n % 4, p) for n, p in enumerate(["passwords"] * 4 + ["respect"] * 3)]))
def test_the_order_in_which_things_come_makes_no_difference(made_by: list[str], ties: list[Tie]) -> None:
    found = precedents(replace(GAP, made_by=tuple(made_by)), ties_by_clause(ties), CLAUSES)
    assert found == precedents(GAP, ties_by_clause([_tie(n % 4, p) for n, p in enumerate(["passwords"] * 4 + ["respect"] * 3)]), CLAUSES)


def test_policies_that_lack_the_same_provision_share_one_tuple_of_makers() -> None:
    """At a thousand codes, a tuple for each would be most of the memory."""
    policies = [typed(name, "Be kind.") for name in ("aa", "bb", "cc", "dd")]
    ties = [Tie(clause=p.clauses[0].id, provision="passwords", score=0.8, words=()) for p in policies[:2]]
    found = gaps(policies, ties)
    assert [gap.policy for gap in found] == ["cc/code", "dd/code"]
    assert found[0].made_by is found[1].made_by


def _analysis() -> Analysis:
    one = typed("aa", "Users must:", "- use a secure password", date="2021-05-14")
    return analyse((one, typed("bb", "Use a secure password and treat others with respect."), typed("cc", "Treat others with respect.")))


def _source(analysis: Analysis) -> Clause:
    return analysis.policies[0].clauses[0]


def test_the_listing_gives_the_wording_and_where_it_comes_from() -> None:
    analysis = _analysis()
    (row,) = [row for row in listed(analysis).rows if row["policy"] == "cc/code"]
    assert row == {
        "policy": "cc/code", "title": hub().provision("passwords").title, "wording": "use a secure password", "council": "Aa Council",
        "document": "Aa Code", "topic": row["topic"], "lead_in": "Users must:", "paragraph": 1, "date": "2021-05-14",
        "precedent": _source(analysis).id, "made_by": tuple(p.clauses[0].id for p in analysis.policies[:2]), "provision": "passwords",
    }  # fmt: skip
    assert row["topic"]
