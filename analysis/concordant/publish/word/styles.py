"""How a report looks: A4, a plain face, numbered headings and paragraphs. What a council's own template has already is left as it is."""

from __future__ import annotations

from collections.abc import Iterable

from docx import Document
from docx.document import Document as Doc
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor
from docx.styles.style import CharacterStyle, ParagraphStyle

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
            font = character(document, name).font
            font.color.rgb = colour
            font.underline, font.strike = (True, None) if name == INSERTED else (None, True)


def has(document: Doc, name: str) -> bool:
    return any(style.name == name for style in document.styles)


def character(document: Doc, name: str) -> CharacterStyle:
    """A new style for words."""
    style = document.styles.add_style(name, WD_STYLE_TYPE.CHARACTER)
    if not isinstance(style, CharacterStyle):
        raise TypeError(name)
    return style


def _style(document: Doc, name: str) -> ParagraphStyle:
    style = document.styles[name]
    if not isinstance(style, ParagraphStyle):
        raise TypeError(name)
    return style


def _add(
    document: Doc, name: str, *, left: int = 0, first: int = 0, before: float = 0, after: float = 6, size: float | None = None
) -> ParagraphStyle:  # fmt: skip
    if not has(document, name):
        document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style = _style(document, name)
        style.base_style = _style(document, "Normal") if has(document, "Normal") else None
        form = style.paragraph_format
        form.left_indent, form.first_line_indent = left, first
        form.space_before, form.space_after = Pt(before), Pt(after)
        style.font.size = Pt(size) if size else None
    return _style(document, name)


def _base(document: Doc) -> None:
    """The plain look: one face, black, headings by weight and size alone."""
    normal = _style(document, "Normal")
    _faced(normal, 11)
    normal.paragraph_format.line_spacing_rule = WD_LINE_SPACING.MULTIPLE
    normal.paragraph_format.line_spacing = 1.1
    for name, size, before, after in (("Title", 18, 0, 6), ("Heading 1", 13, 18, 6), ("Heading 2", 11, 12, 4), ("Heading 3", 11, 8, 4)):
        style = _style(document, name)
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
    heading = _style(document, "Heading 1")
    heading.paragraph_format.left_indent, heading.paragraph_format.first_line_indent = _INDENT, -_INDENT
    number = _numbering(document, [(heading, "decimal", "%1.", 709, 709), (style, "decimal", "%1.%2", 709, 709)])
    _numbered(heading, number, 0)
    _numbered(style, number, 1)


def _numbering(document: Doc, levels: Iterable[tuple[ParagraphStyle, str, str, int, int]]) -> int:
    """A new way of counting; returns its id. A level is (style, form, text, indent, hanging), the last two in twentieths of a point."""
    root = document.part.numbering_part.element
    kinds = [int(e.get(qn("w:abstractNumId"))) for e in root.findall(qn("w:abstractNum"))]
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
    return int(root.add_num(number).numId)


def _numbered(style: ParagraphStyle, number: int, level: int) -> None:
    properties = style.element.get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_ilvl().val = level
    properties.get_or_add_numId().val = number


def _footer(document: Doc) -> None:
    """ "Page 1 of 9" in the middle of the foot; Word counts."""
    paragraph = document.sections[0].footer.paragraphs[0]
    _faced(_style(document, "Footer"), 9)
    paragraph.style = _style(document, "Footer")
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
