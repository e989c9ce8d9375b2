"""The analysis as one graph: clauses, provisions, principles, concerns and conflicts, and what ties them.

From it follow the connected problems (conflicts that hang together because they share a clause) and the clauses whose change would touch
most of them. A principle joins nothing: two clauses that limit Openness are two problems, for each can be mended without the other.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import networkx as nx

from concordant.compare.ties import firm
from concordant.model import Analysis, Conflict, policy_id_of
from concordant.rulebook.hub import hub
from concordant.rulebook.principles import principles

# XML can hold no control characters but tab and line breaks, and no half of a surrogate pair.
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# The search for the smallest set gives up and takes the greedy one when a problem has more clauses than this (it goes as deep as there are
# clauses), or when it has looked at so many pairs (about two seconds).
MOST_CLAUSES, MOST_WORK = 400, 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Conflicts that hang together: ids of the conflicts and of the clauses they are between, each in order."""

    conflicts: tuple[str, ...]
    clauses: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lever:
    """A clause in the order in which changes would touch most: it stands in `conflicts`, of which no clause before it holds `cleared`;
    `left` are in none of the clauses so far."""

    clause: str
    conflicts: tuple[str, ...]
    cleared: int
    left: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Smallest:
    """A set of clauses of which every conflict has one. `exact`: no smaller set has that; otherwise it was found greedily."""

    clauses: tuple[str, ...]
    exact: bool


def counted(conflicts: Sequence[Conflict]) -> tuple[Conflict, ...]:
    """The conflicts that count: an exception is none, and one that people accepted as intended is settled."""
    return tuple(conflict for conflict in conflicts if conflict.type != "exception" and conflict.state == "open")


def clauses_of(conflict: Conflict) -> tuple[str, ...]:
    """The one or two clauses of a conflict."""
    return (conflict.a,) if conflict.b is None or conflict.b == conflict.a else (conflict.a, conflict.b)


def graph(analysis: Analysis) -> nx.DiGraph[str]:
    """Everything as nodes with a `kind` and edges with a `relation`; an edge reads from its source to its target.

    Nodes: `clause`, `provision`, `principle`, `concern`, `conflict` (exceptions included, with their type). Edges: a clause `makes` a
    provision or stands to another clause in a relation; a conflict is `between` clauses and `against` a principle; a concern is `about` a
    clause, `raises` a conflict and `names` a principle. Same analysis, same graph in the same order.
    """
    found: nx.DiGraph[str] = nx.DiGraph()
    _clauses(analysis, found)
    known = {name for concern in analysis.concerns for name in concern.principles} | {c.principle for c in analysis.conflicts}
    for principle in principles():
        if principle.id in known:
            found.add_node(f"principle:{principle.id}", kind="principle", label=principle.name)
    for conflict in sorted(analysis.conflicts, key=lambda conflict: conflict.id):
        _conflict(conflict, found)
    for concern in analysis.concerns:
        node = f"concern:{concern.id}"
        _node(found, node, kind="concern", label=concern.id, text=concern.text, councillor=concern.councillor)
        for relation, targets in (
            ("about", [f"clause:{target}" for target in concern.targets]),
            ("names", [f"principle:{name}" for name in concern.principles]),
            ("raises", [f"conflict:{c.id}" for c in analysis.conflicts if concern.id in c.concerns]),
        ):
            for target in targets:
                if target in found:
                    found.add_edge(node, target, relation=relation)
    return found


def _clauses(analysis: Analysis, found: nx.DiGraph[str]) -> None:
    for policy in analysis.policies:
        for clause in policy.clauses:
            label = f"{policy.meta.short or policy.meta.title} [{clause.number}]"
            _node(found, f"clause:{clause.id}", kind="clause", label=label, text=clause.text, policy=policy.id, number=clause.number)
    for tie in sorted(firm(analysis.ties), key=lambda tie: (tie.clause, tie.provision)):
        title = hub().provision(tie.provision).title
        _node(found, f"provision:{tie.provision}", kind="provision", label=title)
        found.add_edge(f"clause:{tie.clause}", f"provision:{tie.provision}", relation="makes", score=tie.score)
    for link in sorted(analysis.links, key=lambda link: (link.a, link.b)):
        found.add_edge(f"clause:{link.a}", f"clause:{link.b}", relation=link.relation, score=round(link.score, 3))


def _conflict(conflict: Conflict, found: nx.DiGraph[str]) -> None:
    node = f"conflict:{conflict.id}"
    said = {"type": conflict.type, "between": conflict.between, "rule": conflict.rule, "state": conflict.state}
    _node(found, node, kind="conflict", label=conflict.why, **said)
    for clause in clauses_of(conflict):
        found.add_edge(node, f"clause:{clause}", relation="between")
    if conflict.principle and f"principle:{conflict.principle}" in found:
        found.add_edge(node, f"principle:{conflict.principle}", relation="against")


def _node(found: nx.DiGraph[str], node: str, **values: str | int) -> None:
    found.add_node(node, **{key: _NO_XML.sub("", value) if isinstance(value, str) else value for key, value in values.items()})


def to_graphml(analysis: Analysis) -> str:
    """The graph as GraphML, which yEd, Gephi and Cytoscape read. Ends in a line break."""
    return "\n".join(nx.generate_graphml(graph(analysis), named_key_ids=True)) + "\n"


def problems(conflicts: Sequence[Conflict]) -> tuple[Problem, ...]:
    """The connected problems among the conflicts given, the largest first."""
    joined: nx.Graph[tuple[str, str]] = nx.Graph()
    for conflict in conflicts:
        joined.add_edges_from((("conflict", conflict.id), ("clause", clause)) for clause in clauses_of(conflict))
    found = [
        Problem(conflicts=_sorted(group, "conflict"), clauses=_sorted(group, "clause")) for group in nx.connected_components(joined)
    ]
    return tuple(sorted(found, key=lambda problem: (-len(problem.conflicts), problem.conflicts)))


def _sorted(group: set[tuple[str, str]], kind: str) -> tuple[str, ...]:
    return tuple(sorted(name for what, name in group if what == kind))


def levers(conflicts: Sequence[Conflict]) -> tuple[Lever, ...]:
    """The clauses in the order of a greedy choice: each touches most of the conflicts that those before it leave. The first is exact."""
    holding: dict[str, tuple[str, ...]] = {}
    for conflict in conflicts:
        for clause in clauses_of(conflict):
            holding[clause] = (*holding.get(clause, ()), conflict.id)
    left = {conflict.id for conflict in conflicts}
    found: list[Lever] = []
    while left:
        best = min(holding, key=lambda clause: (-len(left.intersection(holding[clause])), -len(holding[clause]), clause))
        cleared = left.intersection(holding[best])
        left -= cleared
        found.append(Lever(clause=best, conflicts=tuple(sorted(holding[best])), cleared=len(cleared), left=len(left)))
    return tuple(found)


def smallest(conflicts: Sequence[Conflict]) -> Smallest:
    """The fewest clauses of which every conflict has one (a minimum vertex cover), by branch and bound, problem by problem.

    A clause in conflict with a principle is always among them: nobody amends the principle. Where a problem is too entangled, its
    greedy set stands in and `exact` is False.
    """
    by_id = {conflict.id: conflict for conflict in conflicts}
    chosen: set[str] = set()
    exact = True
    for problem in problems(conflicts):
        ours = [by_id[name] for name in problem.conflicts]
        cover = _Cover(ours).found if len(problem.clauses) <= MOST_CLAUSES else None
        exact = exact and cover is not None
        chosen |= cover if cover is not None else {lever.clause for lever in levers(ours)}
    return Smallest(clauses=tuple(sorted(chosen)), exact=exact)


class _Cover:
    """The search for the smallest cover of one connected problem; `found` is None when it took too long."""

    def __init__(self, conflicts: Sequence[Conflict]) -> None:
        forced = {conflict.a for conflict in conflicts if len(clauses_of(conflict)) == 1}
        edges = {frozenset(clauses_of(conflict)) for conflict in conflicts}
        self._work = 0
        self._best = {lever.clause for lever in levers(conflicts)} | forced
        gave_up = not self._search({edge for edge in edges if not edge & forced}, forced)
        self.found = None if gave_up else frozenset(self._best)

    def _search(self, edges: set[frozenset[str]], chosen: set[str]) -> bool:
        """Whether all that could be smaller was looked at."""
        self._work += len(edges)
        if self._work > MOST_WORK:
            return False
        if not edges:
            if len(chosen) < len(self._best):
                self._best = chosen
            return True
        if len(chosen) + _bound(edges) >= len(self._best):
            return True
        near = _neighbours(edges)
        clause = min(near, key=lambda name: (-len(near[name]), name))
        if len(near[clause]) == 1:
            return self._search(*_take({clause}, edges, chosen))
        return self._search(*_take({clause}, edges, chosen)) and self._search(*_take(near[clause], edges, chosen))


def _take(clauses: set[str], edges: set[frozenset[str]], chosen: set[str]) -> tuple[set[frozenset[str]], set[str]]:
    return {edge for edge in edges if not edge & clauses}, chosen | clauses


def _neighbours(edges: set[frozenset[str]]) -> dict[str, set[str]]:
    near: dict[str, set[str]] = defaultdict(set)
    for edge in edges:
        for clause in edge:
            near[clause] |= edge - {clause}
    return near


def _bound(edges: set[frozenset[str]]) -> int:
    """A cover needs a clause for each edge of a matching."""
    used: set[str] = set()
    count = 0
    for edge in sorted(edges, key=sorted):
        if not edge & used:
            used |= edge
            count += 1
    return count


def tally(conflicts: Sequence[Conflict], clause: str) -> Counter[str]:
    """How many of the conflicts a clause stands in, by what they are between."""
    return Counter(conflict.between for conflict in conflicts if clause in clauses_of(conflict))


def of_body(conflicts: Sequence[Conflict], body: str) -> tuple[Conflict, ...]:
    """The conflicts that one council can mend alone: inside its own texts, and with a principle."""
    return tuple(c for c in conflicts if c.between != "different-bodies" and policy_id_of(c.a).partition("/")[0] == body)
