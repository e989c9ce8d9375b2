"""Links: pairs of clauses of different documents that make (largely) the same provision.

Pairs are looked for only among clauses that are tied to the same provision, or to opposed ones: the subject is narrowed first, and the
words decide after that.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from concordant.compare.similarity import Similarity, stems
from concordant.model import Clause, Link, Policy, Relation, Tie
from concordant.rulebook.hub import hub

# A pair is linked when its weaker tie and WEIGHT times the cosine of its words reach THRESHOLD; the table is in decision record 4.
WEIGHT = 3.0
THRESHOLD = 1.15
HIGHEST = 3.5
# Clauses of opposed provisions are put side by side only when they also speak of the same things.
OPPOSED_COSINE = 0.2
SAME_WORDS = 0.9
MOST_WORDS = 0.62
FEW_WORDS = 0.45


@dataclass(frozen=True, slots=True, kw_only=True)
class _Candidate:
    a: Clause
    b: Clause
    provision: str
    opposed: bool
    strength: float


def link(policies: Sequence[Policy], ties: Sequence[Tie]) -> tuple[Link, ...]:
    """All links between clauses of different policies, strongest first for each pair of policies; `a` is the smaller id."""
    clauses = {clause.id: clause for policy in policies for clause in policy.clauses}
    similarity = Similarity(tuple(clauses.values()))
    best: dict[tuple[str, str], list[_Candidate]] = defaultdict(list)
    for candidate in _candidates(clauses, ties):
        best[candidate.a.id, candidate.b.id].append(candidate)
    links = [found for pair in best.values() if (found := _link(pair, similarity))]
    return tuple(sorted(links, key=lambda found: (found.a.partition("#")[0], found.b.partition("#")[0], -found.score, found.a, found.b)))


def _candidates(clauses: dict[str, Clause], ties: Sequence[Tie]) -> Iterator[_Candidate]:
    makers: dict[str, list[Tie]] = defaultdict(list)
    for tie in ties:
        if tie.clause in clauses:
            makers[tie.provision].append(tie)
    for provision in hub().provisions:
        for other in (provision.id, *(o for o in provision.opposed_to if o > provision.id)):
            for one, two in product(makers[provision.id], makers[other]):
                same_policy = one.clause.partition("#")[0] == two.clause.partition("#")[0]
                if same_policy or (other == provision.id and one.clause > two.clause):
                    continue
                first, second = sorted((one.clause, two.clause))
                yield _Candidate(
                    a=clauses[first], b=clauses[second], provision=provision.id, opposed=other != provision.id,
                    strength=min(one.score, two.score),
                )  # fmt: skip


def _link(found: list[_Candidate], similarity: Similarity) -> Link | None:
    strongest = max(found, key=lambda c: (c.strength, c.provision))
    a, b = strongest.a, strongest.b
    cosine = similarity.cosine(a.id, b.id)
    score = strongest.strength + WEIGHT * cosine
    shared = [c for c in found if not c.opposed]
    if stems(a.text) != stems(b.text) and (score < THRESHOLD if shared else cosine < OPPOSED_COSINE):
        return None
    relation = _relation(a, b, similarity) if shared else "opposed"
    provisions = tuple(sorted({c.provision for c in (shared or found)}))
    return Link(
        a=a.id, b=b.id, relation=relation, score=round(min(1.0, score / HIGHEST), 3), why=_why(a, b, provisions, similarity, not shared),
        provisions=provisions,
    )  # fmt: skip


def _relation(a: Clause, b: Clause, similarity: Similarity) -> Relation:
    """From how much of each clause's words the other has: all of both, most of both, most of one, or a part."""
    of_a, of_b = similarity.covered(a.id, b.id), similarity.covered(b.id, a.id)
    if stems(a.text) == stems(b.text) or min(of_a, of_b) >= SAME_WORDS:
        return "equal"
    if min(of_a, of_b) >= MOST_WORDS:
        return "equivalent"
    shorter_a = len(stems(a.text)) < len(stems(b.text))
    if of_a >= MOST_WORDS and of_b < FEW_WORDS and shorter_a:
        return "subset"
    if of_b >= MOST_WORDS and of_a < FEW_WORDS and not shorter_a:
        return "superset"
    return "intersects"


def _why(a: Clause, b: Clause, provisions: tuple[str, ...], similarity: Similarity, opposed: bool) -> str:
    """One plain sentence that names the shared provision and the words that both clauses use."""
    titles = "; ".join(f"“{hub().provision(p).title}”" for p in provisions)
    if opposed:
        against = "; ".join(f"“{hub().provision(o).title}”" for p in provisions for o in hub().provision(p).opposed_to)
        return f"One makes the provision {titles}, the other one opposed to it: {against}."
    words = _printed_words(a, similarity.shared(a.id, b.id))
    both = f", and both speak of {', '.join(words)}" if words else ""
    return f"Both make the provision {titles}{both}."


def _printed_words(clause: Clause, wanted: tuple[str, ...]) -> tuple[str, ...]:
    """The shared stems as the clause prints them."""
    printed: dict[str, str] = {}
    for word in clause.text.split():
        plain = word.strip(".,;:()“”\"'‘’*-–").lower()
        for stem in stems(plain):
            printed.setdefault(stem, plain)
    return tuple(printed[stem] for stem in wanted if stem in printed)
