"""What an amendment does to duties: for each clause that it touches, what somebody must do, must not do or may do before and after."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from concordant.compare.duty import DutyChange, duty_changes
from concordant.compare.similarity import stems
from concordant.model import Clause, DutyEffect, Norm, Policy
from concordant.rulebook.ledger import ledger_words

_ALONE = {"norm-lost", "norm-added"}
# A list that only goes on after other words ("or,", "and") does not make another rule.
_LEAST = 3


def duty_effects(before: Policy, after: Policy, ids: Iterable[str]) -> tuple[DutyEffect, ...]:
    """The changes of duty in the clauses with these ids, largest effect first, then in text order.

    A rule that goes in one clause and comes in in another, in the same words, has moved and is no change.
    """
    old, new = ({clause.id: clause for clause in policy.clauses} for policy in (before, after))
    order = {clause.id: at for at, clause in enumerate((*after.clauses, *before.clauses))}
    found: list[tuple[str, DutyChange]] = []
    for clause in sorted(ids, key=lambda clause: order[clause]):
        one, two = old.get(clause), new.get(clause)
        if one is None or two is None or one.norms != two.norms:
            found += [(clause, change) for change in duty_changes(_bare(one, two), _bare(two, one))]
    kept = _without_moved(found, old, new)
    ranked = sorted(kept, key=lambda one: (one[1].rank, order[one[0]]))
    return tuple(_effect(clause, change, old.get(clause), new.get(clause)) for clause, change in ranked)


def _bare(clause: Clause | None, other: Clause | None) -> Clause | None:
    """The clause without the norms that the other has word for word: what did not change is no counterpart of what did."""
    if clause is None or other is None:
        return clause
    theirs = {_rule(norm) for norm in other.norms}
    return replace(clause, norms=tuple(norm for norm in clause.norms if _rule(norm) not in theirs))


def _rule(norm: Norm) -> Norm:
    """The norm without the words that tell where it was read: a lead-in that was set in other words may ask the same."""
    return replace(norm, words=(), rule="", sure=True)


def _without_moved(found: list[tuple[str, DutyChange]], old: dict[str, Clause], new: dict[str, Clause]) -> Iterator[tuple[str, DutyChange]]:
    """What is left when a rule that is lost here and added there is taken for one that moved."""
    gone = [(clause, change) for clause, change in found if change.kind == "norm-lost"]
    came = [(clause, change) for clause, change in found if change.kind == "norm-added"]
    moved: set[int] = set()
    for clause, change in gone:
        twin = next((two for two in came if id_of(two) not in moved and _same(change, two[1], old.get(clause), new.get(two[0]))), None)
        if twin is not None:
            moved |= {id_of(twin), id_of((clause, change))}
    yield from (one for one in found if id_of(one) not in moved)


def id_of(one: tuple[str, DutyChange]) -> int:
    """A mark of one entry: two equal changes of two clauses are two entries."""
    return id(one[1])


def _same(gone: DutyChange, came: DutyChange, old: Clause | None, new: Clause | None) -> bool:
    """Whether two rules ask the same in the same words, whoever stands beside them."""
    if gone.was != came.now or stems(gone.act) != stems(came.act) or len(gone.act.split()) < _LEAST:
        return False
    return _norm(gone.act, old) == _norm(came.act, new)


def _norm(act: str, clause: Clause | None) -> tuple[str, ...]:
    norm = next((n for n in clause.norms if n.act == act), None) if clause else None
    return (norm.strength, norm.bearer, norm.condition or "", norm.exception or "") if norm else ()


def _effect(id: str, change: DutyChange, old: Clause | None, new: Clause | None) -> DutyEffect:
    says = ledger_words()["duties"][change.kind]
    sentence = says.format(before=change.before, after=change.after, was=change.was, now=change.now, words=change.words)
    return DutyEffect(
        clause=id, was_number=old.number if old else None, number=new.number if new else None, act=change.act, rule=change.kind,
        rank=change.rank, sentence=sentence[:1].upper() + sentence[1:], before=change.before, after=change.after, was=change.was,
        now=change.now, old=old.text if old else "", new=new.text if new else "", sure=change.sure,
    )  # fmt: skip


def alone(effect: DutyEffect) -> bool:
    """Whether a whole rule goes or comes in."""
    return effect.rule in _ALONE
