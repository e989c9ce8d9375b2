"""Plain text as people type it: rules drawn under headings, bullets, deep lists; and the date that a document gives itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from concordant.errors import BadPolicy
from concordant.importing import Request, import_file
from concordant.read.canonical import body
from concordant.read.from_txt import read

REQUEST = Request(council="Sample Town Council", title="Social Media Protocol", audience=("councillors",))
RULE = "Members must be civil.\n"


def markdown(text: str) -> str:
    return body(read(text.encode(), "case.txt").blocks)


def test_underlined_lines_are_headings_and_rules_are_no_words() -> None:
    text = f"Social Media Policy\n===================\n\nMonitoring\n----------\n{RULE}\n________\n\n{RULE}"
    assert markdown(text) == f"{{.title}}\n# Social Media Policy\n\n## Monitoring\n\n{RULE}\n{RULE}"


def test_signs_typed_for_bullets() -> None:
    signs = "➔➢✓✗–•"
    made = markdown("Members must:\n" + "".join(f"{sign} be civil to person {at};\n" for at, sign in enumerate(signs)))
    assert made.count("\n- be civil") == len(signs)


def import_text(folder: Path, text: str) -> Path:
    path = folder / "code.txt"
    path.write_text(text, encoding="utf-8")
    return import_file(path, REQUEST, policies=folder / "policies", force=True).markdown


def test_lists_without_bound_are_read(tmp_path: Path) -> None:
    deep = "".join(f"{'  ' * at}- members must keep rule {at}\n" for at in range(150))
    assert "rule 149" in import_text(tmp_path, f"Members must:\n{deep}").read_text(encoding="utf-8")


def test_a_file_without_rules_is_named_in_the_message(tmp_path: Path) -> None:
    with pytest.raises(BadPolicy) as caught:
        import_text(tmp_path, "# SOCIAL MEDIA POLICY\n")
    (problem,) = caught.value.problems
    assert problem.file == str(tmp_path / "code.txt")


@pytest.mark.parametrize(
    ("row", "name"),
    [
        ("Adopted 12 May 2024", "2024-05-12"),
        ("Last reviewed 12 May 2024", "2024-05-12"),
        ("Version 3, March 2023", "2023-03"),
        ("Approved by Full Council: 3/4/2021", "2021-04-03"),
        ("Adopted 14 May 2019\nLast updated: 2 June 2023", "2019-05-14"),
        ("Review date: May 2026", "undated"),
        ("Approved: 31 February 2024", "undated"),
    ],
)
def test_the_date_that_a_document_gives_itself(tmp_path: Path, row: str, name: str) -> None:
    made = import_text(tmp_path, f"SOCIAL MEDIA POLICY\n\n{row}\n\nThe rules of the council are these.\n\n{RULE}")
    assert made.stem == name
    adopted = row.startswith(("Adopted", "Approved by"))
    assert ("date of adoption" in made.read_text(encoding="utf-8")) is not adopted
