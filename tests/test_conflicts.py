"""Conflicts: every rule against its own pairs, laws of the findings, and the figures on the labelled documents."""

from __future__ import annotations

import pytest

from concordant.errors import BadRulebook
from concordant.judge.conflicts import find_conflicts
from concordant.model import Clause, Conflict, Link, Meta, Norm, Place, Policy
from concordant.rulebook import conflicts as book_module
from concordant.rulebook.conflicts import ConflictRule, Sample, Says, check, conflict_book, cue_pattern
from tests.support.labelled_norms import all_with_labelled_norms
from tests.support.labels import IDS, rows

RULES = conflict_book().rules
EXAMPLES = [pytest.param(r, a, b, id=f"{r.id}-{i}") for r in RULES for i, (a, b) in enumerate(r.examples)]
COUNTER_EXAMPLES = [pytest.param(r, a, b, id=f"{r.id}-{i}") for r in RULES for i, (a, b) in enumerate(r.counter_examples)]


def policy_of(*samples: Sample, policy_id: str = "anytown/code", audience: tuple[str, ...] = ("councillors", "employees")) -> Policy:
    meta = Meta(
        council="Anytown Council", title="Code", kind="code", audience=audience, status="adopted", date=None, source="-", original=None
    )
    return Policy(
        id=policy_id, version="undated", meta=meta, units=tuple(clause_of(s, i, policy_id) for i, s in enumerate(samples, 1)), file="-"
    )


def clause_of(sample: Sample, number: int, policy_id: str) -> Clause:
    norm = sample.modality and Norm(
        modality=sample.modality, strength=sample.strength, bearer=sample.bearer, capacity=sample.capacity, act=sample.text
    )
    return Clause(
        id=f"{policy_id}#{number}",
        kind="clause",
        text=sample.text,
        markdown=sample.text,
        printed=None,
        depth=1,
        parent=None,
        place=Place(file="-", line=number, end_line=number),
        number=number,
        lead_in=None,
        heading_path=(),
        norms=(norm,) if norm else (),
    )


def fired(rule: ConflictRule, a: Sample, b: Sample) -> list[Conflict]:
    return [c for c in find_conflicts((policy_of(a, b),)) if c.b is not None and c.rule == rule.id]


def test_every_cue_finds_its_examples_and_no_counter_example() -> None:
    assert check() == ()


@pytest.mark.parametrize(("rule", "a", "b"), EXAMPLES)
def test_a_rule_fires_on_its_example_in_either_order(rule: ConflictRule, a: Sample, b: Sample) -> None:
    for pair in ((a, b), (b, a)):
        assert [c.type for c in fired(rule, *pair)] == [rule.type]


@pytest.mark.parametrize(("rule", "a", "b"), COUNTER_EXAMPLES)
def test_a_rule_is_silent_on_its_counter_example(rule: ConflictRule, a: Sample, b: Sample) -> None:
    assert not fired(rule, a, b)
    assert not fired(rule, b, a)


def labelled_links() -> tuple[Link, ...]:
    pairs = (sorted((gold_to_id(r["a"]), gold_to_id(r["b"]))) for r in rows("links.jsonl"))
    return tuple(Link(a=a, b=b, relation="equivalent", score=1.0, why="labelled") for a, b in pairs)


def gold_to_id(gold: str) -> str:
    doc, number = gold.rsplit(".", 1)
    return f"{IDS[doc][0]}#{number}"


@pytest.fixture(scope="module")
def found() -> tuple[Conflict, ...]:
    return find_conflicts(all_with_labelled_norms(), (), labelled_links(), ())


def test_half_of_the_agreed_contradictions_and_tensions_are_found_at_half_precision(found: tuple[Conflict, ...]) -> None:
    gold = {tuple(sorted((gold_to_id(r["a"]), gold_to_id(r["b"])))): r for r in rows("conflicts.jsonl") if r["type"] != "exception"}
    hard = {k for k, r in gold.items() if r["agreed"] and r["type"] in {"contradiction", "tension"}}
    pairs = {(c.a, c.b) for c in found if c.b and c.type != "exception"}
    assert len(hard & pairs) / len(hard) >= 0.5
    assert len(pairs & set(gold)) / len(pairs) >= 0.5


def test_no_labelled_exception_is_flagged_as_a_conflict(found: tuple[Conflict, ...]) -> None:
    carved = {tuple(sorted((gold_to_id(r["a"]), gold_to_id(r["b"])))) for r in rows("conflicts.jsonl") if r["type"] == "exception"}
    assert not carved & {(c.a, c.b) for c in found if c.type != "exception"}


@pytest.mark.parametrize(
    ("clause", "principle"),
    [("pcc-members.033", "openness"), ("pcc-members.035", "openness"), ("pcc-members.023", "openness")],
)
def test_the_report_s_three_conflicts_with_openness_are_there(found: tuple[Conflict, ...], clause: str, principle: str) -> None:
    assert any(c.a == gold_to_id(clause) and c.principle == principle and c.b is None for c in found)


def test_tolerating_disagreement_against_removing_comments_is_there(found: tuple[Conflict, ...]) -> None:
    pair = tuple(sorted((gold_to_id("pcc-members.033"), gold_to_id("pcc-members.040"))))
    assert any((c.a, c.b) == pair and c.type == "tension" for c in found)


def test_quotes_are_verbatim_and_ids_unique(found: tuple[Conflict, ...]) -> None:
    text = {c.id: c.text for p in all_with_labelled_norms() for c in p.clauses}
    assert len({c.id for c in found}) == len(found)
    for conflict in found:
        assert conflict.quote_a in text[conflict.a]
        assert conflict.b is None or (conflict.quote_b in text[conflict.b] and conflict.a < conflict.b)


def test_the_order_of_policies_does_not_matter(found: tuple[Conflict, ...]) -> None:
    assert find_conflicts(all_with_labelled_norms()[::-1], (), labelled_links()[::-1], ()) == found


def test_rules_for_staff_and_for_councillors_do_not_conflict() -> None:
    never = Sample(text="Never share your password with anyone.", says="prohibition", bearer="any")
    for audience, expected in ((("employees",), 0), (("employees", "councillors"), 1)):
        may = Sample(text="Members may of course communicate politically.", says="permission", bearer="any")
        ban = Sample(text="Do not make critical remarks about the council.", says="prohibition", bearer="any")
        members = policy_of(may, never, policy_id="anytown/members", audience=("councillors",))
        others = policy_of(ban, policy_id="anytown/others", audience=audience)
        assert len([c for c in find_conflicts((members, others)) if c.b]) == expected


def test_a_duty_to_see_that_something_does_not_happen_is_a_ban() -> None:
    duty = Sample(text="Members must ensure that their posts will not damage the reputation of the council.", says="obligation")
    report = Sample(text="Members should report content that reflects poorly on the council.", says="obligation")
    assert {c.principle for c in find_conflicts((policy_of(duty),))} == {"openness", "accountability", "freedom-of-expression"}
    assert find_conflicts((policy_of(report),)) == ()


@pytest.mark.parametrize("says", ["none", "prohibition", "permission"])
def test_a_double_negation_allows_whatever_the_parser_made_of_it(says: Says) -> None:
    may = Sample(text="This doesn't mean that members cannot communicate politically.", says=says)
    ban = Sample(text="Do not make critical remarks about the council.", says="prohibition")
    assert [c.type for c in find_conflicts((policy_of(may, ban),)) if c.b] == ["tension"]


def test_a_ban_on_what_the_council_publishes_limits_no_person() -> None:
    ban = Sample(text="It must not post political opinions.", says="prohibition", bearer="council")
    assert find_conflicts((policy_of(ban),)) == ()


def test_a_carved_out_case_is_an_exception() -> None:
    ban = Sample(text="Do not make critical remarks about the council.", says="prohibition")
    may = Sample(text="Despite the rule on remarks, members may communicate politically.", says="permission")
    assert [c.type for c in find_conflicts((policy_of(ban, may),)) if c.b] == ["exception"]


def test_the_same_between_two_councils_is_a_divergence() -> None:
    ban = policy_of(Sample(text="Do not make critical remarks about the council.", says="prohibition"), policy_id="a-town/code")
    may = policy_of(Sample(text="Members may communicate politically.", says="permission"), policy_id="b-town/code")
    assert [c.between for c in find_conflicts((ban, may)) if c.b] == ["different-bodies"]


def test_a_cue_spans_eight_words_and_no_more() -> None:
    cue = cue_pattern("share .. password", {})
    assert cue.search("share " + "very " * 8 + "password")
    assert not cue.search("share " + "very " * 9 + "password")


def test_an_unknown_act_in_a_rule_is_told_with_its_rule(monkeypatch: pytest.MonkeyPatch) -> None:
    real = book_module.read_yaml

    def broken(text: str, **options: object) -> object:
        return real(text.replace("b: {act: criticise,", "b: {act: critisise,", 1), **options)  # type: ignore[arg-type]

    monkeypatch.setattr(book_module, "read_yaml", broken)
    with pytest.raises(BadRulebook, match=r"rule `political-speech-or-nothing-negative`: there is no act `critisise`"):
        conflict_book.__wrapped__()
