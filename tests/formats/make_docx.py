"""The Word files: python-docx for the package and Word's own style names, raw WordprocessingML for everything inside."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from tests.formats.make_body import Plain, Styled, Writer, number_field, paragraph, run, style_scheme
from tests.formats.make_fixed import rezip
from tests.formats.make_numbers import Numbers
from tests.formats.make_units import COUNCILS, Block

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
DATE = datetime(2024, 3, 1, 9, 0, 0)
_NOTES = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_STYLE = '<w:style w:type="{kind}" w:styleId="{id}"><w:name w:val="{name}"/>{rest}</w:style>'
_TABS = '<w:tabs><w:tab w:val="left" w:pos="1320"/><w:tab w:val="right" w:leader="dot" w:pos="9000"/></w:tabs>'
_NORMAL, _UP = '<w:basedOn w:val="Normal"/>', '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'
_BLUE = '<w:rPr><w:color w:val="0563C1"/><w:u w:val="single"/></w:rPr>'
_STYLES = (
    ("paragraph", "TOC1", "toc 1", f'{_NORMAL}<w:uiPriority w:val="39"/><w:pPr>{_TABS}<w:spacing w:after="60"/></w:pPr>'),
    ("paragraph", "FootnoteText", "footnote text", f'{_NORMAL}<w:rPr><w:sz w:val="18"/></w:rPr>'),
    ("character", "FootnoteReference", "footnote reference", _UP),
    ("character", "Hyperlink", "Hyperlink", _BLUE),
)
_KEPT_TABLES = ("TableNormal", "TableGrid")


@dataclass(frozen=True, slots=True)
class Look:
    """How a file is dressed. `foot`: "page" (a bare number), "page-of" (Page x of y), or words that stand before "Page x of y"."""

    font: str = "Liberation Sans"
    size: int = 11
    head: str = ""
    foot: str = "page"
    letterhead: tuple[str, ...] = ()
    justified: bool = False
    typed: bool = False


def write_docx(doc: str, blocks: tuple[Block, ...], look: Look, path: Path, pages: dict[str, int]) -> None:
    """One Word file of a document."""
    from docx import Document  # noqa: PLC0415

    marks = [b.mark for b in blocks if b.kind == "heading" and b.mark]
    scheme = style_scheme(marks)
    by_style = bool(marks) and doc != "pcc-staff" and not look.typed  # one document numbers its headings one by one
    numbers = Numbers(styled=frozenset({scheme}) if by_style else frozenset())
    notes = dict(enumerate((b for b in blocks if b.kind == "note"), start=1))
    kind = Plain if look.typed else Styled
    writer: Writer = kind(numbers=numbers, notes=notes, pages=pages, justified=look.justified)
    word = Document()
    of_style = numbers.of_style(scheme) if by_style else 0
    _styles(word, look, of_style)
    section = word.element.body.sectPr
    for child in list(word.element.body):
        if child is not section:
            word.element.body.remove(child)
    for one in _elements(writer.body(blocks)):
        section.addprevious(one)
    _numbering(word, numbers)
    if notes:
        _footnotes(word, writer, notes)
    for name, target in writer.links.items():
        _link(word.part, name, target)
    _page(word, look)
    _properties(word, doc, blocks)
    buffer = io.BytesIO()
    word.save(buffer)
    path.write_bytes(rezip(buffer.getvalue()))


def _element(xml: str) -> Any:
    from docx.oxml import parse_xml  # noqa: PLC0415

    at = min(i for i in (xml.find(" "), xml.find(">")) if i > 0)
    return parse_xml(f'{xml[:at]} xmlns:w="{W}" xmlns:r="{R}"{xml[at:]}')


def _elements(xml: list[str]) -> list[Any]:
    return list(_element(f"<w:body>{''.join(xml)}</w:body>"))


def _link(part: Any, name: str, target: str) -> None:
    from docx.opc.constants import RELATIONSHIP_TYPE  # noqa: PLC0415

    part.rels.add_relationship(RELATIONSHIP_TYPE.HYPERLINK, target, name, is_external=True)


def _styles(word: Any, look: Look, of_style: int) -> None:
    from docx.oxml.ns import qn  # noqa: PLC0415
    from docx.shared import Pt, RGBColor  # noqa: PLC0415

    root = word.styles.element
    for style in list(root.findall(qn("w:style"))):
        if style.get(qn("w:type")) == "table" and style.get(qn("w:styleId")) not in _KEPT_TABLES:
            root.remove(style)
    for kind, key, name, rest in _STYLES:
        root.append(_element(_STYLE.format(kind=kind, id=key, name=name, rest=rest)))
    sizes = {"Title": 22, "Heading 1": 15, "Heading 2": 13, "Heading 3": 11, "Heading 4": 11, "TOC Heading": 14, "Normal": look.size}
    for name, size in sizes.items():
        style = word.styles[name]
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for attribute in list(fonts.attrib):
            del fonts.attrib[attribute]
        style.font.name = look.font
        style.font.size = Pt(size)
        if name != "Normal":
            style.font.color.rgb = RGBColor(0x1F, 0x38, 0x64)
    if look.typed:  # whoever leaves empty paragraphs has no space between them
        word.styles["Normal"].paragraph_format.space_after = Pt(0)
        word.styles["Normal"].paragraph_format.line_spacing = 1.0
    if of_style:
        props = word.styles["Heading 1"].element.get_or_add_pPr()
        props.append(_element(f'<w:numPr><w:numId w:val="{of_style}"/></w:numPr>'))
        keep = props.find(qn("w:keepLines"))
        if keep is not None:
            keep.addnext(props[-1])  # the schema asks for w:numPr right after the keeps


def _numbering(word: Any, numbers: Numbers) -> None:
    root = word.part.numbering_part.element
    for child in list(root):
        root.remove(child)
    for one in _elements(numbers.xml()):
        root.append(one)


def _footnotes(word: Any, writer: Writer, notes: dict[int, Block]) -> None:
    from docx.opc.constants import RELATIONSHIP_TYPE  # noqa: PLC0415
    from docx.opc.packuri import PackURI  # noqa: PLC0415
    from docx.opc.part import Part  # noqa: PLC0415

    called = '<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteRef/></w:r>'
    links = dict(writer.links)
    inner = [
        '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>',
        '<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>',
    ]
    for at, block in notes.items():
        words = paragraph(f"{called}{run(' ')}{writer.runs(block)}", style="FootnoteText")
        inner.append(f'<w:footnote w:id="{at}">{words}</w:footnote>')
    declared = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    xml = f'{declared}\n<w:footnotes xmlns:w="{W}" xmlns:r="{R}">{"".join(inner)}</w:footnotes>'
    part = Part(PackURI("/word/footnotes.xml"), _NOTES, xml.encode(), word.part.package)
    for name in [n for n in writer.links if n not in links]:
        _link(part, name, writer.links.pop(name))
    word.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)


def _page(word: Any, look: Look) -> None:
    from docx.shared import Mm  # noqa: PLC0415

    section = word.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(25)
    section.top_margin = section.bottom_margin = Mm(25)
    cleared = '<w:tab w:val="clear" w:pos="4680"/><w:tab w:val="clear" w:pos="9360"/>'  # what the template's style sets
    centre, right = '<w:jc w:val="center"/>', f'<w:tabs>{cleared}<w:tab w:val="right" w:pos="9070"/></w:tabs>'
    page_of = f"{run('Page ')}{number_field('PAGE')}{run(' of ')}{number_field('NUMPAGES', '6')}"
    foot = {
        "page": paragraph(number_field("PAGE"), style="Footer", props=centre),
        "page-of": paragraph(page_of, style="Footer", props=centre),
    }.get(look.foot) or paragraph(run(look.foot + "\t") + page_of, style="Footer", props=right)
    _fill(section.footer, [foot])
    if look.head:
        line = '<w:pBdr><w:bottom w:val="single" w:sz="4" w:space="1" w:color="808080"/></w:pBdr>'
        _fill(section.header, [paragraph(run(look.head, props="<w:i/>"), style="Header", props=line)])
    if look.letterhead:
        section.different_first_page_header_footer = True
        name, *lines = look.letterhead
        faces = ['<w:b/><w:color w:val="1F3864"/><w:sz w:val="32"/>', *['<w:sz w:val="18"/>'] * len(lines)]
        to_right = '<w:jc w:val="right"/>'
        block = [paragraph(run(x, props=f), style="Header", props=to_right) for x, f in zip((name, *lines), faces, strict=True)]
        _fill(section.first_page_header, [*block, "<w:p/>"])
        _fill(section.first_page_footer, [foot])


def _fill(part: Any, xml: list[str]) -> None:
    part.is_linked_to_previous = False
    root = part._element
    for child in list(root):
        root.remove(child)
    for one in _elements(xml):
        root.append(one)


def _properties(word: Any, doc: str, blocks: tuple[Block, ...]) -> None:
    core = word.core_properties
    core.author = core.last_modified_by = COUNCILS[doc]
    core.title = next(b.text for b in blocks if b.kind == "title")
    core.created = core.modified = DATE
    core.comments = core.keywords = core.subject = ""
    core.language = "en-GB"
    for rels in (word.part.package.rels, word.part.rels):  # parts that python-docx's own template brings along
        for name, rel in list(rels.items()):
            if rel.reltype.endswith(("/thumbnail", "/stylesWithEffects", "/customXml")):
                del rels[name]
