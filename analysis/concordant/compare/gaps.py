"""Gaps: provisions that a code does not make and others do, and whose wording could serve as a precedent."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from concordant.model import Clause, Gap, Policy, Tie, policy_id_of

# A single code that has a provision shows its own choice, not a gap of all the others.
MIN_OTHERS = 2


def gaps(policies: Sequence[Policy], ties: Sequence[Tie]) -> tuple[Gap, ...]:
    """For each policy, the provisions that at least two other policies make and it does not, in order of policy and provision.

    A fragment has no gaps: of what is not quoted nothing is known. It does count as a maker.
    """
    makers: dict[str, list[str]] = defaultdict(list)
    for tie in ties:
        makers[tie.provision].append(tie.clause)
    # All policies that lack a provision share one tuple of its makers: a tuple for each would grow with the square of the codes.
    known = [(provision, tuple(found), {policy_id_of(clause) for clause in found}) for provision, found in sorted(makers.items())]
    return tuple(
        Gap(policy=policy.id, provision=provision, made_by=found)
        for policy in policies
        if policy.meta.kind != "fragment"
        for provision, found, owners in known
        if policy.id not in owners and len(owners) >= MIN_OTHERS
    )


def ties_by_clause(ties: Sequence[Tie]) -> dict[str, list[Tie]]:
    """Clause id -> the ties of that clause, in the order they came."""
    found: dict[str, list[Tie]] = defaultdict(list)
    for tie in ties:
        found[tie.clause].append(tie)
    return dict(found)


def precedents(gap: Gap, ties: Mapping[str, Sequence[Tie]], clauses: Mapping[str, Clause]) -> tuple[str, ...]:
    """The clauses (ids) that make the missing provision, the one that serves best as a model first.

    `ties` are those of each clause by its id (`ties_by_clause`), `clauses` the clauses by id; KeyError where one is missing. A clause
    serves the better the fewer other provisions it makes, then the stronger it is tied to this one, then the shorter it is; the id decides
    the rest.
    """

    def fitness(clause_id: str) -> tuple[int, float, int, str]:
        of_clause = ties.get(clause_id, ())
        others = {tie.provision for tie in of_clause} - {gap.provision}
        strongest = max((tie.score for tie in of_clause if tie.provision == gap.provision), default=0.0)
        return len(others), -strongest, len(clauses[clause_id].text), clause_id

    return tuple(sorted(dict.fromkeys(gap.made_by), key=fitness))
