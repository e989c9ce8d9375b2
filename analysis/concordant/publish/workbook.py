"""The listings as one workbook for a spreadsheet program (.xlsx): a sheet for each, with a head row that stays, and filters."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import xlsxwriter

from concordant.model import Analysis
from concordant.publish.listings import LISTINGS, Cell, Listing, said
from concordant.publish.newest import newest_date

# What the file format allows: characters in a cell, rows in a sheet below the head.
MOST_CHARACTERS = 32_767
MOST_ROWS = 1_048_575
CUT = " … (cut off: a spreadsheet cell holds no more)"
# In characters of the default font.
NARROWEST, WIDEST = 9, 60
# Typed into a cell, these begin a formula; the cell says that its words are words, also when somebody edits it.
FORMULA_SIGNS = ("=", "+", "-", "@")
# What a column is called where its key would not tell an officer: by key, or by listing and key where one key has two meanings.
TITLES = {
    "id": "Id", "council": "Council", "title": "Title", "kind": "Kind of text", "audience": "Who is bound", "status": "Status",
    "date": "Date", "clauses": "Paragraphs", "version": "Version", "source": "Where it comes from", "original": "Original file",
    "retrieved": "Fetched on", "unknown": "Not known", "notes": "Notes", "file": "File", "policy": "Document", "number": "Paragraph",
    "printed": "Number as printed", "lead_in": "Words that lead in", "text": "Words", "heading_path": "Under the headings",
    "page": "Page of the original", "line": "Line of the file", "clause": "Paragraph id", "modality": "Duty, ban or permission",
    "strength": "Must or should", "bearer": "Who", "capacity": "In which role", "act": "Does what", "object": "To what",
    "channel": "By which channel", "condition": "On what condition", "exception": "Except", "words": "Words that decided",
    "rule": "Rule that found it", "sure": "Certain?", "a": "Paragraph A", "relation": "How A relates to B", "b": "Paragraph B",
    "score": "Strength (0 to 1)", "why": "Why", "a_text": "Words of A", "b_text": "Words of B", "provisions": "Provisions that both make",
    "decided": "Decided by", "type": "Type", "between": "Between", "quote_a": "Words of A that matter", "principle": "Principle",
    "quote_b": "Words of B that matter", "doubt": "What is not sure", "concerns": "Concerns that raise it", "councillor": "Councillor",
    "resolved": "How the paragraphs were found", "kinds": "What is objected to", "principles": "Principles named",
    "quote": "Words quoted from the code", "reference": "Place named", "proposal": "What is proposed", "endorses": "Whom it supports",
    "unit": "Where it stands", "origin": "Report or comment", "wording": "Wording that could serve as precedent", "document": "From",
    "topic": "Topic", "paragraph": "Its paragraph", "precedent": "Its paragraph id", "made_by": "Paragraphs that make the provision",
    "provision": "Provision id", "gaps.policy": "Document without it", "gaps.title": "Provision that it lacks",
    "gaps.council": "Council of the precedent", "gaps.date": "Date of the precedent", "concerns.clauses": "Paragraphs it is about",
    "concerns.text": "What was said", "concerns.state": "Found, new, mended or added by hand",
    "note": "Note in the register",
    "test": "Test for a draft", "test_words": "Words of the test", "conflicts.state": "Open or accepted as intended",
    "decided_why": "Reason of the decision",
    "standing": "Serves, limits or neutral", "critical": "Limits criticism, openness or free expression?",
    "reach": "Reached by protecting words?", "saving": "Paragraph that protects", "missed": "What it does not reach",
    "saving_text": "Words that protect", "channels": "Places of speech", "whole": "What the code says of itself", "term": "Vague word",
    "asks": "Question left open", "rules": "In a duty, ban or permission?", "explained": "Explained by the code?",
    "defined_in": "Explained in", "without": "Paragraphs elsewhere that rule without it", "principles.paragraph": "Paragraph",
    "criticism.paragraph": "Paragraph", "capacity.paragraph": "Paragraph", "vague.paragraph": "Paragraph", "vague.words": "Words found",
    "capacity.words": "Words that show it", "situation": "Situation", "outcome": "Allowed, barred, unclear or silent",
    "paragraphs": "Paragraphs that bear on it", "scenarios.clauses": "Their ids", "quotes": "Words that bear on it",
    "advisory": "As advice only?",
}  # fmt: skip


def to_xlsx(analysis: Analysis) -> bytes:
    """The workbook. Same analysis, same bytes: its date is that of the newest text. Words of a source never become a formula."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": "Concordant", "created": datetime.combine(newest_date(analysis), datetime.min.time(), UTC)})
    formats = {
        "head": book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1, "bg_color": "#EEEEEE"}),
        "cell": book.add_format({"text_wrap": True, "valign": "top"}),
        "words": book.add_format({"text_wrap": True, "valign": "top", "quote_prefix": True}),
    }
    for make in LISTINGS.values():
        listing = make(analysis)
        for at, part in enumerate(_parts(listing), start=1):
            name = listing.name.capitalize() + (f" ({at})" if at > 1 else "")
            _fill(book.add_worksheet(name), listing, part, formats)
    book.close()
    return out.getvalue()


def title_of(listing: str, key: str) -> str:
    """The head of a column in words; KeyError for a column that nobody has named."""
    return TITLES.get(f"{listing}.{key}") or TITLES[key]


def _parts(listing: Listing) -> Iterator[tuple[dict[str, Cell], ...]]:
    """The rows, parted where a sheet is full; one empty part when there are none."""
    for at in range(0, max(len(listing.rows), 1), MOST_ROWS):
        yield listing.rows[at : at + MOST_ROWS]


def _fill(sheet: Any, listing: Listing, rows: tuple[dict[str, Cell], ...], formats: dict[str, Any]) -> None:
    last = len(listing.columns) - 1
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, len(rows), last)
    sheet.repeat_rows(0)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    for at, column in enumerate(listing.columns):
        title = title_of(listing.name, column.key)
        sheet.write_string(0, at, title, formats["head"])
        longest = max((len(said(row[column.key])) for row in rows), default=0)
        sheet.set_column(at, at, max(NARROWEST, min(WIDEST, max(longest, min(len(title), 18)) + 2)))
        for down, row in enumerate(rows, start=1):
            _write(sheet, (down, at), row[column.key], formats)


def _write(sheet: Any, place: tuple[int, int], cell: Cell, formats: dict[str, Any]) -> None:
    if cell is None:
        sheet.write_blank(*place, None, formats["cell"])
    elif isinstance(cell, int | float) and not isinstance(cell, bool):
        sheet.write_number(*place, cell, formats["cell"])
    else:
        words = fitting(said(cell))
        sheet.write_string(*place, words, formats["words" if words.startswith(FORMULA_SIGNS) else "cell"])


def fitting(words: str) -> str:
    """The words as far as one cell holds them; where some are cut off, the cell says so."""
    if len(words.encode("utf-16-le")) // 2 <= MOST_CHARACTERS:
        return words
    room = (MOST_CHARACTERS - len(CUT)) * 2
    return words.encode("utf-16-le")[:room].decode("utf-16-le", errors="ignore") + CUT
