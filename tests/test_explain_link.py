"""`concordant explain A B`: what a link says, what it rests on, who ruled on it, and what is not sure."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from concordant.cli.commands import concordant
from concordant.errors import NotFound
from concordant.model import Analysis, Clause, Decision, Link, Norm, Ruling, Tie
from concordant.pipeline import analyse
from concordant.publish.explain import as_json, as_markdown, find, links_of
from concordant.publish.explain_link import Pair
from concordant.rulebook.hub import hub
from tests.support.corpus import write_corpus
from tests.support.typed import typed

ONE = typed("aa", "Use a secure password.", "For your password:", "- write it down nowhere")
TWO = typed("bb", "Use a secure password, always.", "Never write your password down.", "Treat others with respect.")
A, B = ONE.clauses, TWO.clauses


def _link(at: int, to: int, score: float, **more: object) -> Link:
    made = Link(a=A[at].id, b=B[to].id, relation="subset", score=score, why="Both say so.", provisions=("passwords",))
    return replace(made, **more)  # type: ignore[arg-type]


AGAINST = next(provision for provision in hub().provisions if provision.opposed_to)
STRONG, WEAK, OPPOSED = _link(0, 0, 0.9), _link(0, 1, 0.4), _link(0, 2, 0.2, relation="opposed", provisions=(AGAINST.id,))
LED = _link(1, 1, 0.5)


@pytest.fixture
def analysis() -> Analysis:
    ties = (
        Tie(clause=A[0].id, provision="passwords", score=0.8, words=("secure password",)),
        Tie(clause=A[1].id, provision="passwords", score=0.5, words=("your password",)),
        Tie(clause=B[0].id, provision="passwords", score=0.9, words=("secure password", "password, always")),
        Tie(clause=B[1].id, provision="passwords", score=0.8, words=("write your password down",)),
        Tie(clause=A[0].id, provision=AGAINST.id, score=0.8, words=("Use",)),
        Tie(clause=B[2].id, provision=AGAINST.opposed_to[0], score=0.8, words=("respect",)),
    )
    return Analysis(policies=(ONE, TWO), ties=ties, links=(WEAK, STRONG, OPPOSED, LED), gaps=(), conflicts=(), concerns=())


def _pair(analysis: Analysis, link: Link) -> Pair:
    found = find(analysis, link.a, link.b)
    assert isinstance(found, Pair)
    return found


def _decision(**changes: object) -> Decision:
    made = Decision(
        a=A[0].id,
        b=B[0].id,
        verdict="accept",
        relation=None,
        who="The clerk",
        when="2024-05-14",
        why="Read both.",
        quote_a="x",
        quote_b="y",
    )
    return replace(made, **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "named",
    [
        (f"{A[0].id} ~ {B[0].id}",),
        (f"{B[0].id} ~ {A[0].id}",),
        (A[0].id, B[0].id),
        (B[0].id, A[0].id),
        ("aa/code#1", "bb/code#1"),
        ("bb/code#1 ~ aa/code#1",),
    ],
)
def test_a_link_is_found_by_its_two_clauses_in_either_order(analysis: Analysis, named: tuple[str, ...]) -> None:
    found = find(analysis, *named)
    assert isinstance(found, Pair)
    assert (found.link, found.id) == (STRONG, f"{A[0].id} ~ {B[0].id}")


def test_it_says_relation_score_why_both_texts_and_the_words_that_tied_each(analysis: Analysis) -> None:
    text = as_markdown(analysis, _pair(analysis, STRONG))
    for part in ("A says less than B.", "0.90 of 1", "Both say so.", A[0].text, B[0].text, "Aa Council", "Bb Council", "paragraph [1]"):
        assert part in text
    assert (
        f"- {hub().provision('passwords').title} (passwords)\n  - A (0.80), by the words “secure password”\n  - B (0.90), by the words"
        in text
    )


def test_the_two_sides_of_an_opposed_link_are_tied_to_provisions_that_are_opposed(analysis: Analysis) -> None:
    shared = _pair(analysis, OPPOSED).shared
    assert [(one.id, one.a is not None, one.b is not None) for one in shared] == [
        (AGAINST.id, True, False),
        (AGAINST.opposed_to[0], False, True),
    ]


def test_a_stronger_link_of_either_clause_is_named_but_an_opposed_one_is_no_rival(analysis: Analysis) -> None:
    assert _pair(analysis, STRONG).stronger == ()
    assert _pair(analysis, WEAK).stronger == (STRONG, LED)
    assert _pair(analysis, OPPOSED).stronger == ()
    assert "Stronger links" in as_markdown(analysis, _pair(analysis, WEAK))


def _with_norm(clause: Clause, modality: str, *, sure: bool = True) -> Clause:
    norm = Norm(modality=modality, strength="mandatory", bearer="any", capacity="unstated", act="use", sure=sure)  # type: ignore[arg-type]
    return replace(clause, norms=(norm,))


def test_what_is_not_sure_is_said(analysis: Analysis) -> None:
    assert _pair(analysis, STRONG).doubts == ("nobody has ruled",)
    assert "tied by lead-in" in _pair(analysis, LED).doubts
    policies = (replace(ONE, units=(_with_norm(A[0], "permission", sure=False),)), replace(TWO, units=(_with_norm(B[0], "obligation"),)))
    assert _pair(replace(analysis, policies=policies), STRONG).doubts == ("nobody has ruled", "norm is a guess", "modality differs")
    policies = (policies[0], replace(TWO, units=(B[0],)))
    assert _pair(replace(analysis, policies=policies), STRONG).doubts == ("nobody has ruled", "norm is a guess", "no norm")


def test_a_decision_is_told_with_who_when_why(analysis: Analysis) -> None:
    ruled = replace(
        analysis, links=(replace(STRONG, decided="The clerk, 2024-05-14"),), rulings=(Ruling(decision=_decision(), state="in force"),)
    )
    text = as_markdown(ruled, _pair(ruled, STRONG))
    assert "- accept, by The clerk, 2024-05-14: Read both.\n- It is in force." in text
    assert "Nothing that the rules would know of." in text


def test_a_reopened_decision_is_told_with_the_words_that_changed(analysis: Analysis) -> None:
    changed = ((A[0].id, "safe", "secure"), (B[0].id, "", "always"), (B[0].id, "never", ""))
    ruled = replace(analysis, rulings=(Ruling(decision=_decision(), state="reopened", changed=changed),))
    text = as_markdown(ruled, _pair(ruled, STRONG))
    for part in ("“safe” is now “secure”", "“always” was put in", "“never” was left out", "does not count until somebody confirms it"):
        assert part in text


def test_clauses_that_are_not_linked_are_said_to_be_so_and_who_rejected_the_pair(analysis: Analysis) -> None:
    with pytest.raises(NotFound, match="is not linked with"):
        find(analysis, A[1].id, B[0].id)
    with pytest.raises(NotFound, match="same document"):
        find(analysis, A[0].id, A[1].id)
    ruled = replace(analysis, links=(), rulings=(Ruling(decision=_decision(verdict="reject"), state="in force"),))
    with pytest.raises(NotFound, match=r"The clerk rejected the pair on 2024-05-14\. Read both\."):
        find(ruled, A[0].id, B[0].id)


def test_a_clause_that_is_not_there_is_named_with_the_nearest(analysis: Analysis) -> None:
    with pytest.raises(NotFound, match=r"no paragraph has this id\. Did you mean aa/code#use-a-secure-password"):
        find(analysis, "aa/code#use-a-secure-pasword", B[0].id)


def test_the_raw_tuple_comes_as_json(analysis: Analysis) -> None:
    data = json.loads(as_json(analysis, _pair(analysis, WEAK)))
    assert (data["id"], data["relation"], data["score"], data["decision"]) == (f"{WEAK.a} ~ {WEAK.b}", "subset", 0.4, None)
    assert [clause["text"] for clause in data["clauses"]] == [A[0].text, B[1].text]
    assert data["shared"][0]["b"]["words"] == ["write your password down"]
    assert data["not_sure"] == ["nobody has ruled", "a stronger link exists"]


def test_a_clause_lists_its_links_with_scores_and_the_weaker_ones_last_and_marked(analysis: Analysis) -> None:
    assert links_of(analysis, A[0].id) == [(STRONG, False), (OPPOSED, False), (WEAK, True)]
    text = as_markdown(analysis, A[0])
    assert text.index(f"- {B[0].id}: subset") < text.index(f"- {B[1].id}: subset")
    assert "strength 0.40, weaker than another with this document" in text
    assert [link["weaker"] for link in json.loads(as_json(analysis, A[0]))["links"]] == [False, False, True]


def _run(*args: str) -> Result:
    return CliRunner().invoke(concordant, ["explain", *args])


def test_the_command_takes_two_ids_or_one_of_a_pair(tmp_path: Path) -> None:
    folder = str(write_corpus(tmp_path))
    texts = [_run("--policies", folder, *named).stdout for named in (("example/social-media-code#2", "sample/online-protocol#1"),)]
    texts.append(_run("--policies", folder, "sample/online-protocol#1 ~ example/social-media-code#2").stdout)
    assert texts[0] == texts[1]
    assert "confidential information" in texts[0]
    assert _run("--policies", folder, "a", "b", "c").exit_code == 2


def test_every_link_of_a_corpus_can_be_explained() -> None:
    made = analyse((ONE, TWO))
    assert made.links
    for link in made.links:
        assert link.why in as_markdown(made, find(made, link.a, link.b))
