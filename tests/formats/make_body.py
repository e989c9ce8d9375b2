"""The bodies of the Word fixtures as WordprocessingML: one set as Word's own styles and lists would, one typed by hand."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass, field
from xml.sax.saxutils import escape, quoteattr

from tests.formats.make_numbers import OUTLINE, SECTION, Numbers
from tests.formats.make_units import Block, Run

SITE = "https://www.example.gov.uk/"
_MARKS = (("Symbol", "F0B7"), ("Courier New", "o"), ("Wingdings", "F0A7"))
_UNNUMBERED = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="0"/></w:numPr>'  # takes a paragraph out of its style's numbering
_FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> {0} </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>{1}</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
)


def run(text: str, *, props: str = "", rsid: str = "") -> str:
    """One w:r; tabs and line breaks in the text become elements."""
    inner = "".join(
        {"\t": "<w:tab/>", "\n": "<w:br/>", "\x01": "<w:softHyphen/>", "\x02": "<w:noBreakHyphen/>"}.get(piece)
        or f'<w:t xml:space="preserve">{escape(piece)}</w:t>'
        for piece in re.split(r"([\t\n\x01\x02])", text)
        if piece
    )
    saved = f" w:rsidR={quoteattr(rsid)}" if rsid else ""
    face = f"<w:rPr>{props}</w:rPr>" if props else ""
    return f"<w:r{saved}>{face}{inner}</w:r>"


def paragraph(content: str, *, style: str = "", props: str = "") -> str:
    """One w:p. `props` come in the order that the schema asks."""
    head = (f'<w:pStyle w:val="{style}"/>' if style else "") + props
    return f"<w:p>{f'<w:pPr>{head}</w:pPr>' if head else ''}{content}</w:p>"


def number_field(name: str, cached: str = "1") -> str:
    """A PAGE or NUMPAGES field with the result that Word kept from its last layout."""
    return _FIELD.format(name, cached)


def _face(one: Run, extra: str = "") -> str:
    bold = one.bold and "<w:b/>" not in extra
    return f"{'<w:b/>' if bold else ''}{'<w:i/>' if one.italic else ''}{extra}"


@dataclass(slots=True)
class Writer:
    """What both ways of setting a document share. `links` are the targets, by relationship id, that the package has to hold."""

    numbers: Numbers
    notes: dict[int, Block]
    links: dict[str, str] = field(default_factory=dict)
    pages: dict[str, int] = field(default_factory=dict)
    justified: bool = False

    def body(self, blocks: tuple[Block, ...]) -> list[str]:
        """All paragraphs and tables in text order."""
        raise NotImplementedError

    def words(self, text: str, props: str) -> str:
        """The runs for some words in one face."""
        return run(text, props=props)

    def runs(self, block: Block, extra: str = "") -> str:
        """The words of a block, with line breaks, links and calls of notes."""
        out = []
        for one in block.runs:
            if one.brk:
                out.append(run("\n"))
            elif one.note:
                out.append(f'<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteReference w:id="{one.note}"/></w:r>')
            elif one.link:
                target = SITE if one.link == "#" else one.link
                name = f"rIdLink{len(self.links) + 1}"
                self.links[name] = target
                blue = '<w:rStyle w:val="Hyperlink"/>'
                out.append(f'<w:hyperlink r:id="{name}" w:history="1">{run(one.text, props=blue)}</w:hyperlink>')
            else:
                out.append(self.words(one.text, _face(one, extra)))
        return "".join(out)

    def table(self, block: Block, style: str) -> str:
        """A table with its labels set bold: the first row where that names the columns, else the first of each pair of cells."""
        named = not block.table[0][0][0].text.endswith(":")
        wide = {2: (2600, 6400), 4: (1200, 3400, 1400, 3000)}[len(block.table[0])]
        grid = "".join(f'<w:gridCol w:w="{w}"/>' for w in wide)
        lines = []
        for row in block.table:
            cells = []
            for at, (cell, width) in enumerate(zip(row, wide, strict=True)):
                bold = row is block.table[0] if named and len(row) == 2 else at % 2 == 0 or (named and row is block.table[0])
                inner = "".join(self.in_cell(b, "<w:b/>" if bold else "") for b in cell)
                cells.append(f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{inner}</w:tc>')
            lines.append(f"<w:tr>{''.join(cells)}</w:tr>")
        props = f'<w:tblPr><w:tblStyle w:val="{style}"/><w:tblW w:w="9000" w:type="dxa"/></w:tblPr>'
        return f"<w:tbl>{props}<w:tblGrid>{grid}</w:tblGrid>{''.join(lines)}</w:tbl><w:p/>"

    def in_cell(self, block: Block, extra: str) -> str:
        """One paragraph of a cell."""
        return paragraph(self.runs(block, extra))


class Styled(Writer):
    """Set with styles: headings, automatic lists, real footnotes, a generated table of contents."""

    def body(self, blocks: tuple[Block, ...]) -> list[str]:
        contents = [b for b in blocks if b.kind == "contents"]
        out = []
        for block in blocks:
            if block.kind == "contents":
                out.append(self._entry(block, first=block is contents[0], last=block is contents[-1]))
            elif block.kind == "contents-caption":
                out.append(paragraph(self.runs(block), style="TOCHeading", props=_UNNUMBERED))
            elif block.kind == "table":
                out.append(self.table(block, "TableGrid"))
            elif block.kind not in ("running", "note"):
                out.append(self._block(block))
        return out

    def _block(self, block: Block) -> str:
        justify = '<w:jc w:val="both"/>' if self.justified else ""
        if block.kind == "title":
            return paragraph(self.runs(block), style="Title")
        if block.kind == "heading":
            return self._heading(block)
        if block.kind == "item":
            return paragraph(self.runs(block), style="ListParagraph", props=self._list(block) + justify)
        inside = f'<w:ind w:left="{720 * block.level}"/>' if block.level else ""
        return paragraph(self.runs(block), style="BodyText", props=inside + justify)

    def _list(self, block: Block) -> str:
        if block.mark and block.mark != "bullet":
            instance, level = self.numbers.number(block.mark, heading=False)
        else:
            instance, level = self.numbers.bullet(), block.level - 1
        return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{instance}"/></w:numPr>'

    def _heading(self, block: Block) -> str:
        props, words = "", self.runs(block)
        by_style = self.numbers.styled and block.level == 1
        if block.mark:
            instance, level = self.numbers.number(block.mark, heading=True)
            if not by_style:
                props = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{instance}"/></w:numPr>'
        elif by_style:
            props = _UNNUMBERED
        if block.mark in self.pages:
            at = block.mark.split()[1]
            words = f'<w:bookmarkStart w:id="{at}" w:name="_Toc10000000{at}"/>{words}<w:bookmarkEnd w:id="{at}"/>'
        return paragraph(words, style=f"Heading{min(block.level, 4)}", props=props)

    def _entry(self, block: Block, *, first: bool, last: bool) -> str:
        section, _, name = (r.text for r in block.runs)
        anchor = f"_Toc10000000{section.split()[1]}"
        page = number_field(f"PAGEREF {anchor} \\h", str(self.pages[section]))
        row = run(f"{section}\t{name}\t")
        words = f'<w:hyperlink w:anchor="{anchor}" w:history="1">{row}{page}</w:hyperlink>'
        begin, end = _FIELD.format('TOC \\o "1-1" \\h \\z \\u', "\0").split("<w:r><w:t>\0</w:t></w:r>")
        return paragraph(f"{begin if first else ''}{words}{end if last else ''}", style="TOC1")

    def in_cell(self, block: Block, extra: str) -> str:
        return paragraph(self.runs(block, extra), props=self._list(block) if block.mark else "")


class Plain(Writer):
    """Typed by hand: bold lines for headings, marks and numbers with a tab, empty paragraphs, runs cut where an editor saved."""

    chance: random.Random = random.Random()

    def body(self, blocks: tuple[Block, ...]) -> list[str]:
        # Not for secrets: the same seed gives the same cuts each time the file is made.
        self.chance = random.Random(blocks[0].unit)
        out: list[str] = []
        before = ""
        for block in blocks:
            if block.kind in ("running", "note"):
                continue
            together = block.kind == before and block.kind in ("item", "contents") and not (block.num and "." in block.num)
            if out and not together:
                out.append("<w:p/>")
            out += self._rows(block) if block.kind == "table" else [self._block(block)]
            before = block.kind
        return out

    def _block(self, block: Block) -> str:
        if block.kind == "title":
            return paragraph(self.runs(block, '<w:b/><w:sz w:val="36"/>'), props='<w:jc w:val="center"/>')
        if block.kind in ("heading", "contents-caption"):
            size = {0: 24, 1: 28, 2: 24}.get(block.level, 24)
            face = f'<w:b/>{"<w:i/>" if block.level > 2 else ""}<w:sz w:val="{size}"/>'
            section = block.mark.startswith("Section")
            typed = run(block.mark + ("\n" if section else "\t"), props=face) if block.mark else ""
            hanging = '<w:ind w:left="720" w:hanging="720"/>' if typed and not section else ""
            return paragraph(typed + self.runs(block, face), props=hanging)
        if block.kind == "contents":
            section, _, name = (r.text for r in block.runs)
            return paragraph(run(f"{section}\t{name}"), props='<w:tabs><w:tab w:val="left" w:pos="1600"/></w:tabs>')
        left = 720 if block.num else 360 * block.level + 360
        if block.kind == "item" and not block.unmarked_item:
            hanging = 720 if "." in block.num else 360
            props = f'<w:ind w:left="{max(left, hanging)}" w:hanging="{hanging}"/>'
            return paragraph(self._mark(block) + self.runs(block), props=props)
        return paragraph(self.runs(block), props=f'<w:ind w:left="{720 * block.level}"/>' if block.level and block.kind != "item" else "")

    def _mark(self, block: Block) -> str:
        if block.mark != "bullet":
            return run(f"{block.mark}\t")
        font, mark = _MARKS[(block.level - 1) % 3]
        face = f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:cs="{font}"/>'
        if mark == "o":
            return run("o", props=face) + run("\t")
        if self.chance.random() < 0.5:
            return f'<w:r><w:rPr>{face}</w:rPr><w:sym w:font="{font}" w:char="{mark}"/></w:r>' + run("\t")
        return run(chr(int(mark, 16)), props=face) + run("\t")

    def _rows(self, block: Block) -> list[str]:
        """Labels and values with a tab between where there are two columns; else a real table, but without lines."""
        if len(block.table[0]) != 2 or not block.table[0][0][0].text.endswith(":"):
            return [self.table(block, "TableNormal")]
        out = []
        indent = '<w:ind w:left="2160" w:hanging="2160"/>'
        for (label,), (value, *more) in block.table:
            out.append(paragraph(self.runs(label, "<w:b/>") + run("\t") + self.runs(value), props=indent))
            out += [paragraph(run(f"{b.mark}\t") + self.runs(b), props='<w:ind w:left="2520" w:hanging="360"/>') for b in more]
        return out

    def words(self, text: str, props: str) -> str:
        pieces = re.split(r"( )", text)
        for at, piece in enumerate(pieces):
            chance = self.chance.random()
            if piece == " " and chance < 0.02:
                pieces[at] = "\u00a0"
            elif len(piece) > 9 and piece.isalpha() and chance < 0.06:
                half = len(piece) // 2
                pieces[at] = piece[:half] + ("\x01" if chance < 0.03 else "\u00ad") + piece[half:]
            elif re.fullmatch(r"[a-z]+-[a-z]+", piece) and chance < 0.25:
                pieces[at] = piece.replace("-", "\x02")
        text = "".join(pieces)
        out, at = [], 0
        while at < len(text):
            end = min(len(text), at + self.chance.randint(9, 140))
            out.append(run(text[at:end], props=props, rsid=f"00{self.chance.randrange(16**6):06X}"))
            at = end
        return '<w:proofErr w:type="spellStart"/>'.join(out[:2]) + "".join(out[2:])


def style_scheme(marks: list[str]) -> int:
    """The definition that the headings of a document take their numbers from."""
    return SECTION if any(m.startswith("Section") for m in marks) else OUTLINE
