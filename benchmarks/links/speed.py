"""Linking all clauses of the real codes, beside the cosine of a sentence model over the same clauses, in one run."""

from __future__ import annotations

from itertools import combinations

from tests.support.written import labelled, score

from benchmarks.links.embedders import cosine, sentence_model
from benchmarks.links.methods import best, clauses_of, figures
from benchmarks.measures import fastest
from concordant.compare.links import link
from concordant.compare.ties import tie
from concordant.rulebook.notation import forget


def main() -> None:
    """Seconds of both, how many times faster, and the F1 of both. Models and rules are loaded beforehand on both sides."""
    goal = labelled("real")
    clauses = clauses_of(goal)
    embed = sentence_model()

    def ours() -> dict[tuple[str, str], str]:
        forget()
        return {(found.a, found.b): found.relation for found in link(goal.policies, tie(goal.policies))}

    def theirs() -> dict[tuple[str, str], float]:
        vectors = dict(zip((c.id for c in clauses), embed([c.text for c in clauses]), strict=True))
        return {
            (min(a, b), max(a, b)): cosine(vectors[a], vectors[b])
            for a, b in combinations(vectors, 2)
            if a.partition("#")[0] != b.partition("#")[0]
        }

    ours()
    mine, other = fastest(ours, theirs, times=3)
    scores = theirs()
    their_f1 = figures(scores, best(scores, goal), goal)
    print(f"{len(clauses)} clauses: concordance {mine:.2f} s, sentence embedding {other:.2f} s, {other / mine:.1f} times as fast")
    print(f"F1: concordance {score(ours(), goal).f1:.3f}, sentence embedding {their_f1:.3f} at its best threshold")
