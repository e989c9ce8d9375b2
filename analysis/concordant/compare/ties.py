"""Ties: which provisions of the hub each clause makes.

N codes need N maps to the hub, not N x N to each other. Two things tie a clause: a cue found in its words, and how near it comes to what
the provision sounds like. A cue in the words that are read into a clause ties it more weakly, because a lead-in speaks for all its items.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

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
    made = made_by(clause.text, clause.lead_in_path, bool(clause.norms))
    return tuple(Tie(clause=clause.id, provision=provision, score=score, words=words) for provision, score, words in made)


@lru_cache(maxsize=20_000)
def made_by(text: str, lead_in_path: tuple[str, ...], rules: bool) -> tuple[tuple[str, float, tuple[str, ...]], ...]:
    """The same of words alone: `rules` says whether they hold a norm. What one clause makes hangs on nothing else, and is kept."""
    cues = _read(text, lead_in_path, rules)
    near = nearness().of_words(text, lead_in_path)
    found = []
    for entry in hub().provisions:
        worth, words = cues.get(entry.id, (0.0, ()))
        share = near.get(entry.id, 0.0)
        if worth or (share >= ALONE and _may_make(rules, entry.kind)):
            found.append((entry.id, round((worth + share) / HIGHEST, 3), words))
    return tuple(found)


def firm(ties: Sequence[Tie]) -> tuple[Tie, ...]:
    """The ties that say which provision a clause makes, in the order they came."""
    return tuple(found for found in ties if found.score >= FIRM)


def cues_of(clause: Clause) -> dict[str, float]:
    """What the cues alone say: by provision, from 0 to 1."""
    return {provision: worth for provision, (worth, _) in _read(clause.text, clause.lead_in_path, bool(clause.norms)).items()}


def _read(text: str, lead_in_path: tuple[str, ...], rules: bool) -> dict[str, tuple[float, tuple[str, ...]]]:
    """The cues in a clause's own words, or, where there are none, in the words that are read into it."""
    cues = _cues(rules, text, OWN_WORDS)
    if not cues and lead_in_path:
        cues = _cues(rules, " ".join((*lead_in_path[-2:], text)), LEAD_IN)
    return cues


def _cues(rules: bool, text: str, base: float) -> dict[str, tuple[float, tuple[str, ...]]]:
    """By provision: what its cues are worth in the text, and the words that they found."""
    return {
        provision: (min(MOST_CUES, base + EXTRA_CUE * (len(words) - 1)), words)
        for provision, words in provisions_in(text).items()
        if _may_make(rules, hub().provision(provision).kind)
    }


def _may_make(rules: bool, kind: str) -> bool:
    return rules or kind != "rule"
