"""Clauses keep their ids: the id of a clause is made of its words, so a text that was amended takes over those of the text before it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from concordant.amend.aligning import AMENDED, Pair, paired_units
from concordant.model import Policy


def carried(old: Policy, new: Policy) -> Policy:
    """`new` with the ids that its units have in `old`, and under the policy id of `old`.

    A unit that came in keeps an id of its own; it never takes the id of a unit that was left out, so that a link to the old text does not
    lead to other words.
    """
    return with_ids(old, new, paired_units(old, new))


def with_ids(old: Policy, new: Policy, pairs: Iterable[Pair]) -> Policy:
    """The same, for pairs of places (from 0) that are known."""
    of_new = {j: i for i, j in pairs}
    taken = {unit.id for unit in old.units}
    named: dict[str, str] = {}
    for j, unit in enumerate(new.units):
        if j in of_new:
            named[unit.id] = old.units[of_new[j]].id
            continue
        wanted = f"{old.id}#{unit.id.partition('#')[2]}"
        name, count = wanted, 1
        while name in taken:
            count += 1
            name = f"{wanted}-new" if count == 2 else f"{wanted}-new-{count - 1}"
        taken.add(name)
        named[unit.id] = name
    units = []
    for unit in new.units:
        parent, lead_ins = named[unit.parent] if unit.parent else None, tuple(named[above] for above in unit.lead_ins)
        units.append(replace(unit, id=named[unit.id], parent=parent, lead_ins=lead_ins))
    version = new.version if new.version.endswith(AMENDED) else new.version + AMENDED
    return Policy(id=old.id, version=version, meta=new.meta, units=tuple(units), file=new.file, record=new.record, text=new.text)
