"""Makes the files of tests/formats/five from the labelled units: `python -m tests.formats.make`. README.md says what it needs."""

from __future__ import annotations

from pathlib import Path

from tests.formats.make_docx import Look, write_docx
from tests.formats.make_units import TEXTS, blocks_of

FIVE = Path(__file__).parent / "five"


def main() -> None:
    for doc in TEXTS:
        blocks = blocks_of(doc)
        write_docx(doc, blocks, Look(), FIVE / f"{doc}-styled.docx", {f"Section {n}": n for n in range(1, 6)})
        write_docx(doc, blocks, Look(typed=True, font="Liberation Serif", size=12), FIVE / f"{doc}-plain.docx", {})


if __name__ == "__main__":
    main()
