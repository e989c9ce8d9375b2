"""Where councillors' concerns stand: by the words of the text today, by those of each motion and draft, and for each councillor."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from concordant.judge.concern_register import body_of
from concordant.judge.concern_tests import met
from concordant.model import Concern, ConcernStatus, Policy, policy_id_of
from concordant.publish.bars import Bars, Counted, bars
from concordant.publish.concerned import who
from concordant.publish.moved import Moved, all_moved
from concordant.publish.view import View

STATUSES: tuple[ConcernStatus, ...] = ("met", "partly", "not met", "worse", "cannot tell")


@dataclass(frozen=True, slots=True, kw_only=True)
class Standings:
    """The picture: `today` has one row, `moved` one for each motion or draft that can be carried out, `people` one for each councillor."""

    concerns: int
    today: Bars
    moved: Bars
    people: Bars


def standings(view: View) -> Standings:
    """Where the concerns of reports stand; comments in a margin are not counted."""
    found = [(concern, standing_today(concern, view)) for concern in view.analysis.concerns if concern.origin == "report"]
    people: dict[str, list[tuple[Concern, ConcernStatus]]] = defaultdict(list)
    for concern, status in found:
        people[who(concern)].append((concern, status))
    today = _counted("", "", (status for _, status in found))
    moved = [row for one in all_moved(view.tabled) if one.review.applied and (row := _moved(one)).total]
    return Standings(
        concerns=len(found),
        today=_bars([today]),
        # Motions are drawn beside the text as it stands, so that both have one scale.
        moved=_bars([today, *moved]),
        people=_bars([_counted(name, f"concerns/#{own[0][0].id}", (status for _, status in own)) for name, own in people.items()]),
    )


def standing_today(concern: Concern, view: View) -> ConcernStatus:
    """Where a concern stands by the words of its own council's text; without that text nothing can be told."""
    text = _own_text(concern, view)
    return met(concern, text).standing if text else "cannot tell"


def _own_text(concern: Concern, view: View) -> Policy | None:
    own = [policy for policy in view.compared if policy.body == body_of(concern)]
    aimed = [policy for target in concern.targets for policy in own if policy.id == policy_id_of(target)]
    return next(iter([*aimed, *own]), None)


def _moved(one: Moved) -> Counted:
    effects = (effect.status for effect in one.review.ledger.concerns if effect.concern.origin == "report")
    return _counted(one.motion.title, one.folder, effects)


def _counted(name: str, address: str, statuses: Iterable[ConcernStatus]) -> Counted:
    counts = Counter(statuses)
    return Counted(name=name, address=address, total=counts.total(), counts={str(key): n for key, n in counts.items()})


def _bars(rows: list[Counted]) -> Bars:
    """Heads under which nothing stands are left out."""
    return bars([status for status in STATUSES if any(row.counts.get(status) for row in rows)], rows)
