"""Whether a code protects legitimate criticism from its own restrictions, and whether that protection reaches each of them.

A saving clause reaches a restriction when it stands for the whole text, or for the same section, and binds or frees the same people in
the same capacity and place of speech. Where it names none of these it holds for all.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from concordant.judge.principles import Ruled, ledger
from concordant.judge.restrictions import bound
from concordant.model import Capacity, Clause, Policy
from concordant.parse.bearers import capacity_of
from concordant.parse.sentences import parts, sentences
from concordant.rulebook.saving import SavingRule, saving_book

Missed = Literal["section", "bearer", "capacity", "channel", "subject"]
Reach = Literal["reached", "in part", "none"]
_CRITICAL = ("openness", "accountability", "freedom-of-expression")


@dataclass(frozen=True, slots=True, kw_only=True)
class Saving:
    """A saving clause: its sentence, verbatim, what it protects, and whom, in which capacity and where. No channel means every one."""

    clause: str
    policy: str
    quote: str
    words: str
    protects: str
    rule: str
    capacity: Capacity
    bearers: frozenset[str]
    channels: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Protection:
    """A saving clause held against one restriction: `missed` names what it does not reach; nothing when it reaches it whole."""

    saving: Saving
    missed: tuple[Missed, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Guarded:
    """A restriction on speech with the saving clauses of the same code, those that reach furthest first.

    `critical`: the restriction limits openness, accountability or freedom of expression, so that it is one where saving words matter most.
    """

    ruled: Ruled
    critical: bool
    capacity: Capacity
    channels: frozenset[str]
    protections: tuple[Protection, ...]

    @property
    def reach(self) -> Reach:
        if any(not protection.missed for protection in self.protections):
            return "reached"
        return "in part" if any(set(p.missed) <= {"capacity", "bearer", "channel"} for p in self.protections) else "none"


def savings(policy: Policy) -> tuple[Saving, ...]:
    """The saving clauses of a policy, in text order: one for each sentence, by the first rule that finds it."""
    found = []
    for clause in policy.clauses:
        for sentence in sentences(clause.text):
            rule = next((r for r in saving_book().savings if r.wording.find(sentence)), None)
            if rule is not None:
                found.append(_saving(rule, sentence, clause, policy))
    return tuple(found)


def _saving(rule: SavingRule, sentence: str, clause: Clause, policy: Policy) -> Saving:
    capacity, _ = capacity_of(sentence, (*clause.lead_in_path, *clause.heading_path))
    norm = next((n for n in clause.norms if n.act in sentence), None)
    return Saving(
        clause=clause.id,
        policy=policy.id,
        quote=sentence,
        words=rule.wording.find(sentence) or "",
        protects=rule.protects,
        rule=rule.id,
        capacity=capacity,
        bearers=bound(norm, policy),
        channels=saving_book().channels_in(parts(sentence)[0]),
    )


def guarded(policies: Sequence[Policy], held: Sequence[Ruled] | None = None) -> tuple[Guarded, ...]:
    """Every restriction on what people say, with the saving clauses of its code; `held` is the ledger, if it is there already."""
    ruled = ledger(policies) if held is None else held
    by_id = {policy.id: policy for policy in policies}
    saved = {policy.id: savings(policy) for policy in policies if policy.compared}
    clauses = {clause.id: clause for policy in policies for clause in policy.clauses}
    return tuple(_guarded(rule, clauses[rule.clause], by_id[rule.policy], saved[rule.policy], clauses) for rule in ruled if on_speech(rule))


def on_speech(ruled: Ruled) -> bool:
    """Whether a rule narrows what people say: a ban on an act of speech, or any rule that limits what critics could say."""
    if any(mark.standing == "limiting" and mark.principle in _CRITICAL for mark in ruled.marks):
        return True
    return ruled.modality == "prohibition" and saving_book().speech.find(ruled.quote) is not None


def _guarded(ruled: Ruled, clause: Clause, policy: Policy, saved: Sequence[Saving], clauses: dict[str, Clause]) -> Guarded:
    norm = next((n for n in clause.norms if n.act in ruled.quote), None)
    capacity: Capacity = norm.capacity if norm else "unstated"
    channels = saving_book().channels_in(ruled.quote)
    people = bound(norm, policy)
    held = [
        Protection(saving=s, missed=_missed(s, clauses[s.clause], clause, ruled, (capacity, channels, people)))
        for s in saved
        if s.quote != ruled.quote or s.clause != ruled.clause
    ]
    return Guarded(
        ruled=ruled,
        critical=any(mark.standing == "limiting" and mark.principle in _CRITICAL for mark in ruled.marks),
        capacity=capacity,
        channels=channels,
        protections=tuple(sorted(held, key=lambda p: (len(p.missed), p.saving.clause != ruled.clause))),
    )


def _missed(
    saving: Saving, stands: Clause, clause: Clause, ruled: Ruled, reached: tuple[Capacity, frozenset[str], frozenset[str]]
) -> tuple[Missed, ...]:
    capacity, channels, people = reached
    rule = next(rule for rule in saving_book().savings if rule.id == saving.rule)
    same_section = stands.heading_path == clause.heading_path
    checks: tuple[tuple[Missed, bool], ...] = (
        ("section", rule.scope == "section" and not same_section),
        ("subject", rule.scope == "own" and not {mark.rule for mark in ruled.marks} & set(rule.reaches)),
        ("bearer", not people <= saving.bearers),
        ("capacity", saving.capacity in {"official", "private"} and saving.capacity != capacity),
        ("channel", bool(saving.channels) and not (channels and channels <= saving.channels)),
    )
    return tuple(name for name, missed in checks if missed)
