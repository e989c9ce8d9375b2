"""The register of conflicts as its page shows it: by kind, and within a kind by the code or the two codes that a finding is about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from concordant.model import Conflict, Policy
from concordant.publish.names import anchor
from concordant.publish.view import View

KINDS = ("principle", "same-body", "different-bodies")
TYPES = ("contradiction", "tension", "strength")


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The findings of one kind about the same codes; those about one paragraph and several principles stand together."""

    policies: tuple[Policy, ...]
    slug: str
    entries: tuple[tuple[Conflict, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """The open findings by kind, as groups."""

    kinds: dict[str, tuple[Group, ...]]


def register(view: View) -> Register:
    """Groups in the order of the codes; in each, what somebody raised first, then what cannot be kept together, then the certain."""
    return Register(kinds={kind: _groups([c for c in view.real if c.between == kind], view) for kind in KINDS})


def about(conflict: Conflict, view: View) -> tuple[Policy, ...]:
    """The code, or the two codes, that a finding is about, in the order of the site."""
    known = {view.policy_of(clause).id for clause in (conflict.a, conflict.b) if clause}
    return tuple(policy for policy in view.analysis.policies if policy.id in known)


def findings_of(policy: Policy, kind: str, view: View) -> list[Conflict]:
    """The open findings of one kind that a code has a part in."""
    return [c for c in view.real if c.between == kind and policy in about(c, view)]


def order(view: View) -> tuple[Conflict, ...]:
    """Every finding that has a page, as the register lists them: the way from one page to the next."""
    open_ = [c for groups in register(view).kinds.values() for group in groups for entry in group.entries for c in entry]
    return (*open_, *view.accepted, *view.exceptions)


def beside(conflict: Conflict, order: Sequence[Conflict]) -> tuple[Conflict | None, Conflict | None]:
    """The findings before and after one in the register."""
    at = next((n for n, other in enumerate(order) if other.id == conflict.id), None)
    if at is None:
        return None, None
    return (order[at - 1] if at else None), (order[at + 1] if at + 1 < len(order) else None)


def _groups(found: Sequence[Conflict], view: View) -> tuple[Group, ...]:
    held: dict[tuple[str, ...], list[Conflict]] = defaultdict(list)
    for conflict in found:
        held[tuple(policy.id for policy in about(conflict, view))].append(conflict)
    place = {policy.id: at for at, policy in enumerate(view.analysis.policies)}
    keys = sorted(held, key=lambda ids: [place[one] for one in ids])
    return tuple(_group(key, held[key], view) for key in keys)


def _group(key: tuple[str, ...], found: list[Conflict], view: View) -> Group:
    policies = tuple(view.analysis.policy(one) for one in key)
    together: dict[tuple[str, str], list[Conflict]] = defaultdict(list)
    for conflict in found:
        together[conflict.a, conflict.b or ""].append(conflict)
    entries = sorted(together.values(), key=lambda entry: _weight(entry, view))
    kind = found[0].between
    return Group(
        policies=policies, slug="--".join((kind, *(anchor(one) for one in policies))), entries=tuple(tuple(entry) for entry in entries)
    )


def _weight(entry: list[Conflict], view: View) -> tuple[bool, int, bool, int, str]:
    first = entry[0]
    raised = any(c.concerns for c in entry)
    return not raised, min(TYPES.index(c.type) for c in entry if c.type in TYPES), not first.sure, view.clause(first.a).number, first.id
