"""Which code says what, at a glance: for each topic and code the strongest word found, in panels no wider than a page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from concordant.model import Policy
from concordant.publish.names import HEAT
from concordant.publish.view import View
from concordant.rulebook.hub import Provision, Topic

# More codes than these are narrower on a telephone than their marks.
MOST_CODES = 15


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """What a code says of a topic: the strongest word, or "" where nothing was found, and how many provisions of it the code makes."""

    policy: Policy
    word: str
    made: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicRow:
    """A topic with a cell for each code of the panel. `provisions` counts those that at least one code on the site makes."""

    topic: Topic
    provisions: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """Some of the codes, in order, with every topic."""

    codes: tuple[Policy, ...]
    rows: tuple[TopicRow, ...]


def heat(view: View) -> tuple[Panel, ...]:
    """The codes in panels of much the same size; none where no topic was found."""
    topics = [(topic, view.made(topic)) for topic in view.topics()]
    if not topics:
        return ()
    return tuple(
        Panel(codes=tuple(codes), rows=tuple(_row(topic, made, codes, view) for topic, made in topics)) for codes in _even(view.compared)
    )


def _even(codes: Sequence[Policy]) -> list[Sequence[Policy]]:
    panels = -(-len(codes) // MOST_CODES)
    return [codes[len(codes) * at // panels : len(codes) * (at + 1) // panels] for at in range(panels)]


def _row(topic: Topic, made: Sequence[Provision], codes: Sequence[Policy], view: View) -> TopicRow:
    return TopicRow(topic=topic, provisions=len(made), cells=tuple(_cell(made, policy, view) for policy in codes))


def _cell(made: Sequence[Provision], policy: Policy, view: View) -> Cell:
    words = [found.word for provision in made if (found := view.stance(provision, policy))]
    return Cell(policy=policy, word=min(words, key=list(HEAT).index) if words else "", made=len(words))
