"""Rows of bars under shared heads, drawn to one scale: what the pictures of duties and of concerns are made of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One figure. `width` is the part of the longest bar by count, `wide` by share, both from 0 to 1; `percent` is the share, rounded."""

    word: str
    count: int
    percent: int
    width: float
    wide: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row: its name, its address from the root of the site ("" for none), how many things are counted in it, a bar for each head."""

    name: str
    address: str
    total: int
    bars: tuple[Bar, ...]

    @property
    def said(self) -> tuple[Bar, ...]:
        """The bars that stand for something."""
        return tuple(bar for bar in self.bars if bar.count)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bars:
    """The picture. `most` is what the longest bar by count stands for, `most_percent` the one by share."""

    words: tuple[str, ...]
    rows: tuple[Row, ...]
    most: int
    most_percent: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """What a row is made from; `counts` by head. One thing can count under two heads, so they may add up to more than `total`."""

    name: str
    address: str
    total: int
    counts: dict[str, int]


def bars(words: Sequence[str], rows: Sequence[Counted]) -> Bars:
    """Bars for the rows, those of all rows to one scale."""
    most = max((row.counts.get(word, 0) for row in rows for word in words), default=0)
    widest = max((_share(row, word) for row in rows for word in words), default=0.0)
    return Bars(
        words=tuple(words), rows=tuple(_row(row, words, most, widest) for row in rows), most=most, most_percent=_percent(widest)
    )  # fmt: skip


def _row(row: Counted, words: Sequence[str], most: int, widest: float) -> Row:
    drawn = tuple(
        Bar(
            word=word, count=(count := row.counts.get(word, 0)), percent=_percent(share := _share(row, word)),
            width=round(count / most, 4) if most else 0.0, wide=round(share / widest, 4) if widest else 0.0,
        )
        for word in words
    )  # fmt: skip
    return Row(name=row.name, address=row.address, total=row.total, bars=drawn)


def _share(row: Counted, word: str) -> float:
    return row.counts.get(word, 0) / row.total if row.total else 0.0


def _percent(share: float) -> int:
    # Half a per cent up, as people round; 0.005 lies a little below itself in binary.
    return int(share * 100 + 0.5 + 1e-9)
