"""What is said twice: within one text, in two texts of one council, and by a text's own word in another code.

Within a text two clauses repeat each other when they share a long run of words, or when both make the same provision for certain and are
about as likely to be linked as clauses of two councils are. Items of one list, a list and its items, and neighbours that develop one
thought are let alone: they are read together and meant to be.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

from concordant.compare.lineage import repeated
from concordant.compare.links import Concordance
from concordant.compare.relations import contrary, same_words
from concordant.compare.ties import firm
from concordant.model import Analysis, Clause, Passage, Policy, policy_id_of
from concordant.rulebook.restates import restate_rules

RepeatKind = Literal["same words", "same rule"]
# A shorter run is a name, an idiom or the subject of the text.
LEAST_WORDS = 10
# How likely the link of two clauses must be: 19 of the 21 pairs that pass in the five codes were judged right on reading all of them.
LEAST_LIKELY = 0.75
# A duty and a ban are one rule put both ways ("keep it to yourself", "tell nobody") only where each is tied to it as firmly as this.
BOTH_WAYS = 0.75


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeat:
    """Two clauses that say the same. `a` stands before `b`: in the text, or, of two texts, by id.

    "same words": `quote_a` and `quote_b` are the words that both have, `words` counts them. "same rule": the quotes are the whole
    clauses, `provision` is the one that both make, `words` counts what the shorter clause could save.
    """

    a: str
    b: str
    kind: RepeatKind
    quote_a: str
    quote_b: str
    words: int
    provision: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidAgain:
    """One provision that several clauses of a text make: ids in text order."""

    provision: str
    clauses: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Restated:
    """Clauses that stand under the name of another code: `names` is that code, `under` the heading or lead-in that names it."""

    policy: str
    names: str
    under: str
    clauses: tuple[str, ...]


def within(analysis: Analysis) -> tuple[Repeat, ...]:
    """The near-repeats inside each compared text, in order of text; of two clauses, one repeat of each kind at most."""
    compared = [policy for policy in analysis.policies if policy.compared]
    runs = _runs(compared, one_text=True)
    concordance = Concordance(compared, analysis.ties)
    made = _made(analysis)
    found: list[Repeat] = []
    for policy in compared:
        for a, b in combinations(policy.clauses, 2):
            if (same := runs.get((a.id, b.id)) or _equal(a, b)) is not None:
                found.append(same)
            elif provision := _same_rule(a, b, made, concordance):
                found.append(_whole(a, b, "same rule", provision))
    return tuple(found)


def said_again(analysis: Analysis, found: Sequence[Repeat]) -> tuple[SaidAgain, ...]:
    """The repeats of one rule in other words, gathered by text and provision: for each text, most clauses first."""
    makers: dict[tuple[str, str], set[str]] = defaultdict(set)
    for repeat in found:
        if repeat.provision:
            makers[policy_id_of(repeat.a), repeat.provision] |= {repeat.a, repeat.b}
    groups = [
        SaidAgain(provision=provision, clauses=tuple(sorted(clauses, key=lambda clause: analysis.clause(clause).number)))
        for (_, provision), clauses in makers.items()
    ]
    first = {group: analysis.clause(group.clauses[0]) for group in groups}
    return tuple(sorted(groups, key=lambda group: (policy_id_of(first[group].id), -len(group.clauses), first[group].number)))


def across(analysis: Analysis) -> tuple[Repeat, ...]:
    """What two texts of one council both say: words that they share, and rules that are the same by their link, in order of the first."""
    compared = [policy for policy in analysis.policies if policy.compared]
    clauses = {clause.id: clause for policy in compared for clause in policy.clauses}
    bodies = {policy.id: policy.body for policy in compared}
    found = _runs(compared, one_text=False)
    for link in analysis.links:
        one, two = policy_id_of(link.a), policy_id_of(link.b)
        same = link.relation in {"equal", "equivalent"} and bodies.get(one) == bodies.get(two, "")
        if same and (link.a, link.b) not in found:
            kind: RepeatKind = "same words" if link.relation == "equal" else "same rule"
            provision = link.provisions[0] if kind == "same rule" and link.provisions else None
            found[link.a, link.b] = _whole(clauses[link.a], clauses[link.b], kind, provision)
    return tuple(sorted(found.values(), key=lambda r: (policy_id_of(r.a), policy_id_of(r.b), clauses[r.a].number, clauses[r.b].number)))


def restated(policies: Sequence[Policy]) -> tuple[Restated, ...]:
    """The clauses that by their text's own word stand in another code too, gathered by the words that say so."""
    found = []
    for policy in policies:
        groups: dict[tuple[str, str], list[str]] = defaultdict(list)
        for clause in policy.clauses if policy.compared else ():
            if named := _names(clause, policy):
                groups[named].append(clause.id)
        found += [Restated(policy=policy.id, names=n, under=under, clauses=tuple(ids)) for (n, under), ids in groups.items()]
    return tuple(found)


def _names(clause: Clause, policy: Policy) -> tuple[str, str] | None:
    """The other code that the words above a clause name, nearest words first, and those words. A code of that name is no other."""
    for words in (*reversed(clause.lead_in_path), *reversed(clause.heading_path)):
        for rule in restate_rules():
            if rule.find(words) and not rule.find(policy.meta.title):
                return rule.names, words
    return None


def _runs(policies: Sequence[Policy], *, one_text: bool) -> dict[tuple[str, str], Repeat]:
    """The longest run of words that two clauses share, by the two in order."""
    place = {clause.id: (policy.id, clause.number) for policy in policies for clause in policy.clauses}
    found: dict[tuple[str, str], Repeat] = {}
    for passage in repeated(policies):
        if passage.words < LEAST_WORDS or (policy_id_of(passage.a) == policy_id_of(passage.b)) != one_text:
            continue
        repeat = _of_passage(passage, turned=place[passage.b] < place[passage.a])
        found.setdefault((repeat.a, repeat.b), repeat)
    return found


def _of_passage(passage: Passage, *, turned: bool) -> Repeat:
    a, b = (passage.a, passage.text_a), (passage.b, passage.text_b)
    (one, quote_a), (two, quote_b) = (b, a) if turned else (a, b)
    return Repeat(a=one, b=two, kind="same words", quote_a=quote_a, quote_b=quote_b, words=passage.words)


def _equal(a: Clause, b: Clause) -> Repeat | None:
    """Two clauses too short for a run, of which each is all that the other says."""
    key = same_words(a)
    return _whole(a, b, "same words") if key is not None and key == same_words(b) and not _read_together(a, b) else None


def _same_rule(a: Clause, b: Clause, made: dict[str, dict[str, float]], concordance: Concordance) -> str | None:
    """The provision that both clauses make, the firmest of several; None when they do not repeat each other."""
    both = made.get(a.id, {}).keys() & made.get(b.id, {}).keys()
    if not both or not a.norms or not b.norms or _read_together(a, b):
        return None
    first, second = sorted((a.id, b.id))
    link = concordance.link(first, second)
    if link is None or link.relation == "opposed" or link.score < LEAST_LIKELY:
        return None
    best = max(sorted(both), key=lambda provision: min(made[a.id][provision], made[b.id][provision]))
    return None if contrary(a, b) and min(made[a.id][best], made[b.id][best]) < BOTH_WAYS else best


def _read_together(a: Clause, b: Clause) -> bool:
    """Items of one list, a list and its items, or neighbours under one heading."""
    if a.id in _above(b) or b.id in _above(a):
        return True
    siblings = a.in_list and b.in_list and (a.parent, a.lead_ins) == (b.parent, b.lead_ins)
    return siblings or (a.heading_path == b.heading_path and abs(a.number - b.number) == 1)


def _above(clause: Clause) -> tuple[str | None, ...]:
    return (clause.parent, *clause.lead_ins)


def _made(analysis: Analysis) -> dict[str, dict[str, float]]:
    """By clause, the provisions that it makes for certain, with the score of each."""
    found: dict[str, dict[str, float]] = defaultdict(dict)
    for tie in firm(analysis.ties):
        found[tie.clause][tie.provision] = tie.score
    return found


def _whole(a: Clause, b: Clause, kind: RepeatKind, provision: str | None = None) -> Repeat:
    words = min(len(a.text.split()), len(b.text.split()))
    return Repeat(a=a.id, b=b.id, kind=kind, quote_a=a.text, quote_b=b.text, words=words, provision=provision)
