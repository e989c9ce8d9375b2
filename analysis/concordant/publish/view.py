"""The analysis as pages need it: names, addresses and look-ups, worked out once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from concordant.compare.gaps import precedents, ties_by_clause
from concordant.compare.similarity import stems
from concordant.compare.ties import firm
from concordant.judge.accepting import covers
from concordant.judge.repeats import Repeat, within
from concordant.model import (
    MIRROR,
    Analysis,
    Clause,
    Concern,
    Conflict,
    Gap,
    ImportRecord,
    Link,
    Norm,
    Passage,
    Policy,
    Relation,
    Ruling,
    Tie,
    policy_id_of,
)
from concordant.publish.aligned import weaker
from concordant.publish.moved import Tabled
from concordant.publish.names import HEAT, MOST_PAIRED, STATES, modal, short
from concordant.publish.picture import SharedWording, shared_wording
from concordant.publish.questions import Questions, questions_of
from concordant.rulebook.hub import Hub, Provision, Topic, hub


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """A link seen from one clause: the other clause, its policy, and the relation of the one to the other.

    `weaker` says that one of the two has a stronger link with the other's document.
    """

    clause: Clause
    policy: Policy
    relation: Relation
    link: Link
    weaker: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Stance:
    """How one code words one provision: the strongest word found, how strongly to colour it (0 to 1), in how many paragraphs."""

    word: str
    heat: float
    count: int


@dataclass(frozen=True, kw_only=True)
class View:
    """Look-ups over one analysis. `readings` holds how each original was read, by policy id; `tabled` the motions and drafts; `earlier`
    the older versions of each policy, newest first, by policy id."""

    analysis: Analysis
    readings: Mapping[str, ImportRecord]
    tabled: tuple[Tabled, ...] = ()
    earlier: Mapping[str, tuple[Policy, ...]] = field(default_factory=dict)

    @cached_property
    def hub(self) -> Hub:
        return hub()

    @cached_property
    def compared(self) -> tuple[Policy, ...]:
        return tuple(p for p in self.analysis.policies if p.compared)

    @cached_property
    def questions(self) -> Questions:
        """The ledgers: principles, aims, what protects criticism, capacity, vague words."""
        return questions_of(self.analysis)

    @cached_property
    def _sides(self) -> dict[str, list[Side]]:
        found: dict[str, list[Side]] = defaultdict(list)
        for link in self.analysis.links:
            found[link.a].append(self._side(link, link.b, link.relation))
            found[link.b].append(self._side(link, link.a, MIRROR.get(link.relation, link.relation)))
        return {key: sorted(sides, key=lambda s: (s.weaker, -s.link.score, s.policy.id, s.clause.number)) for key, sides in found.items()}

    @cached_property
    def _weaker(self) -> frozenset[tuple[str, str]]:
        return weaker(self.analysis.links)

    def _side(self, link: Link, other: str, relation: Relation) -> Side:
        weak = (link.a, link.b) in self._weaker
        return Side(clause=self.analysis.clause(other), policy=self.policy_of(other), relation=relation, link=link, weaker=weak)

    def sides(self, clause_id: str) -> list[Side]:
        """The clauses of other documents that make the same provision, strongest first, weaker ones last."""
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
        """What counts: everything but exceptions and what people accepted, what councillors raised first."""
        found = (c for c in self.analysis.conflicts if c.type != "exception" and c.state == "open")
        return tuple(sorted(found, key=lambda c: (not c.concerns, c.type, c.id)))

    @cached_property
    def against_principles(self) -> list[list[Conflict]]:
        """Open findings against principles, together for each clause: those that somebody raised first, then in the order of the texts."""
        found: dict[str, list[Conflict]] = defaultdict(list)
        for conflict in self.real:
            if conflict.between == "principle":
                found[conflict.a].append(conflict)
        groups = [found[clause.id] for policy in self.analysis.policies for clause in policy.clauses if clause.id in found]
        return sorted(groups, key=lambda group: not any(c.concerns for c in group))

    @cached_property
    def accepted(self) -> tuple[Conflict, ...]:
        """What people accepted as intended: shown, and not counted."""
        return tuple(c for c in self.analysis.conflicts if c.state == "accepted")

    @cached_property
    def exceptions(self) -> tuple[Conflict, ...]:
        return tuple(c for c in self.analysis.conflicts if c.type == "exception" and c.state == "open")

    def policy_of(self, clause_id: str) -> Policy:
        return self.analysis.policy(policy_id_of(clause_id))

    def settled(self, ruling: Ruling) -> list[Conflict]:
        """The conflicts that a decision in force accepts or rejects."""
        clauses = {place: self.clause(place) for place in ruling.places}
        found = (c for c in (*self.analysis.conflicts, *self.analysis.rejected) if c.state != "open")
        return [c for c in found if ruling.state == "in force" and {c.a, c.b or c.a} == {*ruling.places} and covers(ruling, c, clauses)]

    def resting(self, ruling: Ruling) -> list[Clause]:
        """The clauses in which the words of a decision stand today."""
        return [self.clause(place) for place in ruling.places]

    def short(self, clause_id: str) -> str:
        """The short name of the policy of a clause."""
        return short(self.policy_of(clause_id))

    def clause(self, clause_id: str) -> Clause:
        return self.analysis.clause(clause_id)

    def pairs(self) -> list[tuple[Policy, Policy]]:
        """Every two compared policies, each pair once, in order of id."""
        return [(a, b) for i, a in enumerate(self.compared) for b in self.compared[i + 1 :]]

    @cached_property
    def _shared(self) -> dict[tuple[str, str], list[Link]]:
        found: dict[tuple[str, str], list[Link]] = defaultdict(list)
        for link in self.analysis.links:
            found[policy_id_of(link.a), policy_id_of(link.b)].append(link)
        return found

    def shared(self, a: Policy, b: Policy) -> list[Link]:
        """The links between two policies."""
        return self._shared.get((min(a.id, b.id), max(a.id, b.id)), [])

    @cached_property
    def _ties(self) -> dict[str, list[Tie]]:
        found: dict[str, list[Tie]] = defaultdict(list)
        for tie in firm(self.analysis.ties):
            found[tie.provision].append(tie)
        return found

    @cached_property
    def topics_of(self) -> dict[str, tuple[str, ...]]:
        """The ids of the topics that a clause is on, by its id, in the order of the hub; a clause on none is left out."""
        topic = {provision.id: provision.topic for provision in self.hub.provisions}
        found: dict[str, set[str]] = defaultdict(set)
        for provision, ties in self._ties.items():
            for tie in ties:
                found[tie.clause].add(topic[provision])
        order = [one.id for one in self.hub.topics]
        return {clause: tuple(sorted(topics, key=order.index)) for clause, topics in found.items()}

    @property
    def side_by_side(self) -> bool:
        """Whether each pair of codes has a page of its own."""
        return len(self.compared) <= MOST_PAIRED

    def makers(self, provision: Provision, policy: Policy) -> list[Clause]:
        """The clauses of a policy that make a provision, in text order."""
        ids = {tie.clause for tie in self._ties.get(provision.id, []) if tie.clause.startswith(f"{policy.id}#")}
        return [clause for clause in policy.clauses if clause.id in ids]

    def made(self, topic: Topic) -> list[Provision]:
        """The provisions of a topic that at least one compared policy makes."""
        return [p for p in self.hub.provisions if p.topic == topic.id and self._ties.get(p.id)]

    def topics(self) -> list[Topic]:
        return [t for t in self.hub.topics if self.made(t)]

    def stance(self, provision: Provision, policy: Policy) -> Stance | None:
        """The strongest wording that a policy gives a provision; None where it does not make it."""
        clauses = self.makers(provision, policy)
        if not clauses:
            return None
        found = {modal(norm) for clause in clauses for norm in self._about(provision, clause)} or {STATES}
        word = min(found, key=list(HEAT).index)
        return Stance(word=word, heat=HEAT[word], count=len(clauses))

    def _about(self, provision: Provision, clause: Clause) -> list[Norm]:
        """The norms of a clause whose act holds a word by which the provision was found; all of them where no word was needed for it."""
        words = next((tie.words for tie in self._ties.get(provision.id, []) if tie.clause == clause.id), ())
        wanted = set(stems(" ".join(words).lower()))
        return [norm for norm in clause.norms if not wanted or wanted & set(stems(f"{norm.act} {norm.object or ''}".lower()))]

    @cached_property
    def shared_wording(self) -> SharedWording:
        """Who shares words with whom, and the picture of it."""
        return shared_wording(self.compared, self.analysis.passages, {policy.id: short(policy) for policy in self.compared})

    @cached_property
    def _gaps(self) -> dict[str, list[Gap]]:
        place = {provision.id: at for at, provision in enumerate(self.hub.provisions)}
        found: dict[str, list[Gap]] = defaultdict(list)
        for gap in sorted(self.analysis.gaps, key=lambda gap: place[gap.provision]):
            found[gap.policy].append(gap)
        return found

    def gaps(self, policy: Policy) -> list[Gap]:
        """The provisions that others make and a policy does not, in the order of the hub."""
        return self._gaps.get(policy.id, [])

    def gap_topics(self, policy: Policy) -> list[tuple[Topic, list[Gap]]]:
        """The gaps of a policy under their topics."""
        grouped: dict[str, list[Gap]] = defaultdict(list)
        for gap in self.gaps(policy):
            grouped[self.hub.provision(gap.provision).topic].append(gap)
        return [(topic, grouped[topic.id]) for topic in self.hub.topics if topic.id in grouped]

    @cached_property
    def _precedents(self) -> dict[str, list[Clause]]:
        ties = ties_by_clause(firm(self.analysis.ties))
        clauses = {clause.id: clause for policy in self.compared for clause in policy.clauses}
        wanted = {gap.provision: gap for gap in self.analysis.gaps}
        return {provision: [clauses[i] for i in precedents(gap, ties, clauses)] for provision, gap in wanted.items()}

    def precedents(self, gap: Gap) -> list[Clause]:
        """For each policy that makes what is missing, the clause that serves best as a model; the best of all first."""
        best: dict[str, Clause] = {}
        for clause in self._precedents[gap.provision]:
            best.setdefault(policy_id_of(clause.id), clause)
        return list(best.values())

    @cached_property
    def _sharing(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        for passage in self.analysis.passages:
            for one, other in ((passage.a, passage.b), (passage.b, passage.a)):
                found[one].add(policy_id_of(other))
        return found

    def sharing(self, clause_id: str) -> list[Policy]:
        """The policies of other councils that share a passage with a clause."""
        return [self.analysis.policy(policy) for policy in sorted(self._sharing.get(clause_id, ()))]

    @cached_property
    def repeats(self) -> tuple[Repeat, ...]:
        """What each text says more than once."""
        return within(self.analysis)

    @cached_property
    def _again(self) -> dict[str, list[Clause]]:
        found: dict[str, list[Clause]] = defaultdict(list)
        for repeat in self.repeats:
            found[repeat.a].append(self.clause(repeat.b))
            found[repeat.b].append(self.clause(repeat.a))
        return {key: sorted(clauses, key=lambda clause: clause.number) for key, clauses in found.items()}

    def again(self, clause_id: str) -> list[Clause]:
        """The clauses of the same text that say much the same as a clause, in text order."""
        return self._again.get(clause_id, [])

    def sharers(self, policy: Policy) -> list[Policy]:
        """The policies of other councils that share a passage with a policy."""
        return [other for other in self.compared if self.reused(policy, other) or self.reused(other, policy)]

    def known(self, clause_id: str) -> bool:
        """Whether a clause is there: a decision may name one that is gone."""
        return clause_id in self._known

    @cached_property
    def _known(self) -> frozenset[str]:
        return frozenset(clause.id for policy in self.analysis.policies for clause in policy.clauses)

    def reused(self, a: Policy, b: Policy) -> list[Passage]:
        """The passages that two policies share, in the order of `a`."""
        found = [p for p in self.analysis.passages if (policy_id_of(p.a), policy_id_of(p.b)) == (a.id, b.id)]
        return sorted(found, key=lambda p: (self.clause(p.a).number, p.text_a))
