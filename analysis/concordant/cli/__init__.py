"""The command line. Each command lives in a module of its own and is loaded only when it is called."""

from __future__ import annotations

import sys

from concordant import __version__

__all__ = ["main"]


def main() -> None:
    """Entry point of `concordant`. `--version` is answered at once: scripts ask for it often, and nothing need be loaded for it."""
    if sys.argv[1:] == ["--version"]:
        sys.stdout.write(f"concordant {__version__}\n")
        return
    from concordant.cli.commands import concordant  # noqa: PLC0415

    concordant(prog_name="concordant")
