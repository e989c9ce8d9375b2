"""What the pages of concerns say of each: what it is about, the passage with its differences, what is not certain, the test."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from markupsafe import Markup

from concordant.compare.redline import PieceKind, redline
from concordant.judge.passages import contained, is_exact, readings, stretch
from concordant.model import Clause, Concern, ConcernEffect, Conflict, Policy
from concordant.publish.moved import Moved, all_moved
from concordant.publish.redlined import marked
from concordant.publish.view import View
from concordant.publish.words import words
from concordant.rulebook.concern_words import concern_words
from concordant.rulebook.principles import principles

_QUOTED = 0.5  # share of a quotation's words from which on a paragraph is shown against it
_MANY = 4  # paragraphs that are shown with their words; more are listed by number
_FEW = 3  # a concern about more paragraphs than these says little of one of them
_ELSEWHERE = "another-council"


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """One paragraph that a concern is about. `shown` are its words, against the quotation where there is one that `differs`.

    `elsewhere` says that it stands in the code of another council than the one that the concern was raised in; `again`, that it has the
    words of the paragraph before it.
    """

    clause: Clause
    policy: Policy
    shown: Markup
    differs: bool
    elsewhere: bool
    again: bool = False


@dataclass(frozen=True, kw_only=True)
class Told:
    """A concern as the pages tell it."""

    concern: Concern
    view: View

    @cached_property
    def body(self) -> str:
        """The folder of the council in which the concern was raised; "" where that is not known."""
        return self.concern.unit.partition("/")[0]

    @cached_property
    def who(self) -> str:
        """The speaker with the title that a page gives them."""
        return who(self.concern)

    @cached_property
    def targets(self) -> tuple[Target, ...]:
        """The paragraphs at hand, likeliest first."""
        found = [self._target(self.view.clause(t)) for t in self.concern.targets if self.view.known(t)]
        return tuple(replace(t, again=any(t.shown == earlier.shown for earlier in found[:i])) for i, t in enumerate(found))

    @property
    def many(self) -> bool:
        """Whether so many paragraphs are meant that they are listed by number."""
        return len(self.targets) > _MANY

    @cached_property
    def kinds(self) -> str:
        """What is wrong in the speaker's eyes, as the end of a sentence."""
        told = [concern_words()["kinds"][k] for k in self.concern.kinds]
        return "; ".join(told)

    @cached_property
    def principles(self) -> str:
        """The names of the principles that the concern speaks of."""
        return " and ".join(p.name for p in principles() if p.id in self.concern.principles)

    @cached_property
    def found(self) -> str:
        """How the paragraphs were found, in a sentence."""
        return concern_words()["found"].get(self.concern.resolved, "")

    @cached_property
    def doubts(self) -> tuple[str, ...]:
        """Why it is not certain, in sentences; that a code is another council's is said beside it instead."""
        told = concern_words()["reasons"]
        # "Found by what it speaks of" and "words differ" are what `found` says already.
        skipped = {_ELSEWHERE, "words-differ"} | ({"by-subject"} if self.concern.resolved == "by subject" else set())
        return tuple(told[r] for r in self.concern.reasons if r not in skipped)

    @cached_property
    def demand(self) -> str:
        """The beginning of the sentence that states the test, or the reason why there is none."""
        if self.concern.test:
            told = concern_words()["tests"]
            # A rule that was only described is not quoted: no draft "says" the description.
            return told.get(self.concern.test.rule, told[self.concern.test.kind])
        return concern_words()["untested"].get(self.concern.untested or "", "")

    @property
    def demands_passage(self) -> bool:
        """Whether the words of the test are those that stand above it anyway."""
        test = self.concern.test
        return test is not None and (test.words == self.concern.quote or any(test.words == t.clause.text for t in self.targets))

    @cached_property
    def raised(self) -> tuple[Conflict, ...]:
        """The conflicts that the concern raises."""
        return tuple(f for f in self.view.real if self.concern.id in f.concerns)

    @cached_property
    def tried(self) -> tuple[tuple[Moved, ConcernEffect | None], ...]:
        """The motions and drafts against the text that it is about, with where it stands in each; None where one cannot be carried out."""
        found = [(moved, moved.concern(self.concern.id)) for moved in all_moved(self.view.tabled)]
        own = {moved.review.before.id for moved, effect in found if effect}
        return tuple((moved, effect) for moved, effect in found if effect or (not moved.review.applied and moved.review.before.id in own))

    @property
    def told_by_words(self) -> tuple[tuple[Moved, ConcernEffect], ...]:
        """Those of them in which the words tell where it stands."""
        return tuple((moved, effect) for moved, effect in self.tried if effect and effect.now != "cannot tell")

    def _target(self, clause: Clause) -> Target:
        policy = self.view.policy_of(clause.id)
        quote = self.concern.quote
        held = max(readings(clause), key=lambda text: contained(quote or "", text))
        elsewhere = bool(self.body) and policy.body != self.body
        if not quote or contained(quote, held) < _QUOTED:
            return Target(clause=clause, policy=policy, shown=words(clause.markdown), differs=False, elsewhere=elsewhere)
        there = stretch(quote, held)
        if is_exact(quote, held):
            return Target(clause=clause, policy=policy, shown=Markup.escape(there), differs=False, elsewhere=elsewhere)
        shown = Markup(marked(redline(quote, there), _mark))
        return Target(clause=clause, policy=policy, shown=shown, differs=True, elsewhere=elsewhere)


def _mark(kind: PieceKind, said: str) -> str:
    safe = str(Markup.escape(said))
    return {"same": safe, "deleted": f"<del>{safe}</del>", "inserted": f"<ins>{safe}</ins>"}[kind]


def who(concern: Concern) -> str:
    """ "Councillor Smith" for somebody who speaks in a report, the bare name for a group or for who wrote in a margin."""
    plain = concern.origin == "comment" or concern.councillor.endswith("Group")
    return concern.councillor if plain else f"Councillor {concern.councillor}"


def speaker(concern: Concern, about: str, view: View) -> str:
    """Who raised it; with the council that was meant where the clause `about` is another council's, whose wording is like it."""
    if not about or not concern.unit:
        return who(concern)
    own = view.policy_of(concern.unit)
    return who(concern) if own.body == view.policy_of(about).body else f"{who(concern)} ({own.meta.council})"


def told(concern: Concern, view: View) -> Told:
    """A concern with everything that its entry on a page says."""
    return Told(concern=concern, view=view)


def elsewhere(view: View) -> tuple[tuple[str, str, str], ...]:
    """(council, other council, what is at hand of the first) where concerns of the one are shown at the code of the other."""
    found: dict[tuple[str, str], str] = {}
    for concern in view.analysis.concerns:
        one = told(concern, view)
        for target in one.targets:
            if target.elsewhere:
                own = view.policy_of(concern.unit).meta.council
                found.setdefault((own, target.policy.meta.council), _at_hand(one.body, own, view))
    return tuple((own, other, at_hand) for (own, other), at_hand in sorted(found.items()))


def _at_hand(body: str, council: str, view: View) -> str:
    own = [p for p in view.compared if p.body == body]
    missing = "own-text-missing" if not own else "own-text-quoted" if all(p.meta.kind == "fragment" for p in own) else "own-text-other"
    return concern_words()["reasons"][missing].format(council=council)


def by_clause(view: View) -> tuple[tuple[Policy, tuple[tuple[Clause, tuple[Told, ...]], ...]], ...]:
    """Each text with the paragraphs that somebody raised a concern about, in text order, and those concerns."""
    return tuple((policy, rows) for policy in view.compared if (rows := tuple(_rows(policy, view))))


def _rows(policy: Policy, view: View) -> Iterator[tuple[Clause, tuple[Told, ...]]]:
    for clause in policy.clauses:
        if raised := view.concerns(clause.id):
            yield clause, tuple(told(c, view) for c in raised)


def unplaced(concerns: Sequence[Concern], view: View) -> tuple[Told, ...]:
    """The concerns that are about no paragraph at hand."""
    return tuple(one for c in concerns if not (one := told(c, view)).targets)


def near(it: Conflict, view: View) -> list[Concern]:
    """Concerns about a paragraph of a conflict that do not name the conflict itself."""
    found = {c.id: c for clause in (it.a, it.b) if clause for c in view.concerns(clause) if len(c.targets) <= _FEW}
    return [c for c in found.values() if c.id not in it.concerns]


def councils(concerns: Sequence[Concern], policy: Policy, view: View) -> tuple[str, ...]:
    """The names of other councils whose concerns are shown at a policy."""
    bodies = (view.policy_of(c.unit) for c in concerns if c.unit)
    return tuple(sorted({p.meta.council for p in bodies if p.body != policy.body}))
