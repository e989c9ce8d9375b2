"""Where vague words stand, whether the code says what it means by them, and how other councils rule on the same thing without them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from concordant.model import Clause, Link, Policy, policy_id_of
from concordant.parse.sentences import sentences
from concordant.rulebook.vague import VagueTerm, vague_book, vague_terms

Explained = Literal["defined", "by examples", "not explained"]
# Characters after the word in which its definition, or its examples, must begin.
_DEFINED_WITHIN, _SHOWN_WITHIN = 60, 35


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """A place where a code says what it means by a word. `quote` is verbatim: a sentence, or an item of a list of examples."""

    term: str
    policy: str
    clause: str
    quote: str
    kind: Explained


@dataclass(frozen=True, slots=True, kw_only=True)
class VagueUse:
    """One vague word in one clause. `words` and `quote` (its sentence) are verbatim substrings of the clause's text.

    `rules`: the sentence lays down a duty, ban or permission. `explained` says whether the same code says what it means, `defined_in`
    is the id of the clause where it does, or None.
    """

    clause: str
    term: str
    words: str
    quote: str
    asks: str
    rules: bool
    explained: Explained
    defined_in: str | None = None


def find_vague(policies: Sequence[Policy]) -> tuple[VagueUse, ...]:
    """Every vague word of every clause of the compared policies, by policy, in text order; a word once for each clause."""
    found: list[VagueUse] = []
    for policy in sorted((p for p in policies if p.compared), key=lambda p: p.id):
        explained = {e.term: e for e in explanations(policy)}
        found += [use for clause in policy.clauses for use in _uses(clause, explained)]
    return tuple(found)


def _uses(clause: Clause, explained: dict[str, Explanation]) -> Iterable[VagueUse]:
    for term in vague_terms():
        for sentence in sentences(clause.text):
            if words := term.find(sentence):
                said = explained.get(term.id)
                yield VagueUse(
                    clause=clause.id,
                    term=term.id,
                    words=words,
                    quote=sentence,
                    asks=term.asks,
                    rules=_ruled(clause, sentence),
                    explained=said.kind if said else "not explained",
                    defined_in=said.clause if said else None,
                )
                break


def explanations(policy: Policy) -> tuple[Explanation, ...]:
    """For each vague word that a policy explains, the first place that defines it, or else the first that gives examples of it."""
    found: dict[str, Explanation] = {}
    announced = _announced(policy)
    for clause in policy.clauses:
        for term in vague_terms():
            said = _explained(term, clause, policy, announced)
            if said and (term.id not in found or (said.kind == "defined" != found[term.id].kind)):
                found[term.id] = said
    return tuple(found[term.id] for term in vague_terms() if term.id in found)


def _announced(policy: Policy) -> frozenset[str]:
    """The ids of list items that a sentence before them, under the same heading, announces as examples."""
    items: set[str] = set()
    under: tuple[str, ...] | None = None
    for clause in policy.clauses:
        texts = (clause.text, *clause.lead_in_path)
        if any(vague_book().announces.find(sentence) for text in texts for sentence in sentences(text)):
            under = clause.heading_path
        if clause.lead_in and clause.heading_path == under:
            items.add(clause.id)
    return frozenset(items)


def _explained(term: VagueTerm, clause: Clause, policy: Policy, announced: frozenset[str]) -> Explanation | None:
    """A sentence that goes on to say so defines the word, or gives examples of it. A question says nothing of what the word means; where
    the heading asks it, a list of examples below is the answer.
    """
    asked = any(_asks(heading) and term.find(heading) for heading in clause.heading_path)
    if asked and clause.id in announced and not clause.text.rstrip().endswith(":"):
        return Explanation(term=term.id, policy=policy.id, clause=clause.id, quote=clause.text, kind="by examples")
    for sentence in sentences(clause.text):
        if _asks(sentence) or (words := term.find(sentence)) is None:
            continue
        end = sentence.find(words) + len(words)
        after = sentence[end:].partition(";")[0]
        kinds: tuple[tuple[Explained, bool], ...] = (
            ("defined", vague_book().defines.find(after[:_DEFINED_WITHIN]) is not None and not _ruled(clause, sentence)),
            ("by examples", vague_book().illustrates.find(after[:_SHOWN_WITHIN]) is not None),
        )
        for kind, holds in kinds:
            if holds:
                return Explanation(term=term.id, policy=policy.id, clause=clause.id, quote=sentence, kind=kind)
    return None


def _asks(text: str) -> bool:
    return text.rstrip().endswith("?")


def _ruled(clause: Clause, sentence: str) -> bool:
    """Whether the sentence lays something down: then it uses the word, and does not say what it means."""
    return any(norm.act in sentence for norm in clause.norms)


def without_it(uses: Sequence[VagueUse], links: Sequence[Link]) -> dict[tuple[str, str], tuple[str, ...]]:
    """(clause, term) -> clauses of other councils that make the same provision without the word, the nearest first."""
    vague = {(use.clause, use.term) for use in uses}
    near: dict[str, list[tuple[float, str]]] = defaultdict(list)
    for link in links:
        for one, other in ((link.a, link.b), (link.b, link.a)):
            if link.relation != "opposed" and _body(one) != _body(other):
                near[one].append((-link.score, other))
    return {
        (use.clause, use.term): tuple(other for _, other in sorted(near[use.clause]) if (other, use.term) not in vague)
        for use in uses
        if near.get(use.clause)
    }


def _body(clause_id: str) -> str:
    return policy_id_of(clause_id).split("/", 1)[0]
