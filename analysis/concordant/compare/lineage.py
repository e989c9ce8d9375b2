"""Lineage: passages that councils share word for word or nearly, found through an index of short runs of words."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

from concordant.model import Clause, Passage, Policy, policy_id_of

# Seven words in a row are hardly ever the same by chance; the runs that are ("in accordance with the provisions of the ...") are shorter.
RUN = 7
# Two runs are one passage when at most so many words stand between them on either side.
GAP = 3
# Where more clauses share a run, each is paired with the oldest of them only: all with all would grow with the square of the codes.
MOST_HOLDERS = 12
UNKNOWN_DATE = "9999"
_WORD = re.compile(r"\w+(?:['’]\w+)*")


@dataclass(frozen=True, slots=True)
class _Word:
    plain: str
    start: int
    end: int


@lru_cache(maxsize=50_000)
def _words(text: str) -> tuple[_Word, ...]:
    return tuple(_Word(m.group().lower().replace("’", "'"), m.start(), m.end()) for m in _WORD.finditer(text))


@lru_cache(maxsize=50_000)
def plain_words(text: str) -> tuple[str, ...]:
    """The words of a text without case and punctuation: what "word for word" is told by."""
    return tuple(word.plain for word in _words(text))


def passages(policies: Sequence[Policy]) -> tuple[Passage, ...]:
    """The passages that two policies of different councils share, longest first, each once.

    Words that more than MOST_HOLDERS clauses share are told of the oldest clause and each of the others only.
    """
    return _passages(policies, one_council=False)


def repeated(policies: Sequence[Policy]) -> tuple[Passage, ...]:
    """The passages that stand twice in the texts of one council, in one of them or in two, longest first, each once."""
    return _passages(policies, one_council=True)


def _passages(policies: Sequence[Policy], *, one_council: bool) -> tuple[Passage, ...]:
    clauses = {clause.id: clause for policy in policies for clause in policy.clauses}
    age = {clause.id: (policy.meta.date or UNKNOWN_DATE, clause.id) for policy in policies for clause in policy.clauses}
    found = []
    for a, b in sorted(_pairs(clauses.values(), age, one_council=one_council)):
        found += _shared(clauses[a], clauses[b])
    return tuple(sorted(found, key=lambda p: (-p.words, p.a, p.b, p.text_a)))


def _pairs(clauses: Iterable[Clause], age: dict[str, tuple[str, str]], *, one_council: bool) -> set[tuple[str, str]]:
    """The pairs of clauses of different councils, or of one, that have a run of words in common."""
    holders: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for clause in clauses:
        for run in dict.fromkeys(_runs(clause.text)):
            holders[run].append(clause.id)
    found = set()
    for ids in holders.values():
        if len(ids) <= MOST_HOLDERS:
            pairs: Iterable[tuple[str, str]] = combinations(ids, 2)
        else:
            oldest = min(ids, key=age.__getitem__)
            pairs = ((oldest, other) for other in ids if other != oldest)
        found |= {(min(a, b), max(a, b)) for a, b in pairs if (_body(a) == _body(b)) == one_council}
    return found


def _body(clause_id: str) -> str:
    return clause_id.partition("/")[0]


def _runs(text: str) -> list[tuple[str, ...]]:
    plain = plain_words(text)
    return [plain[at : at + RUN] for at in range(len(plain) - RUN + 1)]


def _shared(a: Clause, b: Clause) -> list[Passage]:
    one, two = _words(a.text), _words(b.text)
    return [
        Passage(
            a=a.id, b=b.id, text_a=a.text[one[from_a].start : one[end_a - 1].end], text_b=b.text[two[from_b].start : two[end_b - 1].end],
            words=min(end_a - from_a, end_b - from_b),
            verbatim=plain_words(a.text)[from_a:end_a] == plain_words(b.text)[from_b:end_b],
        )
        for from_a, end_a, from_b, end_b in _spans(a.text, b.text)
    ]  # fmt: skip


@lru_cache(maxsize=50_000)
def _spans(text_a: str, text_b: str) -> tuple[tuple[int, int, int, int], ...]:
    """The shared passages as (from a, end a, from b, end b) in words: blocks with at most GAP words between them on either side are one.

    Kept, because copies of a code ask for the same two texts again and again.
    """
    merged: list[tuple[int, int, int, int]] = []
    for start_a, start_b, size in _blocks(text_a, text_b):
        if merged:
            from_a, end_a, from_b, end_b = merged[-1]
            if start_a - end_a <= GAP and 0 <= start_b - end_b <= GAP:
                merged[-1] = (from_a, start_a + size, from_b, start_b + size)
                continue
        merged.append((start_a, start_a + size, start_b, start_b + size))
    return tuple(merged)


def _blocks(text_a: str, text_b: str) -> list[tuple[int, int, int]]:
    """Runs in common as (start in a, start in b, length in words), in order of a; no word of either text lies in two.

    The longest run comes first and keeps all its words; a run that overlaps it keeps the rest, where that is long enough. Which text is a
    makes no difference.
    """
    one, two = plain_words(text_a), plain_words(text_b)
    found: list[tuple[int, int, int]] = []
    used_a, used_b = [False] * len(one), [False] * len(two)
    for at_a, at_b, size in sorted(_maximal(one, two), key=lambda run: _rank(run, one)):
        start = 0
        for end in range(size + 1):
            if end < size and not (used_a[at_a + end] or used_b[at_b + end]):
                continue
            if end - start >= RUN:
                found.append((at_a + start, at_b + start, end - start))
                used_a[at_a + start : at_a + end] = used_b[at_b + start : at_b + end] = [True] * (end - start)
            start = end + 1
    return sorted(found)


def _rank(run: tuple[int, int, int], one: tuple[str, ...]) -> tuple[int, tuple[str, ...], int, int]:
    """Longest first; among runs as long, nothing that depends on which text is a."""
    at_a, at_b, size = run
    return -size, one[at_a : at_a + size], abs(at_a - at_b), min(at_a, at_b)


def _maximal(one: tuple[str, ...], two: tuple[str, ...]) -> Iterator[tuple[int, int, int]]:
    """Every run of at least RUN words in common that cannot be made longer on either end."""
    places: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for at in range(len(two) - RUN + 1):
        places[two[at : at + RUN]].append(at)
    for at in range(len(one) - RUN + 1):
        for other in places.get(one[at : at + RUN], ()):
            if at and other and one[at - 1] == two[other - 1]:
                continue
            size = RUN
            while at + size < len(one) and other + size < len(two) and one[at + size] == two[other + size]:
                size += 1
            yield at, other, size


def shared_words(found: Sequence[Passage]) -> dict[tuple[str, str], int]:
    """How many words each pair of policies shares in passages, by the ids of the two policies in order."""
    counts: Counter[tuple[str, str]] = Counter()
    for passage in found:
        counts[policy_id_of(passage.a), policy_id_of(passage.b)] += passage.words
    return dict(counts)
