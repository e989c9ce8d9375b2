"""How each paragraph of a code stands to every other code, short enough to be carried by the page that shows only what differs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from concordant.compare.duty import duty_changes
from concordant.model import Clause, Policy
from concordant.publish.view import Side, View

Standing = Literal["words", "rule", "differs"]
# One letter each: the same words, the same rule in other words, something that differs. No entry: no equivalent there.
_LETTER: dict[Standing, str] = {"words": "w", "rule": "r", "differs": "d"}
_ORDER: tuple[Standing, ...] = ("words", "rule", "differs")


def standings(clause: Clause, view: View) -> Mapping[str, Standing]:
    """How near another code comes to a paragraph, by policy id; a code without an equivalent is not named.

    A paragraph is the same there when a link says so (equal or equivalent) and no duty differs; of several links the nearest counts.
    """
    found: dict[str, Standing] = {}
    for side in view.sides(clause.id):
        now = _standing(clause, side)
        known = found.get(side.policy.id, "differs")
        found[side.policy.id] = min(known, now, key=_ORDER.index)
    return found


def _standing(clause: Clause, side: Side) -> Standing:
    if side.weaker or side.relation not in ("equal", "equivalent") or duty_changes(clause, side.clause):
        return "differs"
    return "words" if side.relation == "equal" else "rule"


def others(policy: Policy, view: View) -> tuple[Policy, ...]:
    """The codes that one can be held against, in order of id. A code's place in this list stands for it in `short_standings`."""
    return tuple(other for other in view.compared if other.id != policy.id)


def short_standings(clause: Clause, policy: Policy, view: View) -> str:
    """The standings as "0d 3w": the place of the code among the others, then the letter of its standing."""
    found = standings(clause, view)
    return " ".join(f"{at}{_LETTER[found[other.id]]}" for at, other in enumerate(others(policy, view)) if other.id in found)
