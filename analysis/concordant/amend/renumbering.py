"""Printed numbers that go on counting after an amendment, where the motion asks for it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from concordant.amend.outline import Outline
from concordant.model import Para

_NUMBER = re.compile(r"(?P<before>\\?\(?(?:\d{1,3}\\?\.)*)(?P<count>\d{1,3}|[a-z])(?P<after>\\?[.)]*\s+)\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Live:
    """A paragraph of the text that is being made; `origin` is its place in the old one, None for one that comes in."""

    para: Para
    origin: int | None
    touched: tuple[int, ...] = ()


def renumbered(rows: list[Live], outline: Outline, number: int) -> list[Live]:
    """The rows with typed numbers counted on: "3.2, 3.4" after the loss of 3.3 is 3.2, 3.3. `number` is the instruction that asks for it.

    Only a run of numbers that lost, gained or moved a paragraph is counted anew; what comes in among its paragraphs is counted with them.
    Numbers inside sentences are left alone.
    """
    chains = _chains(outline)
    members: dict[int, list[int]] = {}
    last: int | None = None
    for j, row in enumerate(rows):
        if row.para.kind == "heading":
            last = None
        chain = chains[row.origin][0] if row.origin in chains else None
        if chain is None and row.origin is None and last is not None and _joins(row.para, outline.paras[_first(chains, last)]):
            chain = last
        if chain is not None:
            members.setdefault(chain, []).append(j)
            last = chain
    out = list(rows)
    for chain, places in members.items():
        before = [at for at, (of, _) in chains.items() if of == chain]
        if [rows[j].origin for j in places] == before:
            continue
        counted = chains[_first(chains, chain)][1]
        count = counted["count"]
        for j in places:
            out[j] = _with_number(out[j], outline, f"{counted['before']}{count}{counted['after']}", number)
            count = _next(count)
    return out


def _chains(outline: Outline) -> dict[int, tuple[int, re.Match[str]]]:
    """For each numbered paragraph of the old text its run of numbers, by the place of the first in it, and its number taken apart."""
    found: dict[int, tuple[int, re.Match[str]]] = {}
    last: dict[tuple[int, str, str], int] = {}
    for at, para in enumerate(outline.paras):
        match = _NUMBER.fullmatch(_prefix(Live(para=para, origin=at), outline)) if para.kind != "heading" else None
        if match is None:
            continue
        key = (para.depth, match["before"], match["after"])
        before = last.get(key)
        goes_on = before is not None and _next(found[before][1]["count"]) == match["count"]
        found[at] = (found[before][0] if goes_on and before is not None else at, match)
        last[key] = at
    return found


def _first(chains: dict[int, tuple[int, re.Match[str]]], chain: int) -> int:
    return next(at for at, (of, _) in chains.items() if of == chain)


def _joins(para: Para, first: Para) -> bool:
    """Whether a new paragraph stands as those of a run do."""
    return para.kind == first.kind and para.depth == first.depth and not para.mark


def _with_number(row: Live, outline: Outline, printed: str, number: int) -> Live:
    words = printed + row.para.markdown[len(_prefix(row, outline)) :]
    if words == row.para.markdown:
        return row
    return replace(row, para=replace(row.para, markdown=words), touched=tuple(sorted({*row.touched, number})))


def _prefix(row: Live, outline: Outline) -> str:
    """The typed number in front of a paragraph of the old text, with the space behind it."""
    if row.origin is None or not outline.units[row.origin].printed:
        return ""
    old, unit = outline.paras[row.origin].markdown, outline.units[row.origin]
    if not old.endswith(unit.markdown):
        return ""
    prefix = old[: len(old) - len(unit.markdown)]
    return prefix if row.para.markdown.startswith(prefix) else ""


def _next(count: str) -> str:
    return str(int(count) + 1) if count.isdigit() else chr(ord(count) + 1) if count not in {"z", "Z"} else count
