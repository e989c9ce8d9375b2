"""Word files: numbers as Word prints them, tables, notes, boxes, tracked changes in every view, comments."""

from __future__ import annotations

import difflib
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from concordant.errors import UnreadableFile
from concordant.model import DraftView, Unit
from concordant.parse.account import account
from concordant.parse.clauses import parse_units
from concordant.read.canonical import body
from concordant.read.from_docx import read
from concordant.read.source import Source
from tests.formats import word as w

TITLE = w.p("Social Media Code", style="Title") + w.p("Introduction", style="Heading1")
STYLES = w.heading_styles("Title", "heading 1", "heading 2").replace('Id="heading', 'Id="Heading')


def made(text: str, **parts: Any) -> Source:
    parts.setdefault("styles", STYLES)
    return read(w.docx(TITLE + text, **parts), "draft.docx")


def units(source: Source) -> tuple[Unit, ...]:
    return parse_units(body(source.blocks), file="draft.md")


def printed(source: Source) -> list[tuple[str | None, str]]:
    return [(u.printed, u.text) for u in units(source) if u.kind in {"clause", "lead-in"}]


def markdown(source: Source) -> str:
    return body(source.blocks).split("Introduction\n\n", 1)[1]


def is_whole(source: Source) -> bool:
    held = account(source.text, units(source))
    return held.missing == 0


LEGAL = w.abstract(
    0, w.level(0, "decimal", "%1."), w.level(1, "decimal", "%1.%2"), w.level(2, "lowerLetter", "(%3)"), w.level(3, "lowerRoman", "(%4)")
)


def test_levels_of_a_list_print_the_numbers_that_word_computes() -> None:
    rows = [(0, "One rule applies."), (1, "You must be civil."), (1, "You must not:"), (2, "insult people;"), (2, "shout;"),
            (3, "at meetings;"), (1, "You may disagree."), (0, "Another rule applies."), (1, "You should be brief.")]  # fmt: skip
    source = made("".join(w.p(text, numbered=(1, level)) for level, text in rows), numbering=LEGAL + w.num(1, 0))
    assert [number for number, _ in printed(source)] == ["1", "1.1", "1.2", "(a)", "(b)", "(i)", "1.3", "2", "2.1"]
    assert dict(source.counts)["computed number"] == 9


def test_a_list_begins_again_where_it_says_so_and_goes_on_where_it_does_not() -> None:
    lists = LEGAL + w.num(1, 0) + w.num(2, 0, w.start_over(0)) + w.num(3, 0)
    paragraphs = [w.p("First.", numbered=(1, 0)), w.p("Second.", numbered=(1, 0)), w.p("Words between the lists stand here."),
                  w.p("Again.", numbered=(2, 0)), w.p("Once more.", numbered=(2, 0)), w.p("Goes on.", numbered=(3, 0))]  # fmt: skip
    assert [n for n, _ in printed(made("".join(paragraphs), numbering=lists))] == ["1", "2", None, "1", "2", "3"]


@pytest.mark.parametrize(
    ("shape", "text", "third"),
    [
        ("upperLetter", "%1.", "C."), ("lowerRoman", "%1)", "iii)"), ("upperRoman", "%1.", "III."), ("decimalZero", "%1.", "03"),
        ("lowerLetter", "(%1)", "(c)"), ("decimal", "(%1)", "(3)"), ("decimal", "%1)", "3"),
    ],
)  # fmt: skip
def test_number_formats(shape: str, text: str, third: str) -> None:
    lists = w.abstract(0, w.level(0, shape, text)) + w.num(1, 0)
    source = made("".join(w.p(f"You must keep rule {n} of the list.", numbered=(1, 0)) for n in "xyz"), numbering=lists)
    assert [number for number, _ in printed(source)][-1] in {third, third.rstrip(".")}


def test_words_in_a_number_are_printed() -> None:
    lists = w.abstract(0, w.level(0, "cardinalText", "Rule %1:")) + w.num(1, 0)
    source = made(w.p("You must be civil to people.", numbered=(1, 0)), numbering=lists)
    assert printed(source)[0][1] == "Rule One: You must be civil to people."


def test_a_level_that_does_not_restart_counts_on() -> None:
    lists = w.abstract(0, w.level(0, "decimal", "%1."), w.level(1, "decimal", "(%2)", '<w:lvlRestart w:val="0"/>')) + w.num(1, 0)
    levels = [0, 1, 1, 0, 1]
    source = made("".join(w.p(f"You must keep rule {at}.", numbered=(1, level)) for at, level in enumerate(levels)), numbering=lists)
    assert [n for n, _ in printed(source)] == ["1", "(1)", "(2)", "2", "(3)"]


def test_heading_styles_carry_the_numbers_of_their_list() -> None:
    lists = w.abstract(
        0, w.level(0, "decimal", "%1", '<w:pStyle w:val="Heading1"/>'), w.level(1, "decimal", "%1.%2", '<w:pStyle w:val="Heading2"/>')
    ) + w.num(5, 0)  # fmt: skip
    listed = '<w:pPr><w:numPr><w:numId w:val="5"/></w:numPr></w:pPr>'
    styles = STYLES.replace('<w:name w:val="heading 1"/>', f'<w:name w:val="heading 1"/>{listed}').replace(
        '<w:name w:val="heading 2"/>', f'<w:name w:val="heading 2"/>{listed}'
    )
    text = w.p("Conduct", style="Heading2") + w.p("You must be civil.") + w.p("Scope", style="Heading1") + w.p("It binds members.")
    source = made(text, numbering=lists, styles=styles)
    assert [u.printed for u in units(source) if u.kind == "heading"] == ["1", "1.1", "2"]


def test_a_rule_set_in_a_heading_style_for_its_number_is_a_clause() -> None:
    rule = "Members must not disclose anything that they were told in confidence, whatever the channel."
    source = made(w.p(rule, style="Heading2"))
    assert (None, rule) in printed(source)
    assert any("heading style" in guess.what for guess in source.guesses)


def test_bullets_typed_by_hand_in_a_symbol_font_are_items() -> None:
    symbol = '<w:r><w:sym w:font="Symbol" w:char="F0B7"/><w:tab/></w:r>'
    source = made(w.p("You must:") + w.p(symbol, "be civil;") + w.p(symbol, "be brief."))
    assert markdown(source) == "You must:\n\n- be civil;\n- be brief.\n"


def test_a_letter_in_a_symbol_font_is_a_bullet_and_no_word() -> None:
    sign = w.r("ü\t", '<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/>')
    source = made(w.p("You must:") + w.p(sign, "be civil;") + w.p(sign, "be brief."))
    assert markdown(source) == "You must:\n\n- be civil;\n- be brief.\n"


def test_fake_headings_are_headings_and_run_in_headings_stay_in_their_paragraph() -> None:
    text = w.p(w.bold("Confidential information")) + w.p(w.bold("Passwords."), " You must not share a password with anybody.")
    source = made(text)
    assert markdown(source) == "### Confidential information\n\n**Passwords.** You must not share a password with anybody.\n"


def test_words_cut_into_runs_stay_whole() -> None:
    source = made(w.p("You must not dis", w.r("clo"), w.r("se con"), w.r("fidences.")))
    assert "You must not disclose confidences." in markdown(source)


def test_a_table_of_rules_has_a_clause_in_each_row() -> None:
    rows = [("Account", "Who may post to it"), ("Council page", "Only the communications team may post here."),
            ("Ward page", "The ward member may post here at any time.")]  # fmt: skip
    source = made(w.table(*rows, head=True))
    kinds = [(u.kind, u.text) for u in units(source)][2:]
    assert kinds == [
        ("lead-in", "Account | Who may post to it"),
        ("clause", "Council page | Only the communications team may post here."),
        ("clause", "Ward page | The ward member may post here at any time."),
    ]


def test_columns_of_dos_and_donts_are_two_lists() -> None:
    source = made(w.table(("Do", "Don't"), ("be civil to everyone", "post in anger"), ("check the facts", "name residents"), head=True))
    found = [(u.kind, u.text) for u in units(source)][2:]
    assert found == [("lead-in", "Do"), ("clause", "be civil to everyone"), ("clause", "check the facts"),
                     ("lead-in", "Don't"), ("clause", "post in anger"), ("clause", "name residents")]  # fmt: skip


def test_labels_and_values_are_metadata_and_a_layout_table_is_just_its_text() -> None:
    source = made(w.table(("Owner", "Monitoring Officer"), ("Review date", "May 2025")) + w.table(("You must be civil to each person.",)))
    assert [u.kind for u in units(source)][2:] == ["metadata", "metadata", "clause"]


def test_numbers_in_a_column_of_their_own_number_the_rules_beside_them() -> None:
    source = made(w.table(("1.1", "You must be civil to each person."), ("1.2", "You must not shout at anybody.")))
    assert printed(source) == [("1.1", "You must be civil to each person."), ("1.2", "You must not shout at anybody.")]


def test_notes_boxes_heads_and_feet_are_all_there() -> None:
    ref = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    box = (
        "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wp:inline><wps:wsp><wps:txbx><w:txbxContent>"
        f"{w.p('Remember that posts last for ever.')}</w:txbxContent></wps:txbx></wps:wsp></wp:inline></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox><w:txbxContent>{w.p('Remember that posts last for ever.')}</w:txbxContent></v:textbox></w:pict>"
        "</mc:Fallback></mc:AlternateContent></w:r>"
    )
    source = made(
        w.p("You must obey the law", ref, w.r(".")) + w.p(w.r("You must be brief."), box),
        footnotes=(
            f'<w:footnote w:id="0" w:type="separator">{w.p("")}</w:footnote>'
            f'<w:footnote w:id="2">{w.p("Equality Act 2010.")}</w:footnote>'
        ),
        headers=[w.p("Example Borough Council")], footers=[w.p("Page 1 of 3")],
    )  # fmt: skip
    found = [(u.kind, u.text) for u in units(source)]
    assert ("clause", "You must obey the law¹.") in found
    assert ("note", "¹ Equality Act 2010.") in found
    assert found.count(("clause", "Remember that posts last for ever.")) == 1
    assert ("furniture", "Example Borough Council") in found
    assert is_whole(source)
    assert set(dict(source.counts)) == {"footnote", "footer", "header", "text box"}


def test_hidden_text_is_set_aside_and_said() -> None:
    source = made(w.p("You must be civil.") + w.p(w.r("A draft note for officers.", "<w:vanish/>")))
    assert ("furniture", "A draft note for officers.") in [(u.kind, u.text) for u in units(source)]
    assert any("hidden text" in guess.what for guess in source.guesses)


def test_markup_in_the_words_stays_words() -> None:
    words = "Do not write <script>alert(1)</script>, *stars*, _lines_, [links](javascript:x) or `code` &amp; such."
    source = made(w.p(words))
    assert [u.text for u in units(source)][-1] == words
    assert "](javascript" not in body(source.blocks).replace("\\]", "")


def test_comments_keep_author_date_and_the_words_they_stand_at() -> None:
    start, end = '<w:commentRangeStart w:id="7"/>', '<w:commentRangeEnd w:id="7"/>'
    source = made(
        w.p("You must not post ", start, w.r("anything negative"), end, w.r(" about the council.")),
        comments=f'<w:comment w:id="7" w:author="Cllr Example" w:date="2024-05-14T10:00:00Z">{w.p("This bars opposition.")}</w:comment>',
    )
    (remark,) = source.remarks
    assert (remark.author, remark.date) == ("Cllr Example", "2024-05-14")
    assert (remark.text, remark.anchor) == ("This bars opposition.", "anything negative")
    assert remark.paragraph == "You must not post anything negative about the council."


def test_a_comment_over_two_paragraphs_is_anchored_to_both() -> None:
    start, end = '<w:commentRangeStart w:id="7"/>', '<w:commentRangeEnd w:id="7"/>'
    source = made(
        w.p("You must be ", start, w.r("civil.")) + w.p("You should be", end, w.r(" brief.")),
        comments=f'<w:comment w:id="7" w:author="Cllr Example">{w.p("Two rules in one?")}</w:comment>',
    )
    assert source.remarks[0].anchor == "civil. You should be"


def changed(text: str, view: DraftView) -> list[str]:
    source = read(w.docx(TITLE + text, styles=STYLES), "draft.docx", view)
    assert is_whole(source)
    return [u.text for u in units(source)][2:]


ORIGINAL, PROPOSED = DraftView(which="original"), DraftView()


def test_a_draft_reads_as_proposed_as_original_and_by_one_author_or_day() -> None:
    later = w.ins("must", "B. Member", "2024-06-01T08:00:00Z")
    text = w.p("Members ", w.gone("should"), later, w.r(" be civil"), w.ins(" and brief"), w.r("."))
    assert changed(text, PROPOSED) == ["Members must be civil and brief."]
    assert changed(text, ORIGINAL) == ["Members should be civil."]
    assert changed(text, DraftView(authors=("a. clerk",))) == ["Members be civil and brief."]
    assert changed(text, DraftView(until="2024-05-31")) == ["Members be civil and brief."]


def test_paragraphs_put_in_and_taken_out_come_and_go_whole() -> None:
    text = (
        w.p("You must be civil to people.") + w.p(w.ins("You must be brief in posts."), props=w.mark("ins"))
        + w.p(w.gone("You must be grave in posts."), props=w.mark("del")) + w.p("You may disagree with others.")
    )  # fmt: skip
    assert changed(text, PROPOSED) == ["You must be civil to people.", "You must be brief in posts.", "You may disagree with others."]
    assert changed(text, ORIGINAL) == ["You must be civil to people.", "You must be grave in posts.", "You may disagree with others."]


def test_paragraphs_that_were_joined_or_split_follow_the_view() -> None:
    text = w.p("You must be civil", props=w.mark("del")) + w.p(w.ins(" and brief."))
    assert changed(text, PROPOSED) == ["You must be civil and brief."]
    assert changed(text, ORIGINAL) == ["You must be civil"]


def test_steps_name_author_date_words_and_what_stands_around() -> None:
    source = made(w.p("Members ", w.gone("should"), w.ins("must"), w.r(" be civil to each other.")))
    assert [(c.kind, c.words, c.author, c.date, c.before, c.after, c.line) for c in source.changes] == [
        ("deletion", "should", "A. Clerk", "2024-05-14", "Members", "must be civil to each other.", 3),
        ("insertion", "must", "A. Clerk", "2024-05-14", "Members", "be civil to each other.", 3),
    ]


def test_a_move_is_one_step_with_two_ends() -> None:
    def ends(kind: str, text: str) -> str:
        who = 'w:id="9" w:author="A. Clerk" w:date="2024-05-14T09:00:00Z"'
        return (
            f'<w:{kind}RangeStart {who} w:name="move1"/><w:{kind} {who}>{w.r(text)}</w:{kind}><w:{kind}RangeEnd w:id="9"/>'
        )  # fmt: skip

    rule = "You must not shout at people."
    text = (
        w.p(ends("moveFrom", rule), props=w.mark("moveFrom")) + w.p("You must be civil to people.")
        + w.p(ends("moveTo", rule), props=w.mark("moveTo")) + w.p("You may disagree.")
    )  # fmt: skip
    assert changed(text, PROPOSED) == ["You must be civil to people.", rule, "You may disagree."]
    assert changed(text, ORIGINAL) == [rule, "You must be civil to people.", "You may disagree."]
    (step,) = made(text).changes
    assert (step.kind, step.words, step.line, step.to) == ("move", rule, 3, 5)


_VOCABULARY = "members must should not share post the council residents civil brief never may".split()
_WORDS = st.lists(st.sampled_from(_VOCABULARY), min_size=3, max_size=14)


@given(st.lists(st.tuples(_WORDS, _WORDS), min_size=1, max_size=5))
def test_accepting_all_gives_the_proposed_text_and_rejecting_all_the_original(pairs: list[tuple[list[str], list[str]]]) -> None:
    """A draft made of any two texts, word by word, reads as the one or the other, and every changed word is in a step."""
    paragraphs = []
    for old, new in pairs:
        runs = []
        for tag, i, j, k, m in difflib.SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes():
            if tag == "equal":
                runs.append(w.r(" ".join(old[i:j]) + " "))
                continue
            runs += [w.gone(" ".join(old[i:j]) + " ")] if j > i else []
            runs += [w.ins(" ".join(new[k:m]) + " ")] if m > k else []
        paragraphs.append(w.p(*runs, w.r("so.")))
    data = w.docx(TITLE + "".join(paragraphs), styles=STYLES)
    for view, at in ((ORIGINAL, 0), (PROPOSED, 1)):
        source = read(data, "draft.docx", view)
        words = " ".join(u.text for u in units(source)[2:])
        assert words.split() == [word for pair in pairs for word in [*pair[at], "so."]]
        assert is_whole(source)
    steps = read(data, "draft.docx").changes
    put_in = [word for step in steps if step.kind == "insertion" for word in step.words.split()]
    assert sorted(put_in) == sorted(word for old, new in pairs for word in _only(old, new))


def _only(old: list[str], new: list[str]) -> list[str]:
    matcher = difflib.SequenceMatcher(a=old, b=new, autojunk=False)
    return [word for tag, _, _, k, m in matcher.get_opcodes() if tag != "equal" for word in new[k:m]]


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"PK\x03\x04 broken", "not a whole zip"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old", "old Word file"),
        (w.package([("mimetype", b"application/vnd.oasis.opendocument.text")]), "OpenDocument"),
        (w.package([("word/document.xml", b"<w:document>")]), "damaged"),
        (w.package([("word/document.xml", b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>')]), "entities"),
        (w.docx(""), "no words"),
    ],
)
def test_what_is_no_word_file_is_said_plainly(data: bytes, says: str) -> None:
    with pytest.raises(UnreadableFile, match=re.escape(says)):
        read(data, "draft.docx")


BREAK = "<w:r><w:br/></w:r>"


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        (("Members should:", BREAK, "be civil", BREAK, "be brief"), "Members should:\n\n- be civil\n- be brief\n"),
        (("Members must be civil.", BREAK, "Members must be brief."), "Members must be civil.\n\nMembers must be brief.\n"),
        (("Members must be kind", BREAK, BREAK, "Staff must be calm"), "Members must be kind\n\nStaff must be calm\n"),
        (("Members must not post", BREAK, "late at night."), "Members must not post late at night.\n"),
    ],
)
def test_line_breaks_part_what_they_were_typed_to_part(parts: tuple[str, ...], expected: str) -> None:
    source = made(w.p(*parts))
    assert markdown(source) == expected
    assert is_whole(source)


def test_a_cell_merged_over_rows_counts_for_each_of_them() -> None:
    def cell(text: str, merged: str = "") -> str:
        return f"<w:tc><w:tcPr>{merged}</w:tcPr>{w.p(text) if text else '<w:p/>'}</w:tc>"

    rows = (("Site", "Rule", ""), ("Facebook", "Members must not swear there.", '<w:vMerge w:val="restart"/>'),
            ("", "Members must not shout there.", "<w:vMerge/>"))  # fmt: skip
    table = "".join(f"<w:tr>{cell(site, merged)}{cell(rule)}</w:tr>" for site, rule, merged in rows)
    source = made(f"<w:tbl>{table}</w:tbl>")
    assert [text for _, text in printed(source)][1:] == [
        "Facebook | Members must not swear there.", "Facebook | Members must not shout there.",
    ]  # fmt: skip
    assert is_whole(source)


def test_contents_made_by_a_field_are_no_text() -> None:
    def char(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    code = '<w:r><w:instrText xml:space="preserve"> TOC \\o "1-3" </w:instrText></w:r>'
    listing = w.p(char("begin"), code, char("separate"), "Members must be civil 3") + w.p("Use 4") + w.p(char("end"))
    source = made(listing + w.p("Members must be civil."))
    assert [(block.kind, block.text) for block in source.blocks][2:] == [
        ("furniture", "Members must be civil 3"), ("furniture", "Use 4"), ("paragraph", "Members must be civil."),
    ]  # fmt: skip


def test_a_comment_put_at_a_place_stands_in_its_paragraph() -> None:
    reference = '<w:r><w:commentReference w:id="4"/></w:r>'
    comments = f'<w:comment w:id="4" w:author="Councillor A" w:date="2024-05-14T09:00:00Z">{w.p("Why?")}</w:comment>'
    (remark,) = made(w.p("Members must be civil.", reference), comments=comments).remarks
    assert (remark.author, remark.date, remark.anchor, remark.paragraph) == ("Councillor A", "2024-05-14", "", "Members must be civil.")


def test_computed_numbers_go_beyond_999() -> None:
    lists = w.abstract(0, w.level(0, "decimal", "%1.", start=1200)) + w.num(1, 0)
    source = made(w.p("Members must be civil.", numbered=(1, 0)) + w.p("Members must be brief.", numbered=(1, 0)), numbering=lists)
    assert [number for number, _ in printed(source)] == ["1200", "1201"]
