"""What a reader is told must be what is known: capacity of a whole code, explained words, findings that are none, folders with nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from concordant.cli.commands import concordant
from concordant.judge.capacity import capacity_maps
from concordant.judge.vague import explanations, find_vague
from concordant.model import Analysis, Conflict, Link
from concordant.parse.norms import with_norms
from concordant.publish.elsewhere import MOST, worded
from concordant.publish.pages import pages
from concordant.publish.view import View
from concordant.rulebook import together as together_book
from tests.support.corpus import write_corpus
from tests.support.typed import typed

NOT_FOUND = "No rule of Concordant found a conflict; that does not mean there is none."


def run(*args: str | Path) -> Result:
    return CliRunner().invoke(concordant, [str(arg) for arg in args], prog_name="concordant", catch_exceptions=False)


# In which capacity the whole of a code applies.


@pytest.mark.parametrize(
    ("words", "gives"),
    [
        ("It applies to the use of cameras for both work and private purposes, day or night.", ["both"]),
        ("The policy covers personal and professional use of bicycles.", ["both"]),
        ("It does not apply to cameras for both work and private purposes.", []),
        ("It applies to business premises.", []),
        ("The shop covers business and personal insurance.", []),
    ],
)
def test_a_code_that_names_both_purposes_applies_in_both_capacities(words: str, gives: list[str]) -> None:
    (found,) = capacity_maps((with_norms(typed("example", words, "Members must be polite.")),))
    assert [statement.gives for statement in found.itself] == gives


# Whether a code says what it means by a word.


def kinds(*paragraphs: str, term: str = "inappropriate") -> list[tuple[str, str]]:
    return [(said.kind, said.quote) for said in explanations(with_norms(typed("example", *paragraphs))) if said.term == term]


def test_a_question_in_a_heading_defines_nothing() -> None:
    assert kinds("## Which hats are unsuitable?", "Members must not wear unsuitable hats.") == []
    assert kinds("Members ask: which hats does “unsuitable” refer to, such as caps?") == []


def test_a_list_of_examples_under_the_question_gives_examples_and_an_item_is_quoted() -> None:
    asked = ("## Which hats are unsuitable?", "It is impossible to name them all. Here is a list of examples.")
    items = "Members must not wear:\n\n- hats that hide the face;\n- hats with bells."
    assert kinds(*asked, items) == [("by examples", "hats that hide the face;")]
    assert kinds(asked[0], items) == []
    assert kinds("## Which hats are unsuitable?", "Here is a list of examples.", "## Coats", items) == []


def test_a_definition_below_the_question_still_counts() -> None:
    defined = "“Unsuitable” means that it hides the face."
    assert kinds("## Which hats are unsuitable?", defined) == [("defined", defined)]


def test_to_doubt_whether_something_is_appropriate_is_not_the_vague_word() -> None:
    policy = with_norms(typed("example", "Members must ask about the appropriateness of a hat."))
    assert find_vague((policy,)) == ()


# What `concordant pair` says where no rule found anything.


def test_that_nothing_was_found_is_not_said_as_a_fact() -> None:
    said = run("pair", "Members must wear hats.", "Residents may feed ducks.").stdout
    assert NOT_FOUND in said
    assert "was read in" not in said
    assert together_book.pair_rules()["none"].why == NOT_FOUND


@pytest.mark.parametrize(
    ("a", "b", "where"),
    [
        (".", ".", "the first or the second"),
        ("Die Ratsmitglieder tragen Hüte.", "Members must wear hats.", "the first"),
        ("Members must wear hats.", ".", "the second"),
    ],
)
def test_a_clause_in_which_nothing_was_read_is_named(a: str, b: str, where: str) -> None:
    assert f"{NOT_FOUND} No duty, ban or permission was read in {where}." in run("pair", a, b).stdout


# Folders in which there is nothing to check or to compare with.


def test_a_folder_without_a_policy_is_not_passed_as_checked(tmp_path: Path) -> None:
    result = run("check", "--policies", tmp_path)
    assert result.exit_code == 2
    assert "no policy was found there" in result.stderr
    assert "concordant import" in result.stderr


def test_nothing_is_new_against_a_folder_without_a_policy(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    result = run("check", "--policies", write_corpus(tmp_path / "full"), "--baseline", tmp_path / "empty")
    assert result.exit_code == 2
    assert "no policy was found there to compare with" in result.stderr
    assert "concordant export" in result.stderr


@pytest.mark.parametrize("old", ["/dev/null", "no-such-thing"])
def test_what_is_neither_file_nor_folder_is_refused_with_the_way_to_make_one(old: str, tmp_path: Path) -> None:
    result = run("check", "--policies", write_corpus(tmp_path), "--baseline", old)
    assert result.exit_code == 2
    assert "concordant export --format json" in result.stderr


def test_the_help_of_principles_names_every_standing() -> None:
    said = " ".join(run("principles", "--help").stdout.split())
    assert all(word in said for word in ("serves", "limits", "neutral"))


# How others word it.


def test_a_finding_shows_the_three_nearest_rules_of_others_and_no_fragment() -> None:
    one = with_norms(typed("example", "Members must wear hats.", "Members must not wear hats."))
    rules = [with_norms(typed(f"town-{n}", f"Members must wear hats number {n}.")) for n in "abcde"]
    fragment = with_norms(typed("town-z", "Hats and coats:"))
    a, b = (clause.id for clause in one.clauses)
    others = [(policy, 0.5 + at / 100) for at, policy in enumerate((*rules, fragment))]
    links = [Link(a=a, b=p.clauses[0].id, relation="intersects", score=score, why="") for p, score in others if p.clauses]
    it = Conflict(
        id="hats", a=a, b=b, type="contradiction", between="same-body", why="One asks for hats.", rule="hats",
        quote_a="Members must wear hats.", quote_b="Members must not wear hats.",
    )  # fmt: skip
    analysis = Analysis(policies=(one, *rules, fragment), ties=(), links=tuple(links), gaps=(), conflicts=(it,), concerns=())
    shown = [side.policy.id for side in worded(it, View(analysis=analysis, readings={}))]
    assert shown == ["town-e/code", "town-d/code", "town-c/code"]
    assert len(shown) == MOST
    page = next(text for path, text in pages(analysis, {}).items() if path.startswith("conflicts/") and "How others word it" in text)
    assert page.count("hats number") == MOST
