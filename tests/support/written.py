"""Labelled sets for the concordance: the labelled codes of real councils, and sets of written codes of bodies that do not exist."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from concordant.model import Clause, Meta, Place, Policy
from concordant.parse.norms import with_norms
from tests.support.labels import IDS, LABELS, labelled_policies

WRITTEN = LABELS / "written"
SETS = ("real", *sorted(path.name for path in WRITTEN.iterdir() if path.is_dir()))
_MIRROR = {"subset": "superset", "superset": "subset"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelled:
    """Policies with norms, and the pairs of clause ids (a the smaller) that labellers link.

    `allowed` has every pair that a labeller linked, with the relations that count as right; `agreed` those that must be found.
    """

    name: str
    policies: tuple[Policy, ...]
    allowed: dict[tuple[str, str], frozenset[str]]
    agreed: frozenset[tuple[str, str]]


def labelled(name: str) -> Labelled:
    """The set of this name: `real`, or a folder of written codes."""
    if name == "real":
        own = {gold: policy_id for gold, (policy_id, *_) in IDS.items()}
        to_id = {gold: f"{policy_id}#" for gold, policy_id in own.items()}
        policies = tuple(with_norms(policy) for policy in labelled_policies())
        return _set(name, policies, _rows(LABELS / "links.jsonl"), lambda gold: to_id[gold.rsplit(".", 1)[0]] + gold.rsplit(".", 1)[1])
    folder = WRITTEN / name
    policies = tuple(with_norms(_policy(path)) for path in sorted(folder.glob("*.units.jsonl")))
    return _set(name, policies, _rows(folder / "links.jsonl"), _written_id)


def _set(name: str, policies: tuple[Policy, ...], rows: list[dict[str, Any]], clause_id: Any) -> Labelled:
    allowed: dict[tuple[str, str], frozenset[str]] = {}
    agreed = set()
    for row in rows:
        a, b = clause_id(row["a"]), clause_id(row["b"])
        relations = (row["relation"], *row.get("also", ()))
        pair = (min(a, b), max(a, b))
        allowed[pair] = frozenset(relations if pair == (a, b) else (_MIRROR.get(r, r) for r in relations))
        if row.get("agreed", True):
            agreed.add(pair)
    return Labelled(name=name, policies=policies, allowed=allowed, agreed=frozenset(agreed))


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def _written_id(unit: str) -> str:
    code, _, number = unit.partition(".")
    return f"council-{code.lower()}/code#{number}"


def _policy(path: Path) -> Policy:
    rows = _rows(path)
    by_id = {row["id"]: row for row in rows}
    clauses = [row for row in rows if row["kind"] == "clause"]
    code = path.name[0]
    meta = Meta(
        council=f"Council {code}", title="Code", kind="code", audience=("councillors",), status="unknown", date=None,
        source="written for tests", original=None,
    )  # fmt: skip
    units = tuple(_clause(row, by_id, at) for at, row in enumerate(clauses, start=1))
    return Policy(id=f"council-{code.lower()}/code", version="undated", meta=meta, units=units, file=path.name)


def _clause(row: dict[str, Any], by_id: dict[str, dict[str, Any]], number: int) -> Clause:
    chain: list[dict[str, Any]] = []
    at = row.get("lead_in")
    while at:
        chain.insert(0, by_id[at])
        at = by_id[at].get("lead_in")
    texts = tuple(lead["text"] for lead in chain)
    return Clause(
        id=_written_id(row["id"]), kind="clause", text=row["text"], markdown=row["text"], printed=row.get("num"), depth=1, parent=None,
        lead_ins=tuple(_written_id(lead["id"]) for lead in chain), in_list=bool(chain), place=Place(file="", line=number, end_line=number),
        number=number, lead_in=texts[-1] if texts else None, lead_in_path=texts,
        heading_path=(row["heading"],) if row.get("heading") else (),
    )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """Precision counts pairs that either labeller linked, recall those that both did; `relation` is the share of right relations."""

    precision: float
    recall: float
    relation: float = 0.0

    @property
    def f1(self) -> float:
        return 2 * self.precision * self.recall / (self.precision + self.recall) if self.precision + self.recall else 0.0


def score(found: dict[tuple[str, str], str], goal: Labelled) -> Score:
    """How right the found pairs are, each given with its relation."""
    right = [pair for pair in found if pair in goal.allowed]
    return Score(
        precision=len(right) / len(found) if found else 0.0,
        recall=len(goal.agreed & set(found)) / len(goal.agreed),
        relation=sum(found[pair] in goal.allowed[pair] for pair in right) / len(right) if right else 0.0,
    )
