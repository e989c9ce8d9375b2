"""The whole way in one place: folder -> policies -> norms -> ties -> links -> concerns -> conflicts.

`load` is the door to the disk; `analyse` is pure.
"""

from __future__ import annotations

from concordant.compare.gaps import gaps
from concordant.compare.links import link
from concordant.compare.ties import tie
from concordant.corpus import load
from concordant.judge.concerns import find_concerns
from concordant.judge.conflicts import find_conflicts
from concordant.model import Analysis, Policy
from concordant.parse.norms import with_norms

__all__ = ["analyse", "load"]


def analyse(policies: tuple[Policy, ...]) -> Analysis:
    """Everything that follows from the texts. Same policies, same analysis."""
    with_their_norms = tuple(with_norms(p) for p in policies)
    compared = tuple(p for p in with_their_norms if p.compared)
    ties = tie(compared)
    links = link(compared, ties)
    concerns = find_concerns(with_their_norms)
    return Analysis(
        policies=with_their_norms,
        ties=ties,
        links=links,
        gaps=gaps(compared, ties),
        conflicts=find_conflicts(compared, ties, links, concerns),
        concerns=concerns,
    )
