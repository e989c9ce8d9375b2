"""Small OpenDocument texts made of XML in memory, so that every construct that a test names is really in the file."""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import escape, quoteattr

from tests.formats.word import package

MIMETYPE = "application/vnd.oasis.opendocument.text"
_OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
_SPACES = {
    "office": "office:1.0", "text": "text:1.0", "style": "style:1.0", "table": "table:1.0", "draw": "drawing:1.0",
    "fo": "xsl-fo-compatible:1.0", "svg": "svg-compatible:1.0",
}  # fmt: skip
_NAMES = " ".join([
    *(f'xmlns:{short}="{_OASIS}{long}"' for short, long in _SPACES.items()),
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xlink="http://www.w3.org/1999/xlink"',
    'xmlns:loext="urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0"',
])  # fmt: skip
HEADINGS = "".join(
    f'<style:style style:name="Heading_20_{n}" style:display-name="Heading {n}" style:family="paragraph" '
    f'style:default-outline-level="{n}"/>'
    for n in (1, 2, 3)
)
BOLD = '<style:style style:name="Bold" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>'


def odt(body: str, *, styles: str = "", common: str = HEADINGS, masters: str = "", mimetype: str = MIMETYPE) -> bytes:
    """The bytes of an .odt: `styles` are the automatic ones of the text, `common` the named ones, `masters` the pages' heads and feet."""
    content = f"<office:automatic-styles>{styles}</office:automatic-styles><office:body><office:text>{body}</office:text></office:body>"
    named = f"<office:styles>{common}</office:styles><office:master-styles>{masters}</office:master-styles>"
    return package([
        ("mimetype", mimetype.encode("ascii")),
        ("content.xml", f"<office:document-content {_NAMES}>{content}</office:document-content>".encode()),
        ("styles.xml", f"<office:document-styles {_NAMES}>{named}</office:document-styles>".encode()),
    ])  # fmt: skip


def flat(body: str, *, styles: str = "") -> bytes:
    """The bytes of an .fodt: one XML text."""
    inner = f"<office:automatic-styles>{styles}</office:automatic-styles><office:body><office:text>{body}</office:text></office:body>"
    named = f"<office:styles>{HEADINGS}</office:styles>"
    return f'<?xml version="1.0"?><office:document {_NAMES} office:mimetype="{MIMETYPE}">{named}{inner}</office:document>'.encode()


def _content(parts: Sequence[str]) -> str:
    return "".join(one if one.startswith("<") else escape(one) for one in parts)


def p(*content: str, style: str = "") -> str:
    """A paragraph; content without markup is text."""
    return f"<text:p{f' text:style-name={quoteattr(style)}' if style else ''}>{_content(content)}</text:p>"


def h(level: int, *content: str, more: str = "") -> str:
    """A heading."""
    name = f'text:style-name="Heading_20_{level}" text:outline-level="{level}"'
    return f"<text:h {name} {more}>{_content(content)}</text:h>"


def span(style: str, *content: str) -> str:
    """Words in a text style."""
    return f'<text:span text:style-name="{style}">{_content(content)}</text:span>'


def item(*content: str, more: str = "") -> str:
    """A list item; content without markup is a paragraph. `more` are further attributes."""
    return f"<text:list-item {more}>{''.join(one if one.startswith('<') else p(one) for one in content)}</text:list-item>"


def header(*content: str) -> str:
    """Paragraphs of a list that carry no number."""
    return f"<text:list-header>{''.join(one if one.startswith('<') else p(one) for one in content)}</text:list-header>"


def listed(*items: str, style: str = "Rules", more: str = "") -> str:
    """A list; what is not markup is an item. Lists inside others take no style of their own where `style` is ""."""
    name = f'text:style-name="{style}"' if style else ""
    return f"<text:list {name} {more}>{''.join(one if one.startswith('<') else item(one) for one in items)}</text:list>"


def numbers(level: int, shape: str, *, before: str = "", after: str = ".", shown: int = 1, start: int = 1, more: str = "") -> str:
    """A level of a list style that prints numbers."""
    return (
        f'<text:list-level-style-number text:level="{level}" style:num-format="{shape}" style:num-prefix={quoteattr(before)} '
        f'style:num-suffix={quoteattr(after)} text:display-levels="{shown}" text:start-value="{start}" {more}/>'
    )


def bullets(level: int, glyph: str = "•") -> str:
    """A level of a list style that prints bullets."""
    return f'<text:list-level-style-bullet text:level="{level}" text:bullet-char="{glyph}"/>'


def list_style(*levels: str, name: str = "Rules") -> str:
    """A list style."""
    return f'<text:list-style style:name="{name}">{"".join(levels)}</text:list-style>'


def outline(*shapes: str) -> str:
    """The numbering of headings: "1" prints all numbers above, "" none."""
    levels = (
        f'<text:outline-level-style text:level="{at}" style:num-format="{shape}" style:num-suffix="." text:display-levels="{at}"/>'
        for at, shape in enumerate(shapes, start=1)
    )
    return f'<text:outline-style style:name="Outline">{"".join(levels)}</text:outline-style>'


def table(*rows: Sequence[str], head: bool = False) -> str:
    """A table; a cell without markup is a paragraph."""
    out = []
    for at, row in enumerate(rows):
        cells = (cell if cell.startswith("<") else p(cell) for cell in row)
        made = f"<table:table-row>{''.join(f'<table:table-cell>{cell}</table:table-cell>' for cell in cells)}</table:table-row>"
        out.append(f"<table:table-header-rows>{made}</table:table-header-rows>" if head and at == 0 else made)
    return f"<table:table>{''.join(out)}</table:table>"


def note(citation: str, text: str, *, kind: str = "footnote") -> str:
    """A footnote or endnote at its place in the words."""
    cited = f"<text:note-citation>{citation}</text:note-citation>"
    return f'<text:note text:note-class="{kind}">{cited}<text:note-body>{p(text)}</text:note-body></text:note>'


def frame(*content: str) -> str:
    """A text box; content without markup is a paragraph."""
    inner = "".join(one if one.startswith("<") else p(one) for one in content)
    return f"<draw:frame><draw:text-box>{inner}</draw:text-box></draw:frame>"


def comment(text: str, *, name: str = "", author: str = "A. Clerk", date: str = "2024-05-14T09:00:00") -> str:
    """A comment; under a name it runs up to `comment_end`."""
    named = f'office:name="{name}"' if name else ""
    return f"<office:annotation {named}><dc:creator>{author}</dc:creator><dc:date>{date}</dc:date>{p(text)}</office:annotation>"


def comment_end(name: str) -> str:
    """Where the words that a comment is tied to end."""
    return f'<office:annotation-end office:name="{name}"/>'


def info(author: str = "A. Clerk", date: str = "2024-05-14T09:00:00") -> str:
    """Who made a change, and when."""
    return f"<office:change-info><dc:creator>{author}</dc:creator><dc:date>{date}</dc:date></office:change-info>"


def changes(*regions: str) -> str:
    """The tracked changes that stand before the text."""
    return f"<text:tracked-changes>{''.join(regions)}</text:tracked-changes>"


def region(key: str, *steps: str) -> str:
    """One tracked change."""
    return f'<text:changed-region text:id="{key}">{"".join(steps)}</text:changed-region>'


def put_in(by: str = "") -> str:
    """That a change put words in."""
    return f"<text:insertion>{by or info()}</text:insertion>"


def taken_out(*content: str, by: str = "") -> str:
    """That a change took words out; content without markup is a paragraph."""
    words = "".join(one if one.startswith("<") else p(one) for one in content)
    return f"<text:deletion>{by or info()}{words}</text:deletion>"


def start(key: str) -> str:
    """Where the words that a change put in begin."""
    return f'<text:change-start text:change-id="{key}"/>'


def end(key: str) -> str:
    """Where they end."""
    return f'<text:change-end text:change-id="{key}"/>'


def gone(key: str) -> str:
    """Where a change took words out."""
    return f'<text:change text:change-id="{key}"/>'
