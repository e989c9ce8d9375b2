"""Concerns: what councillors object to, tied to the clauses that they mean, with a test that a draft can be put to.

What is not quoted is found by the place named, by the pages that other quotations of the report reveal, or by subject; what cannot be
found is said to be not found.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from concordant.judge.concern_targets import Found, Library
from concordant.judge.concern_tests import with_test
from concordant.judge.passages import acts_in
from concordant.judge.principles import mentioned
from concordant.judge.remarks import margin_concerns
from concordant.judge.statements import Statement, statements
from concordant.model import Concern, Policy
from concordant.rulebook.concerns import concern_book


def find_concerns(policies: Sequence[Policy]) -> tuple[Concern, ...]:
    """Every concern of every report, in text order, then every comment in the margin; targets are clauses of the codes."""
    found: list[Concern] = []
    for report in sorted((p for p in policies if p.meta.kind == "report"), key=lambda p: p.id):
        found.extend(_concerns(report, policies))
    found.extend(margin_concerns(sorted(policies, key=lambda p: p.id)))
    clauses = {clause.id: clause for policy in policies if policy.compared for clause in policy.clauses}
    return tuple(with_test(concern, clauses) for concern in found)


def _concerns(report: Policy, policies: Sequence[Policy]) -> list[Concern]:
    library = Library(report, statements(report), policies)
    said = [library.read(statement) for statement in statements(report)]
    found: dict[str, Concern] = {}
    for statement in said:
        head = found.get(statement.head or "")
        echoed = [c for c in found.values() if c.councillor in statement.endorses]
        targets = library.find(statement)
        model = head or (library.nearest(statement, echoed) if not targets.targets or targets.faint else None)
        found[statement.clause.id] = _concern(statement, targets, head, model, echoed)
    return [_explained(found[s.clause.id], [found[r.clause.id] for r in said if r.head == s.clause.id]) for s in said]


def _explained(concern: Concern, grounds: Sequence[Concern]) -> Concern:
    """A point whose reasons follow under it is of the kind, and speaks of the principles, that the reasons give."""
    kinds = concern.kinds or tuple(dict.fromkeys(k for g in grounds for k in g.kinds))
    principles = concern.principles or tuple(dict.fromkeys(p for g in grounds for p in g.principles))
    return replace(concern, kinds=kinds, principles=principles)


def _concern(statement: Statement, found: Found, head: Concern | None, model: Concern | None, echoed: Sequence[Concern]) -> Concern:
    principles = mentioned(statement.about)
    kinds = tuple(kind.id for kind in concern_book().kinds if kind.find(statement.about))
    if found.resolved == "by subject":
        # "I endorse what X said. In particular, ..." is about what X spoke of, where both speak of the same act.
        shared = [t for c in echoed if acts_in(c.text) & acts_in(statement.own) for t in c.targets]
        found = replace(found, others=tuple(dict.fromkeys([*shared, *found.ids])))
    targets, resolved, sure, reasons = found.ids, found.resolved, found.sure, found.reasons
    if model and (not targets or found.faint or (head and resolved == "by subject" and model.targets)):
        targets, resolved, sure = model.targets, model.resolved, False
        reasons = tuple(dict.fromkeys(["taken-from-another", *model.reasons]))
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
        sure=sure,
        reasons=reasons,
    )


def _id(statement: Statement) -> str:
    """Speaker and the slug of the statement's clause: unique, for a clause has one speaker."""
    speaker = re.sub(r"[^a-z0-9]+", "-", statement.speaker.lower()).strip("-")
    policy, slug = statement.clause.id.rsplit("#", 1)
    return f"{policy.split('/', 1)[0]}-{speaker}-{slug}"
