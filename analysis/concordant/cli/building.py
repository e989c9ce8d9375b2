"""`concordant build` and `concordant serve`."""

from __future__ import annotations

import signal
import tempfile
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Literal

import click

from concordant.cli.shared import policies_folder, policies_option, progress, say_new_folder, settings_of, write_out
from concordant.errors import ConcordantError, Problem

HOST = "127.0.0.1"


class PortTaken(ConcordantError):
    """Another program listens at this port."""


@click.command(
    "build",
    epilog="\b\nExamples:\n  concordant build --policies policies --out site\n"
    "  concordant build --pdf committee.pdf --pdf-pages codes/ --pdf-pages 'conflicts/*'",
)
@policies_option
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    default="site",
    show_default=True,
    metavar="SITE",
    help="The folder to write.",
)
@click.option("--engine", type=click.Choice(["mkdocs", "zensical"]), default="mkdocs", show_default=True, help="The site generator.")
@click.option(
    "--pdf",
    "pdf",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Also make one PDF of chosen pages, with the Chromium, Chrome or Edge of this computer.",
)
@click.option(
    "--pdf-pages",
    multiple=True,
    metavar="ADDRESS",
    help="A page for the PDF, such as codes/ or 'conflicts/*'; can be given several times. "
    "Default: home, codes, conflicts, concerns, motions, topics, gaps, method.",
)
def build_(policies: Path | None, out: Path, engine: Literal["mkdocs", "zensical"], pdf: Path | None, pdf_pages: tuple[str, ...]) -> None:
    """Build the site.

    It is moved into place when it is whole: a build that fails leaves the old site as it was.
    """
    if out.parent != Path():
        say_new_folder(out.parent)
    if pdf_pages and not pdf:
        raise click.UsageError("--pdf-pages chooses pages for a PDF: name the file with --pdf FILE.")
    folder = policies_folder(policies)
    _build(folder, out, engine)
    click.echo(f"Built {out}. Open {out / 'index.html'}, or run `concordant serve`.", err=True)
    if pdf:
        _print(out, pdf, pdf_pages, settings_of(folder).site_url)


def _print(site: Path, target: Path, wanted: tuple[str, ...], site_url: str | None) -> None:
    """After the site, so that a computer without a browser still has that."""
    from concordant.publish import pack, printing  # noqa: PLC0415

    with progress("Making the PDF"):
        made = printing.pdf(site, wanted or pack.CHOSEN, site_url=site_url)
    write_out(target, made)
    click.echo(f"Made {target}.", err=True)


@click.command("serve", epilog="\b\nExample:\n  concordant serve --port 8000")
@policies_option
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="Port to listen at; 0 takes a free one.")
def serve_(policies: Path | None, port: int) -> None:
    """Build the site and show it on this computer.

    Only this computer can see it. Ctrl+C ends it."""
    # A shell script that starts it in the background has interrupts ignored, and then nothing would end it and clear its folder.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    with tempfile.TemporaryDirectory(prefix="concordant-") as folder:
        out = Path(folder) / "site"
        _build(policies_folder(policies), out, "mkdocs")
        with _server(out, port) as server:
            click.echo(f"The site is at http://{HOST}:{server.server_port}/ (Ctrl+C ends it)", err=True)
            try:
                server.serve_forever()
            except KeyboardInterrupt:
                click.echo("Ended.", err=True)


def _build(policies: Path, out: Path, engine: Literal["mkdocs", "zensical"]) -> None:
    # The site generator takes longer to load than all the rest: only a build pays for it, not `concordant --help`.
    from concordant.publish import site  # noqa: PLC0415

    with progress("Building the site"):
        site.build(policies, out, engine=engine, settings=settings_of(policies))


class _Quiet(SimpleHTTPRequestHandler):
    """Serves files without a line for each."""

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: an officer has no use for a log of requests."""


def _server(folder: Path, port: int) -> ThreadingHTTPServer:
    try:
        return ThreadingHTTPServer((HOST, port), partial(_Quiet, directory=str(folder)))
    except OSError as error:
        what, mend = f"port {port} is taken ({error.strerror}).", "Name another with --port, or --port 0 for any free one."
        raise PortTaken([Problem(file=HOST, where="", what=what, mend=mend)]) from error
