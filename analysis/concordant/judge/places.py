"""Places that people name, looked up in a code by its structure: "page 3, first hollow bullet", "para 4.2(b)".

The code at hand is seldom the print that the speaker held: pages differ, a bullet more or less. So a place gives candidates with the
reasons why it is not certain, and the subject of what is said chooses among them. Where the code at hand has no pages, they are inferred
from the quotations for which the report itself names a page.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from concordant.judge.concern_references import (
    LETTERED,
    PLURAL,
    Named,
    headings_named,
    label_of,
    named_places,
    page_number,
    section_letter,
    section_number,
)
from concordant.judge.passages import Subjects, word_stems
from concordant.judge.passages import words as said_words
from concordant.model import Clause, Policy, Unit

__all__ = ["Outline", "Pages", "Placed", "Where", "by_place", "page_number"]

_NEAR = 1  # how far an ordinal may be off: prints differ by a bullet
_LEAST = 0.12  # least subject score of a unit that is described where its ordinal may be off
_DESCRIBED = 0.2  # least subject score of units named by their subject alone
_CLEARLY = 0.3  # a unit beside the one counted must reach this score, and twice that of the one counted, to be taken instead
_ALIKE = 0.6  # share of the words of two headings that they have in common when they are held to be one


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """What one place, or several named together, turned out to be: clauses likeliest first, whether the first is certain, and why not."""

    clauses: tuple[Clause, ...] = ()
    sure: bool = False
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Where:
    """Which part of a code to look in: its units, how that is known ("heading", "section", "page", "code"), and what is doubtful of it."""

    units: tuple[Unit, ...]
    known: str = "code"
    reasons: tuple[str, ...] = ()


class Outline:
    """A code as a reader counts it: sections with their headings, bullets within bullets, printed numbers, pages."""

    def __init__(self, code: Policy, pages: Pages | None = None) -> None:
        self.code = code
        self._pages = pages
        self._units = tuple(u for u in code.units if u.kind in {"clause", "lead-in"})
        self._by_id = {u.id: u for u in code.units}
        self._headings = tuple(u for u in code.units if u.kind == "heading")
        self._labels: dict[str, list[Unit]] = {}
        for unit in self._units:
            for label in self._labels_of(unit):
                self._labels.setdefault(label, []).append(unit)

    def where(self, text: str, above: str = "") -> Where:
        """The narrowest part that `text`, or what stands above it, names; the whole code where it names none."""
        for said in (text, above):
            if heading := self._heading(headings_named(said)) or self.heading_in(said):
                return Where(units=self._under(heading), known="heading")
        for said in (text, above):
            if within := self._within(said):
                return Where(units=within, known="section")
        for said in (text, above):
            letter = section_letter(said)
            if heading := next((h for h in self._headings if letter and label_of(h.printed or "") == letter), None):
                return Where(units=self._under(heading), known="section")
            if (number := section_number(said)) and (found := self._section(number)):
                return found
        if (page := page_number(text) or page_number(above)) is not None:
            return self._on_page(page)
        return Where(units=self._units, reasons=("heading-not-there",) if headings_named(text) else ())

    def sections_named(self, text: str) -> tuple[Clause, ...]:
        """The clauses of the section that `text` names, () where it names none."""
        found = self.where(text)
        return self.clauses(found.units) if found.known in {"heading", "section"} else ()

    def counted(self, place: Named, where: Where) -> list[Unit]:
        """The units among which `place` counts, in text order."""
        outer = {u.parent for u in where.units[:1]}
        top = [u for u in where.units if not self._nested(u)] or [u for u in where.units if u.parent in outer]
        if place.sort == "hollow":
            return [u for u in where.units if self._nested(u) and u not in top] or [u for u in where.units if self._nested(u)]
        if place.sort == "paragraph":
            return [u for u in top if not u.in_list or re.match(r"\d", u.printed or "")] or top
        listed = [u for u in top if u.in_list]
        if place.sort == "bullet":
            # Numbered paragraphs are no bullets, where there are others.
            plain = [u for u in listed if not re.match(r"\d", u.printed or "")]
            inner = [u for u in where.units if listed and u.in_list and self._nested(u)]
            listed = plain or inner or listed
        return listed or top

    def labelled(self, label: str, where: Where) -> list[Unit]:
        """The units that print this number, those in `where` if there are any."""
        found = self._labels.get(label, [])
        return [u for u in found if u in where.units] or found

    def under_number(self, label: str) -> tuple[Clause, ...]:
        """The clauses of the section with this printed number."""
        heading = next((h for h in self._headings if h.printed and label_of(h.printed) == label), None)
        units = self._under(heading) if heading else tuple(u for u in self._units if self._absolute(u).startswith(f"{label}."))
        return self.clauses(units)

    def leads(self, label: str) -> bool:
        """Whether other units stand under the paragraph with this printed number."""
        ids = {u.id for u in self._labels.get(label, [])}
        return any(ids & {u.parent or "", *u.lead_ins} for u in self._units)

    def numbered(self, number: int) -> Clause | None:
        """The clause with the neutral paragraph number."""
        return self.code.clauses[number - 1] if 0 < number <= len(self.code.clauses) else None

    @property
    def has_numbers(self) -> bool:
        """Whether the paragraphs print numbers that do not begin again in each list."""
        return any("." in label or len(units) == 1 for label, units in self._labels.items() if label[0].isdigit())

    def clauses(self, units: Sequence[Unit]) -> tuple[Clause, ...]:
        """The clauses among units; a lead-in stands for what it leads into."""
        ids = {u.id for u in units}
        return tuple(c for c in self.code.clauses if c.id in ids or ids & set(c.lead_ins))

    def _nested(self, unit: Unit) -> bool:
        return (parent := self._by_id.get(unit.parent or "")) is not None and parent.kind in {"clause", "lead-in"}

    def _labels_of(self, unit: Unit) -> set[str]:
        if not unit.printed:
            # Letters with a number ("C3.") are often typed as part of the text.
            typed = LETTERED.match(unit.text)
            return {label_of(typed["label"])} if typed else set()
        own, above = label_of(unit.printed), self._by_id.get(unit.lead_ins[-1] if unit.lead_ins else unit.parent or "")
        path = self._absolute(above) if above else ""
        return {own, *([f"{path}({own.strip('()')})", f"{path}.{own}"] if path and "." not in own else [])}

    def _absolute(self, unit: Unit) -> str:
        return label_of(unit.printed) if unit.printed else ""

    def _heading(self, named: Sequence[str]) -> Unit | None:
        best: tuple[float, Unit] | None = None
        for words in named:
            sought = word_stems(words)
            for heading in self._headings:
                there = word_stems(heading.text)
                share = len(sought & there) / len(sought | there) if sought and there else 0.0
                # "Under Practices to Avoid it says": capitals may run on, and people shorten long headings.
                share = max(share, 0.9 if there and there == sought & there else 0.0, 0.8 if len(sought) > 1 and sought <= there else 0.0)
                if share >= _ALIKE and (best is None or share > best[0]):
                    best = (share, heading)
        return best[1] if best else None

    def heading_in(self, text: str) -> Unit | None:
        """A heading of the code that `text` gives as one: in quotation marks, called a section, or at the start of what counts from it."""
        counts = any(place.nth for place in named_places(text))
        found = [h for h in self._headings if _given_as_heading(h.text, text, counts=counts)]
        return max(found, key=lambda h: len(h.text), default=None)

    def is_heading(self, text: str) -> bool:
        """Whether these words are a heading of the code, so that quoting them names a place and no rule."""
        return any(said_words(h.text) == said_words(text) for h in self._headings)

    def _within(self, text: str) -> tuple[Unit, ...]:
        """What stands under the numbered paragraph that `text` counts from: "in 4.2, the third bullet"."""
        named = named_places(text)
        if not any(place.nth for place in named):
            return ()
        heads = [u for n in named if n.labels and not n.neutral for label in n.labels[:1] for u in self._labels.get(label, [])[:1]]
        ids = {h.id for h in heads}
        return tuple(u for u in self._units if ids & {u.parent or "", *u.lead_ins})

    def _under(self, heading: Unit) -> tuple[Unit, ...]:
        found: list[Unit] = []
        inside = False
        for unit in self.code.units:
            if unit.kind == "heading":
                inside = unit.id == heading.id or (inside and unit.depth > heading.depth)
            elif inside and unit.kind in {"clause", "lead-in"}:
                found.append(unit)
        return tuple(found)

    def _section(self, number: int) -> Where | None:
        printed = [h for h in self._headings if h.printed and label_of(h.printed) == str(number)]
        if printed:
            return Where(units=self._under(printed[0]), known="section")
        numbered = tuple(u for u in self._units if re.match(rf"{number}\.\d", self._absolute(u)))
        if numbered:
            return Where(units=numbered, known="section")
        outer = min((h.depth for h in self._headings), default=0)
        top = [h for h in self._headings if h.depth == outer]
        at = number - 1 if number > 0 else number
        if not -len(top) <= at < len(top):
            return None
        return Where(units=self._under(top[at]), known="section", reasons=("sections-not-numbered",))

    def _on_page(self, page: int) -> Where:
        ids = {c.id for c in self.code.clauses if c.place.page == page}
        if ids:
            printed = tuple(u for u in self._units if u.place.page == page)
            return Where(units=printed, known="page")
        inferred = {c.id for c in self._pages.clauses(page, less=False)} if self._pages else set()
        reason = "pages-differ" if any(c.place.page for c in self.code.clauses) else "pages-not-known"
        units = tuple(u for u in self._units if u.id in inferred or any(u.id in c.lead_ins for c in self.code.clauses if c.id in inferred))
        return Where(units=units or self._units, known="page" if units else "code", reasons=(reason,))


def _given_as_heading(heading: str, text: str, *, counts: bool) -> bool:
    spelt = r"\W+".join(map(re.escape, heading.split()))
    called = rf"\b{spelt}\W{{0,2}} (?:section|heading|part)\b|\b(?:section|heading|part) (?:on|called|headed|about) {spelt}\b"
    if re.search(rf"[“\"‘']{spelt}[.,]?[”\"’']|{called}", text, re.IGNORECASE):
        return True
    return counts and len(heading.split()) > 1 and re.match(rf"(?:(?:in|under) )?(?:the )?{spelt}\b", text, re.IGNORECASE) is not None


def by_place(text: str, above: str, outline: Outline, subjects: Subjects, *, own: bool) -> tuple[Placed, ...]:
    """What each place that `text` names is in the code, in text order. `own` says that the code is that of the speaker's council."""
    named = tuple(n for n in named_places(text) if not n.lettered or outline.labelled(n.labels[0], Where(units=())))
    subject = [n for n in named if not _only_where(n, named, outline)]
    where = outline.where(text, above)
    found = [
        _by_number(n, where, outline, own=own) if n.labels else _by_count(n, _part(text, subject, i), where, outline, subjects, own=own)
        for i, n in enumerate(subject)
    ]
    if not named and (plural := PLURAL.search(text)):
        clauses = _described(plural.group(), outline, subjects, where)
        found = [Placed(clauses=tuple(clauses), reasons=("by-subject",))]
    if not named and not found and (section := outline.sections_named(text)):
        found = [Placed(clauses=section, sure=own)]
    return tuple(found)


def _only_where(place: Named, named: Sequence[Named], outline: Outline) -> bool:
    """ "Section 3, second bullet" and "in 4.2, the third point" name one place each, not two."""
    if not place.labels or place.neutral or not any(n.nth for n in named):
        return place.section and any(not n.section and not n.neutral and n.labels for n in named if n is not place)
    return place.section or outline.leads(place.labels[0])


def _part(text: str, named: Sequence[Named], at: int) -> str:
    """What is said of one place: the words from its name to the next one's."""
    end = named[at + 1].start if at + 1 < len(named) else len(text)
    return text[named[at].end : end]


def _by_number(place: Named, where: Where, outline: Outline, *, own: bool) -> Placed:
    if place.neutral:
        numbered = tuple(c for label in place.labels if (c := outline.numbered(int(label))))
        return Placed(clauses=numbered, sure=own and bool(numbered), reasons=() if numbered else ("number-not-there",))
    found: list[Clause] = []
    several = False
    for label in place.labels:
        units = outline.labelled(label, where)
        several = several or len(units) > 1
        found += outline.clauses(units) or outline.under_number(label)
    if found:
        return Placed(clauses=tuple(dict.fromkeys(found)), sure=own and not several, reasons=("several-alike",) if several else ())
    number = next((int(label) for label in place.labels if label.isdigit()), None)
    if number is None or outline.has_numbers:
        return Placed(reasons=("number-not-there",))
    counted = outline.counted(Named(start=0, end=0, nth=number, sort="paragraph"), where)
    clauses = outline.clauses(counted[number - 1 : number]) if where.known != "code" else tuple(filter(None, [outline.numbered(number)]))
    return Placed(clauses=clauses, reasons=("numbers-not-printed",))


def _by_count(place: Named, about: str, where: Where, outline: Outline, subjects: Subjects, *, own: bool) -> Placed:
    units = outline.counted(place, where)
    at = place.nth - 1 if place.nth > 0 else len(units) + place.nth
    # To count from the start of the code what stands on a page that cannot be told is no count at all.
    countable = 0 <= at < len(units) and not (where.known == "code" and where.reasons)
    literal = outline.clauses(units[at : at + 1]) if countable else ()
    about = re.sub(r"\bconflicts? with .*", "", about) if about.count("conflict") else about
    scores = {c.id: score for score, c in subjects.scores(about)}
    near = [(max((scores[c.id] for c in cs), default=0.0), abs(i - at), cs) for i, u in enumerate(units) if (cs := outline.clauses([u]))]
    firm = where.known in {"heading", "section", "page"} and "pages-not-known" not in where.reasons
    best = _likeliest(near, firm=firm, own=own and not where.reasons)
    if literal and (best is None or best == literal or not best):
        sure = own and firm and not where.reasons
        return Placed(clauses=literal, sure=sure, reasons=where.reasons or (() if firm else ("part-not-named",)))
    reasons = (*where.reasons, "count-differs" if literal or place.nth > 0 else "no-such-place")
    if best:
        return Placed(clauses=tuple(dict.fromkeys([*best, *(literal if firm else ())])), reasons=reasons)
    return Placed(reasons=(*where.reasons, "no-such-place"))


def _likeliest(near: Sequence[tuple[float, int, tuple[Clause, ...]]], *, firm: bool, own: bool) -> tuple[Clause, ...] | None:
    """The unit that the words fit, where they say otherwise than the count. In another print the count may be off by one."""
    counted = next((score for score, off, _ in near if off == 0), 0.0)
    if firm and own:
        score, _, clauses = max(near, key=lambda n: (n[0], -n[1]), default=(0.0, 0, ()))
        return clauses if score >= _CLEARLY and score >= 2 * counted else None
    if firm:
        close = [n for n in near if n[1] <= _NEAR]
        score, _, clauses = max(close, key=lambda n: (n[0] + (0.1 if n[1] == 0 else 0.05), -n[1]), default=(0.0, 0, ()))
        return clauses if score > 0 else None
    ranked = [(score + (0.1 if off == 0 else 0.05 if off <= _NEAR else 0.0), -off, clauses) for score, off, clauses in near]
    score, _, clauses = max(ranked, key=lambda r: (r[0], r[1]), default=(0.0, 0, ()))
    return clauses if score >= _LEAST else ()


def _described(words: str, outline: Outline, subjects: Subjects, where: Where) -> list[Clause]:
    inside = {c.id for c in outline.clauses(where.units)} if where.known != "page" else {c.id for c in outline.code.clauses}
    ranked = sorted(((score, i, c) for i, (score, c) in enumerate(subjects.scores(words)) if c.id in inside), key=lambda r: (-r[0], r[1]))
    return [c for score, _, c in ranked[:2] if score >= max(_DESCRIBED, 0.8 * ranked[0][0])]


class Pages:
    """Where the pages of the speakers' print must lie in `code`, from the clauses whose page the report names."""

    def __init__(self, code: Policy, anchors: Sequence[tuple[int, Clause, str]]) -> None:
        """`anchors` are (page, clause, who names that page for it)."""
        self._code = code
        self._order = {c.id: i for i, c in enumerate(code.clauses)}
        self._seen: dict[int, list[int]] = {}
        self._named: dict[tuple[int, str], set[int]] = {}
        for page, clause, speaker in anchors:
            self._seen.setdefault(page, []).append(self._order[clause.id])
            self._named.setdefault((page, speaker), set()).add(self._order[clause.id])

    def clauses(self, page: int | None, *, less: bool, speaker: str = "") -> tuple[Clause, ...]:
        """The clauses of `page`: from the first section that an anchor of the page stands in, short of the next page's first anchor.

        The page before the first anchored one is all that precedes it. `less` leaves out what `speaker` has dealt with ("all the rest").
        """
        if page is not None and (printed := tuple(c for c in self._code.clauses if c.place.page == page)):
            return tuple(c for c in printed if not (less and self._order[c.id] in self._named.get((page, speaker), ())))
        if page is None or not self._seen:
            return ()
        if page not in self._seen:
            return self._before(min(self._seen)) if page == min(self._seen) - 1 else ()
        here = self._seen[page]
        sections = {self._code.clauses[i].heading_path for i in here}
        later = [min(v) for p, v in self._seen.items() if p > page and min(v) > min(here)]
        end = min(later) if later else (max(here) + 1 if any(p > page for p in self._seen) else len(self._order))
        dealt_with = self._named.get((page, speaker), set())
        return tuple(
            c
            for i, c in enumerate(self._code.clauses)
            if c.heading_path in sections and i < max(end, max(here) + 1) and not (less and i in dealt_with)
        )

    def _before(self, page: int) -> tuple[Clause, ...]:
        return self._code.clauses[: min(self._seen[page])]
