"""A motion or a draft held against a text, before anybody votes on it."""

from __future__ import annotations

from collections.abc import Mapping

from concordant.amend.applying import apply
from concordant.amend.effects import Setting, has_norms, standings
from concordant.amend.identity import carried
from concordant.amend.ledger import ledger_of
from concordant.amend.repair import repairs
from concordant.amend.steps import steps_between
from concordant.model import AmendError, Applied, Motion, Policy, Review
from concordant.parse.norms import with_norms

# Repairs are looked for where an amendment opens a few conflicts; a whole new code that opens many is to be written again.
MOST_REPAIRS = 6


def review_motion(before: Policy, motion: Motion, held: Setting, *, files: Mapping[str, Policy] | None = None) -> Review:
    """The review of a motion. It is made whole or not at all: with one instruction that cannot be made there are errors and no ledger."""
    return reviewed(before, apply(before, motion, files=files), held, title=motion.title)


def review_draft(before: Policy, draft: Policy, held: Setting, *, title: str = "") -> Review:
    """The review of a whole text that would take the place of another."""
    after = carried(before, draft)
    applied = Applied(policy=after, steps=steps_between(before, after))
    return reviewed(before, applied, held, title=title or draft.meta.title)


def refused(before: Policy, errors: tuple[AmendError, ...], *, title: str) -> Review:
    """The review of what cannot be made."""
    return Review(title=title, before=before, after=None, errors=errors)


def reviewed(before: Policy, applied: Applied, held: Setting, *, title: str) -> Review:
    """The review of what a motion or a draft makes of a text."""
    if applied.policy is None:
        return refused(before, applied.errors, title=title)
    old, new = (policy if has_norms(policy) else with_norms(policy) for policy in (before, applied.policy))
    stood, stands = standings(old, new, held)
    ledger = ledger_of(stood, stands, held)
    mending = [effect.now for effect in ledger.opened if effect.own][:MOST_REPAIRS]
    return Review(
        title=title, before=old, after=new, steps=applied.steps, ledger=ledger, others=held.others,
        repairs=tuple((conflict.id, repairs(conflict, stands, held)) for conflict in mending),
    )  # fmt: skip
