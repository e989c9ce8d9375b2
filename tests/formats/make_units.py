"""The labelled units of a document as blocks that every writer of fixtures can set: what is printed, in text order.

The labels say where a unit begins and ends, but not how it was marked or tabulated; that is read from the text around the span.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

ROOT = Path(__file__).parents[2]
TEXTS = {
    "pcc-members": "peterborough/members-social-media-code/peterborough-members-social-media-code.txt",
    "pcc-staff": "peterborough/staff-social-media-policy/peterborough-staff-social-media-policy.txt",
    "bhcc-members": "brighton-and-hove/members-social-media-protocol/brighton-and-hove-members-social-media-protocol.txt",
    "pwtc": "paddock-wood/social-media-policy/paddock-wood-social-media-policy.txt",
    "ccc-report": "cambridgeshire/committee-report-social-media-code/cambridgeshire-committee-report-social-media-code.txt",
}
COUNCILS = {
    "pcc-members": "Peterborough City Council",
    "pcc-staff": "Peterborough City Council",
    "bhcc-members": "Brighton & Hove City Council",
    "pwtc": "Paddock Wood Town Council",
    "ccc-report": "Cambridgeshire County Council",
}
Kind = Literal["title", "heading", "paragraph", "item", "contents-caption", "contents", "table", "running", "note"]
_INLINE = re.compile(
    r"\*\*(?P<bold>.+?)\*\*|\*(?P<italic>.+?)\*|(?:<u>(?P<url>.+?)</u>)|\[(?P<link>(?:\\.|[^\]\\])*)\]\([^)]*\)|(?P<note>[¹²³])|(?P<brk>\n)"
)
_NUMBER = re.compile(r"(\(?[0-9a-z]{1,3}(?:\.[0-9]+)*[.)]?)\s*$")
_BULLET = re.compile(r"(?:[-•○]|\\circ)")


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of words in one face. `note` is the number of the footnote called here, `brk` a line break inside the paragraph."""

    text: str
    bold: bool = False
    italic: bool = False
    link: str = ""
    note: int = 0
    brk: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """One printed block. `mark` is "bullet", or the number just as printed ("1.", "a)", "Section 1"), or empty."""

    unit: str
    kind: Kind
    level: int
    runs: tuple[Run, ...]
    mark: str = ""
    num: str = ""
    unmarked_item: bool = False
    table: tuple[tuple[tuple[Block, ...], ...], ...] = ()

    @property
    def text(self) -> str:
        """The words, one space between lines."""
        return "".join(" " if r.brk else r.text for r in self.runs)


def runs_of(marked: str) -> tuple[Run, ...]:
    """The light markdown of the texts -> runs."""
    out: list[Run] = []
    at = 0
    for found in _INLINE.finditer(marked):
        out.append(Run(marked[at : found.start()]))
        at = found.end()
        group = found.lastgroup or ""
        words = found[group]
        if group == "brk":
            out.append(Run("", brk=True))
        elif group == "note":
            out.append(Run("", note=1))
        elif group == "url":
            out.append(Run(words, link=words))
        elif group == "link":
            out.append(Run(words, link="#"))
        else:
            out.append(Run(words, bold=group == "bold", italic=group == "italic"))
    out.append(Run(marked[at:]))
    return tuple(replace(r, text=re.sub(r"\\([()])", r"\1", r.text)) for r in out if r.text or r.note or r.brk)


def _fold(raw: str, *, keep_lines: bool = False) -> str:
    raw = raw.replace("</u> <u>", "")
    return re.sub(r"[ \t]*\n\s*", "\n", raw.strip()) if keep_lines else re.sub(r"\s+", " ", raw).strip()


def _mark(before: str, num: str) -> str:
    number = _NUMBER.search(before)
    if num and number:
        return number[1]
    return "bullet" if _BULLET.search(before) else ""


def blocks_of(doc: str) -> tuple[Block, ...]:
    """The document in text order; table rows that follow each other are one block."""
    text = (ROOT / "policies" / TEXTS[doc]).read_text(encoding="utf-8")
    labels = (ROOT / "tests" / "labels" / f"{doc}.units.jsonl").read_text(encoding="utf-8")
    units = {u["id"]: u for u in map(json.loads, labels.splitlines())}
    marks: dict[str, str] = {}
    single: list[tuple[Block, list[str]]] = []
    for unit in units.values():
        (first, _), (_, last) = unit["spans"][0], unit["spans"][-1]
        begin = text.rfind("\n", 0, first) + 1
        end = text.find("\n", last)
        line = text[begin : end if end >= 0 else len(text)]
        marks[unit["id"]] = _mark(text[begin:first], unit["num"] or "")
        block = _block(unit, units, marks, " ".join(text[a:b] for a, b in unit["spans"]))
        single.append((block, line.split("\n") if unit["kind"] == "meta" and "\t" in line else []))
    return _with_tables(single)


def _block(unit: dict[str, Any], units: dict[str, dict[str, Any]], marks: dict[str, str], raw: str) -> Block:
    depth, at = 1, unit["parent"]
    while at:
        depth += bool(marks[at]) and units[at]["kind"] != "heading"
        at = units[at]["parent"]
    kind = unit["kind"]
    named = kind in ("title", "heading")
    mark, num = marks[unit["id"]], unit["num"] or ""
    marked = _fold(raw, keep_lines=named)
    lead_in = units.get(unit["lead_in"] or "")
    unmarked = kind == "clause" and not mark and lead_in is not None and lead_in["kind"] == "lead-in"
    shape: Kind
    if kind == "note":
        return Block(unit["id"], "note", 0, runs_of(marked.lstrip("¹ ")), mark="1", num=num)
    if kind == "furniture":
        running = re.search(r"Page \d+ of \d+", marked)
        shape = "running" if running else "contents" if marked.startswith("Section") else "contents-caption"
        marked = re.sub(r"^(Section \d+) ", "\\1\n", marked)
        return Block(unit["id"], shape, 0, runs_of(marked))
    if named:
        shape = "title" if kind == "title" else "heading"
        section = re.match(r"(Section \d+)\n", marked)
        mark = section[1] if section and num else mark
        return Block(unit["id"], shape, unit["level"], runs_of(marked.removeprefix(f"{mark}\n") if section else marked), mark, num)
    item = bool(mark) or unmarked
    level = depth if item else depth - 1
    return Block(unit["id"], "item" if item else "paragraph", level, runs_of(marked), mark, num, unmarked)


def _cells(lines: list[str]) -> tuple[str, ...]:
    """The cells of a row; a line that goes on under its row (a wrapped address) is joined to it cell by cell."""
    first = lines[0].rstrip("\t ").split("\t")
    for more in lines[1:]:
        for column, words in enumerate(more.rstrip("\t ").split("\t")):
            first[column] += words
    return tuple(_fold(c) for c in first)


def _with_tables(single: list[tuple[Block, list[str]]]) -> tuple[Block, ...]:
    out: list[Block] = []
    width = 0
    for (block, lines), more in ((s, s[1]) for s in single):
        if not more:
            width = 0
            out.append(block)
            continue
        if block.mark and out[-1].kind == "table":  # a list that goes on in the last cell
            *above, row = out[-1].table
            out[-1] = replace(out[-1], table=(*above, (*row[:-1], (*row[-1], block))))
            continue
        cells = _cells(lines)
        row = tuple((Block(block.unit, "paragraph", 0, runs_of(c)),) for c in cells)
        if width == len(cells):
            out[-1] = replace(out[-1], table=(*out[-1].table, row))
        else:
            out.append(Block(block.unit, "table", 0, (), table=(row,)))
        width = len(cells)
    return tuple(out)


def numbers_of(blocks: tuple[Block, ...]) -> list[Block]:
    """The blocks that carry a printed number, those in table cells too, in text order."""
    out: list[Block] = []
    for block in blocks:
        inner = [b for row in block.table for cell in row for b in cell]
        out += [b for b in [block, *inner] if b.num and b.kind != "note"]
    return out

