"""Who is bound by a norm, and in which capacity."""

from __future__ import annotations

import re
from collections.abc import Sequence

from concordant.model import Bearer, Capacity
from concordant.rulebook.bearers import bearer_rules, capacity_rules

_GROUPS: dict[str, Bearer] = {
    "councillors": "councillor", "members": "councillor", "employees": "employee", "staff": "employee",
    "officers": "officer", "council": "council", "public": "public",
}  # fmt: skip
_BY = re.compile(r"\bby\s+((?:[\w'’-]+\s*){1,5})", re.IGNORECASE)
_PASSIVE = re.compile(r"\s*(?:be|been|being)\b(?:\s+\w+ly)?\s+\w+(?:ed|en|wn|ade|eld|ent|ept|aid|ut|ght|ne)\b", re.IGNORECASE)
# The subject ends where a relative clause, a purpose or a possessive begins.
_HEAD = re.compile(r"\b(?:who|which|that|of|in|on|for|to|with|about|from|by|using|receiving|acting|following)\b|['’]s?\b", re.IGNORECASE)
_SUBORDINATE = re.compile(
    r"^(?:if|where|when|in|for|while|before|after|once|as|during|to|unless|on|at|with|under)\b[^,]*,\s*", re.IGNORECASE
)


def default_bearer(audience: Sequence[str]) -> Bearer:
    """Whom a document binds when a sentence names nobody: its one group, or everyone it covers."""
    groups = {_GROUPS.get(name.lower(), "any") for name in audience}
    return groups.pop() if len(groups) == 1 else "any"


def bearer_of(before: str, after: str, audience: Sequence[str], *, passive: bool = False) -> tuple[Bearer, str]:
    """The bearer and the words that name it ("" for the default). Of a passive sentence only "by ..." names the bearer."""
    usual = default_bearer(audience)
    if passive or _PASSIVE.match(after):
        agent = _BY.search(after) or _BY.search(before)
        return _named(agent.group(1), usual) if agent else (usual, "")
    subject = _SUBORDINATE.sub("", before.strip(), count=1)
    return _named(subject, usual, until=len(_HEAD.split(subject, maxsplit=1)[0]))


def _named(text: str, usual: Bearer, until: int | None = None) -> tuple[Bearer, str]:
    """Whom the words name; with `until`, only names that begin before that place: those of "members of the public who film"."""
    end = len(text) if until is None else until
    hits = [(rule, hit) for rule in bearer_rules() if (hit := rule.find(text)) and hit.start() < end]
    # The longer name is the one that is meant: "members" of "members of staff" are no councillors.
    whole = [(rule, hit) for rule, hit in hits if not any(_inside(hit, other) for _, other in hits)]
    found: dict[str, str] = {}
    for rule, hit in whole:
        if not any(hit.group().lower() in said.lower() for said in found.values()):
            found[rule.gives] = hit.group()
    people = {gives: said for gives, said in found.items() if gives != "council"} or found
    if "public" in people:
        people.pop("councillor", None)
    if not people:
        return usual, ""
    said = ", ".join(people.values())
    if len(people) > 1:
        return "any", said
    bearer: Bearer = next(iter(people))  # type: ignore[arg-type]
    return bearer, said


def _inside(hit: re.Match[str], other: re.Match[str]) -> bool:
    return other.start() <= hit.start() and hit.end() <= other.end() and len(other.group()) > len(hit.group())


def capacity_of(sentence: str, around: Sequence[str]) -> tuple[Capacity, str]:
    """The capacity and the words that show it: of the sentence, else of the nearest words that introduce it."""
    for index, text in enumerate((sentence, *reversed(around))):
        for rule in capacity_rules():
            if hit := rule.find(text):
                return rule.gives, hit.group() if index == 0 else f"above: {hit.group()}"  # type: ignore[return-value]
    return "unstated", ""
