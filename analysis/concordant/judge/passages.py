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
_LETTERS = 0.82  # share of letters from which on two sentences are one, spelt or worded a little differently
_MOST = 80  # words of a statement that are compared with the rules, from its start
_DOTS = re.compile(r"\[?(?:\.{2,}|…|(?:\. ){2,}\.)\]?")
_SMALL = frozenset("a an and for in of on or the this to under your".split())
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


def stretch(quote: str, text: str) -> str:
    """The part of `text` that a quotation covers, verbatim: from the first word that they share to the last."""
    spans = [m.span() for m in _WORD.finditer(text)]
    runs = [r for r in SequenceMatcher(None, words(quote), words(text), autojunk=False).get_matching_blocks() if r.size >= 2]
    if not runs:
        return text
    # Words at the ends that the quotation has in another form belong to what it covers.
    first = max(0, runs[0].b - runs[0].a)
    last = min(len(spans), runs[-1].b + len(words(quote)) - runs[-1].a)
    return text[spans[first][0] : spans[last - 1][1]] + ("." if text[spans[last - 1][1] :].startswith(".") else "")


def is_exact(quote: str, text: str) -> bool:
    """Whether the words of a quotation stand in `text`, each part of it where dots stand for words left out."""
    there = f" {' '.join(words(text))} "
    at = 0
    for part in _DOTS.split(quote):
        if said := " ".join(words(part)):
            at = there.find(f" {said} ", at)
            if at < 0:
                return False
            at += len(said)
    return bool(words(quote))


def readings(clause: Clause) -> tuple[str, ...]:
    """The texts under which somebody may quote a clause: its own words, and those words read after what leads into them."""
    return (clause.text, f"{' '.join(clause.lead_in_path)} {clause.text}") if clause.lead_in_path else (clause.text,)


def quoted_in(quote: str, policy: Policy, *, loosely: bool = False) -> Clause | None:
    """The clause of `policy` that holds the quoted passage best, or None. `loosely` also heeds letters, which takes longer."""
    if len(words(quote)) < _LEAST:
        return None
    share = Counter(words(quote))
    best, found = 0.0, None
    for clause in policy.clauses:
        for at, text in enumerate(readings(clause)):
            # Word counts bound the runs from above and are cheap: most clauses need no alignment.
            if sum((share & _counted(text)).values()) < SAME * len(words(quote)):
                continue
            score = contained(quote, text) - 0.001 * abs(len(text) - len(quote)) / (len(text) + len(quote)) - 0.01 * at
            if score > best:
                best, found = score, clause
    if best >= SAME - 0.011:
        return found
    return _spelt_alike(quote, policy) if loosely else None


def _spelt_alike(quote: str, policy: Policy) -> Clause | None:
    """The clause with a sentence that has nearly the same letters: "on line for ever" is "online forever"."""
    sought = "".join(words(quote))
    best, found = _LETTERS, None
    for clause in policy.clauses:
        for sentence in sentences(clause.text):
            there = "".join(words(sentence))
            if not 0.6 < len(there) / len(sought) < 1.6:
                continue
            match = SequenceMatcher(None, sought, there, autojunk=False)
            if match.quick_ratio() > best and (ratio := match.ratio()) > best:
                best, found = ratio, clause
    return found


def named_in(term: str, policy: Policy) -> tuple[Clause, ...]:
    """The clauses that hold a short quotation, in any form of its words: "in haste" is a name for the rule it stands in."""
    sought = " ".join(_stemmed(term))
    short = 0 < len(words(term)) < _LEAST
    return tuple(c for c in policy.clauses if f" {sought} " in f" {' '.join(_stemmed(c.text))} ") if short else ()


def word_stems(text: str) -> frozenset[str]:
    """The stems of all words, short ones too, but not those that every heading has."""
    return frozenset(_stem(w) for w in words(text) if w not in _SMALL)


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
