"""Front matter and the folder of policies: every problem of a file at once, each with its place and mend."""

from __future__ import annotations

from pathlib import Path

import pytest

from concordant.corpus import load
from concordant.errors import BadPolicy, ConcordantError, NotFound
from concordant.parse.frontmatter import split

GOOD = "council: Example Town Council\ntitle: Code\nkind: code\naudience: [councillors]\nstatus: adopted\nsource: typed for a test\n"


def _file(folder: Path, name: str, front: str = GOOD, body: str = "Be kind.\n") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"---\n{front}---\n{body}", encoding="utf-8")
    return path


def _problems(text: str) -> list[str]:
    with pytest.raises(BadPolicy) as caught:
        split(text, file="x.md")
    return [str(p) for p in caught.value.problems]


def test_good_front_matter_is_read_and_the_body_keeps_its_line() -> None:
    meta, body, line = split(f"---\n{GOOD}date: 2019-10\n---\nBe kind.\n", file="x.md")
    assert (meta.council, meta.audience, meta.date, body, line) == ("Example Town Council", ("councillors",), "2019-10", "Be kind.\n", 10)


def test_all_problems_of_a_file_are_listed_together_with_line_and_mend() -> None:
    said = _problems(
        "---\ncouncil: A\ntitle: B\nkind: rulebok\naudience: []\nstatus: adopted\nsource: s\ncolour: red\ndate: 1 May\n---\nx\n"
    )
    assert len(said) == 4
    assert any(s.startswith("x.md, line 8, key `colour`: unknown key. Known keys: audience,") for s in said)
    assert any("line 4, key `kind`" in s and "Use one of: code, protocol" in s for s in said)
    assert any("line 9, key `date`" in s and "2019-10-01" in s for s in said)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Be kind.\n", "the front matter is missing"),
        ("---\ncouncil: A\n", "does not end"),
        ("---\ncouncil: [A\n---\nx\n", "not valid YAML"),
        (f"---\n{GOOD}title: again\n---\nx\n", "a second time"),
        (f"---\n{GOOD}date: 2019-02-31\n---\nx\n", "not a day of the calendar"),
        ("---\n---\nx\n", "nothing stands here"),
        ("---\ntitle: B\nkind: code\naudience: [councillors]\nstatus: adopted\nsource: s\n---\nx\n", "`council` is missing"),
    ],
)
def test_broken_front_matter_says_what_is_wrong(text: str, wanted: str) -> None:
    assert any(wanted in s for s in _problems(text))


def test_the_newest_dated_version_is_read(tmp_path: Path) -> None:
    for date in ("2018-01-01", "2021-05-01"):
        _file(tmp_path, f"example/code/{date}.md", GOOD + f"date: {date}\n")
    _file(tmp_path, "example/code/undated.md")
    assert [p.version for p in load(tmp_path)] == ["2021-05-01"]


def test_problems_of_several_files_come_together(tmp_path: Path) -> None:
    _file(tmp_path, "example/code/undated.md", GOOD.replace("kind: code", "kind: x"))
    _file(tmp_path, "other/code/undated.md", body="## Only a heading\n")
    (tmp_path / "third/code").mkdir(parents=True)
    (tmp_path / "third/code/undated.md").write_bytes(b"---\n\xff\xfe\n")
    with pytest.raises(BadPolicy) as caught:
        load(tmp_path)
    assert [p.file for p in caught.value.problems] == ["example/code/undated.md", "other/code/undated.md", "third/code/undated.md"]


def test_one_policy_filed_under_two_ids_is_refused(tmp_path: Path) -> None:
    _file(tmp_path, "example/code/undated.md")
    _file(tmp_path, "example/members-code/undated.md")
    with pytest.raises(BadPolicy, match="filed twice"):
        load(tmp_path)


def test_folder_and_file_names_must_mean_what_they_say(tmp_path: Path) -> None:
    _file(tmp_path, "Example Town/code/2020-01-01.md")
    with pytest.raises(BadPolicy) as caught:
        load(tmp_path)
    said = [str(p) for p in caught.value.problems]
    assert any("only small letters" in s for s in said)
    assert any("Name the file `undated.md`" in s for s in said)


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="no such folder"):
        load(tmp_path / "nowhere")


def test_every_error_leaves_with_exit_code_two() -> None:
    assert ConcordantError([]).exit_code == 2
