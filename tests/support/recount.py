"""Counts anew, from the JSON export alone, what pages say in figures. A figure names its recount: data-count="gaps-of <code>".

Only which topic a provision belongs to, and from which score a tie counts as firm, come from the program: they are settings, no results.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from concordant.compare.ties import FIRM
from concordant.rulebook.hub import hub

Data = dict[str, Any]
Recount = Callable[..., int]


def read(export: str) -> Data:
    """The export with what many recounts ask for: the compared codes and their names in addresses."""
    data: Data = json.loads(export)
    data["codes"] = {p["id"]: p["id"].replace("/", "-") for p in data["policies"] if p["meta"]["kind"] != "report"}
    data["topic"] = {provision.id: provision.topic for provision in hub().provisions}
    data["firm"] = [tie for tie in data["ties"] if tie["score"] >= FIRM]
    return data


def _code(clause: str) -> str:
    return clause.partition("#")[0].replace("/", "-")


def _slug(name: str) -> str:
    return "-".join(name.casefold().split())


def _open(data: Data) -> list[Data]:
    return [c for c in data["conflicts"] if c["type"] != "exception" and c["state"] == "open"]


def _by(data: Data, kind: str, type_: str) -> int:
    return sum((kind in ("any", c["between"])) and (type_ in ("any", c["type"])) for c in _open(data))


def _of(data: Data, code: str, kind: str) -> int:
    return sum(c["between"] == kind and code in {_code(c["a"]), _code(c["b"] or c["a"])} for c in _open(data))


def _reported(data: Data, origin: str = "report") -> list[Data]:
    return [c for c in data["concerns"] if c["origin"] == origin]


def _concerns_of(data: Data, slug: str, which: str) -> int:
    own = [c for c in _reported(data) if _slug(c["councillor"]) == slug]
    return sum(which == "all" or bool(c["targets" if which == "placed" else "test"]) for c in own)


def _on(data: Data, topic: str, field: str) -> set[str]:
    return {tie[field] for tie in data["firm"] if data["topic"][tie["provision"]] == topic}


def _gaps(data: Data, code: str) -> list[Data]:
    return [gap for gap in data["gaps"] if gap["policy"].replace("/", "-") == code]


def _passages(data: Data, pair: str) -> list[Data]:
    return [p for p in data["passages"] if "--".join(sorted((_code(p["a"]), _code(p["b"])))) == pair]


def _rules(data: Data, code: str) -> list[Data]:
    return [r for r in data["principles"] if r["policy"].replace("/", "-") == code]


def _standing(data: Data, principle: str, code: str, standing: str) -> int:
    return sum((principle, standing) in {(m["principle"], m["standing"]) for m in r["marks"]} for r in _rules(data, code))


def _silent(data: Data, principle: str, code: str) -> int:
    return sum(r["modality"] != "permission" and principle not in {m["principle"] for m in r["marks"]} for r in _rules(data, code))


def _guarded(data: Data, code: str, *, critical: bool) -> list[Data]:
    return [g for g in data["criticism"] if g["policy"].replace("/", "-") == code and g["critical"] == critical]


def _savings(data: Data, code: str) -> int:
    held = [s for g in data["criticism"] if g["policy"].replace("/", "-") == code for s in g["savings"]]
    return len({(s["clause"], s["quote"]) for s in held})


def _capacity(data: Data, code: str, standing: str) -> int:
    placed = [c for one in data["capacity"] if one["policy"].replace("/", "-") == code for c in one["clauses"]]
    return sum(standing in ("any", c["standing"].replace(" ", "-")) for c in placed)


RECOUNTS: dict[str, Recount] = {
    "codes": lambda d: len(d["codes"]),
    "conflicts-open": lambda d: len(_open(d)),
    "conflicts-accepted": lambda d: sum(c["state"] == "accepted" for c in d["conflicts"]),
    "conflicts-by": _by,
    "conflicts-of": _of,
    "concerns-reported": lambda d: len(_reported(d)),
    "councillors": lambda d: len({c["councillor"] for c in _reported(d)}),
    "comments": lambda d: len(_reported(d, "comment")),
    "concerns-of": _concerns_of,
    "topics": lambda d: len({d["topic"][tie["provision"]] for tie in d["firm"]}),
    "provisions-of": lambda d, topic: len(_on(d, topic, "provision")),
    "codes-on": lambda d, topic: len({_code(clause) for clause in _on(d, topic, "clause")} & set(d["codes"].values())),
    "gaps-of": lambda d, code: len(_gaps(d, code)),
    "gap-topics-of": lambda d, code: len({d["topic"][gap["provision"]] for gap in _gaps(d, code)}),
    "gaps-made-by-three": lambda d, code: sum(len({_code(c) for c in gap["made_by"]}) > 2 for gap in _gaps(d, code)),
    "passages": lambda d: len(d["passages"]),
    "passages-between": lambda d, pair: len(_passages(d, pair)),
    "words-between": lambda d, pair: sum(p["words"] for p in _passages(d, pair)),
    "restrictions": lambda d, code: sum(r["modality"] != "permission" for r in _rules(d, code)),
    "standing": _standing,
    "silent": _silent,
    "savings": _savings,
    "critical": lambda d, code: len(_guarded(d, code, critical=True)),
    "reached": lambda d, code, reach: sum(g["reach"] == reach.replace("-", " ") for g in _guarded(d, code, critical=True)),
    "uncritical": lambda d, code: len(_guarded(d, code, critical=False)),
    "capacity": _capacity,
    "vague": lambda d, term, code: sum(u["rules"] and u["term"] == term and _code(u["clause"]) == code for u in d["vague"]),
}  # fmt: skip
