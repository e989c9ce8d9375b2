"""The analysis as files for other tools: JSON with everything, or the listings as CSV tables or one Markdown document."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from concordant.judge.repeats import across, within
from concordant.model import Analysis, Clause, Norm, Policy
from concordant.publish.listings import LISTINGS, as_csv, as_markdown
from concordant.publish.questions import as_data

SCHEMA = "concordant/1"


def to_json(analysis: Analysis) -> str:
    """One JSON object, ending in a line break. Same analysis, same bytes.

    Keys: `schema`; `policies` with their `clauses` (text without list mark, number and inline markup) and the `norms` in them;
    `links` (`a relation b`: "subset" means that a is narrower); `conflicts` (`b` is null where the other side is a principle;
    the type `exception` is a carve-out and no conflict; `state` says whether somebody accepted it as intended); `concerns`; `ties` of
    clauses to provisions; `gaps`; `passages` that two documents share; `decisions` of people on links and conflicts, each with its
    `state`; `rejected`, the conflicts that the rules found and people ruled to be none; `repeats`, what one text, or two of one council,
    say twice. What councillors ask: `principles`, each rule with the principles that it serves or limits; `aims` of each policy with its
    rules; `criticism`, restrictions on speech with the wording that protects criticism; `capacity` in which clauses hold; `vague` words.
    """
    data = {
        "schema": SCHEMA,
        "policies": [policy_data(policy) for policy in analysis.policies],
        "links": [asdict(link) for link in sorted(analysis.links, key=lambda link: (link.a, link.b))],
        "conflicts": [asdict(conflict) for conflict in sorted(analysis.conflicts, key=lambda conflict: conflict.id)],
        "concerns": [asdict(concern) for concern in analysis.concerns],
        "ties": [asdict(tie) for tie in sorted(analysis.ties, key=lambda tie: (tie.clause, tie.provision))],
        "gaps": [asdict(gap) for gap in sorted(analysis.gaps, key=lambda gap: (gap.policy, gap.provision))],
        "passages": [asdict(passage) for passage in analysis.passages],
        "decisions": [asdict(ruling) for ruling in analysis.rulings],
        **as_data(analysis),
        "repeats": [asdict(repeat) for repeat in (*within(analysis), *across(analysis))],
        "rejected": [asdict(conflict) for conflict in sorted(analysis.rejected, key=lambda conflict: conflict.id)],
    }
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def to_csv_files(analysis: Analysis) -> dict[str, str]:
    """File name -> comma-separated table, one for each listing."""
    return {f"{name}.csv": as_csv(listing(analysis)) for name, listing in LISTINGS.items()}


def to_markdown(analysis: Analysis) -> str:
    """All listings in one Markdown document, a section each."""
    return "\n".join(f"## {name.capitalize()}\n\n{as_markdown(listing(analysis))}" for name, listing in LISTINGS.items())


def policy_data(policy: Policy) -> dict[str, Any]:
    """One policy with its clauses as the export gives it."""
    return {
        "id": policy.id,
        "version": policy.version,
        "file": policy.file,
        "meta": asdict(policy.meta),
        "clauses": [clause_data(clause) for clause in policy.clauses],
    }


def clause_data(clause: Clause) -> dict[str, Any]:
    """One clause as the export gives it. `number` is text, as are printed numbers."""
    return {
        "id": clause.id,
        "number": str(clause.number),
        "printed": clause.printed,
        "text": clause.text,
        "lead_in": clause.lead_in,
        "lead_in_path": clause.lead_in_path,
        "heading_path": clause.heading_path,
        "line": clause.place.line,
        "page": clause.place.page,
        "norms": [_norm(norm) for norm in clause.norms],
    }


def _norm(norm: Norm) -> dict[str, Any]:
    return {**asdict(norm), "words": dict(norm.words)}
