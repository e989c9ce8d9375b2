"""The date that an export bears. It follows from the texts, never from the clock: the same texts give the same bytes."""

from __future__ import annotations

from datetime import date

from concordant.model import Analysis

# Where no text has a date: the first day that every file format can say.
UNDATED = date(1980, 1, 1)


def newest_date(analysis: Analysis) -> date:
    """The newest date among the texts and the decisions on links. Of "2019-10" it is the first day, of "2019" the first of January."""
    given = [policy.meta.date for policy in analysis.policies] + [ruling.decision.when for ruling in analysis.rulings]
    return max((found for text in given if (found := _day(text))), default=UNDATED)


def _day(text: str | None) -> date | None:
    """None for a date that no calendar has, or that is older than an export may be."""
    try:
        found = date.fromisoformat(f"{text}-01-01"[:10]) if text else None
    except ValueError:
        return None
    return found if found and found >= UNDATED else None
