"""The two things that `redline` and `compare` are given: clauses or whole policies, of the newest version or of an older one."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from pathlib import Path
from typing import TypeVar

from concordant.cli.analysing import read_policies
from concordant.cli.shared import policies_folder, progress
from concordant.corpus import load_version
from concordant.errors import ConcordantError, NotFound, Problem
from concordant.model import Analysis, Clause, Policy
from concordant.pipeline import analyse, load_decisions, load_registers

_Found = TypeVar("_Found")
Pair = tuple[Clause, Clause] | tuple[Policy, Policy]


class BadPair(ConcordantError):
    """Two things that cannot be laid side by side."""


def read_pair(given: Path | None, a: str, b: str) -> tuple[Analysis, Pair]:
    """The analysis of the folder and the two things that `a` and `b` name: two clauses or two policies.

    A policy is named by its id or an unambiguous beginning of it, with `@` and a date for an older version; a clause by its policy, `#`
    and its paragraph number or the rest of its id. Raises NotFound with what comes nearest, and BadPair for a clause beside a policy or
    one thing named twice.
    """
    newest = read_policies(given)
    known = {policy.id: policy for policy in newest}
    names = tuple(_with_version(given, name, known) for name in (a, b))
    decisions, registers = load_decisions(policies_folder(given)), load_registers(policies_folder(given))
    with progress(f"Comparing {len(known)} policies"):
        analysis = analyse(tuple(known.values()), decisions, registers)
    by_id = {policy.id: policy for policy in analysis.policies}
    first, second = (_side(by_id[policy], clause, name) for (policy, clause), name in zip(names, (a, b), strict=True))
    if first is second:
        raise BadPair([Problem(file=f"{a} and {b}", where="", what="these are the same.", mend="Name two that differ.")])
    if isinstance(first, Clause) and isinstance(second, Clause):
        return analysis, (first, second)
    if isinstance(first, Policy) and isinstance(second, Policy):
        return analysis, (first, second)
    what = "one is a clause and the other a whole policy."
    raise BadPair([Problem(file=f"{a} and {b}", where="", what=what, mend="Name two clauses or two policies.")])


def _with_version(given: Path | None, name: str, known: dict[str, Policy]) -> tuple[str, str]:
    """The id of the policy that is named, and the name of the clause ("" for none); an older version is added to `known`."""
    policy_name, _, clause = name.partition("#")
    policy_name, at, version = policy_name.partition("@")
    policy = named(policy_name, {key: policy for key, policy in known.items() if "@" not in key}, name, "concordant policies")
    if at and version != policy.version:
        policy = load_version(policies_folder(given), policy.id, version)
        known[policy.id] = policy
    return policy.id, clause


def _side(policy: Policy, clause: str, name: str) -> Clause | Policy:
    if "#" not in name:
        return policy
    of_policy = {found.id.partition("#")[2]: found for found in policy.clauses} | {str(found.number): found for found in policy.clauses}
    return named(clause, of_policy, name, f"concordant clauses --policy {policy.id.partition('@')[0]}")


def named(wanted: str, known: Mapping[str, _Found], name: str, listing: str) -> _Found:
    """The thing with this name, or the only one whose name begins so. Raises NotFound."""
    if wanted in known:
        return known[wanted]
    near = [key for key in known if key.startswith(wanted)]
    if len(near) == 1:
        return known[near[0]]
    what = "several ids begin like this." if near else "nothing has this id."
    near = near[:3] or _close(wanted, known)
    mend = f"Did you mean {' or '.join(near)}?" if near else f"`{listing}` lists the ids."
    raise NotFound([Problem(file=name, where="", what=what, mend=mend)])


def _close(wanted: str, known: Mapping[str, object]) -> list[str]:
    """The ids that come nearest, or else those whose beginning does."""
    beginnings = {key[: len(wanted)]: key for key in reversed(tuple(known))}
    near = difflib.get_close_matches(wanted, known, n=3, cutoff=0.4)
    return near or [beginnings[key] for key in difflib.get_close_matches(wanted, beginnings, n=3, cutoff=0.6)]
