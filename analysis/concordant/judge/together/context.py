"""What stands above a rule: who is bound, and what a lead-in or a heading asks of the items below it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from concordant.rulebook.deontics import Deontic, hits
from concordant.rulebook.lexicon import lexicon, tokens
from concordant.rulebook.modality import strength_rules

_FROM_HEADING: dict[str, Deontic] = {"prohibition": "must-not", "permission": "may", "obligation": "must"}
_BINDS = re.compile(r"\b(?:rules?|code|guidance|guidelines?|standards?|duties|advice|conduct|note|notes|section|part|policy|protocol|requirements?|for|of)\b.*?\bfor\b\s+(?P<who>.+)|^(?P<only>[\w\s-]+?)(?: only)?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """A clause in words: its text and what is read into it from above."""

    text: str
    lead_in: str | None = None
    heading: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What is read into a sentence from above. `says` is None where nothing above rules."""

    says: Deontic | None
    advisory: bool
    people: frozenset[str]


def context_of(clause: Words) -> Context:
    """The context of a clause with `lead_in` and `heading`."""
    lead_in, heading = clause.lead_in, clause.heading
    says: Deontic | None = None
    advisory = False
    people: frozenset[str] = frozenset()
    if heading:
        rules = [r for r in strength_rules() if r.id.startswith("heading-") and r.find(heading)]
        advisory = any(r.gives == "advisory" for r in rules)
        says = next((_FROM_HEADING[r.gives] for r in rules if r.gives in _FROM_HEADING), None)
        people = _people(m["who"] or "") if (m := re.search(r"\bfor\s+(?P<who>.+)$", heading, re.IGNORECASE)) else frozenset()
        if not people and re.match(r"^[\w\s'-]{0,30}(?:staff|employees|members|councillors|officers|volunteers|moderators)$", heading, re.IGNORECASE) and not re.match(r"^\w+ing\b", heading):
            people = _people(heading)
    if lead_in:
        stem = lead_in.rstrip(" :-–—")
        found = hits(f"{stem} x") or hits(stem)
        if found:
            says = found[-1].row.gives
            advisory = advisory or found[-1].row.advisory
            people = _people(stem) or people
        elif re.match(r"\W*do\b", stem, re.IGNORECASE):
            says = "must"
        elif re.search(r"\b(?:unacceptable|prohibited|forbidden|avoid|not to)\b", stem, re.IGNORECASE):
            says = "must-not"
        elif re.search(r"\b(?:acceptable|permitted|allowed)\b", stem, re.IGNORECASE):
            says = "may"
    return Context(says=says, advisory=advisory, people=people)


def _people(text: str) -> frozenset[str]:
    kinds = lexicon()
    return frozenset(s for t in tokens(text) for s in t.senses if kinds[s].kind == "people")
