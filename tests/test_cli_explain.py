"""`concordant explain` for clauses, conflicts and concerns: the words, the reasons, what is not sure."""

from __future__ import annotations

from dataclasses import replace

import pytest

from concordant.errors import NotFound
from concordant.model import Analysis, Concern, Conflict, Link, Tie
from concordant.publish.explain import as_json, as_markdown, find
from tests.support.labelled_norms import all_with_labelled_norms

POLICY = "peterborough/members-social-media-code"


@pytest.fixture(scope="module")
def analysis() -> Analysis:
    policies = all_with_labelled_norms()
    first = next(c for p in policies if p.id == POLICY for c in p.clauses if c.norms and c.lead_in)
    other = next(c for p in policies if p.id.startswith("paddock-wood") for c in p.clauses if c.norms)
    concern = Concern(
        id="concern-1", councillor="A member", unit="report#1", text="It goes too far.", targets=(first.id,), resolved="quoted exactly"
    )
    conflict = Conflict(
        id="conflict-1", a=first.id, b=None, principle="openness", type="tension", between="principle",
        why="One bans what the other wants.",
        rule="a-rule", quote_a=first.text[:20], quote_b="", sure=False, doubt="who is meant", concerns=("concern-1",),
    )  # fmt: skip
    return Analysis(
        policies=policies,
        ties=(Tie(clause=first.id, provision="a-provision", score=0.5, words=("respect",)),),
        links=(Link(a=first.id, b=other.id, relation="equivalent", score=0.5, why="Both say so."),),
        gaps=(),
        conflicts=(
            conflict,
            replace(conflict, id="conflict-2", b=other.id, principle=None, quote_b=other.text[:9], concerns=(), sure=True),
        ),
        concerns=(concern,),
    )


def test_a_clause_is_explained_with_its_words_place_norms_equivalents_conflicts_and_concerns(analysis: Analysis) -> None:
    clause = analysis.clause(analysis.conflicts[0].a)
    text = as_markdown(analysis, clause)
    for part in (
        clause.text,
        clause.lead_in or "",
        f"[{clause.number}]",
        clause.norms[0].modality,
        "a-provision",
        "Both say so.",
        "conflict-1",
        "A member",
    ):
        assert part in text


def test_a_clause_is_found_by_its_paragraph_number_too(analysis: Analysis) -> None:
    clause = analysis.clause(analysis.conflicts[0].a)
    assert find(analysis, f"{POLICY}#{clause.number}") is clause


def test_a_conflict_is_explained_with_both_sides_rule_doubt_and_who_raised_it(analysis: Analysis) -> None:
    text = as_markdown(analysis, find(analysis, "conflict-1"))
    for part in ("One bans what the other wants.", "openness", "a-rule", "who is meant", "A member"):
        assert part in text
    text = as_markdown(analysis, find(analysis, "conflict-2"))
    assert "Paddock Wood Town Council" in text
    assert "nobody in the documents at hand" in text


def test_a_concern_is_explained_with_the_clause_it_is_about(analysis: Analysis) -> None:
    text = as_markdown(analysis, find(analysis, "concern-1"))
    assert analysis.clause(analysis.concerns[0].targets[0]).text in text
    assert "quoted exactly" in text


def test_the_raw_tuple_comes_as_json(analysis: Analysis) -> None:
    assert '"doubt": "who is meant"' in as_json(analysis, find(analysis, "conflict-1"))


def test_an_id_that_is_nearly_right_gets_a_suggestion(analysis: Analysis) -> None:
    with pytest.raises(NotFound, match="Did you mean conflict-1"):
        find(analysis, "conflct-1")
