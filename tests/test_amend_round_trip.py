"""Steps found between two texts lead from the one to the other and back, paragraph for paragraph; so do those of a motion."""

from __future__ import annotations

from random import Random

import pytest

from concordant.amend import apply, body_of, make, markdown_of, paras_of, read_instructions, read_motion, revert, steps_between
from concordant.amend.paras import read_paras, split
from concordant.model import AppliedStep, Motion, Policy
from concordant.parse.clauses import parse_units
from tests.support.amended import draft, instructions, texts

DRAFTS = 600
MOTIONS = 600
TEXTS = texts()
BATCHES = 6


def leads_there_and_back(old: Policy, new: Policy, steps: tuple[AppliedStep, ...]) -> None:
    before, after = paras_of(old), paras_of(new)
    assert make(before, steps) == after
    assert revert(after, steps) == before
    assert body_of(make(before, steps)).strip() == split(new)[1].strip()
    assert body_of(revert(after, steps)).strip() == split(old)[1].strip()


@pytest.mark.parametrize("text", {policy.id: policy for policy in TEXTS}.values(), ids=lambda policy: policy.id)
def test_each_paragraph_is_one_unit_and_the_text_is_set_again_sign_for_sign(text: Policy) -> None:
    paras = paras_of(text)
    assert len(paras) == len(text.units)
    assert read_paras(body_of(paras)) == paras
    same = [(unit.kind, unit.text, unit.markdown, unit.printed, unit.depth, unit.in_list) for unit in text.units]
    again = parse_units(body_of(paras), file="")
    assert [(unit.kind, unit.text, unit.markdown, unit.printed, unit.depth, unit.in_list) for unit in again] == same


@pytest.mark.parametrize("batch", range(BATCHES))
def test_the_steps_between_a_text_and_a_draft_lead_there_and_back(batch: int) -> None:
    for seed in range(batch, DRAFTS, BATCHES):
        random = Random(seed)
        old = TEXTS[seed % len(TEXTS)]
        new = draft(old, random)
        leads_there_and_back(old, new, steps_between(old, new))


@pytest.mark.parametrize("batch", range(BATCHES))
def test_a_motion_that_is_applied_leads_there_and_back_and_reads_back_as_written(batch: int) -> None:
    applied = 0
    for seed in range(batch, MOTIONS, BATCHES):
        random = Random(seed)
        old = TEXTS[seed % len(TEXTS)]
        steps, errors = read_instructions((text, "") for text in instructions(old, random))
        assert not errors
        motion = Motion(title="A motion", against=old.id, steps=steps)
        assert read_motion(markdown_of(motion), file="motion.md") == (motion, ())
        done = apply(old, motion)
        assert (done.policy is None) == bool(done.errors)
        if done.policy is None:
            continue
        applied += 1
        leads_there_and_back(old, done.policy, done.steps)
        assert {number for step in done.steps for number in step.instructions} == {step.number for step in steps}
        leads_there_and_back(old, done.policy, steps_between(old, done.policy))
    assert applied > MOTIONS / BATCHES * 0.7


def test_a_block_that_moved_is_one_step_and_nothing_else() -> None:
    old = TEXTS[0]
    paras = list(paras_of(old))
    block = paras[16:18]
    moved = [*paras[:1], *block, *paras[1:16], *paras[18:]]
    new = parse(old, body_of(moved))
    assert [(step.kind, len(step.old)) for step in steps_between(old, new)] == [("move", 2)]


def test_of_two_equal_paragraphs_the_one_that_went_is_the_one_that_is_not_there() -> None:
    old = TEXTS[0]
    paras = [para for at, para in enumerate(paras_of(old)) if at != [unit.text for unit in old.units].index("Lock them.")]
    assert [step.kind for step in steps_between(old, parse(old, body_of(paras)))] == ["leave-out"]


def parse(old: Policy, body: str) -> Policy:
    from concordant.parse.clauses import parse_policy  # noqa: PLC0415

    return parse_policy(f"{split(old)[0]}\n{body}", policy_id=old.id, version=old.version, file=old.file)
