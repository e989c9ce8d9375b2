"""Measure the accuracy figures that the method page prints.

    python -m tests.support.figures            print them
    python -m tests.support.figures --write    and keep them in site_src/figures.json

The five originals are imported afresh, analysed and exported, and the export is held against the hand labels by the scorer in
tests/labels. A test fails when the kept figures are not those of the code at hand.
"""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path
from typing import Any

from concordant.compare.links import link
from concordant.compare.ties import tie
from concordant.pipeline import analyse, load
from concordant.publish.export import to_json
from tests.labels import score as scorer
from tests.support.by_rule import answered, figures_of, rule_rows
from tests.support.labels import LABELS
from tests.support.written import labelled, score

OWN = ("one", "two", "three", "four", "five", "six", "seven")
ROOT = Path(__file__).parents[2]
KEPT = ROOT / "site_src" / "figures.json"


def held_out() -> float:
    """F1 of links in the written codes that were never looked at while rules were changed."""
    goal = labelled("three")
    links = link(goal.policies, tie(goal.policies))
    return score({(one.a, one.b): one.relation for one in links}, goal).f1


def figures(result: dict[str, Any]) -> list[dict[str, Any]]:
    """Name, value, bar (None: reported only) and what it means, in the order of the method page."""
    modality, links, conflicts = result["modality"], result["links"], result["conflicts"]
    rows: list[tuple[str, float, float | None, str]] = [
        ("Paragraphs exactly as cut by hand (F1)", result["clauses_exact"]["f1"], 0.97, "The same words in the same paragraph."),
        ("Paragraphs nearly as cut by hand (F1)", result["clauses_near"]["f1"], 0.99, "At least four fifths of the words are the same."),
        ("Lead-ins read into the right items", result["lead_in_accuracy"], 0.97, "Share of paragraphs whose introducing words are right."),
        ("Duty, ban or permission (F1)", modality["f1"], 0.92, "Two labellings agree at 0.98. On two codes not looked at before: 0.90."),
        ("The same with must or should (F1)", result["modality_with_strength"]["f1"], None, "Two independent labellings agree at 0.96."),
        (
            "Paragraphs without a rule left alone",
            result["no_norm_accuracy"],
            0.90,
            "Facts, definitions, warnings. On two unseen codes: 17 of 26.",
        ),
        ("Equivalent paragraphs (F1)", links["f1"], 0.80, "Two labellings agree at 0.94; likeness of letters alone reaches 0.46."),
        ("Equivalents shown that are right", links["precision"], 0.80, "The cues were written with these codes in sight."),
        ("Equivalents labelled that are found", links["recall"], None, "Of every ten that both labellers hold, so many are found."),
        (
            "Equivalent paragraphs in four codes that nobody tuned on (F1)",
            round(held_out(), 3),
            None,
            "What to expect of the next council.",
        ),
        ("Relation of right pairs named rightly", result["relation_accuracy"], 0.78, "Saying “they overlap” each time would reach 0.73."),
        (
            "Conflicts shown that a labeller holds",
            conflicts["precision"],
            None,
            "Two independent labellings agree at F1 0.68: this is hard.",
        ),
        ("Conflicts both labellers hold that are found", conflicts["recall"], None, "All types."),
        ("Contradictions and tensions found", result["contradictions_and_tensions_recall"], None, "Of those that both labellers hold."),
    ]
    rows += _of_pairs()
    return [{"name": name, "value": value, "bar": bar, "note": note} for name, value, bar, note in rows]


def _of_pairs() -> list[tuple[str, float, float | None, str]]:
    """The figures of clauses held against each other two at a time."""
    agreed = figures_of(answered("agreed"))
    own = [figures_of(answered(name)) for name in OWN]
    shown = f"Pairs labelled twice, in sight while the rules were made. {_span(own, 'precision')} on seven sets of our own."
    found = f"On seven sets of our own {_span(own, 'recall')}; five of them, at first sight, 0.25 to 0.59: what to expect of new wording."
    return [
        ("Two clauses: conflicts shown that are right", agreed["precision"], 0.85, shown),
        ("Two clauses: conflicts that are found", agreed["recall"], 0.75, found),
        ("Two clauses: type named rightly", agreed["exact"], 0.75, "Contradiction, tension or difference of strength."),
        ("Two clauses: both of a pair that differ in a word", agreed["flips"], 0.70, "One is a conflict and the other is not."),
    ]


def _span(own: list[dict[str, float]], name: str) -> str:
    values = [one[name] for one in own]
    return f"{min(values):.2f} to {max(values):.2f}"


def kept() -> dict[str, Any]:
    """All that the method page prints: the figures, and how often each rule is right."""
    export = json.loads(to_json(analyse(load(ROOT / "policies"))))
    return {"accuracy": figures(scorer.score(export, LABELS)), "rules": rule_rows(export)}


def main() -> None:
    rows = kept()
    for row in rows["accuracy"]:
        bar = "" if row["bar"] is None else f"  bar {row['bar']:.2f}" + ("" if row["value"] >= row["bar"] else "  MISSED")
        print(f"{row['value']:.3f}  {row['name']}{bar}")
    for row in rows["rules"]:
        pairs, documents = f"{row['pairs_right']}/{row['pairs_shown']}", f"{row['documents_right']}/{row['documents_shown']}"
        print(f"{pairs} pairs  {documents} documents  {row['name']}")
    if "--write" in sys.argv:
        with tempfile.NamedTemporaryFile("w", dir=KEPT.parent, delete=False, encoding="utf-8") as beside:
            beside.write(json.dumps(rows, indent=1, ensure_ascii=False) + "\n")
        Path(beside.name).replace(KEPT)


if __name__ == "__main__":
    main()
