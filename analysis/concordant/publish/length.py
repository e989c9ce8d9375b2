"""What the page on length and repeats shows of each text, and of two texts of one council."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from concordant.judge.readability import LONG_SENTENCE, PACE, Measure, Section, long_sentences, measure_clause, measure_policy, sections
from concordant.judge.repeats import Repeat, Restated, SaidAgain, across, restated, said_again
from concordant.model import Clause, Policy, policy_id_of
from concordant.publish.view import View


@dataclass(frozen=True, slots=True, kw_only=True)
class TextLength:
    """One text: its figures, those of its sections and clauses, its long sentences, and what it says twice."""

    policy: Policy
    measure: Measure
    sections: tuple[Section, ...]
    clauses: tuple[tuple[Clause, Measure], ...]
    long: tuple[tuple[Clause, str, int], ...]
    same_words: tuple[Repeat, ...]
    same_rule: tuple[SaidAgain, ...]
    restated: tuple[Restated, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TwoTexts:
    """Two texts of one council and what both say. `conduct` is the one of them that is a code of conduct, if there is one."""

    a: Policy
    b: Policy
    repeats: tuple[Repeat, ...]
    conduct: Policy | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Lengths:
    """The page. `lacking` are the councils of which no code of conduct is among the texts. `pace` is in words a minute."""

    texts: tuple[TextLength, ...]
    pairs: tuple[TwoTexts, ...]
    lacking: tuple[str, ...]
    pace: int = PACE
    long_sentence: int = LONG_SENTENCE


def lengths(view: View) -> Lengths:
    """Everything for the page, texts in order of id."""
    found = view.repeats
    again = said_again(view.analysis, found)
    elsewhere = restated(view.compared)
    has_code = {policy.body for policy in view.compared if is_conduct(policy)}
    return Lengths(
        texts=tuple(
            TextLength(
                policy=policy,
                measure=measure_policy(policy),
                sections=sections(policy),
                clauses=tuple((clause, measure_clause(clause)) for clause in policy.clauses),
                long=long_sentences(policy),
                same_words=tuple(r for r in found if r.kind == "same words" and policy_id_of(r.a) == policy.id),
                same_rule=tuple(group for group in again if policy_id_of(group.clauses[0]) == policy.id),
                restated=tuple(entry for entry in elsewhere if entry.policy == policy.id),
            )
            for policy in view.compared
        ),
        pairs=_pairs(view),
        lacking=tuple(dict.fromkeys(policy.meta.council for policy in view.compared if policy.body not in has_code)),
    )


def is_conduct(policy: Policy) -> bool:
    """Whether a text is a code of conduct, which other texts of a council often repeat."""
    return "code of conduct" in policy.meta.title.lower()


def _pairs(view: View) -> tuple[TwoTexts, ...]:
    """Two texts of one council; those with its code of conduct first."""
    found: dict[tuple[str, str], list[Repeat]] = defaultdict(list)
    for repeat in across(view.analysis):
        found[policy_id_of(repeat.a), policy_id_of(repeat.b)].append(repeat)
    pairs = [
        TwoTexts(a=a, b=b, repeats=tuple(found.get((a.id, b.id), ())), conduct=next((p for p in (a, b) if is_conduct(p)), None))
        for a, b in view.pairs()
        if a.body == b.body
    ]
    return tuple(sorted(pairs, key=lambda pair: (pair.conduct is None, pair.a.id, pair.b.id)))


def minutes(measure: Measure) -> str:
    """Reading time as one says it: "under a minute", "about 4 minutes"."""
    whole = int(measure.minutes + 0.5)
    if not whole:
        return "under a minute"
    return f"about {whole} minute{'' if whole == 1 else 's'}"
