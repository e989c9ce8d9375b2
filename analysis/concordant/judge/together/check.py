"""The rules of `together.yml`, the cues of `deontics.yml` and what judge/together makes of its other files, tried on their own examples."""

from __future__ import annotations

from collections.abc import Iterator

from concordant.errors import Problem
from concordant.judge.together.answer import answer
from concordant.judge.together.context import Words
from concordant.judge.together.dissent import fits
from concordant.judge.together.frames import frames
from concordant.judge.together.quantities import quantities
from concordant.rulebook.amounts import FILE as AMOUNTS
from concordant.rulebook.amounts import amount_book
from concordant.rulebook.deontics import FILE as CUES
from concordant.rulebook.deontics import DeonticRow, cues_in, deontic_rows
from concordant.rulebook.dissent import FILE as DISSENT
from concordant.rulebook.dissent import SIDES, DissentRow, dissent_rows
from concordant.rulebook.together import FILE, PairRule, pair_rules


def check() -> tuple[Problem, ...]:
    """Every example must be found by its rule, cue or row, no counter-example."""
    return (*_of_rules(), *_of_cues(), *_of_dissent(), *_of_amounts())


def _of_rules() -> Iterator[Problem]:
    for rule in pair_rules().values():
        where = f"rule `{rule.id}`"
        for pair in rule.examples:
            yield from (_wrong(FILE, where, what, pair["a"]) for what in _misread(rule, pair))
        for pair in rule.counter_examples:
            if answer(_words(pair, "a"), _words(pair, "b")).rule == rule.id:
                yield _wrong(FILE, where, "a counter-example is found by it", pair["a"])


def _misread(rule: PairRule, pair: dict[str, str]) -> Iterator[str]:
    """What is wrong with the answers to an example, in either order."""
    for one, other in (("a", "b"), ("b", "a")):
        said = answer(_words(pair, one), _words(pair, other))
        if said.rule != rule.id or said.type != pair.get("type", said.type):
            yield f"an example is read as {said.type} by `{said.rule}`"


def _words(pair: dict[str, str], side: str) -> Words:
    return Words(text=pair[side], lead_in=pair.get(f"lead_in_{side}"), heading=pair.get(f"heading_{side}"))


def _of_cues() -> Iterator[Problem]:
    for row in deontic_rows():
        yield from _both_ways(CUES, f"row `{row.id}`", row, [t for t in (*row.examples, *row.counter_examples) if _is_cue(row, t)])


def _is_cue(row: DeonticRow, text: str) -> bool:
    return any(hit.row.id == row.id for hit in cues_in(text))


def _of_dissent() -> Iterator[Problem]:
    for row in (row for side in SIDES for row in dissent_rows(side)):
        texts = (*row.examples, *row.counter_examples)
        yield from _both_ways(DISSENT, f"row `{row.id}`", row, [t for t in texts if any(fits(row, f) for f in frames(Words(text=t)))])


def _both_ways(file: str, where: str, row: DeonticRow | DissentRow, found: list[str]) -> Iterator[Problem]:
    yield from (_wrong(file, where, "an example is not found", text) for text in row.examples if text not in found)
    yield from (_wrong(file, where, "a counter-example is found", text) for text in row.counter_examples if text in found)


def _of_amounts() -> Iterator[Problem]:
    for text, wanted in (*amount_book().examples, *((text, ()) for text in amount_book().counter_examples)):
        found = tuple(f"{q.kind} {q.value:g} {q.bound}" for q in quantities(text))
        if found != wanted:
            yield _wrong(AMOUNTS, "examples", f"the amounts are read as {', '.join(found) or 'none'}", text)


def _wrong(file: str, where: str, what: str, text: str) -> Problem:
    return Problem(file=file, where=where, what=f"{what}: “{text}”.", mend="Correct the rule or the example.")
