"""The relation of two linked clauses, in the words of NIST IR 8477: equal, equivalent, subset, superset or intersects."""

from __future__ import annotations

import re
from dataclasses import dataclass

from concordant.compare.similarity import Similarity, stems
from concordant.model import Clause, Relation

# Shares of the weight of one clause's words that the other has too.
MOST_WORDS = 0.62
FEW_WORDS = 0.45
# So few words with meaning name a thing and do not rule on it; they cannot make two clauses the same.
SHORTEST = 3
# A clause so much shorter, in words with meaning, that makes a part of the other's provisions says a part of it.
FAR_SHORTER = 0.3
# Two clauses that make the same provisions are the same rule in other words when they are this alike (cosine) and about as long.
ALIKE = 0.4
AS_LONG = 0.6


_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_TURNING = re.compile(r"\b(?:not|never|no|nor|without|can|cannot|could|might|only|except|unless)\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Side:
    """One clause of a pair: how much of its words the other has too (0 to 1), how many it has, and which provisions it makes."""

    covered: float
    length: int
    provisions: frozenset[str]


def same_words(clause: Clause) -> tuple[str, ...] | None:
    """What two clauses have in common when they say the same words but for trivial edits; None for a clause too short to tell.

    The words that carry meaning are in it, and what turns the meaning of the others: duty, ban or leave, must or should, “not”, “can”,
    and every number. Two clauses are equal exactly when these are equal, so that "equal" is symmetric and transitive.
    """
    own = stems(clause.text)
    if len(own) < SHORTEST:
        own = stems(" ".join((*clause.lead_in_path[-1:], clause.text)))
    return (*own, *turns(clause)) if len(own) >= SHORTEST else None


def turns(clause: Clause) -> tuple[str, ...]:
    """What two clauses must have in common to be one rule, besides their words: norms, numbers, and the words that turn a sentence."""
    text = clause.text.lower().replace("’", "'").replace("n't", " not")
    norms = sorted({f"{norm.modality} {norm.strength}" for norm in clause.norms})
    return (*norms, *sorted(_NUMBER.findall(text)), *sorted(_TURNING.findall(text)))


def contrary(a: Clause, b: Clause) -> bool:
    """Whether one only forbids and the other only allows or asks."""
    one, two = ({norm.modality for norm in clause.norms} for clause in (a, b))
    ban = {"prohibition"}
    return bool(one and two) and (one == ban) != (two == ban) and not one & two


def relation(a: Clause, b: Clause, provisions_a: frozenset[str], provisions_b: frozenset[str], similarity: Similarity) -> Relation:
    """What a is to b: "subset" means that a is narrower. Swapping the two mirrors the answer.

    `provisions_a` and `provisions_b` are those that each makes for certain.
    """
    if same_words(a) is not None and same_words(a) == same_words(b):
        return "equal"
    of_a, of_b = similarity.covered(a.id, b.id), similarity.covered(b.id, a.id)
    if contrary(a, b) and max(of_a, of_b) >= MOST_WORDS and min(of_a, of_b) >= FEW_WORDS:
        return "opposed"
    one = _Side(covered=of_a, length=len(stems(a.text)), provisions=provisions_a)
    two = _Side(covered=of_b, length=len(stems(b.text)), provisions=provisions_b)
    if _rules(a) == _rules(b) and (min(of_a, of_b) >= MOST_WORDS or (_same_rule(one, two) and similarity.cosine(a.id, b.id) >= ALIKE)):
        return "equivalent"
    if _is_part(one, two):
        return "subset"
    return "superset" if _is_part(two, one) else "intersects"


def _rules(clause: Clause) -> tuple[frozenset[str], frozenset[str]]:
    """The norms and the numbers of a clause: where these differ it is not the same rule, whatever its words."""
    return frozenset(f"{norm.modality} {norm.strength}" for norm in clause.norms), frozenset(_NUMBER.findall(clause.text))


def _same_rule(one: _Side, two: _Side) -> bool:
    """Whether the two make the same provisions at about the same length."""
    return one.provisions == two.provisions and min(one.length, two.length) >= AS_LONG * max(one.length, two.length)


def _is_part(one: _Side, two: _Side) -> bool:
    """Whether the first clause says a part of what the second says."""
    if one.length >= two.length:
        return False
    if one.covered >= MOST_WORDS and two.covered < FEW_WORDS:
        return True
    return one.provisions < two.provisions and one.length <= FAR_SHORTER * two.length
