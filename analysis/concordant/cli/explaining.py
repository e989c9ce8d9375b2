"""`concordant explain`."""

from __future__ import annotations

from pathlib import Path

import click

from concordant.cli.analysing import read_analysis
from concordant.cli.shared import policies_option
from concordant.publish.explain import as_json, as_markdown, find


@click.command("explain", epilog="\b\nExample:\n  concordant explain 'example/social-media-code#12'")
@click.argument("finding", metavar="ID")
@click.argument("other", metavar="[ID]", required=False)
@policies_option
@click.option("--format", "format_", type=click.Choice(["md", "json"]), default="md", show_default=True, help="How to print it.")
def explain_(finding: str, other: str | None, policies: Path | None, format_: str) -> None:
    """Say all about one clause, link, conflict or concern.

    Gives the words and their place, the rule that fired, and what is not sure. ID is what the listings print. A clause can
    also be named by its paragraph number, as in the example. Two clauses name the link between them.
    """
    analysis = read_analysis(policies)
    found = find(analysis, finding, other)
    click.echo(as_json(analysis, found) if format_ == "json" else as_markdown(analysis, found), nl=False)
