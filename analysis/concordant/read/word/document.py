"""Word files (.docx, .docm): numbers as Word prints them, tables, notes, text boxes, tracked changes and comments."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from posixpath import dirname, join, normpath

from concordant.read.changes import steps
from concordant.read.inline import clean
from concordant.read.layout import arrange
from concordant.read.lines import Line
from concordant.read.package import Element, Package, open_package, unreadable
from concordant.read.source import Remark, Source
from concordant.read.view import PROPOSED, View
from concordant.read.word.body import Reader
from concordant.read.word.content import Collector
from concordant.read.word.count import words_of
from concordant.read.word.names import STRICT, W, local, value, w
from concordant.read.word.numbering import read_numbering
from concordant.read.word.styles import read_styles

_NOTES = ("footnote", "endnote")


def read_docx(data: bytes, name: str, view: View = PROPOSED) -> Source:
    """Blocks of a Word file under a view of its tracked changes. Raises UnreadableFile."""
    package = open_package(data, name)
    main = _main_part(package)
    root = _root(package, main)
    body = root.find(w("body"))
    if body is None:
        raise unreadable(name, "it holds no text for Word.", "Give the file its true suffix, or open it in Word and save it again.")
    links = _relations(package, main)
    parts = _Parts(package, links)
    styles = read_styles(parts.root("styles"))
    rendered = next(root.iter(w("lastRenderedPageBreak")), None) is not None
    collector = Collector(styles=styles, view=view, links={key: target for key, (_, target) in links.items()}, rendered=rendered)
    reader = Reader(
        styles=styles, numbering=read_numbering(parts.root("numbering"), styles), view=view, collector=collector, notes=parts.notes(),
        page=1 if rendered else None,
    )  # fmt: skip
    reader.read(body)
    lines = [*reader.lines, *_furniture(reader, parts)]
    blocks, guesses = arrange(lines)
    text = "\n".join(words_of(package.bytes(part), view.accepts) for part in (main, *parts.with_words()))
    if not clean(text).strip():
        what = "the file has no words; it may hold only pictures."
        raise unreadable(name, what, "Give a file whose text can be selected with the mouse.")
    changes = steps(reader.touched)
    remarks = tuple(_remarks(parts.root("comments"), reader))
    reader.counts.update({"tracked change": len(changes), "comment": len(remarks)})
    return Source(
        name=name, text=text, blocks=tuple(blocks), guesses=(*reader.guesses, *guesses), changes=changes, remarks=remarks, rows="paragraph",
        counts=tuple((what, n) for what, n in sorted(reader.counts.items()) if n),
    )  # fmt: skip


class _Parts:
    """The parts that the main part points at, by what they are."""

    def __init__(self, package: Package, relations: dict[str, tuple[str, str]]) -> None:
        self.package = package
        self.by_kind: dict[str, list[str]] = {}
        for kind, target in relations.values():
            if target in package.names and target not in self.by_kind.setdefault(kind, []):
                self.by_kind[kind].append(target)

    def root(self, kind: str) -> Element | None:
        """The root of the first part of that kind; None where there is none."""
        return next((_root(self.package, part) for part in self.by_kind.get(kind, ())), None)

    def all(self, kind: str) -> Iterator[Element]:
        for part in sorted(self.by_kind.get(kind, ())):
            yield _root(self.package, part)

    def with_words(self) -> tuple[str, ...]:
        """Parts whose words belong to the document: notes, heads and feet."""
        kinds = ("footnotes", "endnotes", "header", "footer")
        return tuple(part for kind in kinds for part in sorted(self.by_kind.get(kind, ())))

    def notes(self) -> dict[tuple[str, str], Element]:
        return {
            (kind, value(note, "", "id")): note
            for kind in _NOTES
            if (root := self.root(f"{kind}s")) is not None
            for note in root.iterfind(w(kind))
            if value(note, "", "type") in {"", "normal"}
        }


def _main_part(package: Package) -> str:
    for kind, target in _relations(package, "").values():
        if kind == "officeDocument" and target in package.names:
            return target
    if "word/document.xml" in package.names:
        return "word/document.xml"
    what = "this zip file holds no Word text." if "mimetype" not in package.names else "this is an OpenDocument file, not a Word file."
    raise unreadable(package.name, what, "Give the file its true suffix, or open it in Word and save it again.")


def _relations(package: Package, part: str) -> dict[str, tuple[str, str]]:
    """Relationship id -> (kind, target) of a part; a target outside the package keeps its address, but is never fetched."""
    folder, _, file = part.rpartition("/")
    root = package.xml(join(folder, "_rels", f"{file}.rels") if part else "_rels/.rels")
    found: dict[str, tuple[str, str]] = {}
    for one in root if root is not None else ():
        target = str(one.get("Target") or "")
        if one.get("TargetMode") != "External":
            target = normpath(join(dirname(part), target)) if not target.startswith("/") else target.lstrip("/")
        found[str(one.get("Id") or "")] = (str(one.get("Type") or "").rpartition("/")[2], target)
    return found


def _root(package: Package, part: str) -> Element:
    """The root of a part, its strict names turned into the usual ones."""
    root = package.xml(part)
    assert root is not None
    if root.tag.startswith(f"{{{STRICT}}}"):
        for element in root.iter():
            if isinstance(element.tag, str) and element.tag.startswith(f"{{{STRICT}}}"):
                element.tag = f"{{{W}}}{local(element)}"
                for key, text in list(element.attrib.items()):
                    if str(key).startswith(f"{{{STRICT}}}"):
                        element.set(f"{{{W}}}{str(key).rpartition('}')[2]}", text)
    return root


def _furniture(reader: Reader, parts: _Parts) -> list[Line]:
    """Heads and feet, and notes that nothing points at: behind the text, so that no word is lost."""
    found: list[Line] = []
    for kind in ("header", "footer"):
        for root in parts.all(kind):
            before = reader.at
            lines = reader._blocks(root)
            reader.counts[kind] += bool(lines)
            found += [replace(line, kind="furniture", page=None, at=max(line.at, before + 1)) for line in lines]
    for note in list(reader.notes.values()):
        found += [replace(line, kind="note", mark="", page=None) for line in reader._blocks(note)]
    return found


def _remarks(root: Element | None, reader: Reader) -> Iterator[Remark]:
    for comment in root.iterfind(w("comment")) if root is not None else ():
        line, anchor, paragraph = reader.anchors.get(value(comment, "", "id"), (0, "", ""))
        texts = ("".join(t.text or "" for t in p.iter(w("t"))) for p in comment.iter(w("p")))
        text = " ".join(" ".join(clean(part).split()) for part in texts).strip()
        if text:
            yield Remark(
                author=value(comment, "", "author"), date=value(comment, "", "date")[:10], text=text, anchor=anchor, paragraph=paragraph,
                line=line,
            )  # fmt: skip
