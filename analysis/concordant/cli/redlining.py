"""`concordant redline`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import cast, get_args

import click

from concordant.cli.pairing import read_pair
from concordant.cli.shared import policies_option
from concordant.publish.redlined import RedlineFormat, redlined, render


@click.command("redline", epilog="\b\nExample:\n  concordant redline 'example/social-media-code#12' 'sample/online-protocol#3'")
@click.argument("a", metavar="A")
@click.argument("b", metavar="B")
@policies_option
@click.option("--format", "format_", type=click.Choice(get_args(RedlineFormat)), default="text", show_default=True, help="How to print it.")
@click.pass_context
def redline_(ctx: click.Context, a: str, b: str, policies: Path | None, format_: str) -> None:
    """Show which words differ, and which duties.

    A and B are two clauses, as in the example, or two policies: what leads from A to B. A policy may be named by the beginning of its
    id; `@` and a date name an older version of it, as in example/social-media-code@2019-10-01. Words of A that B does not have are
    marked [-so-] (struck through in colour), words that only B has {+so+} (underlined in colour).
    """
    analysis, pair = read_pair(policies, a, b)
    text = render(redlined(analysis, *pair), cast(RedlineFormat, format_), coloured=is_coloured(ctx))
    click.echo(text, nl=False)


def is_coloured(ctx: click.Context) -> bool:
    """Whether colour reaches the reader: on a terminal, unless it is refused."""
    while ctx.color is None and ctx.parent is not None:
        ctx = ctx.parent
    return sys.stdout.isatty() if ctx.color is None else ctx.color
