"""What people mended in the register of concerns wins over what the program found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from concordant.judge.concern_tests import with_test
from concordant.model import Clause, Concern, ConcernTest, Policy
from concordant.register import NONE, Entry, Register, matched

BY_REGISTER = "named in the register"


def body_of(concern: Concern) -> str:
    """The folder of the council in whose report or draft a concern stands."""
    return concern.unit.partition("/")[0]


def registered(found: Sequence[Concern], registers: Sequence[Register], policies: Sequence[Policy]) -> tuple[Concern, ...]:
    """The concerns that count: those found, as mended; new ones marked; those taken out gone; those that people added at the end."""
    clauses = {c.id: c for p in policies for c in p.clauses}
    by_body = {register.body: register for register in registers}
    bodies = dict.fromkeys([*(body_of(c) for c in found), *by_body])
    out: list[Concern] = []
    for body in bodies:
        own = [c for c in found if body_of(c) == body]
        register = by_body.get(body)
        out.extend(_of_one(own, register, clauses) if register else own)
    return tuple(out)


def _of_one(found: Sequence[Concern], register: Register, clauses: Mapping[str, Clause]) -> list[Concern]:
    pairs = matched(found, register)
    out = [kept for c in found if (kept := _kept(c, pairs.get(c.id), register, clauses))]
    taken = {entry.id for entry in pairs.values()}
    for entry in register.entries:
        # An entry that nobody touched and that is no longer found has gone with the words of the report.
        if entry.id not in taken and not entry.drop and (entry.mended or entry.note):
            blank = Concern(id=entry.id, councillor="", unit=entry.where if entry.where in clauses else "", text=entry.said)
            out.append(replace(_mended(_unmarked(blank, entry), entry, clauses), state="mended" if entry.marks else "added"))
    return out


def _unmarked(blank: Concern, entry: Entry) -> Concern:
    """What the program once wrote into an entry that it no longer finds still stands where a person mended the rest."""
    said = entry.values
    return replace(
        blank, councillor=said.get("councillor", ""), targets=tuple(said.get("about", ())), kinds=tuple(said.get("kinds", ())),
        principles=tuple(said.get("principles", ())), sure=said.get("certain") == "yes", resolved=BY_REGISTER,
    )  # fmt: skip


def _kept(concern: Concern, entry: Entry | None, register: Register, clauses: Mapping[str, Clause]) -> Concern | None:
    if entry is None:
        return None if concern.id in register.offered else replace(concern, state="new")
    if entry.drop:
        return None
    named = replace(concern, id=entry.id, note=entry.note, state="new" if entry.new else "found")
    return replace(_mended(named, entry, clauses), state="mended") if entry.mended else named


def _mended(concern: Concern, entry: Entry, clauses: Mapping[str, Clause]) -> Concern:
    said = {key: entry.values[key] for key in entry.mended}
    changed: dict[str, Any] = {key: tuple(said[key]) for key in ("kinds", "principles") if key in said}
    if "about" in said:
        there = tuple(t for t in said["about"] if t in clauses)
        gone = ("place-gone",) if len(there) < len(said["about"]) else ()
        changed |= {"targets": there, "resolved": BY_REGISTER if there else "not found", "sure": bool(there), "reasons": gone}
    if "certain" in said:
        changed["sure"] = said["certain"] == "yes"
    if "proposal" in said:
        changed["proposal"] = None if said["proposal"] == NONE else said["proposal"]
    if "councillor" in said:
        changed["councillor"] = said["councillor"]
    mended = replace(concern, note=entry.note, **changed)
    if "test" not in said:
        return with_test(mended, dict(clauses)) if {"about", "kinds", "proposal"} & set(said) else mended
    return _with_test(mended, said["test"])


def _with_test(concern: Concern, said: Mapping[str, str] | str) -> Concern:
    if isinstance(said, str):
        return replace(concern, test=None, untested="by-officer")
    clause = said.get("about") or (concern.targets[0] if concern.targets else None)
    return replace(concern, test=ConcernTest(kind=said["kind"], words=said["words"], clause=clause), untested=None)  # type: ignore[arg-type]
