"""Reading files: the cases of tests/cases/read-layout.md, the corpus, any text, and files that are not what they seem."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from concordant.corpus import load
from concordant.errors import UnreadableFile
from concordant.importing import Request, fragment_text
from concordant.parse.account import account
from concordant.parse.clauses import parse_units
from concordant.parse.frontmatter import split
from concordant.read import MAX_BYTES, read_source, suffixes
from concordant.read.blocks import Block
from concordant.read.canonical import body
from concordant.read.layout import blocks_of
from tests.support.cases import Case, cases

POLICIES = Path(__file__).parents[1] / "policies"
# Hand mends of committed Markdown, each with its reason. There are none.
HAND_MENDS: dict[str, str] = {}


@pytest.mark.parametrize("case", cases("read-layout.md"), ids=lambda c: c.name)
def test_the_markdown_of_a_case_is_that_written_down(case: Case) -> None:
    assert body(blocks_of(case.given)[0]) == case.expected


@pytest.mark.parametrize("case", cases("read-layout.md"), ids=lambda c: c.name)
def test_every_word_of_a_case_is_accounted_for(case: Case) -> None:
    held = account(case.given, parse_units(body(blocks_of(case.given)[0]), file="case.md"))
    assert (held.missing, held.unplaced, held.added) == (0, (), ())


def _with_original() -> list[Path]:
    return [p for p in sorted(POLICIES.glob("*/*/*.md")) if split(p.read_text(encoding="utf-8"), file=p.name)[0].original]


def test_the_five_documents_are_there() -> None:
    assert len(_with_original()) == 5


@pytest.mark.parametrize("path", _with_original(), ids=lambda p: p.parent.name)
def test_committed_markdown_is_what_the_importer_makes_of_the_original(path: Path) -> None:
    meta, text, _ = split(path.read_text(encoding="utf-8"), file=path.name)
    assert meta.original
    source = read_source(path.parent / meta.original)
    assert path.as_posix() in HAND_MENDS or text.lstrip("\n") == body(source.blocks)
    held = account(source.text, parse_units(text, file=path.name))
    assert (held.share, held.unplaced, held.added) == (1.0, (), ())


def test_the_committed_fragment_is_what_the_report_quotes() -> None:
    policies = {p.id: p for p in load(POLICIES)}
    fragment = policies["cambridgeshire/social-media-code"]
    made = fragment_text(
        policies["cambridgeshire/committee-report-social-media-code"],
        Request(council=fragment.meta.council, title=fragment.meta.title, audience=fragment.meta.audience),
    )
    _, text, _ = split(made, file="made")
    _, kept, _ = split((POLICIES / fragment.file).read_text(encoding="utf-8"), file="kept")
    assert text == kept
    assert "You should behave online as you behave in real life" not in kept, "a proposal is not the present wording"


_TEXT = st.lists(
    st.sampled_from(
        ["word", "Title Case", "\n", "\n\n", "- ", "  - ", "• ", "1. ", "1.1 ", "(a) ", "\t", ": ", ". ", "<b>",
         "*", "_", "#", "&amp;", "\\",
         "`",
         " [x](y)", 
         "{.note}", "Page 1 of 2", "é", "¹ ", "|", "~~~", "===", "---", "“", "or", "\f"]
    ),
    max_size=60,
).map("".join)  # fmt: skip


@given(text=_TEXT)
def test_whatever_the_text_no_word_is_lost_or_added(text: str) -> None:
    held = account(text, parse_units(body(blocks_of(text)[0]), file="any.md"))
    assert (held.unplaced, held.added) == ((), ())


_WORDS = st.text(alphabet=st.characters(categories=["L", "N", "P", "S", "Zs"]), min_size=1, max_size=60).map(
    lambda t: re.sub(r"\s+", " ", t).strip()
)


@given(words=_WORDS, kind=st.sampled_from(["paragraph", "item", "heading", "note"]))
def test_canonical_markdown_comes_out_as_the_words_that_went_in(words: str, kind: str) -> None:
    block = Block(kind=kind, text=words, level=1, depth=1 if kind == "item" else 0)  # type: ignore[arg-type]
    units = parse_units(body([block]), file="any.md")
    letters = re.sub(r"[\W_]+", "", re.sub(r"</?u>|\]\([^()\s]*\)", "", words))
    assert re.sub(r"[\W_]+", "", "".join((u.printed or "") + u.text for u in units)) == letters


@pytest.mark.parametrize(
    ("name", "data", "wanted"),
    [
        ("code.txt", b"%PDF-1.7 ...", "this is a PDF"),
        ("code.txt", b"PK\x03\x04....", "zip file"),
        ("code.txt", b"Rules\x00\x01", "byte 6 is zero"),
        ("code.txt", b"", "empty"),
        ("code.txt", b" \n\n\t ", "empty"),
        ("code.txt", b"\xff\xfeR\x00u", "breaks off"),
        ("code.txt", bytes(range(128, 256)) * 4, "line 1 is not UTF-8"),
        ("code.xyz", b"Rules", "cannot be read"),
    ],
)
def test_a_file_that_is_not_text_is_refused_with_a_mend(tmp_path: Path, name: str, data: bytes, wanted: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(UnreadableFile, match=wanted) as caught:
        read_source(path)
    assert all(p.file == name and p.mend for p in caught.value.problems)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="no such file"):
        read_source(tmp_path / "nowhere.txt")


def test_a_file_far_larger_than_any_code_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "big.txt"
    with path.open("wb") as out:
        out.truncate(MAX_BYTES + 1)
    with pytest.raises(UnreadableFile, match="at most 25 MB"):
        read_source(path)


def test_windows_text_is_read_and_the_guess_recorded(tmp_path: Path) -> None:
    path = tmp_path / "code.txt"
    path.write_bytes("Members’ rules\r\n\r\nDo not use the council’s crest.\r\n".encode("cp1252"))
    source = read_source(path)
    assert "council’s" in source.text
    assert any("code page 1252" in g.what for g in source.guesses)


def test_utf16_text_is_read(tmp_path: Path) -> None:
    path = tmp_path / "code.txt"
    path.write_bytes("Do not use the crest.".encode("utf-16"))
    assert read_source(path).blocks[0].text == "Do not use the crest."


def test_plain_text_and_markdown_can_be_read() -> None:
    assert {".txt", ".md"} <= set(suffixes())


def test_markdown_that_underlines_its_headings_and_draws_its_tables_is_read(tmp_path: Path) -> None:
    text = (
        "Social Media Policy\n===\n\nSection two\n---\n\nMembers must be polite.\n<!-- not yet agreed -->\n\n"
        "| Who | What |\n|---|:--|\n| Clerk | keeps the list |\n| Member | signs the list |\n\n***\n\n> A quoted principle.\n"
    )
    path = tmp_path / "code.md"
    path.write_text(text, encoding="utf-8")
    units = parse_units(body(read_source(path).blocks), file="code.md")
    assert [(unit.kind, unit.text) for unit in units] == [
        ("title", "Social Media Policy"), ("heading", "Section two"), ("clause", "Members must be polite."), ("lead-in", "Who | What"),
        ("clause", "Clerk | keeps the list"), ("clause", "Member | signs the list"), ("clause", "A quoted principle."),
    ]  # fmt: skip


def test_reading_does_not_slow_down_with_the_square_of_the_lines(tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    path.write_text("\n".join(f"{n}. Members must be honest and polite." for n in range(1, 8_000)), encoding="utf-8")
    started = time.monotonic()
    read_source(path)
    assert time.monotonic() - started < 10


def test_lines_alike_are_no_page_heads_where_they_are_most_of_the_text() -> None:
    text = "\n\n".join(f"Rule {n} binds every member" for n in range(30))
    assert all(block.kind != "furniture" for block in blocks_of(text)[0])
