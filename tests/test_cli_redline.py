"""`concordant redline` and `concordant compare`: two clauses, two codes, two versions of one code."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from concordant.cli.commands import concordant
from tests.support.corpus import BOROUGH, write_corpus

OLD = "2019-10-01"


def run(*args: str | Path, color: bool = False) -> Result:
    return CliRunner().invoke(concordant, [str(arg) for arg in args], prog_name="concordant", catch_exceptions=False, color=color)


@pytest.fixture(scope="module")
def policies(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The two small codes, and an older version of the first."""
    folder = write_corpus(tmp_path_factory.mktemp("redline"))
    older = BOROUGH.replace("2024-05-14", OLD).replace("treat other people with respect", "treat other people <b>fairly</b>")
    (folder / "example" / "social-media-code" / f"{OLD}.md").write_text(older.replace("Members should", "Members must"), encoding="utf-8")
    return folder


def test_a_redline_of_two_versions_marks_words_and_lists_duties(policies: Path) -> None:
    text = run("redline", f"example@{OLD}", "example", "--policies", policies).stdout
    assert "Members [-must-] {+should+} tolerate" in text
    assert "1. [3] → [3] What is binding in the first text (“must”) is advice in the second (“should”)." in text
    assert "Clauses: 1 same words; 2 words changed" in text
    assert "\x1b" not in text


def test_on_a_terminal_words_are_struck_through_and_underlined(policies: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("concordant.cli.redlining.is_coloured", lambda _: True)
    text = run("redline", f"example@{OLD}", "example", "--policies", policies, color=True).stdout
    assert "\x1b[31m\x1b[9mmust\x1b[0m" in text
    assert "[-" not in text


def test_a_redline_comes_as_markdown_as_a_page_and_as_json(policies: Path) -> None:
    call = ("redline", f"example@{OLD}#1", "example#1", "--policies", policies, "--format")
    assert "<del>" in run(*call, "md").stdout
    page = run(*call, "html").stdout
    assert page.startswith("<!doctype html>")
    assert "<ins>" in page
    assert "<b>" not in page
    data = json.loads(run(*call, "json").stdout)
    assert data["a"]["version"] == OLD
    (row,) = data["rows"]
    assert "".join(piece["new"] for piece in row["pieces"]) == "treat other people with respect;"


def test_two_codes_side_by_side_have_the_same_rows_in_every_format(policies: Path) -> None:
    call = ("compare", "example", "sample", "--policies", policies, "--format")
    data = json.loads(run(*call, "json").stdout)
    table = run(*call, "csv")
    assert [row["relation"] for row in data["rows"]] == [row["relation"] for row in csv.DictReader(io.StringIO(table.stdout))]
    assert sum(data["counts"].values()) == len(data["rows"])
    assert table.stderr.startswith("Rows: ")
    for format_ in ("md", "table"):
        assert run(*call, format_).stdout.rstrip().splitlines()[-1] == table.stderr.strip()


def test_side_by_side_every_clause_of_both_codes_is_there(policies: Path) -> None:
    rows = json.loads(run("compare", "example", "sample", "--policies", policies, "--format", "json").stdout)["rows"]
    assert {row["number_a"] for row in rows} - {None} == {1, 2, 3}
    assert {row["number_b"] for row in rows} - {None} == {1, 2}
    assert {row["relation"] for row in rows if None in (row["number_a"], row["number_b"])} <= {"only in A", "only in B"}


def test_the_relation_is_read_from_a_to_b_whichever_comes_first(policies: Path) -> None:
    mirror = {"subset": "superset", "superset": "subset"}
    there, back = (
        json.loads(run("compare", *pair, "--policies", policies, "--format", "json").stdout)["relation"]
        for pair in (("example#2", "sample#1"), ("sample#1", "example#2"))
    )
    assert there is not None
    assert mirror.get(there, there) == back


def test_two_clauses_are_compared_with_their_link_and_their_duties(policies: Path) -> None:
    text = run("compare", "example#2", "sample#1", "--policies", policies).stdout
    assert "## How they are linked" in text
    assert "confidential" in text
    assert "They are not linked." in run("compare", "example#1", "sample#2", "--policies", policies).stdout
    (row,) = csv.DictReader(io.StringIO(run("compare", "example#2", "sample#1", "--policies", policies, "--format", "csv").stdout))
    assert row["why"]


@pytest.mark.parametrize("command", ["redline", "compare"])
@pytest.mark.parametrize(
    ("a", "b", "said"),
    [
        ("sampel/online", "example", "Did you mean sample/online-protocol?"),
        ("example#tret", "sample#1", "Did you mean treat-other-people-with-respect?"),
        ("sample#99", "sample#1", "concordant clauses"),
        ("sample", "example#1", "Name two clauses or two policies."),
        ("sample", "sample", "Name two that differ."),
        ("example@2001", "example", f"Its versions are {OLD}, 2024-05-14."),
        ("", "example", "several ids begin like this"),
    ],
)
def test_what_cannot_be_laid_side_by_side_is_misuse_with_a_way_out(command: str, a: str, b: str, said: str, policies: Path) -> None:
    result = run(command, a, b, "--policies", policies)
    assert result.exit_code == 2
    assert said in result.stderr
    assert result.stdout == ""
