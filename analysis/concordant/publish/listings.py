"""The analysis as plain tables: what the listing commands print and the table exports write.

A listing has the same columns in every format; a table on a screen shows the ones marked `screen` only.
"""

from __future__ import annotations

import csv
import io
import json
import shutil
import textwrap
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from concordant.compare.gaps import precedents, ties_by_clause
from concordant.judge.scenarios import outcomes
from concordant.model import Analysis, Clause, Gap, Norm, Policy, policy_id_of
from concordant.publish.questions import questions_of
from concordant.rulebook.hub import Provision, hub

Cell = str | int | float | bool | tuple[str, ...] | None
Row = dict[str, Cell]
Format = Literal["table", "json", "csv", "md"]
GUTTER = 2
LONGEST_WORD = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """`key` names the value in JSON and CSV, `title` heads the column for readers. `screen`: shown in a table on a screen."""

    key: str
    title: str
    screen: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A table: its name (as the command is called), its columns, and rows with a value for each column's key.

    `group` is the key whose value a table on a screen prints once, on a line of its own above the rows that share it.
    """

    name: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    group: str | None = None


def _columns(keys: str) -> tuple[Column, ...]:
    """Columns from their keys, parted by spaces. One in brackets is not shown on a screen; an underscore is a space in the title."""
    return tuple(Column(key=key.strip("()"), title=key.strip("()").replace("_", " "), screen=key[0] != "(") for key in keys.split())


def policies(analysis: Analysis) -> Listing:
    """One row for each policy."""
    columns = _columns(
        "id council title kind audience status date clauses (version) (source) (original) (retrieved) (unknown) (notes) (file)"
    )
    return Listing(name="policies", columns=columns, rows=tuple(_policy(p) for p in analysis.policies))


def _policy(policy: Policy) -> Row:
    meta = policy.meta
    return {
        "id": policy.id, "council": meta.council, "title": meta.title, "kind": meta.kind, "audience": meta.audience, "status": meta.status,
        "date": meta.date, "clauses": len(policy.clauses), "version": policy.version, "source": meta.source, "original": meta.original,
        "retrieved": meta.retrieved, "unknown": meta.unknown, "notes": meta.notes, "file": policy.file,
    }  # fmt: skip


def clauses(analysis: Analysis) -> Listing:
    """One row for each clause, in text order. `number` is the neutral paragraph number, `printed` the source's own."""
    columns = _columns("(id) (policy) number printed lead_in text (heading_path) (page) (line)")
    rows = tuple(_clause(policy, clause) for policy in analysis.policies for clause in policy.clauses)
    return Listing(name="clauses", columns=columns, rows=rows, group="policy")


def _clause(policy: Policy, clause: Clause) -> Row:
    return {
        "policy": policy.id, "number": clause.number, "printed": clause.printed, "lead_in": clause.lead_in, "text": clause.text,
        "id": clause.id, "heading_path": clause.heading_path, "page": clause.place.page, "line": clause.place.line,
    }  # fmt: skip


def norms(analysis: Analysis) -> Listing:
    """One row for each norm; a clause may hold several or none."""
    columns = _columns(
        "(clause) (policy) number modality strength bearer capacity act "
        "(object) (channel) (condition) (exception) (text) (words) (rule) (sure)"
    )
    rows = tuple(_norm(p, c, n) for p in analysis.policies for c in p.clauses for n in c.norms)
    return Listing(name="norms", columns=columns, rows=rows, group="policy")


def _norm(policy: Policy, clause: Clause, norm: Norm) -> Row:
    return {
        "clause": clause.id, "modality": norm.modality, "strength": norm.strength, "bearer": norm.bearer, "capacity": norm.capacity,
        "act": norm.act, "object": norm.object, "channel": norm.channel, "condition": norm.condition, "exception": norm.exception,
        "number": clause.number, "policy": policy.id, "text": clause.text, "words": tuple(f"{f}: {w}" for f, w in norm.words),
        "rule": norm.rule, "sure": norm.sure,
    }  # fmt: skip


def concordance(analysis: Analysis) -> Listing:
    """One row for each pair of clauses that make (largely) the same provision; `relation` is that of a to b."""
    columns = _columns("(a) relation b score why (a_text) (b_text) (provisions) (decided)")
    rows: list[Row] = [
        {
            "a": link.a, "relation": link.relation, "b": link.b, "score": round(link.score, 3), "why": link.why,
            "a_text": analysis.clause(link.a).text, "b_text": analysis.clause(link.b).text, "provisions": link.provisions,
            "decided": link.decided,
        }
        for link in sorted(analysis.links, key=lambda link: (link.a, link.b))
    ]  # fmt: skip
    return Listing(name="concordance", columns=columns, rows=tuple(rows), group="a")


def conflicts(analysis: Analysis) -> Listing:
    """One row for each conflict; those of the type `exception` are carve-outs, shown but not counted as conflicts."""
    more = "(rule) (sure) (doubt) (concerns) (decided) (decided_why)"
    columns = _columns(f"(id) type between state why (a) (quote_a) (b) (principle) (quote_b) {more}")
    rows: list[Row] = [
        {
            "id": c.id, "type": c.type, "between": c.between, "why": c.why, "a": c.a, "b": c.b, "principle": c.principle,
            "quote_a": c.quote_a, "quote_b": c.quote_b, "rule": c.rule, "sure": c.sure, "doubt": c.doubt, "concerns": c.concerns,
            "state": c.state, "decided": c.decided, "decided_why": c.decided_why,
        }
        for c in sorted(analysis.conflicts, key=lambda c: c.id)
    ]  # fmt: skip
    return Listing(name="conflicts", columns=columns, rows=tuple(rows), group="id")


def concerns(analysis: Analysis) -> Listing:
    """One row for each concern that a councillor raised. `clauses` are those it is about, likeliest first."""
    more = "(kinds) (principles) (quote) (reference) (proposal) (endorses) (unit) (origin) (date) (sure) (test) (test_words) (state) (note)"
    columns = _columns(f"id (councillor) text clauses resolved {more}")
    rows: list[Row] = [
        {
            "id": c.id, "councillor": c.councillor, "text": c.text, "clauses": c.targets, "resolved": c.resolved, "kinds": c.kinds,
            "principles": c.principles, "quote": c.quote, "reference": c.reference, "proposal": c.proposal, "endorses": c.endorses,
            "unit": c.unit, "origin": c.origin, "date": c.date, "sure": c.sure, "test": c.test.kind if c.test else None,
            "test_words": c.test.words if c.test else None, "state": c.state, "note": c.note,
        }
        for c in analysis.concerns
    ]  # fmt: skip
    return Listing(name="concerns", columns=columns, rows=tuple(rows), group="councillor")


def gaps(analysis: Analysis) -> Listing:
    """One row for each provision that a policy does not make and at least two others do, in order of policy, topic and provision.

    `precedent` is the clause whose wording serves best as a model; `lead_in`, `wording` and what follows are its own.
    """
    more = "(topic) (lead_in) (paragraph) (date) (precedent) (made_by) (provision)"
    columns = _columns(f"(policy) title wording council document {more}")
    ties = ties_by_clause(analysis.ties)
    clauses = {clause.id: clause for policy in analysis.policies for clause in policy.clauses}
    best = {gap.provision: gap for gap in analysis.gaps}
    models = {provision: clauses[precedents(gap, ties, clauses)[0]] for provision, gap in best.items()}
    order = {provision.id: at for at, provision in enumerate(_by_topic())}
    found = sorted(analysis.gaps, key=lambda gap: (gap.policy, order[gap.provision]))
    return Listing(name="gaps", columns=columns, rows=tuple(_gap(analysis, gap, models[gap.provision]) for gap in found), group="policy")


def _by_topic() -> list[Provision]:
    """The provisions in the order in which the site shows their topics."""
    place = {topic.id: topic.order for topic in hub().topics}
    return sorted(hub().provisions, key=lambda provision: place[provision.topic])


def _gap(analysis: Analysis, gap: Gap, model: Clause) -> Row:
    provision, source = hub().provision(gap.provision), analysis.policy(policy_id_of(model.id)).meta
    topic = next(topic.title for topic in hub().topics if topic.id == provision.topic)
    return {
        "policy": gap.policy, "title": provision.title, "wording": model.text, "council": source.council, "document": source.title,
        "topic": topic, "lead_in": model.lead_in, "paragraph": model.number, "date": source.date, "precedent": model.id,
        "made_by": gap.made_by, "provision": gap.provision,
    }  # fmt: skip


def principles(analysis: Analysis) -> Listing:
    """One row for each principle that a duty, ban or permission serves, limits or, where a rule says so, leaves alone."""
    columns = _columns("(clause) (policy) paragraph principle standing why (text) (words) (modality) (strength) (rule)")
    rows: list[Row] = [
        {
            "clause": r.clause, "policy": r.policy, "paragraph": analysis.clause(r.clause).number, "principle": m.principle,
            "standing": m.standing, "why": m.why, "text": r.quote, "words": m.words, "modality": r.modality, "strength": r.strength,
            "rule": m.rule,
        }
        for r in questions_of(analysis).ruled
        for m in r.marks
    ]  # fmt: skip
    return Listing(name="principles", columns=columns, rows=tuple(rows), group="policy")


def criticism(analysis: Analysis) -> Listing:
    """One row for each restriction on what people say: whether wording of the same code that protects criticism reaches it."""
    columns = _columns("(clause) (policy) paragraph critical reach text (saving) (missed) (saving_text) (capacity) (channels)")
    rows: list[Row] = [
        {
            "clause": g.ruled.clause, "policy": g.ruled.policy, "paragraph": analysis.clause(g.ruled.clause).number,
            "critical": g.critical, "reach": g.reach, "text": g.ruled.quote, "capacity": g.capacity, "channels": tuple(sorted(g.channels)),
            "saving": nearest.saving.clause if nearest else None, "missed": nearest.missed if nearest else (),
            "saving_text": nearest.saving.quote if nearest else None,
        }
        for g in questions_of(analysis).guarded
        for nearest in [None if g.reach == "none" else g.protections[0]]
    ]  # fmt: skip
    return Listing(name="criticism", columns=columns, rows=tuple(rows), group="policy")


def capacity(analysis: Analysis) -> Listing:
    """One row for each clause that lays something down: in which capacity, and what the code says of itself where the clause does not."""
    columns = _columns("(clause) (policy) paragraph capacity words text whole")
    rows: list[Row] = [
        {
            "clause": placed.clause, "policy": one.policy, "paragraph": analysis.clause(placed.clause).number,
            "capacity": placed.standing, "words": placed.words or None, "text": analysis.clause(placed.clause).text,
            "whole": tuple(w.gives for w in one.itself) if placed.standing == "unstated" else (),
        }
        for one in questions_of(analysis).capacities.values()
        for placed in one.clauses
    ]  # fmt: skip
    return Listing(name="capacity", columns=columns, rows=tuple(rows), group="policy")


def vague(analysis: Analysis) -> Listing:
    """One row for each word that leaves a question open, in each clause that uses it. `rules`: the sentence lays something down."""
    columns = _columns("(clause) (policy) paragraph term words asks (text) rules explained (defined_in) (without)")
    asked = questions_of(analysis)
    rows: list[Row] = [
        {
            "clause": use.clause, "policy": policy_id_of(use.clause), "paragraph": analysis.clause(use.clause).number, "term": use.term,
            "words": use.words, "asks": use.asks, "text": use.quote, "rules": use.rules, "explained": use.explained,
            "defined_in": use.defined_in, "without": asked.without.get((use.clause, use.term), ()),
        }
        for use in asked.vague
    ]  # fmt: skip
    return Listing(name="vague", columns=columns, rows=tuple(rows), group="policy")


def scenarios(analysis: Analysis) -> Listing:
    """One row for each worked situation and code: what the code comes to, and the clauses that bear on it, the deciding ones first."""
    columns = _columns("(policy) situation outcome why paragraphs (clauses) (quotes) (advisory)")
    rows: list[Row] = [
        {
            "policy": one.policy, "situation": one.situation, "outcome": one.verdict if one.bound else "not bound", "why": one.why,
            "paragraphs": tuple(dict.fromkeys(f"[{analysis.clause(r.clause).number}]" for r in one.reasons)),
            "clauses": tuple(dict.fromkeys(r.clause for r in one.reasons)), "quotes": tuple(dict.fromkeys(r.quote for r in one.reasons)),
            "advisory": one.advisory,
        }
        for one in outcomes(analysis)
    ]  # fmt: skip
    return Listing(name="scenarios", columns=columns, rows=tuple(rows), group="policy")


LISTINGS: dict[str, Callable[[Analysis], Listing]] = {
    "policies": policies,
    "clauses": clauses,
    "norms": norms,
    "concordance": concordance,
    "conflicts": conflicts,
    "concerns": concerns,
    "gaps": gaps,
    "principles": principles,
    "criticism": criticism,
    "capacity": capacity,
    "vague": vague,
    "scenarios": scenarios,
}


def render(listing: Listing, format_: Format, *, width: int | None = None) -> str:
    """The listing as text that ends in a line break. `width` is that of the screen in columns; only a table heeds it."""
    if format_ == "json":
        return (
            json.dumps([{column.key: row[column.key] for column in listing.columns} for row in listing.rows], ensure_ascii=False, indent=1)
            + "\n"
        )
    if format_ == "csv":
        return as_csv(listing)
    return as_markdown(listing) if format_ == "md" else as_table(listing, width or shutil.get_terminal_size((100, 24)).columns)


def as_csv(listing: Listing) -> str:
    """Comma-separated values as in RFC 4180, with a head line. Several values in a cell are parted by "; ".

    Spreadsheet programs run a cell that begins like a formula: words of a source that do get an apostrophe before them.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([column.key for column in listing.columns])
    writer.writerows([_harmless(said(row[column.key])) for column in listing.columns] for row in listing.rows)
    return out.getvalue()


def _harmless(text: str) -> str:
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t")) else text


def as_markdown(listing: Listing) -> str:
    """A Markdown table. Signs of a source that Markdown would read as markup are escaped."""
    rows = [[inert(said(row[column.key])) for column in listing.columns] for row in listing.rows]
    lines = [[column.title for column in listing.columns], ["---"] * len(listing.columns), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines) + "\n"


def inert(text: str) -> str:
    """Plain words for Markdown, on one line: no sign of theirs is read as markup."""
    for sign in "\\`*_[]<>|":
        text = text.replace(sign, f"\\{sign}")
    return " ".join(text.split())


def as_table(listing: Listing, width: int) -> str:
    """Columns side by side for a screen; long cells run over several lines, nothing is cut off."""
    columns = [column for column in listing.columns if column.screen]
    rows = [[said(row[column.key]) for column in columns] for row in listing.rows]
    heads = [column.title.upper() for column in columns]
    widths = _widths([heads, *rows], width)
    lines = [_line(heads, widths)]
    above = None
    for row, cells in zip(listing.rows, rows, strict=True):
        if listing.group and row[listing.group] != above:
            above = row[listing.group]
            lines.append(f"\n{said(above)}\n")
        lines.append(_line(cells, widths))
    return "".join(lines)


def _widths(rows: Sequence[list[str]], width: int) -> list[int]:
    """What each column may take: what it needs, and where that is too much together, the widest give way, down to their longest word.

    Ids thus stay whole, so that they can be copied; a table full of long ids runs over the edge of a narrow screen.
    """
    columns = list(zip(*rows, strict=True))
    needs = [max(map(len, column)) for column in columns]
    floors = [min(LONGEST_WORD, max((len(word) for cell in column for word in cell.split()), default=1)) for column in columns]
    spare = width - GUTTER * (len(needs) - 1)
    limit = max(needs)
    while limit > 1 and sum(max(floor, min(need, limit)) for need, floor in zip(needs, floors, strict=True)) > spare:
        limit -= 1
    return [max(floor, min(need, limit)) for need, floor in zip(needs, floors, strict=True)]


def _line(cells: list[str], widths: list[int]) -> str:
    wrapped = [textwrap.wrap(cell, width, break_on_hyphens=False) or [""] for cell, width in zip(cells, widths, strict=True)]
    lines = [
        (" " * GUTTER).join((part[i] if i < len(part) else "").ljust(width) for part, width in zip(wrapped, widths, strict=True)).rstrip()
        for i in range(max(map(len, wrapped)))
    ]
    return "\n".join(lines) + "\n"


def said(cell: Cell) -> str:
    """A cell as words: nothing for None, yes or no, several values parted by "; "."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    return "; ".join(cell) if isinstance(cell, tuple) else str(cell)
