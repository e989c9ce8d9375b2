"""An OpenDocument text as a whole: its parts, tracked changes, heads and feet."""

from __future__ import annotations

from dataclasses import replace

from concordant.read.changes import steps
from concordant.read.inline import clean
from concordant.read.layout import arrange
from concordant.read.lines import Line
from concordant.read.odt.body import Reader
from concordant.read.odt.content import Collector, Region
from concordant.read.odt.count import words_of
from concordant.read.odt.names import Element, q, value
from concordant.read.odt.styles import read_styles
from concordant.read.package import open_package, parse_xml, unreadable
from concordant.read.source import Source
from concordant.read.view import View

_MEND = "Give the file its true suffix, or open it in LibreOffice and save it as .odt."
_HEADS = ("header", "header-left", "header-first", "footer", "footer-left", "footer-first")


def read_odt(data: bytes, name: str, view: View) -> Source:
    """Blocks of an OpenDocument text under a view of its tracked changes. Raises UnreadableFile."""
    parts = _parts(data, name)
    content = parse_xml(parts[0], name, "content.xml")
    root = parse_xml(parts[1], name, "styles.xml") if len(parts) > 1 and parts[1] else None
    body = content.find(f"{q('office:body')}/{q('office:text')}")
    if body is None:
        raise unreadable(name, "this OpenDocument file is no text document.", _MEND)
    styles = read_styles(content, root)
    broken = next(body.iter(q("text:soft-page-break")), None) is not None
    collector = Collector(styles=styles, view=view, regions=_regions(content, root))
    ending = frozenset(value(mark, "office:name") for mark in body.iter(q("office:annotation-end")))
    reader = Reader(styles=styles, collector=collector, page=1 if broken else None, ending=ending)
    reader.read(body)
    blocks, guesses = arrange([*reader.lines, *_furniture(reader, content if root is None else root)])
    text = "\n".join(words_of(part, view.accepts) for part in parts if part)
    if not clean(text).strip():
        what = "the file has no words; it may hold only pictures."
        raise unreadable(name, what, "Give a file whose text can be selected with the mouse.")
    changes = steps(reader.touched)
    reader.counts.update({"tracked change": len(changes), "comment": len(reader.remarks)})
    return Source(
        name=name, text=text, blocks=tuple(blocks), guesses=(*reader.guesses, *guesses), changes=changes, remarks=tuple(reader.remarks),
        rows="paragraph", counts=tuple((what, n) for what, n in sorted(reader.counts.items()) if n),
    )  # fmt: skip


def _parts(data: bytes, name: str) -> list[bytes]:
    """content.xml and styles.xml of a package, or the one part of a flat file."""
    if data.lstrip()[:1] == b"<":
        return [data]
    package = open_package(data, name)
    if "content.xml" not in package.names:
        word = "word/document.xml" in package.names
        raise unreadable(name, f"this is {'a Word file' if word else 'a zip file'}, not an OpenDocument text.", _MEND)
    return [package.bytes("content.xml"), package.bytes("styles.xml") if "styles.xml" in package.names else b""]


def _regions(*roots: Element | None) -> dict[str, Region]:
    """The tracked changes by id. A region with two changes holds words that one person put in and another took out."""
    found: dict[str, Region] = {}
    for region in (one for root in roots if root is not None for one in root.iter(q("text:changed-region"))):
        change = next(iter(region), None)
        if change is None:
            continue
        (author, date), *put_in = (_who(one) for one in region)
        removed = change if change.tag == q("text:deletion") else None
        kind = str(change.tag).rpartition("}")[2]
        found[value(region, "text:id") or value(region, "xml:id")] = Region(
            kind=kind, author=author, date=date, removed=removed, put_in=tuple(put_in)
        )
    return found


def _who(change: Element) -> tuple[str, str]:
    info = change.find(q("office:change-info"))
    return ("", "") if info is None else (info.findtext(q("dc:creator")) or "", info.findtext(q("dc:date")) or "")


def _furniture(reader: Reader, root: Element) -> list[Line]:
    """Heads and feet of the pages, behind the text."""
    found: list[Line] = []
    for master in root.iter(q("style:master-page")):
        for what in _HEADS:
            for element in master.findall(q(f"style:{what}")):
                lines = reader.blocks(element)
                reader.counts[what.partition("-")[0]] += bool(lines)
                found += [replace(line, kind="furniture", page=None) for line in lines]
    return found
