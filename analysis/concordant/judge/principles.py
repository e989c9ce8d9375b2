"""Which restrictions bear on which principle: a screening by wording, not legal advice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from concordant.judge.stances import Stance
from concordant.rulebook.principles import principles


def limits(held: Sequence[Stance]) -> Iterator[tuple[Stance, str, str, str]]:
    """(stance, principle id, the principle's words, why) for each restriction on people that bears on a principle.

    A clause appears once for each principle, with the first of its sentences that bears on it.
    """
    seen: set[tuple[str, str]] = set()
    for principle in principles():
        for limit in principle.limits:
            for stance in held:
                key = (stance.clause.id, principle.id)
                if key in seen or stance.act.id != limit.act or stance.says not in limit.says or stance.carved:
                    continue
                if limit.spared(stance.quote) or not stance.bearers & limit.bearers:
                    continue
                seen.add(key)
                yield stance, principle.id, principle.words, limit.why.format(place=_place(stance))


def mentioned(text: str) -> tuple[str, ...]:
    """Ids of the principles that `text` names, in the order of the rulebook."""
    return tuple(p.id for p in principles() if p.mentioned(text))


def _place(stance: Stance) -> str:
    meta = stance.policy.meta
    return f"{meta.short or meta.title} [{stance.clause.number}]"
