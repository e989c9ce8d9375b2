"""`concordant init`."""

from __future__ import annotations

from pathlib import Path

import click

from concordant.errors import ConcordantError, Problem
from concordant.settings import CONFIG
from concordant.whole import write_whole


class AlreadyStarted(ConcordantError):
    """The folder has a concordant.toml."""


@click.command("init", epilog="\b\nExample:\n  concordant init our-codes")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path), default=".")
def init_(folder: Path) -> None:
    """Start a folder of policies.

    Makes a concordant.toml, which says where the policies are, and an empty folder `policies`.
    """
    config = folder / CONFIG
    if config.exists():
        what, mend = "the folder has been started already; nothing was changed.", "Go on with `concordant import`."
        raise AlreadyStarted([Problem(file=str(config), where="", what=what, mend=mend)])
    (folder / "policies").mkdir(parents=True, exist_ok=True)
    write_whole(config, b'policies = "policies"\n')
    click.echo(f"Started {folder}. Next: concordant import FILE --council NAME --title TITLE")
