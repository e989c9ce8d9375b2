"""Passages and places in reports of councils that nobody has ever seen: other words, other layouts, other codes."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from concordant.judge.concern_references import headings_named, label_of, named_places, page_number, section_number
from concordant.judge.concern_speakers import inline, name_in
from concordant.judge.concerns import find_concerns
from concordant.judge.passages import is_exact, stretch
from concordant.model import Concern, Policy
from concordant.parse.clauses import parse_policy
from concordant.parse.norms import with_norms

FOLDER = Path(__file__).parent / "concerns"
# Report -> rows of (speaker, beginning of what is said, paragraph numbers meant with the likeliest first, certain, kinds).
Row = tuple[str, str, tuple[int, ...], bool, tuple[str, ...]]
FIRST: tuple[Row, ...] = (
    ("A", 'Councillor A: "may be seen', (5,), True, ("unclear", "unenforceable")),
    ("B", "Cllr B (Independent)", (7,), True, ("overreach",)),
    ("A", "Councillor A: in 4.2", (16,), True, ("overreach",)),
    ("D", "Cllr D: Paragraph 9.4", (), False, ("unenforceable",)),
    ("B", "Cllr B: paragraphs 4.3", (18, 19), True, ("too-verbose",)),
    ("C", "Cllr C | Para 3.2", (10,), True, ("overreach",)),
    ("C", "Cllr C | Under", (17,), True, ("poor-advice",)),
    ("E", "Cllr E | 3.1(d)", (9,), True, ()),
    ("E", "Cllr E | Family", (11,), True, ("unenforceable",)),
    ("F", "Cllr F | Friends", (20,), True, ("unclear",)),
    ("G", "I am unhappy", (18, 19), True, ("too-verbose",)),
    ("G", "You write", (3,), True, ("unenforceable",)),
    ("G", "I read that", (4,), False, ("inaccurate",)),
    ("G", "The rule that", (5,), True, ("overreach",)),
    ("G", "Could paragraph 2.1", (3,), True, ("proposal",)),
    ("H. Osei", "On page 2", (10,), True, ("overreach", "disproportionate")),
    ("H. Osei", "I object to", (9,), False, ("overreach",)),
    ("H. Osei", "The document", (), False, ("too-verbose",)),
    ("J", "The first bullet", (6,), True, ("disproportionate",)),
    ("J", "Third bullet", (13, 8), True, ("self-contradiction",)),
    ("J", "The second hollow", (15,), True, ("unenforceable",)),
    ("J", "I cannot see", (), False, ("format",)),
)
OTHER: tuple[Row, ...] = (
    ("K", "With regard to", (8,), True, ("overreach",)),
    ("K", "The last bullet", (11,), True, ("unclear",)),
    ("L", '"The Clerk may remove', (17,), True, ("disproportionate",)),
    ("L", "In the Private pages", (15,), True, ("overreach",)),
    ("L", "Three days", (4,), False, ("disproportionate", "proposal")),
    ("M. Novak", "Most of this", (), False, ("duplicates-other-code",)),
    ("M. Novak", '"Jokes', (13,), True, ("unclear", "unenforceable")),
    ("M. Novak", "I do not understand", (2,), True, ("unclear",)),
    ("N", "I agree with", (8,), False, ("overreach",)),
    ("N", "Under “Aims”", (2,), True, ("proposal",)),
    ("N", "Deleting", (17, 6), False, ("self-contradiction",)),
    ("N", "The protocol has", (), False, ("format",)),
    ("O'Dea", "The rule on", (7,), False, ("overreach",)),
    ("O'Dea", "There is nothing", (), False, ()),
)
THIRD: tuple[Row, ...] = (
    ("P", "C3 is", (9,), True, ("overreach",)),
    ("P", "B4 –", (6,), True, ("disproportionate",)),
    ("Q", '"Messaging', (11,), False, ("inaccurate",)),
    ("Q", "In section D", (13,), True, ()),
    ("R", "Councillor R", (9, 3), True, ("proposal",)),
    ("S", "Councillor S", (5,), True, ("disproportionate",)),
    ("T", "Councillor T: What", (2,), True, ("unclear",)),
    ("T", "Councillor T: Could", (10, 5), False, ("overreach",)),
    ("T", "Councillor T: The guidance", (), False, ()),
    ("U", "Councillor U", (3,), True, ("self-contradiction",)),
)
FOURTH: tuple[Row, ...] = (
    ("Alpha", "Paragraph 5", (5,), True, ("unenforceable",)),
    ("Alpha", "Paragraph 8 (iii)", (10,), True, ("overreach",)),
    ("Alpha", "Paras 3 and 4", (3, 4), True, ("too-verbose",)),
    ("Beta", "I would be grateful", (7,), False, ()),
    ("Beta", '"Phones', (6,), True, ("duplicates-other-code",)),
    ("Beta", "Section 4", (8,), True, ("proposal",)),
    ("Green Group", "The requirement", (4,), True, ("overreach",)),
    ("Green Group", "Under Expectations", (5,), True, ()),
    ("Green Group", "Paragraph 7", (7,), True, ("overreach",)),
    ("Green Group", "We like", (11,), True, ()),
    ("Gamma", "The whole thing", (), False, ("too-verbose",)),
)


def read(name: str) -> Policy:
    text = (FOLDER / f"{name}.md").read_text(encoding="utf-8")
    return with_norms(parse_policy(text, policy_id=f"example/{name}", version="undated", file=f"{name}.md"))


@cache
def concerns_of(code: str, report: str) -> tuple[tuple[Concern, ...], dict[str, int]]:
    """The concerns of a report and the paragraph number of each clause of its code."""
    text = read(code)
    return find_concerns((text, read(report))), {c.id: c.number for c in text.clauses}


REPORTS = {"": FIRST, "other-": OTHER, "third-": THIRD, "fourth-": FOURTH}
CASES = [((f"{name}code", f"{name}report"), row) for name, rows in REPORTS.items() for row in rows]


@pytest.mark.parametrize(("files", "row"), CASES, ids=[f"{files[1]}: {row[1]}" for files, row in CASES])
def test_each_remark_leads_to_its_paragraph_under_its_speaker(files: tuple[str, str], row: Row) -> None:
    speaker, start, numbers, sure, kinds = row
    found, number = concerns_of(*files)
    (concern,) = [c for c in found if c.text.startswith(start)]
    assert (concern.councillor, tuple(number[t] for t in concern.targets), concern.sure, concern.kinds) == (speaker, numbers, sure, kinds)
    # Whatever is not certain says why, and whatever is certain leads somewhere.
    assert concern.sure or concern.reasons
    assert concern.targets or not concern.sure


def test_greetings_signatures_and_column_heads_are_no_concerns() -> None:
    texts = [c.text for c in concerns_of("code", "report")[0]]
    assert not [t for t in texts if t.startswith(("Dear", "Kind", "Many thanks", "From", "Subject", "Member |", "Cllr H"))]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Page 3, first hollow bullet", [(1, "hollow", ())]),
        ("para 4.2(b) is silly", [(0, "bullet", ("4.2(b)",))]),
        ("paragraphs 4.2 and 4.3", [(0, "bullet", ("4.2", "4.3"))]),
        ("the last but one bullet point", [(-2, "bullet", ())]),
        ("3rd sub-bullet", [(3, "hollow", ())]),
        ("bullet 4", [(4, "bullet", ())]),
        ("see [12]", [(0, "bullet", ("12",))]),
        ("I have 3 points, first of all", []),
        ("In 2019 we had 5.5% turnout", []),
    ],
)
def test_places_are_read_from_words(text: str, places: list[tuple[int, str, tuple[str, ...]]]) -> None:
    assert [(n.nth, n.sort, n.labels) for n in named_places(text)] == places


@pytest.mark.parametrize(
    ("text", "heading"),
    [
        ("under 'Practices to avoid', the last point", "Practices to avoid"),
        ("the “Scope” section is long", "Scope"),
        ("Under Key Principles, seventh bullet", "Key Principles"),
    ],
)
def test_headings_are_read_from_words(text: str, heading: str) -> None:
    assert headings_named(text)[0] == heading


def test_numbers_are_read_in_words_figures_and_short_forms() -> None:
    assert [page_number(t) for t in ("p. 3", "pg 12", "third page", "Page Four", "on the last page")] == [3, 12, 3, 4, -1]
    assert [section_number(t) for t in ("section 3", "the second section", "part two", "section 3.1")] == [3, 2, 2, None]
    assert [label_of(t) for t in ("4.2.", "(a)", "4.2 (b)", "7a", "1)")] == ["4.2", "a", "4.2(b)", "7(a)", "1"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Councillor van der Berg", "van der Berg"), ("Response 4: Cllr Dr Amy Osei (Green, Millfield)", "Amy Osei"),
        ("Comments from Councillor B", "B"), ("The Liberal Democrat Group", "Liberal Democrat Group"), ("Councillor Q wrote:", "Q"),
        ("Councillor training is held in May", None), ("Councillor Smith asked for more time", None),
    ],
)  # fmt: skip
def test_a_line_that_is_a_speaker_names_them(text: str, name: str | None) -> None:
    assert name_in(text) == name


def test_a_remark_can_begin_with_its_speaker() -> None:
    assert inline("Cllr Jones (Labour) – far too long") == ("Jones", "far too long")
    assert inline("Councillor Jones is on leave") is None


def test_dots_in_a_quotation_stand_for_words_left_out() -> None:
    rule = "Pause before posting late at night, after a drink or when upset."
    assert is_exact("Pause before posting … when upset", rule)
    assert is_exact("pause [...] after a drink", rule)
    assert not is_exact("when upset … pause", rule)


def test_the_part_quoted_is_cut_from_the_paragraph_word_for_word() -> None:
    rule = "Be kind. Members must not publish views that may be seen as negative about the Council, its staff or its partners."
    assert (
        stretch("Members must not publish views that may be regarded as negative", rule)
        == "Members must not publish views that may be seen as negative"
    )
