"""What the home page picks out: a few findings, no paragraph twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from concordant.model import Conflict
from concordant.publish.view import View

_SHOWN = 5
_OF_ONE_CODE = 2  # so that one council's text does not fill the list


@dataclass(frozen=True, slots=True, kw_only=True)
class Standout:
    """A finding inside one code, or the findings of one paragraph against principles, together; never empty."""

    conflicts: tuple[Conflict, ...]

    @property
    def first(self) -> Conflict:
        return self.conflicts[0]

    @property
    def raised(self) -> bool:
        return any(c.concerns for c in self.conflicts)

    @property
    def clauses(self) -> frozenset[str]:
        """The paragraphs that it is about."""
        return frozenset(clause for c in self.conflicts for clause in (c.a, c.b) if clause)


def standouts(view: View) -> tuple[Standout, ...]:
    """At most five: raised by councillors first; differences of strength last, for that rule is right least often; then the certain."""
    inside = [Standout(conflicts=(c,)) for c in view.real if c.between == "same-body"]
    found = [*inside, *(Standout(conflicts=tuple(group)) for group in view.against_principles)]
    ranked = sorted(found, key=lambda s: (not s.raised, s.first.type == "strength", not s.first.sure, s.first.between != "same-body"))
    return _apart(ranked, view) or tuple(Standout(conflicts=(c,)) for c in view.real[:_SHOWN])


def _apart(ranked: Sequence[Standout], view: View) -> tuple[Standout, ...]:
    picked: list[Standout] = []
    told: set[str] = set()
    of_code: Counter[str] = Counter()
    for one in ranked:
        code = view.policy_of(one.first.a).id
        if len(picked) < _SHOWN and not told & one.clauses and of_code[code] < _OF_ONE_CODE:
            picked.append(one)
            told |= one.clauses
            of_code[code] += 1
    return tuple(picked)
