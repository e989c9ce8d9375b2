"""The workbook: a sheet for each listing, heads in plain words, and words of a source that never become a formula."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from lxml import etree

from concordant.cli.commands import concordant
from concordant.cli.exporting import export_
from concordant.model import Analysis
from concordant.pipeline import analyse, load
from concordant.publish import workbook
from concordant.publish.listings import LISTINGS
from concordant.publish.workbook import CUT, MOST_CHARACTERS, fitting, title_of, to_xlsx
from tests.support.typed import typed

TOY = Path(__file__).parent / "toy" / "policies"
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


@pytest.fixture(scope="module")
def toy() -> Analysis:
    return analyse(load(TOY))


def _xml(data: bytes, name: str) -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        return etree.fromstring(book.read(name))


def _sheets(data: bytes) -> dict[str, etree._Element]:
    names = [str(sheet.get("name")) for sheet in _xml(data, "xl/workbook.xml").iter(f"{MAIN}sheet")]
    return {name: _xml(data, f"xl/worksheets/sheet{at}.xml") for at, name in enumerate(names, start=1)}


def _rows(data: bytes, name: str) -> list[list[str]]:
    strings = ["".join(item.itertext()) for item in _xml(data, "xl/sharedStrings.xml").iter(f"{MAIN}si")]
    return [
        [strings[int(cell[0].text or 0)] if cell.get("t") == "s" else "".join(cell.itertext()) for cell in row]
        for row in _sheets(data)[name].iter(f"{MAIN}row")
    ]


def test_there_is_a_sheet_for_each_listing_with_all_its_rows(toy: Analysis) -> None:
    data = to_xlsx(toy)
    assert list(_sheets(data)) == [name.capitalize() for name in LISTINGS]
    for name, make in LISTINGS.items():
        rows = _rows(data, name.capitalize())
        assert len(rows) == len(make(toy).rows) + 1
    assert [row[5] for row in _rows(data, "Clauses")[1:]] == [clause.text for policy in toy.policies for clause in policy.clauses]


def test_every_column_has_a_head_that_an_officer_understands(toy: Analysis) -> None:
    for name, make in LISTINGS.items():
        titles = [title_of(name, column.key) for column in make(toy).columns]
        assert len(set(titles)) == len(titles), name
        assert not [title for title in titles if "_" in title or not title[0].isupper()]


def test_the_head_row_stays_and_filters(toy: Analysis) -> None:
    for sheet in _sheets(to_xlsx(toy)).values():
        (pane,) = sheet.iter(f"{MAIN}pane")
        assert (pane.get("ySplit"), pane.get("state")) == ("1", "frozen")
        assert len(list(sheet.iter(f"{MAIN}autoFilter"))) == 1
        widths = [float(column.get("width") or 0) for column in sheet.iter(f"{MAIN}col")]
        assert widths
        assert all(8 <= width <= 62 for width in widths)


def test_no_words_of_a_source_become_a_formula_a_link_or_a_number() -> None:
    # The backslash keeps Markdown from reading a list mark; it is no part of the words.
    hostile = ["=1+1", '=HYPERLINK("http://example.org")', "@SUM(A1)", "\\+44 1733 747474", "\\-5 degrees", "https://example.org/x", "0012"]
    data = to_xlsx(analyse((typed("aa", *hostile),)))
    sheet = _sheets(data)["Clauses"]
    assert not list(sheet.iter(f"{MAIN}f"))
    assert not list(sheet.iter(f"{MAIN}hyperlink"))
    said = [row[5] for row in _rows(data, "Clauses")[1:]]
    assert said == [text.removeprefix("\\") for text in hostile]
    quoted = _xml(data, "xl/styles.xml").xpath("//*[local-name()='xf'][@quotePrefix='1']")
    assert isinstance(quoted, list)
    assert quoted


def test_the_same_texts_give_the_same_bytes(toy: Analysis) -> None:
    data = to_xlsx(toy)
    assert data == to_xlsx(analyse(load(TOY)))
    # Dated by the newest text, never by the clock.
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        assert set(re.findall(r">(\d{4}-\d\d-\d\d)T", book.read("docProps/core.xml").decode())) == {"2022-02-01"}
        assert {entry.date_time[0] for entry in book.infolist()} == {1980}


def test_words_that_are_too_long_for_a_cell_are_cut_and_the_cell_says_so() -> None:
    fits = "x" * MOST_CHARACTERS
    assert fitting(fits) == fits
    for long in (fits + "x", "𝒜" * MOST_CHARACTERS):
        cut = fitting(long)
        assert cut.endswith(CUT)
        assert len(cut.encode("utf-16-le")) // 2 <= MOST_CHARACTERS


def test_rows_beyond_what_a_sheet_holds_go_on_in_the_next(toy: Analysis, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "MOST_ROWS", 5)
    data = to_xlsx(toy)
    assert [name for name in _sheets(data) if name.startswith("Clauses")] == ["Clauses", "Clauses (2)"]
    assert len(_rows(data, "Clauses")) + len(_rows(data, "Clauses (2)")) == len(LISTINGS["clauses"](toy).rows) + 2


def test_a_folder_without_policies_gives_a_workbook_of_heads(toy: Analysis) -> None:
    empty = replace(toy, policies=(), ties=(), links=(), gaps=(), conflicts=(), concerns=())
    assert all(len(_rows(to_xlsx(empty), name.capitalize())) == 1 for name in LISTINGS)


def test_the_page_on_exports_gives_a_line_to_copy_for_every_format() -> None:
    page = (Path(__file__).parents[1] / "site_src" / "exports" / "index.md").read_text(encoding="utf-8")
    (option,) = [one for one in export_.params if one.name == "format_"]
    assert isinstance(option.type, click.Choice)
    assert all(f"`concordant export --format {name} --out " in page for name in option.type.choices)


def test_the_command_writes_the_workbook_and_wants_a_file_for_it(tmp_path: Path) -> None:
    call = ["export", "--policies", str(TOY), "--format", "xlsx"]
    refused = CliRunner().invoke(concordant, call)
    assert refused.exit_code == 2
    assert "--out FILE" in refused.stderr
    done = CliRunner().invoke(concordant, [*call, "--out", str(tmp_path / "out" / "book.xlsx")])
    assert (done.exit_code, done.stdout) == (0, "")
    assert (tmp_path / "out" / "book.xlsx").read_bytes() == to_xlsx(analyse(load(TOY)))
