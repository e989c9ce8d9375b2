"""A code that is known only through quotations: the passages that a report quotes, kept as a policy of their own.

A paragraph that is one whole quotation, or begins with one and goes on with the speaker's comment, quotes the present wording. A
quotation that stands under words of proposal ("the following statement:", "it needs to be more specific:") quotes what the speaker
would like to see, and is left out.
"""

from __future__ import annotations

import re

from concordant.model import Clause, Policy
from concordant.read.blocks import Block

# A quotation may hold shorter quotations; it ends at a mark behind the end of a sentence.
_QUOTED = re.compile(r"^[\"“](?P<words>.{25,}?[.!?])[\"”](?=\s|$)", re.DOTALL)
_PROPOSAL = (
    "following (?:statement|wording|text|words|paragraph)|should (?:read|say|be replaced|have)|replace[ds]?|instead|needs? to be|"
    "propos\\w+|suggest\\w*|amend\\w*|reword\\w*|insert\\w*|would (?:prefer|like)"
)
_PROPOSES = re.compile(rf"\b(?:{_PROPOSAL})\b[^.!?]*:?\s*$", re.IGNORECASE)
MIN_WORDS = 6


def quotations(report: Policy) -> tuple[tuple[str, Clause], ...]:
    """The passages of another text that the report quotes, in its order, each with the clause of the report that quotes it."""
    found: list[tuple[str, Clause]] = []
    before: Clause | None = None
    for clause in report.clauses:
        quoted = _QUOTED.match(clause.text)
        proposed = before is not None and bool(_PROPOSES.search(before.text)) and before.heading_path == clause.heading_path
        if quoted and not proposed and len(quoted["words"].split()) >= MIN_WORDS:
            found.append((quoted["words"].strip(), clause))
        before = clause
    return tuple(found)


def fragment_blocks(report: Policy, title: str) -> tuple[Block, ...]:
    """The blocks of the fragment: title, then each quoted passage with a note saying where the report quotes it."""
    blocks = [Block(kind="title", text=title)]
    seen: set[str] = set()
    for words, clause in quotations(report):
        if words in seen:
            continue
        seen.add(words)
        blocks.append(Block(kind="paragraph", text=words))
        blocks.append(Block(kind="note", text=_where(report, clause)))
    return tuple(blocks)


def _where(report: Policy, clause: Clause) -> str:
    under = f" under “{' › '.join(clause.heading_path)}”" if clause.heading_path else ""
    return f"Quoted in {report.meta.title}, paragraph [{clause.number}]{under}."
