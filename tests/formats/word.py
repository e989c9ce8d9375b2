"""Small Word files made of WordprocessingML in memory, so that every construct that a test names is really in the file."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Sequence
from xml.sax.saxutils import escape, quoteattr

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_NAMES = (
    f'xmlns:w="{W}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:v="urn:schemas-microsoft-com:vml"'
)
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_PARTS = {"styles": "styles", "numbering": "numbering", "comments": "comments", "footnotes": "footnotes", "endnotes": "endnotes"}


def docx(
    body: str, *, numbering: str = "", styles: str = "", comments: str = "", footnotes: str = "", endnotes: str = "",
    headers: Sequence[str] = (), footers: Sequence[str] = (), links: Sequence[str] = (), extra: Iterable[tuple[str, bytes]] = (),
) -> bytes:  # fmt: skip
    """The bytes of a Word file. Each argument is the XML inside the root of its part; `links` are addresses with the ids L1, L2 ..."""
    parts: dict[str, str] = {"word/document.xml": f"<w:document {_NAMES}><w:body>{body}</w:body></w:document>"}
    given = {"styles": styles, "numbering": numbering, "comments": comments, "footnotes": footnotes, "endnotes": endnotes}
    relations = []
    for name, xml in given.items():
        if xml:
            parts[f"word/{name}.xml"] = f"<w:{_PARTS[name]} {_NAMES}>{xml}</w:{_PARTS[name]}>"
            relations.append((f"R{name}", name, f"{name}.xml", ""))
    for kind, tag, texts in (("header", "hdr", headers), ("footer", "ftr", footers)):
        for at, xml in enumerate(texts, start=1):
            parts[f"word/{kind}{at}.xml"] = f"<w:{tag} {_NAMES}>{xml}</w:{tag}>"
            relations.append((f"R{kind}{at}", kind, f"{kind}{at}.xml", ""))
    relations += [(f"L{at}", "hyperlink", address, ' TargetMode="External"') for at, address in enumerate(links, start=1)]
    parts["word/_rels/document.xml.rels"] = _relations(relations)
    parts["_rels/.rels"] = _relations([("R1", "officeDocument", "word/document.xml", "")])
    overrides = "".join(
        f'<Override PartName="/{name}" ContentType="{_TYPES}.{name[5:-4].rstrip("0123456789")}+xml"/>'
        for name in parts
        if name.startswith("word/") and not name.endswith(".rels")
    )
    parts["[Content_Types].xml"] = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    ).replace(f"{_TYPES}.document+xml", f"{_TYPES}.document.main+xml")
    return package([*((name, xml.encode("utf-8")) for name, xml in parts.items()), *extra])


def package(parts: Iterable[tuple[str, bytes]]) -> bytes:
    """A zip file of the parts, the same bytes for the same parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts:
            archive.writestr(zipfile.ZipInfo(name, (2024, 1, 1, 0, 0, 0)), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _relations(rows: Sequence[tuple[str, str, str, str]]) -> str:
    inner = "".join(f'<Relationship Id="{i}" Type="{_OFFICE}/{kind}" Target={quoteattr(to)}{mode}/>' for i, kind, to, mode in rows)
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inner}</Relationships>'


def r(text: str, props: str = "") -> str:
    """A run of words."""
    return f'<w:r>{f"<w:rPr>{props}</w:rPr>" if props else ""}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def bold(text: str) -> str:
    """A run in bold."""
    return r(text, "<w:b/>")


def p(*content: str, style: str = "", numbered: tuple[int, int] | None = None, props: str = "") -> str:
    """A paragraph; content without markup is a run. `numbered` is (list, level)."""
    inner = "".join(one if one.startswith("<") else r(one) for one in content)
    head = f'<w:pStyle w:val="{style}"/>' if style else ""
    if numbered:
        head += f'<w:numPr><w:ilvl w:val="{numbered[1]}"/><w:numId w:val="{numbered[0]}"/></w:numPr>'
    return f"<w:p><w:pPr>{head}{props}</w:pPr>{inner}</w:p>"


def level(at: int, shape: str, text: str, more: str = "", start: int = 1) -> str:
    """One w:lvl: its number format and its text ("%1.%2")."""
    left = 360 * (at + 1)
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="{start}"/><w:numFmt w:val="{shape}"/>{more}<w:lvlText w:val={quoteattr(text)}/>'
        f'<w:pPr><w:ind w:left="{left}" w:hanging="360"/></w:pPr></w:lvl>'
    )


def abstract(at: int, *levels: str) -> str:
    """An abstract list definition."""
    return f'<w:abstractNum w:abstractNumId="{at}"><w:multiLevelType w:val="multilevel"/>{"".join(levels)}</w:abstractNum>'


def num(at: int, of: int, overrides: str = "") -> str:
    """A list of an abstract definition."""
    return f'<w:num w:numId="{at}"><w:abstractNumId w:val="{of}"/>{overrides}</w:num>'


def start_over(at: int, start: int = 1) -> str:
    """An override that makes a level of a list begin again."""
    return f'<w:lvlOverride w:ilvl="{at}"><w:startOverride w:val="{start}"/></w:lvlOverride>'


def table(*rows: Sequence[str], head: bool = False) -> str:
    """A table; a cell without markup is a paragraph."""
    out = []
    for at, row in enumerate(rows):
        cells = "".join(f"<w:tc>{cell if cell.startswith('<') else p(cell)}</w:tc>" for cell in row)
        props = "<w:trPr><w:tblHeader/></w:trPr>" if head and at == 0 else ""
        out.append(f"<w:tr>{props}{cells}</w:tr>")
    return f"<w:tbl>{''.join(out)}</w:tbl>"


def heading_styles(*names: str) -> str:
    """Styles "Heading 1" ... under the ids Heading1 ..., and Title."""
    made = [f'<w:style w:type="paragraph" w:styleId="{n.replace(" ", "")}"><w:name w:val="{n}"/></w:style>' for n in names]
    return "".join(made)


def ins(text: str, author: str = "A. Clerk", date: str = "2024-05-14T09:00:00Z") -> str:
    """Words that were put in."""
    return f'<w:ins w:id="1" w:author={quoteattr(author)} w:date="{date}">{r(text)}</w:ins>'


def gone(text: str, author: str = "A. Clerk", date: str = "2024-05-14T09:00:00Z") -> str:
    """Words that were taken out."""
    inner = f'<w:r><w:delText xml:space="preserve">{escape(text)}</w:delText></w:r>'
    return f'<w:del w:id="2" w:author={quoteattr(author)} w:date="{date}">{inner}</w:del>'


def mark(kind: str, author: str = "A. Clerk", date: str = "2024-05-14T09:00:00Z") -> str:
    """Paragraph properties that say that the paragraph's end was put in ("ins") or taken out ("del")."""
    return f'<w:rPr><w:{kind} w:id="3" w:author={quoteattr(author)} w:date="{date}"/></w:rPr>'
