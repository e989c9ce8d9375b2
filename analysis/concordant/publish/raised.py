"""Where a code's page tells each concern: once for neighbouring paragraphs, where they begin, and never again on each of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from concordant.model import Clause, Concern, Policy, Unit
from concordant.publish.view import View

# A concern about this part of a text, and more paragraphs than a reader takes in at a glance, is one about the text as a whole.
_WHOLE = 2 / 3
_FEW = 3
TOP = ""

Run = tuple[Clause, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Raised:
    """A concern as told at one place of a text. `runs` are the paragraphs that it is told for there, neighbours together, in text order.

    `council` names the council about whose code it was raised, where that is another one; "" otherwise.
    """

    concern: Concern
    runs: tuple[Run, ...]
    council: str

    @property
    def wide(self) -> bool:
        """Whether it is told for more than one paragraph."""
        return sum(map(len, self.runs)) > 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """The concerns of a text: `at` by the id of the unit where they are told (`TOP` for the head of the text), and the ids of the
    paragraphs, `under`, for which one is told further up."""

    at: Mapping[str, tuple[Raised, ...]]
    under: frozenset[str]


def raised(policy: Policy, view: View) -> Places:
    """Where the page of a policy tells what councillors raised about its paragraphs.

    Neighbouring paragraphs (1, 2, 3) get one note at the first of them, or at the words that introduce it where all of them are items of
    one list that begins there. A concern about most of the text stands at its head. Every paragraph that a concern is about is told once.
    """
    told: dict[str, list[Raised]] = defaultdict(list)
    under: set[str] = set()
    heads = _heads(policy.units)
    for concern in view.analysis.concerns:
        runs = _runs([clause for clause in policy.clauses if clause.id in set(concern.targets)])
        if not runs:
            continue
        council = _council(concern, policy, view)
        about = [clause for run in runs for clause in run]
        if len(about) > _FEW and len(about) >= _WHOLE * len(policy.clauses):
            told[TOP].append(Raised(concern=concern, runs=runs, council=council))
            continue
        for run in runs:
            place = _place(run, heads)
            told[place].append(Raised(concern=concern, runs=(run,), council=council))
            under.update(clause.id for clause in run if clause.id != place)
    return Places(at={place: tuple(found) for place, found in told.items()}, under=frozenset(under))


def _runs(clauses: Sequence[Clause]) -> tuple[Run, ...]:
    return tuple(_neighbours(clauses))


def _neighbours(clauses: Sequence[Clause]) -> Iterator[Run]:
    run: list[Clause] = []
    for clause in clauses:
        if run and clause.number != run[-1].number + 1:
            yield tuple(run)
            run = []
        run.append(clause)
    if run:
        yield tuple(run)


def _heads(units: Sequence[Unit]) -> Mapping[str, str]:
    """The id of the first item of each list -> that of the words that stand before it and introduce it."""
    return {item.id: head.id for head, item in pairwise(units) if head.kind == "lead-in" and head.id in item.lead_ins}


def _place(run: Run, heads: Mapping[str, str]) -> str:
    head = heads.get(run[0].id)
    return head if head and len(run) > 1 and all(head in clause.lead_ins for clause in run) else run[0].id


def _council(concern: Concern, policy: Policy, view: View) -> str:
    if not concern.unit:
        return ""
    own = view.policy_of(concern.unit)
    return own.meta.council if own.body != policy.body else ""
