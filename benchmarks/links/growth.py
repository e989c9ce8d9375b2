"""How time and memory grow with the number of codes: 10, 100 and 1,000 codes, made by varying the clauses of the written and real ones.

All pairs of codes are as many as the square of the codes, whatever the method; what has to stay cheap is bringing the codes into the
concordance, and the links of one code with all others.
"""

from __future__ import annotations

import math
import random
import subprocess
import sys
import time
from dataclasses import replace

from tests.support.written import SETS, labelled

from concordant.compare.lineage import passages
from concordant.compare.links import Concordance
from concordant.compare.ties import tie
from concordant.model import Policy

SIZES = (10, 100, 1000)
CLAUSES = 40
SWAPS = {"must": "shall", "should": "ought to", "council": "authority", "councillors": "members", "post": "publish", "never": "at no time"}


def codes(count: int) -> tuple[Policy, ...]:
    """That many codes of 40 clauses each; every clause is one of the labelled ones with some words swapped, dropped or doubled."""
    chance = random.Random(count)
    stock = [clause for name in SETS for policy in labelled(name).policies for clause in policy.clauses]
    made = []
    for at in range(count):
        policy_id = f"council-{at:04}/code"
        picked = [chance.choice(stock) for _ in range(CLAUSES)]
        clauses = tuple(
            replace(clause, id=f"{policy_id}#{n}", text=_varied(clause.text, chance), number=n + 1) for n, clause in enumerate(picked)
        )
        made.append(replace(labelled_meta(), id=policy_id, units=clauses))
    return tuple(made)


def labelled_meta() -> Policy:
    return labelled("one").policies[0]


def _varied(text: str, chance: random.Random) -> str:
    words = [SWAPS.get(word.lower(), word) if chance.random() < 0.5 else word for word in text.split()]
    return " ".join(word for word in words if chance.random() > 0.05) or text


def measure(count: int) -> None:
    """Print seconds to tie and index that many codes, seconds for the links of one with all, for passages, and megabytes at the peak."""
    import resource  # noqa: PLC0415

    policies = codes(count)
    tie(policies[:1])
    started = time.perf_counter()
    concordance = Concordance(policies, tie(policies))
    brought_in = time.perf_counter() - started
    started = time.perf_counter()
    found = sum(1 for _ in concordance.of(policies[0].id))
    one = time.perf_counter() - started
    started = time.perf_counter()
    shared = len(passages(policies))
    lineage = time.perf_counter() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(brought_in, one, lineage, peak, found, shared)


def main() -> None:
    """A line for each size and the exponents between them. Each size runs in a process of its own, for its memory."""
    if len(sys.argv) > 2:
        measure(int(sys.argv[2]))
        return
    rows = []
    print(f"{'codes':>6} {'bring in':>10} {'one with all':>13} {'passages':>10} {'memory':>9}")
    for count in SIZES:
        call = [sys.executable, "-c", f"from benchmarks.links.growth import measure; measure({count})"]
        out = subprocess.run(call, capture_output=True, text=True, check=True).stdout.split()
        rows.append([float(value) for value in out])
        brought, one, lineage, peak, found, shared = rows[-1]
        print(f"{count:>6} {brought:>8.2f} s {one:>11.2f} s {lineage:>8.2f} s {peak:>6.0f} MB   {found:.0f} links, {shared:.0f} passages")
    names = ("bring in", "one with all", "passages", "memory")
    for at, name in enumerate(names):
        steps = [math.log10(rows[i + 1][at] / rows[i][at]) for i in range(len(rows) - 1)]
        print(f"exponent of {name}: " + ", ".join(f"{step:.2f}" for step in steps))
