"""The group of commands: names, where each is found, and how errors come out."""

from __future__ import annotations

import os
from importlib import import_module
from typing import Any

import click

from concordant import __version__
from concordant.errors import ConcordantError

# name -> module of this package that holds it, in the order in which a reader meets them.
COMMANDS = {
    "init": "starting",
    "import": "importing",
    "policies": "listing",
    "clauses": "listing",
    "norms": "listing",
    "concordance": "listing",
    "conflicts": "listing",
    "concerns": "registering",
    "gaps": "listing",
    "principles": "listing",
    "criticism": "listing",
    "capacity": "listing",
    "vague": "listing",
    "scenarios": "listing",
    "explain": "explaining",
    "redline": "redlining",
    "compare": "comparing",
    "pair": "together",
    "review": "reviewing",
    "check": "checking",
    "export": "exporting",
    "build": "building",
    "serve": "building",
}


class Commands(click.Group):
    """A group that loads a command when it is asked for, and turns errors that a user can mend into messages."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"concordant.cli.{COMMANDS[cmd_name]}")
        command: click.Command = getattr(module, f"{cmd_name}_")
        return command

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            ctx.fail(f"There is no command `{args[0]}`. Commands: {', '.join(COMMANDS)}.")
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        if os.environ.get("NO_COLOR"):
            ctx.color = False
        try:
            return super().invoke(ctx)
        except ConcordantError as error:
            for problem in error.problems:
                say_wrong(str(problem))
            ctx.exit(error.exit_code)
        except BrokenPipeError:
            raise
        except OSError as error:
            say_wrong(
                f"{error.filename or 'a file'}: {error.strerror or error}. Check that the folder exists, may be written and has room."
            )
            ctx.exit(2)


def say_wrong(message: str) -> None:
    """One problem on standard error; the word that marks it is red on a terminal."""
    click.echo(f"{click.style('Error:', fg='red', bold=True)} {message}", err=True)


@click.group(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="\b\nExample:\n  concordant import code.txt --council 'Example Borough Council' --title 'Social Media Code'",
)
@click.version_option(__version__, prog_name="concordant", message="%(prog)s %(version)s")
def concordant() -> None:
    """Compare councils' codes clause by clause.

    Concordant puts equal provisions side by side and finds what conflicts. It works on a folder of policies: the one that
    --policies names, or else the one of the nearest concordant.toml in this folder or above. Results go to standard output,
    progress and warnings to standard error. Exit codes: 0 fine, 1 a check failed, 2 a mistake in the call or a file that cannot be read.
    """
