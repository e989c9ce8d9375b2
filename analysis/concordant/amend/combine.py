"""Several motions against one text: which exclude each other, where order matters, and what only arises when two pass together.

Every motion is read against the text as it stands today, as an officer reads them. So each choice of motions is made in one go, and
two that touch the same words exclude each other. Looked at are each motion alone, every two, and all together; what is beyond the
bounds is counted and said.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations, islice, permutations
from math import factorial

from concordant.amend.applying import apply
from concordant.amend.effects import Setting
from concordant.amend.paras import paras_of
from concordant.amend.review import reviewed
from concordant.model import Applied, Combined, ConflictEffect, Motion, Outcome, Policy, Review

# So many pairs of motions are reviewed, and of all motions together so many orders are tried.
MOST_PAIRS = 45
MOST_ORDERS = 24
Files = Mapping[str, Policy]


def combined(before: Policy, motions: Sequence[Motion], held: Setting, *, files: Files | None = None) -> Combined:
    """What each motion does alone, with each other one, and with all. Same motions in the same order, same answer."""
    at = range(1, len(motions) + 1)
    looking = _Looking(before, motions, held, files or {})
    alone = {n: looking.outcome((n,)) for n in at}
    good = [n for n in at if alone[n].review.applied]
    pairs = list(islice(combinations(good, 2), MOST_PAIRS))
    outcomes = [*alone.values(), *(looking.outcome(pair, alone) for pair in pairs)]
    orders_left_out = 0
    if len(good) > 2:
        outcomes.append(looking.outcome(tuple(good), alone))
        orders_left_out = max(0, factorial(len(good)) - MOST_ORDERS)
    # Of n motions there are 2 to the power of n choices, one of them empty.
    looked = sum(len(outcome.motions) > 1 or outcome.motions[0] in good for outcome in outcomes)
    left_out = 2 ** len(good) - 1 - looked
    titles = tuple(motion.title for motion in motions)
    return Combined(titles=titles, outcomes=tuple(outcomes), left_out=left_out, orders_left_out=orders_left_out)


class _Looking:
    """The motions, put together in any choice and order."""

    def __init__(self, before: Policy, motions: Sequence[Motion], held: Setting, files: Files) -> None:
        self._before, self._motions, self._held, self._files = before, motions, held, files

    def outcome(self, chosen: tuple[int, ...], alone: Mapping[int, Outcome] | None = None) -> Outcome:
        """What these motions (counted from 1) come to together; `alone` is what each does by itself."""
        applied = self._made(chosen)
        review = reviewed(self._before, applied, self._held, title=" + ".join(self._motions[n - 1].title for n in chosen))
        return Outcome(
            motions=chosen,
            review=review,
            together=tuple(_together(review, [alone[n].review for n in chosen])) if alone else (),
            excluded=tuple(dict.fromkeys(self._excluded(chosen, applied))) if len(chosen) > 1 else (),
            order_matters=len(chosen) > 1 and applied.policy is not None and self._order_matters(chosen, applied.policy),
        )

    def _made(self, chosen: Sequence[int]) -> Applied:
        return apply(self._before, self._joined(chosen), files=self._files)

    def _joined(self, chosen: Sequence[int]) -> Motion:
        """One motion of all instructions of these, counted on."""
        first = self._motions[chosen[0] - 1]
        steps = [step for n in chosen for step in self._motions[n - 1].steps]
        return replace(first, steps=tuple(replace(step, number=at) for at, step in enumerate(steps, start=1)))

    def _excluded(self, chosen: Sequence[int], applied: Applied) -> Iterator[tuple[int, int]]:
        """Pairs of motions of which one touches what the other touches."""
        owner = [n for n in chosen for _ in self._motions[n - 1].steps]
        for error in applied.errors:
            one, other = (owner[place - 1] if place else chosen[0] for place in (error.other, error.instruction))
            if one != other:
                yield min(one, other), max(one, other)

    def _order_matters(self, chosen: tuple[int, ...], made: Policy) -> bool:
        """Whether the words of the text differ when the motions are carried in another order."""
        text = paras_of(made)
        for order in islice(permutations(chosen), 1, MOST_ORDERS):
            other = self._made(order).policy
            if other is None or paras_of(other) != text:
                return True
        return False


def _together(review: Review, alone: Sequence[Review]) -> Iterator[ConflictEffect]:
    """Conflicts that the motions open together and none of them alone."""
    known = {_place(effect) for one in alone for effect in one.ledger.opened}
    return (effect for effect in review.ledger.opened if _place(effect) not in known)


def _place(effect: ConflictEffect) -> tuple[str, ...]:
    now = effect.now
    return (now.type, now.b or now.principle or "", now.quote_a, now.quote_b)
