"""What a clause says of an act: who must, must not or may do it, in whose words.

A clause is read sentence by sentence. The cues of an act find the words; the clause's norms say who is bound and how.
A clause without a norm can still state something of an act ("deleting comments backfires"): then `says` is "none".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from concordant.model import Capacity, Clause, Modality, Norm, Policy, Strength
from concordant.parse.sentences import sentences
from concordant.rulebook.conflicts import Act, ConflictBook, Says, conflict_book

_WORD = re.compile(r"[^\W_]+")
# The wording next to the act, for a clause with several norms: the last such mark before the act is the one that governs it.
_MARKS: tuple[tuple[Modality, re.Pattern[str]], ...] = (
    (
        "prohibition",
        re.compile(
            r"\b(?:(?:must|shall|should|may|can|do|does|will|are|is|need)\s?(?:not|n[’']t)|cannot|don[’']t|never|avoid|refrain|"
            r"prohibit\w*|forbid\w*|nobody|no one)\b|(?:^|[:;,–-]\s?|\bto\s)not\b",
            re.IGNORECASE,
        ),
    ),
    ("permission", re.compile(r"\b(?:may|can|are free to|feel (?:able|free) to|entitled|permitted|allowed|admissible|welcome to)\b", re.I)),
    ("obligation", re.compile(r"\b(?:must|shall|should|required|has to|have to|needs? to|ensure|do)\b(?!\s?(?:not|n[’']t))", re.I)),
)
_ENSURES = re.compile(r"\b(?:ensure|make sure|see to it|take care that)\b", re.IGNORECASE)
# "This does not mean that members cannot ..." allows.
_DOUBLE = re.compile(
    r"(?:\bnot|n[’']t|\bnothing)\b[^.;]{0,60}?\b(?:cannot|can[’']t|may not|must not|unable|prevents?|stops?|prohibits?)\b", re.I
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stance:
    """One clause on one act. `bearers` are the groups bound; `quote` is the sentence, verbatim; `posts` whom it sends people to."""

    clause: Clause
    policy: Policy
    act: Act
    says: Says
    strength: Strength
    bearers: frozenset[str]
    capacity: Capacity
    quote: str
    posts: tuple[str, ...]
    carved: bool
    cautious: bool
    sure: bool


def stances(policy: Policy, book: ConflictBook) -> Iterator[Stance]:
    """Every stance of every clause of `policy`, in text order."""
    for clause in policy.clauses:
        yield from clause_stances(clause, policy, book)


def clause_stances(clause: Clause, policy: Policy, book: ConflictBook) -> Iterator[Stance]:
    """The stances of one clause: at most one for each act and sentence, the first sentence that speaks of the act first."""
    spoken = spoken_of(clause.text, clause.lead_in) if book is conflict_book() else tuple(_spoken_of(clause.text, clause.lead_in, book))
    for act, sentence, found in spoken:
        norm, sure = _governing(clause.norms, sentence, found)
        yield Stance(
            clause=clause,
            policy=policy,
            act=act,
            says=_says(norm, sentence, found),
            strength=norm.strength if norm else "advisory",
            bearers=bearers_of(norm, policy),
            capacity=norm.capacity if norm else "unstated",
            quote=sentence,
            posts=tuple(name for name, cue in book.posts if cue.search(sentence)),
            carved=book.carve_outs.find(sentence) is not None,
            cautious=book.cautions.find(sentence) is not None,
            sure=sure and (norm is None or norm.sure),
        )


@lru_cache(maxsize=20_000)
def spoken_of(text: str, lead_in: str | None) -> tuple[tuple[Act, str, str], ...]:
    """The acts that a clause speaks of, each with its sentence and the words found; kept, because it hangs on the words alone."""
    return tuple(_spoken_of(text, lead_in, conflict_book()))


def _spoken_of(text: str, lead_in: str | None, book: ConflictBook) -> Iterator[tuple[Act, str, str]]:
    for sentence in sentences(text):
        said = [(act, found) for act in book.acts if (found := _find(act, sentence, lead_in)) is not None]
        yield from ((act, sentence, found) for act, found in said if not taken_in(found, [other for _, other in said]))


def taken_in(found: str, others: Iterable[str]) -> bool:
    """Whether the words are the end of other words that were found: who deletes critical comments criticises nobody."""
    return any(other.endswith(found) and len(other) > len(found) for other in others)


def _find(act: Act, sentence: str, lead_in: str | None) -> str | None:
    """The words that speak of the act: in the sentence, or in the sentence read after its lead-in."""
    if found := act.find(sentence):
        return found.group()
    if lead_in and (found := act.find(f"{lead_in.rstrip(':—- ')} {sentence}")) and found.end() > len(lead_in):
        return found.group()
    return None


def _governing(norms: tuple[Norm, ...], sentence: str, found: str) -> tuple[Norm | None, bool]:
    """The norm that the found words belong to, and whether that is sure. No shared word and several norms: none."""
    if not norms:
        return None, True
    if len(norms) == 1 and _shared(norms[0], sentence):
        return norms[0], True
    local = local_modality(sentence, found)
    ranked = sorted(
        ((_shared(n, found), n.modality == local, _shared(n, sentence), -i) for i, n in enumerate(norms)),
        reverse=True,
    )
    if local is not None and not ranked[0][0]:
        ranked.sort(key=lambda r: (r[1], r[2], r[3]), reverse=True)
    in_act, in_mood, in_sentence, minus_index = ranked[0]
    if not (in_act or in_sentence or (len(norms) == 1 and in_mood)):
        return None, False
    return norms[-minus_index], bool(in_act or in_mood)


def local_modality(sentence: str, found: str) -> Modality | None:
    """What the words before the act say of it, or None. The last mark before the act governs: "must not ... but may" allows."""
    before = sentence[: max(sentence.find(found), 0) + len(found)]
    if _DOUBLE.search(before):
        return "permission"
    last = [(marks[-1].start(), modality) for modality, mark in _MARKS if (marks := list(mark.finditer(before)))]
    return max(last)[1] if last else None


def _says(norm: Norm | None, sentence: str, found: str) -> Says:
    """The norm's modality; a duty to see that something does not happen is a ban on it, and "does not mean that one cannot" allows."""
    if _DOUBLE.search(sentence[: max(sentence.find(found), 0)]):
        return "permission"
    if norm is None:
        return "none"
    if norm.modality == "obligation" and local_modality(sentence, found) == "prohibition" and _ENSURES.search(sentence):
        return "prohibition"
    return norm.modality


def _shared(norm: Norm, text: str) -> int:
    words = _stems(text)
    return len(_stems(norm.act) & words)


def _stems(text: str) -> frozenset[str]:
    """Words cut to five letters: enough to join "delete" with "deleting", without a dictionary."""
    return frozenset(w.lower()[:5] for w in _WORD.findall(text) if len(w) > 3)


def bearers_of(norm: Norm | None, policy: Policy) -> frozenset[str]:
    """The groups bound: "any" (and a statement) means everyone the document is for; a named officer is an employee."""
    if norm is None or norm.bearer == "any":
        return audience(policy)
    return frozenset({norm.bearer}) | ({"employee"} if norm.bearer == "officer" else frozenset())


def audience(policy: Policy) -> frozenset[str]:
    """Whom the document is for, in the words of `Norm.bearer`."""
    singular = {"councillors": "councillor", "members": "councillor", "employees": "employee", "staff": "employee", "officers": "employee"}
    return frozenset(singular.get(a, a) for a in policy.meta.audience) or frozenset({"councillor", "employee"})


def same_person(a: Iterable[str], b: Iterable[str]) -> bool:
    """Whether one person can be bound by both sides."""
    return bool(frozenset(a) & frozenset(b))


def alike(a: str, b: str) -> float:
    """Share of the word stems of two texts that they have in common, 0 to 1."""
    x, y = _stems(a), _stems(b)
    return len(x & y) / len(x | y) if x | y else 0.0
