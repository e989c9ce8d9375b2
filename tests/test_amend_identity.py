"""Clauses keep their ids through an amendment: re-ordered, renumbered, reworded, and whatever is done elsewhere."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from concordant.amend import align, apply, body_of, carried, paras_of, read_instructions, steps_between
from concordant.amend.paras import split
from concordant.model import Clause, Motion, Para, Policy
from concordant.parse.clauses import parse_policy
from tests.support.amended import PARK, draft, instructions, policy, texts

PARKS = policy(PARK)
TEXTS = texts()
SEEDS = st.integers(min_value=0, max_value=10_000)
OTHERS = st.sampled_from(
    ("Geese are counted each spring.", "No kites near the mast.", "The café closes at four.", "Wardens wear green jackets.")
)


def parsed(old: Policy, paras: list[Para]) -> Policy:
    return parse_policy(f"{split(old)[0]}\n{body_of(paras)}", policy_id=old.id, version=old.version, file=old.file)


def ids(text: Policy) -> dict[str, list[str]]:
    """The ids of the clauses by their words."""
    found: dict[str, list[str]] = {}
    for clause in text.clauses:
        found.setdefault(clause.text, []).append(clause.id)
    return found


def applied(old: Policy, *said: str) -> tuple[Policy, dict[str, str | None], dict[int, int | None]]:
    steps, errors = read_instructions((text, "") for text in said)
    assert not errors
    done = apply(old, Motion(title="A motion", against=old.id, steps=steps))
    assert done.policy is not None, done.errors
    return done.policy, done.mapping.ids, done.mapping.numbers


@given(st.permutations(range(1, len(PARKS.units) - 1)))
@settings(deadline=None, max_examples=60)
def test_ids_are_stable_under_reordering(order: list[int]) -> None:
    """The words of a clause lead to the same id wherever it stands; of two with the same words, both ids are kept."""
    paras = paras_of(PARKS)
    flat = [replace(para, depth=min(para.depth, 1)) for para in paras]
    old = parsed(PARKS, flat)
    new = parsed(PARKS, [flat[0], *(flat[at] for at in order), flat[-1]])
    draft = carried(old, new)
    before, after = ({words: sorted(found) for words, found in ids(text).items()} for text in (old, draft))
    common = before.keys() & after.keys()
    assert {words: after[words] for words in common} == {words: before[words] for words in common}


@given(st.integers(min_value=2, max_value=9))
@settings(deadline=None, max_examples=8)
def test_ids_are_stable_under_renumbering(first: int) -> None:
    other = parse_policy(PARKS.text.replace("\n1.", f"\n{first}."), policy_id=PARKS.id, version="undated", file="")
    draft = carried(PARKS, other)
    assert [unit.id for unit in draft.units] == [unit.id for unit in PARKS.units]
    assert [unit.printed for unit in draft.units] != [unit.printed for unit in PARKS.units]
    assert {step.kind for step in steps_between(PARKS, other)} <= {"renumber", "set"}


@given(SEEDS, OTHERS)
@settings(deadline=None, max_examples=60)
def test_ids_are_stable_under_edits_elsewhere(seed: int, words: str) -> None:
    """What an amendment does not touch keeps its id, its words and its place in the order."""
    random = Random(seed)
    old = random.choice(TEXTS)
    paras = list(paras_of(old))
    at = random.randrange(1, len(paras))
    touched = old.units[at].id
    change = random.choice(("out", "in", "reword"))
    if change == "out":
        del paras[at]
    elif change == "in":
        paras.insert(at, Para(kind="paragraph", markdown=words))
    else:
        paras[at] = replace(paras[at], markdown=f"{paras[at].markdown} {words}")
    if not any(para.kind in {"paragraph", "item"} for para in paras):
        return
    draft = carried(old, parsed(old, paras))
    kept = [unit.id for unit in draft.units if unit.id in {unit.id for unit in old.units}]
    assert [name for name in kept if name != touched] == [unit.id for unit in old.units if unit.id != touched]


@given(SEEDS)
@settings(deadline=None, max_examples=60)
def test_no_two_units_share_an_id_and_no_new_one_takes_the_id_of_one_that_went(seed: int) -> None:
    random = Random(seed)
    old = random.choice(TEXTS)
    new = carried(old, draft(old, random))
    names = [unit.id for unit in new.units]
    assert len(set(names)) == len(names)
    gone = {name for name, then in align(old, new).ids.items() if then is None}
    assert gone.isdisjoint(names)
    assert all(unit.parent is None or unit.parent in names for unit in new.units)
    assert all(name in names for unit in new.units for name in unit.lead_ins)


@given(SEEDS)
@settings(deadline=None, max_examples=60)
def test_the_mapping_of_a_motion_is_what_the_alignment_of_its_texts_says(seed: int) -> None:
    random = Random(seed)
    old = random.choice(TEXTS)
    steps, _ = read_instructions((text, "") for text in instructions(old, random))
    done = apply(old, Motion(title="A motion", against=old.id, steps=steps))
    if done.policy is not None:
        assert align(old, done.policy).ids == done.mapping.ids
        assert align(old, done.policy).numbers == done.mapping.numbers


def test_numbers_are_mapped_old_to_new() -> None:
    _, _, numbers = applied(PARKS, "Leave out paragraph 1.2", "Move [9] to after [11]")
    assert numbers[1] == 1
    assert numbers[2] is None
    assert (numbers[9], numbers[10], numbers[11]) == (10, 8, 9)


def test_a_clause_that_was_reworded_keeps_its_id_though_its_first_words_changed() -> None:
    amended, names, _ = applied(PARKS, "In paragraph 1.1, leave out 'Dogs' and insert 'All dogs and cats'")
    old = PARKS.clauses[0].id
    assert names[old] == old
    clause = next(clause for clause in amended.clauses if clause.id == old)
    assert clause.text.startswith("All dogs and cats must")


def test_a_clause_that_came_in_does_not_take_the_id_of_one_that_went() -> None:
    amended, names, _ = applied(
        PARKS, "Leave out paragraph 1.2", "Before paragraph 1.1 insert “You must not leave a dog's water bowl behind, ever.”"
    )
    gone = PARKS.clauses[1].id
    assert names[gone] is None
    assert gone not in {unit.id for unit in amended.units}
    assert amended.clauses[0].id == f"{gone}-new"


def test_norms_and_lead_ins_follow_the_ids() -> None:
    amended, _, _ = applied(PARKS, "Move paragraph 1.3 to before paragraph 1.1", "In 1.3, leave out 'Owners' and insert 'Walkers'")
    item = next(unit for unit in amended.units if unit.text == "carry bags;")
    assert isinstance(item, Clause)
    assert item.lead_in == "Walkers:"
    assert item.lead_ins == next(unit.lead_ins for unit in PARKS.units if unit.text == "carry bags;")
