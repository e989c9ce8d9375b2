"""Duty profiles: how many paragraphs of each code say must, must not, should, should not or may, and how many none of these."""

from __future__ import annotations

from collections import Counter

from concordant.model import Policy
from concordant.publish.bars import Bars, Counted, bars
from concordant.publish.names import HEAT, STATES, folder_of, modal, short
from concordant.publish.view import View

WORDS = tuple(HEAT)


def profiles(view: View) -> Bars:
    """All compared codes, to one scale."""
    return bars(WORDS, [_counted(policy) for policy in view.compared])


def profile_of(policy: Policy) -> Bars:
    """One code, to a scale of its own."""
    return bars(WORDS, [_counted(policy)])


def _counted(policy: Policy) -> Counted:
    """A paragraph counts once under each word that it uses."""
    counts: Counter[str] = Counter()
    for clause in policy.clauses:
        counts.update({modal(norm) for norm in clause.norms} or {STATES})
    return Counted(name=short(policy), address=folder_of(policy), total=len(policy.clauses), counts=dict(counts))
