"""Decisions of people win over what the rules find, for as long as the words that they rest on stand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from difflib import SequenceMatcher, get_close_matches

from concordant.model import Clause, Decision, Link, Policy, Relation, Ruling, policy_id_of

# A link that a person made and the rules did not find has the score of certainty.
CERTAIN = 1.0
# Of a text that shares fewer of the quoted words than this part, single changed words would say nothing.
LITTLE = 1 / 3
# So many words of a quotation are told from any others. A shorter one is followed only to a whole paragraph, or from a paragraph that is
# gone to the only one that has the words.
TELLING = 4
# A paragraph that keeps so many of the quoted words, in their order, is the one that was quoted, although its words and its id changed.
RECOGNISED = 0.6
# Signs that may change without a word changing: those that nobody sees, marks of quotation, dashes and hyphens.
_UNSEEN = str.maketrans(dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff"))
_SIGNS = _UNSEEN | str.maketrans({**dict.fromkeys('“”„‟«»"‘’‚‛‹›`´′″', "'"), **dict.fromkeys("‐‑‒–—―−", "-"), "…": "..."})
# Words as a decision quotes them. The redline is of no use here: it reads near changes together, and tells one kind of quotation mark from
# another.
_WORD = re.compile(r"\w+(?:['’‐‑-]\w+)*|[^\w\s]")


def hold(decisions: Sequence[Decision], policies: Sequence[Policy]) -> tuple[Ruling, ...]:
    """Each decision with its state: in force, reopened because quoted words have changed, or without one of its clauses.

    Where the quoted words have left their clause and stand in another of the same policy, the decision goes with them.
    """
    known = {policy.id: {clause.id: clause for clause in policy.clauses} for policy in policies}
    return tuple(_ruling(decision, known) for decision in decisions)


def _ruling(decision: Decision, known: Mapping[str, Mapping[str, Clause]]) -> Ruling:
    found = [(_home(clause_id, quote, known.get(policy_id_of(clause_id), {})), quote) for clause_id, quote in decision.sides]
    sides = [(clause, quote) for clause, quote in found if clause]
    if len(sides) < len(found):
        return Ruling(decision=decision, state="clause gone")
    changed = tuple((clause.id, before, now) for clause, quote in sides for before, now in _changed_in(clause, quote))
    places = tuple(clause.id for clause, _ in sides)
    return Ruling(decision=decision, state="reopened" if changed else "in force", changed=changed, places=places)


def _home(clause_id: str, quote: str, clauses: Mapping[str, Clause]) -> Clause | None:
    """The clause that a quotation belongs to today: the one with its id if the words stand there, else the one where they stand.

    Where they stand nowhere it is the one with the id, or the one that has most of the words: an id is made from the first words of a
    clause, so that of a changed clause changes too. None where no clause has most of them.
    """
    named = clauses.get(clause_id)
    if named and stands(quote, whole_text(named)):
        return named
    holding = [clause for clause in clauses.values() if stands(quote, whole_text(clause))]
    elsewhere = {clause.id: clause for clause in holding if _tells(quote, clause) or (named is None and len(holding) == 1)}
    nearest = get_close_matches(clause_id, elsewhere, n=1, cutoff=0.0)
    return elsewhere[nearest[0]] if nearest else named or _recognised(quote, clauses)


def _recognised(quote: str, clauses: Mapping[str, Clause]) -> Clause | None:
    shares = {clause.id: _kept(quote, whole_text(clause)) for clause in clauses.values() if not stands(quote, whole_text(clause))}
    best = max(shares, key=lambda clause_id: shares[clause_id], default=None)
    return clauses[best] if best and shares[best] >= RECOGNISED else None


def _kept(quote: str, text: str) -> float:
    """The part of the quoted words that a text has, in their order."""
    before, now = (re.findall(r"\w+", _plain(words).casefold()) for words in (quote, text))
    blocks = SequenceMatcher(None, before, now, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks) / len(before) if len(before) >= TELLING else 0.0


def _tells(quote: str, clause: Clause) -> bool:
    plain = _plain(quote)
    return len(re.findall(r"\w+", plain)) >= TELLING or plain in {_plain(clause.text), _plain(whole_text(clause))}


def whole_text(clause: Clause) -> str:
    """The words of a clause after those that are read into it."""
    return " ".join((*clause.lead_in_path, clause.text))


def stands(quote: str, text: str) -> bool:
    """Whether the quoted words stand in the text; white space, the style of marks and unseen signs do not count."""
    plain = _plain(quote)
    return bool(plain) and re.search(rf"(?<!\w){re.escape(plain)}(?!\w)", _plain(text)) is not None


def meet(one: str, other: str, text: str) -> bool:
    """Whether two quotations of a text have words in common there. True also where one of them is not found: nothing then parts them."""
    spans = [[found.span() for found in re.finditer(re.escape(_plain(quote)), _plain(text))] for quote in (one, other)]
    return not all(spans) or any(a < b_end and b < a_end for a, a_end in spans[0] for b, b_end in spans[1])


def _changed_in(clause: Clause, quote: str) -> tuple[tuple[str, str], ...]:
    """The changed words of a quotation of the clause, which may begin in what is read into it; whichever reading changes less."""
    whole = changed_words(quote, whole_text(clause))
    if not whole:
        return ()
    return min(changed_words(quote, clause.text), whole, key=lambda pairs: sum(len(before) + len(now) for before, now in pairs))


def changed_words(quote: str, text: str) -> tuple[tuple[str, str], ...]:
    """The quoted words that no longer stand in the text, as (before, now) in their order; empty when the quotation stands.

    White space, the style of quotation marks and dashes and signs that nobody sees do not count. `now` is "" for words left out, `before`
    is "" for words put in between. A quotation of which little is left comes back whole, with the whole text.
    """
    if stands(quote, text):
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
    force = {r.places: r.decision for r in rulings if r.state == "in force" and not r.decision.on_conflict}
    kept = []
    for link in links:
        decision = force.pop((link.a, link.b), None)
        if decision is None:
            kept.append(link)
        elif decision.verdict != "reject":
            kept.append(replace(link, relation=decision.relation or link.relation, decided=by(decision)))
    kept += [_added(decision, *places) for places, decision in force.items() if decision.verdict != "reject"]
    return tuple(kept)


def _added(decision: Decision, a: str, b: str) -> Link:
    relation: Relation = decision.relation or "intersects"
    return Link(a=a, b=b, relation=relation, score=CERTAIN, why=decision.why, decided=by(decision))


def by(decision: Decision) -> str:
    """Who decided and when."""
    return f"{decision.who}, {decision.when}"
