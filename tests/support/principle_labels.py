"""How rightly rules are held against the principles: `python -m tests.support.principle_labels` prints the figures.

Two sets of sentences, each labelled with the principles that it serves or limits; what is not named is neutral. The rules were made with
`tuned` at hand; nobody looked at what they get wrong of `held-out`.
"""

from __future__ import annotations

from dataclasses import dataclass

from concordant.judge.principles import ledger
from concordant.judge.restrictions import lone
from concordant.rulebook.principles import principles
from tests.support.labels import rows

SETS = ("tuned", "held-out")


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """`marks` is the share of right marks among all sentences and principles, neutral ones included; `whole` that of sentences with
    nothing wrong; precision and recall are of the marks that are not neutral.
    """

    sentences: int
    whole: float
    marks: float
    precision: float
    recall: float


def measured(name: str) -> Marked:
    """The figures of one set."""
    said = rows(f"principles-{name}.jsonl")
    names = [p.id for p in principles()]
    pairs = []
    whole = 0
    for row in said:
        found = {
            mark.principle: mark.standing
            for ruled in ledger((lone(row["text"], lead_in=row.get("lead_in")),))
            for mark in ruled.marks
            if mark.standing != "neutral"
        }
        whole += found == row["marks"]
        pairs += [(row["marks"].get(p, "neutral"), found.get(p, "neutral")) for p in names]
    hits = sum(gold == got != "neutral" for gold, got in pairs)
    return Marked(
        sentences=len(said),
        whole=whole / len(said),
        marks=sum(gold == got for gold, got in pairs) / len(pairs),
        precision=hits / sum(got != "neutral" for _, got in pairs),
        recall=hits / sum(gold != "neutral" for gold, _ in pairs),
    )


def main() -> None:
    for name in SETS:
        it = measured(name)
        print(
            f"{name}: {it.sentences} sentences, {it.whole:.2f} wholly right; marks right {it.marks:.3f}, "
            f"of those not neutral precision {it.precision:.2f}, recall {it.recall:.2f}"
        )


if __name__ == "__main__":
    main()
