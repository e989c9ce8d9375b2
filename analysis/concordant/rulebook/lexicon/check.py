"""The rows of the lexicon tried on their own examples."""

from __future__ import annotations

from collections.abc import Iterator

from concordant.errors import Problem
from concordant.rulebook.lexicon.entries import Entry, lexicon
from concordant.rulebook.lexicon.words import tokens


def check() -> tuple[Problem, ...]:
    """Every example must hold words of its row, no counter-example."""
    return tuple(problem for entry in lexicon().values() for problem in _wrong(entry))


def _wrong(entry: Entry) -> Iterator[Problem]:
    faults = [(text, "an example is not found") for text in entry.examples if not _holds(text, entry)]
    faults += [(text, "a counter-example is found") for text in entry.counter_examples if _holds(text, entry)]
    for text, what in faults:
        yield Problem(file=entry.file, where=f"row `{entry.id}`", what=f"{what}: “{text}”.", mend="Correct the words or the example.")


def _holds(text: str, entry: Entry) -> bool:
    return any(entry.id in token.senses for token in tokens(text))
