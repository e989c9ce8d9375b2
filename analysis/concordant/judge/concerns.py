"""Concerns: what councillors object to, tied to the clauses that they mean.

Passages are looked for in the codes of the report's own council first (also where only quotations of the code are known) and in the
one code of another council that is nearly the same text. What is not quoted is found by the place named, by the pages that other
quotations of the report reveal, or by subject; what cannot be found is said to be not found.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from concordant.judge.passages import Subjects, acts_in, is_exact, opening_words, quoted_in, twin
from concordant.judge.places import Pages, by_place, page_number
from concordant.judge.principles import mentioned
from concordant.judge.remarks import margin_concerns
from concordant.judge.statements import Statement, statements
from concordant.model import Clause, Concern, Policy
from concordant.rulebook.concerns import concern_book

_BY_SUBJECT = 0.5  # least score for "by subject": one shared act, or many rare words
_CLEAR = 0.6  # a candidate by subject must reach this share of the best one
_MOST = 4  # candidates shown


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """Target clauses, likeliest first, how they were found, and the passage quoted."""

    targets: tuple[Clause, ...] = ()
    resolved: str = "not found"
    quote: str | None = None

    @property
    def ids(self) -> tuple[str, ...]:
        return tuple(c.id for c in self.targets)


def find_concerns(policies: Sequence[Policy]) -> tuple[Concern, ...]:
    """Every concern of every report, in text order, then every comment in the margin; targets are clauses of the codes."""
    found: list[Concern] = []
    for report in sorted((p for p in policies if p.meta.kind == "report"), key=lambda p: p.id):
        found.extend(_concerns(report, policies))
    return (*found, *margin_concerns(sorted(policies, key=lambda p: p.id)))


def _concerns(report: Policy, policies: Sequence[Policy]) -> list[Concern]:
    said = statements(report)
    library = _Library(report, said, policies)
    found: dict[str, Concern] = {}
    for statement in said:
        head = found.get(statement.head or "")
        found[statement.clause.id] = _concern(statement, library.find(statement), head, found.values(), report)
    return list(found.values())


class _Library:
    """The codes that a report can mean, and what its own quotations tell of their pages."""

    def __init__(self, report: Policy, said: Sequence[Statement], policies: Sequence[Policy]) -> None:
        own = sorted((p for p in policies if p.compared and p.body == report.body), key=lambda p: (p.meta.kind != "fragment", p.id))
        other = twin(report, [s.quote for s in said if s.quote], policies)
        self._codes = (*own, *([other] if other else []))
        self._subjects = {p.id: Subjects(p) for p in self._codes}
        whole = [p for p in self._codes if p.meta.kind != "fragment"]
        self._whole = whole[0] if whole else None
        self._pages = Pages(self._whole, self._anchors(said)) if self._whole else None

    def _anchors(self, said: Sequence[Statement]) -> list[tuple[int, Clause]]:
        """(page, clause) for each statement that names a page and whose words or bullet can be found in the whole code."""
        found = ((page_number(s.reference), self._in_whole(s)) for s in said)
        return [(page, clause) for page, clause in found if page is not None and clause is not None]

    def _in_whole(self, statement: Statement) -> Clause | None:
        if self._whole is None:
            return None
        if quote := statement.quote or opening_words(statement.own, self._whole):
            return quoted_in(quote, self._whole)
        placed = by_place(statement.own, self._whole, self._subjects[self._whole.id])
        return placed[0] if placed else None

    def find(self, statement: Statement) -> _Found:
        """The clauses meant, by the surest way that leads anywhere."""
        phrases = concern_book().phrases
        quoted = self._quoted(statement)
        if quoted and quoted.targets:
            return quoted
        if phrases["all_of_page"].find(statement.own) and self._pages:
            page = page_number(statement.own) or page_number(statement.reference)
            return _named(self._pages.clauses(page, less="rest" in statement.own.lower()))
        if statement.own and (placed := self._placed(statement)):
            return _named(placed)
        if phrases["whole_code"].find(statement.own):
            return _Found(quote=statement.quote)
        return replace(self._by_subject(statement), quote=statement.quote)

    def _quoted(self, statement: Statement) -> _Found | None:
        """By the words that the statement itself quotes or repeats, or else by the quotation that stands above it."""
        repeated = [q for p in self._codes if (q := opening_words(statement.own, p)) and quoted_in(q, p)]
        inside = statement.quote is not None and statement.quote in statement.clause.text
        quotes = [statement.quote] if statement.quote and (inside or not repeated) else repeated
        if not quotes:
            return None
        quote = max(quotes, key=len)
        hits = [c for p in self._codes if (c := quoted_in(quote, p))]
        exact = any(is_exact(quote, c.text) for c in hits)
        return _Found(targets=tuple(hits), resolved="quoted exactly" if exact else "quoted, words differ", quote=quote)

    def _placed(self, statement: Statement) -> tuple[Clause, ...]:
        if self._whole is None:
            return ()
        return by_place(statement.own, self._whole, self._subjects[self._whole.id])

    def _by_subject(self, statement: Statement) -> _Found:
        about = statement.about.replace(statement.proposal or "\0", " ")
        text = f"{about} {statement.quote or ''}"
        ranked = sorted(
            ((score, -i, c) for p in self._codes for i, (score, c) in enumerate(self._subjects[p.id].scores(text)) if score >= _BY_SUBJECT),
            key=lambda r: (-r[0], -r[1], r[2].id),
        )
        near = [c for score, _, c in ranked if score >= _CLEAR * ranked[0][0]]
        return _Found(targets=tuple(near[:_MOST]), resolved="by subject") if near else _Found()


def _named(clauses: Iterable[Clause]) -> _Found:
    targets = tuple(clauses)
    return _Found(targets=targets, resolved="named by place") if targets else _Found()


def _concern(statement: Statement, found: _Found, head: Concern | None, earlier: Iterable[Concern], report: Policy) -> Concern:
    principles = mentioned(statement.about)
    kinds = tuple(kind.id for kind in concern_book().kinds if kind.find(statement.about))
    echoed = [c for c in earlier if c.councillor in statement.endorses]
    model = head or (echoed[-1] if echoed and not found.targets else None)
    targets, resolved = found.ids, found.resolved
    if resolved == "by subject":
        # "I endorse what X said. In particular, ..." is about what X spoke of, where both speak of the same act.
        shared = [t for c in echoed if acts_in(c.text) & acts_in(statement.own) for t in c.targets]
        targets = tuple(dict.fromkeys([*shared, *targets]))
    if model and (not targets or (head and resolved == "by subject" and model.targets)):
        targets, resolved = model.targets, model.resolved
    return Concern(
        id=_id(statement),
        councillor=statement.speaker,
        unit=statement.clause.id,
        text=statement.clause.text,
        quote=found.quote or statement.quote,
        reference=statement.reference,
        targets=targets,
        resolved=resolved,
        kinds=kinds or (model.kinds if model else ()),
        principles=principles or (model.principles if model else ()),
        proposal=statement.proposal,
        endorses=statement.endorses,
    )


def _id(statement: Statement) -> str:
    """Speaker and the slug of the statement's clause: unique, for a clause has one speaker."""
    speaker = re.sub(r"[^a-z0-9]+", "-", statement.speaker.lower()).strip("-")
    policy, slug = statement.clause.id.rsplit("#", 1)
    return f"{policy.split('/', 1)[0]}-{speaker}-{slug}"
