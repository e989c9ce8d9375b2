"""The rules of `together.yml` and the cues of `deontics.yml` tried on their own examples."""

from __future__ import annotations

from concordant.errors import Problem
from concordant.judge.together.answer import answer
from concordant.judge.together.context import Words
from concordant.rulebook.deontics import FILE as CUES
from concordant.rulebook.deontics import deontic_rows, hits
from concordant.rulebook.together import FILE, pair_rules


def check() -> tuple[Problem, ...]:
    """Every example of a rule must be found by it and with its type, no counter-example; likewise every cue. Either order will do."""
    found = []
    for rule in pair_rules().values():
        for pair in rule.examples:
            for one, other in (("a", "b"), ("b", "a")):
                said = answer(_words(pair, one), _words(pair, other))
                if said.rule != rule.id or said.type != pair.get("type", said.type):
                    found.append(_wrong(FILE, f"rule `{rule.id}`", f"an example is read as {said.type} by `{said.rule}`", pair["a"]))
        for pair in rule.counter_examples:
            if answer(_words(pair, "a"), _words(pair, "b")).rule == rule.id:
                found.append(_wrong(FILE, f"rule `{rule.id}`", "a counter-example is found by it", pair["a"]))
    return (*found, *_cues())


def _cues() -> list[Problem]:
    found = []
    for row in deontic_rows():
        where = f"row `{row.id}`"
        found += [_wrong(CUES, where, "an example is not found", t) for t in row.examples if row.id not in {h.row.id for h in hits(t)}]
        found += [_wrong(CUES, where, "a counter-example is found", t) for t in row.counter_examples if row.id in {h.row.id for h in hits(t)}]
    return found


def _words(pair: dict[str, str], side: str) -> Words:
    return Words(text=pair[side], lead_in=pair.get(f"lead_in_{side}"), heading=pair.get(f"heading_{side}"))


def _wrong(file: str, where: str, what: str, text: str) -> Problem:
    return Problem(file=file, where=where, what=f"{what}: “{text}”.", mend="Correct the rule or the example.")
