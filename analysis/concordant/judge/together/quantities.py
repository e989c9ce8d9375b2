"""Amounts, periods and deadlines in a sentence, in one unit for each kind."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

_NUMBERS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "fourteen": 14, "fifteen": 15, "twenty": 20, "twenty-one": 21, "twenty-four": 24, "twenty-eight": 28,
    "thirty": 30, "forty": 40, "forty-eight": 48, "fifty": 50, "sixty": 60, "ninety": 90, "hundred": 100, "half": 0.5, "once": 1, "twice": 2,
    "single": 1, "couple": 2, "every": 1, "each": 1, "per": 1,
}  # fmt: skip
# Hours for time; the rest counts itself.
_UNITS = {
    "minute": ("time", 1 / 60), "hour": ("time", 1), "day": ("time", 24), "week": ("time", 168), "fortnight": ("time", 336), "month": ("time", 730),
    "quarter": ("time", 2190), "year": ("time", 8760), "word": ("words", 1), "character": ("characters", 1), "post": ("posts", 1), "account": ("accounts", 1),
    "page": ("pages", 1), "hashtag": ("hashtags", 1), "photograph": ("photographs", 1), "member": ("people", 1), "people": ("people", 1), "person": ("people", 1),
    "councillor": ("people", 1), "moderator": ("people", 1), "administrator": ("people", 1), "officer": ("people", 1), "warning": ("warnings", 1), "pound": ("money", 1), "signature": ("signatures", 1),
    "metre": ("metres", 1), "second": ("time", 1 / 3600),
}  # fmt: skip
_ADVERBS = {"daily": 24.0, "weekly": 168.0, "fortnightly": 336.0, "monthly": 730.0, "quarterly": 2190.0, "yearly": 8760.0, "annually": 8760.0, "annual": 8760.0, "hourly": 1.0, "nightly": 24.0}
_NUMBER = r"(?:\d[\d,]*(?:\.\d+)?|" + "|".join(sorted(_NUMBERS, key=len, reverse=True)) + r")"
_UNIT = r"(?:" + "|".join(sorted(_UNITS, key=len, reverse=True)) + r")"
_AMOUNT = re.compile(rf"(?P<pound>£)?\b(?P<number>{_NUMBER})(?:[\s-]+(?:full|whole|clear|working|calendar|business|consecutive|council|further|other))*(?:[\s-]+(?P<unit>{_UNIT})s?\b)?", re.IGNORECASE)
_LEAST = re.compile(r"\b(?:at least|no fewer than|not less than|no less than|minimum of|a minimum of|no sooner than|not before|more than|longer than)\s*(?:\w+\s+){0,1}$", re.IGNORECASE)
_MOST = re.compile(r"\b(?:within|no later than|no longer than|not longer than|not later than|by|at most|no more than|not more than|up to|maximum of|a maximum of|under|fewer than|less than|inside)\s*(?:\w+\s+){0,1}$", re.IGNORECASE)
_TIME = re.compile(
    r"\b(?:(?:at least|no fewer than|not less than|no less than|no sooner than|more than|longer than|within|no later than|no longer than|not later than|at most|"
    rf"no more than|not more than|up to|fewer than|less than|after|for|from)\s+)*(?:\d[\d,]*|{'|'.join(n for n in _NUMBERS if n not in {'a', 'an', 'every', 'each', 'per', 'once', 'half', 'single'})})"
    r"(?:[\s-]+(?:full|whole|clear|working|calendar|business|consecutive|council|further))*[\s-]+(?:minute|hour|day|week|fortnight|month|year|second)s?\b",
    re.IGNORECASE,
)
_AGE = re.compile(r"\b(?:under|over|aged?)\s+(?P<age>\d{1,2})\b", re.IGNORECASE)
Bound = Literal["least", "most", "exact"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """An amount. `value` counts hours for "time", else pieces; `bound` says whether it is a floor, a ceiling or the thing itself."""

    kind: str
    value: float
    bound: Bound
    words: str


def quantities(sentence: str) -> tuple[Quantity, ...]:
    """Every amount with a unit, in order."""
    found: list[Quantity] = []
    for m in _AMOUNT.finditer(sentence):
        unit = (m["unit"] or "").lower()
        number = m["number"].lower().replace(",", "")
        if m["pound"]:
            kind, factor = "money", 1.0
        elif unit:
            kind, factor = _UNITS[unit]
            if number in {"a", "an", "one", "every", "each", "per", "single"} and kind != "time":
                if number != "one" and number != "single":
                    continue
            if kind == "people" and number in {"a", "an", "every", "each"}:
                continue
        elif number in {"once", "twice"}:
            kind, factor = "times", 1.0
        else:
            continue
        value = float(number) if number[0].isdigit() else float(_NUMBERS[number])
        before = sentence[: m.start()]
        bound: Bound = "least" if _LEAST.search(before) else "most" if _MOST.search(before) else "exact"
        found.append(Quantity(kind=kind, value=value * factor, bound=bound, words=m.group().strip()))
    for word, hours in _ADVERBS.items():
        if re.search(rf"\b{word}\b", sentence, re.IGNORECASE):
            found.append(Quantity(kind="time", value=hours, bound="exact", words=word))
    return tuple(found)


def without_times(text: str) -> str:
    """The text without its periods and deadlines, which are compared as amounts and not as words."""
    return _TIME.sub(" ", text)
