"""Amounts, periods and deadlines in a sentence, in one unit for each kind."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from concordant.rulebook.amounts import amount_book

Bound = Literal["least", "most", "exact"]
OLDEST = 200.0  # years, an age that nobody reaches


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """An amount. `value` counts hours for "time", else pieces; `bound` says whether it is a floor, a ceiling or the thing itself."""

    kind: str
    value: float
    bound: Bound
    words: str


@lru_cache(maxsize=20_000)
def quantities(sentence: str) -> tuple[Quantity, ...]:
    """Every amount with a unit, in order; then the periods that an adverb names."""
    book = amount_book()
    found = [amount for hit in book.amount.finditer(sentence) if (amount := _amount(hit, sentence[: hit.start()]))]
    found += [
        Quantity(kind="time", value=hours, bound="exact", words=word) for word, pattern, hours in book.adverbs if pattern.search(sentence)
    ]
    return tuple(found)


def ages(sentence: str) -> tuple[float, float] | None:
    """The ages that a sentence is about, in years, from and to; None where it names none."""
    if hit := amount_book().younger.search(sentence):
        return 0.0, float(hit["age"]) - 1
    if hit := amount_book().older.search(sentence):
        return float(hit["age"] or hit["or_over"]), OLDEST
    return None


def without_times(text: str) -> str:
    """The text without its periods and deadlines, which are compared as amounts and not as words."""
    return amount_book().period.sub(" ", text)


def _amount(hit: re.Match[str], before: str) -> Quantity | None:
    """The amount at a number; None for a number that counts nothing."""
    number = hit["number"].lower().replace(",", "")
    counted = _counted(hit, number)
    if counted is None:
        return None
    kind, size = counted
    value = float(number) if number[0].isdigit() else amount_book().numbers[number]
    return Quantity(kind=kind, value=value * size, bound=_bound(before), words=hit.group().strip())


def _counted(hit: re.Match[str], number: str) -> tuple[str, float] | None:
    """What a number counts, and how much one of it is."""
    book = amount_book()
    if hit["pound"]:
        return "money", 1.0
    if hit["unit"]:
        kind, size = book.units[hit["unit"].lower()]
        # "A day" is a period; "a page" is no amount of pages.
        return None if number in book.articles and kind != "time" else (kind, size)
    return ("times", 1.0) if number in book.times else None


def _bound(before: str) -> Bound:
    book = amount_book()
    if book.at_least.search(before):
        return "least"
    return "most" if book.at_most.search(before) else "exact"
