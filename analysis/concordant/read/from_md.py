"""Markdown (.md, .markdown): read as the lines that people type, so that both tidy and untidy Markdown comes out canonical."""

from __future__ import annotations

import re
from dataclasses import replace

from concordant.read.encoding import decode
from concordant.read.layout import arrange
from concordant.read.lines import read_lines
from concordant.read.source import Source
from concordant.read.view import PROPOSED, View

SUFFIXES = (".md", ".markdown")
APART = False
_FRONT_MATTER = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
_COMMENT = re.compile(r"<!--.{0,20000}?-->", re.DOTALL)
_UNDERLINE = re.compile(r"(?:={3,}|-{3,})[ \t]*$")
_RULE = re.compile(r" {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$")
_FENCE = re.compile(r" {0,3}(?:`{3,}|~{3,})\w*[ \t]*$")
_QUOTE = re.compile(r" {0,3}> ?")
_COLUMNS = re.compile(r"[ \t]*\|?(?:[ \t]*:?-+:?[ \t]*\|)+(?:[ \t]*:?-+:?[ \t]*)?$")
_BREAK = re.compile(r"<br ?/?>|</?(?:div|p|center|section)(?:\s[^<>]{0,200})?>", re.IGNORECASE)


def read(data: bytes, name: str, view: View = PROPOSED) -> Source:
    """Blocks of a Markdown file; front matter and comments, if it has some, are left out of the text. Raises UnreadableFile."""
    text, guesses = decode(data, name)
    text = _FRONT_MATTER.sub(lambda found: "\n" * found.group().count("\n"), text)
    text = _COMMENT.sub(lambda found: "\n" * found.group().count("\n"), text)
    plain, rows = _plain(text.split("\n"))
    lines = [replace(line, kind=rows[line.at]) if line.at in rows else line for line in read_lines("\n".join(plain))]
    blocks, more = arrange(lines)
    return Source(name=name, text=text, blocks=tuple(blocks), guesses=(*guesses, *more))


def _plain(lines: list[str]) -> tuple[list[str], dict[int, str]]:
    """The lines without marks that are only drawing, and which of them are rows of a table: heads of columns, or clauses."""
    out: list[str] = []
    rows: dict[int, str] = {}
    for line in lines:
        before = out[-1] if out else ""
        if _COLUMNS.match(line) and "|" in line and "|" in before:
            rows[len(out)] = "lead-in"
            out.append("")
        elif _UNDERLINE.match(line) and _is_alone(out):
            out[-1] = f"{'#' if line[0] == '=' else '##'} {before}"
            out.append("")
        elif _RULE.match(line) or _FENCE.match(line):
            out.append("")
        else:
            out.append(_BREAK.sub(" ", _QUOTE.sub("", line)))
            if (len(out) - 1 in rows or len(out) - 2 in rows) and line.lstrip().startswith("|"):
                rows[len(out)] = "clause"
    for at, kind in rows.items():
        cells = [cell.strip() for cell in out[at - 1].strip().strip("|").split("|")]
        out[at - 1] = ("- " if kind == "clause" else "") + " | ".join(cell for cell in cells if cell)
    return out, rows


def _is_alone(lines: list[str]) -> bool:
    """Whether the last line can be a heading that the line below underlines: one line, and no heading, item or row."""
    last = lines[-1] if lines else ""
    return bool(last.strip()) and not last.startswith(("#", "-", "*", "|", " ")) and (len(lines) < 2 or not lines[-2].strip())
