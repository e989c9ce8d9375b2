"""`concordant review`: a motion or a draft before the vote, alone and with others."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from concordant.amend.combine import combined
from concordant.amend.effects import Setting, setting, standings, touched
from concordant.amend.motionfile import read_motion
from concordant.amend.repair import repairs
from concordant.amend.review import review_draft, review_motion
from concordant.cli.commands import concordant
from concordant.compare.ties import made_by
from concordant.judge.clashes import verdicts
from concordant.judge.together.frames import frames
from concordant.model import Concern, ConcernTest, Motion, Policy
from concordant.parse.clauses import parse_policy
from concordant.parse.norms import read_norms, with_norms
from concordant.publish.reviewed import Told
from concordant.rulebook import ledger as book
from concordant.rulebook.ledger import ledger_words

HEAD = """---
council: {0}
title: {1}
kind: code
audience: [councillors]
status: adopted
source: made up
---

# {1}

"""
RULES = (
    "Councillors must lock the hall every evening.",
    "Councillors must keep the register of keys in the office.",
    "Councillors should sweep the floor after each event.",
    "Councillors may borrow the ladder for one day.",
)
AGAIN = "Councillors must not keep the register of keys in the office."


def code(*rules: str, name: str = "example/hall", council: str = "Example Town Council", title: str = "Hall Code") -> Policy:
    text = HEAD.format(council, title) + "\n\n".join(rules) + "\n"
    return with_norms(parse_policy(text, policy_id=name, version="undated", file=f"{name}.md"))


def motion(*instructions: str, title: str = "A motion") -> Motion:
    said = "\n".join(f"{at}. {text}" for at, text in enumerate(instructions, start=1))
    found, errors = read_motion(f"---\ntitle: {title}\nagainst: example/hall\n---\n\n{said}\n", file="m.md")
    assert not errors
    return found


HALL = code(*RULES)
OPENS = motion(f"After paragraph [4] insert “{AGAIN}”", title="Keys at home")


# The ledger.


def test_a_draft_with_the_same_words_changes_nothing() -> None:
    found = review_draft(HALL, code(*RULES), Setting())
    ledger = found.ledger
    assert (found.applied, found.steps, touched(HALL, HALL)) == (True, (), frozenset())
    conflicts = ledger.opened, ledger.closed, ledger.changed
    assert not any((*conflicts, ledger.duties, ledger.links, ledger.gaps, ledger.vague, ledger.principles))


def test_the_largest_effect_on_duties_stands_first() -> None:
    made = motion("In paragraph [3], leave out “should” and insert “must”.", "In paragraph [4], leave out “may” and insert “must not”.")
    found = review_motion(HALL, made, Setting()).ledger.duties
    assert [(duty.number, duty.rule) for duty in found] == [(4, "modality"), (3, "strength")]
    assert (found[1].before, found[1].after) == ("should", "must")


def test_a_rule_that_goes_into_another_paragraph_is_neither_lost_nor_new() -> None:
    made = motion("Leave out paragraph [1].", f"After paragraph [3] insert “{RULES[0]}”")
    assert review_motion(HALL, made, Setting()).ledger.duties == ()


def test_a_conflict_opens_and_closes_with_the_texts_of_both_paragraphs() -> None:
    opened = review_motion(HALL, OPENS, Setting()).ledger.opened
    assert [effect.now.type for effect in opened] == ["contradiction"]
    assert {effect[1] for effect in opened[0].texts} == {RULES[1], AGAIN}
    after = review_motion(HALL, OPENS, Setting()).after
    assert after is not None
    back = review_draft(after, HALL, Setting()).ledger
    assert ([effect.now.type for effect in back.closed], back.opened) == (["contradiction"], ())
    assert ("", AGAIN) in {tuple(reversed(text)) for text in back.closed[0].texts}


def test_a_conflict_that_stands_between_other_words_has_changed() -> None:
    before = code(*RULES, AGAIN)
    made = motion("In paragraph [5], leave out “of keys” and insert “of the keys”.")
    ledger = review_motion(before, made, Setting()).ledger
    assert (len(ledger.opened), len(ledger.closed), len(ledger.changed)) == (0, 0, 1)


def test_what_is_not_touched_has_no_effect_whatever_others_say() -> None:
    others = [code(*RULES, AGAIN, name=f"other{at}/hall", council=f"Other {at}") for at in range(3)]
    made = motion("In paragraph [3], leave out “should” and insert “must”.")
    ledger = review_motion(HALL, made, setting(others, HALL.id)).ledger
    own = {link.clause for link in ledger.links} | {effect.clause for effect in (*ledger.vague, *ledger.principles)}
    assert own <= touched(HALL, review_motion(HALL, made, Setting()).after or HALL)


def test_a_gap_opens_where_two_other_codes_make_what_goes() -> None:
    rule = "Councillors must not disclose confidential information."
    others = [code(rule, name=f"other{at}/code", council=f"Other {at}") for at in range(2)]
    held = setting(others, HALL.id)
    filled = review_motion(HALL, motion(f"After paragraph [4] insert “{rule}”"), held).ledger.gaps
    assert filled and not filled[0].opened and filled[0].quotes == (rule,)
    opened = review_motion(code(*RULES, rule), motion("Leave out paragraph [5]."), held).ledger.gaps
    assert opened and opened[0].opened and set(opened[0].others) == {policy.clauses[0].id for policy in others}
    assert review_motion(HALL, motion(f"After paragraph [4] insert “{rule}”"), setting(others[:1], HALL.id)).ledger.gaps == ()


def test_a_saving_clause_that_goes_is_said_and_one_that_is_reworded_is_not() -> None:
    saving = "Nothing in this code prevents councillors from criticising a decision."
    before = code(*RULES, saving)
    gone = review_motion(before, motion("Leave out paragraph [5]."), Setting()).ledger.exceptions
    assert [(effect.came, effect.quote) for effect in gone] == [(False, saving)]
    reworded = motion("In paragraph [5], leave out “a decision” and insert “any decision”.")
    assert review_motion(before, reworded, Setting()).ledger.exceptions == ()


def test_with_one_wrong_instruction_nothing_is_made() -> None:
    made = motion("Leave out paragraph [1].", "Leave out paragraph [99].")
    found = review_motion(HALL, made, Setting())
    assert (found.applied, found.steps, [error.instruction for error in found.errors]) == (False, (), [2])


# Repairs.


def test_a_repair_takes_the_words_of_a_code_that_has_the_provision_and_says_whose() -> None:
    ban, duty = "Councillors must never share a password with anyone.", "Share the password with authorised councillors only."
    lent = "Councillors must not share a password with people who are not authorised."
    before = code(*RULES, duty)
    other = code("Councillors must wear a badge.", lent, name="other/code", council="Other")
    after = review_motion(before, motion(f"After paragraph [5] insert “{ban}”"), setting([other], before.id))
    ((_, found),) = after.repairs
    assert [(repair.kind, repair.source, repair.new) for repair in found] == [
        ("replace", other.clauses[1].id, lent), ("leave-out", None, ""),
    ]  # fmt: skip
    assert found[0].old in {ban, duty}


def test_a_repair_clears_the_conflict_and_brings_no_other() -> None:
    found = review_motion(HALL, OPENS, Setting())
    assert found.after is not None
    (conflict, offered), *_ = found.repairs
    after = code(*RULES, AGAIN)
    _, stands = standings(after, after, Setting())
    conflicts = [c for c in stands.conflicts if c.b]
    assert conflict and offered and [repair.kind for repair in offered] == ["leave-out"]
    assert repairs(conflicts[0], stands, Setting())


def test_no_repair_is_said_plainly(tmp_path: Path) -> None:
    (tmp_path / "old.md").write_text(HEAD.format("Example", "Code") + RULES[1] + "\n", encoding="utf-8")
    (tmp_path / "new.md").write_text(HEAD.format("Example", "Code") + f"{RULES[1]}\n\n{AGAIN}\n", encoding="utf-8")
    done = run("review", str(tmp_path / "new.md"), "--against", str(tmp_path / "old.md"))
    assert "No other code at hand has words that clear it" in done.output


# Combinations.


def test_two_motions_on_the_same_words_exclude_each_other() -> None:
    found = combined(HALL, [motion("Leave out paragraph [2]."), motion("In paragraph [2], leave out “must” and insert “may”.")], Setting())
    assert [(o.motions, o.review.applied, o.excluded) for o in found.outcomes] == [
        ((1,), True, ()), ((2,), True, ()), ((1, 2), False, ((1, 2),)),
    ]  # fmt: skip


def test_a_conflict_that_neither_motion_opens_alone_is_said_of_the_two() -> None:
    first = motion("After paragraph [4] insert “Councillors must paint the wooden fence of the garden every year.”")
    second = motion("After paragraph [1] insert “Councillors must not paint the wooden fence of the garden.”")
    found = combined(HALL, [first, second], Setting())
    opened = [(o.motions, len(o.review.ledger.opened), len(o.together)) for o in found.outcomes]
    assert opened == [((1,), 0, 0), ((2,), 0, 0), ((1, 2), 1, 1)]


def test_two_motions_that_insert_at_one_place_give_another_text_in_another_order() -> None:
    found = combined(HALL, [motion("After paragraph [4] insert “One.”"), motion("After paragraph [4] insert “Two.”")], Setting())
    assert [o.order_matters for o in found.outcomes] == [False, False, True]
    apart = combined(HALL, [motion("After paragraph [4] insert “One.”"), motion("After paragraph [1] insert “Two.”")], Setting())
    assert [o.order_matters for o in apart.outcomes] == [False, False, False]


def test_many_motions_are_bounded_and_what_is_left_out_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("concordant.amend.combine.MOST_PAIRS", 2)
    monkeypatch.setattr("concordant.amend.combine.MOST_ORDERS", 3)
    four = [motion(f"After paragraph [{at}] insert “Number {at}.”") for at in range(1, 5)]
    found = combined(HALL, four, Setting())
    assert [o.motions for o in found.outcomes] == [(1,), (2,), (3,), (4,), (1, 2), (1, 3), (1, 2, 3, 4)]
    assert (found.left_out, found.orders_left_out) == (15 - 7, 24 - 3)


# The work of a second run.


def test_a_draft_with_one_changed_paragraph_has_only_that_one_read_again() -> None:
    words = [(word, time) for word in ("door", "roof", "wall") for time in ("day", "year")]
    rules = [f"Councillors must paint the {word} of the hall every {time}." for word, time in words]
    before, other = code(*rules), code(*rules[:3], name="example/other", title="Other Code")
    held = setting([other], before.id)
    review_draft(before, code(*rules, "Councillors must be polite to every hirer."), held)
    caches = (read_norms, made_by, frames, verdicts)
    counts = [cache.cache_info().misses for cache in caches]
    review_draft(before, code(*rules, "Councillors must be patient with every hirer."), held)
    norms, ties, read, pairs = (cache.cache_info().misses - count for cache, count in zip(caches, counts, strict=True))
    assert (norms, ties, read) == (1, 1, 1)
    assert pairs <= len(rules) + 3


# The command.


def run(*args: str) -> Result:
    return CliRunner().invoke(concordant, list(args))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, title, rules in (("hall", "Hall Code", RULES), ("office", "Office Code", ("Councillors must not lend the keys.",))):
        at = tmp_path / "policies" / "example" / name
        at.mkdir(parents=True)
        (at / "undated.md").write_text(HEAD.format("Example Town Council", title) + "\n\n".join(rules) + "\n", encoding="utf-8")
    (tmp_path / "motion.md").write_text(
        f"---\ntitle: Keys at home\nagainst: example/hall\n---\n\n1. After paragraph [4] insert “{AGAIN}”\n", encoding="utf-8"
    )
    return tmp_path


def against(folder: Path, *args: str) -> Result:
    return run("review", *args, "--against", "example/hall", "--policies", str(folder / "policies"))


def test_the_verdict_is_short_and_plain(folder: Path) -> None:
    done = against(folder, str(folder / "motion.md"))
    assert done.exit_code == 0, done.output
    assert "Keys at home" in done.output and "It can be made. Paragraphs: 1 added." in done.output
    assert "Conflicts   1 opened, 0 closed, 0 changed" in done.output
    assert len(done.output.splitlines()) < 40


def data(done: Result) -> Any:
    return json.loads(done.stdout)


def test_json_has_every_part(folder: Path) -> None:
    found = data(against(folder, str(folder / "motion.md"), "--format", "json"))
    parts = {"applied", "errors", "steps", "clauses", "duties", "conflicts", "gaps", "principles", "concerns", "vague", "length"}
    assert parts <= set(found)
    assert set(found["conflicts"]) == {"opened", "closed", "changed"} and set(found["gaps"]) == {"opened", "filled"}
    assert [clause["number"] for clause in found["clauses"]] == [1, 2, 3, 4, 5]
    (duty,) = found["duties"]
    assert (duty["kind"], duty["from"], duty["to"]) == ("norm-added", None, "keep the register of keys in the office")
    (opened,) = found["conflicts"]["opened"]
    assert {opened["a"]["after"], opened["b"]["after"]} == {RULES[1], AGAIN}


@pytest.mark.parametrize("format_", ["md", "html"])
def test_the_whole_ledger_is_written_to_a_file_in_the_form_of_its_ending(folder: Path, format_: str) -> None:
    out = folder / f"review.{format_}"
    done = against(folder, str(folder / "motion.md"), "--out", str(out))
    assert (done.exit_code, done.stdout) == (0, "")
    text = out.read_text(encoding="utf-8")
    assert text.startswith("<!doctype html>" if format_ == "html" else "# Review: Keys at home")
    assert AGAIN in text and "Smallest repair" in text
    assert text == out.read_text(encoding="utf-8")


def test_words_of_a_motion_cannot_become_markup(folder: Path) -> None:
    said = "---\ntitle: <b>Title</b>\nagainst: example/hall\n---\n\n1. After paragraph [4] insert “Councillors must say <script>.”\n"
    (folder / "bad.md").write_text(said, encoding="utf-8")
    for format_ in ("md", "html"):
        assert "<script>" not in against(folder, str(folder / "bad.md"), "--format", format_).output
        assert "<b>Title" not in against(folder, str(folder / "bad.md"), "--format", format_).output


def test_a_report_in_word_is_written_and_the_verdict_still_printed(folder: Path) -> None:
    done = against(folder, str(folder / "motion.md"), "--out", str(folder / "report.docx"))
    assert done.exit_code == 0 and "It can be made" in done.output
    assert (folder / "report.docx").read_bytes().startswith(b"PK")


def test_a_motion_that_cannot_be_made_says_which_instruction_and_fails(folder: Path) -> None:
    (folder / "bad.md").write_text("---\ntitle: Bad\nagainst: example/hall\n---\n\n1. Leave out paragraph [99].\n", encoding="utf-8")
    done = against(folder, str(folder / "bad.md"))
    assert done.exit_code == 1 and "Instruction 1" in done.output and "nothing of it is made" in done.output
    assert data(against(folder, str(folder / "bad.md"), "--format", "json"))["applied"] is False


def test_two_files_are_held_against_each_other_without_a_folder_of_policies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "old.txt").write_text("Hall Code\n\n" + "\n\n".join(RULES) + "\n", encoding="utf-8")
    (tmp_path / "new.txt").write_text("Hall Code\n\n" + "\n\n".join((*RULES[:3], AGAIN)) + "\n", encoding="utf-8")
    found = data(run("review", "new.txt", "--against", "old.txt", "--format", "json"))
    assert found["applied"] and len(found["conflicts"]["opened"]) == 1


def test_several_motions_are_tried_together(folder: Path) -> None:
    (folder / "other.md").write_text("---\ntitle: Other\nagainst: example/hall\n---\n\n1. Leave out paragraph [2].\n", encoding="utf-8")
    call = [str(folder / "motion.md"), str(folder / "other.md")]
    done = against(folder, *call)
    assert done.exit_code == 0 and "Motions 1 and 2" in done.output and "Every choice of motions was looked at." in done.output
    assert [o["motions"] for o in data(against(folder, *call, "--format", "json"))["outcomes"]] == [[1], [2], [1, 2]]
    for format_ in ("md", "html"):
        assert "Keys at home" in against(folder, *call, "--format", format_).output


def test_a_motion_may_put_a_file_beside_it_in_the_place_of_the_text(folder: Path) -> None:
    (folder / "guide.md").write_text(HEAD.format("Sample", "Guide") + f"{RULES[0]}\n", encoding="utf-8")
    said = "---\ntitle: Whole\nagainst: example/hall\n---\n\n1. Replace the code by guide.md.\n"
    (folder / "whole.md").write_text(said, encoding="utf-8")
    found = data(against(folder, str(folder / "whole.md"), "--format", "json"))
    assert found["applied"] and [clause["text"] for clause in found["clauses"]] == [RULES[0]]
    assert sum(duty["kind"] == "norm-lost" for duty in found["duties"]) == 3


def test_a_file_that_is_not_there_is_named(folder: Path) -> None:
    done = against(folder, str(folder / "nothing.md"))
    assert done.exit_code == 2 and "there is no such file" in done.output


def test_check_shows_what_a_changed_policy_comes_to(folder: Path) -> None:
    old = folder / "before"
    (old / "example" / "hall").mkdir(parents=True)
    now = folder / "policies" / "example" / "hall" / "undated.md"
    text = now.read_text(encoding="utf-8")
    (old / "example" / "hall" / "undated.md").write_text(text.replace("should sweep", "must sweep"), encoding="utf-8")
    done = run("check", "--policies", str(folder / "policies"), "--baseline", str(old), "--format", "md")
    assert "### Example Town Council, Hall Code" in done.output
    assert "would become advice" in done.output


# The sentences.


def test_every_sentence_of_the_ledger_is_there_and_a_place_that_nothing_fills_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    assert book.check() == ()
    broken = replace_words("duties: {modality: 'It {becomes}'}\nwords: {a: b}\n", monkeypatch)
    assert "nothing fills the place `becomes`" in str(broken[0])


def replace_words(text: str, monkeypatch: pytest.MonkeyPatch) -> tuple[Any, ...]:
    class Folder:
        def joinpath(self, name: str) -> Folder:
            return self

        def read_text(self, encoding: str) -> str:
            return text

    monkeypatch.setattr(book, "files", lambda package: Folder())
    ledger_words.cache_clear()
    try:
        return book.check()
    finally:
        monkeypatch.undo()
        ledger_words.cache_clear()


def test_a_policy_keeps_its_ids_through_a_review() -> None:
    found = review_motion(HALL, OPENS, Setting())
    assert found.after is not None
    assert {clause.id for clause in HALL.clauses} <= {clause.id for clause in found.after.clauses}
    assert found.before.units == HALL.units


def test_what_stands_at_the_edge_of_a_page_is_no_change_of_words() -> None:
    draft = code(*RULES, "{.furniture}\nPage 1 of 2")
    found = review_draft(HALL, draft, Setting())
    assert len(found.steps) == 1 and Told(review=found).steps == ()


def test_what_is_taken_out_of_a_text_known_in_part_is_known_to_be_gone() -> None:
    known = replace(HALL, meta=replace(HALL.meta, kind="fragment"))
    test = ConcernTest(kind="must-not-say", words=RULES[1], clause=HALL.clauses[1].id)
    concern = Concern(id="keys", councillor="Example", unit="example/report#1", text="Too much.", targets=(HALL.clauses[1].id,), test=test)
    held = Setting(concerns=(concern,))
    gone = review_motion(known, motion("Leave out paragraph [2]."), held).ledger.concerns
    assert [(effect.was, effect.now, effect.status) for effect in gone] == [("not met", "met", "met")]
    back = review_motion(code(*RULES[2:]), motion(f"After paragraph [1] insert “{RULES[1]}”"), held).ledger.concerns
    assert [effect.status for effect in back] == ["worse"]
