"""Two codes side by side: rows of clauses that belong together, and lone clauses kept where they stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from concordant.model import Clause, Link, Policy


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row: a clause of the left code with its partners of the right one, or a lone clause on either side."""

    left: Clause | None
    right: tuple[tuple[Clause, Link], ...] = ()
    lone_right: Clause | None = None


def align(left: Policy, right: Policy, links: Sequence[Link]) -> tuple[Row, ...]:
    """Rows in the order of the left code; a clause that only the right code has follows the row of the clause that it follows there."""
    of_right = {clause.id: clause for clause in right.clauses}
    of_left = {clause.id for clause in left.clauses}
    partners: dict[str, list[tuple[Clause, Link]]] = {}
    first_partner: dict[str, str] = {}
    for link in sorted(links, key=lambda found: (-found.score, found.a, found.b)):
        mine, other = (link.a, link.b) if link.a in of_left else (link.b, link.a)
        partners.setdefault(mine, []).append((of_right[other], link))
        first_partner.setdefault(other, mine)
    behind: dict[str | None, list[Clause]] = {}
    anchor: str | None = None
    for clause in right.clauses:
        if clause.id in first_partner:
            anchor = first_partner[clause.id]
        else:
            behind.setdefault(anchor, []).append(clause)
    rows = [Row(left=None, lone_right=clause) for clause in behind.get(None, [])]
    for clause in left.clauses:
        rows.append(Row(left=clause, right=tuple(partners.get(clause.id, ()))))
        rows += [Row(left=None, lone_right=alone) for alone in behind.get(clause.id, [])]
    return tuple(rows)
