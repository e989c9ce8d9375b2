"""The map of clauses and conflicts: what stands between which codes, the problems that hang together, and where a change would touch most.

Places in the pictures follow from the order of the texts alone, so the same texts give the same pictures; tables list the same findings.
"""

from __future__ import annotations

import textwrap
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from concordant.judge.graph import Lever, Problem, Smallest, levers, of_body, problems, smallest
from concordant.model import Clause, Conflict, Policy
from concordant.publish.arcs import Arcs, Bond, Thing, arcs
from concordant.publish.distances import Distances, distances
from concordant.publish.names import short
from concordant.publish.view import View
from concordant.rulebook.principles import principles

# The weightiest type of what stands between two paragraphs says how their arc is drawn.
WEIGHT = ("contradiction", "tension", "strength")
THIN, THICK = 1.3, 4.0
# Bonds of more paragraphs than these cannot be followed by eye.
MOST_DRAWN = 40
# So much of a paragraph tells it from its neighbours.
BEGINNING = 48


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnWork:
    """What one council can mend alone: its findings, and the fewest paragraphs that all of them touch, by text and in its order."""

    council: str
    conflicts: tuple[Conflict, ...]
    smallest: Smallest
    places: tuple[tuple[Policy, tuple[Clause, ...]], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mapped:
    """The page. `distances` is the picture of the whole, `joined` are problems of several findings, `alone` the findings that share no
    paragraph with another.
    """

    distances: Distances
    conflicts: dict[str, Conflict]
    joined: tuple[Problem, ...]
    alone: tuple[Conflict, ...]
    levers: tuple[Lever, ...]
    smallest: Smallest
    own: tuple[OwnWork, ...]

    def of(self, problem: Problem) -> tuple[Conflict, ...]:
        """The findings of a problem, in order."""
        return tuple(self.conflicts[name] for name in problem.conflicts)


def mapped(view: View) -> Mapped:
    """Everything for the page, from the findings that count."""
    found = view.real
    by_id = {conflict.id: conflict for conflict in found}
    parts = problems(found)
    return Mapped(
        distances=distances(view),
        conflicts=by_id,
        joined=tuple(part for part in parts if len(part.conflicts) > 1),
        alone=tuple(by_id[part.conflicts[0]] for part in parts if len(part.conflicts) == 1),
        levers=levers(found),
        smallest=smallest(found),
        own=_own(view, found),
    )


def _own(view: View, found: Sequence[Conflict]) -> tuple[OwnWork, ...]:
    councils = {policy.body: policy.meta.council for policy in view.compared}
    work = []
    for body, council in sorted(councils.items(), key=lambda item: (item[1].casefold(), item[0])):
        if own := of_body(found, body):
            fewest = smallest(own)
            work.append(OwnWork(council=council, conflicts=own, smallest=fewest, places=_in_order(fewest.clauses, view)))
    return tuple(work)


def _in_order(clauses: Sequence[str], view: View) -> tuple[tuple[Policy, tuple[Clause, ...]], ...]:
    chosen = set(clauses)
    texts = ((policy, tuple(clause for clause in policy.clauses if clause.id in chosen)) for policy in view.compared)
    return tuple((policy, found) for policy, found in texts if found)


def together(problem: Problem, view: View) -> Arcs | None:
    """A problem as a picture: its paragraphs in order, arcs where findings stand between two of them, principles below the paragraph.

    None where it has one paragraph, or too many.
    """
    if not 1 < len(problem.clauses) <= MOST_DRAWN:
        return None
    wanted = set(problem.conflicts)
    found = [conflict for conflict in view.real if conflict.id in wanted]
    clauses = [clause for policy in view.compared for clause in policy.clauses if clause.id in set(problem.clauses)]
    place = {clause.id: at for at, clause in enumerate(clauses)}
    types: dict[tuple[int, int], list[str]] = defaultdict(list)
    for conflict in found:
        if conflict.b:
            at, other = sorted((place[conflict.a], place[conflict.b]))
            types[at, other].append(conflict.type)
    return arcs([_thing(clause, found, view) for clause in clauses], [_bond(*pair, kinds) for pair, kinds in types.items()])


def _thing(clause: Clause, found: Sequence[Conflict], view: View) -> Thing:
    names = {principle.id: principle.name for principle in principles()}
    limited = dict.fromkeys(names.get(c.principle or "", "") for c in found if c.a == clause.id and not c.b)
    begins = textwrap.shorten(clause.text, BEGINNING, placeholder=" …")
    note = tuple(f"– {name}" for name in limited if name)
    return Thing(name=f"[{clause.number}] {begins}", heading=short(view.policy_of(clause.id)), note=note)


def _bond(a: int, b: int, types: Sequence[str]) -> Bond:
    kind = min(types, key=WEIGHT.index)
    return Bond(a=a, b=b, width=THICK if kind == "contradiction" else THIN, kind=kind, count=len(types))
