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


def staircase(view: View) -> Staircase:
    """The codes in which something was found, in their order, and the principles that their rules touch."""
    types = _types(view.real)
    totals = Counter({key: 0 for key in view.compared})
    for (a, b), found in types.items():
        for name in {a, b}:
            if name and not name.startswith("principle:"):
                totals[view.analysis.policy(name)] += found.total()
    wanted = {policy.id for policy, count in totals.most_common(MOST_CODES) if count}
    codes = [policy for policy in view.compared if policy.id in wanted]
    left_out = sum(1 for count in totals.values() if count) - len(codes)
    known = {f"principle:{p.id}": p.name for p in principles()}
    named = [name for name in known if any(b == name and a in wanted for a, b in types)]
    return _drawn(codes, named, known, types, left_out, _pairs(types, known, view))


def _types(found: Sequence[Conflict]) -> dict[tuple[str, str], Counter[str]]:
    """How many findings of each type: by (policy, policy), smaller id first and twice the same inside one, or by (policy, principle)."""
    types: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for conflict in found:
        a = policy_id_of(conflict.a)
        b = policy_id_of(conflict.b) if conflict.b else ""
        key = (min(a, b), max(a, b)) if b else (a, f"principle:{conflict.principle}")
        types[key][conflict.type] += 1
    return types


def _drawn(
    codes: Sequence[Policy], named: Sequence[str], known: dict[str, str], types: dict[tuple[str, str], Counter[str]], left_out: int,
    pairs: tuple[Between, ...],
) -> Staircase:  # fmt: skip
    size = ROOMY if len(codes) <= FEW else TIGHT
    most = max((pair.count for pair in pairs), default=0)
    fields: list[Field] = []
    labels: list[Label] = []

    def add(x: int, y: int, found: Counter[str]) -> None:
        step = -(-found.total() * STEPS // most) if most else 0
        fields.append(Field(x=x, y=y, count=found.total(), step=step, contradiction=bool(found["contradiction"])))

    for row, policy in enumerate(codes):
        for column, other in enumerate(codes[: row + 1]):
            pair = (min(policy.id, other.id), max(policy.id, other.id))
            add(column * size, row * size, types.get(pair, Counter()))
        labels.append(_label(short(policy), (row + 1) * size, row * size, size))
    for row, name in enumerate(named, start=len(codes)):
        top = row * size + APART
        for column, policy in enumerate(codes):
            add(column * size, top, types.get((policy.id, name), Counter()))
        labels.append(_label(known[name], len(codes) * size, top, size))
    height = (len(codes) + len(named)) * size + (APART if named else 0)
    return Staircase(
        width=len(codes) * size + NAMES, height=height, size=size, fields=tuple(fields), labels=tuple(labels), pairs=pairs, left_out=left_out
    )


def _label(name: str, x: int, y: int, size: int) -> Label:
    lines = tuple(textwrap.wrap(name, LONGEST_LINE, max_lines=1 if size == TIGHT else 2, placeholder=" …"))
    return Label(lines=lines, x=x + 8, y=y + size / 2 - (len(lines) - 1) * 8)


def _pairs(types: dict[tuple[str, str], Counter[str]], known: dict[str, str], view: View) -> tuple[Between, ...]:
    pairs = [
        Between(
            a=view.analysis.policy(a), b=None if b.startswith("principle:") or a == b else view.analysis.policy(b),
            principle=known.get(b, ""), types=tuple(sorted(found.items())), count=found.total(),
        )
        for (a, b), found in types.items()
    ]  # fmt: skip
    return tuple(sorted(pairs, key=lambda pair: (-pair.count, pair.a.id, pair.b.id if pair.b else "", pair.principle)))
