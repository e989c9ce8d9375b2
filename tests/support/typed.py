"""Policies typed in a test: a council, a date, paragraphs."""

from __future__ import annotations

from concordant.corpus import UNDATED
from concordant.model import Policy
from concordant.parse.clauses import parse_policy

FRONT = "---\ncouncil: {0} Council\ntitle: {0} Code\nkind: {1}\naudience: [councillors]\nstatus: adopted\nsource: typed\n{2}---\n"


def typed(name: str, *paragraphs: str, kind: str = "code", folder: str = "code", date: str | None = None) -> Policy:
    """The policy `<name>/<folder>` with these paragraphs of Markdown."""
    front = FRONT.format(name.title(), kind, f"date: '{date}'\n" if date else "")
    version = date or UNDATED
    text = front + "\n\n".join(paragraphs) + "\n"
    return parse_policy(text, policy_id=f"{name}/{folder}", version=version, file=f"{name}/{folder}/{version}.md")
