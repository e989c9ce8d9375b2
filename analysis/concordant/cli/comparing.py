"""`concordant compare`."""

from __future__ import annotations

from pathlib import Path
from typing import cast, get_args

import click

from concordant.cli.pairing import read_pair
from concordant.cli.shared import policies_option
from concordant.model import Clause
from concordant.publish.compared import clauses_compared, codes_compared, said
from concordant.publish.listings import Format


@click.command("compare", epilog="\b\nExample:\n  concordant compare example/social-media-code sample/online-protocol --format md")
@click.argument("a", metavar="A")
@click.argument("b", metavar="B")
@policies_option
@click.option("--format", "format_", type=click.Choice(get_args(Format)), default="table", show_default=True, help="How to print it.")
def compare_(a: str, b: str, policies: Path | None, format_: str) -> None:
    """Put two policies or clauses side by side.

    A and B are two policies: each row gives the relation of a clause of A to one of B, both paragraph numbers and the words; clauses
    that stand alone keep their place. Or they are two clauses, as in example/social-media-code#12: then it says how they are linked,
    why, and where their duties differ. A policy may be named by the beginning of its id, an older version with `@` and its date.
    """
    analysis, (one, two) = read_pair(policies, a, b)
    format_ = cast(Format, format_)
    if isinstance(one, Clause) and isinstance(two, Clause):
        click.echo(clauses_compared(analysis, one, two, format_), nl=False)
    elif not isinstance(one, Clause) and not isinstance(two, Clause):
        for policy in (one, two):
            if not policy.compared:
                click.echo(f"Warning: {policy.id} is a report; reports take no part in the concordance, so nothing is linked.", err=True)
        text, counts = codes_compared(analysis, one, two, format_)
        click.echo(text, nl=False)
        if format_ == "csv":
            click.echo(said(counts), err=True)
