"""Whose concerns an amendment meets, in part or whole, leaves, or makes worse."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from concordant.judge.concern_register import body_of
from concordant.judge.concern_tests import met
from concordant.model import Concern, ConcernEffect, ConcernResult, ConcernStanding, ConcernStatus, Policy, policy_id_of
from concordant.rulebook.concern_words import concern_words

_ORDER: dict[ConcernStanding, int] = {"not met": 0, "partly": 1, "met": 2}
# Made worse first: nobody must miss it. Then what became better.
_STATUS: tuple[ConcernStatus, ...] = ("worse", "met", "partly", "not met", "cannot tell")


def concern_effects(before: Policy, after: Policy, concerns: Sequence[Concern]) -> tuple[ConcernEffect, ...]:
    """Where each concern about the text stands before and after: what is made worse first, then what the amendment betters."""
    found = [_effect(concern, before, after) for concern in concerns if concerns_it(concern, before)]
    return tuple(sorted(found, key=lambda e: (e.status != "worse", e.was == e.now, _STATUS.index(e.status))))


def concerns_it(concern: Concern, policy: Policy) -> bool:
    """Whether a concern is about this text: recorded by its own council, or about one of its clauses."""
    return body_of(concern) == policy.body or any(policy_id_of(target) == policy.id for target in concern.targets)


def _effect(concern: Concern, before: Policy, after: Policy) -> ConcernEffect:
    was, now = met(concern, before), met(concern, after)
    if now.why == "fragment" and was.clause is not None:
        # What was seen in a text of which only passages are known, and is taken out of it, is known to be gone.
        now = met(concern, replace(after, meta=replace(after.meta, kind="code")))
    worse = was.standing in _ORDER and now.standing in _ORDER and _ORDER[now.standing] < _ORDER[was.standing]
    return ConcernEffect(
        concern=concern, was=was.standing, now=now.standing, status="worse" if worse else now.standing, why=_why(concern, now),
        words=now.words, words_before=was.words, clause=now.clause,
    )  # fmt: skip


def _why(concern: Concern, result: ConcernResult) -> str:
    words = concern_words()
    if concern.test is None:
        return words["untested"].get(concern.untested or "", words["results"]["no-test"])
    return words["results"][result.why]
