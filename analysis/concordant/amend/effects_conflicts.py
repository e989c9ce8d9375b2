"""Which conflicts an amendment opens, closes or changes, and which exceptions between two clauses come and go.

A conflict is the same when it stands between the same two clauses, or when its type and both quotations are the same. One between two
clauses that nobody touched is no effect of the amendment.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from concordant.amend.effects import Setting, Standing
from concordant.judge.baseline import key
from concordant.model import Clause, Conflict, ConflictEffect

Place = tuple[str, str]
_RANK = {"contradiction": 0, "tension": 1, "strength": 2, "exception": 3}
_BETWEEN = {"same-body": 0, "principle": 1, "different-bodies": 2}


@dataclass(frozen=True, kw_only=True)
class ConflictEffects:
    """Conflicts by what became of them; `exceptions` are clauses that carve something out of another, likewise."""

    opened: tuple[ConflictEffect, ...]
    closed: tuple[ConflictEffect, ...]
    changed: tuple[ConflictEffect, ...]
    exceptions: tuple[ConflictEffect, ...]


def conflict_effects(before: Standing, after: Standing, held: Setting, ids: frozenset[str]) -> ConflictEffects:
    """What became of the conflicts of the clauses with these ids, the gravest first."""
    texts = Texts(before, after, held)
    were, are = ([c for c in side.conflicts if ids & {c.a, c.b or ""} and c.state == "open"] for side in (before, after))
    real = _paired([c for c in were if c.type != "exception"], [c for c in are if c.type != "exception"])
    carved = _paired([c for c in were if c.type == "exception"], [c for c in are if c.type == "exception"])
    effects = [texts.effect(one, two) for one, two in real]
    return ConflictEffects(
        opened=_ranked(e for e in effects if e.before is None),
        closed=_ranked(e for e in effects if e.after is None),
        changed=_ranked(e for e in effects if e.before and e.after and _differ(e.before, e.after)),
        exceptions=_ranked(texts.effect(one, two) for one, two in carved if one is None or two is None),
    )


def _paired(were: Sequence[Conflict], are: Sequence[Conflict]) -> list[tuple[Conflict | None, Conflict | None]]:
    """Each conflict of before with that of after which is the same one, None for a side that has none."""
    left = list(are)
    found: list[tuple[Conflict | None, Conflict | None]] = []
    for same in (_place, key):
        known = {same(c): c for c in reversed(left)}
        rest = []
        for conflict in were:
            twin = known.pop(same(conflict), None)
            if twin is None:
                rest.append(conflict)
                continue
            left.remove(twin)
            found.append((conflict, twin))
        were = rest
    return [*found, *((c, None) for c in were), *((None, c) for c in left)]


def _place(conflict: Conflict) -> tuple[str, ...]:
    return conflict.a, conflict.b or "", conflict.principle or ""


def _differ(before: Conflict, after: Conflict) -> bool:
    return (before.type, before.rule, key(before)) != (after.type, after.rule, key(after))


def _ranked(effects: Iterable[ConflictEffect]) -> tuple[ConflictEffect, ...]:
    return tuple(sorted(effects, key=lambda e: (_BETWEEN[e.now.between], _RANK[e.now.type], not e.now.sure, e.now.id)))


class Texts:
    """The words of every clause before and after."""

    def __init__(self, before: Standing, after: Standing, held: Setting) -> None:
        others = {c.id: c for policy in held.others for c in policy.clauses}
        self._old = {**others, **{c.id: c for c in before.policy.clauses}}
        self._new = {**others, **{c.id: c for c in after.policy.clauses}}

    def effect(self, before: Conflict | None, after: Conflict | None) -> ConflictEffect:
        now = after or before
        if now is None:
            raise ValueError("an effect on no conflict")
        a = _text(now.a, self._old), _text(now.a, self._new)
        b = (_text(now.b, self._old), _text(now.b, self._new)) if now.b else (now.quote_b, now.quote_b)
        return ConflictEffect(before=before, after=after, texts=(a, b))


def _text(id: str, clauses: Mapping[str, Clause]) -> str:
    return clauses[id].text if id in clauses else ""
