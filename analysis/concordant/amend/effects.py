"""One text among the others, as far as an amendment can change it: its ties, links, conflicts, and what each of its rules does.

The text before and the text after are held against the same others. Likeness is weighed over all of them together, so that a clause that
nobody touched stands to the clauses of other codes exactly as it did.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from concordant.compare.deciding import hold
from concordant.compare.links import Concordance
from concordant.compare.ties import FIRM, ties_of
from concordant.judge.accepting import settle
from concordant.judge.conflicts import find_conflicts
from concordant.model import Clause, Concern, Conflict, Decision, Link, Policy, Tie
from concordant.parse.norms import with_norms

# The text after stands beside the text before under another id while both are weighed.
_ASIDE = "+"


@dataclass(frozen=True, kw_only=True)
class Setting:
    """What a text is held against: the other compared texts (with norms), what people decided, and the concerns that were recorded."""

    others: tuple[Policy, ...] = ()
    decisions: tuple[Decision, ...] = ()
    concerns: tuple[Concern, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Standing:
    """One text (with norms), its ties, its links to other codes, and its conflicts: those that stand, and exceptions."""

    policy: Policy
    ties: dict[str, tuple[Tie, ...]]
    links: tuple[Link, ...]
    conflicts: tuple[Conflict, ...]

    def makes(self) -> dict[str, list[str]]:
        """The provisions that the text makes for certain, each with its clauses."""
        found: dict[str, list[str]] = {}
        for clause, ties in self.ties.items():
            for tie in ties:
                if tie.score >= FIRM:
                    found.setdefault(tie.provision, []).append(clause)
        return found


def setting(policies: Iterable[Policy], of: str, decisions: Sequence[Decision] = (), concerns: Sequence[Concern] = ()) -> Setting:
    """The setting of the text with the id `of` among `policies`, with their norms filled in."""
    others = tuple(policy if has_norms(policy) else with_norms(policy) for policy in policies if policy.compared and policy.id != of)
    return Setting(others=others, decisions=tuple(decisions), concerns=tuple(concerns))


def has_norms(policy: Policy) -> bool:
    return any(clause.norms for clause in policy.clauses)


def standings(before: Policy, after: Policy, held: Setting) -> tuple[Standing, Standing]:
    """The text before and the text after (both with norms), each among the others."""
    aside = _renamed(after, before.id, before.id + _ASIDE)
    ties = {policy.id: {c.id: ties_of(c) for c in policy.clauses} for policy in (before, aside, *held.others)}
    every = [tie for by_clause in ties.values() for found in by_clause.values() for tie in found]
    concordance = Concordance((before, aside, *held.others), every)
    found = []
    for policy, name in ((before, before.id), (after, aside.id)):
        links = tuple(link for other in held.others for link in concordance.between(name, other.id))
        if name != before.id:
            links = tuple(_back(link, name, before.id) for link in links)
        named = {_swapped(clause, name, before.id): own for clause, own in ties[name].items()}
        found.append(Standing(policy=policy, ties=named, links=links, conflicts=conflicts_of(policy, links, held)))
    return found[0], found[1]


def conflicts_of(policy: Policy, links: Sequence[Link], held: Setting, clause: str = "") -> tuple[Conflict, ...]:
    """The conflicts and exceptions of one text, or one clause of it, among the others, without those that people ruled to be none."""
    policies = (policy, *held.others)
    found = find_conflicts(policies, (), links, held.concerns, of=clause or policy.id)
    if not held.decisions:
        return found
    return settle(found, hold(held.decisions, policies), policies)[0]


def _renamed(policy: Policy, old: str, new: str) -> Policy:
    units = tuple(replace(unit, id=_swapped(unit.id, old, new)) for unit in policy.units)
    return replace(policy, id=new, units=units)


def _back(link: Link, old: str, new: str) -> Link:
    """The link under the id that the text has; the ids of a link stand in order."""
    a, b = _swapped(link.a, old, new), _swapped(link.b, old, new)
    if a <= b:
        return replace(link, a=a, b=b)
    raise ValueError("the order of two policies hangs on the mark of the text after")


def _swapped(id: str, old: str, new: str) -> str:
    return new + id[len(old) :] if id.startswith(f"{old}#") else id


def touched(before: Policy, after: Policy) -> frozenset[str]:
    """The ids of the clauses that an amendment changes: in their words, in what is read into them, or by coming in or going out."""
    old, new = ({clause.id: clause for clause in policy.clauses} for policy in (before, after))
    return frozenset(one for one in old.keys() | new.keys() if one not in old or one not in new or not same_rule(old[one], new[one]))


def same_rule(a: Clause, b: Clause) -> bool:
    """Whether two readings of one clause have the same words, in the same place of the same lists and headings."""
    return (a.text, a.lead_in_path, a.heading_path, a.norms) == (b.text, b.lead_in_path, b.heading_path, b.norms)
