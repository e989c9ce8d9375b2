"""How other codes word what a finding is about: the few nearest paragraphs that lay something down."""

from __future__ import annotations

from concordant.model import Conflict
from concordant.publish.view import Side, View

MOST = 3


def worded(it: Conflict, view: View) -> tuple[Side, ...]:
    """The nearest paragraphs of other documents that make the same provision as either side of a conflict, nearest first.

    What lays down no duty, ban or permission shows no other way to word a rule, and is left out; so is what is listed for the same reason.
    """
    sides = [side for clause in (it.a, it.b) if clause for side in view.sides(clause)]
    found: dict[str, Side] = {}
    for side in sorted(sides, key=lambda side: (side.weaker, -side.link.score, side.clause.id)):
        if side.clause.norms and side.clause.id not in (it.a, it.b) and not _alike(it, side.clause.id, view):
            found.setdefault(side.clause.id, side)
    return tuple(found.values())[:MOST]


def _alike(it: Conflict, clause: str, view: View) -> bool:
    """Whether a clause has, against a principle or inside its own council, the very finding that it would show a way out of."""
    found = (c for c in view.conflicts(clause) if c.between != "different-bodies" and c.type != "exception")
    return any((c.rule, c.principle) == (it.rule, it.principle) for c in found)
