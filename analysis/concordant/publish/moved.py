"""Motions and drafts that lie beside a policy, each with its review: what their pages and the pages of concerns show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from concordant.model import Clause, Combined, ConcernEffect, Motion, Policy, Review, WordingEffect


@dataclass(frozen=True, kw_only=True)
class Moved:
    """One motion, or one `draft` that would take the place of the whole text. `stem` is the name of its file without the ending."""

    motion: Motion
    review: Review
    draft: bool
    stem: str

    @property
    def folder(self) -> str:
        """Where its page lies, from the root of the site, with a slash at the end."""
        return f"motions/{self.review.before.id.replace('/', '-')}/{self.stem}/"

    def concern(self, id: str) -> ConcernEffect | None:
        """How a concern stands with it; None where it is about another text, or where nothing can be said."""
        return next((effect for effect in self.review.ledger.concerns if effect.concern.id == id), None)


@dataclass(frozen=True, kw_only=True)
class Tabled:
    """What was moved against one text, and what becomes of several together, None where only one can be carried out."""

    policy: Policy
    moved: tuple[Moved, ...]
    combined: Combined | None


def all_moved(tabled: Sequence[Tabled]) -> tuple[Moved, ...]:
    """Every motion and draft."""
    return tuple(one for text in tabled for one in text.moved)


@dataclass(frozen=True, kw_only=True)
class Places:
    """How a reader calls a paragraph when its number changes: "[7], then [5]", "[1]" for one that goes, "new [3]" for one that comes."""

    review: Review

    @cached_property
    def _now(self) -> dict[str, Clause]:
        return {clause.id: clause for clause in self.review.before.clauses}

    @cached_property
    def _then(self) -> dict[str, Clause]:
        return {clause.id: clause for clause in (self.review.after.clauses if self.review.after else ())}

    @cached_property
    def _others(self) -> dict[str, tuple[Policy, Clause]]:
        return {clause.id: (policy, clause) for policy in self.review.others for clause in policy.clauses}

    def of(self, id: str) -> str:
        """The place of a clause of the text, or of another with the short name of its policy."""
        now, then = self._now.get(id), self._then.get(id)
        if now and then and now.number != then.number:
            return f"[{now.number}], then [{then.number}]"
        if now:
            return f"[{now.number}]"
        if then:
            return f"new [{then.number}]"
        policy, clause = self._others[id]
        return f"{policy.meta.short or policy.meta.title} [{clause.number}]"

    def own(self, id: str) -> bool:
        """Whether it is a clause of the text, before or after."""
        return id in self._now or id in self._then


def principles_apart(review: Review) -> tuple[WordingEffect, ...]:
    """What comes to serve or limit a principle, or ceases to, where no conflict that opens, closes or changes says so already."""
    ledger = review.ledger
    said = {(effect.now.a, effect.now.principle) for effect in (*ledger.opened, *ledger.closed, *ledger.changed)}
    return tuple(effect for effect in ledger.principles if (effect.clause, effect.subject) not in said)
