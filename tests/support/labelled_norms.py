"""The hand-made norms put on the labelled clauses, so that judging can be tried without the norm parser."""

from __future__ import annotations

from dataclasses import replace

from concordant.model import Clause, Norm, Policy
from tests.support.labels import IDS, labelled_policy, rows


def with_labelled_norms(doc: str) -> Policy:
    """The labelled document `doc` ("pwtc", ...) with its labelled norms. `act` is the labeller's paraphrase, not the clause's words."""
    policy = labelled_policy(doc)
    norms = {f"{policy.id}#{row['id'].rsplit('.', 1)[1]}": row["norms"] for row in rows(f"{doc}.norms.jsonl")}
    units = tuple(
        replace(unit, norms=tuple(_norm(n) for n in norms.get(unit.id, ()))) if isinstance(unit, Clause) else unit for unit in policy.units
    )
    return replace(policy, units=units)


def all_with_labelled_norms() -> tuple[Policy, ...]:
    return tuple(with_labelled_norms(doc) for doc in IDS if doc != "ccc-report")


def _norm(row: dict[str, str]) -> Norm:
    return Norm(
        modality=row["modality"],  # type: ignore[arg-type]
        strength=row["strength"],  # type: ignore[arg-type]
        bearer=row["bearer"],  # type: ignore[arg-type]
        capacity=row["capacity"],  # type: ignore[arg-type]
        act=row["act"],
    )
