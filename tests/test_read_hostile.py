"""Files made to harm: each ends with a message, within bounds, and leaves nothing behind."""

from __future__ import annotations

import io
import os
import stat
import time
import zipfile
from pathlib import Path

import pytest

from concordant.errors import UnreadableFile
from concordant.parse.clauses import parse_units
from concordant.read import apart as apart_module
from concordant.read import read_source
from concordant.read.canonical import body
from concordant.read.package import MAX_ENTRIES
from tests.formats import fuzz
from tests.formats import word as w

RULE = w.p("You must be civil to people.")
SECONDS = 10.0


def refused(path: Path) -> str:
    started = time.monotonic()
    with pytest.raises(UnreadableFile) as caught:
        read_source(path)
    assert time.monotonic() - started < SECONDS
    (problem,) = caught.value.problems
    assert problem.mend, "a message says what to do"
    return problem.what


def put(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def test_a_zip_bomb_is_not_unpacked(tmp_path: Path) -> None:
    bomb = w.package([("word/document.xml", b" " * 300_000_000)])
    assert len(bomb) < 1_000_000
    assert "larger than" in refused(put(tmp_path, "bomb.docx", bomb))


def test_a_bomb_among_the_notes_is_not_unpacked_either(tmp_path: Path) -> None:
    parts = [(name, data) for name, data in _parts(w.docx(RULE, footnotes="<w:footnote/>")) if name != "word/footnotes.xml"]
    assert "larger than" in refused(put(tmp_path, "bomb.docx", w.package([*parts, ("word/footnotes.xml", b"<a>" + b" " * 200_000_000)])))


def test_a_zip_of_very_many_parts_is_refused(tmp_path: Path) -> None:
    many = w.docx(RULE, extra=[(f"x/{at}", b"") for at in range(MAX_ENTRIES + 1)])
    assert "parts" in refused(put(tmp_path, "many.docx", many))


def test_names_that_climb_out_of_the_folder_write_nothing(tmp_path: Path) -> None:
    path = put(tmp_path, "climb.docx", w.docx(RULE, extra=[("../../evil.txt", b"evil"), ("/etc/evil", b"evil")]))
    assert read_source(path).blocks
    assert sorted(p.name for p in tmp_path.rglob("*")) == ["climb.docx"]


@pytest.mark.parametrize("suffix", ["docx", "odt"])
def test_entities_are_refused_and_never_grow(tmp_path: Path, suffix: str) -> None:
    laughs = b"".join(b'<!ENTITY a%d "%s">' % (at, b"&a%d;" % (at - 1) * 10) for at in range(1, 12))
    text = b'<!DOCTYPE x [<!ENTITY a0 "ha">' + laughs + b"]><x>&a11;</x>"
    name = "word/document.xml" if suffix == "docx" else "content.xml"
    parts = [("mimetype", b"application/vnd.oasis.opendocument.text")] if suffix == "odt" else []
    assert "entities" in refused(put(tmp_path, f"laughs.{suffix}", w.package([*parts, (name, text)])))


def test_files_of_the_machine_are_not_read_through_entities_or_links(tmp_path: Path) -> None:
    secret = put(tmp_path, "secret.txt", b"the secret")
    text = f'<!DOCTYPE x [<!ENTITY s SYSTEM "file://{secret}">]><x>&s;</x>'.encode()
    assert "entities" in refused(put(tmp_path, "outside.docx", w.package([("word/document.xml", text)])))
    linked = w.docx(RULE + w.p('<w:hyperlink r:id="L1"><w:r><w:t>here</w:t></w:r></w:hyperlink>'), links=[f"file://{secret}"])
    source = read_source(put(tmp_path, "linked.docx", linked))
    assert "secret" not in body(source.blocks) + source.text


def test_a_main_part_outside_the_package_is_not_fetched(tmp_path: Path) -> None:
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    rels = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="R1" Type="{office}" Target="http://example.invalid/x.xml" TargetMode="External"/></Relationships>'
    )
    assert "no Word text" in refused(put(tmp_path, "away.docx", w.package([("_rels/.rels", rels.encode())])))


def test_macros_are_left_where_they_are(tmp_path: Path) -> None:
    path = put(tmp_path, "macro.docm", w.docx(RULE, extra=[("word/vbaProject.bin", b"Sub AutoOpen()")]))
    source = read_source(path)
    assert "AutoOpen" not in source.text
    assert "You must be civil to people." in source.text


@pytest.mark.parametrize("levels", [100, 10_000])
def test_tables_in_tables_in_tables(tmp_path: Path, levels: int) -> None:
    nested = "<w:tbl><w:tr><w:tc>" * levels + RULE + "</w:tc></w:tr></w:tbl>" * levels
    path = put(tmp_path, "deep.docx", w.docx(RULE + nested))
    assert "nested deeper" in refused(path)


def test_lists_of_many_levels_stay_in_bounds(tmp_path: Path) -> None:
    levels = "".join(w.level(at, "decimal", "%1.") for at in range(9))
    text = "".join(w.p("You must be civil.", numbered=(1, at)) for at in (*range(9), 10_000, 2_000_000_000))
    source = read_source(put(tmp_path, "levels.docx", w.docx(text, numbering=w.abstract(0, levels) + w.num(1, 0))))
    assert len(parse_units(body(source.blocks), file="x.md")) == 11


@pytest.mark.parametrize("name", ["spaces.txt", "spaces.md", "spaces.html", "spaces.docx", "spaces.pdf"])
def test_two_hundred_megabytes_of_spaces(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    with path.open("wb") as out:
        for _ in range(200):
            out.write(b" " * 1_000_000)
    assert "MB" in refused(path)


@pytest.mark.parametrize("name", ["spaces.txt", "spaces.md", "spaces.html"])
def test_twenty_megabytes_of_spaces(tmp_path: Path, name: str) -> None:
    assert refused(put(tmp_path, name, b" " * 20_000_000))


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.pdf", b"PK\x03\x04 not a pdf"), ("a.pdf", b"%PDF-1.7 and nothing more"), ("a.docx", b"%PDF-1.7"), ("a.odt", b"<html>"),
        ("a.docx", b""), ("a.pdf", b""), ("a.html", b""), ("a.html", b"\x89PNG\r\n\x1a\n\x00\x00"), ("a.html", b"%PDF-1.7 x"),
        ("a.doc", b"plain words"), ("a.rtf", b"plain words"), ("a.xls", b"x"),
    ],
)  # fmt: skip
def test_a_file_that_is_not_what_its_name_says(tmp_path: Path, name: str, data: bytes) -> None:
    assert refused(put(tmp_path, name, data))


def test_a_reader_that_hangs_is_ended_and_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart_module, "BASE_SECONDS", 0.3)
    monkeypatch.setattr(apart_module, "GRACE_SECONDS", 0.2)
    monkeypatch.setattr(apart_module, "WORKER", "timeit")
    monkeypatch.setattr(apart_module, "_order", lambda *_: "while True: pass")
    assert "was ended" in refused(put(tmp_path, "slow.docx", w.docx(RULE)))


def test_a_converter_that_hangs_is_ended_and_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = put(tmp_path, "soffice", b"#!/bin/sh\nsleep 60\n")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("CONCORDANT_CONVERTER_SECONDS", "1")
    assert "took longer than 1 s" in refused(put(tmp_path, "old.rtf", b"{\\rtf1 You must be civil.}"))


def test_without_a_converter_the_message_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert "needs LibreOffice" in refused(put(tmp_path, "old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old"))


@pytest.mark.parametrize("suffix", fuzz.FORMATS)
def test_mutants_end_with_a_text_or_a_message(suffix: str) -> None:
    """A few hundred in all; `make fuzz` tries ten thousand of each format."""
    tally = fuzz.fuzz(suffix, 60, seed=7)
    assert not tally.bad
    assert tally.peak_mb < fuzz.MEMORY_MB
    assert sum(tally.ends.values()) == 60


def _parts(data: bytes) -> list[tuple[str, bytes]]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return [(name, archive.read(name)) for name in archive.namelist()]
