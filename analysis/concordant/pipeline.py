"""The whole way in one place: folder -> policies -> norms -> ties -> links, ruled on by people -> concerns -> conflicts.

`load` and `load_decisions` are the doors to the disk; `analyse` is pure.
"""

from __future__ import annotations

from concordant.compare.deciding import decided, hold
from concordant.compare.gaps import gaps
from concordant.compare.lineage import passages
from concordant.compare.links import link
from concordant.compare.ties import firm, tie
from concordant.corpus import load
from concordant.decisions import load_decisions
from concordant.judge.concerns import find_concerns
from concordant.judge.conflicts import find_conflicts
from concordant.model import Analysis, Decision, Policy
from concordant.parse.norms import with_norms

__all__ = ["analyse", "load", "load_decisions"]


def analyse(policies: tuple[Policy, ...], decisions: tuple[Decision, ...] = ()) -> Analysis:
    """Everything that follows from the texts and from what people ruled. Same policies and decisions, same analysis."""
    with_their_norms = tuple(with_norms(p) for p in policies)
    compared = tuple(p for p in with_their_norms if p.compared)
    ties = tie(compared)
    rulings = hold(decisions, compared)
    links = decided(link(compared, ties), rulings)
    concerns = find_concerns(with_their_norms)
    return Analysis(
        policies=with_their_norms,
        ties=ties,
        links=links,
        gaps=gaps(compared, firm(ties)),
        conflicts=find_conflicts(compared, ties, links, concerns),
        concerns=concerns,
        passages=passages(compared),
        rulings=rulings,
    )
