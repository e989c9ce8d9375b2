"""One pair of clauses with all that is known about it: relation, reasons, the words that tied each clause, decisions, what is not sure."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import Any, Literal

from concordant.errors import NotFound, Problem
from concordant.model import Analysis, Clause, Link, Ruling, Tie, policy_id_of
from concordant.publish.export import clause_data
from concordant.rulebook.hub import hub

BETWEEN = " ~ "
Doubt = Literal[
    "nobody has ruled", "decision reopened", "a stronger link exists", "tied by lead-in", "norm is a guess", "no norm", "modality differs"
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """A provision that the link rests on, with the ties of the two clauses to it; one is None where the other clause makes the contrary."""

    id: str
    title: str
    a: Tie | None
    b: Tie | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A link and what explains it. `stronger` are links of either clause with the other's document that have a higher score."""

    link: Link
    shared: tuple[Shared, ...]
    ruling: Ruling | None
    stronger: tuple[Link, ...]
    doubts: tuple[Doubt, ...] = ()

    @property
    def id(self) -> str:
        return f"{self.link.a}{BETWEEN}{self.link.b}"


def find_pair(analysis: Analysis, one: Clause, two: Clause) -> Pair:
    """The link between two clauses, whichever is named first. Raises NotFound when there is none, with who rejected it if so."""
    a, b = sorted((one.id, two.id))
    ruling = next((r for r in analysis.link_rulings if (r.places or (r.decision.a, r.decision.b)) == (a, b)), None)
    link = next((link for link in analysis.links if (link.a, link.b) == (a, b)), None)
    if link is None:
        raise NotFound([_unlinked(a, b, ruling)])
    pair = Pair(link=link, shared=_shared(analysis, link), ruling=ruling, stronger=stronger_links(analysis, link))
    return replace(pair, doubts=_doubts(pair, (analysis.clause(a), analysis.clause(b))))


def _unlinked(a: str, b: str, ruling: Ruling | None) -> Problem:
    if policy_id_of(a) == policy_id_of(b):
        return Problem(file=a, where="", what=f"{b} stands in the same document.", mend="A link joins paragraphs of two documents.")
    if ruling and ruling.state == "in force" and ruling.decision.verdict == "reject":
        decision = ruling.decision
        what = f"it is not linked with {b}: {decision.who} rejected the pair on {decision.when}. {decision.why}"
        return Problem(file=a, where="", what=what, mend="The decision stands in decisions.yml.")
    mend = "`concordant concordance` lists the links; if the two belong together, say so in decisions.yml."
    return Problem(file=a, where="", what=f"it is not linked with {b}.", mend=mend)


def stronger_links(analysis: Analysis, link: Link) -> tuple[Link, ...]:
    """Links of either clause with the document of the other that have a higher score, strongest first.

    An opposed link is held against opposed links only.
    """
    a, b = policy_id_of(link.a), policy_id_of(link.b)
    found = [
        other
        for other in analysis.links
        if other.score > link.score
        and (other.relation == "opposed") == (link.relation == "opposed")
        and ((other.a == link.a and policy_id_of(other.b) == b) or (other.b == link.b and policy_id_of(other.a) == a))
    ]
    return tuple(sorted(found, key=lambda other: (-other.score, other.a, other.b)))


def _shared(analysis: Analysis, link: Link) -> tuple[Shared, ...]:
    ties = {(tie.clause, tie.provision): tie for tie in analysis.ties if tie.clause in {link.a, link.b}}
    known = {provision.id: provision for provision in hub().provisions}
    wanted = dict.fromkeys(link.provisions)
    if link.relation == "opposed":
        wanted |= dict.fromkeys(
            other
            for provision in known.values()
            for other in provision.opposed_to
            if provision.id in link.provisions and ((link.a, other) in ties or (link.b, other) in ties)
        )
    return tuple(Shared(id=p, title=known[p].title if p in known else p, a=ties.get((link.a, p)), b=ties.get((link.b, p))) for p in wanted)


def _stands(words: str, text: str) -> bool:
    """Whether words that a cue found stand in a text; a cue of several rows gives them parted by an ellipsis."""
    return all(part in text for part in words.split(" … "))


def _doubts(pair: Pair, clauses: tuple[Clause, Clause]) -> tuple[Doubt, ...]:
    texts = {clause.id: clause.text for clause in clauses}
    ties = [tie for one in pair.shared for tie in (one.a, one.b) if tie]
    modalities = [{norm.modality for norm in clause.norms} for clause in clauses]
    found: list[tuple[bool, Doubt]] = [
        (pair.link.decided is None, "nobody has ruled"),
        (pair.ruling is not None and pair.ruling.state == "reopened", "decision reopened"),
        (bool(pair.stronger), "a stronger link exists"),
        (any(tie.words and not any(_stands(word, texts[tie.clause]) for word in tie.words) for tie in ties), "tied by lead-in"),
        (any(not norm.sure for clause in clauses for norm in clause.norms), "norm is a guess"),
        (bool(modalities[0]) != bool(modalities[1]), "no norm"),
        (all(modalities) and not modalities[0] & modalities[1] and pair.link.relation != "opposed", "modality differs"),
    ]
    return tuple(doubt for holds, doubt in found if holds)


def pair_data(analysis: Analysis, pair: Pair) -> dict[str, Any]:
    """The pair as data: the link, its two clauses whole, the ties it rests on, the decision, and what is not sure."""
    return {
        "id": pair.id,
        **asdict(pair.link),
        "clauses": [clause_data(analysis.clause(end)) for end in (pair.link.a, pair.link.b)],
        "shared": [asdict(one) for one in pair.shared],
        "decision": asdict(pair.ruling) if pair.ruling else None,
        "stronger": [asdict(link) for link in pair.stronger],
        "not_sure": list(pair.doubts),
    }
