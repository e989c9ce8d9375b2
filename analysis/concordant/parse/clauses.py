"""Canonical Markdown -> clauses: neutral numbers, printed numbers, heading paths, lead-ins read into items, readable ids."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256

from concordant.errors import BadPolicy, Problem
from concordant.model import Clause, Place, Policy, Unit, UnitKind
from concordant.parse import frontmatter
from concordant.parse.blocks import Block, Item, List, Paragraph, blocks
from concordant.parse.leadins import announced, completes, introduces, role

ASIDES = frozenset({"metadata", "note", "furniture"})
SLUG_WORDS = 6
_ENUMERATOR = r"\((?:[a-z]{1,2}|[ivxlc]{1,6}|\d{1,3})\)|(?:[a-z]|aa|bb|cc|dd|ee|ff|gg|hh|[ivxlc]{1,6}|\d{1,3}[A-Z]?)[.)]"
_STATUTORY = r"\d{1,3}[A-Z]{0,2}\.\s?[—–―-]{1,2}\s?\(\d{1,2}\)"
_PRINTED = re.compile(rf"^({_STATUTORY}|(?:\d{{1,3}}\.)+\d{{1,3}}\.?|{_ENUMERATOR})\s+(?=\S)", re.IGNORECASE)
_HEADING_NUMBER = re.compile(r"^((?:\d{1,3}\.)*\d{1,3}[.)]?|[A-Z][.)]|\([a-z]\))\s+(?=\S)", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Scope:
    """What a block inherits from above: ids of the heading or item over it, the lead-ins read into it, its depth."""

    parent: str | None = None
    lead_ins: tuple[Unit, ...] = ()
    depth: int = 1
    in_list: bool = False


@dataclass(slots=True)
class _Walk:
    """The only mutable thing here: units collected so far, and the headings that are open. Ids are provisional (`u12`)."""

    file: str
    units: list[Unit] = field(default_factory=list)
    headings: list[tuple[int, Unit]] = field(default_factory=list)
    clauses: int = 0
    page: int | None = None

    def add(self, block: Paragraph, kind: UnitKind, scope: _Scope, *, printed: str | None = None) -> Unit:
        text, markdown = block.text, block.markdown
        if printed is None and kind not in ASIDES:
            printed, text, markdown = _take_number(block)
        # The importer marks the first block of each page.
        self.page = block.page if block.page is not None else self.page
        common = Unit(
            id=f"u{len(self.units)}", kind=kind, text=text, markdown=markdown, printed=printed, depth=scope.depth, parent=scope.parent,
            lead_ins=tuple(u.id for u in scope.lead_ins), in_list=scope.in_list,
            place=Place(file=self.file, line=block.line, end_line=block.end_line, page=self.page),
        )  # fmt: skip
        unit = common if kind != "clause" else self._clause(common, scope)
        self.units.append(unit)
        return unit

    def _clause(self, unit: Unit, scope: _Scope) -> Clause:
        path = tuple(u.text for u in scope.lead_ins)
        self.clauses += 1
        return Clause(
            id=unit.id, kind="clause", text=unit.text, markdown=unit.markdown, printed=unit.printed, depth=unit.depth, parent=unit.parent,
            lead_ins=unit.lead_ins, in_list=unit.in_list, place=unit.place,
            number=self.clauses, lead_in=path[-1] if path else None, lead_in_path=path,
            heading_path=tuple(h.text for _, h in self.headings),
        )  # fmt: skip


def parse_policy(text: str, *, policy_id: str, version: str, file: str) -> Policy:
    """A canonical Markdown file as a Policy whose clauses carry no norms yet.

    Raises BadPolicy when the front matter breaks its schema, or when the document has no clause. Any body parses.
    """
    meta, body, first_line = frontmatter.split(text, file=file)
    units = parse_units(body, file=file, first_line=first_line)
    if not any(isinstance(u, Clause) for u in units):
        raise BadPolicy(
            [
                Problem(
                    file=file,
                    where="",
                    what="the document has no clause: nothing in it is a paragraph or list item.",
                    mend="Check that the text below the front matter came out whole.",
                )
            ]
        )
    return Policy(id=policy_id, version=version, meta=meta, units=tuple(_with_ids(units, policy_id)), file=file, text=text)


def parse_units(body: str, *, file: str, first_line: int = 1) -> tuple[Unit, ...]:
    """The units of a Markdown body in text order, with provisional ids."""
    walk = _Walk(file=file)
    _walk(walk, blocks(body, first_line=first_line), _Scope())
    return tuple(walk.units)


def _walk(walk: _Walk, children: Sequence[Block], scope: _Scope, pending: tuple[Unit, ...] = ()) -> None:
    """Blocks of one level. `pending` are the lead-ins that wait for a list; asides do not end their wait, a paragraph does.

    They keep waiting after a list too: a footnote or page foot may have cut it in two.
    """
    had_list: List | None = None
    for at, block in enumerate(children):
        if isinstance(block, List):
            if had_list is not None and not _goes_on(had_list, block):
                pending = ()
            _list(walk, block, replace(scope, lead_ins=scope.lead_ins + pending))
            had_list = block
        elif block.level:
            scope, pending = _heading(walk, block, scope), ()
        elif block.mark in ASIDES:
            walk.add(block, _aside(block), replace(scope, depth=0, parent=None, lead_ins=()))
        else:
            pending = _paragraph(walk, block, scope, () if had_list is not None else pending, _next_kind(children, at))
            had_list = None


def _paragraph(walk: _Walk, block: Paragraph, scope: _Scope, pending: tuple[Unit, ...], following: str) -> tuple[Unit, ...]:
    """Adds the paragraph; returns the lead-ins that it leaves waiting."""
    opens = following in {"list", "lead-in"} and introduces(block.text) and (following == "list" or block.text.rstrip("*_ ").endswith(":"))
    kind: UnitKind = "lead-in" if opens and role(block.text) == "lead-in" else "clause"
    if block.mark in {"clause", "lead-in"}:
        kind = "lead-in" if block.mark == "lead-in" else "clause"
    stacked = pending if opens and following == "list" else ()
    unit = walk.add(block, kind, replace(scope, lead_ins=scope.lead_ins + stacked))
    return (*stacked, unit) if opens or kind == "lead-in" else ()


def _goes_on(before: List, after: List) -> bool:
    """Whether a list is the rest of one that a page foot or note cut in two: bullets again, or the next number."""
    last, first = before.items[-1].printed, after.items[0].printed
    return last is None and first is None if last is None or first is None else int(first) == int(last) + 1


def _next_kind(children: Sequence[Block], at: int) -> str:
    """What follows a paragraph, asides left out: "list", "lead-in" (a paragraph that itself introduces a list) or "other"."""
    following = [b for b in children[at + 1 : at + 8] if not (isinstance(b, Paragraph) and b.mark in ASIDES)]
    if not following:
        return "other"
    if isinstance(following[0], List):
        return "list"
    stem = following[0]
    if (
        len(following) > 1
        and isinstance(following[1], List)
        and not stem.level
        and stem.text.endswith(":")
        and role(stem.text) == "lead-in"
    ):
        return "lead-in"
    return "other"


def _heading(walk: _Walk, block: Paragraph, scope: _Scope) -> _Scope:
    is_title = block.mark == "title" or (block.level == 1 and not walk.units)
    if is_title:
        walk.add(block, "title", _Scope(depth=0), printed="")
        return scope
    while walk.headings and walk.headings[-1][0] >= block.level:
        walk.headings.pop()
    over = walk.headings[-1][1].id if walk.headings else None
    unit = walk.add(block, "heading", _Scope(parent=over, depth=len(walk.headings) + 1))
    walk.headings.append((block.level, unit))
    return _Scope(parent=unit.id, depth=len(walk.headings) + 1)


def _aside(block: Paragraph) -> UnitKind:
    return "metadata" if block.mark == "metadata" else "note" if block.mark == "note" else "furniture"


def _list(walk: _Walk, block: List, scope: _Scope) -> None:
    limit = announced(scope.lead_ins[-1].text) if scope.lead_ins else None
    for at, item in enumerate(block.items):
        lead_ins = scope.lead_ins
        # A page foot may have cut the list in two: its numbers go on counting.
        count = int(item.printed) - 1 if item.printed else at
        if limit is not None and count >= limit:
            lead_ins = lead_ins[:-1]
        _item(walk, item, replace(scope, lead_ins=lead_ins, in_list=True))


def _item(walk: _Walk, item: Item, scope: _Scope) -> None:
    first = item.children[0] if item.children else None
    if not isinstance(first, Paragraph) or first.level:
        _walk(walk, item.children, scope)
        return
    if first.mark in ASIDES:
        walk.add(first, _aside(first), _Scope(depth=0))
        _walk(walk, item.children[1:], scope)
        return
    lead_ins = scope.lead_ins
    while lead_ins and not completes(lead_ins[-1].text, first.text):
        lead_ins = lead_ins[:-1]
    scope = replace(scope, lead_ins=lead_ins)
    opens = _next_kind(item.children, 0) == "list" and introduces(first.text)
    kind: UnitKind = "lead-in" if opens and role(first.text) == "lead-in" else "clause"
    if first.mark in {"clause", "lead-in"}:
        kind = "lead-in" if first.mark == "lead-in" else "clause"
    unit = walk.add(first, kind, scope, printed=item.printed)
    below = replace(scope, parent=unit.id, depth=scope.depth + 1, lead_ins=())
    rest = item.children[1:]
    if opens and rest:
        return _walk(walk, rest, below, (*lead_ins, unit))
    return _walk(walk, rest, below)


def _take_number(block: Paragraph) -> tuple[str | None, str, str]:
    """Split a printed number off the front of a paragraph or heading; (None, text, markdown) when it prints none."""
    pattern = _HEADING_NUMBER if block.level else _PRINTED
    found = pattern.match(block.text)
    if not found:
        return None, block.text, block.markdown
    markdown = re.sub(r"^\\?" + r"\\?".join(map(re.escape, found.group(1))) + r"\s+", "", block.markdown)
    number = found.group(1)
    return number.rstrip(".") if number[0].isdigit() else number, block.text[found.end() :], markdown


def _with_ids(units: Sequence[Unit], policy_id: str) -> list[Unit]:
    """Readable ids from a unit's own words, so that they stay when units elsewhere are edited, moved or renumbered.

    Units with the same first words get a short hash of what tells them apart (all their words and their lead-in); true
    repeats are counted.
    """
    slugs = [_slug(u) for u in units]
    common = {slug for slug, n in Counter(slugs).items() if n > 1}
    taken: Counter[str] = Counter()
    new: dict[str, str] = {}
    for unit, slug in zip(units, slugs, strict=True):
        name = f"{slug}-{_digest(unit)}" if slug in common else slug
        taken[name] += 1
        new[unit.id] = f"{policy_id}#{name}" + (f"-{taken[name]}" if taken[name] > 1 else "")
    return [replace(u, id=new[u.id], parent=new[u.parent] if u.parent else None, lead_ins=tuple(new[i] for i in u.lead_ins)) for u in units]


def _slug(unit: Unit) -> str:
    words = re.findall(r"[a-z0-9]+", re.sub(r"['’]", "", unit.text.lower()))
    return "-".join(words[:SLUG_WORDS])[:60].strip("-") or unit.kind


def _digest(unit: Unit) -> str:
    lead_in = "|".join(unit.lead_in_path) if isinstance(unit, Clause) else ""
    return sha256(f"{unit.kind}|{lead_in}|{unit.text}".encode()).hexdigest()[:4]
