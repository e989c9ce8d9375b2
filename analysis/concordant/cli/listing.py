"""The nouns: each lists what is known of one kind."""

from __future__ import annotations

import difflib
from dataclasses import replace
from pathlib import Path
from typing import cast, get_args

import click

from concordant.cli.analysing import analysis_of, read_policies
from concordant.cli.shared import policies_option
from concordant.errors import NotFound, Problem
from concordant.model import Analysis, Policy
from concordant.publish import listings
from concordant.publish.listings import Format, Listing


def _listing(name: str, *, help_: str, example: str, keys: tuple[str, ...], analysed: bool = True) -> click.Command:
    """A command that prints a listing. `keys` are the columns that `--policy` looks into."""

    def run(policies: Path | None, policy: str | None, format_: str) -> None:
        read = read_policies(policies)
        if policy:
            _known(policy, [one.id for one in read])
        made = listings.LISTINGS[name](analysis_of(policies, read) if analysed else _unanalysed(read))
        click.echo(listings.render(_only(made, policy, keys), cast(Format, format_)), nl=False)

    format_option = click.option(
        "--format", "format_", type=click.Choice(get_args(Format)), default="table", show_default=True, help="How to print it."
    )
    policy_option = click.option("--policy", metavar="ID", help="Only rows about this policy (its id or the beginning of it).")
    options = policies_option(policy_option(format_option(run)))
    return click.command(name, help=help_, epilog=f"\b\nExample:\n  {example}")(options)


def _known(policy: str, ids: list[str]) -> None:
    """Raises NotFound, with the ids that come nearest, where no policy has this id or one that begins so."""
    if any(one.startswith(policy) or policy.startswith(f"{one}#") for one in ids):
        return
    near = difflib.get_close_matches(policy, [*ids, *sorted({one.partition("/")[0] for one in ids})], n=3, cutoff=0.5)
    mend = f"Did you mean {' or '.join(near)}?" if near else "`concordant policies` lists the ids."
    raise NotFound([Problem(file=policy, where="", what="no policy has this id.", mend=mend)])


def _unanalysed(policies: tuple[Policy, ...]) -> Analysis:
    """Texts alone: listing them need not wait for what follows from them."""
    return Analysis(policies=policies, ties=(), links=(), gaps=(), conflicts=(), concerns=())


def _only(listing: Listing, policy: str | None, keys: tuple[str, ...]) -> Listing:
    if not policy:
        return listing
    rows = tuple(row for row in listing.rows if any(_names(row[key], policy) for key in keys))
    if not rows:
        click.echo(f"Nothing is listed for `{policy}`.", err=True)
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
principles_ = _listing(
    "principles",
    help_="List what rules do for the Seven Principles.\n\n"
    "Each duty and ban, and each permission that speaks to one: whether it serves or limits a principle, or freedom of expression, or is "
    "neutral (allows it, or leaves it alone), with the words that show it. "
    "A screening by wording, not legal advice.",
    example="concordant principles --policy example --format csv",
    keys=("policy",),
)
criticism_ = _listing(
    "criticism",
    help_="List bans on speech, and what protects criticism.\n\n"
    "Whether wording of the same code that protects criticism reaches each of them.",
    example="concordant criticism --format md",
    keys=("policy",),
)
capacity_ = _listing(
    "capacity",
    help_="List in which capacity each clause holds.\n\nOfficial, seemingly official, private, both, or not stated.",
    example="concordant capacity --policy example --format csv",
    keys=("policy",),
)
scenarios_ = _listing(
    "scenarios",
    help_="List what codes come to in worked situations.\n\n"
    "Allowed, barred, unclear or silent, with the paragraphs that bear on it. A reading by wording, not legal advice.",
    example="concordant scenarios --policy example --format md",
    keys=("policy",),
)
vague_ = _listing(
    "vague",
    help_="List words that leave a question open.\n\nWhere each stands, and whether the code says what it means.",
    example="concordant vague --policy example --format csv",
    keys=("policy",),
)
