"""PDF files: columns, running heads, paragraphs across pages, marks in the margin, ruled tables, pages kept, and files without text."""

from __future__ import annotations

import io
import re

import pypdf
import pypdf.annotations
import pypdf.generic
import pytest

from concordant.errors import UnreadableFile
from concordant.model import Unit
from concordant.parse.account import account
from concordant.parse.clauses import parse_units
from concordant.read.canonical import body
from concordant.read.from_pdf import read
from concordant.read.source import Source
from tests.formats.pdf import LOCKED, At, Dot, Rule, grid, paragraph, pdf

TITLE = At(72, 780, "Social Media Code", 20, "bold")


def units(source: Source) -> tuple[Unit, ...]:
    return parse_units(body(source.blocks), file="code.md")


def kinds(source: Source) -> list[tuple[str, str]]:
    return [(unit.kind, unit.text) for unit in units(source)]


def is_whole(source: Source) -> bool:
    held = account(source.text, units(source))
    return (held.missing, held.added) == (0, ())


LONG = ("Members must treat every person whom they meet in the course of their", "work with respect and must listen to what they say.")


def test_lines_of_a_paragraph_are_joined_and_paragraphs_kept_apart() -> None:
    source = read(pdf([TITLE, *paragraph(72, 740, *LONG), *paragraph(72, 705, "They may disagree.")]), "code.pdf")
    assert kinds(source) == [("title", "Social Media Code"), ("clause", " ".join(LONG)), ("clause", "They may disagree.")]
    assert is_whole(source)


def test_a_paragraph_goes_on_over_the_page_and_keeps_the_page_it_began_on() -> None:
    head, foot = At(72, 815, "Example Borough Council: Part 5", 9), "Page {} of 2"
    pages = [
        [head, TITLE, *paragraph(72, 740, LONG[0]), At(280, 30, foot.format(1), 9)],
        [head, *paragraph(72, 770, LONG[1]), *paragraph(72, 740, "They may disagree."), At(280, 30, foot.format(2), 9)],
    ]
    source = read(pdf(*pages), "code.pdf")
    clauses = [unit for unit in units(source) if unit.kind == "clause"]
    assert [(unit.text, unit.place.page) for unit in clauses] == [(" ".join(LONG), 1), ("They may disagree.", 2)]
    assert sum(kind == "furniture" for kind, _ in kinds(source)) == 4
    assert is_whole(source)


LEFT = ("Members must be civil to", "all people, in their posts", "and in person, and must", "check what they are told",
        "before they pass it on to", "others on any platform.")  # fmt: skip
RIGHT = ("Members may disagree with", "the council and may say so", "in their posts, as long as", "what they say is true and",
         "as long as they keep the", "secrets that they are told.")  # fmt: skip


def test_columns_are_read_one_after_the_other() -> None:
    left = [*paragraph(72, 740, *LEFT), *paragraph(72, 640, *LEFT), *paragraph(72, 540, *LEFT)]
    right = [*paragraph(310, 737, *RIGHT), *paragraph(310, 637, *RIGHT), *paragraph(310, 537, *RIGHT)]
    source = read(pdf([TITLE, *left, *right]), "code.pdf")
    assert [text for kind, text in kinds(source) if kind == "clause"] == [" ".join(LEFT)] * 3 + [" ".join(RIGHT)] * 3
    assert is_whole(source)


def test_numbers_hang_in_the_margin_with_and_without_stops() -> None:
    rows = [At(72, 740, "3.1"), *paragraph(120, 740, "Members must be civil to each other and to", "the public at all times."),
            At(72, 700, "3.2"), *paragraph(120, 700, "Members must not do any of these things:"),
            At(120, 680, "(a)"), At(150, 680, "insult anybody;"), At(120, 660, "(b)"), At(150, 660, "reveal a secret.")]  # fmt: skip
    source = read(pdf([TITLE, *rows]), "code.pdf")
    assert [(u.printed, u.text) for u in units(source)][1:] == [
        ("3.1", "Members must be civil to each other and to the public at all times."),
        ("3.2", "Members must not do any of these things:"),
        ("(a)", "insult anybody;"),
        ("(b)", "reveal a secret."),
    ]


def test_bullets_of_two_levels_nest() -> None:
    rows = [At(72, 740, "You must not publish anything about:"), At(90, 720, "\x95"), At(108, 720, "people who are:"),
            At(126, 700, "-"), At(144, 700, "ill;"), At(126, 680, "-"), At(144, 680, "in care;"), At(90, 660, "\x95"),
            At(108, 660, "contracts.")]  # fmt: skip
    source = read(pdf([TITLE, *[At(one.x, one.y, one.text.replace("\x95", "•")) for one in rows]]), "code.pdf")
    assert body(source.blocks).split("\n\n", 1)[1] == (
        "You must not publish anything about:\n\n- people who are:\n  - ill;\n  - in care;\n- contracts.\n"
    )


def test_bullets_that_are_drawn_and_not_written_are_bullets() -> None:
    rows = [At(72, 740, "You must:"), Dot(92, 722), At(108, 720, "be civil;"), Dot(92, 702), At(108, 700, "be brief.")]
    source = read(pdf([TITLE, *rows]), "code.pdf")
    assert body(source.blocks).split("\n\n", 1)[1] == "You must:\n\n- be civil;\n- be brief.\n"


def test_what_a_browser_prints_around_a_page_is_no_clause() -> None:
    rows = [At(30, 815, "11/05/25, 9:46 AM", 8), At(30, 20, "https://www.example.gov.uk/code 1/1", 8)]
    source = read(pdf([TITLE, *paragraph(72, 740, *LONG), *rows]), "code.pdf")
    assert [kind for kind, _ in kinds(source)] == ["furniture", "title", "clause", "furniture"]


def test_a_word_that_a_line_end_divides_is_whole_again() -> None:
    lines = ("Members must not reveal anything that is confi-", "dential, and the members of a sub-", "committee must not vote by e-mail.")
    source = read(pdf([TITLE, *paragraph(72, 740, *lines)]), "code.pdf")
    assert "anything that is confidential, and the members of a sub-committee must not" in kinds(source)[1][1]
    assert is_whole(source)


def test_a_ruled_table_has_a_clause_in_each_row() -> None:
    rows = [("Account", "Who may post"), ("Council page", "Only the press team may post."), ("Ward page", "The member may post.")]
    words = [At(80 + 150 * k, 725 - 20 * at, text) for at, row in enumerate(rows) for k, text in enumerate(row)]
    source = read(pdf([TITLE, *grid((72, 222, 500), (740, 720, 700, 680)), *words]), "code.pdf")
    assert kinds(source)[1:] == [
        ("lead-in", "Account | Who may post"),
        ("clause", "Council page | Only the press team may post."),
        ("clause", "Ward page | The member may post."),
    ]
    assert dict(source.counts)["table"] == 1


def test_a_merged_cell_is_one_cell() -> None:
    lines = [Rule(72, 740, 500, 740), Rule(72, 720, 500, 720), Rule(72, 700, 500, 700), Rule(72, 700, 72, 740), Rule(500, 700, 500, 740),
             Rule(222, 700, 222, 720)]  # fmt: skip
    across = "The rules on accounts that follow bind every member"
    words = [At(80, 725, across), At(80, 705, "Ward page"), At(230, 705, "Members may post.")]
    source = read(pdf([TITLE, *lines, *words]), "code.pdf")
    assert across in [text for _, text in kinds(source)]


def test_larger_and_bold_lines_are_headings_and_small_print_below_is_a_note() -> None:
    note = [At(72, 90, "1", 6), At(78, 87, "Equality Act 2010.", 8.5)]
    source = read(pdf([TITLE, At(72, 740, "Confidential matters", 13, "bold"), *paragraph(72, 715, *LONG), *note]), "code.pdf")
    assert [kind for kind, _ in kinds(source)] == ["title", "heading", "clause", "note"]


def test_words_set_at_an_angle_or_in_pictures_do_not_mix_with_the_text() -> None:
    source = read(pdf([TITLE, *paragraph(72, 740, *LONG)], picture=True), "code.pdf")
    assert dict(source.counts)["image"] == 1
    assert kinds(source)[1] == ("clause", " ".join(LONG))


def test_a_scan_is_refused_with_what_to_do() -> None:
    with pytest.raises(UnreadableFile, match="is a scan: 2 pages") as caught:
        read(pdf([], [], picture=True), "scan.pdf")
    assert "OCR" in caught.value.problems[0].mend


def test_a_page_without_anything_is_refused() -> None:
    with pytest.raises(UnreadableFile, match="no text"):
        read(pdf([]), "empty.pdf")


def test_a_password_is_named() -> None:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf([TITLE])))
    writer.encrypt("secret", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    with pytest.raises(UnreadableFile, match="password"):
        read(out.getvalue(), "locked.pdf")


def test_fonts_that_map_their_glyphs_to_nothing_are_named() -> None:
    data = pdf([TITLE, *paragraph(72, 740, *LONG)], unmapped=True)
    with pytest.raises(UnreadableFile, match=re.escape("carry no meaning")):
        read(data, "glyphs.pdf")


def test_a_turned_page_is_read_as_it_is_shown() -> None:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf([TITLE, *paragraph(72, 740, *LONG)])))
    writer.pages[0].add_transformation(pypdf.Transformation().rotate(90).translate(842, 0))
    writer.pages[0].mediabox.upper_right = (842, 595)
    writer.pages[0].rotate(90)
    out = io.BytesIO()
    writer.write(out)
    assert kinds(read(out.getvalue(), "turned.pdf")) == [("title", "Social Media Code"), ("clause", " ".join(LONG))]


def test_three_columns_are_read_one_after_the_other() -> None:
    words = ("Members must be polite to", "each and every one of the", "people whom they meet and", "they must listen to all", "they hear.")
    places = [(x, y - x / 100) for x in (60, 230, 400) for y in (740, 650, 560)]
    columns = [line for x, y in places for line in paragraph(x, y, *words)]
    source = read(pdf([At(60, 790, "Social Media Code", 20, "bold"), *columns]), "code.pdf")
    assert [text for kind, text in kinds(source) if kind == "clause"] == [" ".join(words)] * 9


def test_a_page_that_is_a_picture_is_named() -> None:
    writer = pypdf.PdfWriter()
    for data in (pdf([TITLE, *paragraph(72, 740, *LONG)]), pdf([], picture=True)):
        writer.append(io.BytesIO(data))
    out = io.BytesIO()
    writer.write(out)
    source = read(out.getvalue(), "mixed.pdf")
    assert [(guess.page, guess.what) for guess in source.guesses] == [(2, "this page is a picture without text: its words are not read")]


def test_paragraphs_of_one_line_are_kept_apart() -> None:
    lines = ("In this code:", "a post is anything put on a page.", "Members must:", "be polite.")
    source = read(pdf([TITLE, *(At(72, 740 - 24 * at, text) for at, text in enumerate(lines))]), "code.pdf")
    assert [text for _, text in kinds(source)][1:] == list(lines)


def test_notes_that_readers_put_on_a_page_are_comments() -> None:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf([TITLE, *paragraph(72, 740, *LONG)])))
    note = pypdf.annotations.Text(text="Delete this clause?", rect=(500, 735, 520, 755))
    note[pypdf.generic.NameObject("/T")] = pypdf.generic.TextStringObject("A. Reader")
    writer.add_annotation(0, note)
    out = io.BytesIO()
    writer.write(out)
    source = read(out.getvalue(), "noted.pdf")
    assert [(remark.author, remark.text, remark.paragraph) for remark in source.remarks] == [("A. Reader", "Delete this clause?", LONG[0])]
    assert dict(source.counts)["comment"] == 1


def test_the_head_of_a_table_that_comes_back_on_the_next_page_is_furniture() -> None:
    def page(*rows: tuple[str, str]) -> list[At | Rule | Dot]:
        words = [At(80 + 150 * k, 725 - 20 * at, text) for at, row in enumerate(rows) for k, text in enumerate(row)]
        return [*grid((72, 222, 500), (740, 720, 700, 680)[: len(rows) + 1]), *words]

    head = ("Who", "Duty")
    first = page(head, ("Clerk", "Keeps the list up to date."), ("Mayor", "Signs it."))
    source = read(pdf([TITLE, *first], page(head, ("Members", "Read it every year."))), "code.pdf")
    assert [kind for kind, text in kinds(source) if text == "Who | Duty"] == ["lead-in", "furniture"]
    assert [text for kind, text in kinds(source) if kind == "clause"][-1] == "Members | Read it every year."


def clauses(source: Source) -> list[str]:
    return [text for kind, text in kinds(source) if kind == "clause"]


def test_lines_of_the_text_that_come_back_in_the_margin_are_no_heads() -> None:
    def page(n: int) -> list[At]:
        top = [At(72, 790, f"{n}. Members must take care that their posts do not bring"), At(86, 776.5, "the Council into disrepute.")]
        return [At(72, 815, "Example Council", 8), *top, *paragraph(72, 740, *LONG), At(280, 20, str(n))]

    source = read(pdf(*(page(n) for n in (1, 2, 3))), "code.pdf")
    numbered = [unit.printed for unit in units(source) if unit.text.startswith("Members must take care")]
    assert [number and number.strip(".") for number in numbered] == ["1", "2", "3"]
    assert [text for kind, text in kinds(source) if kind == "furniture"] == [
        "Example Council",
        "1",
        "Example Council",
        "2",
        "Example Council",
        "3",
    ]


def test_a_head_whose_figures_count_on_with_the_pages_is_a_head() -> None:
    feet = [f"5.{n} Part 5, Section F" for n in (12, 13, 14)]
    source = read(pdf(*([At(72, 30, foot, 8), *paragraph(72, 740, *LONG)] for foot in feet)), "code.pdf")
    assert [text for kind, text in kinds(source) if kind == "furniture"] == feet


def test_the_raised_figure_of_a_note_at_the_foot_is_no_page_number() -> None:
    note = [At(72, 64, "1", 6), At(78, 60.5, "Localism Act 2011, section 27.", 7.5)]
    source = read(pdf([TITLE, *paragraph(72, 740, *LONG), *note]), "code.pdf")
    assert kinds(source)[-1] == ("note", "1 Localism Act 2011, section 27.")


def test_figures_that_a_browser_sets_high_are_the_numbers_of_notes() -> None:
    words = [At(72, 740, "Members must declare gifts over \u00a350"), At(247.6, 744, "1", 9.2), At(255, 740, "within the month.")]
    source = read(pdf([TITLE, *words]), "code.pdf")
    assert clauses(source) == ["Members must declare gifts over \u00a350\u00b9 within the month."]


def test_a_table_without_lines_has_a_clause_in_each_row() -> None:
    cells = [("Role", "What they must do", "When"), ("Clerk", "Keeps the list of accounts and must", "Each May"),
             ("", "send it to the members.", ""), ("Ward member", "Tells the clerk about a new page.", "At once"),
             ("Mayor", "Opens the page.", "Yearly")]  # fmt: skip
    words = [At(72 + 110 * k + 90 * (k > 1), 740 - 14 * at, text) for at, row in enumerate(cells) for k, text in enumerate(row) if text]
    source = read(pdf([TITLE, *words, At(72, 640, "Members may ask the clerk.")]), "code.pdf")
    assert kinds(source)[1:] == [
        ("lead-in", "Role | What they must do | When"),
        ("clause", "Clerk | Keeps the list of accounts and must send it to the members. | Each May"),
        ("clause", "Ward member | Tells the clerk about a new page. | At once"),
        ("clause", "Mayor | Opens the page. | Yearly"),
        ("clause", "Members may ask the clerk."),
    ]
    assert is_whole(source)


def test_a_table_without_lines_goes_on_over_the_page_up_to_the_next_heading() -> None:
    def page(y: float, *rows: tuple[str, str]) -> list[At]:
        return [At(72 + 160 * k, y - 20 * at, text) for at, row in enumerate(rows) for k, text in enumerate(row)]

    first = page(740, ("Clerk", "Must keep the list."), ("Mayor", "Must sign the list."), ("Press office", "Must post the list."))
    second = page(740, ("Members", "Must read the list."), ("Officers", "Must mend the list."))
    source = read(pdf([TITLE, *first], [*second, At(72, 690, "Contacts", 11, "bold"), At(72, 670, "Ask the clerk.")]), "code.pdf")
    assert [text for kind, text in kinds(source) if kind == "clause"][-3:] == [
        "Members | Must read the list.", "Officers | Must mend the list.", "Ask the clerk."]  # fmt: skip
    assert ("heading", "Contacts") in kinds(source)
    assert dict(source.counts)["unruled table"] == 2


def test_contents_without_leaders_are_no_table() -> None:
    rows = [("Section 1", "Introduction"), ("Section 2", "Conduct"), ("Section 3", "Review")]
    words = [At(72 + 90 * k, 720 - 14 * at, text) for at, row in enumerate(rows) for k, text in enumerate(row)]
    heads = [
        line for at, (_, text) in enumerate(rows) for line in (At(72, 640 - 60 * at, text, 13, "bold"), At(72, 620 - 60 * at, "Be civil."))
    ]
    source = read(pdf([TITLE, At(72, 740, "Contents"), *words, *heads]), "code.pdf")
    assert "lead-in" not in [kind for kind, _ in kinds(source)]
    assert clauses(source) == ["Be civil."] * 3


MAIN = ("Members must treat every person whom they meet", "with respect, must listen to what they say, and", "must keep their secrets.")
ASIDE = ("Ask the clerk whenever", "you are not certain.")


@pytest.mark.parametrize("size", [11.0, 8.5])
def test_a_box_beside_the_text_is_read_apart(size: float) -> None:
    """A box is known by the lines around it, or by its smaller type."""
    frame = grid((380, 530), (760, 715)) if size == 11 else []
    box = paragraph(390, 738, *ASIDE, size=size, leading=12)
    source = read(pdf([At(72, 790, "Social Media Code", 20, "bold"), *frame, *paragraph(72, 740, *MAIN), *box]), "code.pdf")
    assert sorted(clauses(source)) == sorted([" ".join(MAIN), " ".join(ASIDE)])


def test_words_on_a_coloured_ground_stay_in_their_sentence() -> None:
    source = read(pdf([TITLE, *grid((96, 140), (750, 724)), *paragraph(72, 740, *MAIN)]), "code.pdf")
    assert clauses(source) == [" ".join(MAIN)]


def test_a_file_locked_against_changes_is_counted_a_second_time() -> None:
    source = read(LOCKED, "locked.pdf")
    assert source.guesses == ()
    assert is_whole(source)


def test_any_sign_before_the_words_of_an_item_is_a_bullet_and_a_cross_stays() -> None:
    items = [(720, "\u00ac", "ask;"), (700, "\u00d7", "share a password.")]
    rows = [At(72, 740, "You must know what to do:"), *(one for y, sign, text in items for one in (At(90, y, sign), At(108, y, text)))]
    source = read(pdf([TITLE, *rows]), "code.pdf")
    assert body(source.blocks).split("\n\n", 1)[1] == "You must know what to do:\n\n- ask;\n- \u00d7 share a password.\n"


def test_marks_that_are_flush_with_their_words_are_of_one_level() -> None:
    items = [(114, 720, "(i)", "insult anybody;"), (108, 700, "(ii)", "tell a secret;"), (102, 680, "(iii)", "lie.")]
    words = [one for x, y, mark, text in items for one in (At(x, y, mark), At(130, y, text))]
    rows = [At(72, 740, "Members must not do any of these:"), *words]
    source = read(pdf([TITLE, *rows]), "code.pdf")
    assert [(unit.printed, unit.depth) for unit in units(source)][2:] == [("(i)", 1), ("(ii)", 1), ("(iii)", 1)]
