"""Planted effects: what hand-made amendments do, as the ledger says it and as a person wrote it down before."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from concordant.amend.effects import setting
from concordant.amend.motionfile import read_motion
from concordant.amend.review import review_motion
from concordant.model import Concern, ConcernTest, ConflictEffect, Policy, Review
from concordant.parse.clauses import parse_policy
from concordant.parse.norms import with_norms

FOLDER = Path(__file__).parent / "labels" / "amendments"
FILES = sorted(FOLDER.glob("*.yml"))
# What was reached; the aim is 0.9 for each column and 0.95 for amendments to which nothing is ascribed that they do not do.
RIGHT = {"duties": 0.9, "conflicts": 0.9, "concerns": 0.9}
NOTHING_INVENTED = 0.95

Effect = tuple[str, ...]


@dataclass(frozen=True)
class Case:
    """One amendment: what it should do, what may be said too, and what the ledger says, all as tuples of words."""

    name: str
    wanted: frozenset[Effect]
    may: frozenset[Effect]
    found: frozenset[Effect]

    def column(self, effect: Effect) -> str:
        return {"duties": "duties", "concerns": "concerns"}.get(effect[0], "conflicts")

    def right(self, column: str) -> bool | None:
        """Whether every planted effect of a column is found; None where none is planted."""
        wanted = {effect for effect in self.wanted if self.column(effect) == column}
        return wanted <= self.found if wanted else None

    @property
    def invented(self) -> frozenset[Effect]:
        return frozenset(effect for effect in self.found - self.wanted if not any(effect[: len(may)] == may for may in self.may))


@cache
def texts(path: Path) -> tuple[dict[str, Any], tuple[Policy, ...]]:
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    parsed = (parse_policy(text, policy_id=f"example/{at}", version="undated", file="x.md") for at, text in enumerate(data["texts"], 1))
    return data, tuple(with_norms(policy) for policy in parsed)


def cases() -> list[Case]:
    return [_case(path, row) for path in FILES for row in texts(path)[0]["amendments"]]


def _case(path: Path, row: dict[str, Any]) -> Case:
    data, policies = texts(path)
    first = policies[0]
    said = "\n".join(f"{at}. {text}\n" for at, text in enumerate(row["motion"], start=1))
    motion, errors = read_motion(f"---\ntitle: {row['id']}\nagainst: example/one\n---\n\n{said}", file="m.md")
    assert not errors, (row["id"], errors)
    held = setting(policies, first.id, (), [_concern(name, of, first) for name, of in data["concerns"].items()])
    review = review_motion(first, motion, held)
    assert review.applied, (row["id"], review.errors)
    return Case(
        name=f"{path.stem}/{row['id']}",
        wanted=frozenset(_wanted(row)),
        may=frozenset(tuple(map(str, effect)) for effect in row.get("may", ())),
        found=frozenset(_found(review, policies)),
    )


def _concern(name: str, of: dict[str, Any], policy: Policy) -> Concern:
    targets = tuple(c.id for c in policy.clauses if c.number == of.get("about"))
    test = ConcernTest(kind=of["kind"], words=of["words"], clause=targets[0] if targets else None)
    return Concern(id=name, councillor="Example", unit="example/report#1", text=name, quote=of.get("quote"), targets=targets, test=test)


def _wanted(row: dict[str, Any]) -> Iterator[Effect]:
    yield from (("duties", str(number), kind) for number, kind in row.get("duties", ()))
    for way in ("opens", "closes", "changes"):
        yield from ((way, *(str(side) for side in sides)) for sides in row.get(way, ()))
    yield from (("concerns", name, status) for name, status in row.get("concerns", {}).items())


def _found(review: Review, policies: tuple[Policy, ...]) -> Iterator[Effect]:
    assert review.after is not None
    for duty in review.ledger.duties:
        yield "duties", str(duty.was_number or duty.number), duty.rule
    ways = {"opens": review.ledger.opened, "closes": review.ledger.closed, "changes": review.ledger.changed}
    for way, effects in ways.items():
        for effect in effects:
            yield way, *_sides(effect, review.before if way == "closes" else review.after, policies)
    for concern in review.ledger.concerns:
        if concern.was != concern.now:
            yield "concerns", concern.concern.id, concern.status


def _sides(effect: ConflictEffect, text: Policy, policies: tuple[Policy, ...]) -> tuple[str, str]:
    numbers = {c.id: f"{chr(ord('A') + at)}{c.number}" for at, policy in enumerate(policies[1:], start=1) for c in policy.clauses}
    numbers |= {c.id: str(c.number) for c in text.clauses}
    a = numbers[effect.now.a]
    if effect.now.b is None:
        return a, "principle"
    b = numbers[effect.now.b]
    return (a, b) if not a.startswith("B") else (b, a)


def _both_ways(effects: frozenset[Effect]) -> frozenset[Effect]:
    """A conflict of two paragraphs of one text has no first side."""
    turned = {(e[0], e[2], e[1]) for e in effects if e[0] in {"opens", "closes", "changes"} and len(e) == 3 and e[2].isdigit()}
    return effects | turned


@cache
def measured() -> tuple[Case, ...]:
    return tuple(
        Case(name=c.name, wanted=c.wanted, may=c.may | (_both_ways(c.wanted) - c.wanted), found=_both_ways(c.found)) for c in cases()
    )  # fmt: skip


def figures() -> dict[str, tuple[int, int]]:
    """By column, how many amendments with a planted effect have it found, and how many there are; then those with nothing invented."""
    out = {}
    for column in RIGHT:
        told = [right for case in measured() if (right := case.right(column)) is not None]
        out[column] = sum(told), len(told)
    clean = [not unturned(case) for case in measured()]
    out["nothing invented"] = sum(clean), len(clean)
    return out


def unturned(case: Case) -> frozenset[Effect]:
    """What is invented, without the other way round of what was wanted or allowed."""
    allowed = case.may | frozenset((m[0], *reversed(m[1:])) for m in case.may if len(m) == 3)

    def fair(effect: Effect) -> bool:
        turned = (effect[0], *reversed(effect[1:])) if effect[0] in {"opens", "closes", "changes"} else effect
        return any(one[: len(may)] == may for one in (effect, turned) for may in allowed | case.wanted)

    return frozenset(effect for effect in case.found - case.wanted if not fair(effect))


def test_there_are_at_least_sixty_amendments() -> None:
    assert len(measured()) >= 60


@pytest.mark.parametrize("column", RIGHT)
def test_planted_effects_are_found(column: str) -> None:
    found, of = figures()[column]
    missed = [(case.name, sorted(case.wanted - case.found)) for case in measured() if case.right(column) is False]
    assert found >= RIGHT[column] * of, f"{found} of {of}: {missed}"


def test_nothing_is_invented() -> None:
    found, of = figures()["nothing invented"]
    invented = [(case.name, sorted(unturned(case))) for case in measured() if unturned(case)]
    assert found >= NOTHING_INVENTED * of, f"{found} of {of}: {invented}"
