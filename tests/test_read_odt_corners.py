"""OpenDocument texts, less usual: numbers held against what LibreOffice 7.4 prints, changes across list items, boxes in boxes."""

from __future__ import annotations

import pytest

from concordant.read.canonical import body
from concordant.read.from_odt import read
from tests.formats import odt as o
from tests.test_read_odt import ORIGINAL, TITLE, made, markdown, printed

TWO = o.list_style(o.numbers(1, "1"), o.numbers(2, "1", shown=2, after=""), name="Rules") + o.list_style(o.numbers(1, "a"), name="Letters")


def numbers_of(text: str, styles: str = TWO) -> list[str | None]:
    return [number for number in printed(made(text, styles=styles)) if number]


def test_a_second_list_in_one_item_begins_anew_but_one_in_the_next_item_goes_on() -> None:
    inner = o.listed("Inner.", style="")
    assert numbers_of(o.listed(o.item("One.", inner, inner), o.item("Two."))) == ["1.", "1.1", "1.1", "2."]
    assert numbers_of(o.listed(o.item("One.", inner), o.item(inner), o.item("Two."))) == ["1.", "1.1", "1.2", "2."]
    onward = o.listed("Inner.", style="", more='text:continue-numbering="true"')
    assert numbers_of(o.listed(o.item("One.", inner, onward))) == ["1.", "1.1", "1.2"]


def test_to_go_on_without_a_name_means_the_list_before_if_it_has_the_style() -> None:
    again = o.listed("Again.", more='text:continue-numbering="true"')
    assert numbers_of(o.listed("One.") + o.listed("Letter.", style="Letters") + again) == ["1.", "a.", "1."]


def test_a_named_list_can_be_gone_on_with_and_begin_anew_at_once() -> None:
    more = 'text:continue-list="first" text:continue-numbering="false"'
    assert numbers_of(o.listed("One.", more='xml:id="first"') + o.listed("One.", more=more)) == ["1.", "1."]


def test_a_paragraph_behind_a_list_in_an_item_is_no_item_of_its_own() -> None:
    assert numbers_of(o.listed("One.", o.item(o.listed("Inner.", style=""), "Behind it."), "Two.")) == ["1.", "1.1", "2."]


@pytest.mark.parametrize(("more", "last"), [("", "ab."), ('style:num-letter-sync="true"', "bb.")])
def test_letters_after_z(more: str, last: str) -> None:
    style = o.list_style(o.numbers(1, "a", start=27, more=more))
    assert made(o.listed("One rule.", "Two rules."), styles=style).blocks[-1].text == f"{last} Two rules."


def test_an_item_can_have_a_style_of_its_own() -> None:
    text = o.listed("One.", o.item("Two.", more='text:style-override="Letters"'), "Three.")
    assert numbers_of(text) == ["1.", "b.", "3."]


def test_a_list_without_a_style_has_bullets() -> None:
    assert markdown(made(o.listed("One rule.", "Two rules.", style=""))) == "- One rule.\n- Two rules."


def test_numbered_paragraphs_count_like_a_list() -> None:
    one = '<text:numbered-paragraph text:list-id="n" text:level="{}" text:style-name="Rules">{}</text:numbered-paragraph>'
    assert numbers_of("".join(one.format(level, o.p("A rule.")) for level in (1, 2, 1))) == ["1.", "1.1", "2."]


def headings(text: str, *shapes: str) -> list[str]:
    source = made(text, common=o.HEADINGS + o.outline(*shapes))
    return [f"{block.printed} {block.text}".strip() for block in source.blocks][2:]


def test_headings_count_by_the_outline_and_a_level_that_prints_nothing_still_counts() -> None:
    text = o.h(2, "Duty") + o.h(2, "Care") + o.h(1, "Conduct") + o.h(2, "Gifts")
    assert headings(text, "1", "1") == ["1.1. Duty", "1.2. Care", "2. Conduct", "2.1. Gifts"]
    assert headings(text, "", "1") == ["1. Duty", "2. Care", "Conduct", "1. Gifts"]


def test_a_heading_that_is_a_whole_rule_keeps_its_number_and_an_empty_one_counts() -> None:
    rule = "You must not use what belongs to the council for a party of your own."
    found = headings(o.h(2, rule) + o.h(2, "") + o.h(2, "Gifts"), "1", "1")
    assert found == [f"1.1 {rule}", "1.3. Gifts"]


def test_headings_can_go_without_a_number_and_begin_at_one_of_their_own() -> None:
    text = o.h(2, "Bare", more='text:is-list-header="true"') + o.h(2, "Seventh", more='text:start-value="7" text:restart-numbering="true"')
    assert headings(text, "1", "1") == ["Bare", "1.7. Seventh"]


THREE = "".join(f"{n}. {word} rule.\n" for n, word in enumerate(("First", "Second", "Third"), start=1)).strip()


def test_an_item_that_was_put_in_does_not_count_in_the_original() -> None:
    regions = o.changes(o.region("i", o.put_in()))
    items = ["First rule.", o.item(o.p(o.start("i"), "New rule.")), o.item(o.p(o.end("i"), "Second rule.")), "Third rule."]
    assert markdown(made(o.listed(*items), before=regions, view=ORIGINAL)) == THREE


def test_an_item_that_was_taken_out_is_an_item_again_in_the_original() -> None:
    old = o.listed(o.item("Second rule."), o.item(o.p()), more='xml:id="old"')
    regions = o.changes(o.region("d", o.taken_out(old)))
    text = o.listed("First rule.", o.item(o.p(o.gone("d"), "Third rule.")))
    assert markdown(made(text, before=regions, view=ORIGINAL)) == THREE
    assert numbers_of(regions + text) == ["1.", "2."]


def test_a_list_that_was_taken_out_before_a_paragraph_is_a_list_again() -> None:
    old = o.listed("First rule.", "Second rule.", more='xml:id="old"')
    regions = o.changes(o.region("d", o.taken_out(old, o.p())))
    source = made(o.p(o.gone("d"), "Words that follow."), before=regions, view=ORIGINAL)
    assert markdown(source) == "1. First rule.\n2. Second rule.\n\nWords that follow."


def test_paragraphs_that_were_taken_out_between_others_are_told_and_put_back() -> None:
    regions = o.changes(o.region("d", o.taken_out("Old rule one.", "Old rule two.")))
    text = o.p("You must be civil.") + o.gone("d") + o.p("You must be brief.")
    assert [change.words for change in made(text, before=regions).changes] == ["Old rule one.\nOld rule two."]
    assert "Old rule one.\n\nOld rule two." in markdown(made(text, before=regions, view=ORIGINAL))
    assert "Old" not in markdown(made(text, before=regions))


def test_words_that_one_person_put_in_and_another_took_out_stand_in_no_view() -> None:
    regions = o.changes(o.region("d", o.taken_out("never ", by=o.info("B. Mayor")), o.put_in()))
    text = o.p("You must ", o.gone("d"), "be civil.")
    assert markdown(made(text, before=regions, view=ORIGINAL)) == markdown(made(text, before=regions)) == "You must be civil."


def test_words_put_back_keep_their_blanks_bold_and_leave_comments_out() -> None:
    old = o.p("be", '<text:s text:c="1"/>', o.span("Bold", "civil"), o.comment("Why?"), " and ")
    regions = o.changes(o.region("d", o.taken_out(old)))
    source = made(o.p("You must ", o.gone("d"), "be kind."), before=regions, view=ORIGINAL, styles=o.BOLD)
    assert markdown(source) == "You must be **civil** and be kind."


def test_the_last_words_count_even_when_the_paragraph_end_after_them_was_put_in() -> None:
    regions = o.changes(o.region("i", o.put_in()))
    assert markdown(made(o.p("You must be civil.", o.start("i")), before=regions, view=ORIGINAL)) == "You must be civil."


def test_a_box_in_a_box_is_read_once() -> None:
    source = made(o.p("Before.") + o.frame("Outer words.", o.frame("Inner words.")))
    assert body(source.blocks).count("Inner words.") == 1
    assert dict(source.counts)["text box"] == 2
    deep = "<draw:frame><draw:text-box>" * 100 + o.p("Deep.") + "</draw:text-box></draw:frame>" * 100
    assert body(made(deep).blocks).count("Deep.") == 1


def test_a_list_in_a_box_is_a_list() -> None:
    assert markdown(made(o.p("Note this.", o.frame(o.listed("One rule.", "Two rules."))))) == "Note this.\n\n1. One rule.\n2. Two rules."


def test_styles_of_words_inside_each_other_add_up() -> None:
    slanted = '<style:style style:name="Slanted" style:family="text"/>'
    source = made(o.p("You ", o.span("Bold", o.span("Slanted", "must")), " be civil."), styles=o.BOLD + slanted)
    assert markdown(source) == "You **must** be civil."


def test_a_note_in_the_middle_of_a_sentence_and_one_without_a_figure() -> None:
    source = made(o.p("You must be civil", o.note("1", "See the law."), " to people."))
    assert markdown(source) == "You must be civil¹ to people.\n\n{.note}\n¹ See the law."
    text = o.p("You must be civil", o.note("i", "See the law.", kind="endnote"), " to people.")
    assert markdown(made(text)) == "You must be civil to people.\n\n{.note}\ni See the law."


def test_pictures_inside_a_flat_file_are_counted_and_not_read() -> None:
    picture = "<draw:frame><draw:image><office:binary-data>aGVsbG8gd29ybGQ</office:binary-data></draw:image></draw:frame>"
    source = read(o.flat(TITLE + o.p("You must be civil. ", picture)), "draft.fodt")
    assert markdown(source) == "You must be civil."
    assert dict(source.counts)["image"] == 1


def test_pages_break_between_items_and_rows_too() -> None:
    broken = o.listed("First rule.", "<text:soft-page-break/>", "Second rule.")
    assert [block.page for block in made(broken).blocks][-2:] == [1, 2]


def test_a_cell_merged_over_rows_counts_for_each_of_them() -> None:
    def cell(text: str, more: str = "") -> str:
        return f"<table:table-cell {more}>{o.p(text)}</table:table-cell>"

    merged = cell("Facebook", 'table:number-rows-spanned="2"')
    rows = (cell("Site") + cell("Rule"), merged + cell("Members must not swear there."),
            "<table:covered-table-cell/>" + cell("Members must not shout there."))  # fmt: skip
    table = "".join(f"<table:table-row>{row}</table:table-row>" for row in rows)
    source = read(o.odt(o.h(1, "Use") + f"<table:table>{table}</table:table>"), "draft.odt")
    assert body(source.blocks).count("Facebook | Members must not") == 2


def test_line_breaks_part_what_they_were_typed_to_part() -> None:
    text = o.p("Members should:", "<text:line-break/>", "be civil", "<text:line-break/>", "be brief")
    assert "Members should:\n\n- be civil\n- be brief\n" in body(read(o.odt(o.h(1, "Use") + text), "draft.odt").blocks)
