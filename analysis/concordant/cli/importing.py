"""`concordant import`."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import click

from concordant.cli.shared import policies_folder, policies_option, progress
from concordant.importing import Imported, Request, import_file
from concordant.model import PolicyKind

SHOWN_GUESSES = 20


@click.command(
    "import",
    epilog="\b\nExample:\n  concordant import code.txt --council 'Example Borough Council' --title 'Social Media Code' --date 2024-05-14",
)
@click.argument("file", type=click.Path(path_type=Path))
@policies_option
@click.option("--council", required=True, metavar="NAME", help="Full name of the body, such as 'Example Borough Council'.")
@click.option("--title", required=True, metavar="TITLE", help="The title as printed on the document.")
@click.option("--kind", type=click.Choice(get_args(PolicyKind), case_sensitive=False), help="What kind of text it is. Default: guessed.")
@click.option("--audience", multiple=True, metavar="WHO", help="Whom it binds: councillors, employees, public. Repeat it, or use commas.")
@click.option("--date", metavar="DATE", help="Date of the text, such as 2024-05-14, 2024-05 or 2024.")
@click.option("--source", metavar="TEXT", help="Where the text comes from, so that a reader can check it.")
@click.option("--force", is_flag=True, help="Replace the policy if it is there with other words.")
@click.option("--guesses", "all_guesses", is_flag=True, help="List every guess of the reader, not only the first ones.")
def import_(
    *, file: Path, policies: Path | None, council: str, title: str, kind: str | None, audience: tuple[str, ...], date: str | None,
    source: str | None, force: bool, all_guesses: bool,
) -> None:  # fmt: skip
    """Bring a document into the folder.

    The document is kept untouched; beside it a Markdown file is written that you can read and mend. Prints where it was
    written, where each word of the document went, and what had to be guessed.
    """
    who = tuple(part.strip() for given in audience for part in given.split(",") if part.strip())
    request = Request(council=council, title=title, kind=kind, audience=who, date=date, source=source)
    folder = policies_folder(policies)
    with progress(f"Reading {file.name}"):
        done = import_file(file, request, policies=folder, force=force)
    click.echo("\n".join(_report(done, all_guesses=all_guesses)))


def _report(done: Imported, *, all_guesses: bool) -> list[str]:
    placed = ", ".join(f"{kind} {count}" for kind, count in done.account.placed)
    lines = [
        f"Wrote:    {done.markdown}",
        f"Original: {done.original}",
        f"Policy:   {done.policy.id}, {len(done.policy.clauses)} clauses",
        f"Words:    {done.account.total - done.account.missing} of {done.account.total} accounted for ({placed})",
    ]
    lines += [f"  not placed: “{word}”, line {line}" for word, line in done.account.unplaced]
    shown = done.guesses if all_guesses else done.guesses[:SHOWN_GUESSES]
    if shown:
        lines.append("Guesses to look over:")
        lines += [f"  line {guess.line}: {guess.what}" for guess in shown]
    if len(shown) < len(done.guesses):
        lines.append(f"  and {len(done.guesses) - len(shown)} more; --guesses lists them all")
    return lines
