"""What people ruled on conflicts: accepted as intended, or no conflict at all, for as long as the words that they rest on stand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from concordant.compare.deciding import by, meet, whole_text
from concordant.model import Clause, Conflict, ConflictState, Policy, Ruling

# A clause id and words of that clause.
Quoted = tuple[str, str]
Settled = tuple[tuple[Conflict, ...], tuple[Conflict, ...]]


def settle(conflicts: Sequence[Conflict], rulings: Sequence[Ruling], policies: Sequence[Policy]) -> Settled:
    """The conflicts with the decisions in force carried out, in the order they came: those that stay, and those that were rejected."""
    clauses = {clause.id: clause for policy in policies for clause in policy.clauses}
    force: dict[tuple[str, ...], list[Ruling]] = defaultdict(list)
    for ruling in rulings:
        if ruling.decision.on_conflict and ruling.state == "in force":
            force[_pair(*ruling.places, ruling.decision.principle)].append(ruling)
    kept: list[Conflict] = []
    rejected: list[Conflict] = []
    for conflict in conflicts:
        about = force.get(_pair(conflict.a, conflict.b, conflict.principle), ())
        found = next((one for one in about if covers(one, conflict, clauses)), None)
        made = _decided(conflict, found) if found else conflict
        (rejected if made.state == "rejected" else kept).append(made)
    return tuple(kept), tuple(rejected)


def covers(ruling: Ruling, conflict: Conflict, clauses: dict[str, Clause]) -> bool:
    """Whether a decision speaks of the words that a conflict quotes: another conflict of the same two clauses is another matter."""
    sides = [(conflict.a, conflict.quote_a), *([(conflict.b, conflict.quote_b)] if conflict.b else [])]
    rests = [(place, quote) for place, (_, quote) in zip(ruling.places, ruling.decision.sides, strict=True)]
    if conflict.principle != ruling.decision.principle or len(sides) != len(rests):
        return False
    return any(_rests_on(turned, rests, clauses) for turned in (sides, sides[::-1]))


def _rests_on(sides: Sequence[Quoted], rests: Sequence[Quoted], clauses: dict[str, Clause]) -> bool:
    pairs = zip(sides, rests, strict=True)
    return all(place == one and meet(said, quote, whole_text(clauses[place])) for (one, said), (place, quote) in pairs)


def _pair(*sides: str | None) -> tuple[str, ...]:
    return tuple(sorted(side for side in sides if side))


def _decided(conflict: Conflict, ruling: Ruling) -> Conflict:
    decision = ruling.decision
    state: ConflictState = "accepted" if decision.verdict == "intended" else "rejected"
    return replace(conflict, state=state, decided=by(decision), decided_why=decision.why)
