"""Two codes side by side as a table, and two clauses with their link, its reasons and the duties that differ."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import asdict
from functools import cache
from typing import get_args

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from concordant.compare.duty import duty_changes
from concordant.model import MIRROR, Analysis, Clause, Link, Policy, Relation, policy_id_of
from concordant.publish.aligned import align
from concordant.publish.listings import Column, Format, Listing, Row, render

ONLY_A, ONLY_B = "only in A", "only in B"
_SCREEN = ("relation", "number_a", "text_a", "number_b", "text_b")
_MORE = ("a", "b", "printed_a", "printed_b", "score", "why")


def codes_compared(analysis: Analysis, a: Policy, b: Policy, format_: Format) -> tuple[str, dict[str, int]]:
    """The two codes row by row, and how many rows have each relation. JSON and reading formats hold the counts too."""
    listing = side_by_side(analysis, a, b)
    counts = relation_counts(listing)
    if format_ == "json":
        data = {"a": a.id, "b": b.id, "counts": counts, "rows": listing.rows}
        return json.dumps(data, ensure_ascii=False, indent=1) + "\n", counts
    text = render(listing, format_)
    if format_ == "csv":
        return text, counts
    return f"{text}\n{said(counts)}\n", counts


def side_by_side(analysis: Analysis, a: Policy, b: Policy) -> Listing:
    """A row for each link between the two, in the order of a, with the clauses that stand alone in their place."""
    between = [link for link in analysis.links if {policy_id_of(link.a), policy_id_of(link.b)} == {a.id, b.id}]
    rows: list[Row] = []
    for row in align(a, b, between):
        rows += [_row(row.left, other, link) for other, link in row.right]
        if not row.right:
            rows.append(_row(row.left, row.lone_right, None))
    columns = [Column(key=key, title=key.replace("_", " "), screen=key in _SCREEN) for key in (*_SCREEN, *_MORE)]
    return Listing(name="compare", columns=tuple(columns), rows=tuple(rows))


def _row(a: Clause | None, b: Clause | None, link: Link | None) -> Row:
    relation = relation_of(a, link) if a and link else ONLY_A if a else ONLY_B
    return {
        "relation": relation, "number_a": a.number if a else None, "text_a": a.text if a else None, "number_b": b.number if b else None,
        "text_b": b.text if b else None, "a": a.id if a else None, "b": b.id if b else None, "printed_a": a.printed if a else None,
        "printed_b": b.printed if b else None, "score": link.score if link else None, "why": link.why if link else None,
    }  # fmt: skip


def relation_of(a: Clause, link: Link) -> Relation:
    """The relation of clause `a` to its partner, whichever of the two the link names first."""
    return link.relation if link.a == a.id else MIRROR.get(link.relation, link.relation)


def relation_counts(listing: Listing) -> dict[str, int]:
    """How many rows have each relation or stand alone, without those that none has."""
    found = Counter(str(row["relation"]) for row in listing.rows)
    return {name: found[name] for name in (*get_args(Relation), ONLY_A, ONLY_B) if found[name]}


def said(counts: dict[str, int]) -> str:
    """The counts in one line."""
    return "Rows: " + (", ".join(f"{number} {name}" for name, number in counts.items()) or "none")


def clauses_compared(analysis: Analysis, a: Clause, b: Clause, format_: Format) -> str:
    """How two clauses are linked, why, and where their duties differ, largest effect first."""
    link = next((link for link in analysis.links if {link.a, link.b} == {a.id, b.id}), None)
    duties = duty_changes(a, b)
    relation = relation_of(a, link) if link else None
    if format_ == "json":
        data = {**_row(a, b, link), "relation": relation, "provisions": link.provisions if link else ()}
        return json.dumps({**data, "duties": [asdict(change) for change in duties]}, ensure_ascii=False, indent=1) + "\n"
    if format_ == "csv":
        columns = tuple(Column(key=key, title=key) for key in (*_SCREEN, *_MORE, "duties"))
        row = {**_row(a, b, link), "relation": relation, "duties": tuple(change.sentence for change in duties)}
        return render(Listing(name="compare", columns=columns, rows=(row,)), "csv")
    return _template().render(
        a=a, b=b, link=link, relation=relation, duties=duties, analysis=analysis,
        policy_of=lambda clause_id: analysis.policy(clause_id.split("#", 1)[0]),
    )  # fmt: skip


@cache
def _template() -> Template:
    loader = PackageLoader("concordant.publish")
    environment = Environment(loader=loader, trim_blocks=True, lstrip_blocks=True, undefined=StrictUndefined, autoescape=False)
    return environment.get_template("compare_clauses.md.j2")
