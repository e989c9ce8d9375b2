"""What stands above a rule: who is bound, and what a lead-in or a heading asks of the items below it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from concordant.rulebook.deontics import Deontic, Hit, hits
from concordant.rulebook.lexicon import lexicon, tokens
from concordant.rulebook.modality import strength_rules

_WHEN = re.compile(r"^\W*(?:if|when|where|while|during|outside|in|on|at|for|before|after|once|as|with|under|unless)\b[^,]*,\s*", re.IGNORECASE)
LONGEST_OPENING = 6  # words after the cue of a lead-in that its items complete
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
    """What is read into a sentence from above. `says` is None where nothing above rules; `subject` are the words of a
    lead-in before its cue, `verb` those after it."""

    says: Deontic | None
    advisory: bool
    people: frozenset[str]
    subject: str = ""
    verb: str = ""


def context_of(clause: Words) -> Context:
    """The context of a clause with `lead_in` and `heading`."""
    lead_in, heading = clause.lead_in, clause.heading
    says: Deontic | None = None
    advisory = False
    subject = verb = ""
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
            says = turned_by_subject(found[-1], stem[: found[-1].start], stem[found[-1].start :])
            advisory = advisory or found[-1].row.advisory
            subject, verb = stem[: found[-1].start], stem[found[-1].end :].strip(" x")
            # A lead-in that is a sentence of its own introduces its items; it is not their beginning.
            if len(verb.split()) > LONGEST_OPENING:
                subject = verb = ""
            people = _people(_WHEN.sub("", stem, count=1)) or people
        elif re.match(r"\W*do\b", stem, re.IGNORECASE):
            says = "must"
        elif re.search(r"\b(?:unacceptable|prohibited|forbidden|avoid|not to)\b", stem, re.IGNORECASE):
            says = "must-not"
        elif re.search(r"\b(?:acceptable|permitted|allowed)\b", stem, re.IGNORECASE):
            says = "may"
    return Context(says=says, advisory=advisory, people=people, subject=subject, verb=verb)


NEGATIVE = re.compile(
    r"(?<!\w)(?:no(?! (?:later|more|less|fewer|longer|sooner|matter))|nobody|no one|no-one|none|nothing|neither|not one|at no time|"
    r"under no circumstances|in no circumstances|on no account)\b",
    re.IGNORECASE,
)
_TURNS: dict[Deontic, Deontic] = {"must": "must-not", "may": "must-not", "must-not": "may", "need-not": "must", "none": "none"}
_OBLIGED = re.compile(r"\b(?:required|obliged|expected|bound|needs?|ha(?:s|ve) to)\b", re.IGNORECASE)


def turned_by_subject(hit: Hit, before: str, cue: str) -> Deontic:
    """What a cue says after a negative subject: "no member may" forbids, "no member is forbidden" allows, "nobody is obliged" excuses."""
    says = hit.row.gives
    if hit.row.id.startswith("nothing-") or not NEGATIVE.search(before):
        return says
    return "need-not" if hit.row.id == "must" and _OBLIGED.search(cue) else _TURNS[says]


def _people(text: str) -> frozenset[str]:
    kinds = lexicon()
    return frozenset(s for t in tokens(text) for s in t.senses if kinds[s].kind == "people")
