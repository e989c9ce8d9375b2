"""One clause, link, conflict or concern with all that is known of it: words and place, rule and reasons, what is not sure, raw tuple."""

from __future__ import annotations

import difflib
import json
from collections import defaultdict
from dataclasses import asdict
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from concordant.errors import NotFound, Problem
from concordant.model import Analysis, Clause, Concern, Conflict, Link, policy_id_of
from concordant.publish.concerned import told
from concordant.publish.explain_link import BETWEEN, Pair, find_pair, pair_data
from concordant.publish.export import clause_data
from concordant.publish.view import View

Explained = Clause | Conflict | Concern | Pair
_TEMPLATES = {
    Clause: "explain_clause.md.j2", Conflict: "explain_conflict.md.j2", Concern: "explain_concern.md.j2", Pair: "explain_link.md.j2",
}  # fmt: skip


def find(analysis: Analysis, wanted: str, other: str | None = None) -> Explained:
    """The clause, conflict or concern with the id `wanted`; a clause also by `<policy id>#<paragraph number>`.

    Two clauses, as `wanted` and `other` or as `A ~ B`, name the link between them. Raises NotFound: with the ids that come nearest, or
    when the two clauses are not linked.
    """
    if other is None and BETWEEN in wanted:
        wanted, _, other = wanted.partition(BETWEEN)
    if other is not None:
        return find_pair(analysis, _clause(analysis, wanted.strip()), _clause(analysis, other.strip()))
    known: dict[str, Explained] = {**_clauses(analysis)}
    known |= {conflict.id: conflict for conflict in analysis.conflicts}
    known |= {concern.id: concern for concern in analysis.concerns}
    if wanted not in known:
        raise NotFound([_unknown(wanted, list(known), "nothing has this id.")])
    return known[wanted]


def _clauses(analysis: Analysis) -> dict[str, Clause]:
    found = {f"{policy.id}#{clause.number}": clause for policy in analysis.policies for clause in policy.clauses}
    return found | {clause.id: clause for policy in analysis.policies for clause in policy.clauses}


def _clause(analysis: Analysis, wanted: str) -> Clause:
    clauses = _clauses(analysis)
    if wanted not in clauses:
        raise NotFound([_unknown(wanted, list(clauses), "no paragraph has this id.")])
    return clauses[wanted]


def _unknown(wanted: str, known: list[str], what: str) -> Problem:
    near = difflib.get_close_matches(wanted, known, n=3, cutoff=0.4)
    mend = f"Did you mean {' or '.join(near)}?" if near else "`concordant clauses`, `conflicts` and `concerns` list the ids."
    return Problem(file=wanted.strip() or "explain", where="", what=what if wanted.strip() else "an id is missing.", mend=mend)


def as_json(analysis: Analysis, found: Explained) -> str:
    """The whole tuple as JSON, ending in a line break; a clause with its links, the stronger ones first."""
    data: dict[str, Any] = asdict(found) if isinstance(found, Conflict | Concern) else {}
    if isinstance(found, Clause):
        links = [{**asdict(link), "weaker": weaker} for link, weaker in links_of(analysis, found.id)]
        data = {**clause_data(found), "links": links}
    elif isinstance(found, Pair):
        data = pair_data(analysis, found)
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def links_of(analysis: Analysis, clause_id: str) -> list[tuple[Link, bool]]:
    """The links of a clause with whether each is weaker than another with the same document; weaker ones last, else by score.

    Opposed links are held against opposed links only.
    """
    mine = [link for link in analysis.links if clause_id in {link.a, link.b}]
    best: dict[tuple[str, bool], float] = defaultdict(float)
    for link in mine:
        best[_rival(link, clause_id)] = max(best[_rival(link, clause_id)], link.score)
    marked = [(link, link.score < best[_rival(link, clause_id)]) for link in mine]
    return sorted(marked, key=lambda one: (one[1], -one[0].score, one[0].a, one[0].b))


def _rival(link: Link, clause_id: str) -> tuple[str, bool]:
    return policy_id_of(link.b if link.a == clause_id else link.a), link.relation == "opposed"


def as_markdown(analysis: Analysis, found: Explained) -> str:
    """Plain sentences with exact quotes, as Markdown that also reads well on a screen."""
    return _template(_TEMPLATES[type(found)]).render(
        it=found,
        analysis=analysis,
        policy_of=lambda clause_id: analysis.policy(clause_id.split("#", 1)[0]),
        links=links_of(analysis, found.id),
        ties=[tie for tie in analysis.ties if tie.clause == found.id],
        conflicts=[conflict for conflict in analysis.conflicts if found.id in {conflict.a, conflict.b} or found.id in conflict.concerns],
        concerns=[concern for concern in analysis.concerns if found.id in concern.targets],
        said=told(found, View(analysis=analysis, readings={})) if isinstance(found, Concern) else None,
    )


@cache
def _template(name: str) -> Template:
    loader = PackageLoader("concordant.publish")
    return Environment(loader=loader, trim_blocks=True, lstrip_blocks=True, undefined=StrictUndefined, autoescape=False).get_template(name)
