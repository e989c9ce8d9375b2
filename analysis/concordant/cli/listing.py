"""The nouns: each lists what is known of one kind."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import cast, get_args

import click

from concordant.cli.analysing import read_analysis, read_policies
from concordant.cli.shared import policies_option
from concordant.model import Analysis, Policy
from concordant.publish import listings
from concordant.publish.listings import Format, Listing


def _listing(name: str, *, help_: str, example: str, keys: tuple[str, ...], analysed: bool = True) -> click.Command:
    """A command that prints a listing. `keys` are the columns that `--policy` looks into."""

    def run(policies: Path | None, policy: str | None, format_: str) -> None:
        made = _of(listings.LISTINGS[name], policies, analysed=analysed)
        click.echo(listings.render(_only(made, policy, keys), cast(Format, format_)), nl=False)

    format_option = click.option(
        "--format", "format_", type=click.Choice(get_args(Format)), default="table", show_default=True, help="How to print it."
    )
    policy_option = click.option("--policy", metavar="ID", help="Only rows about this policy (its id or the beginning of it).")
    options = policies_option(policy_option(format_option(run)))
    return click.command(name, help=help_, epilog=f"\b\nExample:\n  {example}")(options)


def _of(make: Callable[[Analysis], Listing], policies: Path | None, *, analysed: bool) -> Listing:
    return make(read_analysis(policies) if analysed else _unanalysed(read_policies(policies)))


def _unanalysed(policies: tuple[Policy, ...]) -> Analysis:
    """Texts alone: listing them need not wait for what follows from them."""
    return Analysis(policies=policies, ties=(), links=(), gaps=(), conflicts=(), concerns=())


def _only(listing: Listing, policy: str | None, keys: tuple[str, ...]) -> Listing:
    if not policy:
        return listing
    rows = tuple(row for row in listing.rows if any(_names(row[key], policy) for key in keys))
    if not rows:
        click.echo(f"Warning: nothing is listed for `{policy}`. `concordant policies` lists the ids.", err=True)
    return replace(listing, rows=rows)


def _names(cell: listings.Cell, policy: str) -> bool:
    cells = cell if isinstance(cell, tuple) else (str(cell),)
    return any(value.startswith(policy) for value in cells)


policies_ = _listing(
    "policies", help_="List the policies of the folder.", example="concordant policies --format csv", keys=("id",), analysed=False
)
clauses_ = _listing(
    "clauses",
    help_="List clauses with their numbers, in text order.",
    example="concordant clauses --policy example/social-media-code",
    keys=("policy",),
    analysed=False,
)
norms_ = _listing(
    "norms",
    help_="List duties, bans and permissions.",
    example="concordant norms --policy example --format csv",
    keys=("policy",),
)
concordance_ = _listing(
    "concordance",
    help_="List clauses that make the same provision.\n\nEach row pairs two documents; the relation is that of A to B.",
    example="concordant concordance --policy example/social-media-code --format md",
    keys=("a", "b"),
)
conflicts_ = _listing(
    "conflicts",
    help_="List provisions that do not sit together.\n\nThe type `exception` is a carve-out, shown but not counted.",
    example="concordant conflicts --policy example",
    keys=("a", "b"),
)
concerns_ = _listing(
    "concerns",
    help_="List concerns that councillors recorded.\n\nEach with the clauses that it is about and how they were found.",
    example="concordant concerns --format md",
    keys=("clauses", "unit"),
)
gaps_ = _listing(
    "gaps",
    help_="List provisions that a document lacks and others make.\n\n"
    "Those that at least two others make, each with wording that could serve as precedent, and its source.",
    example="concordant gaps --policy example --format csv",
    keys=("policy",),
)
