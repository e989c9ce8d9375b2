"""How well the general part travels: NIST CSF 1.1 to 2.0, a crosswalk made by others for other texts. Nothing was tuned on it."""

from __future__ import annotations

import csv
from collections import defaultdict
from types import SimpleNamespace

from tests.support.labels import LABELS

from concordant.compare.similarity import Similarity

FOLDER = LABELS / "crosswalk-nist-csf"


def hits() -> tuple[float, float]:
    """hit@1 and mean reciprocal rank of the likeness of words alone: no provision of the hub is about these texts."""
    old, new = _nodes("csf-1.1-nodes.csv"), _nodes("csf-2.0-nodes.csv")
    goals: dict[str, set[str]] = defaultdict(set)
    for row in _rows("pairs.csv"):
        goals[row["csf11"]].add(row["csf20"])
    clauses = [SimpleNamespace(id=f"old {key}", text=text) for key, text in old.items()]
    clauses += [SimpleNamespace(id=f"new {key}", text=text) for key, text in new.items()]
    similarity = Similarity(clauses)  # type: ignore[arg-type]
    ranks = []
    for source, targets in goals.items():
        ranked = sorted(new, key=lambda key: (-similarity.cosine(f"old {source}", f"new {key}"), key))
        ranks.append(min(ranked.index(target) for target in targets) + 1)
    return sum(rank == 1 for rank in ranks) / len(ranks), sum(1 / rank for rank in ranks) / len(ranks)


def _rows(name: str) -> list[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _nodes(name: str) -> dict[str, str]:
    return {row["ref_id"]: f"{row['name']} {row['description']}" for row in _rows(name)}


def main() -> None:
    """Print both figures."""
    first, rank = hits()
    print(f"hit@1 {first:.3f}, mean reciprocal rank {rank:.3f} (word TF-IDF: 0.519 and 0.597)")
