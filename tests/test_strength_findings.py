"""What a finding says of must and should, of the people bound and of terms agrees with how the clauses themselves are read."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from concordant.judge.conflicts import find_conflicts
from concordant.judge.together.answer import answer
from concordant.judge.together.context import Words
from concordant.model import Analysis, Clause, Conflict
from concordant.parse.clauses import parse_policy
from concordant.parse.norms import norms_of, with_norms
from concordant.pipeline import analyse, load

ROOT = Path(__file__).parents[1]
HEADLINE = re.compile(r"binding on .* under (?P<strong>.*\[\d+\]), but only advice under (?P<weak>.*\[\d+\])")
HEAD = "---\ncouncil: Lake\ntitle: {name}\nkind: code\naudience: [{audience}]\nstatus: draft\nsource: a test\n---\n\n"
CODE = HEAD + "{{.title}}\n# {name}\n\n{body}\n"


@pytest.fixture(scope="module")
def shipped() -> Analysis:
    return analyse(load(ROOT / "policies"))


def conflicts_of(**codes: tuple[str, str]) -> tuple[Conflict, ...]:
    """The conflicts among codes of one council, each with its audience and its text."""
    texts = {name: CODE.format(name=name.title(), audience=audience, body=body) for name, (audience, body) in codes.items()}
    parsed = [parse_policy(text, policy_id=f"lake/{name}", version="undated", file=f"{name}.md") for name, text in texts.items()]
    return find_conflicts([with_norms(policy) for policy in parsed])


def named(place: str, conflict: Conflict, analysis: Analysis) -> Clause:
    """The clause of the conflict that a headline calls by this place."""
    number = int(place.rpartition("[")[2].rstrip("]"))
    sides = [analysis.clause(i) for i in (conflict.a, conflict.b) if i]
    found = [clause for clause in sides if clause.number == number]
    policies = [analysis.policy(clause.id.partition("#")[0]).meta for clause in found]
    return next(c for c, meta in zip(found, policies, strict=True) if len(found) == 1 or place.startswith(meta.short or meta.title))


def test_a_headline_on_must_and_should_says_what_the_norms_say(shipped: Analysis) -> None:
    headlines = [(c, hit) for c in shipped.conflicts if c.rule.startswith("must-or-should-") and (hit := HEADLINE.search(c.why))]
    assert headlines
    for conflict, hit in headlines:
        assert "mandatory" in {n.strength for n in named(hit["strong"], conflict, shipped).norms}, conflict.why
        assert "advisory" in {n.strength for n in named(hit["weak"], conflict, shipped).norms}, conflict.why


def test_a_warning_and_a_request_for_care_of_one_strength_are_not_called_must_and_should() -> None:
    advice = "## Things we recommend\n\n"
    found = conflicts_of(
        a=("councillors", advice + "Do not request a council employee as a friend on a networking site."),
        b=("councillors", advice + "Exercise caution in accepting a council employee as a friend on a networking site."),
    )
    assert [(c.rule, c.type) for c in found] == [("not-or-with-care-befriend-staff", "tension")]
    assert "only asks for care" in found[0].why


def test_must_not_in_an_item_beats_the_advice_of_its_lead_in_and_heading() -> None:
    read = norms_of(
        "Do not lend your key - you must not, here or anywhere else, lend a key to anyone.",
        lead_in_path=("Do ensure that your conduct is safe, for instance:",),
        heading_path=("Examples of good practice",),
        in_list=True,
    )
    assert {(n.modality, n.strength) for n in read} == {("prohibition", "mandatory")}


@pytest.mark.parametrize("item", ["show papers that must not be copied", "show papers which visitors must not see", "lend keys"])
def test_must_not_in_what_only_describes_a_thing_leaves_the_lead_in_as_it_is(item: str) -> None:
    read = norms_of(item, lead_in_path=("Members should not:",), in_list=True)
    assert [(n.modality, n.strength) for n in read][:1] == [("prohibition", "advisory")]


@pytest.mark.parametrize(("audience", "found"), [("employees", set()), ("councillors", {"strength"})])
def test_a_rule_for_staff_does_not_bind_councillors_though_it_says_users(audience: str, found: set[str]) -> None:
    rules = "post photographs of children on the council website."
    conflicts = conflicts_of(a=("councillors", f"Do not {rules}"), b=(audience, f"Users should not {rules}"))
    assert {c.rule for c in conflicts} == found


def test_what_is_said_in_praise_of_a_thing_defines_nothing() -> None:
    praise = "Social media is an important means of communication for residents and businesses."
    term = "Social media is used to describe websites that allow people to share content."
    assert conflicts_of(a=("councillors", f"{praise}\n\n{term}")) == ()


def test_two_definitions_in_so_many_words_are_found_with_their_term() -> None:
    found = conflicts_of(
        a=("councillors", "“Volunteers” means people who help at events."),
        b=("councillors", "“Volunteers” is a term for the friends' committee."),
    )
    assert [c.rule for c in found] == ["definition"]
    assert "the term “Volunteers”" in found[0].why


@pytest.mark.parametrize(("people", "bearer"), [("the public", "public"), ("staff", "employee"), ("the planning committee", "councillor")])
def test_members_of_another_group_are_not_councillors(people: str, bearer: str) -> None:
    assert [n.bearer for n in norms_of(f"Members of {people} must not film meetings.")] == [bearer]
    assert [n.bearer for n in norms_of(f"A member of {people} may film meetings.")] == [bearer]


def test_a_pair_about_members_of_the_public_is_answered_for_them() -> None:
    may, never = (Words(text=f"Members of the public {rule} film meetings.") for rule in ("may", "must not"))
    said = answer(may, never)
    assert (said.type, said.why.partition(",")[0]) == ("contradiction", "For a member of the public")
    assert answer(may, Words(text="Councillors must not film meetings.")).type == "none"
