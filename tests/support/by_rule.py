"""How often each rule is right: on labelled pairs of clauses, and on the labelled documents."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from typing import Any

from concordant.judge.together.answer import Answer, answer
from concordant.judge.together.context import Words
from concordant.rulebook.conflicts import conflict_book
from concordant.rulebook.together import pair_rules
from tests.labels import score as scorer
from tests.support.labels import LABELS

# The agreed pairs were labelled twice; the others are variations of our own. All were looked at while the rules were made.
SETS = {"agreed": "contrast.jsonl"} | {name: f"contrast/{name}.jsonl" for name in ("one", "two", "three", "four", "five", "six", "seven")}
CONFLICT = {"contradiction", "tension", "strength"}


@dataclass(frozen=True, slots=True)
class Pair:
    """A labelled pair of clauses and what Concordant says of it."""

    label: str
    labels: tuple[str, ...]
    said: Answer
    id: str
    flip_of: str | None

    @property
    def flagged(self) -> bool:
        return self.said.type in CONFLICT

    @property
    def right(self) -> bool:
        return self.flagged == (self.label in CONFLICT)


def answered(name: str) -> tuple[Pair, ...]:
    """The pairs of a set with their answers."""
    rows = [json.loads(line) for line in (LABELS / SETS[name]).read_text(encoding="utf-8").splitlines() if line.strip()]
    return tuple(
        Pair(
            label=row["label"],
            labels=tuple(row["labels"]),
            said=answer(Words(**row["a"]), Words(**row["b"]), same_body=row["same_body"]),
            id=row["id"],
            flip_of=row.get("minimal_of"),
        )
        for row in rows
    )


def figures_of(pairs: tuple[Pair, ...]) -> dict[str, float]:
    """Precision, recall, exact type of the conflicts found, exceptions flagged, and minimal pairs both right."""
    hits = [p for p in pairs if p.flagged and p.label in CONFLICT]
    flagged, real = [p for p in pairs if p.flagged], [p for p in pairs if p.label in CONFLICT]
    carved = [p for p in pairs if p.label == "exception"]
    by_id = {p.id: p for p in pairs}
    flips = [(p, by_id[p.flip_of]) for p in pairs if p.flip_of in by_id]
    return {
        "precision": _share(len(hits), len(flagged)),
        "recall": _share(len(hits), len(real)),
        "exact": _share(sum(p.said.type in p.labels for p in hits), len(hits)),
        "exceptions": _share(sum(p.flagged for p in carved), len(carved)),
        "flips": _share(sum(a.right and b.right for a, b in flips), len(flips)),
    }


def _share(part: int, whole: int) -> float:
    return round(part / whole, 3) if whole else 0.0


def rule_rows(export: dict[str, Any]) -> list[dict[str, Any]]:
    """For every rule that fired: its name, and how many of its findings are right of how many, on pairs and on the documents."""
    pairs = [p for name in SETS for p in answered(name) if p.flagged]
    shown, right = Counter(p.said.rule for p in pairs), Counter(p.said.rule for p in pairs if p.label in CONFLICT)
    documents = {rule: _on_documents(export, rule) for rule in sorted({c["rule"] for c in export["conflicts"] if c.get("b")})}
    names = _names()
    return [
        {
            "rule": rule,
            "name": names.get(rule, rule),
            "pairs_right": right[rule],
            "pairs_shown": shown[rule],
            "documents_right": documents.get(rule, (0, 0))[0],
            "documents_shown": documents.get(rule, (0, 0))[1],
        }
        for rule in sorted(set(shown) | set(documents), key=lambda r: names.get(r, r))
    ]


def _on_documents(export: dict[str, Any], rule: str) -> tuple[int, int]:
    only = [c for c in export["conflicts"] if c["rule"] == rule]
    found = scorer.score({**export, "conflicts": only}, LABELS)["conflicts"]
    return found["tp"], found["predicted"]


def _names() -> dict[str, str]:
    acts = {act.id: act.name for act in conflict_book().acts}
    named = {}
    for rule in conflict_book().rules:
        a, b = acts[rule.a.act], acts[rule.b.act]
        if rule.type == "strength":
            named[rule.id] = f"Must here, should there: {a}"
        elif rule.differ == "care":
            named[rule.id] = f"Not to be done here, with care there: {a}"
        else:
            begun = a[:1].upper() + a[1:]
            named[rule.id] = f"{begun}, against: {b}" if a != b else f"{begun}, required or allowed and forbidden"
    return named | {rule.id: rule.name for rule in pair_rules().values()}
