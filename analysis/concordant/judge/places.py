"""Places that people name: "page 3, first hollow bullet", "under Key Principles, seventh bullet", "all the rest on page 2".

The code at hand is seldom the print that the speaker held: pages differ, a bullet more or less. So a place gives candidates, and the
subject of what is said chooses among them. Pages are inferred from the quotations for which the report itself names a page.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from concordant.judge.passages import Subjects
from concordant.judge.statements import BULLET, PAGE, PLURAL, UNDER
from concordant.model import Clause, Policy

_ORDINALS = {w: i for i, w in enumerate("first second third fourth fifth sixth seventh eighth ninth tenth".split(), start=1)}
_NUMBERS = {w: i for i, w in enumerate("one two three four five six seven eight nine ten".split(), start=1)}
_HOLLOW = {"hollow", "open", "white"}
_NEAR = 1  # how far a bullet's ordinal may be off: prints differ by a bullet
_LEAST = 0.12  # least subject score of a bullet that is described; a bare ordinal needs none when it is exact
_DESCRIBED = 0.2  # least subject score of bullets named by their subject alone


def page_number(text: str | None) -> int | None:
    """The first page that `text` names, or None."""
    found = PAGE.search(text or "")
    if not found:
        return None
    if found["nth"]:
        return _ORDINALS.get(found["nth"].lower())
    number = found["number"].lower()
    return _NUMBERS.get(number) or (int(number) if number.isdigit() else None)


def by_place(text: str, code: Policy, subjects: Subjects) -> tuple[Clause, ...]:
    """The clauses of `code` that the bullets named in `text` are, one for each bullet, likeliest first; () where none is convincing."""
    named = list(BULLET.finditer(text))
    named = [m for m in named if m["unit"].lower() != "paragraph"]
    found = [c for i, m in enumerate(named) if (c := _bullet(m, _about(text, m, named, i), text, code, subjects))]
    if not named and (plural := PLURAL.search(text)):
        found = _described(plural.group(), subjects)
    return tuple(dict.fromkeys(found))


def _about(text: str, bullet: re.Match[str], named: Sequence[re.Match[str]], index: int) -> str:
    """What is said of one bullet: the words from its name to the next one's."""
    end = named[index + 1].start() if index + 1 < len(named) else len(text)
    return text[bullet.end() : end]


def _bullet(bullet: re.Match[str], about: str, text: str, code: Policy, subjects: Subjects) -> Clause | None:
    ordinal = _ORDINALS.get(bullet["nth"].lower())
    hollow = (bullet["mark"] or "").lower() in _HOLLOW
    places = _ordinals(code, hollow=hollow, heading=_heading(text))
    ranked = []
    for score, clause in subjects.scores(re.sub(r"\bconflicts? with .*", "", about) if about.count("conflict") else about):
        if clause.id not in places:
            continue
        off = abs(places[clause.id] - ordinal) if ordinal else 99
        # A page may begin anywhere in a list, so a far ordinal only costs the bonus; under a heading the count is nearly right.
        if _heading(text) and off > _NEAR:
            continue
        bonus = 0.1 if off == 0 else 0.05 if off <= _NEAR else 0.0
        ranked.append((score + bonus, -off, clause))
    if not ranked:
        return None
    best = max(ranked, key=lambda r: (r[0], r[1]))
    return best[2] if best[0] >= _LEAST or (_heading(text) and best[0] > 0) else None


def _described(words: str, subjects: Subjects) -> list[Clause]:
    ranked = sorted(((score, i, c) for i, (score, c) in enumerate(subjects.scores(words))), key=lambda r: (-r[0], r[1]))
    return [c for score, _, c in ranked[:2] if score >= max(_DESCRIBED, 0.8 * ranked[0][0])]


def _heading(text: str) -> str | None:
    found = UNDER.search(text)
    return found["heading"].lower() if found else None


def _ordinals(code: Policy, *, hollow: bool, heading: str | None) -> dict[str, int]:
    """Clause id -> place in its list. Hollow bullets are the items of lists within a paragraph or item; solid ones the rest."""
    counts: dict[str, int] = {}
    places: dict[str, int] = {}
    kinds = {u.id: u.kind for u in code.units}
    for clause in code.clauses:
        nested = kinds.get(clause.parent or "") in {"clause", "lead-in"}
        if nested != hollow or (heading and not any(heading in h.lower() for h in clause.heading_path)):
            continue
        key = heading or clause.parent or ""
        counts[key] = counts.get(key, 0) + 1
        places[clause.id] = counts[key]
    return places


class Pages:
    """Where the pages of the speakers' print must lie in `code`, from the clauses whose page the report names."""

    def __init__(self, code: Policy, anchors: Sequence[tuple[int, Clause]]) -> None:
        self._code = code
        self._order = {c.id: i for i, c in enumerate(code.clauses)}
        self._seen: dict[int, list[int]] = {}
        for page, clause in anchors:
            self._seen.setdefault(page, []).append(self._order[clause.id])

    def clauses(self, page: int | None, *, less: bool) -> tuple[Clause, ...]:
        """The clauses of `page`: from the first section that an anchor of the page stands in, short of the next page's first anchor.

        The page before the first anchored one is all that precedes it. `less` leaves out the anchored clauses ("all the rest").
        """
        if page is None or not self._seen:
            return ()
        if page not in self._seen:
            return self._before(min(self._seen)) if page == min(self._seen) - 1 else ()
        here = self._seen[page]
        sections = {self._code.clauses[i].heading_path for i in here}
        later = [min(v) for p, v in self._seen.items() if p > page and min(v) > min(here)]
        end = min(later) if later else (max(here) + 1 if any(p > page for p in self._seen) else len(self._order))
        return tuple(
            c
            for i, c in enumerate(self._code.clauses)
            if c.heading_path in sections and i < max(end, max(here) + 1) and not (less and i in here)
        )

    def _before(self, page: int) -> tuple[Clause, ...]:
        return self._code.clauses[: min(self._seen[page])]
