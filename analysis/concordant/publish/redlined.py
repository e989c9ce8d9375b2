"""A redline as text for a screen, Markdown, a page of its own, or JSON: the words that differ, then the duties, largest effect first."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from typing import Any, Literal, get_args

import click
from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup, escape

from concordant.compare.duty import DutyChange, duty_changes
from concordant.compare.redline import Piece, PieceKind, Row, RowKind, redline_codes
from concordant.model import Analysis, Clause, Policy, policy_id_of
from concordant.publish.words import heading

RedlineFormat = Literal["text", "md", "html", "json"]
Mark = Callable[[PieceKind, str], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Redlined:
    """What leads from the first to the second: rows of clauses, and the duties that differ, each with its row, largest effect first."""

    a: Clause | Policy
    b: Clause | Policy
    policy_a: Policy
    policy_b: Policy
    rows: tuple[Row, ...]
    duties: tuple[tuple[Row, DutyChange], ...]

    @property
    def whole(self) -> bool:
        """Whether whole codes are compared, rather than two clauses."""
        return isinstance(self.a, Policy)

    @property
    def counts(self) -> dict[RowKind, int]:
        """How many rows there are of each kind."""
        found = Counter(row.kind for row in self.rows)
        return {kind: found[kind] for kind in get_args(RowKind)}


def redlined(analysis: Analysis, a: Clause | Policy, b: Clause | Policy) -> Redlined:
    """The redline of two clauses or of two policies of the analysis; of one kind both. Links that oppose two clauses do not pair them."""
    policy_a, policy_b = (side if isinstance(side, Policy) else analysis.policy(policy_id_of(side.id)) for side in (a, b))
    if isinstance(a, Clause) and isinstance(b, Clause):
        rows = redline_codes([a], [b], [(a.id, b.id)])
    else:
        rows = redline_codes(policy_a.clauses, policy_b.clauses, _given(analysis))
    duties = [(row, change) for row in rows for change in duty_changes(row.a, row.b)]
    ranked = tuple(sorted(duties, key=lambda duty: duty[1].rank))
    return Redlined(a=a, b=b, policy_a=policy_a, policy_b=policy_b, rows=rows, duties=ranked)


def _given(analysis: Analysis) -> list[tuple[str, str]]:
    links = sorted((link for link in analysis.links if link.relation != "opposed"), key=lambda link: (-link.score, link.a, link.b))
    return [pair for link in links for pair in ((link.a, link.b), (link.b, link.a))]


def render(found: Redlined, format_: RedlineFormat, *, coloured: bool = False) -> str:
    """The redline as text that ends in a line break. `coloured` is heeded by `text` only."""
    if format_ == "json":
        return json.dumps(_data(found), ensure_ascii=False, indent=1) + "\n"
    marks: dict[RedlineFormat, Mark] = {"text": _coloured if coloured else _plain, "md": _markdown, "html": _html}

    def shown(pieces: Sequence[Piece]) -> str:
        text = marked(pieces, marks[format_])
        return Markup(text) if format_ == "html" else text

    return _template(f"redline.{format_}.j2").render(it=found, shown=shown, words=heading)


def marked(pieces: Sequence[Piece], mark: Mark) -> str:
    """The pieces in one line, the white space between them outside the marks."""
    out: list[str] = []
    before: Piece | None = None
    for piece in pieces:
        words = piece.text.strip()
        space = piece.text[: len(piece.text) - len(piece.text.lstrip())]
        if before and before.kind == "deleted" and not space and (piece.old[:1].isspace() or len(out) == 1):
            space = " "
        out.append(space + (mark(piece.kind, words) if words else ""))
        before = piece
    return "".join(out).strip()


def _plain(kind: PieceKind, words: str) -> str:
    return {"same": words, "deleted": f"[-{words}-]", "inserted": f"{{+{words}+}}"}[kind]


def _coloured(kind: PieceKind, words: str) -> str:
    if kind == "same":
        return words
    return click.style(words, fg="red", strikethrough=True) if kind == "deleted" else click.style(words, fg="green", underline=True)


def _markdown(kind: PieceKind, words: str) -> str:
    said = heading(words)
    return str(said) if kind == "same" else f"<del>{said}</del>" if kind == "deleted" else f"<ins>{said}</ins>"


def _html(kind: PieceKind, words: str) -> str:
    said = escape(words)
    return str(said) if kind == "same" else f"<del>{said}</del>" if kind == "deleted" else f"<ins>{said}</ins>"


def _data(found: Redlined) -> dict[str, Any]:
    """`counts` by kind of row; `rows`, each with its pieces; `duties`, largest effect first, with the ids of their clauses."""
    return {
        "a": {"id": found.a.id, "version": found.policy_a.version},
        "b": {"id": found.b.id, "version": found.policy_b.version},
        "counts": found.counts,
        "rows": [
            {
                "kind": row.kind, **_ids(row),
                "number_a": row.a.number if row.a else None, "number_b": row.b.number if row.b else None,
                "printed_a": row.a.printed if row.a else None, "printed_b": row.b.printed if row.b else None,
                "lead_in": [asdict(piece) for piece in row.lead_in], "pieces": [asdict(piece) for piece in row.pieces],
            }
            for row in found.rows
        ],
        "duties": [{**_ids(row), **asdict(change)} for row, change in found.duties],
    }  # fmt: skip


def _ids(row: Row) -> dict[str, str | None]:
    return {"a": row.a.id if row.a else None, "b": row.b.id if row.b else None}


@cache
def _template(name: str) -> Template:
    loader = PackageLoader("concordant.publish")
    return Environment(
        loader=loader, trim_blocks=True, lstrip_blocks=True, undefined=StrictUndefined, autoescape=name.endswith(".html.j2")
    ).get_template(name)
