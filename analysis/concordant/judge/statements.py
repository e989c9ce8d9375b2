"""A report's statements: who says what, about which quoted words or which place.

A statement is a clause of the report under a speaker's heading ("Councillor Ahmed") that is more than a quotation. A paragraph that is
one whole quotation is what the next statements are about, or, after words of proposal, the wording that the speaker would like.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from concordant.judge.passages import contained
from concordant.model import Clause, Policy
from concordant.rulebook.concerns import concern_book
from concordant.rulebook.principles import principles

_ORDINAL = "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|last"
_NUMBER = "\\d+|one|two|three|four|five|six|seven|eight|nine|ten"
PAGE = re.compile(rf"\b(?:(?P<nth>{_ORDINAL}) page|pages? (?P<number>{_NUMBER}))\b", re.I)
BULLET = re.compile(
    rf"\b(?:(?P<nth>{_ORDINAL}) )(?:(?P<mark>hollow|open|white|solid|filled|black|round) )?"
    r"(?P<unit>bullet(?: points?)?|paragraph|item|point)\b",
    re.I,
)
UNDER = re.compile(r"\b[Uu]nder (?:the (?:heading )?)?[“\"‘']?(?P<heading>[A-Z][\w’']*(?: (?:[A-Z][\w’']*|and|of|to|for|the|in))*)")
PLURAL = re.compile(r"\bbullets? (?:about|on|concerning) [^.;,]{1,120}?(?= (?:are|is|repeats?|conflicts?|contradicts?)\b|[.;,])", re.I)
_PLACE_ONLY = re.compile(
    rf"^(?:{PAGE.pattern}|(?:{_ORDINAL}) section|section (?:{_NUMBER}))[\s:.,–-]*$".replace("?P<nth>", "?:").replace("?P<number>", "?:"),
    re.I,
)
_WHOLE = re.compile(r"^[\"“](?P<words>.+)[\"”]\.?$", re.S)
_OPENING = re.compile(r"^[\"“](?P<words>.{25,}?[.!?])[\"”](?=\s)", re.S)
_INSIDE = re.compile(r"(?:(?<=\s)|^)['‘\"“](?P<words>\S.{14,800}?)['’\"”](?=[\s.,;]|$)", re.S)
_PART = r"(?:[A-Z][\w'’.-]*|de|van|von|der|la|le)"
_NAME = re.compile(rf"^(?:Councillor|Cllr\.?|Alderman|Member|Mayor|Baroness|Lord) (?P<name>{_PART}(?: {_PART})*)")
_TITLED = re.compile(rf"\b(?:Councillor|Cllr\.?) (?P<name>{_PART}(?: {_PART})*)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """`own` is the clause's text without the words it quotes; `about` is `own` with the lead-ins it completes.

    `reference` is the place named, in the report's words; `quote` the passage quoted; `proposal` the wording asked for;
    `endorses` names of other speakers; `head` the clause id of the statement that this one gives reasons for.
    """

    clause: Clause
    speaker: str
    own: str
    about: str
    quote: str | None = None
    reference: str | None = None
    proposal: str | None = None
    endorses: tuple[str, ...] = ()
    head: str | None = None


def statements(report: Policy) -> tuple[Statement, ...]:
    """Every statement of `report`, in text order."""
    found: list[Statement] = []
    before: Clause | None = None
    # A quotation or a page that stands as a paragraph of its own holds for what follows under the same heading, by the same speaker.
    pending: tuple[object, str] | None = None
    page: tuple[object, str] | None = None
    for clause in report.clauses:
        speaker = speaker_of(clause)
        here = (clause.heading_path, speaker)
        if _PLACE_ONLY.match(clause.text):
            page, before = (here, clause.text), clause
            continue
        if speaker is None or _states_principle(clause.text):
            before = clause
            continue
        whole = _WHOLE.match(clause.text)
        if whole and not _OPENING.match(clause.text):
            if found and before is not None and before.id == found[-1].clause.id and _proposes(before.text):
                found[-1] = replace(found[-1], proposal=whole["words"])
            else:
                pending = (here, whole["words"])
        else:
            above = tuple(words[1] if words and words[0] == here else None for words in (pending, page))
            found.append(_statement(clause, speaker, above, found))
        before = clause
    return tuple(found)


def speaker_of(clause: Clause) -> str | None:
    """Who speaks in this clause: named at its start with a verb of speech, or by the nearest heading that is a person's name."""
    book = concern_book()
    if book.phrases["speaks"].find(clause.text) and (named := _NAME.match(clause.text)):
        return named["name"].strip()
    for heading in reversed(clause.heading_path):
        if book.phrases["speaker"].find(heading.strip()) and (named := _NAME.match(heading.strip())):
            return named["name"].strip(" :")
    return None


def _statement(clause: Clause, speaker: str, above: tuple[str | None, ...], found: list[Statement]) -> Statement:
    """`above` is the quotation and the place that stand before the clause as paragraphs of their own, if any."""
    pending, page = above
    opening = _OPENING.match(clause.text)
    inside = None if opening else next(_inside(clause.text), None)
    own = clause.text[opening.end() :].strip() if opening else clause.text.replace(inside, "") if inside else clause.text
    page_wide = concern_book().phrases["all_of_page"].find(own) is not None
    quote = opening["words"] if opening else inside or (None if page_wide else pending)
    head = next((s for s in found if s.clause.id == clause.parent), None)
    if head is not None:
        quote = quote or head.quote
    return Statement(
        clause=clause,
        speaker=speaker,
        own=own,
        about=" ".join(filter(None, [own, *(t for t in clause.lead_in_path if not _PLACE_ONLY.match(t))])),
        quote=quote,
        reference=_reference(clause, own, page) or (head.reference if head else None),
        endorses=_endorsed(clause.text, speaker),
        head=head.clause.id if head else None,
        proposal=_removal(own),
    )


def _inside(text: str) -> Iterator[str]:
    return (m["words"] for m in _INSIDE.finditer(text) if len(m["words"].split()) >= 4)


def _reference(clause: Clause, own: str, page: str | None) -> str | None:
    """The place the statement names: the page it stands under, then its own words for page, heading, paragraph or bullet."""
    above = [t.strip(" :.") for t in (*clause.heading_path, page or "", *clause.lead_in_path) if _PLACE_ONLY.match(t)]
    inner = [m.group().strip() for p in (PAGE, UNDER, BULLET, PLURAL) for m in p.finditer(own)]
    return ", ".join(dict.fromkeys([*above[-1:], *inner])) or None


def _removal(own: str) -> str | None:
    phrase = concern_book().phrases["removes"]
    return next((s.strip() for s in re.split(r"(?<=[.!?])\s+", own) if phrase.find(s)), None)


def _endorsed(text: str, speaker: str) -> tuple[str, ...]:
    if not concern_book().phrases["endorses"].find(text):
        return ()
    names = (re.sub(r"(?:['’]s?|\.)$", "", m["name"]) for m in _TITLED.finditer(text))
    return tuple(sorted({n for n in names if n != speaker}))


def _proposes(text: str) -> bool:
    return concern_book().phrases["proposes"].find(text) is not None


def _states_principle(text: str) -> bool:
    """A paragraph that sets out a principle in its official words is evidence for the statement before it, not one of its own."""
    return any(p.quoted and contained(p.quoted, text) > 0.8 for p in principles())
