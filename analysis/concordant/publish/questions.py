"""What councillors ask of a code, as look-ups for pages, listings and exports: principles, aims, criticism, capacity, vague words.

Each ledger is worked out once, when something asks for it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Any

from concordant.judge.aims import Purposes, purposes
from concordant.judge.capacity import STANDINGS, CapacityMap, Placed, capacity_maps
from concordant.judge.principles import Ruled, Standing, ledger
from concordant.judge.saving import Guarded, Saving, guarded, savings
from concordant.judge.vague import Explanation, VagueUse, explanations, find_vague, without_it
from concordant.model import Analysis, Link, Policy, policy_id_of
from concordant.rulebook.aims import Subject, aim_book
from concordant.rulebook.principles import Principle, principles
from concordant.rulebook.vague import VagueTerm, vague_terms

PageOf = tuple[str, str, dict[str, object]]
MISSED = {
    "section": "it speaks only of the section in which it stands", "bearer": "it is for other people",
    "capacity": "it is for another capacity", "channel": "it is for another place of speech", "subject": "it protects something else",
}  # fmt: skip
WHOLE = {
    "official": "official acts only", "appears official": "acting, or seeming to act, in office", "private": "private life",
    "both": "official and private life alike",
}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Questions:
    """The ledgers over the compared policies. `links` are those of the concordance, for what other councils say instead."""

    policies: tuple[Policy, ...]
    links: tuple[Link, ...]

    @cached_property
    def ruled(self) -> tuple[Ruled, ...]:
        return ledger(self.policies)

    @cached_property
    def _ruled_by(self) -> dict[str, list[Ruled]]:
        found: dict[str, list[Ruled]] = defaultdict(list)
        for ruled in self.ruled:
            found[ruled.policy].append(ruled)
        return found

    @property
    def principles(self) -> tuple[Principle, ...]:
        return principles()

    def restrictions(self, policy: str) -> list[Ruled]:
        """The duties and bans of a policy."""
        return [ruled for ruled in self._ruled_by[policy] if ruled.restricts]

    def standing(self, principle: str, policy: str, standing: Standing) -> list[Ruled]:
        """The rules of a policy that stand to a principle in this way, in text order; neutral ones only where a rule says why."""
        return [r for r in self._ruled_by[policy] if (mark := r.mark(principle)) and mark.standing == standing]

    def silent(self, principle: str, policy: str) -> int:
        """How many duties and bans of a policy nothing ties to a principle."""
        return sum(ruled.mark(principle) is None for ruled in self.restrictions(policy))

    def unserved(self, policy: str) -> list[Principle]:
        """The principles that no rule of a policy serves."""
        return [p for p in principles() if not self.standing(p.id, policy, "serving")]

    @cached_property
    def _purposes(self) -> dict[str, Purposes]:
        return {one.policy: one for one in purposes(self.policies, self.ruled)}

    def purposes(self, policy: str) -> Purposes:
        """The stated aims of a policy with its rules held against them."""
        return self._purposes[policy]

    def subject(self, subject: str) -> Subject:
        return next(one for one in aim_book().subjects if one.id == subject)

    @cached_property
    def guarded(self) -> tuple[Guarded, ...]:
        return guarded(self.policies, self.ruled)

    def guarded_by(self, policy: str, *, critical: bool) -> list[Guarded]:
        """The restrictions on speech of a policy; `critical`: those that limit scrutiny, openness or free expression, or the others."""
        return [one for one in self.guarded if one.ruled.policy == policy and one.critical == critical]

    @cached_property
    def _savings(self) -> dict[str, tuple[Saving, ...]]:
        return {policy.id: savings(policy) for policy in self.policies}

    def savings(self, policy: str) -> tuple[Saving, ...]:
        """The saving clauses of a policy."""
        return self._savings[policy]

    @cached_property
    def capacities(self) -> dict[str, CapacityMap]:
        """The capacity map of each policy, by id."""
        return {one.policy: one for one in capacity_maps(self.policies)}

    @cached_property
    def _placed(self) -> dict[str, Placed]:
        return {placed.clause: placed for one in self.capacities.values() for placed in one.clauses}

    def placed(self, clause: str) -> Placed | None:
        """In which capacity a clause holds; None where it lays nothing down."""
        return self._placed.get(clause)

    @cached_property
    def vague(self) -> tuple[VagueUse, ...]:
        return find_vague(self.policies)

    @cached_property
    def _uses(self) -> dict[tuple[str, str], list[VagueUse]]:
        found: dict[tuple[str, str], list[VagueUse]] = defaultdict(list)
        for use in self.vague:
            found[use.term, policy_id_of(use.clause)].append(use)
        return found

    def uses(self, term: str, policy: str) -> list[VagueUse]:
        """Where a policy uses a vague word in a duty, ban or permission."""
        return [use for use in self._uses.get((term, policy), []) if use.rules]

    def aside(self, term: str, policy: str) -> int:
        """How often a policy uses a vague word in a sentence that lays nothing down."""
        return sum(not use.rules for use in self._uses.get((term, policy), []))

    @cached_property
    def terms(self) -> tuple[VagueTerm, ...]:
        """The vague words that some policy uses in a rule, in the order of the rulebook."""
        used = {use.term for use in self.vague if use.rules}
        return tuple(term for term in vague_terms() if term.id in used)

    @cached_property
    def _explained(self) -> dict[tuple[str, str], Explanation]:
        return {(one.term, policy.id): one for policy in self.policies for one in explanations(policy)}

    def explained(self, term: str, policy: str) -> Explanation | None:
        """Where a policy says what it means by a vague word."""
        return self._explained.get((term, policy))

    @cached_property
    def without(self) -> dict[tuple[str, str], tuple[str, ...]]:
        """(clause, term) -> clauses of other councils that rule on the same thing without the word."""
        return without_it([use for use in self.vague if use.rules], self.links)


def questions_of(analysis: Analysis) -> Questions:
    """The ledgers of an analysis."""
    compared = tuple(sorted((p for p in analysis.policies if p.compared), key=lambda p: p.id))
    return Questions(policies=compared, links=analysis.links)


def question_pages(asked: Questions) -> Iterator[PageOf]:
    """(path, template, values) of each page that answers a question."""
    yield "principles/index.md", "principles", {}
    for principle in asked.principles:
        yield f"principles/{principle.id}/index.md", "principles_one", {"it": principle}
    yield "aims/index.md", "aims", {}
    yield "criticism/index.md", "criticism", {"missed": MISSED}
    yield "capacity/index.md", "capacity", {"standings": STANDINGS, "whole": WHOLE}
    for policy in asked.policies:
        slug = policy.id.replace("/", "-")
        yield f"capacity/{slug}/index.md", "capacity_one", {"policy": policy, "standings": STANDINGS, "whole": WHOLE}
    yield "vague/index.md", "vague", {}
    for term in asked.terms:
        yield f"vague/{term.id}/index.md", "vague_one", {"it": term}


def as_data(analysis: Analysis) -> dict[str, Any]:
    """The ledgers as the JSON export gives them, by key."""
    asked = questions_of(analysis)
    return {
        "principles": [_plain(asdict(ruled)) for ruled in asked.ruled],
        "aims": [_aims(asked.purposes(policy.id)) for policy in asked.policies],
        "criticism": [_guarded(one) for one in asked.guarded],
        "capacity": [_plain(asdict(one)) for one in asked.capacities.values()],
        "vague": [_plain(asdict(use)) for use in asked.vague],
    }


def _aims(one: Purposes) -> dict[str, Any]:
    rules = [
        {"clause": rule.ruled.clause, "quote": rule.ruled.quote, "backing": rule.backing, "words": rule.words, "aims": list(rule.aims)}
        | {"against": list(rule.against)}
        for rule in one.rules
    ]
    return {"policy": one.policy, "aims": [_plain(asdict(aim)) for aim in one.aims], "rules": rules}


def _guarded(one: Guarded) -> dict[str, Any]:
    held = [{**_plain(asdict(protection.saving)), "missed": list(protection.missed)} for protection in one.protections]
    ruled = {"clause": one.ruled.clause, "policy": one.ruled.policy, "quote": one.ruled.quote}
    reach = {"critical": one.critical, "reach": one.reach, "capacity": one.capacity, "channels": sorted(one.channels)}
    return {**ruled, **reach, "savings": held}


def _plain(data: dict[str, Any]) -> dict[str, Any]:
    """Sets in order, so that the same ledger gives the same bytes."""
    return {key: sorted(value) if isinstance(value, frozenset) else value for key, value in data.items()}
