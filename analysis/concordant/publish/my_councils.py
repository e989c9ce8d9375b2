"""What the page "I sit on these councils" shows: where the rules of one council pull apart, and where those of each two do.

For somebody who sits on both, a divergence between two councils is a conflict. Only rules that bind councillors count: nobody sits on a
council as its employee.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import combinations

from concordant.model import Clause, Conflict, Policy
from concordant.publish.view import View

# Whom a document must say it binds, and whom each of its rules may name.
READER = "councillors"
_BEARERS = frozenset({"councillor", "any"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """A council with texts that bind its councillors. `id` is its folder, as the address of the page names it."""

    id: str
    name: str
    policies: tuple[Policy, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """What was found inside the texts of one council, or between those of two; `slug` is its place on the page."""

    bodies: tuple[Body, ...]
    conflicts: tuple[Conflict, ...]
    slug: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MyCouncils:
    """The page: the councils, what is inside each, what is between each two, and how many divergences touch no councillor."""

    bodies: tuple[Body, ...]
    inside: tuple[Group, ...]
    between: tuple[Group, ...]
    silent: tuple[Group, ...]
    others: int


def my_councils(view: View) -> MyCouncils:
    """Everything for the page, councils in the order of their names. A pair without a divergence is in `silent`."""
    bodies = _bodies(view)
    known = {body.id for body in bodies}
    inside: dict[str, list[Conflict]] = defaultdict(list)
    between: dict[tuple[str, str], list[Conflict]] = defaultdict(list)
    others = 0
    # What one council accepted as intended binds the councillor of two none the less.
    for conflict in (*view.real, *(c for c in view.accepted if c.type != "exception")):
        if conflict.b is None or conflict.between == "principle":
            continue
        a, b = view.policy_of(conflict.a).body, view.policy_of(conflict.b).body
        ours = {a, b} <= known and _binds(conflict.a, view) and _binds(conflict.b, view)
        if conflict.between == "same-body":
            inside[a] += [conflict] if ours else []
        elif ours:
            between[min(a, b), max(a, b)].append(conflict)
        else:
            others += 1
    pairs = [_pair(one, two, between) for one, two in combinations(bodies, 2)]
    return MyCouncils(
        bodies=bodies,
        inside=tuple(Group(bodies=(body,), conflicts=tuple(sorted(inside[body.id], key=_weight)), slug=f"in-{body.id}") for body in bodies),
        between=tuple(pair for pair in pairs if pair.conflicts),
        silent=tuple(pair for pair in pairs if not pair.conflicts),
        others=others,
    )


def _bodies(view: View) -> tuple[Body, ...]:
    found: dict[str, list[Policy]] = defaultdict(list)
    for policy in view.compared:
        if READER in policy.meta.audience:
            found[policy.body].append(policy)
    bodies = [Body(id=name, name=texts[0].meta.council, policies=tuple(texts)) for name, texts in found.items()]
    return tuple(sorted(bodies, key=lambda body: (body.name.casefold(), body.id)))


def _pair(one: Body, two: Body, between: dict[tuple[str, str], list[Conflict]]) -> Group:
    found = between.get((min(one.id, two.id), max(one.id, two.id)), [])
    return Group(bodies=(one, two), conflicts=tuple(sorted(found, key=_weight)), slug=f"{one.id}--{two.id}")


def _weight(conflict: Conflict) -> tuple[int, bool]:
    """What cannot be kept together first, what differs in firmness last; of a kind, the certain before the uncertain."""
    return {"contradiction": 0, "strength": 2}.get(conflict.type, 1), not conflict.sure


def _binds(clause_id: str, view: View) -> bool:
    """Whether the clause speaks to councillors: its document does, and not all of its rules name somebody else."""
    clause: Clause = view.clause(clause_id)
    bearers = {norm.bearer for norm in clause.norms}
    return READER in view.policy_of(clause_id).meta.audience and (not bearers or bool(bearers & _BEARERS))
