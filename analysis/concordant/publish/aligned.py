"""Two codes side by side: rows of clauses that belong together, and lone clauses kept where they stand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from concordant.model import Clause, Link, Policy, policy_id_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row: a clause of the left code with its partners of the right one, or a lone clause on either side."""

    left: Clause | None
    right: tuple[tuple[Clause, Link], ...] = ()
    lone_right: Clause | None = None


def weaker(links: Iterable[Link]) -> frozenset[tuple[str, str]]:
    """The links, as (a, b), of which either clause has a stronger one with the other's document.

    Opposed links are held against opposed links only; what a person decided is never the weaker.
    """
    best: dict[tuple[str, str, bool], float] = {}
    found = list(links)
    for link in found:
        for key in _ends(link):
            best[key] = max(best.get(key, 0.0), link.score)
    return frozenset((link.a, link.b) for link in found if not link.decided and any(best[key] > link.score for key in _ends(link)))


def _ends(link: Link) -> tuple[tuple[str, str, bool], tuple[str, str, bool]]:
    opposed = link.relation == "opposed"
    return (link.a, policy_id_of(link.b), opposed), (link.b, policy_id_of(link.a), opposed)


def align(left: Policy, right: Policy, links: Sequence[Link]) -> tuple[Row, ...]:
    """Rows in the order of the left code; a clause that only the right code has follows the row of the clause that it follows there.

    Of several partners of one clause the strongest stands first, the weaker ones last.
    """
    of_right = {clause.id: clause for clause in right.clauses}
    of_left = {clause.id for clause in left.clauses}
    partners: dict[str, list[tuple[Clause, Link]]] = {}
    first_partner: dict[str, str] = {}
    weak = weaker(links)
    for link in sorted(links, key=lambda found: ((found.a, found.b) in weak, -found.score, found.a, found.b)):
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
