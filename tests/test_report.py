"""The Word files of a review: a committee report from the plain template or a council's own, and the text with tracked changes."""

from __future__ import annotations

import re
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from random import Random
from zipfile import ZipFile

import pytest
from click.testing import CliRunner
from docx import Document
from docx.document import Document as Doc
from docx.oxml.ns import qn

from concordant.amend import steps_between
from concordant.amend.effects import Setting, setting
from concordant.amend.identity import carried
from concordant.amend.motionfile import read_motion
from concordant.amend.review import review_draft, review_motion
from concordant.cli.commands import concordant
from concordant.importing import read_draft
from concordant.model import Policy, Review, Unit
from concordant.publish import redlines
from concordant.publish.report import PARTS, default_template, to_docx
from concordant.publish.tracked import plain, tracked
from concordant.publish.word.package import BadTemplate, steadied
from concordant.read import View
from tests.support.amended import draft, texts
from tests.test_review import AGAIN, HALL, OPENS, code, motion

OTHER = code(
    "Councillors must keep the register of keys in a locked box.",
    "Councillors must not smoke.",
    name="other/hall",
    council="Other Town Council",
)
HELD = setting((HALL, OTHER), HALL.id)
FOUND = review_motion(HALL, OPENS, HELD)
DRAFTS = 60


def document(data: bytes) -> Doc:
    return Document(BytesIO(data))


def said(data: bytes) -> str:
    """Every word of a Word file, tables included."""
    return "\n".join("".join(t.text or "" for t in p.iter(qn("w:t"))) for p in document(data).element.body.iter(qn("w:p")))


def styled(data: bytes, name: str) -> list[str]:
    return [p.text for p in document(data).paragraphs if p.style is not None and p.style.name == name]


def template(*paragraphs: str) -> bytes:
    made, out = Document(), BytesIO()
    for text in paragraphs:
        made.add_paragraph(text)
    made.save(out)
    return out.getvalue()


# The report.


def test_a_report_has_its_sections_in_order_and_numbers_its_paragraphs() -> None:
    data = to_docx(FOUND, motion=OPENS)
    heads = styled(data, "Heading 1")
    assert heads[:3] == ["Purpose", "Background", "Findings"]
    assert "Options" in heads and "Before and after" in heads and heads[-1].startswith("Appendix")
    numbered = document(data).styles["Report Paragraph"].element.pPr.numPr
    assert numbered is not None and styled(data, "Report Paragraph")


def test_it_quotes_both_sides_of_a_conflict_and_says_where_each_stands() -> None:
    data = to_docx(FOUND, motion=OPENS)
    quotes = styled(data, "Report Quote")
    assert f"“{FOUND.ledger.opened[0].now.quote_a}”" in quotes and f"“{FOUND.ledger.opened[0].now.quote_b}”" in quotes
    assert {"[2]", "new [5]"} <= set(styled(data, "Report Source"))


def test_the_table_of_before_and_after_holds_every_paragraph_that_changes_and_no_other() -> None:
    changed = review_motion(HALL, motion("In paragraph [3], leave out “should” and insert “must”.", "Leave out paragraph [1]."), Setting())
    table = document(to_docx(changed)).tables[-1]
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    assert rows[1:] == [
        ["[1]", "Councillors must lock the hall every evening.", "left out", ""],
        ["[3]", "Councillors should sweep the floor after each event.", "Councillors must sweep the floor after each event.", "[2]"],
    ]


def test_it_offers_the_smallest_change_with_its_source_as_an_option() -> None:
    text = said(to_docx(FOUND, motion=OPENS))
    mends = dict(FOUND.repairs)[FOUND.ledger.opened[0].now.id]
    assert mends and "To carry it with a change that clears a conflict." in text


def test_a_motion_that_cannot_be_carried_out_says_why_and_counts_nothing() -> None:
    refused = review_motion(HALL, motion("Leave out paragraph [99]."), HELD)
    text = said(to_docx(refused, motion=motion("Leave out paragraph [99].")))
    assert "cannot be carried out" in text and "Instruction 1" in text and "conflicts" not in text.split("Options")[0].split("Findings")[1]


def test_the_same_review_gives_the_same_bytes() -> None:
    one = to_docx(FOUND, motion=OPENS)
    assert one == to_docx(FOUND, motion=OPENS)
    assert {info.date_time for info in ZipFile(BytesIO(one)).infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert tracked(FOUND, author="A", date="2024-05-14") == tracked(FOUND, author="A", date="2024-05-14")


def test_words_of_a_text_are_words_and_neither_markup_nor_a_name_of_the_template() -> None:
    odd = code("Councillors must keep *the* <b>key</b> | and `{{ title }}` & # safe.", "Councillors may sit.")
    made = motion("After paragraph [2] insert “Councillors must not say <ins>x</ins> or {{ findings }}.”")
    text = said(to_docx(review_motion(odd, made, Setting()), motion=made))
    assert "say <ins>x</ins> or {{ findings }}." in text
    assert "| and" in text


def test_a_control_sign_in_a_source_costs_no_report() -> None:
    odd = replace(FOUND, title="Bell \x07 and form feed \x0c")
    assert "Bell  and form feed" in said(to_docx(odd)) and tracked(odd)


def test_it_is_a4_with_page_numbers_and_carries_no_name_or_day() -> None:
    made = document(to_docx(FOUND))
    section = made.sections[0]
    assert (round((section.page_width or 0) / 36000), round((section.page_height or 0) / 36000)) == (210, 297)
    fields = [f.get(qn("w:instr")) for f in section.footer._element.iter(qn("w:fldSimple"))]
    assert fields == ["PAGE", "NUMPAGES"]
    assert made.core_properties.last_modified_by == "" and made.core_properties.created.year == 2000


# A council's own template.


def test_a_template_is_filled_in_where_it_says_so_even_where_word_cut_a_name_in_two() -> None:
    made, out = Document(), BytesIO()
    line = made.add_paragraph("Report: ")
    line.add_run("{{ ti").bold = True
    line.add_run("tle }} of {{council}}")
    made.add_paragraph("Our own words.")
    made.add_paragraph("{{ findings }}")
    made.add_table(rows=1, cols=1).cell(0, 0).paragraphs[0].text = "{{ before_and_after }}"
    made.save(out)
    data = to_docx(FOUND, template=out.getvalue())
    paragraphs = [p.text for p in document(data).paragraphs]
    assert paragraphs[:2] == ["Report: A motion of Example Town Council".replace("A motion", FOUND.title), "Our own words."]
    assert AGAIN in said(data) and "{{" not in said(data)
    assert "Purpose" not in paragraphs


def test_a_template_without_names_gets_the_whole_report_at_its_end() -> None:
    data = to_docx(FOUND, template=template("Letterhead"))
    paragraphs = [p.text for p in document(data).paragraphs]
    assert paragraphs[0] == "Letterhead" and {"Purpose", "Findings", "Options"} <= set(paragraphs)


def test_the_plain_template_filled_in_is_the_plain_report() -> None:
    words = said(default_template())
    assert all(f"{{{{ {part} }}}}" in words for part in PARTS)
    assert said(to_docx(FOUND, motion=OPENS, template=default_template())) == said(to_docx(FOUND, motion=OPENS))


def test_a_template_without_lists_and_headings_is_given_what_the_report_needs() -> None:
    made, out = Document(), BytesIO()
    made.add_paragraph("Letterhead")
    made.save(out)
    bare_file = BytesIO()
    with ZipFile(BytesIO(out.getvalue())) as old, ZipFile(bare_file, "w") as new:
        for name in old.namelist():
            data = old.read(name).decode("utf-8", "surrogateescape")
            if name.endswith("document.xml.rels"):
                data = re.sub(r"<Relationship [^>]*relationships/numbering[^>]*/>", "", data)
            if name == "[Content_Types].xml":
                data = re.sub(r"<Override [^>]*numbering\.xml[^>]*/>", "", data)
            if name == "word/styles.xml":
                data = re.sub(r'<w:style [^>]*w:styleId="(?:Heading[12]|Title|List[^"]*)">.*?</w:style>', "", data, flags=re.DOTALL)
            if not name.endswith("numbering.xml"):
                new.writestr(name, data.encode("utf-8", "surrogateescape"))
    given = bare_file.getvalue()
    assert "Heading 1" not in [style.name for style in document(given).styles]
    data_ = to_docx(FOUND, template=given)
    assert styled(data_, "Heading 1")[0] == "Purpose" and "word/numbering.xml" in ZipFile(BytesIO(data_)).namelist()


def test_a_wrong_name_in_a_template_is_named_with_the_nearest() -> None:
    with pytest.raises(BadTemplate) as caught:
        to_docx(FOUND, template=template("{{ finding }}", "{{ title }}", "{{ sauces }}"), file="ours.docx")
    told = str(caught.value)
    assert "ours.docx" in told and "{{ finding }}" in told and "{{ findings }}" in told and "{{ sauces }}" in told


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 broken", b"plain words"])
def test_what_is_no_word_file_is_no_template(data: bytes) -> None:
    with pytest.raises(BadTemplate, match="no Word document"):
        to_docx(FOUND, template=data, file="ours.docx")


def test_a_zip_file_that_is_no_word_file_is_no_template() -> None:
    out = BytesIO()
    with ZipFile(out, "w") as made:
        made.writestr("a.txt", "a")
    with pytest.raises(BadTemplate):
        to_docx(FOUND, template=out.getvalue())


def test_a_part_among_other_words_is_refused() -> None:
    with pytest.raises(BadTemplate, match="paragraph of its own"):
        to_docx(FOUND, template=template("See {{ findings }} below"))


def test_a_title_that_looks_like_a_name_of_the_template_is_a_title() -> None:
    odd = replace(FOUND, title="{{ title }} and {{ findings }}")
    assert said(to_docx(odd)).startswith("{{ title }} and {{ findings }}")
    assert "About {{ title }} and {{ findings }}" in said(to_docx(odd, template=template("About {{ title }}")))


# Tracked changes.


def read_back(data: bytes, *, accept: bool) -> list[str]:
    """The paragraphs with every change accepted, or rejected, as ECMA-376 says: part 1, 17.13.5."""
    gone, come = ({"del", "moveFrom"}, {"ins", "moveTo"}) if accept else ({"ins", "moveTo"}, {"del", "moveFrom"})
    out = []
    for paragraph in document(data).element.body.iterchildren(qn("w:p")):
        marks = {child.tag.rpartition("}")[2] for child in paragraph.findall(f"{qn('w:pPr')}/{qn('w:rPr')}/*")}
        words = []
        for child in paragraph:
            name = child.tag.rpartition("}")[2]
            if name in {"r", *come}:
                words += [("\t" if t.tag == qn("w:tab") else t.text or "") for t in child.iter(qn("w:t"), qn("w:delText"), qn("w:tab"))]
        if marks & gone:
            assert not "".join(words), "a paragraph whose end goes has no words that stay"
            continue
        out.append("".join(words))
    return out


def printed(units: tuple[Unit, ...]) -> list[str]:
    return [f"{u.printed}\t{u.text}" if u.printed and u.in_list else f"{u.printed} {u.text}" if u.printed else u.text for u in units]


def bare(old: Policy, new: Policy) -> Review:
    """A review that knows the steps alone."""
    after = carried(old, new)
    return Review(title="Draft", before=old, after=after, steps=steps_between(old, after))


@pytest.mark.parametrize("text", texts(), ids=lambda policy: policy.id)
def test_all_changes_accepted_are_the_new_text_and_all_rejected_the_old_one(text: Policy) -> None:
    kinds = set()
    for seed in range(DRAFTS // len(texts()) + 1):
        found = bare(text, draft(text, Random(seed)))
        assert found.after is not None
        data = tracked(found, author="A. Member", date="2024-05-14")
        assert read_back(data, accept=True) == printed(found.after.units)
        assert read_back(data, accept=False) == printed(text.units)
        kinds |= {step.kind for step in found.steps}
    assert kinds & {"move", "replace", "leave-out", "insert", "add"}


def test_changes_are_signed_and_only_changed_words_are_marked() -> None:
    changed = review_motion(HALL, motion("In paragraph [3], leave out “should” and insert “must”."), Setting())
    body = document(tracked(changed, author="Cllr Example", date="2024-05-14")).element.body
    marks = [*body.iter(qn("w:ins")), *body.iter(qn("w:del"))]
    assert ["".join(t.text or "" for t in m.iter(qn("w:t"), qn("w:delText"))).strip() for m in marks] == ["must", "should"]
    assert {(m.get(qn("w:author")), m.get(qn("w:date"))) for m in marks} == {("Cllr Example", "2024-05-14T00:00:00Z")}
    ids = [m.get(qn("w:id")) for m in marks]
    assert len(set(ids)) == len(ids)


def test_a_change_without_a_day_has_none() -> None:
    body = document(tracked(FOUND)).element.body
    assert {m.get(qn("w:date")) for m in body.iter(qn("w:ins"))} == {None}


def test_a_paragraph_that_moves_is_a_move_with_both_its_ends() -> None:
    moved = review_motion(HALL, motion("Move paragraph [4] to before paragraph [1]."), Setting())
    body = document(tracked(moved)).element.body
    names = [[e.get(qn("w:name")) for e in body.iter(qn(f"w:{kind}RangeStart"))] for kind in ("moveFrom", "moveTo")]
    assert names[0] == names[1] and len(names[0]) == 1


def test_emphasis_of_a_paragraph_stays_where_its_words_stay() -> None:
    old = code("Councillors **must** lock the *old* hall.", "Councillors may sit.")
    changed = review_motion(old, motion("In paragraph [1], leave out “hall” and insert “house”."), Setting())
    runs = document(tracked(changed)).paragraphs[1].runs
    assert [run.text for run in runs if run.bold] == ["must"] and [run.text for run in runs if run.italic] == ["old"]


def test_concordant_reads_its_own_tracked_changes_as_the_new_and_as_the_old_text(tmp_path: Path) -> None:
    path = tmp_path / "tracked.docx"
    path.write_bytes(tracked(FOUND, author="Cllr Example", date="2024-05-14"))
    assert FOUND.after is not None
    for view, wanted in ((View(which="proposed"), FOUND.after), (View(which="original"), FOUND.before)):
        read, _ = read_draft(path, id=HALL.id, like=HALL.meta, view=view)
        assert [c.text for c in read.clauses] == [c.text for c in wanted.clauses]


# The engine of python-redlines.


def test_without_the_engine_nothing_is_compared_by_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(redlines, "find_spec", lambda name: None)
    assert redlines.by_engine(plain(HALL), plain(HALL)) is None


def test_the_engine_is_asked_with_author_and_day_and_its_file_is_made_steady(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: dict[str, object] = {}

    class Engine:
        def run_redline(self, author: str, old: bytes, new: bytes, **values: object) -> tuple[bytes, None, None]:
            asked.update(values, author=author)
            return new, None, None

    monkeypatch.setattr(redlines, "find_spec", lambda name: object())
    monkeypatch.setattr(redlines, "import_module", lambda name: type("Module", (), {"DocxodusEngine": Engine}))
    made = redlines.by_engine(b"old", plain(HALL), author="Cllr Example", date="2024-05-14")
    assert made == steadied(plain(HALL))
    assert (asked["author"], asked["date_time"]) == ("Cllr Example", "2024-05-14T00:00:00Z")


# The command.


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "hall.md").write_text(HALL.text, encoding="utf-8")
    said = f"---\ntitle: Keys at home\nagainst: example/hall\nproposer: Cllr Example\n---\n\n1. After paragraph [4] insert “{AGAIN}”\n"
    (tmp_path / "motion.md").write_text(said, encoding="utf-8")
    return tmp_path


@pytest.fixture(autouse=True)
def away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No folder of policies is near."""
    monkeypatch.chdir(tmp_path)


def run(folder: Path, *arguments: str) -> tuple[int, str]:
    done = CliRunner().invoke(concordant, ["review", "--against", str(folder / "hall.md"), *arguments])
    return done.exit_code, done.output


def test_the_command_writes_the_report_and_the_tracked_changes(folder: Path) -> None:
    out, other = folder / "report.docx", folder / "tracked.docx"
    code_, output = run(folder, str(folder / "motion.md"), "--out", str(out), "--tracked", str(other))
    assert (code_, "It can be made" in output) == (0, True)
    assert "Cllr Example" in said(out.read_bytes())
    assert read_back(other.read_bytes(), accept=True)[-1] == AGAIN


def test_the_command_fills_in_a_template_and_refuses_what_does_not_fit(folder: Path) -> None:
    (folder / "ours.docx").write_bytes(template("Ours", "{{ options }}"))
    out = folder / "report.docx"
    assert run(folder, str(folder / "motion.md"), "--out", str(out), "--template", str(folder / "ours.docx"))[0] == 0
    assert said(out.read_bytes()).startswith("Ours")
    for wrong in (["--tracked", "a.pdf"], ["--template", str(folder / "ours.docx")]):
        assert run(folder, str(folder / "motion.md"), *wrong)[0] == 2
    assert run(folder, *[str(folder / "motion.md")] * 2, "--out", str(out))[0] == 2


def test_a_motion_that_cannot_be_made_gets_its_report_and_no_tracked_changes(folder: Path) -> None:
    (folder / "bad.md").write_text("---\ntitle: Bad\nagainst: example/hall\n---\n\n1. Leave out paragraph [99].\n", encoding="utf-8")
    code_, output = run(folder, str(folder / "bad.md"), "--out", str(folder / "r.docx"), "--tracked", str(folder / "t.docx"))
    assert code_ == 1 and (folder / "r.docx").is_file() and not (folder / "t.docx").exists() and "t.docx was not written" in output


def test_a_whole_draft_in_word_has_a_report_of_its_own(folder: Path) -> None:
    new = replace(HALL, units=HALL.units)
    found = review_draft(HALL, new, HELD, title="draft.docx")
    text = said(to_docx(found))
    assert "The proposal is a whole text" in text and "Not a word would change." in text
    assert not re.search(r"\bNone\b(?! would)|Markup|\{\{", text)


def test_a_motion_file_as_an_officer_types_it_comes_back_in_the_report() -> None:
    typed = "---\ntitle: Floor\nagainst: example/hall\nreason: 'It is “dirty”.'\ndate: '2024-05'\n---\n\n1. Leave out paragraph [3].\n"
    found, errors = read_motion(typed, file="m.md")
    assert not errors
    text = said(to_docx(review_motion(HALL, found, Setting()), motion=found))
    assert "May 2024" in text and "It is “dirty”." in text and "Leave out paragraph [3]" in text
