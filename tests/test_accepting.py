"""Decisions on conflicts: what they do, and that nothing but a change of a quoted text opens them again."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from concordant.compare.deciding import hold
from concordant.decisions import BadDecisions, read_decisions
from concordant.judge.accepting import settle
from concordant.model import Conflict, Decision, Policy
from concordant.pipeline import analyse
from concordant.publish.explain import as_markdown, find
from concordant.publish.gate import entry
from concordant.publish.listings import LISTINGS
from concordant.publish.pages import pages
from concordant.publish.view import View
from tests.support.typed import typed

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "site_src" / "decide-on-pairs" / "index.md"
KEEP = "Keep the gate of the yard shut. Never lend the key to a visitor."
LEND = "Lend the key to a visitor who asks. Note the day in the book."
CODE = typed("aa", KEEP, LEND, "Water the plants.")
BY_TEXT = {clause.text: clause.id for clause in CODE.clauses}
CONFLICT = Conflict(
    id="keys", a=BY_TEXT[KEEP], b=BY_TEXT[LEND], type="contradiction", between="same-body", why="One lends, one does not.", rule="keys",
    quote_a="Never lend the key to a visitor.", quote_b="Lend the key to a visitor who asks.",
)  # fmt: skip
AIM = replace(CONFLICT, id="aim", b=None, principle="openness", type="tension", between="principle", quote_b="Be open.")


def _decision(**changes: object) -> Decision:
    made = Decision(
        a=CONFLICT.a, b=CONFLICT.b, verdict="intended", relation=None, who="The yard committee", when="2024-05-14", why="Visitors differ.",
        quote_a=CONFLICT.quote_a, quote_b=CONFLICT.quote_b,
    )  # fmt: skip
    return replace(made, **changes)  # type: ignore[arg-type]


def _at(policy: Policy, conflict: Conflict = CONFLICT) -> Conflict:
    """The conflict as it would be found in another version: between the clauses that hold its words now."""
    a = next(c.id for c in policy.clauses if conflict.quote_a in c.text)
    b = next(c.id for c in policy.clauses if conflict.quote_b in c.text)
    return replace(conflict, a=min(a, b), b=max(a, b), **({} if a < b else {"quote_a": conflict.quote_b, "quote_b": conflict.quote_a}))  # type: ignore[arg-type]


def _states(policy: Policy, *decisions: Decision, conflict: Conflict | None = None) -> list[str]:
    kept, rejected = settle([conflict or _at(policy)], hold(decisions, [policy]), [policy])
    return [c.state for c in (*kept, *rejected)]


# What a decision does.


def test_an_accepted_conflict_stays_and_says_who_when_and_why() -> None:
    (kept,), rejected = settle([CONFLICT], hold([_decision()], [CODE]), [CODE])
    assert rejected == ()
    assert kept == replace(CONFLICT, state="accepted", decided="The yard committee, 2024-05-14", decided_why="Visitors differ.")


def test_a_rejected_conflict_leaves_the_others() -> None:
    kept, (gone,) = settle([AIM, CONFLICT], hold([_decision(verdict="not-a-conflict")], [CODE]), [CODE])
    assert kept == (AIM,)
    assert (gone.id, gone.state) == ("keys", "rejected")


def test_without_a_decision_a_conflict_is_open() -> None:
    assert settle([CONFLICT, AIM], (), [CODE]) == ((CONFLICT, AIM), ())


def test_a_clause_against_a_principle_is_another_matter_than_against_a_clause() -> None:
    made = _decision(b=None, quote_b="", principle="openness")
    kept, _ = settle([CONFLICT, AIM, replace(AIM, principle="honesty")], hold([made], [CODE]), [CODE])
    assert [c.state for c in kept] == ["open", "accepted", "open"]


@pytest.mark.parametrize(
    ("quote", "state"),
    [
        (KEEP, "accepted"),
        ("the key to a visitor", "accepted"),
        ("yard shut. Never lend", "accepted"),
        ("Keep the gate of the yard shut.", "open"),
    ],
)
def test_a_decision_is_about_the_words_that_it_quotes(quote: str, state: str) -> None:
    assert _states(CODE, _decision(quote_a=quote)) == [state]


def test_a_decision_on_a_link_leaves_conflicts_alone_and_the_other_way_round() -> None:
    assert _states(CODE, _decision(verdict="reject")) == ["open"]
    other = typed("bb", LEND)
    made = analyse((CODE, other), (_decision(verdict="not-a-conflict", b=other.clauses[0].id),))
    plain = analyse((CODE, other))
    assert made.links == plain.links
    assert (made.link_rulings, len(made.conflict_rulings)) == ((), 1)


# When a text changes.

SWEPT = st.lists(st.text("abcdefghij", min_size=1, max_size=8), min_size=1, max_size=5).map(" ".join)
OTHERS = st.lists(SWEPT.map(lambda words: f"Sweep {words}."), max_size=5)
BEFORE = st.sampled_from(["", "From today on: ", "In the yard, please. ", "Note well! "])
QUOTES = st.sampled_from([(CONFLICT.quote_a, CONFLICT.quote_b), (KEEP, LEND), ("lend the key to a visitor", "visitor who asks")])


@given(st.tuples(OTHERS, OTHERS, OTHERS), st.tuples(BEFORE, BEFORE), QUOTES, st.booleans())
def test_a_decision_holds_while_its_words_stand_whatever_happens_around_them(
    others: tuple[list[str], ...], leads: tuple[str, str], quotes: tuple[str, str], turned: bool
) -> None:
    """Other paragraphs come and go, paragraphs are renumbered and change places, words come before the quoted ones, so that ids change."""
    (above, between, below), (lead_a, lead_b) = others, leads
    pair = (lead_b + LEND, lead_a + KEEP) if turned else (lead_a + KEEP, lead_b + LEND)
    now = typed("aa", *above, pair[0], *between, pair[1], *below)
    made = _decision(quote_a=quotes[0], quote_b=quotes[1])
    (ruling,) = hold([made], [now])
    assert (ruling.state, ruling.changed) == ("in force", ())
    assert _states(now, made) == ["accepted"]


def _words() -> list[tuple[int, re.Match[str]]]:
    return [(side, found) for side, quote in enumerate((CONFLICT.quote_a, CONFLICT.quote_b)) for found in re.finditer(r"\w+", quote)]


@given(st.sampled_from(_words()), st.sampled_from(["", "some", "never", "other than"]), OTHERS)
def test_a_decision_is_reopened_by_any_change_of_a_quoted_word(change: tuple[int, re.Match[str]], new: str, others: list[str]) -> None:
    side, word = change
    quote = (CONFLICT.quote_a, CONFLICT.quote_b)[side]
    if word[0].casefold() == new:
        return
    mended = " ".join((quote[: word.start()] + new + quote[word.end() :]).split())
    texts = [text.replace(quote, mended) for text in (KEEP, LEND)]
    now = typed("aa", *texts, *others)
    (ruling,) = hold([_decision()], [now])
    assert ruling.state in {"reopened", "clause gone"}
    moved = replace(CONFLICT, **{("quote_a", "quote_b")[side]: mended, "a": now.clauses[0].id, "b": now.clauses[1].id})  # type: ignore[arg-type]
    assert _states(now, _decision(), conflict=moved) == ["open"]


def test_the_words_are_followed_when_the_beginning_of_a_paragraph_changes() -> None:
    now = typed("aa", "Visitors are welcome. " + KEEP, LEND)
    (ruling,) = hold([_decision()], [now])
    assert BY_TEXT[KEEP] not in {clause.id for clause in now.clauses}
    assert ruling.places == (now.clauses[0].id, now.clauses[1].id)


def test_a_short_quotation_does_not_wander_to_another_paragraph() -> None:
    made = _decision(quote_a="the key")
    assert hold([made], [typed("aa", KEEP.replace("the key", "a key"), LEND, "Oil the key and the lock.")])[0].state == "reopened"
    assert hold([made], [typed("aa", "Ring twice.", LEND, "Oil the key and the lock.")])[0].state == "clause gone"


def test_a_paragraph_whose_id_changed_with_its_words_is_recognised_and_opened_again() -> None:
    mended = KEEP.replace("Keep the gate", "Keep each gate").replace("lend", "hand")
    (ruling,) = hold([_decision(quote_a=KEEP)], [typed("aa", "Ring twice.", mended, LEND)])
    assert BY_TEXT[KEEP] not in ruling.places
    assert ruling.state == "reopened"
    assert [words[1:] for words in ruling.changed] == [("the", "each"), ("lend", "hand")]


# The file.


def _file(**changes: str | None) -> str:
    keys: dict[str, str | None] = {
        "a": "aa/code#x", "b": "aa/code#y", "decision": "intended", "who": "The clerk", "when": "2024-05-14", "why": "Read.",
        "quotes": "{a: one, b: two}", **changes,
    }  # fmt: skip
    return "- " + "\n  ".join(f"{key}: {value}" for key, value in keys.items() if value is not None) + "\n"


def test_two_paragraphs_of_one_document_may_conflict() -> None:
    (found,) = read_decisions(_file())
    assert (found.a, found.b, found.verdict, found.on_conflict) == ("aa/code#x", "aa/code#y", "intended", True)


@pytest.mark.parametrize("name", ["openness", "Openness", "freedom-of-expression"])
def test_a_principle_is_named_by_its_id_or_its_name(name: str) -> None:
    (found,) = read_decisions(_file(b=None, principle=name, quotes="{a: one}"))
    assert (found.b, found.quote_b, found.principle) == (None, "", name.lower())


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"b": None, "quotes": "{a: one}"}, r"names one side only\. Add `b:`, or `principle:`"),
        ({"principle": "openness"}, r"names both a second paragraph and a principle\. Keep"),
        ({"b": None, "principle": "opennes", "quotes": "{a: one}"}, r"there is not, `opennes`\. Did you mean `openness`\?$"),
        ({"b": None, "principle": "thrift", "quotes": "{a: one}"}, r"`thrift`\. The principles are selflessness, integrity"),
        ({"b": None, "principle": "openness"}, r"quotes a second paragraph that it does not name\. Take `b` out"),
        ({"quotes": "{a: one}"}, r"does not quote the second paragraph\. Put its words"),
        ({"relation": "equal"}, r"rules on a conflict and gives it a relation\. Take `relation` out"),
        ({"decision": "accept", "b": None, "principle": "openness", "quotes": "{a: one}"}, r"Decide `intended` or `not-a-conflict`"),
        ({"decision": "tolerated"}, r"`tolerated` is not one of the known values\. Use one of: accept, reject, retype, in"),
        ({"who": ""}, r"key `who`: nothing stands here"),
    ],
)
def test_a_mistake_is_named_with_its_mend(changes: dict[str, str | None], says: str) -> None:
    with pytest.raises(BadDecisions) as caught:
        read_decisions(_file(**changes))
    (problem,) = [str(problem) for problem in caught.value.problems]
    assert problem.startswith("decisions.yml, line")
    assert re.search(says, problem), problem


def test_all_mistakes_are_named_at_once_and_one_pair_may_conflict_over_several_words() -> None:
    other = _file(quotes="{a: three, b: two}")
    assert len(read_decisions(_file() + other)) == 2
    with pytest.raises(BadDecisions) as caught:
        read_decisions(_file() + other + _file() + _file(b=None, quotes="{a: one}"))
    says = [str(problem) for problem in caught.value.problems]
    assert ["that line 1 rules on" in says[0], "one side only" in says[1], len(says)] == [True, True, 2]


@pytest.mark.parametrize("conflict", [CONFLICT, AIM, replace(CONFLICT, quote_a="The council's “key”: never # lend it")])
def test_the_entry_to_copy_is_refused_as_it_is_and_read_when_it_is_filled_in(conflict: Conflict) -> None:
    text = entry(conflict)
    with pytest.raises(BadDecisions) as caught:
        read_decisions(text)
    assert len(caught.value.problems) == 3
    filled = re.sub(r"who:.*", "who: The clerk", re.sub(r"when:.*", "when: 2024-05-14", re.sub(r"why:.*", "why: Read.", text)))
    (found,) = read_decisions(filled)
    assert (found.verdict, found.a, found.b, found.principle) == ("intended", conflict.a, conflict.b, conflict.principle)
    assert (found.quote_a, found.quote_b) == (conflict.quote_a, conflict.quote_b if conflict.b else "")


def test_the_example_of_the_page_is_read_and_its_words_hold() -> None:
    decisions = read_decisions(PAGE.read_text(encoding="utf-8").split("```yaml\n")[2].split("```")[0])
    assert {found.verdict for found in decisions} == {"intended", "not-a-conflict"}
    quotes = dict(side for decision in decisions for side in decision.sides)
    code = typed("example", *quotes.values(), folder="social-media-code")
    assert {clause.id for clause in code.clauses} == set(quotes)
    assert {ruling.state for ruling in hold(decisions, [code])} == {"in force"}


# What readers see.

NEVER, SHARE = "Never share your password with anyone.", "Share the password with authorised councillors only."
NEGATIVE = "You must not say anything negative about the council."
RULES = typed("aa", NEVER, SHARE, NEGATIVE)
SIDES = {clause.text: clause.id for clause in RULES.clauses}
ON_PASSWORDS = _decision(a=SIDES[NEVER], b=SIDES[SHARE], quote_a=NEVER, quote_b=SHARE)
ON_OPENNESS = _decision(verdict="not-a-conflict", a=SIDES[NEGATIVE], b=None, quote_a=NEGATIVE, quote_b="", principle="openness")


def test_the_whole_analysis_heeds_decisions_on_conflicts() -> None:
    plain, made = analyse((RULES,)), analyse((RULES,), (ON_PASSWORDS, ON_OPENNESS))
    assert {c.state for c in plain.conflicts} == {"open"}
    assert plain.rejected == ()
    (accepted,) = [c for c in made.conflicts if c.state == "accepted"]
    assert {accepted.quote_a, accepted.quote_b} == {NEVER, SHARE}
    assert [c.principle for c in made.rejected] == ["openness"]
    assert len(made.conflicts) == len(plain.conflicts) - 1


def test_an_accepted_conflict_is_marked_everywhere_and_counted_as_open_nowhere() -> None:
    made = analyse((RULES,), (ON_PASSWORDS,))
    view, out = View(analysis=made, readings={}), pages(made, {})
    (accepted,) = view.accepted
    assert len(view.real) == len(analyse((RULES,)).conflicts) - 1
    said = "accepted as intended by The yard committee, 14 May 2024, because: Visitors differ."
    assert said in out["conflicts/index.md"]
    assert f"{len(view.real)}</span> findings stand open" in out["conflicts/index.md"]
    page = out[f"conflicts/{accepted.id}/index.md"]
    assert said.replace("accepted", "Accepted", 1) in page
    assert "If this is intended" not in page
    assert ", accepted as intended" in out["codes/aa/code/index.md"]
    assert "Accepted as intended by The yard committee, 2024-05-14" in as_markdown(made, find(made, accepted.id))
    assert {row["state"] for row in LISTINGS["conflicts"](made).rows} == {"open", "accepted"}


def test_a_rejected_conflict_is_shown_on_the_page_of_decisions_only() -> None:
    made = analyse((RULES,), (ON_OPENNESS,))
    (gone,) = made.rejected
    out = pages(made, {})
    assert f"conflicts/{gone.id}/index.md" not in out
    assert [path for path, text in out.items() if gone.id in text or "no conflict<span" in text] == ["rulings/index.md"]
    assert gone.why.replace("'", "&#39;") in out["rulings/index.md"]


def test_an_open_conflict_has_its_entry_ready_to_copy() -> None:
    made = analyse((RULES,))
    found = next(c for c in made.conflicts if {c.quote_a, c.quote_b} == {NEVER, SHARE})
    page = pages(made, {})[f"conflicts/{found.id}/index.md"]
    assert "decision: intended" in page
    assert f"a: &#39;{found.quote_a}&#39;" in page


def test_a_reopened_decision_is_shown_with_both_wordings() -> None:
    old = "Never ever share your password with anyone at all."
    gone = _decision(a="aa/code#left", quote_a="Left out since then, all of it")
    made = analyse((RULES,), (replace(ON_PASSWORDS, quote_a=old), gone))
    page = pages(made, {})["rulings/index.md"]
    assert {c.state for c in made.conflicts} == {"open"}
    assert "Conflicts opened again because words changed (1)" in page
    assert f"<blockquote class=\"cx-quote\"><p>{old}</p></blockquote>" in page
    assert "<del>" in page
    assert "“ever” was taken out" in page
    assert "Conflicts of which a paragraph is not there any more (1)" in page


def test_a_decision_that_nothing_needs_any_more_says_so() -> None:
    code = typed("aa", "Water the plants every day.", "Sweep the yard every week.")
    one, two = code.clauses
    made = analyse((code,), (_decision(a=one.id, b=two.id, quote_a=one.text, quote_b=two.text),))
    assert "At present no rule finds a conflict between these words." in pages(made, {})["rulings/index.md"]
