"""Ties: which provisions of the hub each clause makes.

N codes need N maps to the hub, not N x N to each other. Two things tie a clause: a cue found in its words, and how near it comes to what
the provision sounds like. A cue in the words that are read into a clause ties it more weakly, because a lead-in speaks for all its items.
"""

from __future__ import annotations

from collections.abc import Sequence

from concordant.compare.nearness import nearness
from concordant.model import Clause, Policy, Tie
from concordant.rulebook.hub import hub, provisions_in

# What a cue is worth, in the clause's own words and in those read into it, and what each further cue adds. Nearness counts from 0 to 1.
OWN_WORDS = 0.8
LEAD_IN = 0.5
EXTRA_CUE = 0.1
MOST_CUES = 1.0
# The score of a tie runs from 0 to 1: a clause that has the cues and is nearest to the provision of all has 1.
HIGHEST = MOST_CUES + 1.0
# Nearness alone ties a clause only from here; a weaker one would list provisions that the clause merely resembles.
ALONE = 0.2
# From here a tie says which provision a clause makes; below it is evidence for a link and no more.
FIRM = 0.35


def tie(policies: Sequence[Policy]) -> tuple[Tie, ...]:
    """Ties of all clauses of the policies, in order of policy, clause and hub."""
    return tuple(found for policy in policies for clause in policy.clauses for found in ties_of(clause))


def ties_of(clause: Clause) -> tuple[Tie, ...]:
    """The provisions that one clause makes, in order of the hub, each with the cues found; none where nearness alone ties it."""
    cues = _read(clause)
    near = nearness().of(clause)
    ties = []
    for entry in hub().provisions:
        worth, words = cues.get(entry.id, (0.0, ()))
        share = near.get(entry.id, 0.0)
        if worth or (share >= ALONE and _may_make(clause, entry.kind)):
            ties.append(Tie(clause=clause.id, provision=entry.id, score=round((worth + share) / HIGHEST, 3), words=words))
    return tuple(ties)


def firm(ties: Sequence[Tie]) -> tuple[Tie, ...]:
    """The ties that say which provision a clause makes, in the order they came."""
    return tuple(found for found in ties if found.score >= FIRM)


def cues_of(clause: Clause) -> dict[str, float]:
    """What the cues alone say: by provision, from 0 to 1."""
    return {provision: worth for provision, (worth, _) in _read(clause).items()}


def _read(clause: Clause) -> dict[str, tuple[float, tuple[str, ...]]]:
    """The cues in the clause's own words, or, where there are none, in the words that are read into it."""
    cues = _cues(clause, clause.text, OWN_WORDS)
    if not cues and clause.lead_in_path:
        cues = _cues(clause, " ".join((*clause.lead_in_path[-2:], clause.text)), LEAD_IN)
    return cues


def _cues(clause: Clause, text: str, base: float) -> dict[str, tuple[float, tuple[str, ...]]]:
    """By provision: what its cues are worth in the text, and the words that they found."""
    return {
        provision: (min(MOST_CUES, base + EXTRA_CUE * (len(words) - 1)), words)
        for provision, words in provisions_in(text).items()
        if _may_make(clause, hub().provision(provision).kind)
    }


def _may_make(clause: Clause, kind: str) -> bool:
    return bool(clause.norms) or kind != "rule"
