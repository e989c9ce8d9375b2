"""Which words are read into which list items.

A lead-in may be completed by a list ("You must:"), by another lead-in ("... the following considerations:" then "Users must:"),
and an item that is a full sentence of its own is not completed by a stem that wants a verb.
"""

from __future__ import annotations

import re
from typing import Literal

from concordant.rulebook.leadins import leadin_rules

_SENTENCE_END = re.compile(r"(?<=[.!?])[\"'”’)*]*\s+(?=[\"'“‘(*]*[A-Z])")
_ABBREVIATION = re.compile(r"\b(?:e\.g|i\.e|etc|no|nos|para|paras|cllr|mr|mrs|ms|dr|st)\.$", re.IGNORECASE)
_MODAL = r"(?:must|shall|should|may|can|will|might|could|would)"
# "It must not:" only makes sense with the sentence before it, so the two introduce the list together.
_ANAPHORIC_STEM = re.compile(
    rf"^(?:it|they|these|those|this|that|you|he|she|we)\s+(?:also\s+)?{_MODAL}(?:\s+(?:not|also|never|only))*\s*:$", re.IGNORECASE
)
# A stem that wants a verb phrase: "Users must:", "You can use it to:", "for example by:".
_OPEN_STEM = re.compile(rf"\b(?:{_MODAL}(?:\s+(?:not|also|never|only|always))*|to|by|not)\s*[:–—-]?$", re.IGNORECASE)
_OWN_SUBJECT = re.compile(
    r"^(?!(?:not|never|always|do|don['’]t|be|ensure|make|\w+ing)\b)(?:(?!(?:that|what|which|who|whom|where|when|if|how|because)\b)[\w'’-]+\s+){1,4}?"
    r"(?:is|are|was|were|will|must|should|shall|may|has|have|cannot)\b",
    re.IGNORECASE,
)
_COUNT = re.compile(r"\b(two|three|four|five|six|seven|eight|nine|ten|[2-9]|10)\s+(?:\w+\s+){0,3}?(?:\w+s)\b[^.:;]*:$", re.IGNORECASE)
MAX_STEM = 400
_NUMBERS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10}

Role = Literal["lead-in", "clause"]


def sentences(text: str) -> list[str]:
    """The sentences of a paragraph; full stops of common abbreviations do not end one."""
    parts: list[str] = []
    start = 0
    for found in _SENTENCE_END.finditer(text):
        if not _ABBREVIATION.search(text[start : found.start()]):
            parts.append(text[start : found.start()].strip())
            start = found.end()
    parts.append(text[start:].strip())
    return [p for p in parts if p]


def introduces(text: str) -> bool:
    """Whether words that stand before a list, or above sub-items, are read into the items."""
    return bool(text) and (text.rstrip("*_ ")[-1:] in {":", "–", "—", "-"} or not text.rstrip("*_\"'”’ ").endswith((".", "!", "?", ";")))


def role(text: str) -> Role:
    """Whether introducing words are only a lead-in, or a clause that makes a provision of its own."""
    said = sentences(text.rstrip("*_ "))
    if not said:
        return "lead-in"
    # The end of the stem decides; a hostile text must not make the patterns walk through all of it.
    stem = said[-1][-MAX_STEM:]
    for rule in leadin_rules():
        if rule.pattern.search(stem):
            return rule.role
    if len(said) == 1 or (len(said) == 2 and _ANAPHORIC_STEM.match(stem)):
        return "lead-in"
    return "clause"


def completes(stem: str, item: str) -> bool:
    """Whether the item can be read as a continuation of the stem; only a stem that wants a verb can refuse one."""
    if not _OPEN_STEM.search(stem.rstrip(": ")):
        return True
    first = sentences(item)[0] if sentences(item) else item
    return not (item[:1].isupper() and _OWN_SUBJECT.match(first))


def announced(text: str) -> int | None:
    """How many items a lead-in says that it introduces ("two key characteristics:"), or None where it does not say."""
    found = _COUNT.search(sentences(text)[-1]) if sentences(text) else None
    if not found:
        return None
    word = found.group(1).lower()
    return _NUMBERS.get(word) or int(word)
