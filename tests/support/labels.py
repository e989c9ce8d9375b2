"""The hand-made labels as model values, so that each stage can be tried without the stages before it."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from concordant.model import Clause, Meta, Place, Policy, Unit

LABELS = Path(__file__).parents[1] / "labels"
IDS = {
    "pcc-members": (
        "peterborough/members-social-media-code",
        "code",
        ("councillors",),
        "Peterborough City Council",
        "Social Media Code for Members",
    ),
    "pcc-staff": ("peterborough/staff-social-media-policy", "policy", ("employees",), "Peterborough City Council", "Social Media Policy"),
    "bhcc-members": (
        "brighton-and-hove/members-social-media-protocol",
        "protocol",
        ("councillors",),
        "Brighton & Hove City Council",
        "Social media protocol for members",
    ),
    "pwtc": (
        "paddock-wood/social-media-policy",
        "policy",
        ("councillors", "employees"),
        "Paddock Wood Town Council",
        "Social Media Policy",
    ),
    "ccc-report": (
        "cambridgeshire/committee-report-2019-10-01",
        "report",
        ("councillors",),
        "Cambridgeshire County Council",
        "Social Media Code for Councillors: report",
    ),
}


def rows(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (LABELS / name).read_text(encoding="utf-8").splitlines() if line.strip()]


def _plain(text: str) -> str:
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)
    return re.sub(r"\s+", " ", re.sub(r"(\*\*|\*|</?u>)", "", text)).strip()


def labelled_policy(doc: str) -> Policy:
    """The document as the labels cut it; clause ids are `<policy id>#<number of the label row>`, so gold id `pwtc.043` is `...#043`."""
    policy_id, kind, audience, council, title = IDS[doc]
    raw = {u["id"]: u for u in rows(f"{doc}.units.jsonl")}
    new = {old: f"{policy_id}#{old.rsplit('.', 1)[1]}" for old in raw}
    units: list[Unit] = []
    count = 0
    for line, (old, u) in enumerate(raw.items(), start=1):
        kind_of = {"meta": "metadata"}.get(u["kind"], u["kind"])
        chain, at = [], u.get("lead_in")
        while at:
            chain.insert(0, at)
            at = raw[at].get("lead_in")
        headings, at = [], u["parent"]
        while at:
            if raw[at]["kind"] == "heading":
                headings.insert(0, _plain(raw[at]["text"]))
            at = raw[at]["parent"]
        common: dict[str, Any] = {
            "id": new[old],
            "kind": kind_of,
            "text": _plain(u["text"]),
            "markdown": u["text"],
            "printed": u["num"],
            "depth": u["level"],
            "parent": new.get(u["parent"]),
            "lead_ins": tuple(new[c] for c in chain),
            "in_list": bool(u.get("lead_in")),
            "place": Place(file=f"{doc}.txt", line=line, end_line=line),
        }
        if u["kind"] == "clause":
            count += 1
            texts = tuple(_plain(raw[c]["text"]) for c in chain)
            units.append(
                Clause(**common, number=count, lead_in=texts[-1] if texts else None, lead_in_path=texts, heading_path=tuple(headings))
            )
        else:
            units.append(Unit(**common))
    meta = Meta(council=council, title=title, kind=kind, audience=audience, status="unknown", date=None, source="labels", original=None)  # type: ignore[arg-type]
    return Policy(id=policy_id, version="undated", meta=meta, units=tuple(units), file=f"{doc}.txt")


def labelled_policies(*docs: str) -> tuple[Policy, ...]:
    return tuple(labelled_policy(d) for d in (docs or ("pcc-members", "pcc-staff", "bhcc-members", "pwtc")))
