"""The whole way in one place: folder -> policies -> norms -> ties -> links, ruled on by people -> concerns -> conflicts, ruled on too.

`load`, `load_decisions` and `load_registers` are the doors to the disk; `analyse` is pure.
"""

from __future__ import annotations

from concordant.compare.deciding import decided, hold
from concordant.compare.gaps import gaps
from concordant.compare.lineage import passages
from concordant.compare.links import link
from concordant.compare.ties import firm, tie
from concordant.corpus import load
from concordant.decisions import load_decisions
from concordant.judge.accepting import settle
from concordant.judge.concern_register import registered
from concordant.judge.concerns import find_concerns
from concordant.judge.conflicts import find_conflicts
from concordant.model import Analysis, Decision, Policy
from concordant.parse.norms import with_norms
from concordant.register import Register, load_registers

__all__ = ["analyse", "load", "load_decisions", "load_registers"]


def analyse(policies: tuple[Policy, ...], decisions: tuple[Decision, ...] = (), registers: tuple[Register, ...] = ()) -> Analysis:
    """Everything that follows from the texts and from what people ruled and mended. Same input, same analysis."""
    with_their_norms = tuple(with_norms(p) for p in policies)
    compared = tuple(p for p in with_their_norms if p.compared)
    ties = tie(compared)
    rulings = hold(decisions, compared)
    links = decided(link(compared, ties), rulings)
    concerns = registered(find_concerns(with_their_norms), registers, with_their_norms)
    conflicts, rejected = settle(find_conflicts(compared, ties, links, concerns), rulings, compared)
    return Analysis(
        policies=with_their_norms,
        ties=ties,
        links=links,
        gaps=gaps(compared, firm(ties)),
        conflicts=conflicts,
        concerns=concerns,
        passages=passages(compared),
        rulings=rulings,
        rejected=rejected,
    )
