"""A report's statements: who says what, about which quoted words or which place.

A statement is a clause of the report in which somebody speaks and that is more than a quotation. A paragraph that is
one whole quotation is what the next statements are about, or, after words of proposal, the wording that the speaker would like.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from concordant.judge.concern_references import PLACE_ONLY, said_place
from concordant.judge.concern_speakers import cells_of, inline, name_in, speakers
from concordant.judge.passages import contained
from concordant.model import Clause, Policy
from concordant.rulebook.concerns import concern_book
from concordant.rulebook.principles import principles

_WHOLE = re.compile(r"^[\"“](?P<words>.+)[\"”]\.?$", re.S)
_OPENING = re.compile(r"^[\"“](?P<words>.{25,}?[.!?])[\"”](?=\s)", re.S)
_INSIDE = re.compile(
    r"(?:(?<=[\s(])|^)(?:“(?P<curly>[^“”]{2,800})”|\"(?P<straight>[^\"]{2,800})\"|['‘](?P<single>\S.{1,800}?)['’](?=[\s.,;:)?!]|$))", re.S
)
_PART = r"(?:[A-Z][\w'’.-]*|(?:de|van|von|der|la|le)\b)"
_TITLED = re.compile(rf"\b(?:Councillor|Cllr\.?) (?P<name>{_PART}(?: {_PART})*)")
# Quotation marks around a single word are often no quotation at all; such words count only where the code has them.
_LEAST = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """`own` is the clause's text without the words it quotes; `about` is `own` with the lead-ins it completes.

    `reference` is the place named, in the report's words, `above` the part of it that stands above the clause; `quote` the passage quoted,
    `others` further quotations in the clause, `cells` what a row of a table says besides the speaker; `proposal` the wording asked for;
    `endorses` names of other speakers; `head` the clause id of the statement that this one gives reasons for.
    """

    clause: Clause
    speaker: str
    own: str
    about: str
    quote: str | None = None
    others: tuple[str, ...] = ()
    cells: tuple[str, ...] = ()
    reference: str | None = None
    above: str = ""
    proposal: str | None = None
    endorses: tuple[str, ...] = ()
    head: str | None = None


def statements(report: Policy) -> tuple[Statement, ...]:
    """Every statement of `report`, in text order."""
    found: list[Statement] = []
    said_by = speakers(report)
    before: Clause | None = None
    # A quotation or a page that stands as a paragraph of its own holds for what follows under the same heading, by the same speaker.
    pending: tuple[object, str] | None = None
    page: tuple[object, str] | None = None
    for clause in report.clauses:
        speaker = said_by.get(clause.id)
        here = (clause.heading_path, speaker)
        if PLACE_ONLY.match(clause.text):
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


def _statement(clause: Clause, speaker: str, above: tuple[str | None, ...], found: list[Statement]) -> Statement:
    """`above` is the quotation and the place that stand before the clause as paragraphs of their own, if any."""
    pending, page = above
    cells = tuple(c for c in cells_of(clause) if name_in(c) != speaker)
    text = ". ".join(c.rstrip(".") for c in cells) + "." if cells else (inline(clause.text) or ("", clause.text))[1]
    opening = _OPENING.match(text)
    quotes = list(_inside(text))
    wanted = _wording(text) if not opening else None
    quotes = [q for q in quotes if q != wanted]
    inside = None if opening else next((q for q in quotes if len(q.split()) >= _LEAST), None)
    own = text[opening.end() :].strip() if opening else text.replace(inside, "") if inside else text
    page_wide = concern_book().phrases["all_of_page"].find(own) is not None
    quote = opening["words"] if opening else inside or (None if page_wide or wanted else pending)
    head = next((s for s in found if s.clause.id == clause.parent), None)
    if head is not None:
        quote = quote or head.quote
    over = _above(clause, page)
    return Statement(
        clause=clause,
        speaker=speaker,
        own=own,
        about=" ".join(filter(None, [own, *(t for t in clause.lead_in_path if not PLACE_ONLY.match(t) and not cells)])),
        quote=quote,
        others=tuple(q for q in quotes if q != quote),
        cells=cells,
        reference=", ".join(dict.fromkeys([*([over] if over else []), *said_place(own)])) or (head.reference if head else None),
        above=over or (head.above if head else ""),
        endorses=_endorsed(clause.text, speaker),
        head=head.clause.id if head else None,
        proposal=wanted or _removal(own),
    )


def _inside(text: str) -> Iterator[str]:
    for m in _INSIDE.finditer(text):
        yield (m["curly"] or m["straight"] or m["single"]).strip()


def _wording(text: str) -> str | None:
    """The words in quotation marks that the speaker would like to read: what follows "it should say:" or "replace it with"."""
    wishes = concern_book().phrases["wishes"]
    return next((q for q in _inside(text) if len(q.split()) >= _LEAST and wishes.find(text[: text.find(q) - 1])), None)


def _above(clause: Clause, page: str | None) -> str:
    """The place that the clause stands under: a heading, a line or a lead-in that names a place and nothing else."""
    above = [t.strip(" :.") for t in (*clause.heading_path, page or "", *clause.lead_in_path) if PLACE_ONLY.match(t)]
    return above[-1] if above else ""


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
