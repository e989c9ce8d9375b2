"""Bad input, as people meet it: a message with file, place and mend, exit code 2, and nothing that was there is lost."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from concordant.cli.commands import concordant
from concordant.rulebook import leadins
from tests.support.corpus import BOROUGH, PLAIN, write_corpus


def run(*args: str | Path) -> Result:
    return CliRunner().invoke(concordant, [str(arg) for arg in args], catch_exceptions=False)


def bring(path: Path, policies: Path, *more: str) -> Result:
    return run("import", path, "--policies", policies, "--council", "Example Borough Council", "--title", "Social Media Code", *more)


@pytest.fixture
def policies(tmp_path: Path) -> Path:
    return write_corpus(tmp_path)


def below(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


BROKEN = {
    "an unknown key": ("kind: code", "kind: code\nauthor: me", "line 5, key `author`: unknown key", "Known keys:"),
    "a wrong date": ("'2024-05-14'", "'14.5.2024'", "key `date`", "Write a date as"),
    "a day that no calendar has": ("'2024-05-14'", "'2024-02-31'", "key `date`: `2024-02-31` is not a day", "Correct the day"),
    "malformed YAML": ("kind: code", "kind: [code", "this is not valid YAML", "Check indentation"),
    "an unknown kind": ("kind: code", "kind: sonnet", "line 4, key `kind`", "Use one of: code"),
    "no clause": (BOROUGH[BOROUGH.index("## 1.") :], "", "the document has no clause", "Check that the text"),
}


@pytest.mark.parametrize("case", BROKEN)
@pytest.mark.parametrize("command", ["export", "build"])
def test_a_broken_policy_is_named_with_place_and_mend_and_the_output_of_before_stays(
    case: str, command: str, policies: Path, tmp_path: Path
) -> None:
    old, new, says, mend = BROKEN[case]
    path = policies / "example" / "social-media-code" / "2024-05-14.md"
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    out = tmp_path / "out"
    if command == "build":
        out.mkdir()
    before = out / "index.html" if command == "build" else out
    before.write_text("of before", encoding="utf-8")
    result = run(command, "--policies", policies, "--out", out)
    assert result.exit_code == 2
    assert "example/social-media-code/2024-05-14.md" in result.stderr
    assert says in result.stderr
    assert mend in result.stderr
    assert before.read_text(encoding="utf-8") == "of before"


def test_all_problems_of_all_files_are_listed_together(policies: Path) -> None:
    for path in policies.glob("*/*/*.md"):
        path.write_text(path.read_text(encoding="utf-8").replace("status:", "state:"), encoding="utf-8")
    result = run("policies", "--policies", policies)
    assert result.exit_code == 2
    assert len(re.findall(r"^Error: ", result.stderr, re.MULTILINE)) == 4
    assert result.stdout == ""


def test_one_policy_filed_twice_is_found(policies: Path) -> None:
    twin = policies / "example" / "social-media-code-2" / "2024-05-14.md"
    twin.parent.mkdir()
    twin.write_text(BOROUGH, encoding="utf-8")
    result = run("policies", "--policies", policies)
    assert result.exit_code == 2
    assert "filed twice" in result.stderr


def test_a_folder_that_is_not_there_is_misuse(tmp_path: Path) -> None:
    result = run("export", "--policies", tmp_path / "nowhere")
    assert result.exit_code == 2
    assert "no such folder" in result.stderr


def test_an_empty_folder_exports_nothing_and_says_so(tmp_path: Path) -> None:
    result = run("export", "--policies", tmp_path)
    assert result.exit_code == 0
    assert '"policies": []' in result.stdout
    assert "no policies yet" in result.stderr


UNREADABLE = {
    "not text": ("code.txt", b"\x00\x01\x02\x03" * 50),
    "a PDF under a wrong name": ("code.txt", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n" + b"\x00" * 50),
    "a Word file under a wrong name": ("code.txt", b"PK\x03\x04" + b"\x00" * 50),
    "an empty file": ("code.txt", b""),
    "white space only": ("code.txt", b" \n\n \t\n"),
    "an unknown suffix": ("code.xyz", PLAIN.encode()),
    "no suffix": ("code", PLAIN.encode()),
}


@pytest.mark.parametrize("case", UNREADABLE)
def test_a_source_that_cannot_be_read_is_refused_and_nothing_is_written(case: str, policies: Path, tmp_path: Path) -> None:
    name, data = UNREADABLE[case]
    (tmp_path / name).write_bytes(data)
    before = below(policies)
    result = bring(tmp_path / name, policies)
    assert result.exit_code == 2
    assert result.stderr.startswith("Error: ")
    assert name in result.stderr
    assert below(policies) == before


def test_a_source_that_is_not_there_is_misuse(policies: Path, tmp_path: Path) -> None:
    result = bring(tmp_path / "nowhere.txt", policies)
    assert result.exit_code == 2
    assert "nowhere.txt" in result.stderr


def test_a_document_without_a_single_clause_is_refused_and_nothing_is_written(tmp_path: Path) -> None:
    (tmp_path / "code.txt").write_text("SOCIAL MEDIA CODE\n", encoding="utf-8")
    result = bring(tmp_path / "code.txt", tmp_path / "p")
    assert result.exit_code == 2
    assert "no clause" in result.stderr
    assert below(tmp_path) == {"code.txt": b"SOCIAL MEDIA CODE\n"}


def test_other_words_for_a_policy_that_is_there_are_refused_unless_forced(policies: Path, tmp_path: Path) -> None:
    (tmp_path / "code.txt").write_text(PLAIN, encoding="utf-8")
    before = below(policies)
    result = bring(tmp_path / "code.txt", policies, "--date", "2024-05-14")
    assert result.exit_code == 2
    assert "--force" in result.stderr
    assert below(policies) == before
    assert bring(tmp_path / "code.txt", policies, "--date", "2024-05-14", "--force").exit_code == 0


@pytest.mark.parametrize("wrong", [("--date", "14 May 2024"), ("--kind", "sonnet"), ("--audience", "martians")])
def test_a_wrong_option_of_import_is_misuse_and_nothing_is_written(wrong: tuple[str, str], tmp_path: Path) -> None:
    (tmp_path / "code.txt").write_text(PLAIN, encoding="utf-8")
    result = bring(tmp_path / "code.txt", tmp_path / "p", *wrong)
    assert result.exit_code == 2
    assert wrong[1] in result.stderr
    assert not (tmp_path / "p").exists()


@pytest.mark.parametrize("name", ["code.txt", "code.md", "undated.md"])
def test_what_was_imported_can_be_listed_whatever_the_file_was_called(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(PLAIN, encoding="utf-8")
    assert bring(tmp_path / name, tmp_path / "p").exit_code == 0
    assert run("clauses", "--policies", tmp_path / "p").exit_code == 0
    assert PLAIN.encode() in below(tmp_path / "p").values(), "the original is kept untouched"


def test_a_rule_whose_example_does_not_match_fails_the_check(monkeypatch: pytest.MonkeyPatch) -> None:
    rules = leadins.leadin_rules()
    broken = replace(rules[0], examples=("Nothing of the kind.",))
    monkeypatch.setattr(leadins, "leadin_rules", lambda: (broken, *rules[1:]))
    result = run("check", "--rules-only")
    assert result.exit_code == 1
    assert "“Nothing of the kind.”" in result.stdout
    assert broken.id in result.stdout


@pytest.mark.parametrize("odd", ["\ufeff" + PLAIN, PLAIN.replace("\n", "\r\n"), PLAIN.replace("\n", "\r")])
def test_marks_and_line_ends_of_other_systems_change_nothing(odd: str, tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "code.txt").write_bytes(odd.encode())
    (tmp_path / "code.txt").write_text(PLAIN, encoding="utf-8")
    assert bring(tmp_path / "a" / "code.txt", tmp_path / "odd").exit_code == 0
    assert bring(tmp_path / "code.txt", tmp_path / "plain").exit_code == 0
    markdown = "example/social-media-code/undated.md"
    assert below(tmp_path / "odd")[markdown] == below(tmp_path / "plain")[markdown]


def test_a_text_of_twenty_megabytes_is_read_or_refused_in_bounded_time(tmp_path: Path) -> None:
    paragraph = "Councillors must not disclose confidential information, and should treat other people with respect at all times.\n\n"
    (tmp_path / "code.txt").write_text(paragraph * (20_000_000 // len(paragraph)), encoding="utf-8")
    result = bring(tmp_path / "code.txt", tmp_path / "p")
    if result.exit_code == 2:
        assert "MB" in result.stderr
        assert not (tmp_path / "p").exists()
    else:
        assert result.exit_code == 0
        assert "accounted for" in result.stdout
