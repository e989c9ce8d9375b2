"""A rule as it is held against another: who must, must not, may or need not do what, when, and with which ways out.

A sentence is cut at its deontic cues. What is ruled on becomes tokens of the lexicon; deeds are told from the things that they are done to.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from concordant.judge.together.context import Context, Words, context_of, turned_by_subject
from concordant.judge.together.quantities import Quantity, quantities, without_times
from concordant.judge.together.tokens import content, groups, has_kind, weight
from concordant.parse.cues import find_cues
from concordant.parse.sentences import sentences
from concordant.rulebook.deontics import Deontic, Hit, hits
from concordant.rulebook.lexicon import Token, tokens

_RELATIVE = re.compile(r"\b(?:who|whom|whose|which|that|in|on|at|with|of|from|during|under|over|making|acting|using|when|while|if)\b", re.IGNORECASE)
_AGENT = re.compile(r"\bby\s+((?:[\w'’-]+\s*){1,5})", re.IGNORECASE)
_CONNECT = re.compile(r"(?:,\s*(?:and|but|or|yet|though|nor)\s+|;\s*|,\s*(?:which|who)\s+|\s(?:and|but)\s)(?!.*(?:,\s*(?:and|but|or)\s|;\s))", re.I)
# "Post nothing that ...", "follow no other account": the object forbids.
_NO_OBJECT = re.compile(
    r"^\W*[a-z-]+(?:\s+(?:out|up|on|with|to|off|in))?\s+(?:no(?! (?:later|more|less|fewer|longer|sooner|matter|doubt))|nothing|nobody|neither)\b", re.IGNORECASE
)
_ONLY = re.compile(r"\W*only\b", re.IGNORECASE)
LITTLE = 0.3  # the weight of a word that says next to nothing
_FOR_WHOM = re.compile(r"\W*(?:to|for|among)\s+((?:[\w'’-]+\s*){1,5})", re.IGNORECASE)
_CONDITION = re.compile(
    r"\b(?:if|when|whenever|where|wherever|while|whilst|once|before|after|until|till|unless|provided|as long as|so long as|as soon as|in the event|on condition|without|except|save|other than|pending|prior to|since|because|so that|in order to)\b",
    re.IGNORECASE,
)
_WITHOUT = re.compile(r"\bwithout\s+(?:first\s+|the\s+|any\s+|prior\s+|having\s+)*(?P<deed>[^,;.]+)", re.IGNORECASE)
# The case in which a ban lifts, and the case from which leave begins.
_CASE = r"(?P<case>[^,;.]*(?:,[^,;.]*\bor\b[^,;.]*)?)"
_LIFTS = re.compile(rf"\b(?:unless and until|unless|until|except(?: (?:where|when|if|for|that|as|in|with|to))?|save (?:that|where|for|with|as|in|to)|other than|only (?:if|when|where|once|with|after|by)|without)\b\s*{_CASE}", re.IGNORECASE)
_BEGINS = re.compile(rf"\b(?:once|if|when|after|provided(?: that)?|as soon as|on condition that|as long as|so long as)\b\s*{_CASE}", re.IGNORECASE)
_SOFT = re.compile(r"\b(?:ideally|where(?:ver)? (?:possible|practicable)|as far as possible|if possible|preferably|if they can|where they can)\b", re.IGNORECASE)
_OPENER = re.compile(r"^[\s,]*(?:(?:please|always|also|just|then|simply|ideally|instead|so|do|whenever possible|where possible)[\s,]+)*", re.IGNORECASE)
_NOT = re.compile(r"(?:not|never|don['’]t|do not|avoid|refrain from)\s+", re.IGNORECASE)
_CLAUSE_START = re.compile(r"^\W*(?:if|when|where|while|during|outside|in|on|at|for|throughout|before|after|once|as|with|under|unless)\b[^,]*,\s*", re.IGNORECASE)
_ANY = re.compile(r"\W*(?:anyone|anybody|everyone|everybody|nobody|no one|no|none|those|whoever|any|all|each|every|a)\b", re.IGNORECASE)
_PASSIVE = re.compile(r"(?:\w+\s+)?(?:\w+ly\s+)?(?:be|been)\s+(?:\w+ly\s+)?\w+(?:ed|en|wn|pt|ld|nt|de|ut|id|ght|ne|ft|un|un|orn)\b", re.IGNORECASE)
_PRONOUN = re.compile(r"^\W*(?:it|they|this|these|that|those|such \w+)\W*$", re.IGNORECASE)
_FLIPPED: dict[Deontic, Deontic] = {"must": "must-not", "must-not": "must", "may": "must-not", "need-not": "must", "none": "none"}
# "Do not ..." below "Practices to avoid" is one of those practices, not its contrary.
_UNDER: dict[Deontic, Deontic] = {**_FLIPPED, "must-not": "must-not"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """One rule in one sentence.

    `deeds` are what is done, likeliest first; `things` everything that it is done to, with, or under. `people` are lexicon ids of those
    bound (empty: not said). `lifts` is the case in which a ban does not hold; `begins` the case from which a rule holds.
    `only` says that nobody else may; `object` is what the deed is done to, where that can be told.
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
    sentence: str = field(compare=False, default="")
    sure: bool = True

    @property
    def all(self) -> tuple[Token, ...]:
        return self.deeds + self.things


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """One cue with the words before and after it."""

    says: Deontic
    advisory: bool
    before: str
    after: str
    sentence: str
    passive: bool = False
    deed_before: bool = False
    only: bool = False
    sure: bool = True


def frames(clause: Words) -> tuple[Frame, ...]:
    """The rules in a clause; plain statements only where the clause rules on nothing in so many words."""
    found: list[Frame] = []
    spoken_of = ""
    for index, sentence in enumerate(sentences(clause.text)):
        above = context_of(clause if index == 0 else Words(text=sentence, heading=clause.heading))
        parts = _parts(sentence.strip(), above)
        if parts and spoken_of and _PRONOUN.match(parts[0].before):
            parts[0] = replace(parts[0], before=spoken_of)
        spoken_of = _CLAUSE_START.sub("", parts[0].before if parts else "", count=1) or spoken_of
        found += _with_things([f for part in parts for f in _framed(part, above)])
    return tuple([f for f in found if f.sure] or found)


def _with_things(found: list[Frame]) -> list[Frame]:
    """ "Pass questions to the press office and give no answer": what the second rule is about stands in the first."""
    for index, frame in enumerate(found[1:], start=1):
        if not frame.things and found[index - 1].things:
            found[index] = replace(frame, things=found[index - 1].things, people=frame.people or found[index - 1].people)
    return found


def _parts(text: str, above: Context) -> list[_Part]:
    cues = hits(text)
    if above.says and not _own_rule(text, cues):
        return [_under(text, above)]
    found: list[_Part] = []
    subject = ""
    for index, hit in enumerate(cues):
        before = text[cues[index - 1].end if index else 0 : hit.start]
        after = text[hit.end : cues[index + 1].start if index + 1 < len(cues) else len(text)]
        if index and (cut := _CONNECT.search(before)):
            before = before[cut.end() :] or subject
        if index + 1 < len(cues) and (cut := _CONNECT.search(after)):
            after = after[: cut.start()]
        subject = before
        found.append(_part(hit, before, after, text))
    return found or [_bare(text, above)]


def _own_rule(text: str, cues: Sequence[Hit]) -> bool:
    """Whether an item is a whole rule of its own rather than the end of its lead-in."""
    if not cues or cues[0].row.weak:
        return False
    before = text[: cues[0].start]
    return not cues[0].row.at_start and bool(before.strip()) and text[:1].isupper() and not _CONDITION.search(before)


def _under(text: str, above: Context) -> _Part:
    """An item read after its lead-in or heading."""
    stem = _OPENER.sub("", text)
    says: Deontic = above.says or "must"
    if flip := _NOT.match(stem):
        stem, says = stem[flip.end() :], _UNDER[says]
    return _Part(says=says, advisory=above.advisory, before=above.subject, after=f"{above.verb} {stem}".strip(), sentence=text)


def _part(hit: Hit, before: str, after: str, sentence: str) -> _Part:
    cue = sentence[hit.start : hit.end]
    says = turned_by_subject(hit, before, cue)
    advisory = hit.row.advisory or bool(_SOFT.search(sentence))
    passive = hit.row.before or hit.row.weak or bool(_PASSIVE.match(f"{cue.split()[-1]} {after}"))
    named = f"{cue} {before}" if groups(cue) and not groups(before) else before
    # "Filming is forbidden to visitors" rules on what stands before it, unlike "visitors are forbidden to film".
    whom = content(after) if re.search(r"\b(?:to|for)\s*$", cue) else ()
    deed_before = hit.row.before or (bool(whom) and all(has_kind(t, "people") for t in whom))
    if deed_before and not hit.row.before:
        after = f"to {after}"
    if hit.row.weak or hit.row.keeps:
        after = f"{cue.split()[-1]} {after}"
    return _Part(
        says=says, advisory=advisory, before=named if named is before else f"{before} {' '.join(t.text for t in tokens(cue) if has_kind(t, 'people'))}",
        after=after, sentence=sentence, passive=(passive or deed_before) and not groups(cue), deed_before=deed_before, only=hit.row.only, sure=not hit.row.weak or True,
    )  # fmt: skip


def _bare(text: str, above: Context) -> _Part:
    """A command, or a statement that may stand for a rule."""
    advisory = above.advisory or bool(re.match(r"\W*(?:remember|consider|try|think|where possible|ideally)\b", text, re.IGNORECASE))
    commands = [f for f in find_cues(text) if f.rule.id == "command"]
    if commands and commands[0].start:
        return _Part(says="must", advisory=advisory, before=text[: commands[0].start], after=text[commands[0].start :], sentence=text, passive=True)
    body = _OPENER.sub("", text)
    if commands or _begins_with_deed(body):
        return _Part(says="must", advisory=advisory, before="", after=body, sentence=text)
    return _Part(says="must", advisory=advisory, before=" ".join(body.split()[:4]), after=" ".join(body.split()[4:]), sentence=text, sure=False)


def _begins_with_deed(text: str) -> bool:
    words = text.split()
    if len(words) < 2 or words[1].lower() in {"of", "is", "are", "was", "must", "should", "may", "can", "by", "which", "and", "will"}:
        return False
    first = next(iter(tokens(text)), None)
    verb = words[0].lower().strip(",")
    return first is not None and has_kind(first, "deeds") and first.at == 0 and not verb.endswith(("ing", "ed", "s", "tion"))


def _framed(part: _Part, above: Context) -> list[Frame]:
    if part.says in {"must", "may"} and not part.deed_before and _NO_OBJECT.match(part.after):
        part = replace(part, says="must-not", after=re.sub(r"\b(?:no|nothing|nobody|neither)\b", "any", part.after, count=1, flags=re.IGNORECASE))
    part = replace(part, before=without_times(part.before), after=without_times(part.after))
    joined = f"{part.before} {part.after}".strip()
    people = _bound(part) or above.people
    lifts = " ".join(m["case"] for m in _LIFTS.finditer(part.sentence))
    begins = " ".join(m["case"] for m in _BEGINS.finditer(part.sentence))
    found = [t for t in content(joined) if not (t.at < _words(part.before) and t.senses & people and not part.passive)]
    cases = {t.text for t in (*content(lifts), *content(begins))}
    core = [t for t in found if t.text not in cases] or found
    deeds = _deeds([t for t in core if t.at < _main(part)] or core, _words(part.before), before=part.deed_before)
    things = tuple(t for t in core if t not in deeds)
    if not any(weight(t) > LITTLE for t in things):  # "If a post is libellous, remove it."
        things = (*things, *(t for t in content(begins) if t not in deeds))
    frame = Frame(
        says=part.says, advisory=part.advisory or above.advisory, deeds=deeds, things=things, people=people,
        lifts=content(lifts) or (content(begins) if part.only else ()), begins=content(begins),
        quantities=quantities(part.sentence), sentence=part.sentence, sure=part.sure,
        only=_ONLY.match(part.before) is not None and part.says == "may", object=_object(core, deeds, part),
    )  # fmt: skip
    return [frame, *_without(frame, part), *_prerequisite(frame)]


def _object(found: Sequence[Token], deeds: Sequence[Token], part: _Part) -> Token | None:
    """What the deed is done to: the subject of a passive sentence, else what follows the deed."""
    split = _words(part.before)
    if part.passive:
        return next((t for t in found if t.at < split and t not in deeds[:1]), None)
    return next((t for t in found if deeds and t.at > deeds[0].last and not has_kind(t, "times")), None)


def _prerequisite(frame: Frame) -> list[Frame]:
    """ "Not until it has been read" asks that it be read."""
    deeds = tuple(t for t in frame.lifts if has_kind(t, "deeds"))[:2]
    if frame.says != "must-not" or not deeds:
        return []
    things = tuple(t for t in (*frame.lifts, *frame.all) if t not in deeds)
    return [replace(frame, says="must", deeds=deeds, things=things, people=frozenset(), lifts=(), begins=(), object=None)]


def _main(part: _Part) -> int:
    """The place among the words at which the condition begins."""
    cut = _CONDITION.search(part.after)
    return _words(f"{part.before} {part.after[: cut.start()]}") if cut and part.after[: cut.start()].strip(" ,") else 10_000


def _words(text: str) -> int:
    return 1 + max((t.last for t in tokens(text)), default=-1)


def _without(frame: Frame, part: _Part) -> list[Frame]:
    """ "May ... without asking first" says that one need not ask; "must not ... without asking" that one must."""
    hit = _WITHOUT.search(part.after)
    if hit is None or frame.says not in {"may", "must-not"}:
        return []
    inner = content(hit["deed"])
    deeds = _deeds(inner, 0, before=False)
    if not deeds:
        return []
    says: Deontic = "need-not" if frame.says == "may" else "must"
    things = tuple(t for t in (*frame.all, *inner) if t not in deeds)
    return [replace(frame, says=says, deeds=deeds, things=things, lifts=(), begins=())]


def _bound(part: _Part) -> frozenset[str]:
    """Those bound: the subject of an active sentence, or the agent of a passive one."""
    agent = _AGENT.search(part.after) if part.passive else None
    if part.deed_before and agent is None:
        agent = _AGENT.search(part.before) or _FOR_WHOM.match(part.after)
    if agent and (named := groups(agent.group(1))):
        return named - {"council-body", "committee-body"}
    if part.passive:
        return frozenset()
    subject = _CLAUSE_START.sub("", part.before, count=1)
    head = subject if _ANY.match(subject) else _RELATIVE.split(subject, maxsplit=1)[0]
    if re.search(r"\w['’]s?\s+[\w-]+(?:\s+[\w-]+)?\s*$", head):
        return frozenset()
    named = groups(head) - {"council-body", "committee-body"}
    return named - {"everyone"} or named


def _deeds(found: Sequence[Token], split: int, *, before: bool) -> tuple[Token, ...]:
    """What is done: the deeds of the lexicon on the ruled side, first in front; without any, the first words there."""
    deeds = [t for t in found if has_kind(t, "deeds")]
    ruled = [t for t in deeds if (t.at < split if before else t.last >= split)] or deeds
    if ruled:
        return tuple(ruled[:3])
    rest = [t for t in found if not has_kind(t, "people") and (t.at < split if before else t.at >= split)] or list(found)
    return tuple(rest[:1])
