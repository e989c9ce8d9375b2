"""Whole drafts: any format that can be read, and Word files with tracked changes, person by person."""

from __future__ import annotations

from concordant.amend import align, body_of, by_author, carried, make, paras_of, revert, steps_between
from concordant.model import DraftView, Policy
from concordant.parse.clauses import parse_policy
from concordant.read import from_docx, from_md, from_odt, from_txt
from concordant.read.canonical import body
from concordant.read.source import Source
from tests.formats import odt
from tests.formats import word as w
from tests.support.amended import FRONT, PARK, policy

STYLES = w.heading_styles("Heading 1")
TITLE = w.p("Park Code", style="Title") + w.p("Dogs", style="Heading1")
LEAD = "Dogs must be on a lead at all times of the year."
WASTE = "You must not leave the waste of a dog behind."
PONDS = "Dogs are kept out of ponds and the lake."


def as_policy(source: Source) -> Policy:
    return parse_policy(f"{FRONT}\n{body(source.blocks)}", policy_id="example/park-code", version="undated", file=source.name)


def read_word(text: str, view: DraftView | None = None) -> tuple[Policy, Source]:
    source = from_docx.read(w.docx(TITLE + text, styles=STYLES), "draft.docx", view or DraftView())
    return as_policy(source), source


def leads_there_and_back(old: Policy, new: Policy) -> list[str]:
    steps = steps_between(old, new)
    assert make(paras_of(old), steps) == paras_of(new)
    assert revert(paras_of(new), steps) == paras_of(old)
    return [step.kind for step in steps]


def test_tracked_changes_are_grouped_by_the_person_who_made_them() -> None:
    text = (
        w.p("Dogs ", w.gone("must"), w.ins("should"), w.r(" be on a lead at all times of the year."))
        + w.p(w.gone(WASTE, "B. Member"), props=w.mark("del", "B. Member"))
        + w.p(w.r("Dogs are kept out of ponds"), w.ins(" and streams", "B. Member", "2024-06-01T08:00:00Z"), w.r(" and the lake."))
        + w.p(w.ins("Cats are welcome in the park on Mondays.", "C. Clerk"), props=w.mark("ins", "C. Clerk"))
    )
    new, source = read_word(text)
    old, _ = read_word(text, DraftView(which="original"))
    assert leads_there_and_back(old, new) == ["replace", "leave-out", "replace", "add"]
    grouped = by_author(steps_between(old, new), source.changes)
    assert [(one.author, [step.kind for step in one.steps]) for one in grouped] == [
        ("A. Clerk", ["replace"]),
        ("B. Member", ["leave-out", "replace"]),
        ("C. Clerk", ["add"]),
    ]
    assert grouped[1].dates == ("2024-05-14", "2024-06-01")
    assert grouped[0].steps[0].new_texts == ("Dogs should be on a lead at all times of the year.",)


def test_a_step_of_two_people_is_listed_under_both_and_one_of_nobody_apart() -> None:
    text = w.p("Dogs ", w.gone("must"), w.ins("should"), w.r(" be on a lead"), w.ins(" or a rope", "B. Member"), w.r(" at all times."))
    new, source = read_word(text + w.p("Typed without being tracked by anybody."))
    old, _ = read_word(text, DraftView(which="original"))
    grouped = by_author(steps_between(old, new), source.changes)
    assert [(one.author, [step.kind for step in one.steps]) for one in grouped] == [
        ("A. Clerk", ["replace"]),
        ("B. Member", ["replace"]),
        ("", ["add"]),
    ]
    assert {step.authors for one in grouped for step in one.steps} == {("A. Clerk", "B. Member"), ()}


def test_what_one_person_alone_proposes_is_the_draft_read_for_that_person() -> None:
    text = w.p("Dogs ", w.gone("must"), w.ins("should"), w.r(" be on a lead")) + w.p(
        w.gone(WASTE, "B. Member"), props=w.mark("del", "B. Member")
    )
    old, _ = read_word(text + w.p(PONDS), DraftView(which="original"))
    new, _ = read_word(text + w.p(PONDS), DraftView(authors=("B. Member",)))
    assert leads_there_and_back(old, new) == ["leave-out"]


def test_a_paragraph_that_was_moved_in_word_is_a_move() -> None:
    old, _ = read_word(w.p(LEAD) + w.p(WASTE) + w.p(PONDS))
    new, _ = read_word(w.p(WASTE) + w.p(PONDS) + w.p(LEAD))
    assert leads_there_and_back(old, new) == ["move"]


def test_a_draft_in_any_format_is_compared_with_the_code() -> None:
    old = policy(PARK)
    plain = (
        "PARK CODE\n\n1. DOGS\n\n1.1 Dogs must be on a lead, and you should not let them off.\n\n1.2 You must never leave a dog's waste.\n"
    )
    page = "# Park Code\n\n## 1. Dogs\n\n1.1 Dogs **must** be on a lead, and you should not let them off.\n\n1.2 Waste goes home.\n"
    for source in (from_txt.read(plain.encode(), "draft.txt"), from_md.read(page.encode(), "draft.md")):
        kinds = leads_there_and_back(old, as_policy(source))
        assert "leave-out" in kinds
    written = odt.odt(odt.h(1, "Dogs") + odt.p(LEAD) + odt.p(WASTE))
    leads_there_and_back(old, as_policy(from_odt.read(written, "draft.odt", DraftView())))


def test_a_draft_keeps_the_ids_of_the_code() -> None:
    old = policy(PARK)
    new = policy(PARK.replace("You must not leave a dog's waste behind", "Nobody leaves a dog's waste behind").replace("1.2 ", "1.4 "))
    draft = carried(old, new)
    assert [unit.id for unit in draft.units] == [unit.id for unit in old.units]
    assert align(old, new).ids[old.clauses[1].id] == new.clauses[1].id
    assert body_of(paras_of(draft)) == body_of(paras_of(new))


def test_other_marks_and_spaces_are_no_other_words() -> None:
    old, new = policy(PARK), policy(PARK.replace("dog's", "dog’s").replace("**must**", "must"))
    assert leads_there_and_back(old, new) == ["set", "set"]
