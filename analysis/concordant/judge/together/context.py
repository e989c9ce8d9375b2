"""What stands above a rule: who is bound, and what a lead-in or a heading asks of the items below it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

from concordant.judge.together.tokens import groups
from concordant.rulebook.deontics import Deontic, Hit, hits
from concordant.rulebook.modality import strength_rules
from concordant.rulebook.signs import sign

LONGEST_OPENING = 6  # words after the cue of a lead-in that its items complete
_FROM_HEADING: dict[str, Deontic] = {"prohibition": "must-not", "permission": "may", "obligation": "must"}
# Lead-ins that rule without a cue, the first that is found.
_FROM_LEAD_IN: dict[str, Deontic] = {"lead-in-asks": "must", "lead-in-forbids": "must-not", "lead-in-allows": "may"}
_TURNED: dict[Deontic, Deontic] = {"must": "must-not", "may": "must-not", "must-not": "may", "need-not": "must", "none": "none"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """A clause in words: its text and what is read into it from above."""

    text: str
    lead_in: str | None = None
    heading: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What is read into a sentence from above. `says` is None where nothing above rules; `subject` are the words of a
    lead-in before its cue, `verb` those after it.
    """

    says: Deontic | None = None
    advisory: bool = False
    people: frozenset[str] = frozenset()
    subject: str = ""
    verb: str = ""


@lru_cache(maxsize=20_000)
def context_of(lead_in: str | None, heading: str | None) -> Context:
    """The context that a lead-in and a heading give."""
    above = _of_heading(heading) if heading else Context()
    return _of_lead_in(lead_in, above) if lead_in else above


def _of_heading(heading: str) -> Context:
    found = [rule for rule in strength_rules() if rule.id.startswith("heading-") and rule.find(heading)]
    return Context(
        says=next((_FROM_HEADING[rule.gives] for rule in found if rule.gives in _FROM_HEADING), None),
        advisory=any(rule.gives == "advisory" for rule in found),
        people=_bound_by_heading(heading),
    )


def _bound_by_heading(heading: str) -> frozenset[str]:
    """Whom the rules below a heading bind: "Rules for trainees", "Volunteers"; not "Contacting volunteers"."""
    hit = sign("heading-for").find(heading)
    people = groups(hit["who"]) if hit else frozenset[str]()
    if people or not sign("heading-of-people").find(heading) or sign("heading-of-deed").find(heading):
        return people
    return groups(heading)


def _of_lead_in(lead_in: str, above: Context) -> Context:
    stem = lead_in.rstrip(" :-–—")
    # Some cues want a word after them, which the items bring.
    found = hits(f"{stem} x") or hits(stem)
    if not found:
        says = next((says for name, says in _FROM_LEAD_IN.items() if sign(name).find(stem)), above.says)
        return replace(above, says=says)
    hit = found[-1]
    subject, verb = stem[: hit.start], stem[hit.end :].strip()
    # A lead-in that is a sentence of its own introduces its items; it is not their beginning.
    begins = len(verb.split()) <= LONGEST_OPENING
    return Context(
        says=turned_by_subject(hit, subject, stem[hit.start :]), advisory=above.advisory or hit.row.advisory,
        people=groups(sign("opening-of-lead-in").cut(stem)) or above.people, subject=subject if begins else "", verb=verb if begins else "",
    )  # fmt: skip


def turned_by_subject(hit: Hit, before: str, cue: str) -> Deontic:
    """What a cue says after a negative subject: "no member may" forbids, "no member is forbidden" allows, "nobody is obliged" excuses."""
    says = hit.row.gives
    if hit.row.id.startswith("nothing-") or not sign("negative-subject").find(before):
        return says
    return "need-not" if hit.row.id == "must" and sign("obliges").find(cue) else _TURNED[says]
