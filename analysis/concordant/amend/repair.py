"""The smallest change of one clause that clears a conflict, in words that another code has; never in words that nobody has adopted.

Three changes are tried: the sentence at fault takes the words of a clause elsewhere that makes the same provision, the whole clause does,
or the words at fault go. A change counts when the conflict is gone after it and no other has come.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from concordant.amend.effects import Setting, Standing, conflicts_of
from concordant.compare.redline import redline
from concordant.compare.ties import FIRM, made_by, ties_of
from concordant.judge.baseline import key
from concordant.judge.stances import alike
from concordant.model import Clause, Conflict, Policy, Repair, Unit
from concordant.parse.norms import with_norms
from concordant.parse.sentences import sentences

# Of the clauses elsewhere that make the provision, so many are tried, those with the likest words first, and so many repairs are shown.
MOST_TRIED = 6
MOST_SHOWN = 3
# Words of another code may be so many times as long as those at fault, and must share this part of their stems with them.
MOST_LONGER = 3
LEAST_ALIKE = 0.1


@dataclass(frozen=True, slots=True, kw_only=True)
class _Try:
    """A clause with other words. `source` is the clause that they come from, `quote` those words."""

    clause: Clause
    new: str
    source: str | None = None
    quote: str = ""


def repairs(conflict: Conflict, stands: Standing, held: Setting) -> tuple[Repair, ...]:
    """The changes that clear a conflict, the smallest first; none where no code at hand has words that do."""
    own = {clause.id: clause for clause in stands.policy.clauses}
    found = []
    for name, quote in ((conflict.a, conflict.quote_a), (conflict.b, conflict.quote_b)):
        if name in own:
            found += [_repair(conflict, one) for one in _tries(own[name], quote, held) if _clears(conflict, one, stands, held)]
    unique = {(one.clause, one.new): one for one in reversed(found)}
    ranked = sorted(unique.values(), key=lambda one: (one.kind == "leave-out", one.changed, one.clause, one.source or ""))
    lent = [one for one in ranked if one.source][:MOST_SHOWN]
    return (*lent, *[one for one in ranked if not one.source][:1])


def _tries(clause: Clause, quote: str, held: Setting) -> Iterator[_Try]:
    said = sentences(clause.text)
    at_fault = next((one for one in said if quote in one or one in quote), clause.text)
    for source, words in _precedents(clause, at_fault, held):
        yield _Try(clause=clause, new=clause.text.replace(at_fault, words, 1), source=source.id, quote=words)
    rest = " ".join(one for one in said if one != at_fault)
    yield _Try(clause=clause, new=rest)


def _precedents(clause: Clause, at_fault: str, held: Setting) -> list[tuple[Clause, str]]:
    """Sentences of other codes that make, by themselves, a provision which the sentence at fault makes; the likest first."""
    wanted = _makes(at_fault, clause)
    found = []
    for policy in held.others if wanted else ():
        for other in policy.clauses:
            if _fits(clause, other) and wanted & {tie.provision for tie in ties_of(other) if tie.score >= FIRM}:
                fit = (said for said in sentences(other.text) if _serves(said, other, at_fault, clause))
                found += [(other, said) for said in fit if wanted & _makes(said, other)]
    return sorted(found, key=lambda one: (-alike(one[1], at_fault), one[0].id))[:MOST_TRIED]


def _makes(said: str, clause: Clause) -> frozenset[str]:
    """The provisions that a sentence of a clause makes for certain, by itself."""
    made = made_by(said, clause.lead_in_path, bool(clause.norms))
    return frozenset(provision for provision, score, _ in made if score >= FIRM)


def _serves(said: str, other: Clause, at_fault: str, clause: Clause) -> bool:
    """Whether the words are others, lay something down where those at fault do, and are not so many more."""
    if _rules(at_fault, clause) and not _rules(said, other):
        return False
    return said != at_fault and len(said.split()) <= MOST_LONGER * len(at_fault.split()) and alike(said, at_fault) >= LEAST_ALIKE


def _rules(said: str, clause: Clause) -> bool:
    return any(norm.act in said for norm in clause.norms)


def _fits(clause: Clause, other: Clause) -> bool:
    """Whether words of the one can stand in the place of words of the other: under a lead-in that asks the same, or under none."""
    if not clause.lead_in_path and not other.lead_in_path:
        return True
    return bool(clause.lead_in_path and other.lead_in_path) and _asks(clause) == _asks(other)


def _asks(clause: Clause) -> frozenset[tuple[str, str]]:
    return frozenset((norm.modality, norm.strength) for norm in clause.norms)


def _clears(conflict: Conflict, tried: _Try, stands: Standing, held: Setting) -> bool:
    """Whether the conflict is gone when the clause has the other words, and no other conflict has come."""
    policy = _with(stands.policy, tried)
    now = [c for c in conflicts_of(policy, stands.links, held, tried.clause.id) if c.type != "exception"]
    known, places = {key(c) for c in stands.conflicts}, {_place(c) for c in stands.conflicts}
    return all(_place(c) != _place(conflict) and (_place(c) in places or key(c) in known) for c in now)


def _place(conflict: Conflict) -> tuple[str, str | None, str | None]:
    return conflict.a, conflict.b, conflict.principle


def _with(policy: Policy, tried: _Try) -> Policy:
    """The policy with the clause in its other words; without it where none are left."""

    def changed(unit: Unit) -> Unit | None:
        if unit.id != tried.clause.id:
            return unit
        return replace(unit, text=tried.new, markdown=tried.new) if tried.new else None

    return with_norms(replace(policy, units=tuple(made for unit in policy.units if (made := changed(unit)) is not None)))


def _repair(conflict: Conflict, tried: _Try) -> Repair:
    pieces = redline(tried.clause.text, tried.new)
    changed = sum(len(piece.text.split()) for piece in pieces if piece.kind != "same")
    return Repair(
        conflict=conflict.id, clause=tried.clause.id, kind="replace" if tried.source else "leave-out", old=tried.clause.text,
        new=tried.new, changed=changed, source=tried.source, quote=tried.quote,
    )  # fmt: skip

