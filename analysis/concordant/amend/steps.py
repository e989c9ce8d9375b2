"""The steps between two texts, and the two ways to walk them.

The law that the tests hold: `make(old, steps)` is the new text and `revert(new, steps)` the old one, paragraph for paragraph. Words that
moved are moves; as few paragraphs as possible are.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from concordant.amend.aligning import Pair, paired_units, staying
from concordant.amend.paras import paras_of
from concordant.compare.redline import same_words
from concordant.model import AppliedKind, AppliedStep, Clause, Para, Policy, Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One of two texts: its paragraphs, their units, and which instructions touched each of them."""

    paras: tuple[Para, ...]
    units: tuple[Unit, ...]
    touched: Mapping[int, tuple[int, ...]]


def steps_between(old: Policy, new: Policy) -> tuple[AppliedStep, ...]:
    """The least list of steps from `old` to `new`, in the order in which a reader of the two meets them."""
    before, after = (Side(paras=paras_of(policy), units=policy.units, touched={}) for policy in (old, new))
    return steps_of(before, after, paired_units(old, new))


def steps_of(old: Side, new: Side, pairs: Sequence[Pair], moved: Collection[int] = ()) -> tuple[AppliedStep, ...]:
    """The steps between two sides when it is known which paragraph is which. `pairs` are in order of the new text.

    `moved` are places of the old text that are known to have moved: of two that changed places, the one that a motion names.
    """
    of_old = dict(pairs)
    stays = staying(pairs, moved)
    found: list[tuple[float, int, AppliedStep]] = []
    anchor = -1
    for i in range(len(old.paras)):
        if i in stays:
            anchor = of_old[i]
        if i not in of_old:
            found.append((anchor + 0.5, i, _step("leave-out", old, new, at=i)))
    moves = [(i, j) for i, j in pairs if i not in stays]
    for _, run in groupby(enumerate(moves), key=lambda one: (one[1][0] - one[0], one[1][1] - one[0])):
        block = [pair for _, pair in run]
        found.append((block[0][1], -1, _step("move", old, new, at=block[0][0], to=block[0][1], size=len(block))))
    for i, j in pairs:
        if old.paras[i] != new.paras[j]:
            found.append((j, 0, _step(_sort(old, new, i, j), old, new, at=i, to=j)))
    come_in = sorted(set(range(len(new.paras))) - set(of_old.values()))
    found += [(j, 0, _step("add" if _ends(new, j) else "insert", old, new, to=j)) for j in come_in]
    return tuple(step for _, _, step in sorted(found, key=lambda one: one[:2]))


def _sort(old: Side, new: Side, i: int, j: int) -> AppliedKind:
    before, after = old.units[i], new.units[j]
    if not same_words(before.text, after.text):
        return "replace"
    return "renumber" if before.printed != after.printed and before.kind == after.kind else "set"


def _ends(new: Side, j: int) -> bool:
    """Whether a paragraph stands at the end of its section or of the text."""
    following = next((para for para in new.paras[j + 1 :] if para.kind != "note"), None)
    return following is None or following.kind == "heading"


def _step(kind: AppliedKind, old: Side, new: Side, *, at: int | None = None, to: int | None = None, size: int = 1) -> AppliedStep:
    before = range(at, at + size) if at is not None else range(0)
    after = range(to, to + size) if to is not None else range(0)
    same = kind == "move"
    touched = sorted({n for i in before for n in old.touched.get(i, ())} | {n for j in after for n in new.touched.get(j, ())})
    return AppliedStep(
        kind=kind, at=at, to=to, instructions=tuple(touched),
        old=tuple(old.paras[i] for i in before), new=tuple(old.paras[i] for i in before) if same else tuple(new.paras[j] for j in after),
        old_ids=tuple(old.units[i].id for i in before), new_ids=tuple(new.units[j].id for j in after),
        old_numbers=tuple(_number(old.units[i]) for i in before), new_numbers=tuple(_number(new.units[j]) for j in after),
        old_texts=tuple(old.units[i].text for i in before), new_texts=tuple(new.units[j].text for j in after),
    )  # fmt: skip


def _number(unit: Unit) -> int | None:
    return unit.number if isinstance(unit, Clause) else None


def make(old: Sequence[Para], steps: Sequence[AppliedStep]) -> tuple[Para, ...]:
    """The new text. Raises ValueError when the steps were not taken from this text."""
    content = list(old)
    gone: set[int] = set()
    placed: dict[int, tuple[int, Para | None]] = {}
    for step in steps:
        if step.at is not None and tuple(old[step.at : step.at + len(step.old)]) != step.old:
            raise ValueError(f"the step at {step.at} is not of this text")
        if step.kind == "leave-out" and step.at is not None:
            gone.update(range(step.at, step.at + len(step.old)))
        elif step.kind in {"insert", "add"} and step.to is not None:
            placed.update({step.to + n: (-1, para) for n, para in enumerate(step.new)})
        elif step.kind == "move" and step.at is not None and step.to is not None:
            gone.update(range(step.at, step.at + len(step.old)))
            placed.update({step.to + n: (step.at + n, None) for n in range(len(step.old))})
        elif step.at is not None:
            content[step.at] = step.new[0]
    kept = iter([i for i in range(len(old)) if i not in gone])
    size = len(old) - len(gone) + len(placed)
    out = []
    for place in range(size):
        at, para = placed[place] if place in placed else (next(kept), None)
        out.append(content[at] if para is None else para)
    return tuple(out)


_BACK: dict[AppliedKind, AppliedKind] = {"leave-out": "insert", "insert": "leave-out", "add": "leave-out"}


def revert(new: Sequence[Para], steps: Sequence[AppliedStep]) -> tuple[Para, ...]:
    """The old text. Raises ValueError when the steps do not lead to this text."""
    changed = {step.to: step for step in steps if step.kind in {"replace", "renumber", "set"} and step.to is not None}
    back = []
    for step in steps:
        other = replace(step, kind=_BACK.get(step.kind, step.kind), old=step.new, new=step.old, at=step.to, to=step.at)
        if step.kind == "move" and step.to is not None:
            # In the new text a paragraph that moved stands with the words that it has there.
            there = tuple(changed[j].new[0] if (j := step.to + n) in changed else para for n, para in enumerate(step.new))
            other = replace(other, old=there, new=there)
        back.append(other)
    return make(new, back)
