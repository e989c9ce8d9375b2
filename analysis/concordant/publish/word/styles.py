"""How a report looks: A4, a plain face, numbered headings and paragraphs. What a council's own template has already is left as it is."""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast

from docx import Document
from docx.document import Document as Doc
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.numbering import CT_Numbering
from docx.parts.numbering import NumberingPart
from docx.shared import Cm, Pt, RGBColor
from docx.styles.style import BaseStyle, CharacterStyle, ParagraphStyle

PARAGRAPH, QUOTE, SOURCE, CELL, BULLET = "Report Paragraph", "Report Quote", "Report Source", "Report Cell", "Report Bullet"
LINE, INSERTED, DELETED = "Report Line", "Report Inserted", "Report Deleted"
_FACE = "Arial"
_INDENT = Cm(1.25)
_INK = RGBColor(0, 0, 0)
_IN, _OUT = RGBColor(0x14, 0x53, 0x2D), RGBColor(0x8C, 0x1D, 0x18)


def blank(*, numbered: bool = True) -> Doc:
    """An A4 document with the styles of a report and page numbers, and nothing in it; `numbered`: its headings and paragraphs count."""
    document = Document()
    body = document.element.body
    for child in list(body)[:-1]:
        body.remove(child)
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.5)
    section.top_margin, section.bottom_margin = Cm(2.3), Cm(2.3)
    _base(document)
    if numbered:
        _numbers(document, levels=2)
    ensure(document)
    _footer(document)
    return document


def ensure(document: Doc) -> None:
    """Give a document the styles of a report that it lacks."""
    for name, size in (("Title", 18), ("Heading 1", 13), ("Heading 2", 11)):
        if not has(document, name):
            style = _add(document, name, before=12, after=6, size=size)
            style.font.bold, style.paragraph_format.keep_with_next = True, True
    if not has(document, PARAGRAPH):
        _numbers(document, levels=1)
    _add(document, QUOTE, left=Cm(2), before=0, after=8)
    _add(document, SOURCE, left=Cm(2), before=0, after=8, size=9)
    _add(document, LINE, left=_INDENT, before=0, after=6)
    _add(document, CELL, before=2, after=2, size=9)
    if not has(document, BULLET):
        style = _add(document, BULLET, left=_INDENT + Cm(0.6), first=Cm(-0.6), before=0, after=4)
        _numbered(style, _numbering(document, [(style, "bullet", "•", 1049, 340)]), 0)
    for name, colour in ((INSERTED, _IN), (DELETED, _OUT)):
        if not has(document, name):
            document.styles.add_style(name, WD_STYLE_TYPE.CHARACTER)
            font = for_words(document, name).font
            font.color.rgb = colour
            font.underline, font.strike = (True, None) if name == INSERTED else (None, True)


def has(document: Doc, name: str) -> bool:
    return any(_called(style) == name.casefold() for style in document.styles)


def for_paragraphs(document: Doc, name: str) -> ParagraphStyle:
    """The style with this name: some programs write "Heading 1" and others "heading 1"."""
    return next(style for style in document.styles if _called(style) == name.casefold() and isinstance(style, ParagraphStyle))


def for_words(document: Doc, name: str) -> CharacterStyle:
    """The same of a style for words."""
    return next(style for style in document.styles if _called(style) == name.casefold() and isinstance(style, CharacterStyle))


def _called(style: BaseStyle) -> str:
    return (style.name or "").casefold()


def _add(
    document: Doc, name: str, *, left: int = 0, first: int = 0, before: float = 0, after: float = 6, size: float | None = None
) -> ParagraphStyle:  # fmt: skip
    if not has(document, name):
        document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style = for_paragraphs(document, name)
        style.base_style = for_paragraphs(document, "Normal") if has(document, "Normal") else None
        form = style.paragraph_format
        form.left_indent, form.first_line_indent = left, first
        form.space_before, form.space_after = Pt(before), Pt(after)
        style.font.size = Pt(size) if size else None
    return for_paragraphs(document, name)


def _base(document: Doc) -> None:
    """The plain look: one face, black, headings by weight and size alone."""
    normal = for_paragraphs(document, "Normal")
    _faced(normal, 11)
    normal.paragraph_format.line_spacing_rule = WD_LINE_SPACING.MULTIPLE
    normal.paragraph_format.line_spacing = 1.1
    for name, size, before, after in (("Title", 18, 0, 6), ("Heading 1", 13, 18, 6), ("Heading 2", 11, 12, 4), ("Heading 3", 11, 8, 4)):
        style = for_paragraphs(document, name)
        _faced(style, size)
        style.font.bold, style.font.italic, style.font.color.rgb = True, False, _INK
        form = style.paragraph_format
        form.space_before, form.space_after, form.keep_with_next = Pt(before), Pt(after), True
        for border in style.element.findall(f".//{qn('w:pBdr')}"):
            border.getparent().remove(border)
        for spacing in style.element.findall(f".//{qn('w:rPr')}/{qn('w:spacing')}"):
            spacing.getparent().remove(spacing)
    language = document.styles.element.find(f".//{qn('w:rPrDefault')}//{qn('w:lang')}")
    if language is not None:
        language.set(qn("w:val"), "en-GB")


def _faced(style: ParagraphStyle, size: float) -> None:
    """One face for all letters; a face of the theme would go before it."""
    style.font.name, style.font.size = _FACE, Pt(size)
    fonts = style.element.rPr.rFonts
    for name in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{name}"), None)
    for name in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{name}"), _FACE)


def _numbers(document: Doc, *, levels: int) -> None:
    """Numbered paragraphs: 1.1 under heading 1 where the headings are ours, else 1, 2, 3 through the report."""
    style = _add(document, PARAGRAPH, left=_INDENT, first=-_INDENT, before=0, after=8)
    style.quick_style = True
    if levels == 1:
        _numbered(style, _numbering(document, [(style, "decimal", "%1.", 709, 709)]), 0)
        return
    heading = for_paragraphs(document, "Heading 1")
    heading.paragraph_format.left_indent, heading.paragraph_format.first_line_indent = _INDENT, -_INDENT
    number = _numbering(document, [(heading, "decimal", "%1.", 709, 709), (style, "decimal", "%1.%2", 709, 709)])
    _numbered(heading, number, 0)
    _numbered(style, number, 1)


def _numbering(document: Doc, levels: Iterable[tuple[ParagraphStyle, str, str, int, int]]) -> int:
    """A new way of counting; returns its id. A level is (style, form, text, indent, hanging), the last two in twentieths of a point."""
    root = _counting(document)
    kinds = [int(e.get(qn("w:abstractNumId")) or 0) for e in root.findall(qn("w:abstractNum"))]
    number = max(kinds, default=0) + 1
    # Word takes the level of a style from here, and not from the style.
    inner = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:pStyle w:val="{style.style_id}"/>'
        f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:left="{left}" w:hanging="{hanging}"/></w:pPr></w:lvl>'
        for at, (style, form, text, left, hanging) in enumerate(levels)
    )
    kind = f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{number}"><w:multiLevelType w:val="multilevel"/>{inner}</w:abstractNum>'
    # The kinds of counting stand before the lists that use them.
    places = [at for at, child in enumerate(root) if child.tag == qn("w:abstractNum")]
    root.insert(places[-1] + 1 if places else 0, parse_xml(kind))
    return int(root.add_num(number).numId)  # type: ignore[no-untyped-call]


def _counting(document: Doc) -> CT_Numbering:
    """The part of the file that holds the ways of counting; a file without lists has none yet."""
    owner = document.part
    if not any(relation.reltype == RELATIONSHIP_TYPE.NUMBERING for relation in owner.rels.values()):
        empty = parse_xml(f"<w:numbering {nsdecls('w')}/>")
        part = NumberingPart(PackURI("/word/numbering.xml"), CONTENT_TYPE.WML_NUMBERING, empty, owner.package)
        owner.relate_to(part, RELATIONSHIP_TYPE.NUMBERING)
    return cast(CT_Numbering, owner.numbering_part.element)


def _numbered(style: ParagraphStyle, number: int, level: int) -> None:
    properties = style.element.get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_ilvl().val = level
    properties.get_or_add_numId().val = number


def _footer(document: Doc) -> None:
    """ "Page 1 of 9" in the middle of the foot; Word counts."""
    paragraph = document.sections[0].footer.paragraphs[0]
    _faced(for_paragraphs(document, "Footer"), 9)
    paragraph.style = for_paragraphs(document, "Footer")
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for text, code in (("Page ", "PAGE"), (" of ", "NUMPAGES")):
        paragraph.add_run(text)
        field = OxmlElement("w:fldSimple")
        field.set(qn("w:instr"), code)
        run = OxmlElement("w:r")
        shown = OxmlElement("w:t")
        shown.text = "1"
        run.append(shown)
        field.append(run)
        paragraph._p.append(field)
