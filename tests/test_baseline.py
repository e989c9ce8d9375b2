"""`concordant check --baseline`: a conflict that is new and that nobody accepted fails, and says how to accept it."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from concordant.cli import checking
from concordant.cli.commands import concordant
from concordant.judge.baseline import against
from concordant.model import Analysis, Conflict

NEVER, SHARE = "Never share your password with anyone.", "Share the password with authorised councillors only."
HEAD = """---
council: {0} Council
title: {0} Code
kind: code
audience: [councillors]
status: adopted
source: typed for a test
---

"""
ONE = Conflict(
    id="keys", a="aa/code#one", b="aa/code#two", type="contradiction", between="same-body", why="One lends, one does not.", rule="keys",
    quote_a="Never lend it.", quote_b="Lend it.",
)  # fmt: skip
AIM = replace(ONE, id="aim", b=None, principle="openness", type="tension", between="principle", quote_b="Be open.")
FAR = replace(ONE, id="far", b="bb/code#two", between="different-bodies", quote_b="Do lend it.")


def _now(*conflicts: Conflict, rejected: tuple[Conflict, ...] = ()) -> Analysis:
    return Analysis(policies=(), ties=(), links=(), gaps=(), conflicts=conflicts, concerns=(), rejected=rejected)


# What is the same conflict, and what counts.


@pytest.mark.parametrize(
    "change",
    [
        {"a": "aa/code#uno", "b": "aa/code#due", "id": "other"},
        {"quote_a": "Lend it.", "quote_b": "Never  lend it.", "a": "aa/code#two", "b": "aa/code#one"},
        {"why": "In other words.", "rule": "locks", "sure": False},
    ],
)
def test_ids_and_reasons_do_not_make_a_conflict_another_one(change: dict[str, str]) -> None:
    made = against([ONE], _now(replace(ONE, **change)))  # type: ignore[arg-type]
    assert (made.new, made.gone) == ((), ())


@pytest.mark.parametrize("change", [{"type": "tension"}, {"quote_a": "Never lend it out."}, {"quote_b": "Lend it to all."}])
def test_another_type_or_another_quotation_does(change: dict[str, str]) -> None:
    other = replace(ONE, **change)  # type: ignore[arg-type]
    made = against([ONE], _now(other))
    assert (made.new, made.gone) == ((other,), (ONE,))


def test_a_principle_in_other_words_is_the_same_principle() -> None:
    assert against([AIM], _now(replace(AIM, quote_b="Openness, as the law has it."))).new == ()
    assert len(against([AIM], _now(replace(AIM, principle="honesty"))).new) == 1


def test_what_people_decided_on_is_not_new_and_an_exception_is_no_conflict() -> None:
    accepted = replace(ONE, state="accepted", decided="The clerk, 2024-05-14", decided_why="Read.")
    made = against([], _now(accepted, replace(FAR, type="exception"), rejected=(replace(AIM, state="rejected"),)))
    assert (made.new, made.gone, made.apart) == ((), (), 0)
    assert against([ONE, AIM], _now(accepted, rejected=(replace(AIM, state="rejected"),))).settled == (ONE, AIM)


def test_a_difference_between_councils_counts_when_it_is_asked_for() -> None:
    made = against([], _now(FAR))
    assert (made.new, made.apart) == ((), 1)
    assert against([], _now(FAR), divergences=True).new == (FAR,)
    assert against([FAR], _now()).gone == ()
    assert against([FAR], _now(), divergences=True).gone == (FAR,)


# The command.


@pytest.fixture(autouse=True)
def _no_rulebook(monkeypatch: pytest.MonkeyPatch) -> None:
    """The examples of the rulebook are tried elsewhere; here they would only take time."""
    monkeypatch.setattr(checking, "rulebook_problems", lambda: ([], 0))


def _write(folder: Path, *paragraphs: str, name: str = "example") -> Path:
    path = folder / name / "code" / "undated.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(HEAD.format(name.title()) + "\n\n".join(paragraphs) + "\n", encoding="utf-8")
    return folder


def _run(*args: str | Path) -> Result:
    return CliRunner().invoke(concordant, [str(arg) for arg in args], catch_exceptions=False)


@pytest.fixture
def before(tmp_path: Path) -> Path:
    return _write(tmp_path / "before", NEVER, "Water the plants.")


@pytest.fixture
def now(tmp_path: Path) -> Path:
    return _write(tmp_path / "now", "Sweep the yard.", NEVER, SHARE)


def _snippet(text: str) -> str:
    """The entry as a person would copy and fill it in."""
    found = re.search(r"^ *- a: .*?^ +b: '[^\n]*\n.*?^ +b: '[^\n]*\n", text, re.DOTALL | re.MULTILINE)
    assert found
    for key, value in (("who", "The clerk"), ("when", "2024-05-14"), ("why", "Two kinds of password.")):
        text = re.sub(rf"({key}:).*", rf"\1 {value}", found[0] if key == "who" else text)
    return text


def test_a_new_conflict_fails_with_its_reason_quotes_places_and_the_entry_that_accepts_it(before: Path, now: Path) -> None:
    result = _run("check", "--policies", now, "--baseline", before)
    assert result.exit_code == 1
    assert "One conflict is new since before, and no decision accepts it." in result.stdout
    place = "Example Council: Example Code [2] (example/code/undated.md, line 12)"
    for said in (f"“{NEVER}”", f"“{SHARE}”", place, "never share a password"):
        assert said in result.stdout
    (now / "decisions.yml").write_text(_snippet(result.stdout), encoding="utf-8")
    result = _run("check", "--policies", now, "--baseline", before)
    assert (result.exit_code, "No conflict is new since before." in result.stdout) == (0, True)


def test_the_baseline_may_be_an_export(before: Path, now: Path, tmp_path: Path) -> None:
    for folder, code in ((before, 1), (now, 0)):
        _run("export", "--policies", folder, "--format", "json", "--out", tmp_path / "old.json")
        assert _run("check", "--policies", now, "--baseline", tmp_path / "old.json").exit_code == code


def test_renumbering_is_nothing_new_and_what_went_away_is_good_news(now: Path, tmp_path: Path) -> None:
    moved = _write(tmp_path / "moved", SHARE, "Ring twice.", NEVER)
    assert _run("check", "--policies", moved, "--baseline", now).exit_code == 0
    result = _run("check", "--policies", _write(tmp_path / "mended", NEVER), "--baseline", now)
    assert result.exit_code == 0
    assert "Good news: one conflict of before is not found any more." in result.stdout
    assert f"“{SHARE}”" in result.stdout


def test_a_change_of_the_quoted_words_opens_the_decision_and_fails(before: Path, now: Path) -> None:
    first = _run("check", "--policies", now, "--baseline", before)
    (now / "decisions.yml").write_text(_snippet(first.stdout), encoding="utf-8")
    _write(now, "Sweep the yard.", NEVER, SHARE.replace("authorised", "appointed"))
    result = _run("check", "--policies", now, "--baseline", before)
    assert result.exit_code == 1
    assert "“authorised” is now “appointed”" in result.stdout


def test_markdown_for_a_proposed_change(before: Path, now: Path) -> None:
    result = _run("check", "--policies", now, "--baseline", before, "--format", "md")
    assert result.exit_code == 1
    assert result.stdout.startswith("## Check\n\n- Policies: 1 read, no problem.\n")
    assert "\n### 1. " in result.stdout
    assert f"\n> “{NEVER}”\n" in result.stdout
    assert "```yaml\n- a: 'example/code#" in result.stdout
    assert "\n\n\n" not in result.stdout


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (None, "there is no such file or folder to compare with. Make one"),
        ("{", "this is not valid JSON. Make one"),
        ("[]", "this is no export of Concordant. Make one"),
        ('{"schema": "concordant/1", "conflicts": [{}]}', "its conflict 1 lacks one of id"),
    ],
)
def test_a_baseline_that_cannot_be_read_is_misuse(text: str | None, says: str, now: Path, tmp_path: Path) -> None:
    if text is not None:
        (tmp_path / "old.json").write_text(text, encoding="utf-8")
    result = _run("check", "--policies", now, "--baseline", tmp_path / "old.json")
    assert (result.exit_code, says in result.stderr) == (2, True), result.stderr


def test_a_type_that_this_version_does_not_know_is_named(now: Path, tmp_path: Path) -> None:
    _run("export", "--policies", now, "--out", tmp_path / "old.json")
    data = json.loads((tmp_path / "old.json").read_text(encoding="utf-8"))
    data["conflicts"][0]["type"] = "quarrel"
    (tmp_path / "old.json").write_text(json.dumps(data), encoding="utf-8")
    result = _run("check", "--policies", now, "--baseline", tmp_path / "old.json")
    assert (result.exit_code, "`quarrel`" in result.stderr) == (2, True)


def test_what_cannot_be_read_is_not_compared_and_fails(before: Path, now: Path) -> None:
    (now / "decisions.yml").write_text("- 3\n", encoding="utf-8")
    result = _run("check", "--policies", now, "--baseline", before)
    assert (result.exit_code, "were not compared" in result.stderr) == (1, True)


def test_options_that_say_nothing_together_are_misuse(before: Path) -> None:
    assert _run("check", "--rules-only", "--baseline", before).exit_code == 2
    assert _run("check", "--policies", before, "--divergences").exit_code == 2


def test_a_decision_of_tomorrow_is_complained_of_and_one_of_today_is_not(now: Path, before: Path) -> None:
    text = _snippet(_run("check", "--policies", now, "--baseline", before).stdout)
    for days, code in ((0, 0), (2, 1)):
        day = (date.today() + timedelta(days=days)).isoformat()
        (now / "decisions.yml").write_text(text.replace("2024-05-14", day), encoding="utf-8")
        result = _run("check", "--policies", now)
        assert (result.exit_code, "a day that has not come yet" in result.stdout) == (code, bool(days))


def test_words_that_moved_are_said_and_do_not_fail(now: Path, before: Path) -> None:
    text = _snippet(_run("check", "--policies", now, "--baseline", before).stdout)
    (now / "decisions.yml").write_text(text, encoding="utf-8")
    _write(now, "In the yard, too: " + NEVER, SHARE)
    result = _run("check", "--policies", now, "--baseline", before)
    assert "and the decision counts there." in result.stdout
    assert result.exit_code == 0
