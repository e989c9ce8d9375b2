"""Ties: which provisions of the hub each clause makes.

N codes need N maps to the hub, not N x N to each other. A cue in the clause's own words ties it; a cue in the words that are read into it
ties it more weakly, because a lead-in speaks for all its items.
"""

from __future__ import annotations

from collections.abc import Sequence

from concordant.model import Clause, Policy, Tie
from concordant.rulebook.hub import hub

OWN_WORDS = 0.8
LEAD_IN = 0.5
EXTRA_CUE = 0.1


def tie(policies: Sequence[Policy]) -> tuple[Tie, ...]:
    """Ties of all clauses of the policies, in order of policy, clause and hub."""
    return tuple(found for policy in policies for clause in policy.clauses for found in ties_of(clause))


def ties_of(clause: Clause) -> tuple[Tie, ...]:
    """The provisions that one clause makes: by its own words, or, where those make none, by the words that are read into it."""
    own = [
        Tie(clause=clause.id, provision=entry.id, score=min(1.0, OWN_WORDS + EXTRA_CUE * (len(words) - 1)), words=words)
        for entry in hub().provisions
        if (words := entry.found_in(clause.text))
    ]
    if own or not clause.lead_in_path:
        return tuple(own)
    whole = " ".join((*clause.lead_in_path[-2:], clause.text))
    return tuple(
        Tie(clause=clause.id, provision=entry.id, score=LEAD_IN, words=words)
        for entry in hub().provisions
        if (words := entry.found_in(whole))
    )
