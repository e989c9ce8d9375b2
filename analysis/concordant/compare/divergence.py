"""Divergence: one code held against a chosen reference, provision by provision."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from concordant.compare.lineage import plain_words
from concordant.model import MIRROR, Divergence, Link, Policy, Relation, Row

# Of a link from the reference to the code: "superset" means that the reference says more, so the code is narrower. "equal" is said of most
# of the words and of their stems, so "verbatim" is checked word for word.
KIND: dict[Relation, Divergence] = {
    "equal": "verbatim", "equivalent": "reworded", "intersects": "in part",
    "superset": "narrower", "subset": "wider", "opposed": "opposed",
}  # fmt: skip


def diverge(reference: Policy, policy: Policy, links: Sequence[Link]) -> tuple[Row, ...]:
    """Every clause of the reference in order, each with the clauses of the policy that answer it, and then what the policy adds.

    A clause of the reference with several answers has a row for each, strongest first; one without has a row "left out". `links` are those
    of all policies; those between these two are taken. An opposed clause is an answer too.
    """
    answers: dict[str, list[tuple[float, str, Relation]]] = defaultdict(list)
    for link in links:
        if link.a.startswith(f"{reference.id}#") and link.b.startswith(f"{policy.id}#"):
            answers[link.a].append((-link.score, link.b, link.relation))
        elif link.b.startswith(f"{reference.id}#") and link.a.startswith(f"{policy.id}#"):
            answers[link.b].append((-link.score, link.a, MIRROR.get(link.relation, link.relation)))
    texts = {clause.id: clause.text for clause in policy.clauses}
    rows: list[Row] = []
    for clause in reference.clauses:
        found = sorted(answers.get(clause.id, ()))
        rows += [Row(kind=_kind(relation, clause.text, texts[other]), reference=clause.id, clause=other) for _, other, relation in found]
        if not found:
            rows.append(Row(kind="left out", reference=clause.id, clause=None))
    answered = {other for found in answers.values() for _, other, _ in found}
    rows += [Row(kind="added", reference=None, clause=clause.id) for clause in policy.clauses if clause.id not in answered]
    return tuple(rows)


def _kind(relation: Relation, reference: str, text: str) -> Divergence:
    if relation == "equal" and plain_words(reference) != plain_words(text):
        return "reworded"
    return KIND[relation]
