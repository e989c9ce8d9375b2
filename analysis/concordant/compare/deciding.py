"""Decisions of people win over what the rules find, for as long as the words that they rest on stand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from concordant.model import Clause, Decision, Link, Policy, Relation, Ruling

# A link that a person made and the rules did not find has the score of certainty.
CERTAIN = 1.0
# Of a text that shares fewer of the quoted words than this part, single changed words would say nothing.
LITTLE = 1 / 3
# Signs that may change without a word changing: those that nobody sees, marks of quotation, dashes and hyphens.
_UNSEEN = str.maketrans(dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff"))
_SIGNS = _UNSEEN | str.maketrans({**dict.fromkeys('“”„‟«»"‘’‚‛‹›`´′″', "'"), **dict.fromkeys("‐‑‒–—―−", "-"), "…": "..."})
# Words as a decision quotes them. The redline is of no use here: it reads near changes together, and tells one kind of quotation mark from
# another.
_WORD = re.compile(r"\w+(?:['’‐‑-]\w+)*|[^\w\s]")


def hold(decisions: Sequence[Decision], policies: Sequence[Policy]) -> tuple[Ruling, ...]:
    """Each decision with its state: in force, reopened because quoted words have changed, or without one of its clauses."""
    clauses = {clause.id: clause for policy in policies for clause in policy.clauses}
    return tuple(_ruling(decision, clauses) for decision in decisions)


def _ruling(decision: Decision, clauses: Mapping[str, Clause]) -> Ruling:
    sides = ((decision.a, decision.quote_a), (decision.b, decision.quote_b))
    if any(clause_id not in clauses for clause_id, _ in sides):
        return Ruling(decision=decision, state="clause gone")
    changed = tuple((clause_id, before, now) for clause_id, quote in sides for before, now in _changed_in(clauses[clause_id], quote))
    return Ruling(decision=decision, state="reopened" if changed else "in force", changed=changed)


def _changed_in(clause: Clause, quote: str) -> tuple[tuple[str, str], ...]:
    """The changed words of a quotation of the clause, which may begin in what is read into it; whichever reading changes less."""
    whole = changed_words(quote, " ".join((*clause.lead_in_path, clause.text)))
    if not whole:
        return ()
    return min(changed_words(quote, clause.text), whole, key=lambda pairs: sum(len(before) + len(now) for before, now in pairs))


def changed_words(quote: str, text: str) -> tuple[tuple[str, str], ...]:
    """The quoted words that no longer stand in the text, as (before, now) in their order; empty when the quotation stands.

    White space, the style of quotation marks and dashes and signs that nobody sees do not count. `now` is "" for words left out, `before`
    is "" for words put in between. A quotation of which little is left comes back whole, with the whole text.
    """
    plain = _plain(quote)
    if plain and re.search(rf"(?<!\w){re.escape(plain)}(?!\w)", _plain(text)):
        return ()
    return tuple(_differences(quote.translate(_UNSEEN), text.translate(_UNSEEN))) or ((quote, text),)


def _plain(text: str) -> str:
    return " ".join(text.translate(_SIGNS).split())


def _differences(quote: str, text: str) -> Iterator[tuple[str, str]]:
    before, now = list(_WORD.finditer(quote)), list(_WORD.finditer(text))
    matcher = SequenceMatcher(None, [_plain(w[0]) for w in before], [_plain(w[0]) for w in now], autojunk=False)
    steps = matcher.get_opcodes()
    if sum(block.size for block in matcher.get_matching_blocks()) < LITTLE * len(before):
        return
    for at, (tag, a, a_end, b, b_end) in enumerate(steps):
        # What the text says before and after the quoted words was never part of them.
        outside = tag == "insert" and at in {0, len(steps) - 1}
        if tag != "equal" and not outside:
            yield _printed(quote, before[a:a_end]), _printed(text, now[b:b_end])


def _printed(text: str, words: list[re.Match[str]]) -> str:
    return text[words[0].start() : words[-1].end()] if words else ""


def decided(links: Sequence[Link], rulings: Sequence[Ruling]) -> tuple[Link, ...]:
    """The links with the decisions in force carried out, in the order they came; links that people added come last."""
    force = {(r.decision.a, r.decision.b): r.decision for r in rulings if r.state == "in force"}
    kept = []
    for link in links:
        decision = force.pop((link.a, link.b), None)
        if decision is None:
            kept.append(link)
        elif decision.verdict != "reject":
            kept.append(replace(link, relation=decision.relation or link.relation, decided=_by(decision)))
    kept += [_added(decision) for decision in force.values() if decision.verdict != "reject"]
    return tuple(kept)


def _added(decision: Decision) -> Link:
    relation: Relation = decision.relation or "intersects"
    return Link(a=decision.a, b=decision.b, relation=relation, score=CERTAIN, why=decision.why, decided=_by(decision))


def _by(decision: Decision) -> str:
    return f"{decision.who}, {decision.when}"
