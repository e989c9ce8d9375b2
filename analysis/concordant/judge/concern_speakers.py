"""Who speaks in each clause of a report: headings, numbered replies, rows of a table, e-mails with a sender or a signature."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from concordant.model import Clause, Policy, Unit
from concordant.rulebook.concerns import concern_book

CELLS = " | "
_PART = r"(?:[A-Z][\w'’.-]*|(?:de|van|von|der|la|le|ap)\b)"
_TITLE = (
    r"(?:(?:Town |Parish |County |Borough |District |City |Honorary |Deputy )?"
    r"(?:Councillor|Cllr\.?|Cllrs\.?|Cyng\.?|Cynghorydd|Alderman|Member|Mayor)"
    r"|Baroness|Lord|Lady)"
)
_NAMED = re.compile(rf"\b{_TITLE} (?:(?:Mrs?|Ms|Miss|Dr|Sir|Prof)\.? )?(?P<name>{_PART}(?: {_PART})*)")
_GROUP = re.compile(r"\b(?:The )?(?P<name>(?:[A-Z][\w’'-]+ (?:and )?){1,4}Group)\b")
_BRACKETS = r"(?: ?\([^)]{1,80}\))?"
_SAYS = re.compile(r"(?: (?:said|wrote|writes|says|commented|comments|replied|replies)(?: (?:that|as follows|in an? e-?mail))?)?:$")
_INLINE = re.compile(
    rf"^{_NAMED.pattern[2:]}{_BRACKETS}(?: (?:said|wrote|writes|says|commented|asked|comments))?(?:\s?[:|]\s|\s[-–—|]\s)\s*(?=\S)"
)


@dataclass(slots=True)
class _Walk:
    """Where the walk through a report stands: the speaker of the mail or reply at hand, and what nobody has signed yet."""

    line: str | None = None
    closing: bool = False
    unsigned: list[str] = field(default_factory=list)
    found: dict[str, str] = field(default_factory=dict)


def name_in(text: str) -> str | None:
    """The speaker whom a heading or a line names and nobody else: "Response from Cllr J. O'Neill (Green)" names J. O'Neill."""
    text = _SAYS.sub("", text.strip().strip("|").strip())
    if not concern_book().phrases["speaker"].find(text):
        return None
    found = _NAMED.search(text) or _GROUP.search(text)
    return _plain(found["name"]) if found else None


def _plain(name: str) -> str:
    return re.sub(r"(?:['’]s?|\.)$", "", name.strip(" :,"))


def inline(text: str) -> tuple[str, str] | None:
    """(speaker, what they said) of a paragraph that begins with its speaker: "Cllr Jones – too long", "Councillor A: …"."""
    found = _INLINE.match(text)
    return (_plain(found["name"]), text[found.end() :].strip()) if found else None


def cells_of(clause: Clause) -> tuple[str, ...]:
    """The cells of a row of a table; () where the clause is no row."""
    cells = tuple(c.strip() for c in clause.text.strip("| ").split(CELLS))
    return cells if len(cells) > 1 else ()


def speakers(report: Policy) -> dict[str, str]:
    """Clause id -> speaker, for the clauses in which somebody speaks."""
    walk = _Walk()
    for unit in report.units:
        if not _step(walk, unit) and isinstance(unit, Clause):
            _attribute(walk, unit)
    return walk.found


def _step(walk: _Walk, unit: Unit) -> bool:
    """Takes note of a heading, a sender, a greeting or a signature; whether the unit is one of these."""
    phrases = concern_book().phrases
    if phrases["greets"].find(unit.text):
        walk.unsigned, walk.closing = [], False
        return True
    if phrases["closes"].find(unit.text):
        walk.closing = True
        return True
    if phrases["mail_line"].find(unit.text):
        return _mail_line(walk, unit.text)
    name = name_in(unit.text)
    if walk.closing and name and unit.kind != "title":
        walk.found |= dict.fromkeys((i for i in walk.unsigned if i not in walk.found), name)
        walk.line, walk.closing, walk.unsigned = None, False, []
        return True
    if unit.kind == "heading":
        walk.line, walk.unsigned, walk.closing = None, [], False
        return True
    if name:
        walk.line = name
        return True
    return unit.kind == "title"


def _mail_line(walk: _Walk, text: str) -> bool:
    if text.lower().startswith("from"):
        found = _NAMED.search(text)
        walk.line, walk.unsigned, walk.closing = (_plain(found["name"]) if found else None), [], False
    return True


def _attribute(walk: _Walk, clause: Clause) -> None:
    said = walk.line or _headed(clause)
    if (opening := inline(clause.text)) is not None:
        said = opening[0]
    elif row := next((n for cell in cells_of(clause) if (n := name_in(cell))), None):
        said = row
    elif concern_book().phrases["speaks"].find(clause.text) and (named := _NAMED.match(clause.text)):
        said = _plain(named["name"])
    elif clause.parent in walk.found:
        said = walk.found[clause.parent or ""]
    if said:
        walk.found[clause.id] = said
    else:
        walk.unsigned.append(clause.id)


def _headed(clause: Clause) -> str | None:
    """The nearest thing above the clause that is a person's name: a heading, or the item of a list that it stands under."""
    above = (*clause.heading_path, *clause.lead_in_path)
    return next((n for text in reversed(above) if (n := name_in(text))), None)
