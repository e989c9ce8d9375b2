"""The PDFs in two columns: set by reportlab, justified, with words divided at line ends by the British patterns of pyphen."""

from __future__ import annotations

import subprocess
from html import escape
from pathlib import Path
from typing import Any

from tests.formats.make_units import COUNCILS, Block, Run

FACES = {"": "LiberationSerif-Regular", "b": "LiberationSerif-Bold", "i": "LiberationSerif-Italic", "bi": "LiberationSerif-BoldItalic"}
_SIZE, _LEAD = 9.5, 12
_MARKS = ("•", "–", "•")


def write_columns(doc: str, blocks: tuple[Block, ...], path: Path) -> None:
    """One PDF: the title across the page, the body in two columns below it, a bare page number at the foot."""
    from reportlab.platypus import BaseDocTemplate, Frame, FrameBreak, NextPageTemplate, PageTemplate  # noqa: PLC0415

    _fonts()
    wide, high, margin, gap = 595.0, 842.0, 54.0, 20.0
    column, head = (wide - 2 * margin - gap) / 2, 70.0

    def frames(top: float) -> list[Any]:
        edges = (margin, margin + column + gap)
        zero = {"leftPadding": 0, "rightPadding": 0, "topPadding": 0, "bottomPadding": 0}
        return [Frame(x, margin + 12, column, high - 2 * margin - 12 - top, **zero) for x in edges]

    def foot(canvas: Any, _: Any) -> None:
        canvas.setFont("Times", 9)
        canvas.drawCentredString(wide / 2, margin - 14, str(canvas.getPageNumber()))

    title = Frame(margin, high - margin - head, wide - 2 * margin, head, leftPadding=0, rightPadding=0)
    first = PageTemplate("first", [title, *frames(head)], onPage=foot)
    later = PageTemplate("later", frames(0), onPage=foot)
    template = BaseDocTemplate(
        str(path),
        pagesize=(wide, high),
        pageTemplates=[first, later],
        title=next(b.text for b in blocks if b.kind == "title"),
        author=COUNCILS[doc],
        invariant=1,
        pageCompression=1,
    )
    styles = _styles()
    before = [b for b in blocks if b.kind == "title"]
    story: list[Any] = [_set(b, styles) for b in before]
    story += [NextPageTemplate("later"), FrameBreak()]
    for block in blocks:
        if block.kind == "table":
            story += _rows(block, styles)
        elif block.kind not in ("title", "running", "note"):
            story.append(_set(block, styles))
    story += [_set(b, styles) for b in blocks if b.kind == "note"]
    template.build(story)


def _fonts() -> None:
    from reportlab.lib.fonts import addMapping  # noqa: PLC0415
    from reportlab.pdfbase import pdfmetrics  # noqa: PLC0415
    from reportlab.pdfbase.ttfonts import TTFont  # noqa: PLC0415

    for face, name in FACES.items():
        style = {"": "Regular", "b": "Bold", "i": "Italic", "bi": "Bold Italic"}[face]
        found = subprocess.run(["fc-match", "-f", "%{file}", f"Liberation Serif:style={style}"], check=True, capture_output=True, text=True)
        pdfmetrics.registerFont(TTFont("Times" + face, found.stdout))
        if name not in found.stdout:
            raise FileNotFoundError(f"the font {name} is not installed")
        addMapping("Times", int("b" in face), int("i" in face), "Times" + face)


def _styles() -> dict[str, Any]:
    from reportlab.lib.styles import ParagraphStyle  # noqa: PLC0415

    base = ParagraphStyle("base", fontName="Times", bulletFontName="Times", fontSize=_SIZE, leading=_LEAD)
    body = ParagraphStyle("body", base, alignment=4, spaceAfter=5, hyphenationLang="en_GB", hyphenationMinWordLength=6, splitLongWords=1)
    made = {
        "title": ParagraphStyle("title", base, fontName="Timesb", fontSize=18, leading=22, alignment=1),
        "paragraph": body,
        "contents": ParagraphStyle("contents", base, leftIndent=52, bulletIndent=0, spaceAfter=2),
        "note": ParagraphStyle("note", base, fontSize=7.5, leading=9, spaceBefore=10, borderWidth=0),
        "cell": ParagraphStyle("cell", base, fontSize=8.5, leading=10.5),
    }
    for level, (size, face) in enumerate(((12, "Timesb"), (10.5, "Timesb"), (_SIZE, "Timesbi"), (_SIZE, "Timesi")), start=1):
        made[f"heading{level}"] = ParagraphStyle(
            f"heading{level}", base, fontName=face, fontSize=size, leading=size + 3, spaceBefore=7, spaceAfter=3, keepWithNext=1
        )
    for level in range(5):
        made[f"item{level}"] = ParagraphStyle(f"item{level}", body, leftIndent=12 + 12 * level, bulletIndent=12 * level, spaceAfter=3)
        made[f"number{level}"] = ParagraphStyle(f"number{level}", body, leftIndent=22 + 12 * level, bulletIndent=12 * level, spaceAfter=4)
    return made


def _set(block: Block, styles: dict[str, Any]) -> Any:
    from reportlab.platypus import Paragraph  # noqa: PLC0415

    words = _words(block.runs)
    if block.kind == "heading":
        gap = "<br/>" if block.mark.startswith("Section") else "&nbsp;&nbsp;"
        return Paragraph(f"{block.mark}{gap}{words}" if block.mark else words, styles[f"heading{min(block.level, 4)}"])
    if block.kind == "contents-caption":
        return Paragraph(words, styles["heading2"])
    if block.kind == "contents":
        section, _, name = (r.text for r in block.runs)
        return Paragraph(escape(name), styles["contents"], bulletText=section)
    if block.kind == "note":
        return Paragraph(f"<super>{block.mark}</super> {words}", styles["note"])
    if block.kind == "item" and block.mark != "bullet" and not block.unmarked_item:
        return Paragraph(words, styles[f"number{block.level - 1}"], bulletText=block.mark)
    if block.kind == "item":
        return Paragraph(words, styles[f"item{block.level - 1}"], bulletText=None if block.unmarked_item else _MARKS[(block.level - 1) % 3])
    if block.level:
        return Paragraph(words, styles[f"item{block.level}"])
    return Paragraph(words, styles["title" if block.kind == "title" else "paragraph"])


def _rows(block: Block, styles: dict[str, Any]) -> list[Any]:
    from reportlab.platypus import Paragraph, Spacer, Table  # noqa: PLC0415

    rows = []
    for row in block.table:
        cells = [[Paragraph((f"{b.mark} " if b.mark else "") + _words(b.runs), styles["cell"]) for b in cell] for cell in row]
        rows.append(cells)
    widths = {2: (75, 158), 4: (38, 79, 42, 74)}[len(block.table[0])]
    lines = [("GRID", (0, 0), (-1, -1), 0.4, "#808080"), ("VALIGN", (0, 0), (-1, -1), "TOP"), ("LEFTPADDING", (0, 0), (-1, -1), 3)]
    return [Table(rows, colWidths=widths, style=[*lines, ("RIGHTPADDING", (0, 0), (-1, -1), 3)], hAlign="LEFT"), Spacer(1, 8)]


def _words(runs: tuple[Run, ...]) -> str:
    out = []
    for one in runs:
        text = escape(one.text, quote=False)
        if one.brk:
            out.append("<br/>")
        elif one.note:
            out.append(f"<super>{one.note}</super>")
        elif one.link:
            out.append(f'<font color="#0563C1">{text}</font>')
        else:
            out.append(f"<b>{text}</b>" if one.bold else f"<i>{text}</i>" if one.italic else text)
    return "".join(out)
