"""A sentence cut at its deontic cues: for each rule what stands before its cue and what after, read below its lead-in or heading."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from concordant.judge.together.context import Context, turned_by_subject
from concordant.judge.together.tokens import content, groups, has_kind
from concordant.parse.cues import find_cues
from concordant.rulebook.deontics import Deontic, Hit, hits
from concordant.rulebook.lexicon import tokens
from concordant.rulebook.signs import sign

OPENING = 4  # words of a plain statement that stand for its subject
# "Do not ..." below "Practices to avoid" is one of those practices, not its contrary.
_NOT_UNDER: dict[Deontic, Deontic] = {"must": "must-not", "must-not": "must-not", "may": "must-not", "need-not": "must", "none": "none"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One cue with the words before and after it.

    `passive`: those bound are not the subject. `deed_before`: what is ruled on stands before the cue. `only`: the rule lifts under a
    condition. `sure` is false for a plain statement that may stand for a rule.
    """

    says: Deontic
    advisory: bool
    before: str
    after: str
    sentence: str
    passive: bool = False
    deed_before: bool = False
    only: bool = False
    sure: bool = True


def parts(text: str, above: Context) -> list[Part]:
    """The rules of a sentence, at least one."""
    cues = hits(text)
    if above.says and not _own_rule(text, cues):
        return [_under(text, above, above.says)]
    found: list[Part] = []
    subject = ""
    for index, hit in enumerate(cues):
        before, after = _around(text, cues, index)
        if index and (joined := sign("joins").find(before)):
            before = before[joined.end() :] or subject
        before = subject = sign("before-colon").cut(before)
        found.append(_part(hit, before, after, text))
    return found or [_bare(text, above)]


def _around(text: str, cues: Sequence[Hit], index: int) -> tuple[str, str]:
    """The words before a cue, and those after it up to where the next rule is joined on."""
    before = text[cues[index - 1].end if index else 0 : cues[index].start]
    if index + 1 == len(cues):
        return before, text[cues[index].end :]
    after = text[cues[index].end : cues[index + 1].start]
    joined = sign("joins").find(after)
    return before, after[: joined.start()] if joined else after


def _own_rule(text: str, cues: Sequence[Hit]) -> bool:
    """Whether an item is a whole rule of its own rather than the end of its lead-in."""
    if not cues or cues[0].row.weak or cues[0].row.at_start:
        return False
    before = text[: cues[0].start]
    return bool(before.strip()) and text[:1].isupper() and not sign("condition").find(before)


def _under(text: str, above: Context, says: Deontic) -> Part:
    """An item read after its lead-in or heading."""
    stem = sign("opener").cut(text)
    if turned := sign("not-to").find(stem):
        stem, says = stem[turned.end() :], _NOT_UNDER[says]
    return Part(says=says, advisory=above.advisory, before=above.subject, after=f"{above.verb} {stem}".strip(), sentence=text)


def _part(hit: Hit, before: str, after: str, sentence: str) -> Part:
    cue = sentence[hit.start : hit.end]
    last = cue.split()[-1]
    to_whom = not hit.row.before and _only_says_to_whom(cue, after)
    deed_before = hit.row.before or to_whom or _shut_out_of(cue, before, hit)
    passive = deed_before or hit.row.weak or sign("passive").find(f"{last} {after}") is not None
    if to_whom:
        after = f"to {after}"
    if hit.row.weak or hit.row.keeps:
        after = f"{last} {after}"
    return Part(
        says=turned_by_subject(hit, before, cue), advisory=hit.row.advisory or sign("soft").find(sentence) is not None,
        before=_with_people_of(cue, before), after=after, sentence=sentence, passive=passive and not groups(cue),
        deed_before=deed_before, only=hit.row.only,
    )  # fmt: skip


def _only_says_to_whom(cue: str, after: str) -> bool:
    """ "Filming is forbidden to visitors" rules on what stands before it, unlike "visitors are forbidden to film"."""
    whom = content(after) if sign("ends-to-whom").find(cue) else ()
    return bool(whom) and all(has_kind(t, "people") for t in whom)


def _shut_out_of(cue: str, before: str, hit: Hit) -> bool:
    """ "Emoji are banned from posts" rules on emoji; "visitors are banned from the hall" on the visitors."""
    return hit.row.gives == "must-not" and sign("ends-from").find(cue) is not None and bool(content(before)) and not groups(before)


def _with_people_of(cue: str, before: str) -> str:
    """The words before a cue, with the people whom only the cue names ("moderators remove")."""
    if not groups(cue) or groups(before):
        return before
    return f"{before} {' '.join(t.text for t in tokens(cue) if has_kind(t, 'people'))}"


def _bare(text: str, above: Context) -> Part:
    """A command, or a statement that may stand for a rule."""
    advisory = above.advisory or sign("advises").find(text) is not None
    commands = [cue for cue in find_cues(text) if cue.rule.id == "command"]
    if commands and commands[0].start:
        at = commands[0].start
        return Part(says="must", advisory=advisory, before=text[:at], after=text[at:], sentence=text, passive=True)
    body = sign("opener").cut(text)
    if commands or _begins_with_deed(body):
        return Part(says="must", advisory=advisory, before="", after=body, sentence=text)
    words = body.split()
    before, after = " ".join(words[:OPENING]), " ".join(words[OPENING:])
    return Part(says="must", advisory=advisory, before=before, after=after, sentence=text, sure=False)


def _begins_with_deed(text: str) -> bool:
    """Whether a sentence without a cue commands what its first word names."""
    if len(text.split()) < 2 or sign("statement-at-second-word").find(text) or sign("no-command-form").find(text):
        return False
    first = next(iter(tokens(text)), None)
    return first is not None and has_kind(first, "deeds")
