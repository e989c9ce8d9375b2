"""`concordant export`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import click

from concordant.cli.analysing import read_analysis
from concordant.cli.shared import out_option, policies_option, write_out
from concordant.model import Analysis
from concordant.publish.export import to_csv_files, to_json, to_markdown
from concordant.publish.oscal import to_oscal


def _to_graphml(analysis: Analysis) -> str:
    """The library for graphs takes a while to load: only those who want one wait for it."""
    from concordant.judge.graph import to_graphml  # noqa: PLC0415

    return to_graphml(analysis)


_TEXT: dict[str, Callable[[Analysis], str]] = {"json": to_json, "md": to_markdown, "oscal": to_oscal, "graphml": _to_graphml}


@click.command("export", epilog="\b\nExample:\n  concordant export --format xlsx --out concordance.xlsx")
@policies_option
@click.option(
    "--format",
    "format_",
    type=click.Choice(["json", "csv", "md", "xlsx", "oscal", "graphml"]),
    default="json",
    show_default=True,
    help="json: one file with everything. xlsx: a workbook with a sheet for each listing. csv: a folder with a table for each. "
    "md: all listings in one document. oscal: the concordance as an OSCAL 1.2.1 control mapping (JSON). graphml: clauses, provisions, "
    "principles, concerns and conflicts as a graph, for programs that draw one.",
)
@out_option("The file to write (csv: the folder). Default: standard output; csv and xlsx need it.")
def export_(policies: Path | None, format_: str, out: Path | None) -> None:
    """Write everything to a file for other programs.

    Policies, clauses, norms, concordance, conflicts, concerns and gaps; as OSCAL, the concordance alone; as GraphML, what
    is tied to what. The same texts give the same file, byte for byte.
    """
    if format_ in _TEXT:
        text = _TEXT[format_](read_analysis(policies))
        if out is None:
            click.echo(text, nl=False)
        else:
            write_out(out, text.encode("utf-8"))
        return
    if out is None:
        several = "A csv export is several tables: name a folder for them with --out FOLDER."
        raise click.UsageError(several if format_ == "csv" else "A workbook cannot be shown on a screen: name its file with --out FILE.")
    analysis = read_analysis(policies)
    if format_ == "csv":
        # Spreadsheet programs take a CSV file for UTF-8 only when it starts with this mark.
        for name, table in to_csv_files(analysis).items():
            write_out(out / name, table.encode("utf-8-sig"))
        return
    # The library for workbooks takes a while to load: only those who want one wait for it.
    from concordant.publish.workbook import to_xlsx  # noqa: PLC0415

    write_out(out, to_xlsx(analysis))
