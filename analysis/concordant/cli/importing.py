"""`concordant import`."""

from __future__ import annotations

import json
import re
from dataclasses import asdict
from pathlib import Path
from typing import get_args

import click

from concordant.cli.shared import policies_folder, policies_option, progress
from concordant.importing import Imported, Request, import_file
from concordant.model import DraftView, ImportRecord, PolicyKind, Which
from concordant.publish.reading import counted, described, place, taken

SHOWN = 20


@click.command(
    "import",
    epilog="\b\nExample:\n  concordant import code.docx --council 'Example Borough Council' --title 'Social Media Code' --date 2024-05-14",
)
@click.argument("file", type=click.Path(path_type=Path))
@policies_option
@click.option("--council", required=True, metavar="NAME", help="Full name of the body, such as 'Example Borough Council'.")
@click.option("--title", required=True, metavar="TITLE", help="The title as printed on the document.")
@click.option("--kind", type=click.Choice(get_args(PolicyKind), case_sensitive=False), help="What kind of text it is. Default: guessed.")
@click.option("--audience", multiple=True, metavar="WHO", help="Whom it binds: councillors, employees, public. Repeat it, or use commas.")
@click.option("--date", metavar="DATE", help="Date of the text, such as 2024-05-14, 2024-05 or 2024.")
@click.option("--source", metavar="TEXT", help="Where the text comes from, so that a reader can check it.")
@click.option(
    "--changes", type=click.Choice(get_args(Which)), default="proposed", show_default=True,
    help="A draft with tracked changes: read it as proposed, or as it was originally.",
)  # fmt: skip
@click.option("--changes-by", multiple=True, metavar="NAME", help="Take only this person's tracked changes as made. May be repeated.")
@click.option("--changes-until", metavar="DATE", default="", help="Take only tracked changes made up to this day as made.")
@click.option("--force", is_flag=True, help="Replace the policy if it is there with other words.")
@click.option("--guesses", "everything", is_flag=True, help="List every guess, change and comment, not only the first ones.")
@click.option("--format", "style", type=click.Choice(["text", "json"]), default="text", show_default=True, help="How to print the report.")
def import_(
    *, file: Path, policies: Path | None, council: str, title: str, kind: str | None, audience: tuple[str, ...], date: str | None,
    source: str | None, changes: Which, changes_by: tuple[str, ...], changes_until: str, force: bool, everything: bool, style: str,
) -> None:  # fmt: skip
    """Bring a document into the folder.

    Word (.docx), OpenDocument, PDF, web page, Markdown or plain text.

    The document is kept untouched; beside it a Markdown file is written that you can read and mend. Prints where it was
    written, where each word of the document went, what the document holds besides words, and what had to be guessed.
    """
    who = tuple(part.strip() for given in audience for part in given.split(",") if part.strip())
    request = Request(council=council, title=title, kind=kind, audience=who, date=date, source=source)
    if changes_until and not re.fullmatch(r"\d{4}(?:-\d{2}(?:-\d{2})?)?", changes_until):
        raise click.BadParameter(f"`{changes_until}` is no date such as 2024-05-14.", param_hint="--changes-until")
    if changes == "original" and (changes_by or changes_until):
        raise click.UsageError("--changes original takes no change as made; leave out --changes-by and --changes-until.")
    view = DraftView(which=changes, authors=changes_by, until=changes_until)
    folder = policies_folder(policies)
    with progress(f"Reading {file.name}"):
        done = import_file(file, request, policies=folder, force=force, view=view)
    click.echo(_json(done) if style == "json" else "\n".join(_report(done, SHOWN if not everything else 1_000_000)))


def _json(done: Imported) -> str:
    head = {"markdown": str(done.markdown), "original": str(done.original), "policy": done.policy.id, "clauses": len(done.policy.clauses)}
    record = {**asdict(done.record), "share": round(done.record.share, 5), "added": done.account.added}
    return json.dumps({**head, **record}, ensure_ascii=False, indent=2)


def _report(done: Imported, limit: int) -> list[str]:
    record = done.record
    placed = ", ".join(f"{kind} {count}" for kind, count in record.placed)
    lines = [
        f"Wrote:    {done.markdown}",
        f"Original: {done.original}",
        f"Policy:   {done.policy.id}, {len(done.policy.clauses)} clauses",
        f"Words:    {record.words - record.missing} of {record.words} accounted for ({placed})",
    ]
    lines += [f"  not placed: “{word}”, line {line} of the text" for word, line in record.unplaced]
    if record.counts:
        lines.append(f"Holds:    {', '.join(counted(what, n) for what, n in record.counts)}")
    lines += _changes(record, limit) + _remarks(record, limit)
    return lines + _listed("Guesses to look over:", [f"{place(guess, record)}: {guess.what}" for guess in record.guesses], limit)


def _changes(record: ImportRecord, limit: int) -> list[str]:
    if not record.changes:
        return []
    names = list(dict.fromkeys(change.author or "an unnamed person" for change in record.changes))
    shown = names if len(names) <= 5 else [*names[:5], f"{len(names) - 5} more"]
    head = f"Tracked changes: {len(record.changes)} by {', '.join(shown)}. The text was read {taken(record.view)}."
    return _listed(head, [f"paragraph {change.line}: {described(change)}" for change in record.changes], limit)


def _remarks(record: ImportRecord, limit: int) -> list[str]:
    if not record.remarks:
        return []
    rows = [
        f"{remark.author or 'unnamed'}{f', {remark.date}' if remark.date else ''}: {remark.text}"
        + (f" [on “{remark.anchor[:60]}”]" if remark.anchor else "")
        for remark in record.remarks
    ]
    return _listed(f"Comments in the margin: {len(rows)}, kept as concerns.", rows, limit)


def _listed(head: str, rows: list[str], limit: int) -> list[str]:
    if not rows:
        return []
    more = [f"  and {len(rows) - limit} more; --guesses lists them all"] if len(rows) > limit else []
    return [head, *(f"  {row}" for row in rows[:limit]), *more]
