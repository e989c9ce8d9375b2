"""How a file was read, in the words in which the command line and the page of a document say it."""

from __future__ import annotations

from concordant.model import Change, DraftView, Guess, ImportRecord

_MANY = {"glyph without a character": "glyphs without a character", "head or foot": "heads and feet", "page in columns": "pages in columns"}
_NOT_READ = {
    "image": "not read: words in a picture are lost",
    "embedded document": "not read",
    "glyph without a character": "shown in the file, but not readable",
    "form field": "what was filled in is not read",
    "script": "left out",
    "computed number": "not in the file's text, worked out as Word prints them",
}
LONG = 100
FORMATS = {
    "docx": "a Word file", "docm": "a Word file", "dotx": "a Word file", "doc": "an old Word file", "rtf": "a rich text file",
    "pdf": "a PDF",
    "odt": "an OpenDocument file", "fodt": "an OpenDocument file", "html": "a web page", "htm": "a web page", "xhtml": "a web page",
    "md": "a Markdown file", "markdown": "a Markdown file",
}  # fmt: skip


def counted(what: str, n: int) -> str:
    """ "2 images (not read: words in a picture are lost)"."""
    many = _MANY.get(what) or (f"{what}es" if what.endswith("x") else f"{what}s")
    return f"{n} {what if n == 1 else many}" + (f" ({_NOT_READ[what]})" if what in _NOT_READ else "")


def described(change: Change) -> str:
    """A tracked change in a few words: “shall” put in (A. Clerk, 2024-05-14)."""
    words = change.words if len(change.words) <= LONG else f"{change.words[: LONG - 1]}…"
    verb = {"insertion": "put in", "deletion": "taken out", "move": f"moved to paragraph {change.to}"}[change.kind]
    by = ", ".join(filter(None, [change.author, change.date]))
    return f"“{words}” {verb}" + (f" ({by})" if by else "")


def place(guess: Guess, record: ImportRecord) -> str:
    """Where a guess was made, in the words that the format has for places."""
    if not guess.line:
        return "the text as a whole"
    return f"page {guess.page}" if guess.page else f"{record.rows} {guess.line}"


def taken(view: DraftView) -> str:
    """How the tracked changes of a draft were taken."""
    if view.which == "original":
        return "as it was before the tracked changes"
    by = f" by {', '.join(view.authors)}" if view.authors else ""
    until = f" up to {view.until}" if view.until else ""
    return f"with the tracked changes{by}{until} taken as made"


def format_of(record: ImportRecord) -> str:
    """What kind of file it was."""
    return FORMATS.get(record.format, "plain text")
