"""What a change of the texts did to the conflicts: those that it brought, those that went away, those that people decided on since."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from concordant.model import Analysis, Conflict

Key = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """`new` are open and were not there before; `gone` were open before and are not found any more; `settled` were open before and have
    been decided on since. `apart` counts new differences between the codes of different councils where these are left out of `new`.
    """

    new: tuple[Conflict, ...]
    gone: tuple[Conflict, ...]
    settled: tuple[Conflict, ...]
    before: int
    apart: int = 0


def against(before: Sequence[Conflict], now: Analysis, *, divergences: bool = False) -> Compared:
    """The conflicts of today held against those of before. Exceptions are none; `divergences` says that those between councils count.

    A conflict is the same when its type and both quotations are: ids change with the paragraphs around them.
    """
    known = {key(conflict) for conflict in before}
    found = {key(conflict) for conflict in (*now.conflicts, *now.rejected)}
    decided = {key(conflict) for conflict in (*now.conflicts, *now.rejected) if conflict.state != "open"}
    new = [c for c in now.conflicts if c.state == "open" and c.type != "exception" and key(c) not in known]
    were = [c for c in before if c.state == "open" and _counts(c, divergences)]
    return Compared(
        new=tuple(c for c in new if _counts(c, divergences)),
        gone=tuple(c for c in were if key(c) not in found),
        settled=tuple(c for c in were if key(c) in decided),
        before=len(were),
        apart=sum(not _counts(c, divergences) for c in new),
    )


def key(conflict: Conflict) -> Key:
    """What makes a conflict the same one; a principle is known by its id, whatever words stand for it."""
    if conflict.b is None:
        return (conflict.type, _folded(conflict.quote_a), f"principle {conflict.principle}")
    return (conflict.type, *sorted((_folded(conflict.quote_a), _folded(conflict.quote_b))))


def _folded(text: str) -> str:
    return " ".join(text.split())


def _counts(conflict: Conflict, divergences: bool) -> bool:
    return conflict.type != "exception" and (divergences or conflict.between != "different-bodies")
