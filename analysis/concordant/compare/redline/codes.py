"""Redline of two codes, clause by clause: which stayed, were reworded, moved, taken out or put in.

Works for two versions of one code and for codes of two councils. The law that the tests hold: accepting every row gives exactly the
clauses of the new code in their order, rejecting every row gives those of the old one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from concordant.compare.redline.pairs import paired
from concordant.compare.redline.words import Piece, in_order, redline, same_words
from concordant.model import Clause

RowKind = Literal["same", "changed", "moved", "moved-and-changed", "only-a", "only-b"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A clause of the old code `a`, its counterpart in the new one `b`, or one that stands alone on its side.

    `pieces` lead from the words of a to those of b. `lead_in` does so for the words that introduce the two where these differ, else it is
    empty; other words there make a row `changed` too. `place_a` and `place_b` count the clauses of each code from 0.
    """

    kind: RowKind
    a: Clause | None
    b: Clause | None
    place_a: int | None
    place_b: int | None
    pieces: tuple[Piece, ...]
    lead_in: tuple[Piece, ...] = ()

    @property
    def moved(self) -> bool:
        """Whether the clause stands elsewhere among those that both codes have."""
        return self.kind in {"moved", "moved-and-changed"}

    @property
    def renumbered(self) -> bool:
        """Whether the two codes print different numbers beside the clause."""
        return self.a is not None and self.b is not None and self.a.printed != self.b.printed


def redline_codes(a: Sequence[Clause], b: Sequence[Clause], given: Iterable[tuple[str, str]] = ()) -> tuple[Row, ...]:
    """Rows in the order of `b`; a clause that only `a` has follows the row of the clause that it follows there.

    `given` are pairs of clause ids (of a, of b) known to belong together, likeliest first; equal and nearly equal words go before them.
    A clause is in one row only. As few rows as possible are `moved`.
    """
    pairs = paired(a, b, given)
    stays = frozenset(pairs[index] for index in in_order([i for i, _ in pairs]))
    of_b = {j: i for i, j in pairs}
    lone = _lone_behind({i for i, _ in pairs}, {i for i, _ in stays}, len(a))
    rows = [_row(a, None, i, None) for i in lone.get(None, [])]
    for j, clause in enumerate(b):
        i = of_b.get(j)
        rows.append(_row(a, clause, i, j, moved=i is not None and (i, j) not in stays))
        rows += [_row(a, None, alone, None) for alone in lone.get(i, [])] if i is not None else []
    return tuple(rows)


def accepted(rows: Iterable[Row]) -> tuple[str, ...]:
    """The texts of the clauses when all changes are made."""
    return tuple("".join(piece.new for piece in row.pieces) for row in rows if row.place_b is not None)


def rejected(rows: Iterable[Row]) -> tuple[str, ...]:
    """The texts of the clauses when no change is made; what was moved goes back to its place."""
    placed = sorted(((row.place_a, row) for row in rows if row.place_a is not None), key=lambda pair: pair[0])
    return tuple("".join(piece.old for piece in row.pieces) for _, row in placed)


def _lone_behind(both: set[int], stays: set[int], size: int) -> dict[int | None, list[int]]:
    """The clauses that only the old code has, by the clause they follow of those that did not move (None: they open the code)."""
    found: dict[int | None, list[int]] = {}
    anchor: int | None = None
    for i in range(size):
        if i in stays:
            anchor = i
        elif i not in both:
            found.setdefault(anchor, []).append(i)
    return found


def _row(a: Sequence[Clause], new: Clause | None, i: int | None, j: int | None, *, moved: bool = False) -> Row:
    old = a[i] if i is not None else None
    pieces = redline(old.text if old else "", new.text if new else "")
    if old is None or new is None:
        return Row(kind="only-b" if old is None else "only-a", a=old, b=new, place_a=i, place_b=j, pieces=pieces)
    above = [" ".join(clause.lead_in_path) for clause in (old, new)]
    lead_in = () if same_words(*above) else redline(*above)
    changed = bool(lead_in) or any(piece.kind != "same" for piece in pieces)
    kind: RowKind = ("moved-and-changed" if changed else "moved") if moved else ("changed" if changed else "same")
    return Row(kind=kind, a=old, b=new, place_a=i, place_b=j, pieces=pieces, lead_in=lead_in)
