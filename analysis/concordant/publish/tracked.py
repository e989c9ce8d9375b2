"""The text with an amendment as tracked changes of Word: who opens it can accept or reject each of them.

The law that the tests hold: with all of them accepted it is the new text, with all rejected the old one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import count
from typing import cast

from docx.document import Document as Doc
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.text.paragraph import CT_P
from docx.shared import Cm, Pt
from docx.text.paragraph import Paragraph
from lxml.etree import _Element
from markdown_it import MarkdownIt

from concordant.compare.redline import redline
from concordant.model import Policy, Review, Unit
from concordant.publish.word.blocks import Words, inline
from concordant.publish.word.package import packed, printable
from concordant.publish.word.styles import BULLET, SOURCE, blank

UNNAMED = "Proposal"
_STEP = 0.6


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One paragraph of the two texts together. `old` or `new` is None where it stands in one of them only.

    `moved` says that it stands in both, elsewhere: once as `old` where it was, once as `new` where it comes.
    """

    old: Unit | None
    new: Unit | None
    moved: bool = False


def lines(review: Review) -> tuple[Line, ...]:
    """The text before and the text after as one, in the order of the text after; what goes stands where it stood."""
    if review.after is None:
        return tuple(Line(old=unit, new=unit) for unit in review.before.units)
    return tuple(_lines(review, review.before.units, review.after.units))


def _lines(review: Review, old: Sequence[Unit], new: Sequence[Unit]) -> Iterator[Line]:
    gone: set[int] = set()
    placed: dict[int, int | None] = {}
    moved: set[int] = set()
    for step in review.steps:
        if step.kind in {"leave-out", "move"} and step.at is not None:
            gone.update(range(step.at, step.at + len(step.old)))
        if step.kind == "move" and step.at is not None and step.to is not None:
            placed.update({step.to + n: step.at + n for n in range(len(step.old))})
            moved.update(range(step.at, step.at + len(step.old)))
        elif step.kind in {"insert", "add"} and step.to is not None:
            placed.update(dict.fromkeys(range(step.to, step.to + len(step.new))))
    # A paragraph that moved and changed its words goes in one place and comes in another.
    whole = {at for to, at in placed.items() if at is not None and old[at].text == new[to].text}
    kept = [at for at in range(len(old)) if at not in gone]
    pending = sorted(gone)
    follows = iter([*kept, len(old)])
    following = next(follows)
    for place, unit in enumerate(new):
        while pending and pending[0] < following:
            at = pending.pop(0)
            yield Line(old=old[at], new=None, moved=at in whole)
        if place in placed:
            yield Line(old=None, new=unit, moved=placed[place] in whole)
        else:
            yield Line(old=old[following], new=unit)
            following = next(follows)
    yield from (Line(old=old[at], new=None, moved=at in whole) for at in pending)


def tracked(review: Review, *, author: str = "", date: str = "") -> bytes:
    """The Word file. `author` and the ISO `date` stand at each change; without a day, none does."""
    writer = _Writer(author=author or UNNAMED, date=f"{date}T00:00:00Z" if len(date) == len("2024-05-14") else "")
    for line in lines(review):
        writer.add(line)
    return packed(writer.document, title=review.title)


def plain(policy: Policy) -> bytes:
    """A text as a Word file without changes."""
    writer = _Writer(author=UNNAMED, date="")
    for unit in policy.units:
        writer.add(Line(old=unit, new=unit))
    return packed(writer.document, title=policy.meta.title)


class _Writer:
    def __init__(self, *, author: str, date: str) -> None:
        self.document: Doc = blank(numbered=False)
        self._author, self._date = author, date
        self._ids = count(1)
        self._depths: dict[str, int] = {}

    def add(self, line: Line) -> None:
        unit = line.new or line.old
        if unit is None:
            return
        element = cast(CT_P, OxmlElement("w:p"))
        self.document.element.body.sectPr.addprevious(element)
        self._set(Paragraph(element, self.document._body), unit)
        if line.old and line.new:
            self._changed(element, line.old, line.new)
            return
        kind = ("moveFrom" if line.old else "moveTo") if line.moved else ("del" if line.old else "ins")
        self._mark_end(element, kind)
        name = self._open_move(element, kind, unit) if line.moved else ""
        wrap = self._change(element, kind)
        for words in _worded(unit):
            wrap.append(_run(words, gone=kind == "del"))
        if name:
            end = OxmlElement(f"w:{kind}RangeEnd")
            end.set(qn("w:id"), name)
            element.append(end)

    def _set(self, paragraph: Paragraph, unit: Unit) -> None:
        """The style of a paragraph, and its place in lists."""
        styles = self.document.styles
        if unit.kind in {"title", "heading"}:
            paragraph.style = styles["Title" if unit.kind == "title" else f"Heading {min(max(unit.depth, 1), 3)}"]
            return
        if unit.kind in {"note", "metadata", "furniture"}:
            paragraph.style = styles[SOURCE]
            return
        paragraph.paragraph_format.space_after = Pt(6)
        if unit.in_list:
            level = self._level(unit)
            if unit.printed is None:
                paragraph.style = styles[BULLET]
            paragraph.paragraph_format.left_indent = Cm(_STEP * (level + 1))
            paragraph.paragraph_format.first_line_indent = Cm(-_STEP)

    def _level(self, unit: Unit) -> int:
        """How many list items a list item stands in."""
        level = self._depths.get(unit.parent or "", -1) + 1
        self._depths[unit.id] = level
        return level

    def _changed(self, element: _Element, old: Unit, new: Unit) -> None:
        before, after = _worded(old), _worded(new)
        if before == after:
            for words in after:
                element.append(_run(words))
            return
        of_old, of_new = _Taker(before), _Taker(after)
        for kind, gone, come in _spelled("".join(w.text for w in before), "".join(w.text for w in after)):
            was, now = of_old.take(gone), of_new.take(come)
            if kind == "same":
                for words in now:
                    element.append(_run(words))
                continue
            wrap = self._change(element, kind)
            for words in was or now:
                wrap.append(_run(words, gone=kind == "del"))

    def _change(self, parent: _Element, kind: str) -> _Element:
        change = OxmlElement(f"w:{kind}")
        self._signed(change)
        parent.append(change)
        return change

    def _mark_end(self, element: CT_P, kind: str) -> None:
        """The end of the paragraph comes or goes with its words."""
        properties = element.get_or_add_pPr()
        looks = OxmlElement("w:rPr")
        mark = OxmlElement(f"w:{kind}")
        self._signed(mark)
        looks.append(mark)
        properties.append(looks)

    def _open_move(self, element: _Element, kind: str, unit: Unit) -> str:
        begin = OxmlElement(f"w:{kind}RangeStart")
        self._signed(begin)
        # Both ends of a move have one name.
        begin.set(qn("w:name"), f"move-{unit.id.rpartition('#')[2]}")
        element.append(begin)
        return str(begin.get(qn("w:id")))

    def _signed(self, change: _Element) -> None:
        change.set(qn("w:id"), str(next(self._ids)))
        change.set(qn("w:author"), self._author)
        if self._date:
            change.set(qn("w:date"), self._date)


def _spelled(old: str, new: str) -> Iterator[tuple[str, int, int]]:
    """("same", "del" or "ins", letters of the old text, letters of the new one). The same words may be spelled otherwise."""
    for piece in redline(old, new):
        if piece.kind != "same" or piece.old == piece.new:
            kind = {"same": "same", "deleted": "del", "inserted": "ins"}[piece.kind]
            yield kind, len(piece.old), len(piece.new)
            continue
        for tag, i0, i1, j0, j1 in SequenceMatcher(None, piece.old, piece.new, autojunk=False).get_opcodes():
            if tag == "equal":
                yield "same", i1 - i0, j1 - j0
                continue
            if i1 > i0:
                yield "del", i1 - i0, 0
            if j1 > j0:
                yield "ins", 0, j1 - j0


class _Taker:
    """Hands out words with their looks, so many letters at a time."""

    def __init__(self, words: Sequence[Words]) -> None:
        self._words = list(words)

    def take(self, letters: int) -> list[Words]:
        out: list[Words] = []
        while letters and self._words:
            first = self._words.pop(0)
            if len(first.text) > letters:
                self._words.insert(0, Words(text=first.text[letters:], bold=first.bold, italic=first.italic))
                first = Words(text=first.text[:letters], bold=first.bold, italic=first.italic)
            letters -= len(first.text)
            out.append(first)
        return out


def _worded(unit: Unit) -> tuple[Words, ...]:
    """What a paragraph says, its printed number in front, with its emphasis where that can be told."""
    lead = (Words(text=f"{unit.printed}\t" if unit.in_list else f"{unit.printed} "),) if unit.printed else ()
    found = inline(MarkdownIt("commonmark", {"html": False}).parseInline(unit.markdown)[0])
    return (*lead, *(found if "".join(words.text for words in found) == unit.text else (Words(text=unit.text),)))


def _run(words: Words, *, gone: bool = False) -> _Element:
    run = OxmlElement("w:r")
    if words.bold or words.italic:
        looks = OxmlElement("w:rPr")
        for name, on in (("w:b", words.bold), ("w:i", words.italic)):
            if on:
                looks.append(OxmlElement(name))
        run.append(looks)
    for at, part in enumerate(printable(words.text).split("\t")):
        if at:
            run.append(OxmlElement("w:tab"))
        text = OxmlElement("w:delText" if gone else "w:t")
        text.set(qn("xml:space"), "preserve")
        text.text = part
        run.append(text)
    return run
