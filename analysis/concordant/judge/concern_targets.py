"""Which clauses somebody means: by the words quoted, by the place named, or by the subject, and how certain that is.

Passages are looked for in the codes of the report's own council first (also where only quotations of the code are known) and in the
one code of another council that is nearly the same text. Whatever is found there says so: it is not the text that the speaker held.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from concordant.judge.concern_references import DESCRIBED, page_number
from concordant.judge.passages import Subjects, contained, is_exact, named_in, opening_words, quoted_in, readings, twin, word_stems, words
from concordant.judge.places import Outline, Pages, Placed, by_place
from concordant.judge.statements import Statement
from concordant.model import Clause, Concern, Policy, policy_id_of
from concordant.rulebook.concerns import concern_book

_BY_SUBJECT = 0.5  # least score for "by subject": one shared act, or many rare words
_CLEAR = 0.6  # a candidate by subject must reach this share of the best one
_SEVERAL = 0.45  # and this share where the speaker says that several are meant
_MOST = 4  # candidates shown
_PAGES = frozenset({"pages-not-known", "pages-differ"})
_KEPT = 0.6  # share of the wording asked for that a rule must hold to be the one meant
_FAINT = 0.2  # least subject score of a rule that is described in a few words
_NEARLY = 0.8  # share of a quotation's words from which on the passage is certain although words differ


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Target clauses, likeliest first, how they were found, the passage quoted, and whether the first one is certain.

    `faint` says that only a few words lead there: what a supported colleague spoke of is then likelier.
    """

    targets: tuple[Clause, ...] = ()
    resolved: str = "not found"
    quote: str | None = None
    sure: bool = False
    reasons: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    faint: bool = False

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of the targets; `others` where the concern of somebody else has a say in their order."""
        return self.others or tuple(c.id for c in self.targets)


class Library:
    """The codes that a report can mean, and what its own quotations tell of their pages."""

    def __init__(self, report: Policy, said: Sequence[Statement], policies: Sequence[Policy]) -> None:
        quotes = [s.quote for s in said if s.quote]
        own = [p for p in policies if p.compared and p.body == report.body]
        fragments = sorted((p for p in own if p.meta.kind == "fragment"), key=lambda p: p.id)
        whole = sorted((p for p in own if p.meta.kind != "fragment"), key=lambda p: _fit(p, report, quotes))
        other = twin(report, quotes, policies)
        self._body = report.body
        self._codes = (*fragments, *whole, *([other] if other else []))
        self._subjects = {p.id: Subjects(p) for p in self._codes}
        self._whole = whole[0] if whole else other
        self._own = bool(whole)
        self._pages: Pages | None = None
        self._outline: Outline | None = None
        if self._whole:
            self._pages = Pages(self._whole, self._anchors(said, Outline(self._whole)))
            self._outline = Outline(self._whole, self._pages)

    def _anchors(self, said: Sequence[Statement], outline: Outline) -> list[tuple[int, Clause, str]]:
        """(page, clause, speaker) for each statement that names a page and whose words or bullet can be found in the whole code."""
        found = ((page_number(s.reference), self._in_whole(s, outline), s.speaker) for s in said)
        return [(page, clause, speaker) for page, clause, speaker in found if page is not None and clause is not None]

    def _in_whole(self, statement: Statement, outline: Outline) -> Clause | None:
        code = outline.code
        if quote := statement.quote or opening_words(statement.own, code):
            return quoted_in(quote, code)
        placed = by_place(statement.own, statement.above, outline, self._subjects[code.id], own=False)
        return placed[0].clauses[0] if placed and placed[0].clauses else None

    def find(self, statement: Statement) -> Found:
        """The clauses meant, by the surest way that leads anywhere."""
        found = self._find(statement)
        if found.targets and policy_id_of(found.targets[0].id).split("/")[0] != self._body:
            return replace(found, sure=False, reasons=(*found.reasons, "another-council"))
        return found

    def read(self, statement: Statement) -> Statement:
        """The statement as the codes explain it: a heading in quotation marks is a place, and goes back into what is said."""
        if self._outline is None or not statement.quote or not self._outline.is_heading(statement.quote):
            return statement
        own = re.sub(r"([“\"‘'])([”\"’'])", rf"\g<1>{re.escape(statement.quote)}\2", statement.own, count=1)
        left = [q for q in statement.others if len(words(q)) > 3]
        others = tuple(q for q in statement.others if q not in left[:1])
        return replace(statement, own=own, quote=left[0] if left else None, others=others)

    def _find(self, statement: Statement) -> Found:
        phrases = concern_book().phrases
        if (quoted := self._quoted(statement)) and quoted.targets:
            return self._with_places(quoted, statement)
        lost = ("passage-not-there",) if quoted else ()
        if phrases["all_of_page"].find(statement.own) and self._pages:
            page = page_number(statement.own) or page_number(statement.reference)
            less = "rest" in statement.own.lower()
            return _named([Placed(clauses=self._pages.clauses(page, less=less, speaker=statement.speaker), reasons=("whole-page",))])
        if not quoted and (name := self._by_name(statement)).sure and len(words(name.quote or "")) > 1:
            return name
        placed = self._placed(statement)
        if any(p.clauses for p in placed):
            named = _named(placed)
            # Words that are quoted but not found say more than a count on a page that is only worked out.
            subject = self._by_subject(statement) if quoted and _PAGES & set(named.reasons) else Found()
            return _with(subject if subject.targets else named, lost, statement.quote)
        if not quoted and phrases["whole_code"].find(statement.own):
            return Found(quote=statement.quote, reasons=("whole-code",))
        lost = (*lost, *(r for p in placed for r in p.reasons))
        short = self._by_name(statement)
        return _with(short if short.targets else self._by_subject(statement), lost, statement.quote)

    def _quoted(self, statement: Statement) -> Found | None:
        """By the words that the statement itself quotes or repeats, or else by the quotation that stands above it."""
        repeated = [q for p in self._codes if (q := opening_words(statement.own, p)) and quoted_in(q, p)]
        repeated += [c for c in statement.cells for p in self._codes if (hit := quoted_in(c, p)) and _share(c, hit) >= _NEARLY]
        inside = statement.quote is not None and statement.quote in statement.clause.text
        quotes = [statement.quote] if statement.quote and (inside or not repeated) else repeated
        if not quotes:
            return None
        quote = max(quotes, key=len)
        hits = [c for p in self._codes for c in self._holding(quote, p)]
        if not hits:
            return Found(quote=quote)
        # The council's own words before another's, and in one place the passage that fits best.
        exact = any(is_exact(quote, text) for text in readings(hits[0]))
        sure = exact or _share(quote, hits[0]) >= _NEARLY
        several = len({c.id for p in self._codes for c in self._same(quote, p)} - {hits[0].id}) > 0 and exact
        reasons = ("several-alike",) if several else () if exact else ("words-differ",)
        also = [c for q in statement.others for p in self._codes for c in self._holding(q, p)]
        targets = tuple(dict.fromkeys([*hits, *also]))
        return Found(
            targets=targets, resolved="quoted exactly" if exact else "quoted, words differ", quote=quote, sure=sure and not several,
            reasons=reasons,
        )  # fmt: skip

    def _holding(self, quote: str, policy: Policy) -> list[Clause]:
        return [c] if (c := quoted_in(quote, policy, loosely=True)) else []

    def _same(self, quote: str, policy: Policy) -> list[Clause]:
        """Every clause of one council that holds the same words: the passage alone does not tell which is meant."""
        return [c for c in policy.clauses if is_exact(quote, c.text)] if policy.body == self._body and policy is self._whole else []

    def _with_places(self, found: Found, statement: Statement) -> Found:
        """Where two rules are set against each other, one may be quoted and the other named by its place."""
        if not self._outline or not concern_book().kind("self-contradiction").find(statement.own):
            return found
        others = tuple(c for p in self._placed(statement) for c in p.clauses[:1])
        return replace(found, targets=tuple(dict.fromkeys([*found.targets, *others])))

    def _placed(self, statement: Statement) -> tuple[Placed, ...]:
        if self._outline is None or not statement.own:
            return ()
        above = statement.above or statement.reference or ""
        return by_place(statement.own, above, self._outline, self._subjects[self._outline.code.id], own=self._own)

    def _by_name(self, statement: Statement) -> Found:
        """By a word or two in quotation marks, where few clauses hold them."""
        for term in statement.others:
            hits = [c for p in self._codes for c in named_in(term, p)]
            own = [c for c in hits if policy_id_of(c.id).split("/")[0] == self._body] or hits
            if 0 < len(own) <= _MOST:
                reasons = ("several-alike",) if len(own) > 1 else ()
                return Found(targets=tuple(hits[:_MOST]), resolved="quoted exactly", quote=term, sure=len(own) == 1, reasons=reasons)
        return Found()

    def _by_subject(self, statement: Statement) -> Found:
        about = statement.about.replace(statement.proposal or "\0", " ")
        text = f"{about} {statement.quote or ''}"
        # Who speaks of many provisions gives one as the example; the others speak of it too, though less.
        clear, least = (
            (_SEVERAL, _BY_SUBJECT * _SEVERAL) if concern_book().phrases["several"].find(statement.own) else (_CLEAR, _BY_SUBJECT)
        )
        ranked = sorted(
            ((score, -i, c) for p in self._codes for i, (score, c) in enumerate(self._subjects[p.id].scores(text)) if score >= least),
            key=lambda r: (-r[0], -r[1], r[2].id),
        )
        near = [c for score, _, c in ranked if ranked[0][0] >= _BY_SUBJECT and score >= clear * ranked[0][0]]
        faint = not near
        near = near or self._faintly(statement)
        return (
            Found(targets=tuple(near[:_MOST]), resolved="by subject", reasons=("by-subject",), faint=faint)
            if near
            else Found(reasons=("nothing-alike",))
        )

    def _faintly(self, statement: Statement) -> list[Clause]:
        """By the wording asked for, which mostly keeps words of the rule; or by the few words that describe a rule ("the ban on X")."""
        wanted = statement.proposal or ""
        alike = [(_share(wanted, c), c) for p in self._codes for c in p.clauses] if len(words(wanted)) > 3 else []
        if best := [c for share, c in alike if share >= _KEPT and share == max(s for s, _ in alike)]:
            return best[:1]
        described = DESCRIBED.search(statement.own)
        if described is None:
            return []
        ranked = [(s, c) for p in self._codes for s, c in self._subjects[p.id].scores(described["about"])]
        ranked.sort(key=lambda r: -r[0])
        return [c for s, c in ranked if s >= max(_FAINT, 0.8 * ranked[0][0])][:2]

    def nearest(self, statement: Statement, concerns: Sequence[Concern]) -> Concern | None:
        """Of several concerns of somebody whom the speaker supports, the one that is about the same; else the last."""
        texts = {c.id: c.text for p in self._codes for c in p.clauses}
        said = word_stems(statement.own)
        shared = [
            (len(said & word_stems(" ".join([c.text, *(texts.get(t, "") for t in c.targets[:1])]))), i) for i, c in enumerate(concerns)
        ]
        return concerns[max(shared)[1]] if shared else None


def _fit(code: Policy, report: Policy, quotes: Iterable[str]) -> tuple[int, int, int, str]:
    """How well a code of the council fits its report, best first: passages quoted, words of the title, whom it is for."""
    shared = set(words(code.meta.title)) & set(words(report.meta.title))
    return -sum(quoted_in(q, code) is not None for q in quotes), -len(shared), int("councillors" not in code.meta.audience), code.id


def _share(quote: str, clause: Clause) -> float:
    return max(contained(quote, text) for text in readings(clause))


def _named(placed: Iterable[Placed]) -> Found:
    """All that is named, the first of each place before the lesser candidates of any."""
    found = [p for p in placed if p.clauses]
    whole = [c for p in found if len(p.clauses) > 1 and not p.reasons for c in p.clauses]
    targets = tuple(dict.fromkeys([*(p.clauses[0] for p in found), *whole, *(c for p in found for c in p.clauses)]))
    if not targets:
        return Found(reasons=tuple(dict.fromkeys(r for p in placed for r in p.reasons)))
    reasons = tuple(dict.fromkeys(r for p in found for r in p.reasons))
    return Found(targets=targets, resolved="named by place", sure=found[0].sure, reasons=reasons)


def _with(found: Found, reasons: tuple[str, ...], quote: str | None) -> Found:
    sure = found.sure and "passage-not-there" not in reasons
    return replace(found, quote=found.quote or quote, sure=sure, reasons=tuple(dict.fromkeys([*reasons, *found.reasons])))
