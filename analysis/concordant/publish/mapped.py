"""The map of clauses and conflicts: a ring of paragraphs grouped by code, with a line for each finding. Places follow from the order of the
texts alone, so the same texts give the same picture; the tables of the page list the same findings.
"""

from __future__ import annotations

import math
import textwrap
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from concordant.judge.graph import Lever, Problem, Smallest, clauses_of, levers, of_body, problems, smallest
from concordant.model import Clause, Conflict, Policy, policy_id_of
from concordant.publish.names import short
from concordant.publish.picture import cut
from concordant.publish.view import View
from concordant.rulebook.principles import principles

SIZE_X, SIZE_Y, RADIUS = 860, 680, 235
LABEL, NAME, LINE_HEIGHT = 12, 48, 17
# Between two codes the ring stays open for as much as this many paragraphs take; a group takes at least the room of three.
OPEN, LEAST_ROOM = 2.5, 3
# The names of principles are read across, so they stand on the left, where one lies above another.
LEFT, LONGEST_NAME = math.pi, 28
# More paragraphs than these cannot be told apart on paper.
MOST_DOTS = 110
# A line bends towards the middle of the ring: 0 through it, 1 straight.
BEND = 0.3


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A paragraph or a principle on the ring. `label` stands at (text_x, text_y), anchored and turned (in degrees) as SVG says."""

    x: float
    y: float
    label: str
    text_x: float
    text_y: float
    anchor: str
    turn: float
    principle: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """The name of a code beside its part of the ring, cut into lines."""

    lines: tuple[str, ...]
    x: float
    y: float
    anchor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A finding: a curve between two spots. `path` is for SVG; `type` and `apart` (between councils) say how it is drawn."""

    conflict: str
    path: str
    type: str
    apart: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """The ring. `left_out` counts the findings for which there was no room."""

    width: int
    height: int
    spots: tuple[Spot, ...]
    names: tuple[Name, ...]
    lines: tuple[Line, ...]
    left_out: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnWork:
    """What one council can mend alone: its findings, and the fewest paragraphs that all of them touch, by text and in its order."""

    council: str
    conflicts: tuple[Conflict, ...]
    smallest: Smallest
    places: tuple[tuple[Policy, tuple[Clause, ...]], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mapped:
    """The page. `joined` are problems of several findings, `alone` the findings that share no paragraph with another."""

    picture: Picture
    conflicts: dict[str, Conflict]
    joined: tuple[Problem, ...]
    alone: tuple[Conflict, ...]
    levers: tuple[Lever, ...]
    smallest: Smallest
    own: tuple[OwnWork, ...]

    def of(self, problem: Problem) -> tuple[Conflict, ...]:
        """The findings of a problem, in order."""
        return tuple(self.conflicts[name] for name in problem.conflicts)


def mapped(view: View) -> Mapped:
    """Everything for the page, from the findings that count."""
    found = view.real
    by_id = {conflict.id: conflict for conflict in found}
    parts = problems(found)
    return Mapped(
        picture=picture(view, parts),
        conflicts=by_id,
        joined=tuple(part for part in parts if len(part.conflicts) > 1),
        alone=tuple(by_id[part.conflicts[0]] for part in parts if len(part.conflicts) == 1),
        levers=levers(found),
        smallest=smallest(found),
        own=_own(view, found),
    )


def _own(view: View, found: Sequence[Conflict]) -> tuple[OwnWork, ...]:
    councils = {policy.body: policy.meta.council for policy in view.compared}
    work = []
    for body, council in sorted(councils.items(), key=lambda item: (item[1].casefold(), item[0])):
        if own := of_body(found, body):
            fewest = smallest(own)
            work.append(OwnWork(council=council, conflicts=own, smallest=fewest, places=_in_order(fewest.clauses, view)))
    return tuple(work)


def _in_order(clauses: Sequence[str], view: View) -> tuple[tuple[Policy, tuple[Clause, ...]], ...]:
    chosen = set(clauses)
    texts = ((policy, tuple(clause for clause in policy.clauses if clause.id in chosen)) for policy in view.compared)
    return tuple((policy, found) for policy, found in texts if found)


def picture(view: View, parts: Sequence[Problem]) -> Picture:
    """The ring of the largest problems, as many as there is room for."""
    by_id = {conflict.id: conflict for conflict in view.real}
    shown: list[Conflict] = []
    dots: set[str] = set()
    for part in parts:
        if len(dots) + len(part.clauses) <= MOST_DOTS:
            dots |= set(part.clauses)
            shown += [by_id[name] for name in part.conflicts]
    groups = _groups(view, shown)
    places = _places([members for _, members in groups])
    titles = {principle.id: principle.name for principle in principles()}
    return Picture(
        width=SIZE_X,
        height=SIZE_Y,
        spots=tuple(_spot(angle, *_label(member, view, titles)) for member, angle in places.items()),
        names=tuple(_name(short(view.analysis.policy(key)), [places[member] for member in members]) for key, members in groups if key),
        lines=tuple(_line(conflict, places) for conflict in sorted(shown, key=_drawn)),
        left_out=len(view.real) - len(shown),
    )


def _groups(view: View, shown: Sequence[Conflict]) -> list[tuple[str, list[str]]]:
    """(policy id, its clauses in text order), then ("", principles): what stands on the ring, in order."""
    members: dict[str, set[str]] = defaultdict(set)
    limited = {conflict.principle for conflict in shown if conflict.b is None and conflict.principle}
    for conflict in shown:
        for clause in clauses_of(conflict):
            members[policy_id_of(clause)].add(clause)
    groups = [
        (policy.id, sorted(members[policy.id], key=lambda clause: view.clause(clause).number))
        for policy in view.compared
        if policy.id in members
    ]
    order = {principle.id: at for at, principle in enumerate(principles())}
    names = sorted(limited, key=lambda name: (order.get(name, len(order)), name))
    return groups + ([("", [f"principle:{name}" for name in names])] if names else [])


def _places(groups: Sequence[Sequence[str]]) -> dict[str, float]:
    """The angle of each spot, clockwise, with an opening between groups. The last group lies on the left."""
    steps = sum(max(len(group), LEAST_ROOM) + OPEN for group in groups)
    places: dict[str, float] = {}
    at = OPEN / 2
    for group in groups:
        room = max(len(group), LEAST_ROOM)
        for index, member in enumerate(group):
            places[member] = 2 * math.pi * (at + (index + 0.5) * room / len(group)) / steps
        at += room + OPEN
    turn = LEFT - (places[groups[-1][0]] + places[groups[-1][-1]]) / 2 if groups else 0.0
    return {member: angle + turn for member, angle in places.items()}


def _label(member: str, view: View, titles: dict[str, str]) -> tuple[str, bool]:
    if member.startswith("principle:"):
        name = member.removeprefix("principle:")
        return textwrap.shorten(titles.get(name, name.replace("-", " ")), LONGEST_NAME, placeholder=" …"), True
    return f"[{view.clause(member).number}]", False


def _spot(angle: float, label: str, principle: bool) -> Spot:
    """The number of a paragraph points away from the middle, so that neighbours keep clear of each other; it is never upside down."""
    cos, sin = math.cos(angle), math.sin(angle)
    turn = 0.0 if principle else math.degrees(angle) + (180 if cos < 0 else 0)
    x, y = _at(SIZE_X, cos, RADIUS + LABEL), _at(SIZE_Y, sin, RADIUS + LABEL)
    return Spot(
        x=_at(SIZE_X, cos, RADIUS), y=_at(SIZE_Y, sin, RADIUS), label=label, principle=principle, text_x=x, text_y=y,
        anchor="end" if cos < 0 else "start", turn=round((turn + 180) % 360 - 180, 1),
    )  # fmt: skip


def _name(name: str, angles: Sequence[float]) -> Name:
    """Outside the paragraph numbers, at the middle of the code's part of the ring."""
    angle = (angles[0] + angles[-1]) / 2
    cos, sin = math.cos(angle), math.sin(angle)
    lines = cut(name)
    lift = (len(lines) - 1) * LINE_HEIGHT
    down = 5.0 if sin > 0.3 else -lift if sin < -0.3 else -lift / 2
    x, y = _at(SIZE_X, cos, RADIUS + NAME), round(_at(SIZE_Y, sin, RADIUS + NAME) + down + 5, 1)
    return Name(lines=lines, x=x, y=y, anchor="middle" if abs(cos) < 0.3 else "start" if cos > 0 else "end")


def _at(size: int, part: float, radius: float) -> float:
    return round(size / 2 + radius * part, 1)


def _line(conflict: Conflict, places: dict[str, float]) -> Line:
    a = places[conflict.a]
    b = places[conflict.b or f"principle:{conflict.principle}"]
    (x, y), (to_x, to_y) = (((_at(SIZE_X, math.cos(angle), RADIUS), _at(SIZE_Y, math.sin(angle), RADIUS))) for angle in (a, b))
    bend_x = round(SIZE_X / 2 + ((x + to_x) / 2 - SIZE_X / 2) * BEND, 1)
    bend_y = round(SIZE_Y / 2 + ((y + to_y) / 2 - SIZE_Y / 2) * BEND, 1)
    path = f"M{x} {y}Q{bend_x} {bend_y} {to_x} {to_y}"
    return Line(conflict=conflict.id, path=path, type=conflict.type, apart=conflict.between == "different-bodies")


def _drawn(conflict: Conflict) -> tuple[int, str]:
    """The weightier lie on top."""
    return {"different-bodies": 0, "principle": 1}.get(conflict.between, 2), conflict.id
