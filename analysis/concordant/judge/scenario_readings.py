"""What each sentence of a code makes of the matters that worked situations turn on: it bans, asks, allows, asks for care, or only states.

A matter is found by its cues, by the provisions that the clause is tied to, or by a rule on the same deed in other words. What is made
of it comes from the norms of the clause, and where these say nothing, from the rule that is read for pairs of clauses.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from concordant.compare.ties import FIRM, ties_of
from concordant.judge.restrictions import Said, audience, bound, said
from concordant.judge.together.context import Words
from concordant.judge.together.frames import Frame, frames
from concordant.judge.together.matching import deeds, match, same_people
from concordant.model import Bearer, Capacity, Clause, Modality, Policy
from concordant.parse.sentences import sentences
from concordant.rulebook.deontics import Deontic
from concordant.rulebook.hub import provisions_in
from concordant.rulebook.scenarios import Matter, Says, ScenarioBook

# How much of what a deed names a rule in other words must name as well, how much they must share at the least, and the most that the rule
# may name beside. Deeds that are opposites need less in common: the lexicon holds few of them.
CLOSE = 0.85
CLOSE_OPPOSITE = 0.6
SHARED = 0.75
ASIDE = 1.6
_SAYS: dict[Modality, Says] = {"prohibition": "forbids", "obligation": "requires", "permission": "allows"}
_BY_DEONTIC: dict[Deontic, Says] = {"must": "requires", "must-not": "forbids", "may": "allows", "need-not": "allows", "none": "states"}
_TURNED: dict[Says, Says] = {"requires": "forbids", "forbids": "requires"}
_ORDER = {"prohibition": 0, "permission": 1, "obligation": 2}
_OFFICES = frozenset({"moderator", "volunteer"})
_CASE = re.compile(r"\W*(?:if|when|where|whenever|wherever|in (?:any|all) |before|after|once|while|unless)\b", re.IGNORECASE)
_PEOPLE = re.compile(
    r"\W*(?:(?:any|all|every|each|no|those) )?"
    r"(?:employees?|staff|members?|councillors?|officers?|users?|anyone|anybody|those|people|residents?|volunteers?)\b",
    re.IGNORECASE,
)
_WITHOUT = re.compile(r"\bwithout\b", re.IGNORECASE)
_NOBODY = re.compile(r"\W*(?:no|nobody|none|nothing|neither|not one)\b", re.IGNORECASE)
# Words that hold one of these hold the rule itself, and not only whom it binds.
_RULING = re.compile(r"\b(?:can|may|must|should|shall|will|is|are|not|never)\b", re.IGNORECASE)
# "Do not tell - you must not, in whatever place, tell" is one ban said twice, and no leave.
_BANS = re.compile(
    r"\W*(?:do not|don['’]t|never|not|avoid|refrain|(?:[\w’'-]+ ){1,4}(?:must|should|shall|may) (?:not|never))\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What one sentence makes of one matter. `quote` is the sentence, verbatim; `words` are those that show it, "" where the whole does;
    `by_leave` says that it turns on somebody's leave.
    """

    clause: Clause
    matter: Matter
    says: Says
    advisory: bool
    capacity: Capacity
    bearers: frozenset[Bearer]
    words: str
    quote: str
    by_leave: bool


@dataclass(frozen=True, kw_only=True)
class _Sentence:
    """One sentence with all that is read from it: its norms, the rules in it, and what leads into it."""

    clause: Clause
    policy: Policy
    book: ScenarioBook
    text: str
    lead_in: str
    norms: tuple[Said, ...]
    rules: tuple[Frame, ...]

    @property
    def whole(self) -> str:
        return f"{self.lead_in} {self.text}"

    @property
    def only(self) -> bool:
        """Whether it leaves something to some and not to councillors at large ("only the Clerk may")."""
        return any(rule.only and "councillor" not in rule.people for rule in self.rules)


def readings(policy: Policy, book: ScenarioBook) -> Iterator[Reading]:
    """What each sentence makes of each matter that it rules on, in text order. The policy carries its norms."""
    held: dict[str, list[Said]] = {}
    for one in said(policy):
        held.setdefault(one.clause.id, []).append(one)
    for clause in policy.clauses:
        provisions: frozenset[str] | None = None
        for sentence in _sentences(clause, policy, held.get(clause.id, []), book):
            for matter in book.matters:
                if matter.spared(sentence.whole):
                    continue
                words = _found(matter, sentence)
                if words is None and matter.provisions:
                    provisions = provisions if provisions is not None else _provisions(clause)
                    words = _tied(matter, sentence, provisions)
                reading = _read(matter, words, sentence) if words is not None else _in_other_words(matter, sentence)
                if reading is not None:
                    yield reading


def _provisions(clause: Clause) -> frozenset[str]:
    return frozenset(tie.provision for tie in ties_of(clause) if tie.score >= FIRM)


def _sentences(clause: Clause, policy: Policy, held: Sequence[Said], book: ScenarioBook) -> Iterator[_Sentence]:
    heading = clause.heading_path[-1] if clause.heading_path else None
    rules = frames(Words(text=clause.text, lead_in=clause.lead_in, heading=heading))
    lead_in = sentences(clause.lead_in.rstrip(" :;–—-"))[-1] if clause.lead_in else ""
    for text in sentences(clause.text):
        norms = tuple(one for one in held if one.quote == text)
        own = tuple(rule for rule in rules if rule.sentence.strip() == text.strip())
        yield _Sentence(clause=clause, policy=policy, book=book, text=text, lead_in=lead_in, norms=norms, rules=own)


def _found(matter: Matter, sentence: _Sentence) -> str | None:
    """The words that rule on the matter: in the sentence, or in it read after its lead-in and not in that alone."""
    if found := matter.wording.find(sentence.text):
        return found
    return matter.wording.find(sentence.whole) if sentence.lead_in and not matter.wording.find(sentence.lead_in) else None


def _tied(matter: Matter, sentence: _Sentence, provisions: frozenset[str]) -> str | None:
    """The words of the sentence by which the clause makes one of the provisions; None where it only comes near one as a whole."""
    wanted = matter.provisions & provisions
    if not wanted:
        return None
    cues = provisions_in(sentence.text) or (provisions_in(sentence.whole) if sentence.lead_in else {})
    return next((found[0] for provision, found in cues.items() if provision in wanted), None)


def _read(matter: Matter, words: str, sentence: _Sentence) -> Reading | None:
    """What the sentence makes of the matter on which the words rule; None where they only name those bound, or bind others."""
    one = _governing(matter, words, sentence)
    if one is not None and _aside(one, words):
        return None
    bearers = _bound(one, sentence)
    if len(sentence.norms) == 1 and sentence.norms[0].norm.bearer == "any" and not _reaches(sentence.rules, bearers):
        return None
    says = _says(one, matter, sentence)
    return Reading(
        clause=sentence.clause, matter=matter, says=says, advisory=one is None or one.norm.strength == "advisory",
        capacity=one.norm.capacity if one else "unstated", bearers=bearers, words=words, quote=sentence.text,
        by_leave=_by_leave(says, sentence),
    )  # fmt: skip


def _says(one: Said | None, matter: Matter, sentence: _Sentence) -> Says:
    """What the norm comes to; by the rule in the sentence where there is no norm, or where "nobody" or "no ..." turns it."""
    says: Says = "states"
    if one is not None:
        banned = one.norm.modality == "prohibition" and _BANS.match(one.quote)
        says = "forbids" if banned else _SAYS[one.modality]
    rules = sentence.rules
    if rules and rules[0].sure and " but " not in sentence.text and (one is None or (len(rules) == 1 and _NOBODY.match(sentence.text))):
        says = _BY_DEONTIC[rules[0].says]
    if any(_stands(deed, rule) == "opposite" for deed in _framed(matter.deeds) for rule in rules):
        says = _TURNED.get(says, says)
    return "cares" if says == "requires" and sentence.book.care.find(sentence.text) else says


def _by_leave(says: Says, sentence: _Sentence) -> bool:
    """Whether the rule turns on leave: one lifts with it, or it is for some only. "May, without asking" needs none."""
    if says == "allows" and _WITHOUT.search(sentence.text):
        return False
    return sentence.only or sentence.book.leave.find(sentence.text) is not None


def _governing(matter: Matter, words: str, sentence: _Sentence) -> Said | None:
    """The norm that rules on the words found: the narrowest whose own words hold them, a ban first; else the nearest to their end."""
    norms = sentence.norms
    if len(norms) < 2:
        return norms[0] if norms else None
    lead_in = sentence.lead_in
    holding = [one for one in norms if matter.wording.find(one.own) or (lead_in and matter.wording.find(f"{lead_in} {one.own}"))]
    if holding:
        return min(holding, key=lambda one: (len(one.own), _ORDER[one.modality]))
    text = sentence.text
    end = text.find(words) + len(words) if words and words in text else 0
    return min(norms, key=lambda one: (abs(text.find(one.own if one.own in text else one.norm.act) - end), _ORDER[one.modality]))


def _aside(one: Said, words: str) -> bool:
    """Whether the words only say whom a rule binds ("staff who see critical posts should tell their manager")."""
    start, end = one.quote.find(one.norm.act), one.quote.find(words) + len(words)
    if not words or words not in one.own or start < 0 or one.norm.act.startswith("be "):
        return False
    return bool(_PEOPLE.match(one.quote)) and not _CASE.match(one.quote) and not _RULING.search(words) and end <= start


def _bound(one: Said | None, sentence: _Sentence) -> frozenset[Bearer]:
    """Who is bound. A page is looked after by whoever runs it; what only some may do, what the council "does not encourage", and what may
    be done to the public, is ruled for those whom the code is for.
    """
    norm = one.norm if one else None
    everyone = sentence.only or any(rule.people and rule.people <= _OFFICES for rule in sentence.rules)
    everyone = everyone or bool(norm and norm.bearer == "council" and sentence.book.addressed.find(sentence.text))
    everyone = everyone or bool(norm and norm.bearer == "public" and norm.act.startswith("be "))
    return audience(sentence.policy) if everyone else bound(norm, sentence.policy)


def _reaches(rules: Sequence[Frame], bearers: frozenset[Bearer]) -> bool:
    """Whether the people whom the sentence names can be of those bound."""
    named = [rule for rule in rules if rule.people and not rule.only]
    return not named or len(named) < len(rules) or any(same_people(rule.people, frozenset(bearers)) for rule in named)


def _in_other_words(matter: Matter, sentence: _Sentence) -> Reading | None:
    """A rule on one of the deeds of the matter that the lexicon recognises where no cue does."""
    for rule in sentence.rules if sentence.norms else ():
        stands = {_stands(deed, rule) for deed in _framed(matter.deeds)} if rule.sure else set()
        if not stands & {"same", "opposite"}:
            continue
        one = sentence.norms[0]
        says = _BY_DEONTIC[rule.says]
        says = says if "same" in stands else _TURNED.get(says, says)
        says = "cares" if says == "requires" and sentence.book.care.find(sentence.text) else says
        return Reading(
            clause=sentence.clause, matter=matter, says=says, advisory=rule.advisory, capacity=one.norm.capacity,
            bearers=_bound(one, sentence), words="", quote=sentence.text, by_leave=_by_leave(says, sentence),
        )  # fmt: skip
    return None


@cache
def _framed(texts: tuple[str, ...]) -> tuple[Frame, ...]:
    return tuple(frame for text in texts for frame in frames(Words(text=text)))


def _stands(deed: Frame, rule: Frame) -> Literal["same", "opposite", ""]:
    """Whether the rule is on the deed or on its opposite, done to the same thing, and on little else."""
    kind = deeds(deed, rule)
    if kind not in {"same", "opposite"}:
        return ""
    found = match(deed, rule)
    if found.closeness < (CLOSE if kind == "same" else CLOSE_OPPOSITE) or found.shared < SHARED or found.only_b > ASIDE:
        return ""
    return "same" if kind == "same" else "opposite"
