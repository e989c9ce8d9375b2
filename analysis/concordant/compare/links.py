"""Links: pairs of clauses of different documents that make (largely) the same provision.

Pairs are looked for only among clauses that are tied to the same provision, or to opposed ones, or say the same words: the subject is
narrowed first, and likeness decides after that. N codes are tied to the hub and not to each other, so a `Concordance` of many codes is
cheap to make; the links between two of them are worked out when they are asked for.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import combinations

from concordant.compare.relations import relation, same_words
from concordant.compare.similarity import Similarity, stems
from concordant.compare.ties import FIRM
from concordant.model import Clause, Link, Policy, Relation, Tie, policy_id_of
from concordant.rulebook.hub import hub

# The likelihood of a link is logistic in two figures from 0 to 1: the weaker of the two ties, and the likeness of the words (cosine). The
# weights were fitted to the labels (`python -m benchmarks.links fit`, decision record 9).
TIE, LIKENESS, START = 11.29, 6.11, -5.57
LEAST = 0.4
_PRINTED = re.compile(r"[^\W\d_][\w'’-]*")
LONGEST_ENDING = 2
# Clauses of opposed provisions are put side by side only when both ties are strong: more than firm.
OPPOSED_TIE = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class _Common:
    """A provision that both clauses make, or one that a makes and its opposite `other` that b makes; `strength` of the weaker tie."""

    provision: str
    other: str
    strength: float


class Concordance:
    """Ties of all clauses to the hub, and the links that follow from them."""

    def __init__(self, policies: Sequence[Policy], ties: Sequence[Tie]) -> None:
        self._policies = {policy.id: policy for policy in policies}
        self._clauses = {clause.id: clause for policy in policies for clause in policy.clauses}
        self._ties: dict[str, dict[str, Tie]] = defaultdict(dict)
        self._makers: dict[tuple[str, str], list[str]] = defaultdict(list)
        for tie in ties:
            if tie.clause in self._clauses:
                self._ties[tie.clause][tie.provision] = tie
                self._makers[policy_id_of(tie.clause), tie.provision].append(tie.clause)
        self._sayers: dict[tuple[str, tuple[str, ...]], list[str]] = defaultdict(list)
        for clause in self._clauses.values():
            if key := same_words(clause):
                self._sayers[policy_id_of(clause.id), key].append(clause.id)

    @cached_property
    def _similarity(self) -> Similarity:
        return Similarity(tuple(self._clauses.values()))

    def all(self) -> tuple[Link, ...]:
        """The links of every two policies, in order of the two, strongest first. Their number grows with the square of the codes."""
        return tuple(link for a, b in combinations(sorted(self._policies), 2) for link in self.between(a, b))

    def of(self, policy: str) -> Iterator[Link]:
        """The links of one policy to all others, in order of those."""
        for other in sorted(self._policies):
            if other != policy:
                yield from self.between(policy, other)

    def between(self, one: str, two: str) -> tuple[Link, ...]:
        """The links between two policies, strongest first; `a` of each is the clause with the smaller id."""
        first, second = sorted((one, two))
        found = (self.link(a, b) for a, b in sorted(set(self._candidates(first, second))))
        return tuple(sorted((link for link in found if link), key=lambda link: (-link.score, link.a, link.b)))

    def _candidates(self, first: str, second: str) -> Iterator[tuple[str, str]]:
        for clause in self._policies[first].clauses:
            for provision in self._ties.get(clause.id, ()):
                for other in (provision, *_opposites()[provision]):
                    for maker in self._makers.get((second, other), ()):
                        yield clause.id, maker
            key = same_words(clause)
            for sayer in self._sayers.get((second, key), ()) if key else ():
                yield clause.id, sayer

    def candidates(self) -> Iterator[tuple[str, str]]:
        """Every pair of clauses of different policies that is looked at, `a` the smaller id, each once."""
        for first, second in combinations(sorted(self._policies), 2):
            yield from sorted(set(self._candidates(first, second)))

    def figures(self, a: str, b: str) -> tuple[float, float]:
        """What the likelihood of a link is judged by, both from 0 to 1: the weaker tie, and the likeness of the words."""
        common = self._common(a, b)
        return common[0].strength if common else 0.0, self._similarity.cosine(a, b)

    def likelihood(self, a: str, b: str) -> float:
        """How likely it is that careful readers would link the two, from 0 to 1."""
        tie, likeness = self.figures(a, b)
        return 1 / (1 + math.exp(-(TIE * tie + LIKENESS * likeness + START)))

    def link(self, a: str, b: str) -> Link | None:
        """The link of two clauses, `a` the smaller id; None when they do not make the same provision, as far as the rules can see."""
        one, two = self._clauses[a], self._clauses[b]
        common = self._common(a, b)
        key = same_words(one)
        equal = key is not None and key == same_words(two)
        if not equal and not common:
            return None
        score = 1.0 if equal else self.likelihood(a, b)
        opposed = not equal and common[0].provision != common[0].other
        # What is said of the pair rests on firm ties only; where there is none, on the strongest.
        said = [found for found in common if found.strength >= FIRM] or common[:1]
        if score < LEAST or (opposed and common[0].strength < OPPOSED_TIE):
            return None
        found: Relation = "opposed" if opposed else relation(one, two, self._firmly(a), self._firmly(b), self._similarity)
        return Link(
            a=a, b=b, relation=found, score=round(score, 3), why=self._why(one, two, said, relation_=found),
            provisions=tuple(sorted({one_of.provision for one_of in said})),
        )  # fmt: skip

    def _firmly(self, clause_id: str) -> frozenset[str]:
        return frozenset(provision for provision, tie in self._ties.get(clause_id, {}).items() if tie.score >= FIRM)

    def _common(self, a: str, b: str) -> list[_Common]:
        """What ties the two together, strongest first: provisions that both make, or, failing those, opposed ones."""
        mine, theirs = self._ties.get(a, {}), self._ties.get(b, {})
        found = [_Common(provision=p, other=p, strength=min(tie.score, theirs[p].score)) for p, tie in mine.items() if p in theirs]
        found = found or [
            _Common(provision=p, other=o, strength=min(tie.score, theirs[o].score))
            for p, tie in mine.items()
            for o in _opposites()[p]
            if o in theirs
        ]
        return sorted(found, key=lambda common: (-common.strength, common.provision, common.other))

    def _why(self, a: Clause, b: Clause, common: list[_Common], *, relation_: Relation) -> str:
        """One plain sentence that names the shared provision, or else the words that both clauses use."""
        if common and common[0].provision != common[0].other:
            return f"One makes the provision {_title(common[0].provision)}, the other one opposed to it: {_title(common[0].other)}."
        words = _printed_words(a, b, self._similarity.shared(a.id, b.id))
        both = f"both speak of {', '.join(words)}" if words else ""
        if not common:
            return f"They say the same words{': ' + both if both else ''}."
        titles = "; ".join(dict.fromkeys(_title(found.provision) for found in common))
        if relation_ == "opposed":
            return f"Both are about {titles}, but one forbids what the other allows or asks for."
        verb = "Both make the provision" if common[0].strength >= FIRM else "Both come near the provision"
        return f"{verb} {titles}{', and ' + both if both else ''}."


def link(policies: Sequence[Policy], ties: Sequence[Tie]) -> tuple[Link, ...]:
    """All links between clauses of different policies, strongest first for each pair of policies; `a` is the smaller id."""
    return Concordance(policies, ties).all()


@cache
def _opposites() -> dict[str, tuple[str, ...]]:
    """By provision, those that ask for the contrary, whichever of the two entries says so."""
    found: dict[str, dict[str, None]] = {entry.id: dict.fromkeys(entry.opposed_to) for entry in hub().provisions}
    for entry in hub().provisions:
        for other in entry.opposed_to:
            found[other][entry.id] = None
    return {provision: tuple(others) for provision, others in found.items()}


def _title(provision: str) -> str:
    return f"“{hub().provision(provision).title}”"


def _printed_words(a: Clause, b: Clause, wanted: tuple[str, ...]) -> tuple[str, ...]:
    """The shared stems as clause a prints them, where b prints the same word, give or take an ending."""
    one, two = _by_stem(a), _by_stem(b)
    return tuple(one[stem] for stem in wanted if stem in one and stem in two and _one_word(one[stem].lower(), two[stem].lower()))


def _by_stem(clause: Clause) -> dict[str, str]:
    """The words of a clause by their stems; a word that only begins a sentence loses its capital."""
    printed: dict[str, str] = {}
    for match in _PRINTED.finditer(clause.text):
        word = match.group()
        begins = not clause.text[: match.start()].rstrip() or clause.text[: match.start()].rstrip()[-1] in ".:;?!"
        shown = word[:1].lower() + word[1:] if begins and word[1:].islower() else word
        for stem in stems(word.lower()):
            printed.setdefault(stem, shown)
    return printed


def _one_word(one: str, two: str) -> bool:
    return (one.startswith(two) or two.startswith(one)) and abs(len(one) - len(two)) <= LONGEST_ENDING
