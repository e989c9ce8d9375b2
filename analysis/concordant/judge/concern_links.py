"""Which concerns raise which conflict: the finding then says who has seen it before the program did."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from concordant.model import Concern, Conflict

_WHOLE = frozenset({"whole-page", "whole-code"})


def raised_by(conflict: Conflict, concerns: Sequence[Concern]) -> Conflict:
    """The conflict with the concerns that raise it: of a contradiction between both clauses, or of a clause against a principle."""
    ids = tuple(sorted(c.id for c in concerns if raises(c, conflict)))
    return replace(conflict, concerns=ids) if ids else conflict


def raises(concern: Concern, conflict: Conflict) -> bool:
    """Whether a councillor who said this has raised that conflict."""
    # Who speaks of a whole page has raised nothing about any one of its paragraphs.
    if _WHOLE & set(concern.reasons):
        return False
    targets = set(concern.targets)
    if conflict.b is None:
        # Who calls a rule an overreach in the name of one principle objects to the restriction that bears on the others too.
        return conflict.a in targets and bool(concern.principles)
    return {conflict.a, conflict.b} <= targets and "self-contradiction" in concern.kinds
