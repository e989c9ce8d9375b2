"""A table -> lines: rows that say something about the document, columns that are lists of their own, rows that are clauses, or layout."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from concordant.read import headings
from concordant.read.lines import Line, line_of

BETWEEN = " | "
# Heads of columns that each hold a list of rules: "Do" beside "Don't", "Acceptable" beside "Not acceptable".
_DEONTIC = re.compile(
    r"^(?:you\s+|members\s+|councillors\s+|staff\s+)?(?:do|do not|don['’]?t|dos|don['’]?ts|do['’]s|don['’]t['’]s|must|must not|"
    r"should|should not|shouldn['’]t|can|cannot|can['’]t|may|may not|always|never|avoid|(?:un|not )?acceptable|"
    r"(?:not )?(?:allowed|permitted)|prohibited|good practice|bad practice|poor practice|practices? to avoid)\b[\w\s]{0,30}:?$",
    re.IGNORECASE,
)
_HISTORY = re.compile(
    r"\b(?:version|date|author|approv\w+|amend\w*|revision|review\w*|issued?|owner|minute|status|adopted|changes? made)\b", re.IGNORECASE
)
_NUMBER = re.compile(r"(?:\d{1,3}(?:\.\d{1,3})*[.)]?|\(?[a-z][.)]|\([ivx]{1,5}\))", re.IGNORECASE)
MAX_HEAD_WORDS = 8
MAX_LABEL_WORDS = 6
MAX_VALUE_WORDS = 20
LONG_CELL_WORDS = 120
FAR = 90
# A cell merged over more rows than this is carried no further, nor one that holds more than a rule.
MAX_SPAN = 50
MAX_COLUMNS = 30
MAX_CARRIED_WORDS = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """The lines of one cell, and whether the file marks it as a head.

    `rows` and `columns` say over how many it is merged, `goes_on` that the file writes it again as a part of the cell above it. `again`
    marks the copy that stands for a merged cell in a later row.
    """

    lines: tuple[Line, ...]
    head: bool = False
    rows: int = 1
    columns: int = 1
    goes_on: bool = False
    again: bool = False

    @property
    def text(self) -> str:
        return " ".join(_whole(line) for line in self.lines)

    @property
    def words(self) -> int:
        return len(self.text.split())


Rows = Sequence[Sequence[Cell]]


def lines_of(rows: Rows) -> list[Line]:
    """The lines that a table is read as. Empty cells and rows are passed over; no word is lost."""
    spread = [[cell for cell in row if cell.lines] for row in _spread(rows)]
    spread = [row for row in spread if not all(cell.again for cell in row)]
    rows = [[cell for cell in row if not cell.again] for row in spread]
    if max((len(row) for row in rows), default=0) <= 1 or _is_layout(rows):
        return [line for row in rows for cell in row for line in cell.lines]
    if _about_the_document(rows):
        return [line for row in rows for line in _told(row)]
    head = rows[0] if _is_head(rows) else None
    if head and len({len(row) for row in rows}) == 1 and sum(bool(_DEONTIC.match(cell.text.strip("*_ "))) for cell in head) >= 2:
        return [_apart(line) for column in zip(*rows, strict=True) for line in _column(column)]
    out = [_joined(head, kind="lead-in")] if head else []
    for row in spread[1:] if head else spread:
        out += _row(row)
    return [_apart(line) for line in out]


def _spread(rows: Rows) -> list[list[Cell]]:
    """The rows with a copy of each merged cell in the later rows that it stands beside; a number counts one row only."""
    out: list[list[Cell]] = []
    above: dict[int, Cell] = {}
    for row in rows:
        made: list[Cell] = []
        column = 0
        for cell in row:
            column = _carry(above, column, made)
            if cell.goes_on and not cell.lines and column in above:
                made.append(replace(above[column], again=True))
            else:
                above[column] = cell
                made.append(cell)
            column += max(1, min(cell.columns, MAX_COLUMNS))
        _carry(above, column, made)
        above = {at: replace(cell, rows=cell.rows - 1, again=True) for at, cell in above.items() if at < MAX_COLUMNS and _carries(cell)}
        out.append(made)
    return out


def _carry(above: dict[int, Cell], column: int, made: list[Cell]) -> int:
    """Put copies of the cells that reach down from above where they stand next; returns the first column that is free."""
    while column in above and above[column].again and above[column].rows > 0:
        made.append(above[column])
        column += max(1, min(above[column].columns, MAX_COLUMNS))
    return column


def _carries(cell: Cell) -> bool:
    return not cell.lines or (cell.words <= MAX_CARRIED_WORDS and not _NUMBER.fullmatch(cell.text))


def _told(row: Sequence[Cell]) -> list[Line]:
    """A label and its value. Where the value has several paragraphs, each is a row of its own."""
    if len(row) == 2 and len(row[1].lines) > 1:
        first, *rest = row[1].lines
        head = _joined([row[0], Cell(lines=(first,))], kind="metadata", between=": ")
        return [head, *(_joined([Cell(lines=(line,))], kind="metadata") for line in rest)]
    return [_joined(row, kind="metadata", between=": " if len(row) == 2 else BETWEEN)]


def _is_layout(rows: Rows) -> bool:
    """A table that only sets text side by side: a cell is as long as a page, or holds headings."""
    cells = [cell for row in rows for cell in row]
    return any(line.mark == "hashes" for cell in cells for line in cell.lines) or (
        len(rows) <= 2 and any(cell.words > LONG_CELL_WORDS for cell in cells)
    )


def _is_head(rows: Rows) -> bool:
    """Whether the first row names the columns: marked as such, or short and without stops over longer rows."""
    first, rest = rows[0], rows[1:]
    if not rest or (first[0].text.rstrip("*_ ").endswith(":") and not first[-1].text.rstrip("*_ ").endswith(":")):
        return False
    if all(cell.head or all(line.bold for line in cell.lines) for cell in first):
        return not all(all(line.bold for line in cell.lines) for row in rest for cell in row)
    short = all(cell.words <= MAX_HEAD_WORDS and not cell.text.endswith((".", ";", ",")) for cell in first)
    longest = max(cell.words for row in rest for cell in row)
    said = all(any(cell.text.endswith(".") for cell in row) for row in rest)
    return short and len(first) > 1 and (said or longest > 2 * max(cell.words for cell in first))


def _about_the_document(rows: Rows) -> bool:
    """Labels and values ("Owner | Clerk"), or a history of versions."""
    labels = [row[0] for row in rows]
    if _is_head(rows) and len(rows[0]) >= 2:
        named = sum(bool(_HISTORY.search(cell.text)) for cell in rows[0])
        if named >= 2 and 2 * named >= len(rows[0]) and all(cell.words <= 3 * MAX_VALUE_WORDS for row in rows for cell in row):
            return True
    if any(len(row) > 4 for row in rows) or any(label.words > MAX_LABEL_WORDS for label in labels):
        return False
    colons = [row for row in rows if row[0].text.rstrip("*_ ").endswith(":") or _is_label(row)]
    if len(colons) >= 0.8 * len(rows) and sum(_is_label(row) for row in rows) >= max(2, 0.4 * len(rows)):
        return True
    if any(cell.words > MAX_VALUE_WORDS for row in rows for cell in row[1:]):
        return False
    known = sum(_is_label(row) for row in rows)
    told = any(headings.FINITE.search(re.sub(r"\bMay\b", "", cell.text)) for row in rows for cell in row)
    return 2 * known >= len(rows) or (not told and not _is_head(rows) and all(len(row) <= 2 for row in rows))


def _is_label(row: Sequence[Cell]) -> bool:
    text = row[0].text.strip("*_ ").rstrip(":")
    value = " ".join(cell.text for cell in row[1:]) or "-"
    probe = replace(row[0].lines[0], text=f"{text}: {value}"[:150], mark="", bullet="", bold=False)
    return headings.is_metadata(probe) or bool(_HISTORY.search(text))


def _column(column: Sequence[Cell]) -> list[Line]:
    head, *cells = column
    out = [_joined([head], kind="lead-in")]
    for cell in cells:
        out += [_item(line) for line in cell.lines]
    return out


def _row(row: Sequence[Cell]) -> list[Line]:
    """One item; a short cell beside several paragraphs introduces them."""
    if len(row) == 2 and row[0].words <= MAX_HEAD_WORDS and len(row[1].lines) > 1:
        return [*([] if row[0].again else [_joined(row[:1], kind="lead-in")]), *(_item(line) for line in row[1].lines)]
    first = next(cell for cell in row if not cell.again).lines[0]
    if len(row) > 1 and _NUMBER.fullmatch(row[0].text):
        return _numbered(row)
    return [_item(replace(first, mark="", printed="", bullet="", text=BETWEEN.join(cell.text for cell in row)))]


def _numbered(row: Sequence[Cell]) -> list[Line]:
    """A rule whose number stands in a column of its own. What is set below its first paragraph stands inside it."""
    first, *rest = [line for cell in row[1:] for line in cell.lines]
    words = first.text if len(row) == 2 else BETWEEN.join(cell.text for cell in row[1:])
    if len(row) > 2:
        rest = []
    number = line_of(f"{row[0].text} {words}", at=first.at, page=first.page, gap=True)
    return [replace(number, bold=first.bold, whole=True), *(replace(line, indent=line.indent + 3, start=line.start + 3) for line in rest)]


def _apart(line: Line) -> Line:
    """An item of a table stands far to the right, so that no paragraph below the table seems to stand inside it."""
    listed = line.mark and line.mark not in {"section", "hashes"}
    return replace(line, indent=line.indent + FAR, start=line.start + FAR) if listed else line


def _item(line: Line) -> Line:
    if line.mark:
        return line if line.mark != "hashes" else replace(line, mark="bullet", printed="")
    return replace(line, mark="bullet", bullet="", indent=0, start=2, kind="clause", bold=False)


def _joined(row: Sequence[Cell], *, kind: str, between: str = BETWEEN) -> Line:
    first = row[0].lines[0]
    texts = [cell.text for cell in row]
    texts[:-1] = [text.rstrip(":") if between == ": " else text for text in texts[:-1]]
    return replace(
        first, mark="", printed="", bullet="", text=between.join(texts), kind=kind, indent=0, start=0, gap=True, bold=False, tabbed=False
    )


def _whole(line: Line) -> str:
    number = line.printed if line.mark != "hashes" else ""
    return f"{number} {line.text}".strip()
