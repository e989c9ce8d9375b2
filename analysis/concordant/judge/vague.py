"""Where vague terms stand, and whether the code says what it means by them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from concordant.model import Clause, Policy
from concordant.rulebook.vague import VagueTerm, vague_terms

_DEFINES = re.compile(r"\b(?:means|is defined as|is taken to mean)\b", re.IGNORECASE)
_WITHIN = 40  # characters after the term in which its definition must begin


@dataclass(frozen=True, slots=True, kw_only=True)
class VagueUse:
    """One vague term in one clause. `words` is a verbatim substring of the clause's text; `defined_in` is the id of a clause of the
    same policy whose sentence or heading explains the term ("what do we consider inappropriate?"), or None.
    """

    clause: str
    term: str
    words: str
    asks: str
    defined_in: str | None = None


def find_vague(policies: Sequence[Policy]) -> tuple[VagueUse, ...]:
    """Every vague term of every clause of the compared policies, by policy, in text order."""
    return tuple(
        VagueUse(clause=clause.id, term=term.id, words=found.group(), asks=term.asks, defined_in=_definition(term, policy))
        for policy in sorted((p for p in policies if p.compared), key=lambda p: p.id)
        for clause in policy.clauses
        for term in vague_terms()
        if (found := term.find(clause.text))
    )


def _definition(term: VagueTerm, policy: Policy) -> str | None:
    return next((c.id for c in policy.clauses if _explains(term, c)), None)


def _explains(term: VagueTerm, clause: Clause) -> bool:
    if any(h.rstrip().endswith("?") and term.find(h) for h in clause.heading_path):
        return True
    found = term.find(clause.text)
    return found is not None and _DEFINES.search(clause.text, found.end(), found.end() + _WITHIN) is not None
