"""`decisions.yml` in the folder of policies: what people ruled on links and on conflicts. The file is only read, never written."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, get_args

import yaml

from concordant.errors import ConcordantError, Problem
from concordant.model import MIRROR, ConflictVerdict, Decision, Relation, Verdict, policy_id_of
from concordant.rulebook.principles import principles
from concordant.strict import read_yaml

FILE = "decisions.yml"
_RELATIONS = ", ".join(get_args(Relation))


def _text(description: str) -> dict[str, Any]:
    return {"type": "string", "minLength": 1, "pattern": r"\S", "description": description}


_CLAUSE = {
    "type": "string", "pattern": r"^[a-z0-9-]+/[a-z0-9-]+#\S+$",
    "description": "Give the id of a paragraph in quotation marks, as `concordant clauses --format csv` lists it: 'example/code#be-kind'.",
}  # fmt: skip
_SCHEMA: dict[str, Any] = {
    "type": "array",
    "description": "The file is a list: each decision begins with `- a:`.",
    "items": {
        "type": "object",
        "description": "A decision is made of `a`, `b` (or `principle`), `decision`, `who`, `when`, `why` and `quotes`.",
        "additionalProperties": False,
        "required": ["a", "decision", "who", "when", "why", "quotes"],
        "properties": {
            "a": _CLAUSE, "b": _CLAUSE, "principle": _text("Name a principle, such as `openness`."),
            "decision": {"enum": list(get_args(Verdict))}, "relation": {"enum": list(get_args(Relation))},
            "who": _text("Say who decided: a person with their office, or a committee."),
            "when": {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$", "description": "Write the day as 2024-05-14."},
            "why": _text("Say why, in a sentence."),
            "quotes": {
                "type": "object", "additionalProperties": False, "required": ["a"],
                "description": "Put the words of the two paragraphs here, as `a:` and `b:`.",
                "properties": {"a": _text("Copy the words of the paragraph."), "b": _text("Copy the words of the paragraph.")},
            },
        },
    },
}  # fmt: skip
# The schema counts entries from 0 and names them before the key: "key `0.when`".
_KEY = re.compile(r"key `(\d+)(?:\.([^`]+))?`")


class BadDecisions(ConcordantError):
    """A decisions.yml that breaks its form; carries every problem of the file."""


def load_decisions(folder: Path) -> tuple[Decision, ...]:
    """The decisions of a folder of policies, in order of the file, `a` the smaller id; none when there is no such file.

    Raises BadDecisions.
    """
    path = folder / FILE
    if not path.is_file():
        return ()
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        problem = Problem(file=FILE, where="", what="this file is not UTF-8 text.", mend="Save it again with the encoding UTF-8.")
        raise BadDecisions([problem]) from error
    return read_decisions(text)


def read_decisions(text: str) -> tuple[Decision, ...]:
    """The decisions of a text in the form of decisions.yml; a text of comments alone holds none. Raises BadDecisions."""
    if all(not line.strip() or line.lstrip().startswith("#") for line in text.splitlines()):
        return ()
    rows, found = read_yaml(text, file=FILE, schema=_SCHEMA)
    if found:
        raise BadDecisions([replace(problem, where=_KEY.sub(_counted_from_one, problem.where)) for problem in found])
    decisions = [_decision(row, line) for row, line in zip(rows, _lines(text), strict=True)]
    problems = [*_wrong(decisions), *_twice(decisions)]
    if problems:
        raise BadDecisions(sorted(problems, key=lambda problem: int(problem.where.split()[1].rstrip(","))))
    return tuple(_in_order(decision) for decision in decisions)


def _counted_from_one(found: re.Match[str]) -> str:
    return f"entry {int(found[1]) + 1}" + (f", key `{found[2]}`" if found[2] else "")


def _lines(text: str) -> list[int]:
    """The line on which each entry begins, from 1."""
    node = yaml.compose(text, Loader=yaml.SafeLoader)
    return [entry.start_mark.line + 1 for entry in node.value] if isinstance(node, yaml.SequenceNode) else []


def _decision(row: dict[str, Any], line: int) -> Decision:
    """The entry as it was typed."""
    return Decision(
        a=row["a"], b=row.get("b"), verdict=row["decision"], relation=row.get("relation"), who=row["who"], when=row["when"],
        why=_folded(row["why"]), quote_a=_folded(row["quotes"]["a"]), quote_b=_folded(row["quotes"].get("b", "")), line=line,
        principle=_principle(row["principle"]) if "principle" in row else None,
    )  # fmt: skip


def _principle(named: str) -> str:
    """The id of a principle, which may be given by its name; as it was typed where there is no such principle."""
    wanted = _folded(named).casefold()
    return next((one.id for one in principles() if wanted in {one.id, one.name.casefold()}), named)


def _in_order(decision: Decision) -> Decision:
    """With the smaller id as `a`."""
    if decision.b is None or decision.a <= decision.b:
        return decision
    relation = MIRROR.get(decision.relation, decision.relation) if decision.relation else None
    return replace(
        decision, a=decision.b, b=decision.a, relation=relation, quote_a=decision.quote_b, quote_b=decision.quote_a
    )  # fmt: skip


def _folded(text: str) -> str:
    return " ".join(text.split())


def _wrong(decisions: list[Decision]) -> Iterator[Problem]:
    for decision in decisions:
        yield from _sides_wrong(decision)
        if decision.on_conflict and decision.relation is not None:
            yield _problem(decision, "rules on a conflict and gives it a relation", "Take `relation` out")
        if decision.verdict == "retype" and decision.relation is None:
            yield _problem(decision, "has no relation", f"Add `relation:` with one of: {_RELATIONS}")
        if decision.verdict == "reject" and decision.relation is not None:
            yield _problem(decision, "rejects the pair and gives it a relation", "Take `relation` out, or decide `retype`")
        if decision.b and not decision.on_conflict and policy_id_of(decision.a) == policy_id_of(decision.b):
            yield _problem(decision, "pairs two paragraphs of one document", "Name paragraphs of two documents")
        try:
            date.fromisoformat(decision.when)
        except ValueError:
            yield _problem(decision, f"is dated {decision.when}, a day that no calendar has", "Correct `when`")


def _sides_wrong(decision: Decision) -> Iterator[Problem]:
    """Two paragraphs, each with its words; of a conflict also one paragraph and a principle."""
    named = decision.principle
    known = {one.id: one.name for one in principles()}
    if not decision.on_conflict and named:
        words = " or ".join(f"`{word}`" for word in get_args(ConflictVerdict))
        yield _problem(decision, f"rules on a pair of paragraphs and names the principle `{named}`", f"Decide {words}, or name `b` instead")
    elif named and decision.b:
        yield _problem(decision, "names both a second paragraph and a principle", "Keep `b` or `principle`")
    elif not named and not decision.b:
        yield _problem(decision, "names one side only", f"Add `b:`{', or `principle:`' if decision.on_conflict else ''}")
    if named and named not in known:
        near = difflib.get_close_matches(named.casefold(), known, n=1, cutoff=0.7)
        mend = f"Did you mean `{near[0]}`?" if near else f"The principles are {', '.join(known)}"
        yield _problem(decision, f"names a principle that there is not, `{named}`", mend)
    if decision.b and not decision.quote_b:
        yield _problem(decision, "does not quote the second paragraph", "Put its words under `quotes`, as `b:`")
    if decision.quote_b and not decision.b:
        mend = "Take `b` out of `quotes`: a principle is named, not quoted"
        yield _problem(decision, "quotes a second paragraph that it does not name", mend)


def _twice(decisions: list[Decision]) -> Iterator[Problem]:
    seen: dict[tuple[object, ...], Decision] = {}
    for decision in decisions:
        sides = tuple(sorted(decision.sides)) if decision.on_conflict else tuple(sorted({decision.a, decision.b or ""}))
        first = seen.setdefault((decision.on_conflict, decision.principle, sides), decision)
        if first is not decision:
            yield _problem(decision, f"rules on a pair that line {first.line} rules on", "Keep one of the two")


def _problem(decision: Decision, what: str, mend: str) -> Problem:
    other = decision.b or decision.principle
    where = f"line {decision.line}, decision on {decision.a}{f' and {other}' if other else ''}"
    return Problem(file=FILE, where=where, what=f"the entry {what}.", mend=mend if mend.endswith("?") else f"{mend}.")
