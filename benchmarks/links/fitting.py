"""The weights of the likelihood of a link: logistic regression over the candidates of the labelled codes, by Newton's method."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tests.support.written import SETS, Labelled, labelled

from concordant.compare import links
from concordant.compare.links import Concordance
from concordant.compare.ties import tie

STEPS = 30
# A little shrinkage keeps the weights finite where the classes part cleanly.
SHRINK = 0.1
THRESHOLDS = (0.4, 0.45, 0.5, 0.55)


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One pair of clauses: two figures from 0 to 1, whether a labeller links it, and whether both do."""

    pair: tuple[str, str]
    figures: tuple[float, float]
    allowed: bool
    agreed: bool


def candidates(goal: Labelled) -> tuple[Candidate, ...]:
    """Every pair that the concordance looks at, with the figures it judges by."""
    concordance = Concordance(goal.policies, tie(goal.policies))
    return tuple(
        Candidate(pair=pair, figures=concordance.figures(*pair), allowed=pair in goal.allowed, agreed=pair in goal.agreed)
        for pair in concordance.candidates()
    )


def fit(rows: Sequence[Candidate]) -> tuple[float, ...]:
    """Weights for the figures, and last the start."""
    weights = [0.0] * 3
    for _ in range(STEPS):
        slope, bend = [-SHRINK * w for w in weights[:2]] + [0.0], [[SHRINK * (i == j < 2) for j in range(3)] for i in range(3)]
        for row in rows:
            x = (*row.figures, 1.0)
            p = _likely(weights, x)
            for i in range(3):
                slope[i] += (row.allowed - p) * x[i]
                for j in range(3):
                    bend[i][j] += p * (1 - p) * x[i] * x[j]
        weights = [w + step for w, step in zip(weights, _solved(bend, slope), strict=True)]
    return tuple(weights)


def _likely(weights: Sequence[float], x: Sequence[float]) -> float:
    return 1 / (1 + math.exp(-sum(w * v for w, v in zip(weights, x, strict=True))))


def _solved(matrix: list[list[float]], right: list[float]) -> list[float]:
    rows = [[*row, value] for row, value in zip(matrix, right, strict=True)]
    size = len(rows)
    for at in range(size):
        best = max(range(at, size), key=lambda r: abs(rows[r][at]))
        rows[at], rows[best] = rows[best], rows[at]
        for other in range(size):
            if other != at:
                factor = rows[other][at] / rows[at][at]
                rows[other] = [a - factor * b for a, b in zip(rows[other], rows[at], strict=True)]
    return [row[size] / row[at] for at, row in enumerate(rows)]


def scored(rows: Sequence[Candidate], weights: Sequence[float], threshold: float, agreed: int) -> tuple[float, float, float]:
    """Precision, recall and F1 of the candidates that reach the threshold; `agreed` is how many should be found."""
    found = [row for row in rows if _likely(weights, (*row.figures, 1.0)) >= threshold]
    precision = sum(row.allowed for row in found) / len(found) if found else 0.0
    recall = sum(row.agreed for row in found) / agreed if agreed else 0.0
    return precision, recall, 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def _folds(rows: Sequence[Candidate]) -> Iterator[tuple[str, list[Candidate], list[Candidate]]]:
    """One council left out at a time: its name, the pairs without it to fit on, the pairs with it to try."""
    councils = sorted({side.partition("/")[0] for row in rows for side in row.pair})
    for council in councils:
        has = [any(side.startswith(f"{council}/") for side in row.pair) for row in rows]
        yield council, [r for r, h in zip(rows, has, strict=True) if not h], [r for r, h in zip(rows, has, strict=True) if h]


def main() -> None:
    """Fit on the real codes, try on all sets, and leave out one council at a time."""
    sets = {name: labelled(name) for name in SETS}
    rows = {name: candidates(goal) for name, goal in sets.items()}
    weights = fit(rows["real"])
    kept = (links.TIE, links.LIKENESS, links.START)
    print("fitted on the real codes:", [round(w, 2) for w in weights], " in use:", kept, "at", links.LEAST)
    for threshold in THRESHOLDS:
        line = f"threshold {threshold:.2f}"
        for name, goal in sets.items():
            precision, recall, f1 = scored(rows[name], weights, threshold, len(goal.agreed))
            line += f"   {name}: F1 {f1:.3f} (P {precision:.2f}, R {recall:.2f})"
        print(line)
    for council, train, test in _folds(rows["real"]):
        agreed = sum(any(side.startswith(f"{council}/") for side in pair) for pair in sets["real"].agreed)
        precision, recall, f1 = scored(test, fit(train), links.LEAST, agreed)
        print(f"left out {council}: F1 {f1:.3f} (P {precision:.2f}, R {recall:.2f})")
