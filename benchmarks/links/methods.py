"""Which method finds links best: each scores every pair of clauses of different codes, and a threshold decides.

The threshold is found on the pairs of the real codes without one council and tried on the pairs with it; on the written sets the
threshold of all real codes is tried.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import combinations

from tests.support.written import SETS, Labelled, labelled

from benchmarks.links.embedders import available, cosine
from benchmarks.links.fitting import candidates
from concordant.compare.links import Concordance
from concordant.compare.nearness import nearness
from concordant.compare.similarity import Similarity, stems
from concordant.compare.ties import cues_of, tie
from concordant.model import Clause

Pair = tuple[str, str]
Scores = dict[Pair, float]
Method = Callable[[Labelled], Scores]
TRIED = 150


def clauses_of(goal: Labelled) -> tuple[Clause, ...]:
    return tuple(clause for policy in goal.policies for clause in policy.clauses)


def _pairs(goal: Labelled) -> list[Pair]:
    ids = [clause.id for clause in clauses_of(goal)]
    return [(min(a, b), max(a, b)) for a, b in combinations(ids, 2) if a.partition("#")[0] != b.partition("#")[0]]


def _by_vectors(goal: Labelled, vectors: dict[str, dict[str, float]]) -> Scores:
    def dot(one: dict[str, float], two: dict[str, float]) -> float:
        return sum(weight * two[term] for term, weight in one.items() if term in two)

    return {(a, b): dot(vectors[a], vectors[b]) for a, b in _pairs(goal)}


def word_tfidf(goal: Labelled) -> Scores:
    """Cosine of stemmed words, weighted by rarity."""
    counts = {clause.id: Counter(stems(clause.text)) for clause in clauses_of(goal)}
    holding = Counter(term for count in counts.values() for term in count)
    vectors = {}
    for key, count in counts.items():
        raw = {term: n * math.log(1 + len(counts) / holding[term]) for term, n in count.items()}
        length = math.sqrt(sum(w * w for w in raw.values())) or 1.0
        vectors[key] = {term: w / length for term, w in raw.items()}
    return _by_vectors(goal, vectors)


def character_tfidf(goal: Labelled) -> Scores:
    """Cosine of character n-grams, as Concordant itself measures likeness."""
    similarity = Similarity(clauses_of(goal))
    return {(a, b): similarity.cosine(a, b) for a, b in _pairs(goal)}


def bm25(goal: Labelled, k: float = 1.2, b: float = 0.75) -> Scores:
    """Okapi BM25 of each clause as a query for the other, the mean of both ways."""
    counts = {clause.id: Counter(stems(clause.text)) for clause in clauses_of(goal)}
    holding = Counter(term for count in counts.values() for term in count)
    size = {key: sum(count.values()) for key, count in counts.items()}
    mean = sum(size.values()) / len(size)
    rarity = {term: math.log(1 + (len(counts) - n + 0.5) / (n + 0.5)) for term, n in holding.items()}

    def asked(query: str, text: str) -> float:
        found = counts[text]
        return sum(rarity[t] * found[t] * (k + 1) / (found[t] + k * (1 - b + b * size[text] / mean)) for t in counts[query] if t in found)

    return {(one, two): (asked(one, two) + asked(two, one)) / 2 for one, two in _pairs(goal)}


def _weakest(goal: Labelled, made: Callable[[Clause], dict[str, float]]) -> Scores:
    """For each pair the best provision of both, as strong as the weaker of the two makes it."""
    ties = {clause.id: made(clause) for clause in clauses_of(goal)}
    return {(a, b): max((min(w, ties[b][p]) for p, w in ties[a].items() if p in ties[b]), default=0.0) for a, b in _pairs(goal)}


def hub_cues(goal: Labelled) -> Scores:
    """The cues of the hub alone."""
    return _weakest(goal, cues_of)


def hub_wordings(goal: Labelled) -> Scores:
    """Nearness to the wordings of the hub alone."""
    return _weakest(goal, nearness().of)


def hub_both(goal: Labelled) -> Scores:
    """Cues and nearness together: the ties, without likeness of words."""
    found: dict[str, dict[str, float]] = {clause.id: {} for clause in clauses_of(goal)}
    for made in tie(goal.policies):
        found[made.clause][made.provision] = made.score
    return _weakest(goal, lambda clause: found[clause.id])


def concordant(goal: Labelled) -> Scores:
    """What is in use: ties and likeness."""
    concordance = Concordance(goal.policies, tie(goal.policies))
    return {row.pair: concordance.likelihood(*row.pair) for row in candidates(goal)}


def _embedded(make: Callable[[], Callable[[Sequence[str]], list[list[float]]]]) -> Method:
    embed = make()

    def scores(goal: Labelled) -> Scores:
        clauses = clauses_of(goal)
        vectors = dict(zip((c.id for c in clauses), embed([c.text for c in clauses]), strict=True))
        return {(a, b): cosine(vectors[a], vectors[b]) for a, b in _pairs(goal)}

    return scores


def _with_hub(likeness: Method) -> Method:
    """Ties of the hub, with another likeness than ours added."""

    def scores(goal: Labelled) -> Scores:
        ties, alike = hub_both(goal), likeness(goal)
        return {pair: 2 * tie_ + alike[pair] if tie_ else 0.0 for pair, tie_ in ties.items()}

    return scores


def figures(scores: Scores, threshold: float, goal: Labelled, part: Callable[[Pair], bool] = lambda _: True) -> float:
    """F1 of the pairs that reach the threshold, among those of one part."""
    found = {pair for pair, score in scores.items() if score >= threshold and part(pair)}
    agreed = {pair for pair in goal.agreed if part(pair)}
    precision = len(found & set(goal.allowed)) / len(found) if found else 0.0
    recall = len(found & agreed) / len(agreed) if agreed else 0.0
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def best(scores: Scores, goal: Labelled, part: Callable[[Pair], bool] = lambda _: True) -> float:
    """The threshold with the highest F1."""
    ranked = sorted((score for pair, score in scores.items() if part(pair) and score > 0), reverse=True)[: 6 * len(goal.allowed)]
    steps = ranked[:: max(1, len(ranked) // TRIED)]
    return max(steps, key=lambda threshold: figures(scores, threshold, goal, part))


def left_out(scores: Scores, goal: Labelled) -> float:
    """Mean F1 over the councils, each left out when the threshold is found."""
    found = []
    for council in sorted({policy.body for policy in goal.policies}):
        prefix = f"{council}/"
        inside = {pair for pair in scores if any(side.startswith(prefix) for side in pair)}
        threshold = best(scores, goal, lambda pair, inside=inside: pair not in inside)  # type: ignore[misc]
        found.append(figures(scores, threshold, goal, inside.__contains__))
    return sum(found) / len(found)


def main() -> None:
    """One line for each method."""
    sets = {name: labelled(name) for name in SETS}
    methods: dict[str, Method] = {
        "words, TF-IDF": word_tfidf, "characters, TF-IDF": character_tfidf, "BM25": bm25, "hub, cues only": hub_cues,
        "hub, wordings only": hub_wordings, "hub, cues and wordings": hub_both, "hub and likeness (in use)": concordant,
    }  # fmt: skip
    embedders = {name: _embedded(make) for name, make in available().items()}
    methods |= embedders | {f"hub and {name}": _with_hub(method) for name, method in embedders.items()}
    print(f"{'method':<44} {'real, best':>10} {'left out':>9}  " + "  ".join(f"{name:>6}" for name in SETS if name != "real"))
    for name, method in methods.items():
        scores = {which: method(goal) for which, goal in sets.items()}
        threshold = best(scores["real"], sets["real"])
        others = "  ".join(f"{figures(scores[n], threshold, sets[n]):>6.3f}" for n in SETS if n != "real")
        inside, outside = figures(scores["real"], threshold, sets["real"]), left_out(scores["real"], sets["real"])
        print(f"{name:<44} {inside:>10.3f} {outside:>9.3f}  {others}", flush=True)
