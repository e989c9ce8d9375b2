"""Gaps: provisions that a code does not make and others do."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from concordant.model import Gap, Policy, Tie

# A single code that has a provision shows its own choice, not a gap of all the others.
MIN_OTHERS = 2


def gaps(policies: Sequence[Policy], ties: Sequence[Tie]) -> tuple[Gap, ...]:
    """For each policy, the provisions that at least two other policies make and it does not, in order of policy and provision.

    A fragment has no gaps: of what is not quoted nothing is known. It does count as a maker.
    """
    makers: dict[str, list[str]] = defaultdict(list)
    for tie in ties:
        makers[tie.provision].append(tie.clause)
    found = []
    for policy in policies:
        if policy.meta.kind == "fragment":
            continue
        for provision, clauses in sorted(makers.items()):
            owners = {clause.partition("#")[0] for clause in clauses}
            if policy.id not in owners and len(owners) >= MIN_OTHERS:
                found.append(Gap(policy=policy.id, provision=provision, made_by=tuple(clauses)))
    return tuple(found)
