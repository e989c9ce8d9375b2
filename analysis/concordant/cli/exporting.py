"""`concordant export`."""

from __future__ import annotations

from pathlib import Path

import click

from concordant.cli.analysing import read_analysis
from concordant.cli.shared import out_option, policies_option
from concordant.publish.export import to_csv_files, to_json, to_markdown
from concordant.whole import write_whole


@click.command("export", epilog="\b\nExample:\n  concordant export --format json --out analysis.json")
@policies_option
@click.option(
    "--format",
    "format_",
    type=click.Choice(["json", "csv", "md"]),
    default="json",
    show_default=True,
    help="json: one file with everything. md: all listings in one document. csv: a folder with a table for each listing.",
)
@out_option("The file to write (csv: the folder). Default: standard output.")
def export_(policies: Path | None, format_: str, out: Path | None) -> None:
    """Write everything to a file for other programs.

    Policies, clauses, norms, concordance, conflicts and concerns."""
    if format_ == "csv" and out is None:
        raise click.UsageError("A csv export is several tables: name a folder for them with --out FOLDER.")
    analysis = read_analysis(policies)
    if format_ == "csv" and out is not None:
        # Spreadsheet programs take a CSV file for UTF-8 only when it starts with this mark.
        for name, table in to_csv_files(analysis).items():
            write_whole(out / name, table.encode("utf-8-sig"))
        return
    text = to_json(analysis) if format_ == "json" else to_markdown(analysis)
    if out is None:
        click.echo(text, nl=False)
    else:
        write_whole(out, text.encode("utf-8"))
