"""Cues in one part of a sentence: which words make a norm, and where they stand."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from concordant.rulebook.modality import CueRule, modality_book
from concordant.rulebook.notation import words_of

# Words after which a sentence has not begun yet: "Where a bid is late, return it". The command stands after the comma.
_PREAMBLE = re.compile(
    r"(?:where|when|whenever|should|if|in|for|while|whilst|before|after|once|as|during|to|unless|similarly|equally|therefore|also|on|at|with|"
    r"wherever|although|though|until|because|since|by|under|having|instead|finally|rather|however|first\w*|second\w*|third\w*)\b",
    re.IGNORECASE,
)
_COMMA = re.compile(
    r",\s+(?:(?:and|or|then|so|please)\s+)*|\s+(?:and|then|or)\s+(?=(?:do not|don['’]t|never|avoid|refrain|ensure)\b)", re.IGNORECASE
)
# "Use of the hall is free", "Report writers meet", "Contact details:" begin with a noun that is spelt like a verb.
_NOUN_AFTER = re.compile(
    r"\s*(?:(?:of|is|are|was|were|has|have|should|must|may|can|will|shall|cannot|could|would|might|ought|needs?|made|by|which|who|that)\b|$|[:–—-]\s)",
    re.IGNORECASE,
)
_CLEARLY_NOUN = re.compile(
    r"(?<![a-z])(?:use|access|support|contact|report|review|respect|care|conduct|comment|control|record|link|post|help|test|view|plan|value|file|work|change|refer|show|offer|account|place|state|question|request|limit|copy|share|sign|result|search|visit|talk|process|display|draft|document|message|block|note|mark|blog|tweet|log|name|stand|address|reference|supply|credit|secure|open|clear|separate|welcome|direct|complete|correct|present|secure|audit|archive|balance|boost|brief|broadcast|call|count|cut|film|flag|focus|highlight|host|label|lead|list|measure|move|pause|phone|pick|point|praise|release|repair|screen|step|track|train|trust|volunteer|vote|wear|hide|finish|own)$",
    re.IGNORECASE,
)
_OPENER = re.compile(
    r"\s*(?:the|a|an|any|all|your|their|its|his|her|our|this|that|these|those|to|on|in|for|with|only|it|them|him|up|out|off|by|from|at|about|into|no|each|every|both|before|after|when|where|if|whether|what|how|particular|appropriate|others|people|other|social|council|personal|clear\w*|secure|strong|care\w*|plain)\b",
    re.IGNORECASE,
)
_SUBJECT_BEFORE = re.compile(
    r"\b(?:who|that|which|you|they|we|I|people|members|councillors|staff|employees|users|to|if)\s+(?:\w+\s+)?$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A cue in a part of a sentence. `start` and `end` are offsets into the part."""

    rule: CueRule
    start: int
    end: int

    @property
    def length(self) -> int:
        return self.end - self.start


def find_cues(part: str, *, lead_in: bool = False) -> tuple[Found, ...]:
    """The cues of one part, left to right, none inside another. The longest cue wins, then the first rule of the file."""
    candidates: list[tuple[int, int, int, Found]] = []
    starts, words = _command_starts(part), words_of(part)
    for order, rule in enumerate(modality_book().rules):
        if rule.at == "lead-in" and not lead_in:
            continue
        for cue in rule.cues_for(words):
            if rule.at == "imperative":
                hits = [hit for start in starts if (hit := _command(cue, part, start, rule)) is not None]
            else:
                hits = [(m.start(), m.end()) for m in cue.finditer(part)]
            candidates += [(s, s - e, order, Found(rule=rule, start=s, end=e)) for s, e in hits]
    found: list[Found] = []
    for *_, one in sorted(candidates, key=lambda c: c[:3]):
        if not found or one.start >= found[-1].end:
            found.append(one)
    return tuple(f for f in found if f.rule.modality != "none")


def _command_starts(part: str) -> tuple[int, ...]:
    """Offsets where a command can begin: the front, and after commas and "and"."""
    return (0, *(m.end() for m in _COMMA.finditer(part)), *_bare_ban(part))


@cache
def _ban() -> re.Pattern[str]:
    return re.compile(r"(?<=\w\s)(?:do not|don['’]t)\s", re.IGNORECASE)


def _bare_ban(part: str) -> tuple[int, ...]:
    """ "In the event that ... for purposes do not ...": a preamble that nobody closed with a comma."""
    if not _PREAMBLE.match(part):
        return ()
    return tuple(m.start() for m in _ban().finditer(part) if "," not in part[m.end() :] and not _SUBJECT_BEFORE.search(part[: m.start()]))


def _command(cue: re.Pattern[str], part: str, start: int, rule: CueRule) -> tuple[int, int] | None:
    hit = cue.match(part, start)
    if hit is None:
        return None
    if start and not _may_begin(part, start, rule):
        return None
    if rule.id != "command":
        return hit.span()
    verb, after = hit.group().split()[-1], part[hit.end() :]
    if start and not _OPENER.match(after):
        return None
    if len(hit.group().split()) == 1 and (_NOUN_AFTER.match(after) or (_CLEARLY_NOUN.search(verb) and not _OPENER.match(after))):
        return None
    return hit.span()


_LED = re.compile(r"(?:do|don['’]t|never|always|please|avoid|refrain|be|keep|use|think|treat|make|take|if|and if)\b", re.IGNORECASE)
_MODAL = re.compile(r"\b(?:should|must|shall|ought to|need to|have to|required to|expected to|advised to)\b", re.IGNORECASE)


def _may_begin(part: str, start: int, rule: CueRule) -> bool:
    """Whether a command may stand in the middle: after a preamble or another command, or "avoid" in a row after "should"."""
    if _PREAMBLE.match(part) or part[:start].lower().startswith(("and ", "so ")):
        return True
    if rule.id == "command":
        return False
    return bool(_LED.match(part)) or (rule.id == "avoid" and bool(_MODAL.search(part[:start])))
