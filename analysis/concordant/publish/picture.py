"""Pictures made at build time: who shares words with whom, as a ring of codes in SVG. A table beside each says the same."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from concordant.compare.lineage import shared_words
from concordant.model import Passage, Policy

WIDTH, HEIGHT, RADIUS = 520, 380, 120
THINNEST, THICKEST = 1.5, 9.0
LINE_HEIGHT, LONGEST = 17, 15


@dataclass(frozen=True, slots=True, kw_only=True)
class Dot:
    """One code on the ring. `lines` are its name, cut for the picture; `anchor` is how they stand to the point (x, y)."""

    policy: Policy
    x: float
    y: float
    text_x: float
    text_y: float
    anchor: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tied:
    """A line between two codes that share words; `width` grows with how many."""

    a: Dot
    b: Dot
    words: int
    width: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Ring:
    """The picture: dots, and the lines between them, thickest last."""

    width: int
    height: int
    dots: tuple[Dot, ...]
    ties: tuple[Tied, ...]


def ring(policies: Sequence[Policy], passages: Sequence[Passage], names: Mapping[str, str]) -> Ring:
    """The codes in order around a ring, and how many words each two share. `names` are short names by policy id."""
    dots = {policy.id: _dot(policy, names[policy.id], at, len(policies)) for at, policy in enumerate(policies)}
    counts = shared_words(passages)
    most = max(counts.values(), default=1)
    ties = [
        Tied(a=dots[a], b=dots[b], words=n, width=round(THINNEST + (THICKEST - THINNEST) * math.sqrt(n / most), 1))
        for (a, b), n in sorted(counts.items(), key=lambda pair: (pair[1], pair[0]))
    ]
    return Ring(width=WIDTH, height=HEIGHT, dots=tuple(dots.values()), ties=tuple(ties))


def _dot(policy: Policy, name: str, at: int, count: int) -> Dot:
    angle = 2 * math.pi * at / max(count, 1) - math.pi / 2
    cos, sin = math.cos(angle), math.sin(angle)
    lines = cut(name)
    anchor = "middle" if abs(cos) < 0.3 else "start" if cos > 0 else "end"
    lift = (len(lines) - 1) * LINE_HEIGHT
    down = 8.0 if sin > 0.3 else -8.0 - lift if sin < -0.3 else -lift / 2
    return Dot(
        policy=policy, x=round(WIDTH / 2 + RADIUS * cos, 1), y=round(HEIGHT / 2 + RADIUS * sin, 1),
        text_x=round(WIDTH / 2 + (RADIUS + 16) * cos, 1), text_y=round(HEIGHT / 2 + (RADIUS + 10) * sin + down + 5, 1),
        anchor=anchor, lines=lines,
    )  # fmt: skip


def cut(name: str) -> tuple[str, ...]:
    """A name over several lines, broken between words."""
    lines = [""]
    for word in name.split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) > LONGEST:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return tuple(lines)
