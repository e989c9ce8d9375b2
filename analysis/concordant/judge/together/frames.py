"""A rule as it is held against another: who must, must not, may or need not do what, when, and with which ways out.

What is ruled on becomes tokens of the lexicon; deeds are told from the things that they are done to.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from concordant.judge.together.context import Context, Words, context_of
from concordant.judge.together.parts import Part, parts
from concordant.judge.together.quantities import Quantity, quantities, without_times
from concordant.judge.together.tokens import NEXT_TO_NOTHING, content, groups, groups_begun, has_kind, weight
from concordant.parse.sentences import sentences
from concordant.rulebook.deontics import Deontic
from concordant.rulebook.lexicon import Token, words_in
from concordant.rulebook.signs import sign
from concordant.rulebook.wordlists import senses

DEEDS = 4  # deeds of one rule that are kept, likeliest first
FIRST = 2  # deeds that a ban which lifts asks for
NO_END = 10_000  # a place after the last word of any sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """One rule in one sentence.

    `deeds` are what is done, likeliest first; `things` everything that it is done to, with, or under. `people` are lexicon ids of those
    bound (empty: not said). `lifts` is the case in which a ban does not hold; `begins` the case from which a rule holds.
    `only` says that nobody else may; `object` is what the deed is done to, where that can be told. `sure` is false for a plain statement
    that may stand for a rule; `derived` is true for a duty that follows from the way out of a ban.
    """

    says: Deontic
    advisory: bool
    deeds: tuple[Token, ...]
    things: tuple[Token, ...]
    people: frozenset[str]
    lifts: tuple[Token, ...] = ()
    begins: tuple[Token, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    only: bool = False
    object: Token | None = None
    derived: bool = False
    sentence: str = field(compare=False, default="")
    sure: bool = True

    @property
    def all(self) -> tuple[Token, ...]:
        """Deeds and things."""
        return self.deeds + self.things


@lru_cache(maxsize=20_000)
def frames(clause: Words) -> tuple[Frame, ...]:
    """The rules in a clause; plain statements only where the clause rules on nothing in so many words."""
    found: list[Frame] = []
    spoken_of = ""
    for index, sentence in enumerate(sentences(clause.text)):
        above = context_of(clause.lead_in if index == 0 else None, clause.heading)
        ruled = parts(sentence, above)
        if spoken_of and sign("pronoun-subject").find(ruled[0].before):
            ruled[0] = replace(ruled[0], before=spoken_of)
        spoken_of = sign("opening").cut(ruled[0].before) or spoken_of
        found += _with_things([frame for part in ruled for frame in _framed(part, above)])
    return tuple([frame for frame in found if frame.sure] or found)


def _with_things(found: list[Frame]) -> list[Frame]:
    """ "Pass questions to the press office and give no answer": what the second rule is about stands in the first."""
    for index, frame in enumerate(found[1:], start=1):
        if not frame.things and found[index - 1].things:
            found[index] = replace(frame, things=found[index - 1].things, people=frame.people or found[index - 1].people)
    return found


def _framed(part: Part, above: Context) -> list[Frame]:
    """The rule of a part, and those that follow from it."""
    part = _forbidding_object(part)
    part = replace(part, before=without_times(part.before), after=without_times(part.after))
    people = _bound(part) or above.people
    lifts, begins = _cases("lifts", part.sentence), _cases("begins", part.sentence)
    core = _core(part, people, {t.text for t in (*lifts, *begins)})
    end = _place_of_condition(part)
    active = not part.passive and part.before != ""
    deeds = _deeds([t for t in core if t.at < end] or core, _count(part.before), before=part.deed_before, active=active)
    things = tuple(t for t in core if t not in deeds)
    if not any(weight(t) > NEXT_TO_NOTHING for t in things):  # "If a post is libellous, remove it."
        things = (*things, *(t for t in begins if t not in deeds))
    frame = Frame(
        says=part.says, advisory=part.advisory or above.advisory, deeds=deeds, things=things, people=people,
        lifts=lifts or (begins if part.only else ()), begins=begins, quantities=quantities(part.sentence), sentence=part.sentence,
        sure=part.sure, only=part.says == "may" and sign("only-subject").find(part.before) is not None, object=_object(core, deeds, part),
    )  # fmt: skip
    return [frame, *_without(frame, part), *_prerequisite(frame)]


def _forbidding_object(part: Part) -> Part:
    """ "Post nothing that ...", "follow no other account": the object forbids."""
    if part.says not in {"must", "may"} or part.deed_before or not sign("no-object").find(part.after):
        return part
    return replace(part, says="must-not", after=sign("no-word").pattern.sub("any", part.after, count=1))


def _cases(name: str, sentence: str) -> tuple[Token, ...]:
    """What the cases of a sentence name in which a ban lifts, or from which a rule begins."""
    return content(" ".join(hit["case"] for hit in sign(name).all(sentence)))


def _core(part: Part, people: frozenset[str], cases: set[str]) -> list[Token]:
    """What a part names but for those bound; without the words of its cases, unless it names nothing else."""
    split = _count(part.before)
    joined = content(f"{part.before} {part.after}".strip())
    found = [t for t in joined if part.passive or t.at >= split or not t.senses & people]
    return [t for t in found if t.text not in cases] or found


def _object(found: Sequence[Token], deeds: Sequence[Token], part: Part) -> Token | None:
    """What the deed is done to: the subject of a passive sentence, else what follows the deed."""
    if part.passive:
        split = _count(part.before)
        return next((t for t in found if t.at < split and t not in deeds[:1]), None)
    return next((t for t in found if deeds and t.at > deeds[0].last and not has_kind(t, "times")), None)


def _prerequisite(frame: Frame) -> list[Frame]:
    """ "Not until it has been read" asks that it be read."""
    deeds = tuple(t for t in frame.lifts if has_kind(t, "deeds"))[:FIRST]
    if frame.says != "must-not" or not deeds:
        return []
    things = _rest((*frame.lifts, *frame.all), deeds)
    return [replace(frame, says="must", deeds=deeds, things=things, people=frozenset(), lifts=(), begins=(), object=None, derived=True)]


def _without(frame: Frame, part: Part) -> list[Frame]:
    """ "May ... without asking first" says that one need not ask; "must not ... without asking" that one must."""
    hit = sign("without").find(part.after)
    if hit is None or frame.says not in {"may", "must-not"}:
        return []
    inner = content(hit["deed"])
    deeds = _deeds(inner, 0, before=False)
    if not deeds:
        return []
    says: Deontic = "need-not" if frame.says == "may" else "must"
    return [replace(frame, says=says, deeds=deeds, things=_rest((*frame.all, *inner), deeds), lifts=(), begins=())]


def _rest(found: Iterable[Token], deeds: Sequence[Token]) -> tuple[Token, ...]:
    return tuple(t for t in found if t not in deeds)


def _place_of_condition(part: Part) -> int:
    """The place among the words at which the condition begins."""
    hit = sign("condition").find(part.after)
    ahead = part.after[: hit.start()] if hit else ""
    return _count(f"{part.before} {ahead}") if ahead.strip(" ,") else NO_END


def _count(text: str) -> int:
    return len(words_in(text))


def _bound(part: Part) -> frozenset[str]:
    """Those bound: the subject of an active sentence, or the agent of a passive one."""
    agent = sign("agent").find(part.after) if part.passive else None
    if part.deed_before and agent is None:
        agent = sign("agent").find(part.before) or sign("for-whom").find(part.after)
    if agent and (named := groups(agent[1])):
        return named - senses("bodies")
    return frozenset() if part.passive else _subject(part.before)


def _subject(before: str) -> frozenset[str]:
    """The people of an active sentence who are its subject, not those in what is said of the subject."""
    head = subject = sign("opening").cut(before)
    if not sign("any-subject").find(subject) and (relative := sign("relative").find(subject)):
        head = subject[: relative.start()]
    if sign("ends-possessive").find(head):
        return frozenset()
    named = groups_begun(subject, _count(head)) - senses("bodies")
    return named - {"everyone"} or named


def _deeds(found: Sequence[Token], split: int, *, before: bool, active: bool = False) -> tuple[Token, ...]:
    """What is done: the deeds of the lexicon on the ruled side, first in front; without any, the first words there."""
    deeds = [t for t in found if has_kind(t, "deeds")]
    ruled = [t for t in deeds if (t.at < split if before else t.last >= split)]
    if not before:  # a row of words that reaches over the cue names the deed only where nothing after the cue does
        ruled.sort(key=lambda t: t.at < split)
    beyond = [t for t in found if t.at >= split and weight(t) > NEXT_TO_NOTHING and not has_kind(t, "people") and not has_kind(t, "times")]
    if not ruled and active and beyond:
        return tuple(beyond[:1])
    ruled = ruled or deeds
    if ruled:
        rest = sorted(ruled[1:], key=lambda t: has_kind(t, "things"))
        return tuple(dict.fromkeys((ruled[0], *rest)))[:DEEDS]
    rest = [t for t in found if not has_kind(t, "people") and (t.at < split if before else t.at >= split)] or list(found)
    return tuple(rest[:1])
