"""The analysis as pages need it: names, addresses and look-ups, worked out once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from concordant.model import Analysis, Clause, Concern, Conflict, ImportRecord, Link, Norm, Policy, Tie
from concordant.rulebook.hub import Hub, Provision, Topic, hub

MODAL = {
    ("obligation", "mandatory"): "must", ("obligation", "advisory"): "should", ("prohibition", "mandatory"): "must not",
    ("prohibition", "advisory"): "should not", ("permission", "mandatory"): "may", ("permission", "advisory"): "may",
}  # fmt: skip
BEARER = {
    "councillor": "Councillors", "employee": "Employees", "officer": "A named officer", "council": "The council", "public": "The public",
    "any": "Everyone bound",
}  # fmt: skip
RELATION = {
    "equal": "the same words", "equivalent": "the same rule in other words", "subset": "this says less", "superset": "this says more",
    "intersects": "they overlap", "opposed": "they point in opposite directions",
}  # fmt: skip
MIRROR = {"subset": "superset", "superset": "subset"}
TYPE = {"contradiction": "contradiction", "tension": "tension", "strength": "must here, should there", "exception": "exception"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """A link seen from one clause: the other clause, its policy, and the relation of the one to the other."""

    clause: Clause
    policy: Policy
    relation: str
    why: str
    score: float


@dataclass(frozen=True, kw_only=True)
class View:
    """Look-ups over one analysis. `readings` holds how each original was read, by policy id."""

    analysis: Analysis
    readings: Mapping[str, ImportRecord]

    @cached_property
    def hub(self) -> Hub:
        return hub()

    @cached_property
    def compared(self) -> tuple[Policy, ...]:
        return tuple(p for p in self.analysis.policies if p.compared)

    @cached_property
    def _sides(self) -> dict[str, list[Side]]:
        found: dict[str, list[Side]] = defaultdict(list)
        for link in self.analysis.links:
            found[link.a].append(self._side(link, link.b, link.relation))
            found[link.b].append(self._side(link, link.a, MIRROR.get(link.relation, link.relation)))
        return {key: sorted(sides, key=lambda s: (s.policy.id, -s.score, s.clause.number)) for key, sides in found.items()}

    def _side(self, link: Link, other: str, relation: str) -> Side:
        return Side(clause=self.analysis.clause(other), policy=self.policy_of(other), relation=relation, why=link.why, score=link.score)

    def sides(self, clause_id: str) -> list[Side]:
        """The clauses of other documents that make the same provision."""
        return self._sides.get(clause_id, [])

    @cached_property
    def _conflicts(self) -> dict[str, list[Conflict]]:
        found: dict[str, list[Conflict]] = defaultdict(list)
        for conflict in self.analysis.conflicts:
            for clause_id in {conflict.a, conflict.b} - {None}:
                found[str(clause_id)].append(conflict)
        return found

    def conflicts(self, clause_id: str) -> list[Conflict]:
        """Findings about a clause, those within its own code and with principles before divergences, exceptions last."""
        order = {"same-body": 0, "principle": 1, "different-bodies": 2}
        return sorted(self._conflicts.get(clause_id, []), key=lambda c: (c.type == "exception", order[c.between], c.id))

    @cached_property
    def _concerns(self) -> dict[str, list[Concern]]:
        found: dict[str, list[Concern]] = defaultdict(list)
        for concern in self.analysis.concerns:
            for target in concern.targets:
                found[target].append(concern)
        return found

    def concerns(self, clause_id: str) -> list[Concern]:
        """What councillors raised about a clause."""
        return self._concerns.get(clause_id, [])

    @cached_property
    def _by_concern(self) -> dict[str, Concern]:
        return {concern.id: concern for concern in self.analysis.concerns}

    def concern(self, concern_id: str) -> Concern:
        return self._by_concern[concern_id]

    @cached_property
    def speakers(self) -> dict[str, list[Concern]]:
        """Concerns by councillor, in the order of the report."""
        return self._grouped("report")

    @cached_property
    def commenters(self) -> dict[str, list[Concern]]:
        """Comments in the margin of a draft, by their author."""
        return self._grouped("comment")

    def _grouped(self, origin: str) -> dict[str, list[Concern]]:
        found: dict[str, list[Concern]] = defaultdict(list)
        for concern in self.analysis.concerns:
            if concern.origin == origin:
                found[concern.councillor].append(concern)
        return dict(found)

    @cached_property
    def real(self) -> tuple[Conflict, ...]:
        """What counts: everything but exceptions, what councillors raised first."""
        return tuple(sorted((c for c in self.analysis.conflicts if c.type != "exception"), key=lambda c: (not c.concerns, c.type, c.id)))

    @cached_property
    def exceptions(self) -> tuple[Conflict, ...]:
        return tuple(c for c in self.analysis.conflicts if c.type == "exception")

    def policy_of(self, clause_id: str) -> Policy:
        return self.analysis.policy(clause_id.partition("#")[0])

    def clause(self, clause_id: str) -> Clause:
        return self.analysis.clause(clause_id)

    def pairs(self) -> list[tuple[Policy, Policy]]:
        """Every two compared policies, each pair once, in order of id."""
        return [(a, b) for i, a in enumerate(self.compared) for b in self.compared[i + 1 :]]

    @cached_property
    def _shared(self) -> dict[tuple[str, str], list[Link]]:
        found: dict[tuple[str, str], list[Link]] = defaultdict(list)
        for link in self.analysis.links:
            found[link.a.partition("#")[0], link.b.partition("#")[0]].append(link)
        return found

    def shared(self, a: Policy, b: Policy) -> list[Link]:
        """The links between two policies."""
        return self._shared.get((min(a.id, b.id), max(a.id, b.id)), [])

    @cached_property
    def _ties(self) -> dict[str, list[Tie]]:
        found: dict[str, list[Tie]] = defaultdict(list)
        for tie in self.analysis.ties:
            found[tie.provision].append(tie)
        return found

    def makers(self, provision: Provision, policy: Policy) -> list[Clause]:
        """The clauses of a policy that make a provision, in text order."""
        ids = {tie.clause for tie in self._ties.get(provision.id, []) if tie.clause.startswith(f"{policy.id}#")}
        return [clause for clause in policy.clauses if clause.id in ids]

    def made(self, topic: Topic) -> list[Provision]:
        """The provisions of a topic that at least one compared policy makes."""
        return [p for p in self.hub.provisions if p.topic == topic.id and self._ties.get(p.id)]

    def topics(self) -> list[Topic]:
        return [t for t in self.hub.topics if self.made(t)]


def short(policy: Policy) -> str:
    """The name of a policy in tables."""
    return policy.meta.short or f"{policy.meta.council}: {policy.meta.title}"


def modal(norm: Norm) -> str:
    return MODAL[norm.modality, norm.strength]


def norm_lines(clause: Clause) -> list[tuple[str, str]]:
    """(word for the mark, sentence beginning) for each different norm of a clause, in order: ("must-not", "Councillors must not")."""
    order = [(modal(n).replace(" ", "-"), f"{BEARER[n.bearer]} {modal(n)}") for n in clause.norms]
    return list(dict.fromkeys(order))


def folder_of(policy: Policy) -> str:
    """Where the page of a policy lies, from the root of the site, with a slash at the end."""
    return f"codes/{policy.id}/"


def pair_folder(a: Policy, b: Policy) -> str:
    first, second = sorted((a.id, b.id))
    return f"compare/{first.replace('/', '-')}--{second.replace('/', '-')}/"
