"""How people name a place in a code: "page 3, first hollow bullet", "para 4.2(b)", "section 3, last point", "under 'Scope'".

This module only reads the words; `places` looks for what they name in the code at hand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

_ORDINALS = {
    w: i for i, w in enumerate("first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split(), start=1)
}
_FROM_END = {"last": -1, "final": -1, "penultimate": -2, "last but one": -2, "second to last": -2, "next to last": -2}
_NUMBERS = {w: i for i, w in enumerate("one two three four five six seven eight nine ten eleven twelve".split(), start=1)}
_ORDINAL = "|".join([*sorted(_FROM_END, key=len, reverse=True), *_ORDINALS, r"\d{1,2}(?:st|nd|rd|th)"])
_NUMBER = "|".join([r"\d{1,3}", *_NUMBERS])
_HOLLOW = frozenset({"hollow", "open", "white", "sub", "indented", "inner", "nested"})
_MARK = r"(?P<mark>hollow|open|white|sub|indented|inner|nested|solid|filled|black|round|main|outer)"
_ITEM = r"bullet(?:ed)?(?:[ -]?(?:points?|items?))?"

PAGE = re.compile(
    rf"\b(?:(?P<nth>{_ORDINAL}) page|pages? (?:no\.? )?(?P<number>{_NUMBER})|(?:pg|pp?)\.? ?(?P<short>\d{{1,3}}))\b", re.IGNORECASE
)
POSITION = re.compile(
    rf"\b(?P<nth>{_ORDINAL}) (?:{_MARK}[ -]?)?(?P<unit>{_ITEM}|paragraph|para|item|point|rule|entry|example)\b"
    rf"|\b(?:{_MARK.replace('mark', 'mark_b')}[ -]?)?(?P<unit_b>{_ITEM}) (?:no\.? |number )?(?P<number>{_NUMBER})\b",
    re.IGNORECASE,
)
_LABEL = r"\d{1,3}(?:\.\d{1,3}){0,3}(?:[ ]?\((?:[a-z]|[ivx]{1,5}|\d{1,2})\)){0,2}(?:(?<=\d)[a-h]\b)?"
_NUMBERED_UNIT = r"paragraphs?|paras?\.?|clauses?|(?:sub-?)?sections?|points?|items?|rules?|articles?|numbers?|nos?\."
NUMBERED = re.compile(
    rf"(?:\b(?P<unit>{_NUMBERED_UNIT})|§)[ ]?(?P<label>{_LABEL})(?P<more>(?:(?:,| and| or| to| ?[-–]|,? and) ?{_LABEL})*)(?![\w%])",
    re.IGNORECASE,
)
# A number with a stop in it needs no "paragraph" before it where it begins a remark or follows "in", "at", "of".
_LEADING = re.compile(
    r"(?:^|(?<=\bin )|(?<=\bat )|(?<=\bof )|(?<=\bsee )|(?<=\bunder ))"
    r"(?P<label>\d{1,3}\.\d{1,3}(?:\.\d{1,3})?(?:[ ]?\([a-z]\))?)(?=[\s:.,;–—-]|$)",
    re.IGNORECASE,
)
# "C3", "B4(a)": a place only where the code has such a number.
LETTERED = re.compile(r"\b(?P<label>[A-Z]\d{1,2}(?:\.\d{1,2})?(?:[ ]?\([a-z]\))?)(?![\w%])")
NEUTRAL = re.compile(r"\[(?P<label>\d{1,3})\]")
SECTION = re.compile(
    rf"\b(?:(?P<nth>{_ORDINAL}) (?:section|part|heading)|(?:section|part) (?P<number>{_NUMBER})(?!\.?\d)"
    r"|(?:section|part|annex|appendix) (?P<letter>(?-i:[A-Z])))\b",
    re.IGNORECASE,
)
PLURAL = re.compile(
    r"\b(?:bullets|paragraphs|points|items|(?:the|this|that) (?:bullet|paragraph|point|item))(?: points?)? "
    r"(?:about|on|concerning|regarding|dealing with) [^.;,]{1,120}?"
    r"(?= (?:are|is|repeats?|conflicts?|contradicts?)\b|[.;,]|$)",
    re.IGNORECASE,
)
# "The ban on X", "the rule about X": a rule named by what it is about.
_RULE_NAMES = (
    r"rules?|bans?|prohibitions?|restrictions?|requirements?|passages?|parts?|bits?|wording|lines?|sentences?|advice|provisions?|duty|duties|"
    r"guidance|notion|idea|demand|section|paragraph|bullet|point"
)
DESCRIBED = re.compile(
    rf"\b(?:{_RULE_NAMES}) (?:on|about|concerning|regarding|against|that|for|of|to) (?P<about>[^.;?]{{4,160}})", re.IGNORECASE
)


def _bare(pattern: re.Pattern[str]) -> str:
    """The pattern without names of groups, so that it can stand inside another."""
    return re.sub(r"\?P<\w+>", "?:", pattern.pattern)


# A heading in quotation marks, or in capitals after "under" or before a position.
_QUOTED = r"[“\"‘'](?P<quoted>[^“”\"]{3,80}?)[”\"’']"
_CAPITALS = r"(?P<named>[A-Z][\w’'-]*(?: (?:[A-Z][\w’'-]*|and|of|to|for|the|in|on|a|or))*)"
_IN_PART = r"(?:in|within|of|from) the (?:section|part|paragraphs?|list)(?: (?:on|called|headed|titled|entitled|about))?"
_IN = rf"\b(?:under|below|beneath|{_IN_PART}|headed|heading|section (?:on|called|headed))"
UNDER = re.compile(rf"(?i:{_IN})(?: the)?(?i: heading| section)?(?: of)? (?:{_QUOTED}|{_CAPITALS})")
_BEFORE = re.compile(rf"(?:{_QUOTED}|{_CAPITALS})(?i: section| heading)?,? [-–—]? ?(?=(?i:the )?(?i:{_bare(POSITION)}))")
_NAMED_SECTION = re.compile(rf"\b[Tt]he (?:{_QUOTED}|{_CAPITALS}) (?:section|heading|part)\b")
_ANY = "|".join(_bare(p) for p in (PAGE, SECTION, POSITION))
PLACE_ONLY = re.compile(
    rf"^(?:(?:on|in|at|the|top of|bottom of)\s+)*(?:{_ANY}|{_bare(NUMBERED)})"
    rf"(?:[\s:.,;–—-]+(?:(?:on|in|of|the)\s+)*(?:{_ANY}))*[\s:.,–—-]*$",
    re.IGNORECASE,
)

Sort = Literal["bullet", "hollow", "point", "paragraph"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """One place named in a text, from `start` to `end`: the nth of a sort of unit (from the end where negative), or printed `labels`.

    `neutral` labels are the numbers in square brackets that Concordant gives; `section` labels name a section rather than a paragraph.
    """

    start: int
    end: int
    nth: int = 0
    sort: Sort = "bullet"
    labels: tuple[str, ...] = ()
    neutral: bool = False
    section: bool = False
    lettered: bool = False


def ordinal(text: str | None) -> int | None:
    """1 for "first", "1st", "one" and "1"; -1 for "last"; None for no number."""
    said = (text or "").lower()
    if said in _FROM_END:
        return _FROM_END[said]
    if found := _ORDINALS.get(said) or _NUMBERS.get(said):
        return found
    digits = re.match(r"\d+", said)
    return int(digits.group()) if digits else None


def page_number(text: str | None) -> int | None:
    """The first page that `text` names, or None."""
    found = PAGE.search(text or "")
    return ordinal(found["nth"] or found["number"] or found["short"]) if found else None


def section_number(text: str) -> int | None:
    """The number of the section that `text` names as a place to look in, or None."""
    found = SECTION.search(text)
    return ordinal(found["nth"] or found["number"]) if found else None


def section_letter(text: str) -> str | None:
    """The letter of the section that `text` names, small, or None."""
    found = SECTION.search(text)
    return found["letter"].lower() if found and found["letter"] else None


def headings_named(text: str) -> tuple[str, ...]:
    """Words that `text` gives as a heading, surest first."""
    found = [m["quoted"] or m["named"] for p in (UNDER, _NAMED_SECTION, _BEFORE) for m in p.finditer(text)]
    return tuple(dict.fromkeys(f.strip(" ,") for f in found if not PAGE.fullmatch(f) and not POSITION.fullmatch(f)))


def label_of(printed: str) -> str:
    """A printed number without its stops and spaces: "4.2." and "(a)" are 4.2 and a; "4.2 (b)" and "7a" are 4.2(b) and 7(a)."""
    said = re.sub(r"(?<=\d)([a-h])$", r"(\1)", printed.strip().lower().replace(" ", "")).rstrip(".")
    if said.startswith("("):
        return said.strip("()")
    return said if "(" in said else said.rstrip(").")


def named_places(text: str) -> tuple[Named, ...]:
    """Every paragraph, bullet or number that `text` names, in text order; pages, headings and sections only say where to look."""
    found = [*_positions(text), *_labels(text)]
    taken: list[Named] = []
    for place in sorted(found, key=lambda n: (n.start, -n.end)):
        if not taken or place.start >= taken[-1].end:
            taken.append(place)
    return tuple(taken)


def _positions(text: str) -> Iterator[Named]:
    for m in POSITION.finditer(text):
        nth = ordinal(m["nth"] or m["number"])
        unit, mark = (m["unit"] or m["unit_b"]).lower(), (m["mark"] or m["mark_b"] or "").lower()
        sort: Sort = "paragraph" if unit.startswith("para") else "bullet" if unit.startswith("bullet") else "point"
        if nth:
            yield Named(start=m.start(), end=m.end(), nth=nth, sort="hollow" if mark in _HOLLOW else sort)


def _labels(text: str) -> Iterator[Named]:
    for m in (*NUMBERED.finditer(text), *_LEADING.finditer(text)):
        unit = (m.groupdict().get("unit") or "").lower()
        more = re.findall(_LABEL, m.groupdict().get("more") or "")
        labels = tuple(label_of(one) for one in (m["label"], *more))
        yield Named(start=m.start(), end=m.end(), labels=labels, section="section" in unit)
    for m in LETTERED.finditer(text):
        yield Named(start=m.start(), end=m.end(), labels=(label_of(m["label"]),), lettered=True)
    for m in NEUTRAL.finditer(text):
        yield Named(start=m.start(), end=m.end(), labels=(m["label"],), neutral=True)


def said_place(text: str) -> list[str]:
    """The words of `text` that name a place, in text order, each once."""
    spans = [(m.start(), m.end()) for p in (PAGE, SECTION, UNDER, NUMBERED, POSITION, PLURAL, NEUTRAL) for m in p.finditer(text)]
    found: list[str] = []
    end = 0
    for start, stop in sorted(spans, key=lambda s: (s[0], -s[1])):
        if start >= end:
            found.append(text[start:stop].strip(" ,"))
            end = stop
    return found
