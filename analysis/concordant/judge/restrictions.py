"""The rules of a code one by one: each norm with the sentence that says it, ready to be held against a principle.

A duty to see that something does not happen counts as a ban on it; "this does not mean that you cannot" counts as leave.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from concordant.model import Bearer, Clause, Meta, Modality, Norm, Place, Policy
from concordant.parse.norms import norms_of
from concordant.parse.sentences import sentences

_ENSURES = re.compile(
    r"\b(?:ensure|make sure|see to it|take care|be careful|guard)\b[^.;]{0,80}?(?:\bnot\b|\bnever\b|n[’']t\b|\bno\b|\bagainst\b)", re.I
)

# "Keep politics off your page": said as a duty, it is a ban.
_KEEPS_OFF = re.compile(r"\b(?:keep|leave|steer|stay)\b[^.;]{0,80}?\b(?:off|out of|away from|clear of)\b", re.I)
_ABSTAINS = re.compile(r"(?:refrain|abstain|desist|cease)\b", re.I)
# "This does not mean that members cannot ..." allows.
_ALLOWS = re.compile(
    r"(?:\bnot|n[’']t|\bnothing|\bnor)\b[^.;]{0,60}?\b(?:cannot|can[’']t|may not|must not|unable|prevents?|stops?|prohibits?|restricts?)\b",
    re.I,
)

_GROUPS: dict[str, Bearer] = {
    "councillors": "councillor", "members": "councillor", "employees": "employee", "staff": "employee", "officers": "employee",
    "public": "public", "council": "council",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One norm of a clause. `quote` is its sentence, verbatim; `own` are the words that the norm itself rules on; `lead_in` what
    introduces the clause, or ""; `modality` is what it comes to.
    """

    clause: Clause
    policy: Policy
    norm: Norm
    modality: Modality
    quote: str
    own: str
    lead_in: str

    @property
    def restricts(self) -> bool:
        """Whether it narrows what somebody may do."""
        return self.modality != "permission"


def said(policy: Policy) -> Iterator[Said]:
    """Every norm of every clause of `policy`, in text order."""
    for clause in policy.clauses:
        found = [(norm, _sentence(clause, norm)) for norm in clause.norms]
        lead_in = (clause.lead_in or "").rstrip(" :;–—-")
        turned = [_turned(norm, quote) for norm, quote in found]
        for (norm, quote), modality in zip(found, turned, strict=True):
            alone = all(m == modality for (_, q), m in zip(found, turned, strict=True) if q == quote)
            yield Said(
                clause=clause,
                policy=policy,
                norm=norm,
                modality=modality,
                quote=quote,
                own=quote if alone else _own(norm, quote),
                lead_in=lead_in,
            )


def _sentence(clause: Clause, norm: Norm) -> str:
    """The sentence that holds the words of the norm: all of them, else most of them."""
    held = sentences(clause.text)
    whole = next((sentence for sentence in held if norm.act in sentence), None)
    if whole is not None or not held:
        return whole or clause.text
    words = set(norm.act.lower().split())
    return max(held, key=lambda sentence: len(words & set(sentence.lower().split())))


def _turned(norm: Norm, quote: str) -> Modality:
    if norm.modality == "prohibition" and (double := _ALLOWS.search(quote)) and quote.find(norm.act) >= double.start():
        return "permission"
    bans = _ENSURES.search(quote) or _KEEPS_OFF.search(quote) or _ABSTAINS.match(norm.act)
    return "prohibition" if norm.modality == "obligation" and bans else norm.modality


def _own(norm: Norm, quote: str) -> str:
    """The words of one norm of several in a sentence. A passive one ("be removed") is read with its subject."""
    subject = quote[: quote.find(norm.act)] if norm.act.startswith("be ") and norm.act in quote else ""
    return " – ".join(part for part in (f"{subject}{norm.act}", norm.condition, norm.exception) if part)


def audience(policy: Policy) -> frozenset[Bearer]:
    """Whom the document is for, in the words of `Norm.bearer`; councillors and employees where it does not say."""
    return frozenset(_GROUPS[name] for name in policy.meta.audience if name in _GROUPS) or frozenset({"councillor", "employee"})


def bound(norm: Norm | None, policy: Policy) -> frozenset[Bearer]:
    """Who is bound by a norm: "any" means everyone the document is for."""
    return audience(policy) if norm is None or norm.bearer == "any" else frozenset({norm.bearer})


def lone(text: str, *, lead_in: str | None = None, audience: tuple[str, ...] = ("councillors",)) -> Policy:
    """A policy of one clause with this text and its norms: how a wording is tried by itself."""
    path = (lead_in,) if lead_in else ()
    norms = norms_of(text, lead_in_path=path, audience=audience, in_list=bool(lead_in))
    clause = Clause(
        id="wording/tried#it", kind="clause", text=text, markdown=text, printed=None, depth=1, parent=None, number=1, lead_in=lead_in,
        lead_in_path=path, heading_path=(), norms=norms, in_list=bool(lead_in), place=Place(file="", line=1, end_line=1),
    )  # fmt: skip
    meta = Meta(council="", title="", kind="code", audience=audience, status="", date=None, source="", original=None)
    return Policy(id="wording/tried", version="tried", meta=meta, units=(clause,), file="")
