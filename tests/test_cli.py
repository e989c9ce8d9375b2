"""The command line as a person meets it: help, listings, exit codes, where things go."""

from __future__ import annotations

import csv
import io
import json
import sys
import time
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from concordant import __version__, whole
from concordant.cli import main, shared
from concordant.cli.commands import COMMANDS, concordant
from tests.support.corpus import PLAIN, write_corpus

ROOT = Path(__file__).parents[1]
LISTINGS = ("policies", "clauses", "norms", "concordance", "conflicts", "concerns", "gaps")


def run(*args: str | Path) -> Result:
    return CliRunner().invoke(concordant, [str(arg) for arg in args], prog_name="concordant", catch_exceptions=False)


@pytest.fixture
def policies(tmp_path: Path) -> Path:
    return write_corpus(tmp_path)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_and_an_example_of_itself(name: str) -> None:
    command = concordant.get_command(click.Context(concordant), name)
    assert command is not None
    assert command.name == name
    assert (command.help or "").strip()
    assert f"concordant {name}" in (command.epilog or "")
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert parameter.help, f"{parameter.opts} of {name} has no help"
    assert run(name, "--help").exit_code == 0


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_in_the_docs(name: str) -> None:
    assert f"`concordant {name}" in (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_list_of_commands_shows_each_summary_in_full() -> None:
    text = run("--help").stdout
    assert all(f"  {name} " in text for name in COMMANDS)
    assert "..." not in text.split("Commands:")[1]


def test_version_is_the_same_by_the_short_way_and_the_long_one(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "argv", ["concordant", "--version"])
    main()
    assert capsys.readouterr().out == run("--version").stdout == f"concordant {__version__}\n"


def test_an_unknown_command_is_misuse_and_names_those_that_there_are() -> None:
    result = run("compere")
    assert result.exit_code == 2
    assert "compere" in result.stderr
    assert "concordance" in result.stderr


def test_an_unknown_option_is_misuse() -> None:
    assert run("policies", "--loudly").exit_code == 2


@pytest.mark.parametrize("name", LISTINGS)
def test_a_listing_comes_in_four_formats_with_the_same_rows(name: str, policies: Path) -> None:
    rows = json.loads(run(name, "--policies", policies, "--format", "json").stdout)
    table = list(csv.DictReader(io.StringIO(run(name, "--policies", policies, "--format", "csv").stdout)))
    markdown = run(name, "--policies", policies, "--format", "md").stdout.splitlines()
    assert len(rows) == len(table) == len(markdown) - 2
    if rows:
        assert list(rows[0]) == list(table[0])
    assert run(name, "--policies", policies).exit_code == 0


def test_listings_can_be_narrowed_to_one_policy(policies: Path) -> None:
    rows = json.loads(run("clauses", "--policies", policies, "--policy", "sample", "--format", "json").stdout)
    assert [row["printed"] for row in rows] == ["1.1", "1.2"]


@pytest.mark.parametrize("name", LISTINGS)
def test_a_policy_that_there_is_not_is_misuse_and_the_nearest_is_named(name: str, policies: Path) -> None:
    for wanted, says in (("sampel/online-protocol", "Did you mean sample/online-protocol"), ("zzz", "`concordant policies` lists the ids")):
        result = run(name, "--policies", policies, "--policy", wanted)
        assert (result.exit_code, result.stdout) == (2, "")
        assert f"{wanted}: no policy has this id. {says}" in result.stderr


def test_a_policy_of_which_nothing_is_listed_is_no_mistake(policies: Path) -> None:
    result = run("concerns", "--policies", policies, "--policy", "sample", "--format", "json")
    assert (result.exit_code, result.stdout) == (0, "[]\n")
    assert "Nothing is listed for `sample`." in result.stderr


@pytest.mark.parametrize("format_", ["json", "md", "xlsx", "oscal"])
def test_a_folder_cannot_be_written_as_a_file_and_is_named_itself(format_: str, policies: Path, tmp_path: Path) -> None:
    result = run("export", "--policies", policies, "--format", format_, "--out", tmp_path)
    assert result.exit_code == 2
    assert f"{tmp_path}: this is a folder. Name the file" in result.stderr
    assert ".part" not in result.stderr


def test_a_folder_that_had_to_be_made_is_told(policies: Path, tmp_path: Path) -> None:
    new = tmp_path / "paper" / "2024"
    for _, says in ((1, True), (2, False)):
        result = run("export", "--policies", policies, "--format", "csv", "--out", new)
        assert (result.exit_code, f"The folder {new} is new." in result.stderr) == (0, says)
        assert result.stderr.count(" is new.") == says


def test_a_failure_to_write_names_the_file_and_not_the_one_beside_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device", "/somewhere/.abc.part")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OSError, match="No space") as caught:
        whole.write_whole(tmp_path / "export.json", b"new")
    assert caught.value.filename == str(tmp_path / "export.json")


def test_output_that_is_no_terminal_has_no_colour(policies: Path) -> None:
    result = run("explain", "--policies", policies, "no-such-id")
    assert result.exit_code == 2
    assert "\x1b" not in result.output


def test_colour_is_left_out_on_a_terminal_too_when_no_color_is_set(policies: Path) -> None:
    args = ["explain", "--policies", str(policies), "no-such-id"]
    coloured = CliRunner().invoke(concordant, args, color=True)
    plain = CliRunner(env={"NO_COLOR": "1"}).invoke(concordant, args, color=True)
    assert "\x1b[" in coloured.output
    assert "\x1b[" not in plain.output


def test_the_nearest_concordant_toml_names_the_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_corpus(tmp_path)
    (tmp_path / "concordant.toml").write_text('policies = "policies"\n', encoding="utf-8")
    (tmp_path / "deep" / "er").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "deep" / "er")
    assert len(json.loads(run("policies", "--format", "json").stdout)) == 2


def test_without_a_folder_the_message_says_how_to_name_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    result = run("policies")
    assert result.exit_code == 2
    assert "--policies DIR" in result.stderr


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("policies = ", "not valid TOML"),
        ("", "not named"),
        ('polices = "x"\npolicies = "y"', "key `polices`"),
        ("policies = 3", "not named"),
    ],
)
def test_a_bad_concordant_toml_is_named_with_its_mend(text: str, says: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "concordant.toml").write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    result = run("policies")
    assert result.exit_code == 2
    assert says in result.stderr
    assert 'policies = "policies"' in result.stderr


def test_init_starts_a_folder_that_import_and_policies_then_work_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "code.txt").write_text(PLAIN, encoding="utf-8")
    assert run("init").exit_code == 0
    assert run("import", "code.txt", "--council", "Example Borough Council", "--title", "Social Media Code").exit_code == 0
    assert [row["id"] for row in json.loads(run("policies", "--format", "json").stdout)] == ["example/social-media-code"]


def test_init_leaves_a_started_folder_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "concordant.toml").write_text('policies = "codes"\n', encoding="utf-8")
    assert run("init", tmp_path).exit_code == 2
    assert (tmp_path / "concordant.toml").read_text(encoding="utf-8") == 'policies = "codes"\n'


def test_import_says_where_it_wrote_where_the_words_went_and_what_it_guessed(tmp_path: Path) -> None:
    (tmp_path / "code.txt").write_text(PLAIN, encoding="utf-8")
    result = run(
        "import", tmp_path / "code.txt", "--policies", tmp_path / "p", "--council", "Example Borough Council", "--title", "Our Code"
    )
    assert result.exit_code == 0
    assert str(tmp_path / "p" / "example" / "our-code" / "undated.md") in result.stdout
    words = len([word for word in PLAIN.split() if word != "-"])
    assert f"{words} of {words} accounted for" in result.stdout
    assert "--kind" in result.stdout
    assert (tmp_path / "p" / "example" / "our-code" / "code.txt").read_text(encoding="utf-8") == PLAIN


def test_check_lists_every_problem_and_fails(policies: Path) -> None:
    for path in policies.glob("*/*/*.md"):
        path.write_text(path.read_text(encoding="utf-8").replace("kind:", "kynd:"), encoding="utf-8")
    result = run("check", "--policies", policies)
    assert result.exit_code == 1
    assert result.stdout.count("key `kynd`") == 2


def test_check_finds_a_word_of_the_original_that_the_markdown_has_lost(tmp_path: Path) -> None:
    (tmp_path / "code.txt").write_text(PLAIN, encoding="utf-8")
    run("import", tmp_path / "code.txt", "--policies", tmp_path / "p", "--council", "Example Borough Council", "--title", "Our Code")
    markdown = tmp_path / "p" / "example" / "our-code" / "undated.md"
    markdown.write_text(markdown.read_text(encoding="utf-8").replace("untrue", ""), encoding="utf-8")
    result = run("check", "--policies", tmp_path / "p")
    assert result.exit_code == 1
    assert "the word “untrue” of the original (code.txt, line 10) is missing" in result.stdout


def test_check_passes_on_the_projects_own_policies_and_rules() -> None:
    result = run("check", "--policies", ROOT / "policies")
    assert result.stdout.count("no problem") == 3
    assert result.exit_code == 0


def test_progress_is_silent_at_first_and_then_speaks_on_standard_error(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with shared.progress("Counting"):
        pass
    assert capsys.readouterr().err == ""
    monkeypatch.setattr(shared, "QUIET_SECONDS", 0.01)
    with shared.progress("Counting"):
        time.sleep(0.1)
    captured = capsys.readouterr()
    assert captured.err.startswith("Counting … 0 s\n")
    assert captured.out == ""


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "export.json"
    whole.write_whole(target, b"old")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", full)
        with pytest.raises(OSError, match="No space"):
            whole.write_whole(target, b"new")
    assert target.read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["export.json"]


def test_a_folder_that_cannot_be_written_is_a_message_and_no_traceback(policies: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    result = run("export", "--policies", policies, "--out", tmp_path / "file" / "export.json")
    assert result.exit_code == 2
    assert "Error:" in result.stderr
