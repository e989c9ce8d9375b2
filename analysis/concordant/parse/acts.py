"""What a norm rules on: act, condition and exception, in the clause's own words."""

from __future__ import annotations

import re

_EXCEPTION = re.compile(
    r"\b(?:unless|except(?:\s+(?:where|when|if|for|as|in))?|without|other than|save (?:where|as|for))\b.*", re.IGNORECASE
)
_OPENING = re.compile(
    r"(?:if|where|when|whenever|in cases where|in the (?:event|case)|while|whilst|once|before|during|unless|until)\b[^,]*", re.IGNORECASE
)
_CONDITION = re.compile(r"\b(?:if|where|when|whenever|whilst|while|provided(?: that)?|in cases where|as long as)\b.*", re.IGNORECASE)
_TRIM = ' \t,;:.–—-"“”*'
_FILL = re.compile(r"(?:(?:to|also|then|only|always|ever|please|that|you|and|or)\s+)+", re.IGNORECASE)


def act_after(after: str, command: bool, cue: str) -> str:
    """The words ruled on that follow a cue, without exception; the verb of a command stands in the cue itself."""
    text = f"{cue.rsplit(maxsplit=1)[-1]} {after}" if command and cue.split() else after
    text = " ".join(text.split())
    text = _EXCEPTION.sub("", text, count=1)
    shorter = _CONDITION.sub("", text, count=1)
    text = shorter if len(shorter.split()) > 1 else text
    return _FILL.sub("", text.strip(_TRIM), count=1) if _FILL.match(text.strip(_TRIM)) else text.strip(_TRIM)


def act_before(before: str) -> str:
    """The words ruled on that stand before a cue: the subject of "... is prohibited"."""
    return _OPENING.sub("", before, count=1).strip(_TRIM) if _OPENING.match(before) and "," in before else before.strip(_TRIM)


def condition_of(part: str, cue: int) -> str | None:
    """The "if", "where" or "when" words of a part: those that open it, else those after the cue at offset `cue`."""
    if (opening := _OPENING.match(part)) and opening.end() <= max(cue, 1):
        return opening.group().strip(_TRIM)
    found = _CONDITION.search(part, cue)
    return found.group().strip(_TRIM) if found else None


def exception_of(text: str) -> str | None:
    """The "unless", "except" or "without" words after the cue."""
    found = _EXCEPTION.search(text)
    return found.group().strip(_TRIM) if found else None
