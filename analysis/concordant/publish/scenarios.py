"""What the page on worked situations shows: a table of situations by code, and under each situation the words that decide it."""

from __future__ import annotations

from dataclasses import dataclass

from concordant.judge.scenarios import OutcomeVerdict, Reason, ScenarioOutcome, outcomes
from concordant.model import Policy
from concordant.publish.view import View
from concordant.rulebook.scenarios import Situation, scenario_book

# The mark beside the word of an outcome, in the bars that the site uses for must not, should not and may.
MARKS: dict[OutcomeVerdict, str] = {"barred": "must-not", "allowed": "may", "unclear": "open", "silent": "none"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What one code comes to in one situation. `word` is the outcome for a cell, `mark` its bar; `paragraphs` its reasons by clause, the
    deciding ones first.
    """

    policy: Policy
    outcome: ScenarioOutcome
    word: str
    mark: str
    paragraphs: tuple[tuple[str, tuple[Reason, ...]], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Worked:
    """One situation with what each code comes to, in the order of the codes."""

    situation: Situation
    told: tuple[Told, ...]

    @property
    def speaking(self) -> tuple[Told, ...]:
        """The codes that have something to say."""
        return tuple(one for one in self.told if one.outcome.reasons)

    @property
    def silent(self) -> tuple[Told, ...]:
        """The codes in which nothing was found, though they are for the one who acts."""
        return tuple(one for one in self.told if one.outcome.bound and not one.outcome.reasons)

    @property
    def unbound(self) -> tuple[Told, ...]:
        """The codes that are not for the one who acts."""
        return tuple(one for one in self.told if not one.outcome.bound)


def worked(view: View) -> tuple[Worked, ...]:
    """Every situation of the rulebook over the compared codes."""
    found = {(outcome.situation, outcome.policy): outcome for outcome in outcomes(view.analysis)}
    codes = sorted(view.compared, key=lambda policy: policy.id)
    return tuple(
        Worked(situation=situation, told=tuple(_told(policy, found[situation.id, policy.id]) for policy in codes))
        for situation in scenario_book().situations
    )


def _told(policy: Policy, outcome: ScenarioOutcome) -> Told:
    clauses = dict.fromkeys(reason.clause for reason in outcome.reasons)
    paragraphs = tuple((clause, tuple(r for r in outcome.reasons if r.clause == clause)) for clause in clauses)
    advised = outcome.verdict == "barred" and outcome.advisory
    word = word_of(outcome)
    return Told(policy=policy, outcome=outcome, word=word, mark="should-not" if advised else MARKS[outcome.verdict], paragraphs=paragraphs)


def word_of(outcome: ScenarioOutcome) -> str:
    """The outcome in a word or two; a ban that is only advice says so."""
    if not outcome.bound:
        return "not for them"
    return "barred, as advice" if outcome.verdict == "barred" and outcome.advisory else outcome.verdict
