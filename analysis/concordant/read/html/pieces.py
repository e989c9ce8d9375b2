"""The words of one block -> lines: paragraphs at blank lines, items where <br> sets them apart, numbers and bullets before them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from concordant.read.inline import Run, all_bold, clean, markdown, plain
from concordant.read.lines import Line, line_of

SHORT_PIECE_WORDS = 12
MAX_HEADING_WORDS = 25
_LABELLED = re.compile(r"[\w ]{2,30}:\s*\S")
_STOP = re.compile(r"[.!?;:][\"'”’)\]]*(?:\s+(?:and|or))?$")
_STAR = re.compile(r"\\\*(?=\s)")
_HASHES = re.compile(r"#{1,6}\s")
# A number set in bold before words that are not: the number is no part of the words.
_BOLD_MARK = re.compile(r"\*\*((?:\(?\w{1,4}[.)]|\d{1,2}(?:\.\d{1,3}){1,4}[.)]?|[•●-])\s?)([^*]*)\*\*(?=\s|$)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """How a block is set. `kind` and `column` are as in Line; `level` is that of a heading, 0 for none.

    `listed` says that it opens a list item, `printed` and `shape` the number before it, `bullet` the glyph, `alone` that its list has no
    other item.
    """

    at: int
    kind: str = ""
    level: int = 0
    listed: bool = False
    printed: str = ""
    shape: str = ""
    bullet: str = ""
    alone: bool = False
    column: int = 0
    underlined: bool = False
    pre: bool = False


def lines_of(runs: Sequence[Run], setting: Setting) -> list[Line]:
    """The lines of a block of words."""
    runs = merged(runs)
    if setting.kind:
        return [_stated(runs, setting)]
    if setting.level and not reads_as_rule(runs):
        return [_heading(runs, setting)]
    lines: list[Line] = []
    for paragraph in _split(runs, preformatted=setting.pre):
        for k, piece in enumerate(paragraph):
            at = replace(setting, at=setting.at + len(lines), listed=setting.listed and not lines)
            lines.append(_line(piece, at, gap=k == 0, continues=bool(lines)))
    return lines


def merged(runs: Sequence[Run]) -> list[Run]:
    """Neighbours set alike joined, in one pass."""
    grouped = groupby(runs, key=lambda run: (run.bold, run.link))
    return [Run(text="".join(run.text for run in group), bold=bold, link=link) for (bold, link), group in grouped]


def reads_as_rule(runs: Sequence[Run]) -> bool:
    """Whether words in a heading element are a whole rule, set so for its looks."""
    words = plain(runs)
    count = len(words.split())
    return count > MAX_HEADING_WORDS or (words.endswith((".", ";", ",")) and count > 8)


def _stated(runs: Sequence[Run], setting: Setting) -> Line:
    """A line whose kind is known: its words alone, and no number is looked for in them."""
    links = setting.kind == "note"
    text = _text([run if links else replace(run, link="", bold=False) for run in runs], keep_bold=False)
    text = f"{setting.printed} {text}".strip()
    column = setting.column
    return Line(
        at=setting.at, page=None, indent=column, start=column, mark="", printed="", bullet="", text=text, gap=True, length=len(text),
        whole=True, kind=setting.kind,
    )  # fmt: skip


def _heading(runs: Sequence[Run], setting: Setting) -> Line:
    words = f"{setting.printed} {_text(runs, keep_bold=False)}".strip()
    return line_of(f"{'#' * min(6, setting.level)} {words}", at=setting.at, page=None, gap=True)


def _line(runs: Sequence[Run], setting: Setting, *, gap: bool, continues: bool) -> Line:
    bold = all_bold(runs) and not setting.pre
    text = _text(runs, keep_bold=not bold)
    blanks = re.match(r"[ ]*", clean(runs[0].text).expandtabs(4)) if setting.pre else None
    column = setting.column + (len(blanks[0]) if blanks else 0) + (2 if continues and setting.listed else 0)
    if setting.listed:
        line = _item(text, replace(setting, column=column))
        bold = bold and setting.alone
    elif _HASHES.match(text):
        line = _marked(text, replace(setting, column=column), mark="", printed="", bullet="")
    else:
        line = line_of(text, at=setting.at, page=None, gap=gap, column=column)
    stands_out = bold or (setting.underlined and not setting.listed)
    return replace(line, gap=gap, whole=not setting.pre, bold=stands_out, length=len(text))


def _item(text: str, setting: Setting) -> Line:
    """An item under the number or bullet that its list gives it, or the number typed in its words."""
    if setting.printed:
        mark = "number" if setting.printed[:-1].lstrip("-").isdigit() else "roman" if setting.shape.endswith("Roman") else "letter"
        return _marked(text, setting, mark=mark, printed=setting.printed, bullet="")
    if not setting.bullet:
        typed = line_of(text, at=setting.at, page=None, gap=True, column=setting.column)
        if typed.mark and typed.mark != "hashes":
            return typed
    return _marked(text, setting, mark="bullet", printed="", bullet=setting.bullet or "•")


def _marked(text: str, setting: Setting, *, mark: str, printed: str, bullet: str) -> Line:
    start = setting.column + (len(printed or bullet) + 1 if mark else 0)
    return Line(
        at=setting.at, page=None, indent=setting.column, start=start, mark=mark, printed=printed, bullet=bullet, text=text, gap=True
    )  # fmt: skip


def _text(runs: Sequence[Run], *, keep_bold: bool) -> str:
    flat = [replace(run, text=run.text.replace("\n", " ")) for run in runs]
    text = " ".join(markdown(flat, keep_bold=keep_bold).split())
    text = _STAR.sub("*", text, count=1) if text.startswith("\\*") else text
    found = _BOLD_MARK.match(text)
    if not found:
        return text
    rest = found[2].strip()
    return f"{found[1].strip()} {f'**{rest}**' if rest else ''}{text[found.end() :]}".replace("  ", " ")


def broken(runs: Sequence[Run]) -> list[tuple[list[Run], bool]]:
    """The lines that a paragraph with line breaks was meant as, and whether an empty one stands before each; one without stays whole."""
    if not any("\n" in run.text for run in runs):
        return [(list(runs), False)]
    found = [(piece, k == 0) for paragraph in _split(runs, preformatted=False) for k, piece in enumerate(paragraph)]
    return [(piece, gap and at > 0) for at, (piece, gap) in enumerate(found)] or [(list(runs), False)]


def _split(runs: Sequence[Run], *, preformatted: bool) -> Iterator[list[list[Run]]]:
    """Paragraphs, each as the pieces that stand on lines of their own."""
    paragraph: list[list[Run]] = []
    for piece in [*_by_break(runs), []]:
        if plain(piece):
            paragraph.append(piece)
        elif paragraph:
            yield paragraph if preformatted else [_joined(group) for group in _groups(paragraph)]
            paragraph = []


def _by_break(runs: Sequence[Run]) -> list[list[Run]]:
    pieces: list[list[Run]] = [[]]
    for run in runs:
        for k, part in enumerate(run.text.split("\n")):
            if k:
                pieces.append([])
            pieces[-1].append(replace(run, text=part))
    return pieces


def _groups(pieces: Sequence[list[Run]]) -> list[list[list[Run]]]:
    """The pieces that make a line each.

    Line breaks part items where marks are typed before them, under a colon, in a row of labels, or where each is a whole sentence;
    elsewhere, and before a word in lower case within an item, a break only wraps the words.
    """
    words = [plain(piece) for piece in pieces]
    marked = [_has_mark(text) for text in words]
    if not any(marked[1:]):
        return [[piece] for piece in pieces] if _parted(pieces, words) else [list(pieces)]
    groups = [[pieces[0]]]
    for k in range(1, len(pieces)):
        if not marked[k] and words[k][:1].islower() and not _STOP.search(words[k - 1]):
            groups[-1].append(pieces[k])
        else:
            groups.append([pieces[k]])
    return groups


def _has_mark(text: str) -> bool:
    return line_of(text, at=0, page=None, gap=False).mark not in {"", "hashes"}


def _parted(pieces: Sequence[list[Run]], words: Sequence[str]) -> bool:
    """Whether line breaks part pieces that have no marks."""
    listed = len(words) > 2 and words[0].endswith(":") and all(len(text.split()) <= SHORT_PIECE_WORDS for text in words[1:])
    labelled = all(_LABELLED.match(text) for text in words)
    headed = all_bold(pieces[0]) and not any(all_bold(piece) for piece in pieces[1:])
    return listed or labelled or headed or all(_STOP.search(text) for text in words)


def _joined(pieces: Sequence[Sequence[Run]]) -> list[Run]:
    return [run for k, piece in enumerate(pieces) for run in ([Run(text=" ")] if k else []) + list(piece)]
