"""Conflicts: two clauses, or a clause and a principle, that do not sit together.

Rules over acts decide (`rulebook/conflicts.yml`): both sides must be found in the clauses' own words, with norms of the right
kind, for people who can be the same person, in capacities that meet. Silence is better than noise.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import product

from concordant.judge.clashes import Clash, clashes, sentence
from concordant.judge.concern_links import raised_by
from concordant.judge.principles import principle_conflicts
from concordant.judge.stances import Stance, alike, same_person, stances
from concordant.model import Between, Clause, Concern, Conflict, Link, Policy, Tie
from concordant.rulebook.conflicts import ConflictBook, ConflictRule, Side, conflict_book
from concordant.rulebook.together import pair_rules

_PEOPLE = {"councillor": "a councillor", "employee": "an employee", "officer": "an officer", "public": "a member of the public"}
_RANK = {"contradiction": 0, "tension": 1, "strength": 2, "exception": 3}


def find_conflicts(
    policies: Sequence[Policy], ties: Sequence[Tie] = (), links: Sequence[Link] = (), concerns: Sequence[Concern] = (), of: str = ""
) -> tuple[Conflict, ...]:
    """Every conflict, divergence and recorded exception among `policies` (with norms), sorted by id.

    `ties` are not used yet: the acts of the rulebook decide. `links` admit differences of strength between bodies.
    At most one conflict for a pair of clauses: a contradiction before a tension before a difference of strength; an exception
    between the same two clauses silences the rest. `of` is the id of a policy or a clause: then only its conflicts are looked for.
    """
    book = conflict_book()
    held = [s for policy in policies if policy.compared for s in stances(policy, book)]
    linked = frozenset((link.a, link.b) for link in links)
    best: dict[tuple[str, str], Conflict] = {}
    for conflict in _pairs(held, book, linked, of):
        key = (conflict.a, conflict.b or "")
        if key not in best or _stronger(conflict, best[key]):
            best[key] = conflict
    for clash in clashes(policies, links, of):
        conflict = _of_clash(clash)
        best.setdefault((conflict.a, conflict.b or ""), conflict)
    found = [*best.values(), *principle_conflicts([_only(p, of) for p in policies if of.partition("#")[0] in {"", p.id}])]
    unique = {c.id: c for c in found}
    return tuple(raised_by(unique[i], concerns) for i in sorted(unique))


def _only(policy: Policy, of: str) -> Policy:
    """The policy with the one clause that is asked for; the whole of it where it is no clause that is."""
    return replace(policy, units=tuple(unit for unit in policy.units if unit.id == of)) if "#" in of else policy


def judge_pair(a: Stance, b: Stance, rule: ConflictRule) -> bool:
    """Whether `rule` holds of the two stances, `a` on its first side and `b` on its second."""
    return (
        a.act.id == rule.a.act
        and b.act.id == rule.b.act
        and a.says in rule.a.says
        and b.says in rule.b.says
        and a.clause.id != b.clause.id
        and ("bearer" in rule.ignore or same_person(a.bearers, b.bearers))
        and ("capacity" in rule.ignore or {a.capacity, b.capacity} != {"official", "private"})
        and (rule.within is None or a.policy.body == b.policy.body)
        and _differ(a, b, rule)
    )


def _differ(a: Stance, b: Stance, rule: ConflictRule) -> bool:
    if rule.differ == "post":
        return bool(a.posts and b.posts and not set(a.posts) & set(b.posts))
    if rule.differ == "strength":
        return a.strength == "mandatory" and b.strength == "advisory"
    if rule.differ == "care":
        return a.says == "prohibition" and not a.cautious and b.cautious and a.strength == b.strength
    return True


def _pairs(held: Sequence[Stance], book: ConflictBook, linked: frozenset[tuple[str, str]], of: str) -> Iterator[Conflict]:
    by_act: dict[str, list[Stance]] = defaultdict(list)
    acts_of: dict[str, set[str]] = defaultdict(set)
    for stance in held:
        by_act[stance.act.id].append(stance)
        acts_of[stance.clause.id].add(stance.act.id)
    for rule in book.rules:
        sides = product(_side(rule.a, by_act, acts_of), _side(rule.b, by_act, acts_of))
        pairs = [(a, b) for a, b in sides if of in {"", a.policy.id, b.policy.id, a.clause.id, b.clause.id} and judge_pair(a, b, rule)]
        if rule.differ in {"strength", "care"}:
            pairs = _nearest([(a, b) for a, b in pairs if not _far(a, b, linked)])
        yield from (_conflict(a, b, rule) for a, b in pairs)


def _nearest(pairs: list[tuple[Stance, Stance]]) -> list[tuple[Stance, Stance]]:
    """Of many places that say the same with differing strength, only those two of two policies that are nearest to each other.

    A code that says "should not" in a heading and its three examples differs once from the code that says "must not".
    """
    best: dict[tuple[str, str], float] = {}
    for a, b in pairs:
        for key in ((a.clause.id, b.policy.id), (b.clause.id, a.policy.id)):
            best[key] = max(best.get(key, 0.0), alike(a.quote, b.quote))
    return [(a, b) for a, b in pairs if alike(a.quote, b.quote) >= max(best[a.clause.id, b.policy.id], best[b.clause.id, a.policy.id])]


def _side(side: Side, by_act: dict[str, list[Stance]], acts_of: dict[str, set[str]]) -> list[Stance]:
    return [s for s in by_act[side.act] if s.says in side.says and not acts_of[s.clause.id] & set(side.without)]


def _far(a: Stance, b: Stance, linked: frozenset[tuple[str, str]]) -> bool:
    """Two codes of different councils differ in strength all the time; it matters where the two provisions are held to be one."""
    if a.policy.body == b.policy.body:
        return False
    low, high = sorted((a.clause.id, b.clause.id))
    return (low, high) not in linked


def _stronger(new: Conflict, old: Conflict) -> bool:
    if "exception" in (new.type, old.type):
        return new.type == "exception" and old.type != "exception"
    return (_RANK[new.type], new.rule) < (_RANK[old.type], old.rule)


def _conflict(a: Stance, b: Stance, rule: ConflictRule) -> Conflict:
    first, second = (a, b) if a.clause.id <= b.clause.id else (b, a)
    carved = a.carved or b.carved
    doubts = [rule.doubt] if rule.doubt else []
    if not (a.sure and b.sure):
        doubts.append("Which norm of the clause the words belong to is not certain.")
    return Conflict(
        id=conflict_id(first.clause.id, second.clause.id, rule.id),
        a=first.clause.id,
        b=second.clause.id,
        type="exception" if carved else rule.type,
        between=_between(a.policy, b.policy),
        why=_why(a, b, rule),
        rule=rule.id,
        quote_a=first.quote,
        quote_b=second.quote,
        sure=not doubts,
        doubt=" ".join(doubts) or None,
    )


def _of_clash(clash: Clash) -> Conflict:
    """A clash of two rules as a conflict of two clauses, in the order of their ids."""
    sides = ((clash.a, clash.policy_a, clash.verdict.a), (clash.b, clash.policy_b, clash.verdict.b))
    places = _places(*sides[0][:2], *sides[1][:2])
    first, second = sorted(sides, key=lambda side: side[0].id)
    rule = pair_rules()[clash.verdict.rule]
    sure = all(frame is not None and norm_sure(clause) for clause, _, frame in sides) and rule.doubt is None
    return Conflict(
        id=conflict_id(first[0].id, second[0].id, rule.id),
        a=first[0].id,
        b=second[0].id,
        type=clash.verdict.type,
        between=_between(clash.policy_a, clash.policy_b),
        why=sentence(clash, *places),
        rule=rule.id,
        quote_a=first[2].sentence if first[2] else first[0].text,
        quote_b=second[2].sentence if second[2] else second[0].text,
        sure=sure,
        doubt=None if sure else rule.doubt or "The two sentences were read by rule; which words belong to which duty is not certain.",
    )


def norm_sure(clause: Clause) -> bool:
    """Whether every norm of the clause was read surely."""
    return all(norm.sure for norm in clause.norms)


def _between(a: Policy, b: Policy) -> Between:
    return "same-body" if a.body == b.body else "different-bodies"


def _why(a: Stance, b: Stance, rule: ConflictRule) -> str:
    who = (
        " or ".join(_PEOPLE[p] for p in sorted(a.bearers & b.bearers or a.bearers) if p in _PEOPLE and p != "officer") or "whoever is bound"
    )
    fields = {"who": who[0].upper() + who[1:], "who_inside": who, "act_a": a.act.name, "act_b": b.act.name}
    where_a, where_b = _where(a, b)
    fields |= {"a": where_a, "b": where_b, "post_a": _list(a.posts), "post_b": _list(b.posts)}
    return rule.why.format(**fields)


def _where(a: Stance, b: Stance) -> tuple[str, str]:
    return _places(a.clause, a.policy, b.clause, b.policy)


def _places(a: Clause, policy_a: Policy, b: Clause, policy_b: Policy) -> tuple[str, str]:
    """How a sentence calls the two places: by paragraph within one code, by title within one council, else by council."""
    if policy_a.id == policy_b.id:
        return f"paragraph [{a.number}]", f"paragraph [{b.number}]"
    same_body = policy_a.body == policy_b.body
    names = [m.short or (m.title if same_body else f"{m.council}’s {m.title}") for m in (policy_a.meta, policy_b.meta)]
    return f"{names[0]} [{a.number}]", f"{names[1]} [{b.number}]"


def _list(posts: tuple[str, ...]) -> str:
    return " or ".join(posts)


def conflict_id(a: str, b: str, rule: str) -> str:
    """Readable and stable: the two clause slugs, the rule, and four characters that tell policies with like slugs apart."""
    digest = hashlib.sha256(f"{a} {b} {rule}".encode()).hexdigest()[:4]
    return "--".join([a.rsplit("#", 1)[-1], b.rsplit("#", 1)[-1], rule]) + f"-{digest}"
