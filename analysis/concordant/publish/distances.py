"""How many findings stand between each two codes, inside one, and against each principle."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from concordant.model import Conflict, Policy, policy_id_of
from concordant.publish.names import short
from concordant.publish.stairs import Counts, Stairs, stairs
from concordant.publish.view import View
from concordant.rulebook.principles import principles

# Beyond these the picture is wider than any page; the codes with most findings are drawn.
MOST_CODES = 40
PRINCIPLE = "principle:"
Types = dict[tuple[str, str], Counter[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Between:
    """How many findings of each type stand between `a` and `b`; `b` is None inside one code and against the `principle` of that name."""

    a: Policy
    b: Policy | None
    principle: str
    types: tuple[tuple[str, int], ...]
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Distances:
    """The picture, the figures behind it, largest first, and how many codes with findings there was no room for."""

    picture: Stairs
    pairs: tuple[Between, ...]
    left_out: int


def distances(view: View) -> Distances:
    """The codes in which something was found, in their order, and the principles that their rules touch."""
    types = _types(view.real)
    totals: Counter[str] = Counter()
    for key, found in types.items():
        totals.update({name: found.total() for name in key if not name.startswith(PRINCIPLE)})
    wanted = {policy for policy, _ in totals.most_common(MOST_CODES)}
    known = {f"{PRINCIPLE}{p.id}": p.name for p in principles()}
    counts = Counts(
        by_pair={pair: found.total() for pair, found in types.items()},
        framed=frozenset(pair for pair, found in types.items() if found["contradiction"]),
    )
    return Distances(
        picture=stairs(
            {policy.id: short(policy) for policy in view.compared if policy.id in wanted},
            {key: name for key, name in known.items() if any(b == key and a in wanted for a, b in types)},
            counts,
        ),
        pairs=_pairs(types, known, view),
        left_out=len(totals) - len(wanted),
    )


def _types(found: Sequence[Conflict]) -> Types:
    """How many findings of each type: by (policy, policy), smaller id first and twice the same inside one, or by (policy, principle)."""
    types: Types = defaultdict(Counter)
    for conflict in found:
        a = policy_id_of(conflict.a)
        b = policy_id_of(conflict.b) if conflict.b else ""
        key = (min(a, b), max(a, b)) if b else (a, f"{PRINCIPLE}{conflict.principle}")
        types[key][conflict.type] += 1
    return types


def _pairs(types: Types, known: dict[str, str], view: View) -> tuple[Between, ...]:
    pairs = [
        Between(
            a=view.analysis.policy(a), b=None if b.startswith(PRINCIPLE) or a == b else view.analysis.policy(b),
            principle=known.get(b, ""), types=tuple(sorted(found.items())), count=found.total(),
        )
        for (a, b), found in types.items()
    ]  # fmt: skip
    return tuple(sorted(pairs, key=lambda pair: (-pair.count, pair.a.id, pair.b.id if pair.b else "", pair.principle)))
