"""How long the conflicts of many codes take beside their links, and how both grow.

Every pair of codes is compared, so the number of links and of divergences grows with the square of the codes, whatever the method; the
time for one more finding should not.
"""

from __future__ import annotations

import math
import time
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from benchmarks.links import growth
from concordant.compare.links import link
from concordant.compare.ties import tie
from concordant.judge.conflicts import find_conflicts
from concordant.model import Policy
from concordant.parse.norms import with_norms

SIZES = (10, 32, 100)
CLAUSES = 80


@dataclass(frozen=True, slots=True)
class Timed:
    """Seconds to link that many codes and to find their conflicts, with what was found."""

    codes: int
    linking: float
    judging: float
    links: int
    conflicts: int


def timed(policies: Sequence[Policy]) -> Timed:
    """Link the policies and find their conflicts, each by itself."""
    started = time.perf_counter()
    ties = tie(policies)
    links = link(policies, ties)
    linked = time.perf_counter() - started
    started = time.perf_counter()
    conflicts = find_conflicts(policies, ties, links)
    return Timed(len(policies), linked, time.perf_counter() - started, len(links), len(conflicts))


def main() -> None:
    """A line for each size, and the exponents between them."""
    growth.CLAUSES = CLAUSES
    rows = []
    for size in SIZES:
        policies = tuple(with_norms(policy) for policy in growth.codes(size))
        rows.append(timed(policies))
        r = rows[-1]
        ratio = r.judging / r.linking
        linked, judged = f"linking {r.linking:.2f} s ({r.links} links)", f"conflicts {r.judging:.2f} s ({r.conflicts})"
        print(f"{r.codes:>4} codes: {linked}, {judged}, ratio {ratio:.2f}", flush=True)
    for name in ("linking", "judging"):
        steps = [math.log(getattr(b, name) / getattr(a, name)) / math.log(b.codes / a.codes) for a, b in pairwise(rows)]
        print(f"exponent of {name}: " + ", ".join(f"{step:.2f}" for step in steps))


if __name__ == "__main__":
    main()
