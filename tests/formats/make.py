"""Makes the files of tests/formats/five from the labelled units: `python -m tests.formats.make`. README.md says what it needs."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

from tests.formats.make_columns import write_columns
from tests.formats.make_docx import Look, write_docx
from tests.formats.make_fixed import convert
from tests.formats.make_html import crumb_of, furniture, page
from tests.formats.make_units import COUNCILS, ROOT, TEXTS, Block, blocks_of, numbers_of

FIVE = Path(__file__).parent / "five"
# Only one text prints its own running foot; the others get what Word users put there.
FEET = {"pcc-staff": "Peterborough City Council", "bhcc-members": "page-of", "ccc-report": "page"}
HEADS = {"pwtc": "PWTC Social Media Policy", "pcc-members": "Peterborough City Council – Constitution"}
# The pages that Word's table of contents kept from its last layout.
PAGES = {"Section 1": 1, "Section 2": 2, "Section 3": 2, "Section 4": 5, "Section 5": 6}
ADDRESS = ("Democratic Services", "The Town Hall, 1 Example Street, Exampleton EX1 1AA", "Tel: 01632 960000   www.example.gov.uk")


def looks(doc: str) -> dict[str, Look]:
    """The ways in which Word sets a document."""
    foot, head = FEET.get(doc, "page"), HEADS.get(doc, "")
    council = COUNCILS[doc]
    return {
        "styled": Look(foot=foot, head=head),
        "plain": Look(foot=foot if doc in FEET else "page-of", typed=True, font="Liberation Serif", size=12),
        "heads": Look(foot="page-of", head=council, letterhead=(council, *ADDRESS), justified=True),
    }


def expected(doc: str, blocks: tuple[Block, ...], name: str) -> dict[str, Any]:
    """What a test can hold a file against."""
    layout, form = name.removeprefix(f"{doc}-").split(".")
    out: dict[str, Any] = {"doc": doc, "format": form, "layout": layout, "furniture": _furniture(doc, blocks, layout, form)}
    if layout in ("styled", "plain") and form == "docx":
        keys = ("unit", "num", "printed")
        out["numbers"] = [dict(zip(keys, (b.unit, b.num, b.mark), strict=True)) for b in numbers_of(blocks)]
        out["automatic"] = layout == "styled"
        out["footnotes"] = [b.unit for b in blocks if b.kind == "note"]
    # The page number that the text printed once stands in the footers instead, with other numbers.
    out["moved"] = [b.unit for b in blocks if b.kind == "running"] if layout != "typed" else []
    return out


def _furniture(doc: str, blocks: tuple[Block, ...], layout: str, form: str) -> list[str]:
    if layout == "clean":
        return furniture(COUNCILS[doc], crumb_of(blocks))
    if layout == "typed":
        return []
    if layout == "columns":
        return ["{page}"]
    look = looks(doc)[layout]
    foot = {"page": "{page}", "page-of": "Page {page} of {pages}"}.get(look.foot, f"{look.foot} Page {{page}} of {{pages}}")
    rows = [foot, *([look.head] if look.head else []), *look.letterhead]
    contents = [str(PAGES[" ".join(b.text.split()[:2])]) for b in blocks if b.kind == "contents" and layout != "plain"]
    return list(dict.fromkeys(rows)) + contents


def main() -> None:
    """All files, the Word files first, as LibreOffice makes the others from them."""
    FIVE.mkdir(exist_ok=True)
    for old in FIVE.iterdir():
        old.unlink()
    everything = {doc: blocks_of(doc) for doc in TEXTS}
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder)
        for doc, blocks in everything.items():
            for layout, look in looks(doc).items():
                where = scratch if layout == "heads" else FIVE
                write_docx(doc, blocks, look, where / f"{doc}-{layout}.docx", PAGES if doc == "pwtc" else {})
            write_columns(doc, blocks, FIVE / f"{doc}-columns.pdf")
            (FIVE / f"{doc}-clean.html").write_text(page(doc, blocks), encoding="utf-8")
            text = (ROOT / "policies" / TEXTS[doc]).read_text(encoding="utf-8")
            (scratch / f"{doc}-typed.txt").write_text(text, encoding="utf-8")
        word = {layout: [FIVE / f"{doc}-{layout}.docx" for doc in TEXTS] for layout in ("styled", "plain")}
        for kind in ("odt", "html"):
            convert(word["styled"] + word["plain"], kind, FIVE)
        convert(word["styled"], "tagged-pdf", FIVE)
        convert([*word["plain"], *(scratch / f"{doc}-heads.docx" for doc in TEXTS)], "pdf", FIVE)
        for kind in ("docx", "odt", "html", "pdf"):
            convert([scratch / f"{doc}-typed.txt" for doc in TEXTS], kind, FIVE, text=True)
    made = {
        path.name: expected(doc, blocks, path.name) for doc, blocks in everything.items() for path in sorted(FIVE.glob(f"{doc}-*.*"))
    }
    (FIVE / "expected.json").write_text(json.dumps(made, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
