"""One clause, conflict or concern with all that is known about it: words and place, rule and reasons, what is not sure, the raw tuple."""

from __future__ import annotations

import difflib
import json
from dataclasses import asdict
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from concordant.errors import NotFound, Problem
from concordant.model import Analysis, Clause, Concern, Conflict
from concordant.publish.export import clause_data

Explained = Clause | Conflict | Concern
_TEMPLATES = {Clause: "explain_clause.md.j2", Conflict: "explain_conflict.md.j2", Concern: "explain_concern.md.j2"}


def find(analysis: Analysis, wanted: str) -> Explained:
    """The clause, conflict or concern with the id `wanted`; a clause also by `<policy id>#<paragraph number>`.

    Raises NotFound with the ids that come nearest.
    """
    known: dict[str, Explained] = {f"{policy.id}#{clause.number}": clause for policy in analysis.policies for clause in policy.clauses}
    known |= {clause.id: clause for policy in analysis.policies for clause in policy.clauses}
    known |= {conflict.id: conflict for conflict in analysis.conflicts}
    known |= {concern.id: concern for concern in analysis.concerns}
    if wanted in known:
        return known[wanted]
    near = difflib.get_close_matches(wanted, known, n=3, cutoff=0.4)
    mend = f"Did you mean {' or '.join(near)}?" if near else "`concordant clauses`, `conflicts` and `concerns` list the ids."
    raise NotFound([Problem(file=wanted, where="", what="nothing has this id.", mend=mend)])


def as_json(found: Explained) -> str:
    """The whole tuple as JSON, ending in a line break."""
    data = clause_data(found) if isinstance(found, Clause) else asdict(found)
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def as_markdown(analysis: Analysis, found: Explained) -> str:
    """Plain sentences with exact quotes, as Markdown that also reads well on a screen."""
    return _template(_TEMPLATES[type(found)]).render(
        it=found,
        analysis=analysis,
        policy_of=lambda clause_id: analysis.policy(clause_id.split("#", 1)[0]),
        links=[link for link in analysis.links if found.id in {link.a, link.b}],
        ties=[tie for tie in analysis.ties if tie.clause == found.id],
        conflicts=[conflict for conflict in analysis.conflicts if found.id in {conflict.a, conflict.b} or found.id in conflict.concerns],
        concerns=[concern for concern in analysis.concerns if found.id in concern.targets],
    )


@cache
def _template(name: str) -> Template:
    loader = PackageLoader("concordant.publish")
    return Environment(loader=loader, trim_blocks=True, lstrip_blocks=True, undefined=StrictUndefined, autoescape=False).get_template(name)
