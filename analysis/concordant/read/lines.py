"""Lines of a plain text as they stand: indent, list mark or number, words, page."""

from __future__ import annotations

import re
from dataclasses import dataclass

# Marks that PDFs and word processors leave for bullets, private-use glyphs of symbol fonts among them.
BULLETS = "-–—−‐•●○◦▪■□§►▶➢➤➔➜➝➞➡⇒→✓✔✗✘✖☐☑☒❑❒❖◆◊·‣⁃∙⦁*+o\uf0b7\uf0a7\uf0d8\uf02d\uf076\uf0fc\uf0e8\uf0e0\uf06f\uf0a8"
_BULLET = re.compile(rf"(?:[{re.escape(BULLETS)}]|\$?\\(?:circ|bullet|cdot)\$?)(?:\s+|(?=\t))")
_TIGHT_BULLET = re.compile("[•●○◦▪■□►▶➢➤➔➜➝➞➡✓✔✗✘☐☑☒❑❒❖◆‣⁃⦁\uf0b7\uf0a7\uf0d8\uf076\uf0fc]\\s*(?=\\S)")
# Some converters leave no blank between the number and the words.
_SECTION = re.compile(r"(\d{1,2}(?:\.\d{1,3}){1,4})(?:[.)]?\s+(?=\S)|\.?(?=[A-Z][a-z]))")
_NUMBER = re.compile(r"(\d{1,3}[A-Z]?[.)]|\(\d{1,3}[A-Z]?\))\s+(?=\S)")
_LETTER = re.compile(r"([A-Za-z][.)]|\(([A-Za-z])\2?\))\s+(?=\S)")
_ROMAN = re.compile(r"((?:x{0,2}(?:ix|iv|v?i{1,3}|v|x))[.)]|\((?:x{0,2}(?:ix|iv|v?i{1,3}|v|x))\))\s+(?=\S)", re.IGNORECASE)
_DRAWN = re.compile(r"([=\-_*~#–—])(?:\s?\1){2,}")
_MAX_HEAD_WORDS = 14
_HASHES = re.compile(r"(#{1,6})\s+(?=\S)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of the source, or several joined into one by a later step.

    `mark` is "bullet", "section" (1.2), "number" (1.), "letter", "roman", "hashes" or "". `printed` is the number as printed, `bullet`
    the glyph.
    `indent` and `start` are the columns of the mark and of the words. `gap` says whether a blank line stands before it.
    A source that is more than characters says more: `bold` that the whole line is set in bold, `whole` that it is a paragraph of its
    own, `kind` what the file itself says that it is ("note", "furniture", "metadata", "lead-in", "clause"; "" where it says nothing).
    """

    at: int
    page: int | None
    indent: int
    start: int
    mark: str
    printed: str
    bullet: str
    text: str
    gap: bool
    length: int = 0
    tabbed: bool = False
    bold: bool = False
    whole: bool = False
    kind: str = ""

    @property
    def words(self) -> int:
        return len(self.text.split())


def read_lines(text: str) -> list[Line]:
    """The non-blank lines of a text. A form feed starts a new page; `at` counts lines from 1."""
    found: list[Line] = []
    page = 1 if "\f" in text else None
    gap = True
    for at, raw in enumerate(text.split("\n"), start=1):
        if page is not None and "\f" in raw:
            page += raw.count("\f")
            gap = True
        line = raw.replace("\f", " ").expandtabs(4).rstrip()
        if not line.strip():
            gap = True
            continue
        found.append(line_of(line, at=at, page=page, gap=gap, tabbed="\t" in raw.strip()))
        gap = False
    return found


def without_rules(text: str) -> str:
    """The text without lines that only draw a rule; a short line that one underlines is a heading, the double rule standing higher."""
    out: list[str] = []
    for line in text.split("\n"):
        drawn = _DRAWN.fullmatch(line.strip())
        if drawn and drawn[1] in "=-~_" and _can_head(out):
            out[-1] = f"{'#' if drawn[1] == '=' else '##'} {out[-1].strip()}"
        out.append(line if not drawn else "\f" if "\f" in line else "")
    return "\n".join(out)


def _can_head(lines: list[str]) -> bool:
    """Whether the last line stands alone and ends openly, as what is underlined does."""
    last = lines[-1].strip() if lines else ""
    alone = len(lines) < 2 or not lines[-2].strip()
    return alone and bool(last) and len(last.split()) <= _MAX_HEAD_WORDS and not last.startswith("#") and last[-1] not in ".;,:"


def line_of(line: str, *, at: int, page: int | None, gap: bool, tabbed: bool = False, column: int = 0) -> Line:
    """A line with the mark or number that is typed before its words; `column` is added to the blanks that it begins with."""
    body = line.lstrip()
    indent = column + len(line) - len(body)
    mark, printed, bullet, rest = _mark(body)
    return Line(
        at=at, page=page, indent=indent, start=column + len(line) - len(rest), mark=mark, printed=printed, bullet=bullet,
        text=re.sub(r"\s+", " ", rest).strip(), gap=gap, length=len(line), tabbed=tabbed,
    )  # fmt: skip


def _mark(body: str) -> tuple[str, str, str, str]:
    """(mark, printed number, bullet glyph, the rest). A bullet before a number is an artefact of conversion: the number counts."""
    if found := _HASHES.match(body):
        return "hashes", str(len(found[1])), "", body[found.end() :]
    bullet = ""
    found = _BULLET.match(body) or _TIGHT_BULLET.match(body)
    rest = body
    if found and not (body[0] == "*" and body.rstrip().endswith("*") and not body.startswith("* ")):
        bullet, rest = found.group().strip(), body[found.end() :]
        if nested := _BULLET.match(rest):
            bullet, rest = nested.group().strip(), rest[nested.end() :]
    for name, pattern in (("section", _SECTION), ("number", _NUMBER), ("roman", _ROMAN), ("letter", _LETTER)):
        if number := pattern.match(rest):
            return name, number[1], bullet, rest[number.end() :]
    return ("bullet" if bullet else ""), "", bullet, rest
