"""Finding the passage of a code that somebody quotes or describes."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import islice

import snowballstemmer

from concordant.judge.stances import local_modality
from concordant.model import Clause, Policy
from concordant.parse.sentences import sentences
from concordant.rulebook.conflicts import conflict_book

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
SAME = 0.72  # share of a quotation's words, in runs of two or more, from which on a clause holds the passage quoted
_MOST = 80  # words of a statement that are compared with the rules, from its start
_LEAST = 4  # a shorter quotation is a name, not a passage


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """Words that only the quotation has, and words that the clause has in their place. Either may be ""."""

    quoted: str
    clause: str


def words(text: str) -> list[str]:
    return [w.lower().replace("’", "'") for w in _WORD.findall(text)]


def contained(quote: str, text: str) -> float:
    """Share of the words of `quote` that stand in `text` in the same order, in runs of at least two words. 0 to 1."""
    q, t = words(quote), words(text)
    if not q or not t:
        return 0.0
    runs = SequenceMatcher(None, q, t, autojunk=False).get_matching_blocks()
    return sum(r.size for r in runs if r.size >= 2) / len(q)


def differences(quote: str, text: str) -> tuple[Difference, ...]:
    """How a quotation departs from the clause, within the stretch of the clause that it quotes."""
    q, t = words(quote), words(text)
    codes = SequenceMatcher(None, q, t, autojunk=False).get_opcodes()
    while codes and codes[0][0] == "insert":
        codes.pop(0)
    while codes and codes[-1][0] == "insert":
        codes.pop()
    return tuple(Difference(quoted=" ".join(q[a:b]), clause=" ".join(t[c:d])) for tag, a, b, c, d in codes if tag != "equal")


def is_exact(quote: str, text: str) -> bool:
    return f" {' '.join(words(quote))} " in f" {' '.join(words(text))} "


def quoted_in(quote: str, policy: Policy) -> Clause | None:
    """The clause of `policy` that holds the quoted passage best, or None."""
    if len(words(quote)) < _LEAST:
        return None
    share = Counter(words(quote))
    best, found = 0.0, None
    for clause in policy.clauses:
        # Word counts bound the runs from above and are cheap: most clauses need no alignment.
        if sum((share & _counted(clause.text)).values()) < SAME * len(words(quote)):
            continue
        score = contained(quote, clause.text) - 0.001 * abs(len(clause.text) - len(quote)) / (len(clause.text) + len(quote))
        if score > best:
            best, found = score, clause
    return found if best >= SAME - 0.001 else None


def opening_words(text: str, policy: Policy) -> str | None:
    """The words at the start of `text` that repeat a rule of `policy` without quotation marks, up to where the comment begins.

    People write "Do not blog in haste. This is ludicrous": the first five words or more must all stand in one clause, in order.
    """
    best = ""
    said = [(_stem(m.group().lower().replace("’", "'")), m.end()) for m in islice(_WORD.finditer(text), _MOST)]
    for clause in policy.clauses:
        there = _stemmed(clause.text)
        end, at = 0, 0
        for word, word_end in said:
            try:
                at, end = there.index(word, at) + 1, word_end
            except ValueError:
                break
        best = max(best, text[:end], key=len)
    if (stop := re.search(r"[^.][.!?](?=\s+[A-Z])", best)) is not None:
        best = best[: stop.end()]
    elif text[len(best) : len(best) + 1] in {".", "!", "?"}:
        best = text[: len(best) + 1]
    return best if len(words(best)) >= 5 else None


class Subjects:
    """What the clauses of one code are about: the acts of the rulebook in them, and their rarer words."""

    def __init__(self, policy: Policy) -> None:
        self._clauses = policy.clauses
        self._stems = [_stems(c.text) for c in policy.clauses]
        self._acts = [_ruled(c.text) for c in policy.clauses]
        counts = Counter(stem for stems in self._stems for stem in stems)
        self._weight = {stem: math.log((1 + len(self._stems)) / n) for stem, n in counts.items()}

    def scores(self, text: str) -> list[tuple[float, Clause]]:
        """(score, clause) in text order. Shared words count up to 1, rare ones most; a shared act 0.5, or 0.2 where the clause
        only mentions it: people object to rules, not to examples of what may happen.
        """
        stems, acts = _stems(text), acts_in(text)
        return [
            (self._cosine(stems, own) + sum(credit for act, credit in theirs if act in acts), clause)
            for own, theirs, clause in zip(self._stems, self._acts, self._clauses, strict=True)
        ]

    def _cosine(self, a: frozenset[str], b: frozenset[str]) -> float:
        top = math.log(1 + len(self._stems))
        norm = math.sqrt(sum(self._weight.get(s, top) ** 2 for s in a) * sum(self._weight[s] ** 2 for s in b))
        return sum(self._weight[s] ** 2 for s in sorted(a & b)) / norm if norm else 0.0


_STEMMER = snowballstemmer.stemmer("english")


@lru_cache(maxsize=50_000)
def _stem(word: str) -> str:
    stemmed: str = _STEMMER.stemWord(word)
    return stemmed


@lru_cache(maxsize=20_000)
def _counted(text: str) -> Counter[str]:
    return Counter(words(text))


@lru_cache(maxsize=20_000)
def _stemmed(text: str) -> tuple[str, ...]:
    return tuple(_stem(w) for w in words(text))


def _stems(text: str) -> frozenset[str]:
    return frozenset(_stem(w) for w in words(text) if len(w) > 3)


def acts_in(text: str) -> frozenset[str]:
    """Ids of the acts of the rulebook that `text` speaks of."""
    return frozenset(act.id for act in conflict_book().acts if act.find(text))


def _ruled(text: str) -> tuple[tuple[str, float], ...]:
    """The acts in a clause, each with what sharing it counts."""
    credit: dict[str, float] = {}
    for sentence in sentences(text):
        for act in conflict_book().acts:
            if found := act.find(sentence):
                ruled = local_modality(sentence, found.group()) is not None
                credit[act.id] = max(credit.get(act.id, 0.0), 0.5 if ruled else 0.2)
    return tuple(sorted(credit.items()))


def twin(report: Policy, quotes: Sequence[str], policies: Sequence[Policy]) -> Policy | None:
    """The code of another council that holds most of the passages quoted: nearly the same text. None below two and below half."""
    others = [p for p in policies if p.compared and p.body != report.body]
    counted = sorted(((sum(quoted_in(q, p) is not None for q in quotes), p.id, p) for p in others), key=lambda c: (-c[0], c[1]))
    if not counted or counted[0][0] < 2 or counted[0][0] * 2 < len(quotes):
        return None
    return counted[0][2]
