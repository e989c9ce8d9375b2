"""The ledger of an amendment: every effect of it, put together from the two texts and what they are held against."""

from __future__ import annotations

from collections.abc import Iterator

from concordant.amend.effects import Setting, Standing, touched
from concordant.amend.effects_concerns import concern_effects
from concordant.amend.effects_conflicts import conflict_effects
from concordant.amend.effects_duties import duty_effects
from concordant.amend.effects_words import gap_effects, length_effect, link_effects, principle_effects, saving_effects, vague_effects
from concordant.model import ConflictEffect, DutyEffect, Ledger, WordingEffect
from concordant.rulebook.ledger import ledger_words


def ledger_of(before: Standing, after: Standing, held: Setting) -> Ledger:
    """What changes from the one text to the other. Two texts with the same words change nothing."""
    old, new = before.policy, after.policy
    ids = touched(old, new)
    duties = duty_effects(old, new, ids)
    found = conflict_effects(before, after, held, ids)
    return Ledger(
        duties=duties,
        opened=found.opened,
        closed=found.closed,
        changed=found.changed,
        exceptions=(*_exceptions(duties), *saving_effects(old, new), *_carved(found.exceptions)),
        links=link_effects(before, after, held, ids),
        gaps=gap_effects(before, after, held),
        principles=principle_effects(old, new, ids),
        vague=vague_effects(old, new, ids),
        concerns=concern_effects(old, new, held.concerns),
        length=length_effect(old, new),
    )


def _exceptions(duties: tuple[DutyEffect, ...]) -> Iterator[WordingEffect]:
    for duty in duties:
        if duty.rule in {"exception-added", "exception-dropped"}:
            came = duty.rule == "exception-added"
            yield WordingEffect(
                clause=duty.clause, number=duty.number if came else duty.was_number, subject=duty.act, came=came,
                words=duty.after if came else duty.before, quote=duty.new if came else duty.old, rule=duty.rule,
                why=ledger_words()["words"]["exception-came" if came else "exception-went"], sort="exception",
            )  # fmt: skip


def _carved(found: tuple[ConflictEffect, ...]) -> Iterator[WordingEffect]:
    for effect in found:
        came = effect.before is None
        yield WordingEffect(
            clause=effect.now.a, number=None, subject=effect.now.b or "", came=came, words=effect.now.quote_b, quote=effect.now.quote_a,
            rule=effect.now.rule, why=ledger_words()["words"]["carve-came" if came else "carve-went"], sort="between two paragraphs",
        )  # fmt: skip
