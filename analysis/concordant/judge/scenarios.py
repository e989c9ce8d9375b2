"""Worked situations held against a code: which of its paragraphs bear on what happens, and whether it is allowed, barred or unclear.

A sentence bears on a situation when it rules on one of the matters that the situation turns on, binds the person who acts, and holds in
the capacity in which they act. Pure: the same before and after a motion.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from concordant.errors import Problem
from concordant.judge.capacity import capacity_maps
from concordant.judge.restrictions import audience, lone
from concordant.judge.scenario_readings import Reading, readings
from concordant.model import Analysis, Policy
from concordant.rulebook.scenarios import FILE, Matter, Says, ScenarioBook, Situation, Turn, Verdict, Why, scenario_book

OutcomeVerdict = Literal["allowed", "barred", "unclear", "silent"]
_SAME: dict[Says, Verdict] = {"forbids": "barred", "requires": "allowed", "allows": "allowed", "cares": "unclear", "states": "unclear"}
_CONTRARY: dict[Says, Verdict] = {"forbids": "allowed", "requires": "barred", "allows": "barred", "cares": "unclear", "states": "unclear"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One sentence that bears on a situation. `quote` is the sentence, verbatim; `words` are those that show it, or "" where the whole
    sentence does. `verdict` is what it alone would come to; `by_leave` that it turns on somebody's leave.
    """

    clause: str
    matter: str
    name: str
    says: Says
    verdict: Verdict
    advisory: bool
    words: str
    quote: str
    by_leave: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ScenarioOutcome:
    """What one code comes to in one situation. `why` is one sentence; `advisory` says that the code advises and does not command.

    `reasons` are those that decide it first, then in text order. `bound` is False where the code is not for the person who acts.
    """

    policy: str
    situation: str
    verdict: OutcomeVerdict
    why: str
    advisory: bool = False
    bound: bool = True
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedOutcome:
    """A situation that comes out otherwise, or for other reasons, than before. `other_verdict` says which."""

    situation: str
    before: ScenarioOutcome
    after: ScenarioOutcome

    @property
    def other_verdict(self) -> bool:
        return self.before.verdict != self.after.verdict


def outcomes(of: Policy | Analysis, situations: Sequence[Situation] | None = None) -> tuple[ScenarioOutcome, ...]:
    """What a policy, or each compared policy of an analysis, comes to in each situation (all of the rulebook's, if none are given).

    Policies carry their norms. By policy, then in the order of the situations.
    """
    book = scenario_book()
    asked = book.situations if situations is None else situations
    policies = [p for p in of.policies if p.compared] if isinstance(of, Analysis) else [of]
    found = []
    for policy in sorted(policies, key=lambda p: p.id):
        found_in = tuple(readings(policy, book))
        found += [_outcome(policy, situation, found_in, book) for situation in asked]
    return tuple(found)


def changed(before: Sequence[ScenarioOutcome], after: Sequence[ScenarioOutcome]) -> tuple[ChangedOutcome, ...]:
    """The situations that come out otherwise or for other reasons, other outcomes first. A draft may have another id than its code."""
    one_each = all(len({outcome.policy for outcome in side}) == 1 for side in (before, after))

    def key(outcome: ScenarioOutcome) -> tuple[str, str]:
        return outcome.situation, "" if one_each else outcome.policy

    now = {key(outcome): outcome for outcome in after}
    pairs = [(old, now[key(old)]) for old in before if key(old) in now]
    found = [ChangedOutcome(situation=old.situation, before=old, after=new) for old, new in pairs if _signs(old) != _signs(new)]
    return tuple(sorted(found, key=lambda change: not change.other_verdict))


def _signs(outcome: ScenarioOutcome) -> tuple[object, ...]:
    return outcome.verdict, outcome.advisory, [(reason.quote, reason.verdict) for reason in outcome.reasons]


def _outcome(policy: Policy, situation: Situation, found: Sequence[Reading], book: ScenarioBook) -> ScenarioOutcome:
    plain = ScenarioOutcome(policy=policy.id, situation=situation.id, verdict="silent", why=book.whys["silent"])
    if situation.who not in audience(policy):
        return replace(plain, why=book.whys["unbound"].format(who=f"{situation.who}s"), bound=False)
    bearing = [(reading, turn) for reading in found for turn in situation.turns if _bears(reading, turn, situation)]
    if situation.capacity == "private" and _official_only(policy):
        bearing = [(reading, turn) for reading, turn in bearing if reading.capacity in {"private", "both"}]
        plain = replace(plain, why=book.whys["reach"])
    ruled = {reading.matter.id for reading, _ in bearing if reading.says != "states"}
    # What is merely stated of a matter weighs nothing beside a rule on it.
    reasons = _once(_reason(r, turn, situation) for r, turn in bearing if r.says != "states" or r.matter.id not in ruled)
    if not reasons:
        return plain
    verdict, deciding = _weighed(reasons)
    advisory = all(reason.advisory for reason in deciding)
    rest = [reason for reason in reasons if reason not in deciding]
    why = book.whys[_why(verdict, deciding, reasons)]
    return replace(plain, verdict=verdict, why=why, advisory=advisory, reasons=(*deciding, *rest))


def _weighed(reasons: Sequence[Reason]) -> tuple[Verdict, list[Reason]]:
    """What the reasons come to together, and those that decide it. A ban holds whatever else is unclear; leave does not."""
    found = {reason.verdict for reason in reasons}
    verdict: Verdict = "barred" if "barred" in found and "allowed" not in found else "allowed" if found == {"allowed"} else "unclear"
    both = verdict == "unclear" and "barred" in found
    deciding = [reason for reason in reasons if verdict in {reason.verdict, "unclear"}]
    return verdict, sorted(deciding, key=lambda r: r.verdict == "unclear") if both else deciding


def _why(verdict: Verdict, deciding: Sequence[Reason], reasons: Sequence[Reason]) -> Why:
    found = {reason.verdict for reason in reasons}
    if verdict == "barred":
        hard = [reason for reason in deciding if not reason.by_leave]
        return "barred-leave" if not hard else "barred-advice" if all(r.advisory for r in deciding) else "barred"
    if verdict == "allowed":
        return "allowed"
    if "allowed" in found:
        return "both" if "barred" in found else "weighed"
    if all(reason.says in {"cares", "states"} for reason in reasons):
        return "care"
    return "leave" if all(reason.by_leave for reason in reasons) else "open"


def _bears(reading: Reading, turn: Turn, situation: Situation) -> bool:
    """Whether the sentence rules on the matter of the turn, for the person who acts and in the capacity in which they act."""
    if reading.matter.id != turn.matter.id or reading.says not in turn.says or not reading.bearers & turn.bearers:
        return False
    return {reading.capacity, situation.capacity} != {"official", "private"}


def _reason(reading: Reading, turn: Turn, situation: Situation) -> Reason:
    table: dict[Says, Verdict] = _CONTRARY if turn.deed == "contrary" else _SAME
    verdict: Verdict = "unclear" if turn.deed == "open" else table[reading.says]
    by_leave = reading.by_leave and turn.deed == "same" and reading.says != "states"
    without: Verdict = "barred" if situation.leave == "none" else "unclear"
    verdict = without if by_leave else dict(turn.but).get(reading.says, verdict)
    # To warn of something, or to give leave for its contrary, is not to forbid it in so many words.
    advisory = reading.advisory or (verdict == "barred" and (reading.says == "states" or (reading.says == "allows" and not by_leave)))
    return Reason(
        clause=reading.clause.id, matter=reading.matter.id, name=reading.matter.name, says=reading.says, verdict=verdict,
        advisory=advisory, words=reading.words, quote=reading.quote, by_leave=by_leave,
    )  # fmt: skip


def _once(reasons: Iterable[Reason]) -> list[Reason]:
    """One reason for a sentence and a verdict: it may rule on two matters of the situation at once."""
    found: dict[tuple[str, str, Verdict], Reason] = {}
    for reason in reasons:
        found.setdefault((reason.clause, reason.quote, reason.verdict), reason)
    return list(found.values())


def _official_only(policy: Policy) -> bool:
    """Whether the code says of itself that it holds only for those who act, or seem to act, in office."""
    whole = {statement.gives for one in capacity_maps((policy,)) for statement in one.itself}
    return bool(whole) and whole <= {"official", "appears official"}


def check() -> tuple[Problem, ...]:
    """Every example of a matter must be found by it in a clause of its own, no counter-example; likewise the wordings of care and leave."""
    book = scenario_book()
    faults = []
    for matter in book.matters:
        where = f"matter `{matter.id}`"
        faults += [(where, text, "an example is not found") for text in matter.wording.examples if not _fires(matter, text)]
        faults += [(where, text, "a counter-example is found") for text in matter.wording.counter_examples if _fires(matter, text)]
    for name, one in (("care", book.care), ("leave", book.leave), ("addressed", book.addressed)):
        faults += [(name, text, "an example is not found") for text in one.examples if not one.find(text)]
        faults += [(name, text, "a counter-example is found") for text in one.counter_examples if one.find(text)]
    mend = "Correct the cue or the example."
    return tuple(Problem(file=FILE, where=where, what=f"{what}: “{text}”.", mend=mend) for where, text, what in faults)


def _fires(matter: Matter, text: str) -> bool:
    """Whether the text, as the one clause of a code for councillors and employees, rules on the matter."""
    policy = lone(text, audience=("councillors", "employees"))
    return any(reading.matter.id == matter.id for reading in readings(policy, scenario_book()))
