"""Comments in the margin of an imported draft are concerns too: each is tied to the clause that its words are anchored to."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from concordant.judge.principles import mentioned
from concordant.model import Clause, Concern, Policy, Remark, Unit
from concordant.rulebook.concerns import concern_book

_WORD = re.compile(r"[^\W_]+")
# A paragraph as the file has it and a unit as the parser cut it share at least this share of the unit's words.
ALIKE = 0.8


def margin_concerns(policies: Sequence[Policy]) -> tuple[Concern, ...]:
    """Every comment in the margin of every policy that was imported with comments, in text order."""
    return tuple(
        concern
        for policy in policies
        if policy.record is not None
        for at, remark in enumerate(policy.record.remarks, start=1)
        if (concern := _concern(policy, remark, at)) is not None
    )


def _concern(policy: Policy, remark: Remark, at: int) -> Concern | None:
    targets, resolved = anchored(policy, remark)
    unit = targets[0] if targets else policy.clauses[0].id if policy.clauses else None
    if unit is None:
        return None
    return Concern(
        id=f"{policy.id.replace('/', '-')}-comment-{at}",
        councillor=remark.author or "An unnamed reader",
        unit=unit,
        text=remark.text,
        quote=remark.anchor or None,
        targets=targets,
        resolved=resolved,
        kinds=tuple(kind.id for kind in concern_book().kinds if kind.find(remark.text)),
        principles=mentioned(remark.text),
        origin="comment",
        date=remark.date or None,
        sure=bool(targets),
    )


def anchored(policy: Policy, remark: Remark) -> tuple[tuple[str, ...], str]:
    """The ids of the clauses that a comment is about, and how they were found. A comment on a heading is about what stands under it."""
    unit = _unit(policy.units, remark)
    if unit is None:
        return (), "not found"
    if isinstance(unit, Clause):
        return (unit.id,), "comment on these words"
    under = tuple(c.id for c in policy.clauses if unit.id in c.lead_ins or c.parent == unit.id)
    return (under, "comment on the words above these") if under else ((), "not found")


def _unit(units: Sequence[Unit], remark: Remark) -> Unit | None:
    paragraph, anchor = _words(remark.paragraph), _words(remark.anchor)
    if not paragraph and not anchor:
        return None
    best: tuple[float, int] | None = None
    for at, unit in enumerate(units):
        words = _words(unit.text)
        if not words or anchor - words:
            continue
        share = (words & paragraph).total() / max(words.total(), paragraph.total() or 1)
        if share >= ALIKE and (best is None or share > best[0]):
            best = (share, at)
    if best is not None:
        return units[best[1]]
    # The comment runs over several paragraphs, or only one line of them is known: the first that holds its words, or whose words it holds.
    sought = anchor or paragraph
    return next((u for u in units if (w := _words(u.text)) and (not sought - w or (w.total() > 3 and not w - sought))), None)


def _words(text: str) -> Counter[str]:
    return Counter(word.casefold() for word in _WORD.findall(text))
