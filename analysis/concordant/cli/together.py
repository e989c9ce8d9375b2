"""`concordant pair`."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from concordant.cli.shared import out_option, write_out
from concordant.errors import ConcordantError, Problem
from concordant.judge.together.answer import Answer, answer
from concordant.judge.together.context import Words

FORMATS = ("text", "json", "jsonl", "md")
_SIDE = '{"text": "...", "lead_in": null, "heading": null}'


class BadPairs(ConcordantError):
    """A file of pairs that is not what it should be, or clauses that are missing."""


@click.command(
    "pair", epilog="\b\nExample:\n  concordant pair 'Members must not share passwords.' 'The password may be shared with the Clerk.'"
)
@click.argument("a", metavar="[A]", required=False)
@click.argument("b", metavar="[B]", required=False)
@click.option("--lead-in-a", metavar="WORDS", help="The words that introduce A where it is an item of a list.")
@click.option("--lead-in-b", metavar="WORDS", help="The same for B.")
@click.option("--heading-a", metavar="WORDS", help="The heading above A.")
@click.option("--heading-b", metavar="WORDS", help="The heading above B.")
@click.option("--two-councils", is_flag=True, help="A and B are rules of different councils.")
@click.option(
    "--file", "file", type=click.Path(path_type=Path, dir_okay=False), metavar="PAIRS.jsonl", help="Many pairs, one JSON object a line."
)
@click.option("--format", "format_", type=click.Choice(FORMATS), default="text", show_default=True, help="How to print it.")
@out_option("Write to this file instead of the terminal.")
def pair_(a: str | None, b: str | None, file: Path | None, format_: str, out: Path | None, **around: str | bool | None) -> None:
    """Say whether two clauses sit together, and why.

    A and B are the words of two clauses: the quickest way to try a wording. The answer is contradiction, tension, strength, exception or
    none, with the reason. None means that no rule of Concordant found a conflict, not that there is none. With --file, each line holds
    {"id", "a": {"text", "lead_in", "heading"}, "b": {...}, "same_body"} and is answered by {"id", "type", "why", "rule"}.
    """
    if file is not None and a is not None:
        raise click.UsageError("Give either two clauses or --file, not both.")
    text = _many(file, format_) if file is not None else _one(_answered(a, b, around), format_)
    if out is None:
        click.echo(text, nl=False)
    else:
        write_out(out, text.encode())


def _answered(a: str | None, b: str | None, around: Mapping[str, str | bool | None]) -> Answer:
    if a is None or b is None:
        raise click.UsageError("Two clauses are needed, each in quotation marks; or --file PAIRS.jsonl.")
    for name, words in (("A", a), ("B", b)):
        if not words.strip():
            raise click.UsageError(f"{name} is empty: it needs the words of a clause.")
    above = {name: str(words) for name, words in around.items() if words and name != "two_councils"}
    one = Words(text=a, lead_in=above.get("lead_in_a"), heading=above.get("heading_a"))
    other = Words(text=b, lead_in=above.get("lead_in_b"), heading=above.get("heading_b"))
    return answer(one, other, same_body=not around["two_councils"])


def _one(found: Answer, format_: str) -> str:
    if format_ in {"json", "jsonl"}:
        row = {"type": found.type, "why": found.why, "rule": found.rule}
        return json.dumps(row, ensure_ascii=False, indent=1 if format_ == "json" else None) + "\n"
    lines = [found.why, *([found.doubt] if found.doubt else [])]
    if format_ == "md":
        return f"**{found.type.capitalize()}**: {found.name.lower()}.\n\n" + "\n\n".join(lines) + "\n"
    return f"{found.type.capitalize()}: {found.name.lower()}.\n" + "\n".join(lines) + "\n"


def _many(file: Path, format_: str) -> str:
    rows = _read(file)
    answers = [
        {"id": row["id"], "type": found.type, "why": found.why, "rule": found.rule}
        for row in rows
        for found in (answer(_words(row["a"]), _words(row["b"]), same_body=row.get("same_body", True)),)
    ]
    if format_ == "json":
        return json.dumps(answers, ensure_ascii=False, indent=1) + "\n"
    if format_ == "jsonl":
        return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in answers)
    if format_ == "md":
        cells = (f"| {row['id']} | {row['type']} | {row['why'].replace('|', '/')} |\n" for row in answers)
        return "| Pair | Finding | Why |\n|---|---|---|\n" + "".join(cells)
    return "".join(f"{row['id']}: {row['type']}. {row['why']}\n" for row in answers)


def _words(side: dict[str, Any]) -> Words:
    return Words(text=side["text"], lead_in=side.get("lead_in") or None, heading=side.get("heading") or None)


def _read(file: Path) -> list[dict[str, Any]]:
    """The rows of a file of pairs. Raises BadPairs with every line that is wrong."""
    try:
        lines = file.read_text(encoding="utf-8-sig").splitlines()
    except FileNotFoundError:
        raise BadPairs([Problem(file=str(file), where="", what="there is no such file.", mend="Check the name.")]) from None
    except UnicodeDecodeError:
        raise BadPairs([Problem(file=str(file), where="", what="this is not UTF-8 text.", mend="Save it as UTF-8.")]) from None
    rows: list[dict[str, Any]] = []
    problems: list[Problem] = []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        row, wrong = _row(line)
        if wrong:
            mend = f'A line is {{"id": "1", "a": {_SIDE}, "b": {_SIDE}, "same_body": true}}.'
            problems.append(Problem(file=str(file), where=f"line {number}", what=f"{wrong}.", mend=mend))
        rows.append(row)
    if not rows:
        problems.append(Problem(file=str(file), where="", what="there is no pair in it.", mend="Write one pair on each line."))
    if problems:
        raise BadPairs(problems)
    return rows


def _row(line: str) -> tuple[dict[str, Any], str]:
    """One row, and what is wrong with it ("" for nothing)."""
    try:
        row = json.loads(line)
    except ValueError as error:
        return {}, f"this is not JSON: {error}"
    if not isinstance(row, dict):
        return {}, "this is not an object in braces"
    if "id" not in row:
        return row, "the key `id` is missing"
    for side in ("a", "b"):
        given = row.get(side)
        if not isinstance(given, dict) or not isinstance(given.get("text"), str) or not given["text"].strip():
            return row, f"`{side}` has no `text`"
        if any(not isinstance(given.get(key), str | None) for key in ("lead_in", "heading")):
            return row, f"`lead_in` and `heading` of `{side}` are words or null"
    return row, ""
