"""Decisions of people: they win over the rules for as long as the words that they rest on stand, and mistakes in the file are named."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from concordant.cli.commands import concordant
from concordant.compare.deciding import CERTAIN, changed_words, decided, hold
from concordant.decisions import BadDecisions, load_decisions, read_decisions
from concordant.model import Decision, Link
from concordant.pipeline import analyse, load
from tests.support.corpus import write_corpus
from tests.support.typed import typed

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "site_src" / "decide-on-pairs" / "index.md"
ONE = typed("aa", "Use a secure password.", "Users must:", "- treat others “with respect” at all times – always")
TWO = typed("bb", "Use a secure password!", "Treat other people with respect.")
A, B = ONE.clauses, TWO.clauses
RULE = Link(a=A[0].id, b=B[0].id, relation="equal", score=0.9, why="Both say so.", provisions=("passwords",))
ENTRY = {
    "a": "'aa/code#use-a-secure-password'", "b": "'bb/code#use-a-secure-password'", "decision": "reject", "who": "The clerk",
    "when": "2024-05-14", "why": "They are not the same.", "quotes": "{a: Use a secure password., b: Use a secure password!}",
}  # fmt: skip


def _decision(**changes: object) -> Decision:
    made = Decision(
        a=A[0].id, b=B[0].id, verdict="accept", relation=None, who="The clerk", when="2024-05-14", why="Read.", quote_a=A[0].text,
        quote_b=B[0].text,
    )  # fmt: skip
    return replace(made, **changes)  # type: ignore[arg-type]


def _after(*decisions: Decision) -> list[tuple[str, str, str | None]]:
    links = decided([RULE], hold(decisions, [ONE, TWO]))
    return [(link.a, link.relation, link.decided) for link in links]


def _file(*entries: dict[str, str]) -> str:
    return "\n".join("- " + "\n  ".join(f"{key}: {value}" for key, value in entry.items()) for entry in entries) + "\n"


def _problems(text: str) -> list[str]:
    with pytest.raises(BadDecisions) as caught:
        read_decisions(text)
    return [str(problem) for problem in caught.value.problems]


# What wins.


def test_an_accepted_link_keeps_what_the_rules_say_and_says_who_accepted_it() -> None:
    assert _after(_decision()) == [(A[0].id, "equal", "The clerk, 2024-05-14")]


def test_a_rejected_link_is_none() -> None:
    assert _after(_decision(verdict="reject")) == []


def test_a_retyped_link_has_the_relation_that_the_person_gave() -> None:
    assert _after(_decision(verdict="retype", relation="subset")) == [(A[0].id, "subset", "The clerk, 2024-05-14")]


@pytest.mark.parametrize("verdict", ["accept", "retype"])
def test_a_pair_that_no_rule_found_becomes_a_link(verdict: str) -> None:
    made = _decision(a=A[1].id, b=B[1].id, quote_a="with respect", quote_b="respect", verdict=verdict, relation="equivalent")
    links = decided([RULE], hold([made], [ONE, TWO]))
    assert links[0] == RULE
    assert (links[1].relation, links[1].score, links[1].why, links[1].decided) == ("equivalent", CERTAIN, "Read.", "The clerk, 2024-05-14")


def test_rejecting_a_pair_that_no_rule_found_changes_nothing() -> None:
    assert _after(_decision(a=A[1].id, b=B[1].id, quote_a="respect", quote_b="respect", verdict="reject")) == [(A[0].id, "equal", None)]


def test_the_whole_analysis_heeds_decisions() -> None:
    made = analyse((ONE, TWO), (_decision(verdict="reject"),))
    assert (A[0].id, B[0].id) in {(link.a, link.b) for link in analyse((ONE, TWO)).links}
    assert (A[0].id, B[0].id) not in {(link.a, link.b) for link in made.links}
    assert [ruling.state for ruling in made.rulings] == ["in force"]


# When a text changes.


@pytest.mark.parametrize(
    "quote",
    [
        'treat others "with respect" at all times - always',
        "treat  others\n‘with respect’ at\u00a0all times — always",
        "Users must: treat others",
        "re\u00adspect” at all times",
        "with respect",
    ],
)
def test_white_space_quotation_marks_and_dashes_do_not_reopen_a_decision(quote: str) -> None:
    (ruling,) = hold([_decision(a=A[1].id, quote_a=quote)], [ONE, TWO])
    assert (ruling.state, ruling.changed) == ("in force", ())


@pytest.mark.parametrize(
    ("quote", "changed"),
    [
        ("Use a safe password.", [("safe", "secure")]),
        ("Use a very secure password.", [("very", "")]),
        ("Use secure password.", [("", "a")]),
        ("Use a secure passwor", [("passwor", "password.")]),
        ("Nothing of this is there", [("Nothing of this is there", "Use a secure password.")]),
    ],
)
def test_a_changed_word_reopens_a_decision_and_is_named(quote: str, changed: list[tuple[str, str]]) -> None:
    (ruling,) = hold([_decision(verdict="reject", quote_a=quote)], [ONE, TWO])
    assert ruling.state == "reopened"
    assert list(ruling.changed) == [(A[0].id, *words) for words in changed]
    assert decided([RULE], [ruling]) == (RULE,)


def test_what_stands_around_the_quoted_words_may_change() -> None:
    assert changed_words("with respect", "Always treat people with respect, please.") == ()
    assert changed_words("must treat people with respect", "You should treat people with respect, and kindly.") != ()
    assert changed_words("treat with dignity and respect", "Always treat with courtesy and respect, please.") == (("dignity", "courtesy"),)


def test_both_sides_may_have_changed() -> None:
    (ruling,) = hold([_decision(quote_a="Use a safe password.", quote_b="Use a long password!")], [ONE, TWO])
    assert ruling.changed == ((A[0].id, "safe", "secure"), (B[0].id, "long", "secure"))


def test_a_paragraph_that_is_gone_leaves_the_decision_without_effect() -> None:
    (ruling,) = hold([_decision(verdict="reject", a="aa/code#gone", quote_a="Ring the bell.")], [ONE, TWO])
    assert ruling.state == "clause gone"
    assert decided([RULE], [ruling]) == (RULE,)


@pytest.mark.parametrize("verdict", ["accept", "reject"])
def test_a_decision_goes_with_its_words_to_a_paragraph_with_another_id(verdict: str) -> None:
    (ruling,) = hold([_decision(verdict=verdict, a="aa/code#older-id")], [ONE, TWO])
    assert (ruling.state, ruling.places) == ("in force", (A[0].id, B[0].id))
    assert [link.decided for link in decided([RULE], [ruling])] == (["The clerk, 2024-05-14"] if verdict == "accept" else [])


@given(st.lists(st.sampled_from(["must", "not", "council’s", "“secret”", "a", "-"]), min_size=1, max_size=12), st.data())
def test_whatever_a_text_prints_can_be_quoted_from_it(words: list[str], data: st.DataObject) -> None:
    text = " ".join(words)
    start = data.draw(st.integers(0, len(words) - 1))
    quote = "  ".join(words[start : data.draw(st.integers(start + 1, len(words)))])
    assert changed_words(quote.replace("’", "'").replace("“", '"').replace("”", '"'), text) == ()


# The file.


def test_a_folder_without_the_file_has_no_decisions_and_comments_alone_are_none(tmp_path: Path) -> None:
    assert load_decisions(tmp_path) == ()
    (tmp_path / "decisions.yml").write_text("# Nothing decided yet.\n\n", encoding="utf-8")
    assert load_decisions(tmp_path) == ()


def test_an_editor_on_windows_may_have_written_it(tmp_path: Path) -> None:
    (tmp_path / "decisions.yml").write_bytes(("\ufeff" + _file(ENTRY)).replace("\n", "\r\n").encode())
    (found,) = load_decisions(tmp_path)
    assert (found.verdict, found.quote_b) == ("reject", "Use a secure password!")


def test_a_file_that_is_not_utf_8_is_named_with_its_mend(tmp_path: Path) -> None:
    (tmp_path / "decisions.yml").write_bytes(_file({**ENTRY, "why": "Caf\xe9"}).encode("latin-1"))
    with pytest.raises(BadDecisions, match=r"decisions\.yml: this file is not UTF-8 text\. Save it again"):
        load_decisions(tmp_path)


def test_the_smaller_id_comes_first_and_the_relation_turns_with_it() -> None:
    turned = {**ENTRY, "a": ENTRY["b"], "b": ENTRY["a"], "decision": "retype", "relation": "subset"}
    turned["quotes"] = "{a: Use a secure password!, b: Use a secure password.}"
    (found,) = read_decisions(_file(turned))
    assert (found.a, found.relation, found.quote_a) == ("aa/code#use-a-secure-password", "superset", "Use a secure password.")


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"decision": "refuse"}, r"line 3, entry 1, key `decision`: `refuse` is not one of the known values\. Use one of: accept"),
        ({"relation": "same"}, r"key `relation`: `same` is not one of the known values\. Use one of: equal"),
        ({"when": "14 May 2024"}, r"key `when`: `14 May 2024` cannot stand here\. Write the day as 2024-05-14"),
        ({"when": "2024-02-30"}, r"line 1, decision on aa/code#\S+ and bb/code#\S+: .* a day that no calendar has\. Correct `when`"),
        ({"who": "''"}, r"key `who`: `` cannot stand here\. Say who decided"),
        ({"who": ""}, r"key `who`: nothing stands here"),
        ({"a": "be-kind"}, r"line 1, entry 1, key `a`: `be-kind` cannot stand here\. Give the id of a paragraph"),
        ({"colour": "red"}, r"entry 1, key `colour`: unknown key\. Known keys: a, b"),
        ({"quotes": "{a: x}"}, r"does not quote the second paragraph\. Put its words under `quotes`, as `b:`"),
        ({"quotes": "{b: x}"}, r"entry 1, key `quotes`: the key `a` is missing"),
        ({"decision": "retype"}, r"the entry has no relation\. Add `relation:` with one of: equal"),
        ({"relation": "equal"}, r"rejects the pair and gives it a relation\. Take `relation` out"),
        ({"b": "'aa/code#other'"}, r"two paragraphs of one document\. Name paragraphs of two documents"),
    ],
)
def test_a_mistake_is_named_with_file_place_what_and_mend(change: dict[str, str], says: str) -> None:
    (problem,) = _problems(_file({**ENTRY, **change}))
    assert problem.startswith("decisions.yml, ")
    assert re.search(says, problem), problem


def test_all_mistakes_are_named_at_once_in_order_of_the_file() -> None:
    problems = _problems(_file({**ENTRY, "who": "3"}, {**ENTRY, "decision": "perhaps"}))
    assert ["entry 1" in problems[0], "entry 2" in problems[1]] == [True, True]
    other = {**ENTRY, "a": "'aa/code#other'"}
    problems = _problems(_file(ENTRY, {**other, "decision": "retype"}, ENTRY, {**other, "b": "'aa/code#x'"}))
    assert [re.findall(r"line \d+", problem) for problem in problems] == [["line 8"], ["line 15", "line 1"], ["line 22"]]


@pytest.mark.parametrize("text", ["a: 1\n", "just words\n", "- 3\n"])
def test_a_file_that_is_no_list_of_decisions_says_what_one_is(text: str) -> None:
    (problem,) = _problems(text)
    assert "- a:" in problem or "A decision is made of" in problem


def test_broken_yaml_is_named_by_its_line() -> None:
    (problem,) = _problems(_file({**ENTRY, "why": "'no end"}))
    assert "this is not valid YAML" in problem


# What the officer reads and runs.


def _example() -> str:
    return PAGE.read_text(encoding="utf-8").split("```yaml\n")[1].split("```")[0]


def test_the_example_of_the_page_is_a_decisions_file_and_its_words_hold() -> None:
    """The two codes of the example are written here; each quotation is the whole paragraph that its id names."""
    decisions = read_decisions(_example())
    assert {found.verdict for found in decisions} == {"reject", "retype"}
    quotes = {end: quote for d in decisions for end, quote in ((d.a, d.quote_a), (d.b, d.quote_b))}
    policies = [
        typed(name, *(quote for end, quote in quotes.items() if end.startswith(f"{name}/")), folder=folder)
        for name, folder in (("example", "social-media-code"), ("sample", "online-protocol"))
    ]
    assert {clause.id for policy in policies for clause in policy.clauses} == set(quotes)
    assert {ruling.state for ruling in hold(decisions, policies)} == {"in force"}


def test_the_page_names_every_key_and_every_word_that_the_file_knows() -> None:
    page = PAGE.read_text(encoding="utf-8")
    for word in (*ENTRY, "relation", "accept", "reject", "retype", "equal", "equivalent", "subset", "superset", "intersects", "opposed"):
        assert f"`{word}`" in page


def _check(folder: Path, *entries: dict[str, str]) -> Result:
    policies = write_corpus(folder)
    (policies / "decisions.yml").write_text(_file(*entries), encoding="utf-8")
    return CliRunner().invoke(concordant, ["check", "--policies", str(policies)])


IN_CORPUS = {
    **ENTRY, "a": "'example/social-media-code#not-disclose-confidential-information'",
    "b": "'sample/online-protocol#councillors-must-not-publish-confidential-information'",
    "quotes": "{a: not disclose confidential information., b: 'must not publish confidential information'}",
}  # fmt: skip


def _in_corpus(folder: Path, **changes: str) -> dict[str, str]:
    """The entry with the ids that the little corpus really has."""
    clauses = {c.text: c.id for policy in load(write_corpus(folder)) for c in policy.clauses}
    a = next(i for text, i in clauses.items() if "disclose" in text)
    b = next(i for text, i in clauses.items() if "publish" in text)
    return {**IN_CORPUS, "a": f"'{a}'", "b": f"'{b}'", **changes}


def test_check_passes_when_decisions_hold(tmp_path: Path) -> None:
    result = _check(tmp_path, _in_corpus(tmp_path))
    assert "Decisions: 1 read, no problem." in result.stdout
    assert "decisions.yml" not in result.stdout


def test_check_fails_on_a_reopened_decision_and_says_which_words_and_what_to_do(tmp_path: Path) -> None:
    quotes = "{a: not reveal confidential information., b: 'must not publish confidential information'}"
    result = _check(tmp_path, _in_corpus(tmp_path, quotes=quotes))
    assert result.exit_code == 1
    assert "decisions.yml, line 1, decision of 2024-05-14" in result.stdout
    assert "“reveal” is now “disclose”" in result.stdout
    assert "Put today's words under `quotes`" in result.stdout


def test_check_fails_on_a_paragraph_that_is_gone_and_names_the_nearest(tmp_path: Path) -> None:
    entry = _in_corpus(tmp_path)
    quotes = "{a: not reveal confidential things., b: 'must not publish confidential information'}"
    result = _check(tmp_path, {**entry, "a": entry["a"].replace("disclose", "disclos"), "quotes": quotes})
    assert result.exit_code == 1
    assert "there is no paragraph" in result.stdout
    assert f"did you mean {entry['a'].strip(chr(39))}?" in result.stdout


@pytest.mark.parametrize("command", ["compare", "explain", "concordance"])
def test_every_command_that_shows_a_link_heeds_the_decision_on_it(command: str, tmp_path: Path) -> None:
    policies = write_corpus(tmp_path)
    entry = _in_corpus(tmp_path, decision="retype", relation="opposed")
    (policies / "decisions.yml").write_text(_file(entry), encoding="utf-8")
    pair = () if command == "concordance" else (entry["a"].strip("'"), entry["b"].strip("'"))
    result = CliRunner().invoke(concordant, [command, *pair, "--policies", str(policies), "--format", "json"])
    assert "The clerk, 2024-05-14" in result.stdout or '"relation": "opposed"' in result.stdout, result.stdout


def test_a_redline_of_two_codes_lays_an_accepted_pair_side_by_side(tmp_path: Path) -> None:
    policies = write_corpus(tmp_path)
    a, b = (next(c for p in load(policies) for c in p.clauses if words in c.text) for words in ("tolerate", "The Clerk may"))
    entry = {**ENTRY, "a": f"'{a.id}'", "b": f"'{b.id}'", "decision": "accept", "quotes": f"{{a: '{a.text}', b: '{b.text}'}}"}
    call = ["redline", "example", "sample", "--policies", str(policies)]
    before = CliRunner().invoke(concordant, call).stdout
    (policies / "decisions.yml").write_text(_file(entry), encoding="utf-8")
    assert CliRunner().invoke(concordant, call).stdout != before


def test_check_lists_the_mistakes_of_the_file_and_every_other_command_ends_with_them(tmp_path: Path) -> None:
    result = _check(tmp_path, {**_in_corpus(tmp_path), "decision": "perhaps"})
    assert (result.exit_code, "`perhaps` is not one of" in result.stdout) == (1, True)
    listed = CliRunner().invoke(concordant, ["concordance", "--policies", str(tmp_path / "policies")])
    assert (listed.exit_code, "`perhaps` is not one of" in listed.stderr) == (2, True)
