"""How many findings stand between each two codes, as a staircase like the table of distances in a road atlas, principles below it."""

from __future__ import annotations

import textwrap
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from concordant.model import Conflict, Policy, policy_id_of
from concordant.publish.names import short
from concordant.publish.view import View
from concordant.rulebook.principles import principles

# Pixels: the field of a count, with few codes and with many; room for names beside it; between codes and principles.
ROOMY, TIGHT, FEW, NAMES, APART = 40, 26, 6, 150, 14
# Beyond these the picture is wider than any page; the codes with most findings are drawn.
MOST_CODES, LONGEST_LINE = 40, 20
STEPS = 4
PRINCIPLE = "principle:"


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A count at (x, y). `step` from 1 to STEPS says how dark it is; `contradiction`, that one of the findings is one."""

    x: int
    y: int
    count: int
    step: int
    contradiction: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A name to the right of its row; `y` is that of its first line."""

    lines: tuple[str, ...]
    x: int
    y: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Between:
    """How many findings of each type stand between `a` and `b`; `b` is None for findings inside one code, or holds a principle's name."""

    a: Policy
    b: Policy | None
    principle: str
    types: tuple[tuple[str, int], ...]
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Staircase:
    """The picture; `size` is the edge of a field. `pairs` are the figures behind it, largest first; `left_out` the codes without room."""

    width: int
    height: int
    size: int
    fields: tuple[Field, ...]
    labels: tuple[Label, ...]
    pairs: tuple[Between, ...]
    left_out: int

    @property
    def few(self) -> bool:
        """Whether it fits the narrowest screens."""
        return self.size == ROOMY


Types = dict[tuple[str, str], Counter[str]]


def staircase(view: View) -> Staircase:
    """The codes in which something was found, in their order, and the principles that their rules touch."""
    types = _types(view.real)
    totals: Counter[str] = Counter()
    for key, found in types.items():
        totals.update({name: found.total() for name in key if not name.startswith(PRINCIPLE)})
    wanted = {policy for policy, _ in totals.most_common(MOST_CODES)}
    codes = [policy for policy in view.compared if policy.id in wanted]
    known = {f"{PRINCIPLE}{p.id}": p.name for p in principles()}
    named = {key: name for key, name in known.items() if any(b == key and a in wanted for a, b in types)}
    return _drawn(codes, named, types, _pairs(types, known, view))


def _types(found: Sequence[Conflict]) -> Types:
    """How many findings of each type: by (policy, policy), smaller id first and twice the same inside one, or by (policy, principle)."""
    types: Types = defaultdict(Counter)
    for conflict in found:
        a = policy_id_of(conflict.a)
        b = policy_id_of(conflict.b) if conflict.b else ""
        key = (min(a, b), max(a, b)) if b else (a, f"{PRINCIPLE}{conflict.principle}")
        types[key][conflict.type] += 1
    return types


def _drawn(codes: Sequence[Policy], named: dict[str, str], types: Types, pairs: tuple[Between, ...]) -> Staircase:
    size = ROOMY if len(codes) <= FEW else TIGHT
    most = max((found.total() for found in types.values()), default=0)
    fields: list[Field] = []
    for row, policy in enumerate(codes):
        keys = [(min(policy.id, other.id), max(policy.id, other.id)) for other in codes[: row + 1]]
        fields += _fields(keys, row * size, types, most, size)
    foot = len(codes) * size
    tops = [foot + APART + at * size for at in range(len(named))]
    for top, name in zip(tops, named, strict=True):
        fields += _fields([(policy.id, name) for policy in codes], top, types, most, size)
    labels = [_label(short(policy), (row + 1) * size, row * size, size) for row, policy in enumerate(codes)]
    labels += [_label(name, foot, top, size) for top, name in zip(tops, named.values(), strict=True)]
    drawn = {policy.id for policy in codes}
    return Staircase(
        width=foot + NAMES, height=(tops[-1] if tops else foot - size) + size, size=size, fields=tuple(fields), labels=tuple(labels),
        pairs=pairs, left_out=len({a for key in types for a in key if not a.startswith(PRINCIPLE)} - drawn),
    )  # fmt: skip


def _fields(keys: Sequence[tuple[str, str]], y: int, types: Types, most: int, size: int) -> list[Field]:
    """One row of counts."""
    row = []
    for column, key in enumerate(keys):
        found = types.get(key, Counter())
        step = -(-found.total() * STEPS // most) if most else 0
        row.append(Field(x=column * size, y=y, count=found.total(), step=step, contradiction=bool(found["contradiction"])))
    return row


def _label(name: str, x: int, y: int, size: int) -> Label:
    lines = tuple(textwrap.wrap(name, LONGEST_LINE, max_lines=1 if size == TIGHT else 2, placeholder=" …"))
    return Label(lines=lines, x=x + 8, y=y + size / 2 - (len(lines) - 1) * 8)


def _pairs(types: Types, known: dict[str, str], view: View) -> tuple[Between, ...]:
    pairs = [
        Between(
            a=view.analysis.policy(a), b=None if b.startswith(PRINCIPLE) or a == b else view.analysis.policy(b),
            principle=known.get(b, ""), types=tuple(sorted(found.items())), count=found.total(),
        )
        for (a, b), found in types.items()
    ]  # fmt: skip
    return tuple(sorted(pairs, key=lambda pair: (-pair.count, pair.a.id, pair.b.id if pair.b else "", pair.principle)))
