"""What is known of a paragraph's past: earlier texts, motions and drafts that touch it, decisions of people."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from markupsafe import Markup

from concordant.amend.aligning import align
from concordant.compare.redline import same_words
from concordant.model import Alignment, Clause, Policy, Ruling, Unit
from concordant.publish.moved import Moved
from concordant.publish.paired import readable_redline
from concordant.publish.view import View

EventKind = Literal["changed", "came", "stood", "moved", "decided"]
# A paragraph that is only counted or set in another way says what it said.
_UNTOUCHED = frozenset({"renumber", "set"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One thing that happened to a paragraph, or that a motion asks for.

    `text` is the version that brought it ("changed", "came") or the first that has it ("stood"), `before` the version before it. `redline`
    leads from the words before to those after; None where they have too little in common. `step` is the kind of step of the motion.
    """

    kind: EventKind
    text: Policy | None = None
    before: Policy | None = None
    was: str = ""
    redline: Markup | None = None
    moved: Moved | None = None
    step: str = ""
    ruling: Ruling | None = None


def pasts(policy: Policy, view: View) -> Mapping[str, tuple[Event, ...]]:
    """The events of every paragraph that has any, by clause id: the texts from the newest back, then motions, then decisions."""
    versions = (policy, *view.earlier.get(policy.id, ()))
    steps = [(new, old, align(old, new)) for new, old in pairwise(versions)]
    found = {clause.id: (*_versions(clause, steps), *_motions(clause, view), *_decisions(clause, view)) for clause in policy.clauses}
    return {clause_id: events for clause_id, events in found.items() if events}


def _versions(clause: Clause, steps: Sequence[tuple[Policy, Policy, Alignment]]) -> Iterator[Event]:
    now: Unit = clause
    for new, old, found in steps:
        before = _unit(old, found.back.get(now.id))
        if before is None:
            yield Event(kind="came", text=new, before=old)
            return
        if not same_words(before.text, now.text):
            redline = readable_redline(before.text, now.text)
            yield Event(kind="changed", text=new, before=old, was=before.text, redline=redline)
        now = before
    if steps:
        yield Event(kind="stood", text=steps[-1][1])


def _unit(policy: Policy, id: str | None) -> Unit | None:
    return next((unit for unit in policy.units if unit.id == id), None)


def _motions(clause: Clause, view: View) -> Iterator[Event]:
    for text in view.tabled:
        for moved in text.moved:
            step = next((s for s in moved.review.steps if clause.id in s.old_ids and s.kind not in _UNTOUCHED), None)
            if step:
                after = _unit(moved.review.after, clause.id) if moved.review.after else None
                redline = readable_redline(clause.text, after.text) if after else None
                yield Event(kind="moved", moved=moved, step=step.kind, redline=redline)


def _decisions(clause: Clause, view: View) -> Iterator[Event]:
    for ruling in view.analysis.rulings:
        if ruling.state == "in force" and clause.id in ruling.places:
            yield Event(kind="decided", ruling=ruling)
