"""Markdown of a report -> paragraphs and tables of Word.

A paragraph is numbered; one that begins with an em dash is not. A quoted one is a quotation, and one that begins with an em dash there says
where it stands. `#` is the title, `##` the heading of a section, `###` one within it. `<ins>` and `<del>` mark words that come and go.
Everything that a source says must come escaped.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import cast

from docx.document import Document as Doc
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.table import CT_Row, CT_Tbl
from docx.oxml.text.paragraph import CT_P
from docx.shared import Emu, Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph
from markdown_it import MarkdownIt
from markdown_it.token import Token

from concordant.publish.word.package import printable
from concordant.publish.word.styles import BULLET, CELL, DELETED, INSERTED, LINE, PARAGRAPH, QUOTE, SOURCE, for_paragraphs, for_words

Element = CT_P | CT_Tbl
_HEADS = {"h1": "Title", "h2": "Heading 1", "h3": "Heading 2"}
_PLACE = "— "
# A table without a head has names on the left and what they stand for on the right.
_LABELLED = [0.25, 0.75]
_NARROWEST, _WIDEST = 13, 48


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Words with one look; `mark` is "ins", "del" or ""."""

    text: str
    bold: bool = False
    italic: bool = False
    mark: str = ""


@cache
def _markdown() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": True}).enable("table")


def written(document: Doc, markdown: str) -> tuple[Element, ...]:
    """The Markdown as elements in the styles of the document, not yet put into it."""
    tokens = _markdown().parse(markdown)
    return tuple(_blocks(document, tokens))


def _blocks(document: Doc, tokens: Sequence[Token]) -> Iterator[Element]:
    quoted = listed = 0
    at = 0
    style = PARAGRAPH
    while at < len(tokens):
        token = tokens[at]
        if token.type == "table_open":
            end = next(i for i in range(at, len(tokens)) if tokens[i].type == "table_close")
            yield _table(document, tokens[at:end])
            yield _spacer(document)
            at = end
        quoted += {"blockquote_open": 1, "blockquote_close": -1}.get(token.type, 0)
        listed += {"bullet_list_open": 1, "bullet_list_close": -1}.get(token.type, 0)
        if token.type == "heading_open":
            style = _HEADS[token.tag]
        elif token.type == "paragraph_open":
            style = QUOTE if quoted else BULLET if listed else PARAGRAPH
        elif token.type == "inline":
            yield _paragraph(document, style, inline(token), placed=style == QUOTE and _is_placed(tokens[at + 1 :]))
        at += 1


def _is_placed(following: Sequence[Token]) -> bool:
    """Whether the next quoted paragraph says where this one stands."""
    opens = next((token for token in following if token.type in {"inline", "table_open"}), None)
    return opens is not None and opens.level > 1 and opens.content.startswith(_PLACE)


def inline(token: Token) -> tuple[Words, ...]:
    """The words of a paragraph with their looks."""
    out: list[Words] = []
    look = Words(text="")
    for child in token.children or []:
        if child.type in {"strong_open", "strong_close"}:
            look = replace(look, bold=child.type == "strong_open")
        elif child.type in {"em_open", "em_close"}:
            look = replace(look, italic=child.type == "em_open")
        elif child.type == "html_inline":
            look = replace(look, mark={"<ins>": "ins", "<del>": "del"}.get(child.content, ""))
        elif child.type in {"softbreak", "hardbreak"}:
            out.append(replace(look, text=" "))
        elif child.content:
            out.append(replace(look, text=child.content))
    return tuple(out)


def _paragraph(document: Doc, style: str, words: Sequence[Words], *, placed: bool = False) -> CT_P:
    first = words[0].text if words else ""
    if style == QUOTE and first.startswith(_PLACE):
        style, words = SOURCE, (replace(words[0], text=first.removeprefix(_PLACE)), *words[1:])
    elif style == PARAGRAPH and first.startswith(_PLACE):
        style, words = LINE, (replace(words[0], text=first.removeprefix(_PLACE)), *words[1:])
    element = cast(CT_P, OxmlElement("w:p"))
    paragraph = Paragraph(element, document._body)
    paragraph.style = for_paragraphs(document, style)
    if placed:
        # The place of a quotation stands close below it and on its page.
        paragraph.paragraph_format.keep_with_next, paragraph.paragraph_format.space_after = True, Pt(2)
    said(document, paragraph, words)
    return element


def said(document: Doc, paragraph: Paragraph, words: Sequence[Words]) -> None:
    """Add words to a paragraph."""
    for one in words:
        run = paragraph.add_run(printable(one.text))
        run.bold, run.italic = one.bold or None, one.italic or None
        if one.mark:
            run.style = for_words(document, INSERTED if one.mark == "ins" else DELETED)


def _spacer(document: Doc) -> CT_P:
    element = cast(CT_P, OxmlElement("w:p"))
    paragraph = Paragraph(element, document._body)
    paragraph.style = for_paragraphs(document, CELL)
    return element


def _table(document: Doc, tokens: Sequence[Token]) -> CT_Tbl:
    rows: list[list[Token]] = []
    for token in tokens:
        if token.type == "tr_open":
            rows.append([])
        elif token.type == "inline":
            rows[-1].append(token)
    headed = any(cell.content for cell in rows[0])
    rows = rows if headed else rows[1:]
    width = _width(document)
    columns = len(rows[0])
    element = CT_Tbl.new_tbl(len(rows), columns, Emu(width))
    table = Table(element, document._body)
    table.autofit = False
    _ruled(element)
    shares = _shares(rows) if headed else _LABELLED
    for column, share in zip(table.columns, shares, strict=True):
        column.width = Emu(int(width * share))
    for at, (row, cells) in enumerate(zip(table.rows, rows, strict=True)):
        for cell, token, share in zip(row.cells, cells, shares, strict=True):
            cell.width = Emu(int(width * share))
            _cell(document, cell, inline(token), head=headed and at == 0)
        _whole(row._tr, head=headed and at == 0)
    return element


def _width(document: Doc) -> int:
    section = document.sections[-1]
    page, left, right = section.page_width, section.left_margin, section.right_margin
    return int((page or 0) - (left or 0) - (right or 0))


def _shares(rows: Sequence[Sequence[Token]]) -> list[float]:
    """The part of the width of each column, by the length of what stands in it; a narrow one keeps room for its words."""
    most = [max(len(row[at].content) for row in rows) for at in range(len(rows[0]))]
    weights = [min(max(size, _NARROWEST), _WIDEST) for size in most]
    return [weight / sum(weights) for weight in weights]


def _cell(document: Doc, cell: _Cell, words: Sequence[Words], *, head: bool) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.style = for_paragraphs(document, CELL)
    said(document, paragraph, [replace(one, bold=True) for one in words] if head else words)


def _whole(row: CT_Row, *, head: bool) -> None:
    """A row stays on one page where it can; the head row comes again on each."""
    properties = row.get_or_add_trPr()
    for name in ("w:cantSplit", "w:tblHeader") if head else ("w:cantSplit",):
        properties.append(OxmlElement(name))


def _ruled(table: CT_Tbl) -> None:
    line = 'w:val="single" w:sz="4" w:space="0" w:color="808080"'
    sides = "".join(f"<w:{side} {line}/>" for side in ("top", "left", "bottom", "right", "insideH", "insideV"))
    # The order of these in a file is laid down: borders, layout, margins, look.
    layout = table.tblPr.find(qn("w:tblLayout"))
    if layout is None:
        raise ValueError("a table with a fixed layout says so")
    margins = '<w:left w:w="85" w:type="dxa"/><w:right w:w="85" w:type="dxa"/>'
    layout.addprevious(parse_xml(f"<w:tblBorders {nsdecls('w')}>{sides}</w:tblBorders>"))
    layout.addnext(parse_xml(f"<w:tblCellMar {nsdecls('w')}>{margins}</w:tblCellMar>"))
