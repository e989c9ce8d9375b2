"""What a code says that it is for, and which of its rules a stated aim speaks to.

An aim is a sentence about the document as a whole ("The purpose of this code is to ..."), or one that gives its subject under a heading
such as "Purpose". A rule and an aim belong together when they share a subject; a rule can also carry its own reason ("so that ...").
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from concordant.judge.principles import Ruled, ledger
from concordant.model import Clause, Policy
from concordant.parse.sentences import sentences
from concordant.rulebook.aims import Subject, aim_book

Backing = Literal["own reason", "an aim", "a general aim", "none"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Aim:
    """One stated aim. `quote` is its sentence, verbatim; `subjects` are ids of the subjects that it names."""

    clause: str
    policy: str
    quote: str
    subjects: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Backed:
    """A rule and what stands behind it: `aims` are places in the code's list of aims, counted from 0; `words` show the shared subject or
    the reason that the rule gives itself. `against` are aims that the rule limits.
    """

    ruled: Ruled
    backing: Backing
    words: str = ""
    aims: tuple[int, ...] = ()
    against: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Purposes:
    """The aims of one code, and each of its restrictions held against them."""

    policy: str
    aims: tuple[Aim, ...]
    rules: tuple[Backed, ...]

    @property
    def unbacked(self) -> tuple[Backed, ...]:
        """The rules that give no reason and that no stated aim of the code speaks to."""
        return tuple(rule for rule in self.rules if rule.backing == "none")


def purposes(policies: Sequence[Policy], held: Sequence[Ruled] | None = None) -> tuple[Purposes, ...]:
    """The stated aims of each compared policy with its restrictions held against them; `held` is their ledger, if it is there already."""
    ruled = ledger(policies) if held is None else held
    rules: dict[str, list[Ruled]] = defaultdict(list)
    for one in ruled:
        if one.restricts:
            rules[one.policy].append(one)
    return tuple(_of(policy, rules[policy.id]) for policy in sorted((p for p in policies if p.compared), key=lambda p: p.id))


def _of(policy: Policy, rules: Sequence[Ruled]) -> Purposes:
    aims = stated(policy)
    clauses = {clause.id: clause for clause in policy.clauses}
    return Purposes(policy=policy.id, aims=aims, rules=tuple(_backed(rule, clauses[rule.clause], aims) for rule in rules))


def stated(policy: Policy) -> tuple[Aim, ...]:
    """The aims that a policy states, in text order."""
    return tuple(
        Aim(clause=clause.id, policy=policy.id, quote=sentence, subjects=tuple(s.id for s in subjects_of(sentence)))
        for clause in policy.clauses
        for sentence in sentences(clause.text)
        if _is_aim(sentence, clause)
    )


def _is_aim(sentence: str, clause: Clause) -> bool:
    """Said of the document; under a heading such as "Purpose" also what is wanted, hoped or feared, if it has a subject."""
    book = aim_book()
    if book.aims.find(sentence):
        return True
    under = any(book.headings.find(heading) for heading in clause.heading_path[-1:])
    return under and book.intents.find(sentence) is not None and bool(subjects_of(sentence))


def subjects_of(text: str) -> tuple[Subject, ...]:
    """The subjects that a text names, in the order of the rulebook."""
    return tuple(subject for subject in aim_book().subjects if subject.wording.find(text))


def _backed(rule: Ruled, clause: Clause, aims: Sequence[Aim]) -> Backed:
    limited = {mark.principle for mark in rule.marks if mark.standing == "limiting"}
    named = {subject.id: subject for subject in aim_book().subjects}
    against = tuple(
        at for at, aim in enumerate(aims) if aim.clause != rule.clause and any(limited & set(named[s].limited_by) for s in aim.subjects)
    )
    own = {s.id: s.wording.find(rule.quote) or "" for s in subjects_of(rule.quote) if not s.general}
    shared = {
        at: next(s for s in aim.subjects if s in own) for at, aim in enumerate(aims) if at not in against and set(aim.subjects) & set(own)
    }
    if shared:
        return Backed(ruled=rule, backing="an aim", words=own[next(iter(shared.values()))], aims=tuple(shared), against=against)
    if reason := aim_book().reasons.find(clause.text):
        return Backed(ruled=rule, backing="own reason", words=reason, against=against)
    general = tuple(at for at, aim in enumerate(aims) if any(named[s].general for s in aim.subjects))
    return Backed(ruled=rule, backing="a general aim" if general else "none", aims=general, against=against)
