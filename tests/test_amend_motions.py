"""Motions as councils write them: what they make of a text, and what is said where they cannot be made."""

from __future__ import annotations

from difflib import ndiff
from pathlib import Path
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from concordant.amend import apply, body_of, described, explained, make, markdown_of, paras_of, read_instructions, read_motion, revert
from concordant.amend.motionfile import instructions_of, is_motion
from concordant.corpus import load
from concordant.errors import BadMotion
from concordant.model import AmendError, Applied, Motion, Policy
from concordant.parse.norms import with_norms
from concordant.rulebook import motions
from tests.support.amended import PARK, policy
from tests.support.cases import Case, cases

ROOT = Path(__file__).parents[1]
CASES = cases("motions.md")
SHIPPED = sorted((ROOT / "policies").glob("*/*/motions/*.md"))


def tried(text: str, on: Policy) -> tuple[Motion, Applied, list[AmendError]]:
    steps, errors = read_instructions(instructions_of(text))
    motion = Motion(title="A motion", against=on.id, steps=steps)
    done = apply(on, motion, unread=errors)
    return motion, done, list(done.errors)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_motion_makes_of_the_text_what_the_case_says(case: Case) -> None:
    park = policy(PARK)
    motion, done, errors = tried(case.given, park)
    if errors:
        assert [f"! {explained(error)}" for error in errors] == case.expected.strip().split("\n")
        return
    assert done.policy is not None
    before, after = (body_of(paras_of(text)).split("\n") for text in (park, done.policy))
    assert [line for line in ndiff(before, after) if line[0] in "+-" and line[2:].strip()] == case.expected.rstrip("\n").split("\n")
    assert make(paras_of(park), done.steps) == paras_of(done.policy)
    assert revert(paras_of(done.policy), done.steps) == paras_of(park)
    assert read_motion(markdown_of(motion), file="motion.md") == (motion, ())


def test_the_code_of_the_cases_is_the_one_that_they_are_tried_on() -> None:
    assert PARK.strip() in (ROOT / "tests" / "cases" / "motions.md").read_text(encoding="utf-8")


def test_every_example_of_the_rules_is_read_as_it_says() -> None:
    assert motions.check() == ()


def test_a_broken_example_is_found() -> None:
    book = motions.motion_book()
    form = next(form for form in book.forms if form.id == "leave-out")
    assert book.read("Parking is free of charge") is None
    assert book.read(form.examples[0]) is not None


def test_a_motion_is_made_whole_or_not_at_all() -> None:
    park = policy(PARK)
    _, done, errors = tried("Leave out paragraph 1.2\n\nLeave out paragraph 8.8", park)
    assert done.policy is None
    assert done.steps == ()
    assert [error.reason for error in errors] == ["no-such-place"]


def test_a_motion_without_instructions_is_none() -> None:
    _, done, errors = tried("That the Code be amended as follows:", policy(PARK))
    assert done.policy is None
    assert {error.reason for error in errors} == {"no-instruction"}
    assert "no instruction" in explained(errors[0])


def test_an_error_is_a_problem_of_the_file_with_its_instruction() -> None:
    _, _, errors = tried("Leave out paragraph 1.2\n\nLeave out the section Bycicles", policy(PARK))
    problem = described(errors[0], file="motions/a.md")
    assert (problem.file, problem.where) == ("motions/a.md", "Instruction 2")
    assert "Bicycles" in problem.what


def test_a_file_takes_the_place_of_the_code() -> None:
    park, other = policy(PARK), policy("{.title}\n# Kind Code\n\nBe kind.\n\n1.2 You must not leave a dog's waste behind.\n")
    steps, _ = read_instructions([("Replace the code by “kind.docx”", "")])
    done = apply(park, Motion(title="A motion", against=park.id, steps=steps), files={"kind.docx": other})
    assert done.policy is not None
    assert done.policy.meta == park.meta
    assert paras_of(done.policy) == paras_of(other)
    kept = "example/park-code#you-must-not-leave-a-dogs"
    assert done.mapping.ids[kept] == kept
    assert done.mapping.numbers[2] == 2
    assert all(step.instructions == (1,) for step in done.steps)


def test_the_amended_text_is_a_policy_like_any_other() -> None:
    park = policy(PARK)
    _, done, _ = tried("In paragraph 1.1, leave out 'should not' and insert 'must not'", park)
    assert done.policy is not None
    norms = with_norms(done.policy).clauses[0].norms
    assert {norm.strength for norm in norms} == {"mandatory"}
    assert {norm.strength for norm in with_norms(park).clauses[0].norms} == {"mandatory", "advisory"}


def test_the_markdown_form_is_read_with_its_front_matter() -> None:
    text = """---
title: Cats in the park
against: example/park-code
proposer: Councillor A
seconder: Councillor B
date: 2024-05-14
reason: Cats are forgotten.
---

That the Code be amended as follows:

1. In paragraph 1.1, leave out
   “let them off” and insert “let them run”.
2. After paragraph 1.2 insert:

   > Cats:
   >
   > - may roam;
   >   - by day;
"""
    motion, errors = read_motion(text, file="cats.md", id="cats")
    assert not errors
    assert (motion.proposer, motion.seconder, motion.date, motion.id) == ("Councillor A", "Councillor B", "2024-05-14", "cats")
    assert [step.kind for step in motion.steps] == ["replace", "insert"]
    assert motion.steps[1].new == "Cats:\n\n- may roam;\n  - by day;"
    assert read_motion(markdown_of(motion), file="again.md") == (motion, ())
    assert is_motion(text)
    assert not is_motion(policy(PARK).text)


def test_all_problems_of_the_front_matter_are_told_together() -> None:
    with pytest.raises(BadMotion) as raised:
        read_motion("---\nagainst: Park Code\ndate: tomorrow\n---\n\nLeave out [1].\n", file="bad.md")
    told = "\n".join(str(problem) for problem in raised.value.problems)
    assert "`title`" in told
    assert "example/social-media-code" in told
    assert "2024-05-14" in told
    with pytest.raises(BadMotion, match="front matter"):
        read_motion("Leave out [1].", file="bad.md")


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_a_shipped_motion_is_understood_and_made_but_for_files_that_are_not_there(path: Path) -> None:
    policies = {found.id: found for found in load(ROOT / "policies")}
    motion, errors = read_motion(path.read_text(encoding="utf-8"), file=path.name, id=path.stem)
    assert not errors
    assert motion.against == "/".join(path.parts[-4:-2])
    assert read_motion(markdown_of(motion), file=path.name) == (motion, ())
    done = apply(policies[motion.against], motion)
    assert {error.reason for error in done.errors} <= {"no-such-file"}
    assert (done.policy is not None) == (not done.errors)


def test_the_shipped_motions_quote_the_report_word_for_word() -> None:
    report = next(found for found in load(ROOT / "policies") if found.id == "cambridgeshire/committee-report-social-media-code")
    said = " ".join(unit.text for unit in report.units)
    for path in SHIPPED:
        motion, _ = read_motion(path.read_text(encoding="utf-8"), file=path.name)
        for step in motion.steps:
            for words in (step.new.strip(), step.words):
                assert words in said, f"{path.name}: {words}"


PIECES = st.sampled_from(
    "leave out|insert|in|paragraph 1.1|[3]|'must'|“a|b”|and|;|. |after|the last bullet|under|Dogs|move|to|of|replace|with|(a)|1.|code|"
    "sentence|section|wherever it occurs|from|[99]|x.docx|all words after|99.9|the|renumber|—|⟦0⟧|**|\n> new\n|\n\n".split("|")
)


@given(st.one_of(st.lists(PIECES, max_size=14).map(" ".join), st.text(max_size=60)))
@settings(deadline=None, max_examples=300)
def test_whatever_is_typed_is_made_or_explained(text: str) -> None:
    park = policy(PARK)
    motion, done, errors = tried(text, park)
    assert (done.policy is None) == bool(errors)
    assert all(explained(error) for error in errors)
    if done.policy is not None:
        assert make(paras_of(park), done.steps) == paras_of(done.policy)
        assert read_motion(markdown_of(motion), file="motion.md") == (motion, ())


@pytest.mark.parametrize(
    "text", ["leave out [1] and " * 150, "leave out 'a' and insert 'b' " * 100, "x and " * 900, "'" * 500, "“a” " * 300]
)
def test_no_text_makes_the_reading_slow(text: str) -> None:
    started = process_time()
    read_instructions([(text, "")])
    assert process_time() - started < 5
