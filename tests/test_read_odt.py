"""OpenDocument texts: headings, lists, tables, notes, boxes, tracked changes, comments, and files that are refused."""

from __future__ import annotations

import time
from typing import Any

import pytest

from concordant.errors import UnreadableFile
from concordant.model import DraftView, Unit
from concordant.parse.account import account
from concordant.parse.clauses import parse_units
from concordant.read.canonical import body
from concordant.read.from_odt import read
from concordant.read.source import Source
from tests.formats import odt as o

TITLE = o.p("Example Borough Council Code", style="Title") + o.h(1, "Introduction")
ORIGINAL = DraftView(which="original")
RULES = o.list_style(
    o.numbers(1, "1"), o.numbers(2, "1", shown=2, after=""), o.numbers(3, "a", before="(", after=")"), o.numbers(4, "i", after=")")
)


def made(text: str, *, before: str = "", view: DraftView | None = None, **parts: Any) -> Source:
    parts.setdefault("styles", RULES)
    return read(o.odt(before + TITLE + text, **parts), "draft.odt", view or DraftView())


def units(source: Source) -> tuple[Unit, ...]:
    return parse_units(body(source.blocks), file="draft.md")


def markdown(source: Source) -> str:
    assert account(source.text, units(source)).missing == 0, "every word is accounted for"
    return body(source.blocks).split("Introduction\n\n", 1)[1].strip()


def printed(source: Source) -> list[str | None]:
    assert account(source.text, units(source)).missing == 0, "every word is accounted for"
    return [block.printed for block in source.blocks if block.kind in {"item", "paragraph"}]


def test_title_and_headings_have_the_levels_that_the_file_gives() -> None:
    source = made(o.h(2, "Scope") + o.p("You must be civil to people."))
    assert [(b.kind, b.level) for b in source.blocks] == [("title", 0), ("heading", 1), ("heading", 2), ("paragraph", 0)]


def test_levels_of_a_list_print_the_numbers_that_libreoffice_computes() -> None:
    third = o.listed("insult;", o.item("shout;", o.listed("ever;", style="")), style="")
    second = o.listed("Be civil.", o.item("You must not:", third), "You may disagree.", style="")
    source = made(o.listed(o.item("One rule applies here.", second), o.item("Another rule.", o.listed("Be brief.", style=""))))
    assert printed(source) == ["1.", "1.1", "1.2", "(a)", "(b)", "i)", "1.3", "2.", "2.1"]


@pytest.mark.parametrize(
    ("shape", "before", "after", "third"),
    [("a", "", ")", "c)"), ("A", "", ".", "C."), ("i", "(", ")", "(iii)"), ("I", "", ".", "III."), ("1", "(", ")", "(3)")],
)
def test_number_formats(shape: str, before: str, after: str, third: str) -> None:
    source = made(o.listed("One rule.", "Two rules.", "Three rules."), styles=o.list_style(o.numbers(1, shape, before=before, after=after)))
    assert printed(source)[-1] == third


def test_a_new_list_begins_again_and_a_continued_one_goes_on() -> None:
    text = o.listed("One rule.", "Two rules.", more='xml:id="first"') + o.p("Words between the lists stand here.") + o.listed("Again one.")
    text += o.listed("Again two.", more='text:continue-numbering="true"') + o.listed("Third.", more='text:continue-list="first"')
    assert [number for number in printed(made(text)) if number] == ["1.", "2.", "1.", "2.", "3."]


def test_an_item_and_a_level_can_start_at_a_number_of_their_own() -> None:
    style = o.list_style(o.numbers(1, "1", start=4))
    text = o.listed("Four.", o.item("Nine.", more='text:start-value="9"'), "Ten.")
    assert printed(made(text, styles=style)) == ["4.", "9.", "10."]


def test_a_level_wrapped_in_lists_without_items_counts_by_the_innermost() -> None:
    deep = o.listed(o.item(o.listed("Inner one.", "Inner two.", style="")), more='text:continue-numbering="true"')
    source = made(o.listed("Outer rule.") + deep)
    assert [(b.printed, b.kind) for b in source.blocks][-3:] == [("1.", "item"), ("1.1", "paragraph"), ("1.2", "paragraph")]


def test_bullets_inside_numbers_stand_inside_them_and_a_second_paragraph_too() -> None:
    style = o.list_style(o.numbers(1, "1"), o.bullets(2))
    source = made(
        o.listed(o.item("You must not:", o.listed("insult;", "shout.", style="")), o.item("Be brief.", "This is why.")), styles=style
    )
    assert markdown(source) == "1. You must not:\n   - insult;\n   - shout.\n2. Be brief.\n\n   This is why."


def test_a_paragraph_of_a_list_header_has_no_number() -> None:
    assert printed(made(o.listed(o.header("Words over the list."), "One rule.", "Two rules."))) == ["", "1.", "2."]


def test_rows_of_a_table_keep_every_word_and_its_head_leads_in() -> None:
    rows = [
        ("Duty", "Detail"),
        ("Gifts", "You must declare gifts that are worth more than fifty pounds."),
        ("Trips", "Ask the clerk first."),
    ]
    source = made(o.table(*rows, head=True))
    assert dict(source.counts)["table"] == 1
    assert "Gifts | You must declare gifts" in markdown(source)


def test_a_table_in_a_table_keeps_every_word() -> None:
    inner = o.table(("Left cell words", "Right cell words"))
    assert "Left cell words" in markdown(made(o.table((inner, "You must keep records of gifts."))))


def test_notes_stand_behind_their_paragraph_with_the_mark_in_both() -> None:
    source = made(o.p("You must be civil to people.", o.note("1", "See the law.")))
    assert body(source.blocks).endswith("You must be civil to people.¹\n\n{.note}\n¹ See the law.\n")
    assert dict(source.counts)["footnote"] == 1


def test_words_in_bold_stay_bold_and_a_bold_paragraph_heads() -> None:
    source = made(o.p("You ", o.span("Bold", "must"), " be civil to people.") + o.p(o.span("Bold", "Gifts")) + o.p("Declare them all."),
                  styles=o.BOLD)  # fmt: skip
    assert markdown(source).startswith("You **must** be civil to people.")
    assert [block.text for block in source.blocks if block.kind == "heading"] == ["Introduction", "Gifts"]


def test_blanks_breaks_and_links_are_words_of_the_paragraph() -> None:
    link = '<text:a xlink:href="https://example.org/code">the code</text:a>'
    source = made(o.p("You", '<text:s text:c="2"/>', "must read ", link, "<text:line-break/>", "with care."))
    assert markdown(source) == "You must read [the code](https://example.org/code) with care."


def test_the_table_of_contents_is_furniture() -> None:
    contents = f"<text:table-of-content><text:index-body>{o.p('Introduction 1')}</text:index-body></text:table-of-content>"
    assert markdown(made(o.p("You must be civil to people.") + contents)) == "You must be civil to people.\n\n{.furniture}\nIntroduction 1"


def test_heads_and_feet_are_read_once_and_are_furniture() -> None:
    master = f'<style:master-page style:name="Standard"><style:header>{o.p("Draft of May")}</style:header><style:footer>{o.p("Page 1")}</style:footer></style:master-page>'  # noqa: E501
    source = made(o.p("You must be civil to people."), masters=master)
    assert [block.text for block in source.blocks if block.kind == "furniture"] == ["Draft of May", "Page 1"]
    assert (dict(source.counts)["header"], dict(source.counts)["footer"]) == (1, 1)


def test_pages_are_counted_where_the_file_says_where_they_broke() -> None:
    source = made(o.p("First page words stand here.") + "<text:soft-page-break/>" + o.p("Second page words stand here."))
    assert [block.page for block in source.blocks][-2:] == [1, 2]


def test_a_comment_is_kept_with_the_words_that_it_is_tied_to() -> None:
    source = made(
        o.p("You must ", o.comment("Too strong?", name="c1"), "never", o.comment_end("c1"), " be late.") + o.p("Next.", o.comment("Why?"))
    )
    first, second = source.remarks
    assert (first.author, first.date, first.text, first.anchor) == ("A. Clerk", "2024-05-14", "Too strong?", "never")
    assert first.paragraph == "You must never be late."
    assert (second.text, second.anchor, second.line - first.line) == ("Why?", "", 1)
    assert "Too strong" not in body(source.blocks) and "Too strong" not in source.text


CHANGED = o.changes(o.region("i", o.put_in()), o.region("d", o.taken_out("very ")))
SENTENCE = o.p("You must ", o.start("i"), "always ", o.end("i"), "be ", o.gone("d"), "civil.")


@pytest.mark.parametrize(("which", "words"), [("proposed", "You must always be civil."), ("original", "You must be very civil.")])
def test_tracked_words_show_as_the_view_asks(which: Any, words: str) -> None:
    source = made(SENTENCE, before=CHANGED, view=DraftView(which=which))
    assert markdown(source) == words
    assert [(change.kind, change.words, change.author) for change in source.changes] == [
        ("insertion", "always", "A. Clerk"), ("deletion", "very", "A. Clerk")
    ]  # fmt: skip
    assert dict(source.counts)["tracked change"] == 2


def test_a_paragraph_end_that_was_put_in_is_none_in_the_original() -> None:
    text = o.p("You must be civil", o.start("i")) + o.p(o.end("i"), " to people.")
    regions = o.changes(o.region("i", o.put_in()))
    assert markdown(made(text, before=regions, view=ORIGINAL)) == "You must be civil to people."
    assert len(made(text, before=regions).blocks) == len(made(text, before=regions, view=ORIGINAL).blocks) + 1


def test_a_paragraph_end_that_was_taken_out_is_back_in_the_original() -> None:
    regions = o.changes(o.region("d", o.taken_out("to people.", "You must ")))
    text = o.p("Be civil ", o.gone("d"), "listen to them.")
    assert markdown(made(text, before=regions)) == "Be civil listen to them."
    assert markdown(made(text, before=regions, view=ORIGINAL)) == "Be civil to people.\n\nYou must listen to them."


def test_a_flat_file_is_read_like_a_package() -> None:
    text = TITLE + o.listed("One rule applies.", "Two rules apply.")
    assert printed(read(o.flat(text, styles=RULES), "draft.fodt", DraftView())) == ["1.", "2."]


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"PK\x03\x04 but no more", "zip"),
        (o.odt(""), "no words"),
        (o.package([("word/document.xml", b"<a/>")]), "Word file"),
        (o.package([("content.xml", b"<open>")]), "damaged"),
        (o.package([("content.xml", b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>')]), "entities"),
        (b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>', "entities"),
        (o.package([("mimetype", b"x"), ("content.xml", b"<a/>")]), "no text document"),
    ],
)
def test_what_is_no_text_is_refused_with_a_message_that_says_what_to_do(data: bytes, says: str) -> None:
    with pytest.raises(UnreadableFile) as caught:
        read(data, "draft.odt")
    (problem,) = caught.value.problems
    assert says in problem.what and problem.mend


@pytest.mark.parametrize(
    "pair",
    [
        ("<text:list><text:list-item>", "</text:list-item></text:list>"),
        ("<table:table><table:table-row><table:table-cell>", "</table:table-cell></table:table-row></table:table>"),
        ("<text:section>", "</text:section>"),
    ],
)
def test_what_is_nested_ten_thousand_deep_is_refused_at_once(pair: tuple[str, str]) -> None:
    began = time.monotonic()
    with pytest.raises(UnreadableFile):
        read(o.odt(pair[0] * 10_000 + o.p("Words.") + pair[1] * 10_000), "deep.odt")
    assert time.monotonic() - began < 5


@pytest.mark.parametrize(
    ("first", "last", "each"),
    [
        ("<text:list><text:list-item>", "</text:list-item></text:list>", 2),
        ("<table:table><table:table-row><table:table-cell>", "</table:table-cell></table:table-row></table:table>", 3),
        ('<text:p><text:span text:style-name="A">', "</text:span></text:p>", 2),
    ],
)
def test_what_is_nested_as_deep_as_a_file_may_be_is_read_in_time(first: str, last: str, each: int) -> None:
    began = time.monotonic()
    depth = 240 // each
    source = read(o.odt(first * depth + (o.p("Deep words.") if "text:p" not in first else "Deep words.") + last * depth), "deep.odt")
    assert "Deep words." in body(source.blocks)
    assert time.monotonic() - began < 5
