"""What several commands need: the folder of policies, progress, and writing a file whole or not at all."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import click

from concordant.errors import ConcordantError, NotFound, Problem
from concordant.settings import CONFIG, Settings, nearest, read_settings
from concordant.whole import write_whole

QUIET_SECONDS = 1.0
STEADY_SECONDS = 10.0
_Command = TypeVar("_Command", bound=Callable[..., Any])


class BadOut(ConcordantError):
    """A place to write to that is not of the kind that is wanted."""


def policies_option(command: _Command) -> _Command:
    """`--policies DIR` on a command."""
    return click.option(
        "--policies",
        type=click.Path(file_okay=False, path_type=Path),
        metavar="DIR",
        help=f"The folder of policies. Default: the one that the nearest {CONFIG} names.",
    )(command)


def out_option(what: str) -> Callable[[_Command], _Command]:
    """`--out` on a command; `what` is said in its help."""
    return click.option("--out", type=click.Path(path_type=Path), metavar="PATH", help=what)


def write_out(path: Path, data: bytes) -> None:
    """Write a file whole or not at all, and say which folder had to be made for it: a mistyped name shows. Raises BadOut."""
    if path.is_dir():
        raise BadOut([Problem(file=str(path), where="", what="this is a folder.", mend="Name the file to write in it with --out.")])
    say_new_folder(path.parent)
    write_whole(path, data)


def say_new_folder(folder: Path) -> None:
    """Say on standard error that a folder is new, before it is made. Raises BadOut where a file has its name, or that of one above it."""
    missing = [place for place in (folder, *folder.parents) if not place.exists()]
    above = missing[-1].parent if missing else folder
    if above.is_file():
        mend = "Name another place with --out, or move the file."
        raise BadOut([Problem(file=str(above), where="", what="this is a file, and no folder can be made of it.", mend=mend)])
    if missing:
        click.echo(f"The folder {folder} is new.", err=True)


def policies_folder(given: Path | None) -> Path:
    """The folder that was named, or that of the nearest concordant.toml upwards. Raises NotFound or BadConfig."""
    if given is not None:
        return given
    here = Path.cwd()
    if config := nearest(here):
        return config.parent / read_settings(config).policies
    what, mend = f"there is no {CONFIG} in this folder or above it.", "Name the folder with --policies DIR, or run `concordant init`."
    raise NotFound([Problem(file=here.name or str(here), where="", what=what, mend=mend)])


def settings_of(policies: Path) -> Settings:
    """What concordant.toml says: the nearest above the policies, or else above this folder. Raises BadConfig."""
    config = nearest(policies) or nearest(Path.cwd())
    return read_settings(config) if config else Settings()


@contextmanager
def progress(what: str) -> Iterator[None]:
    """Say on standard error what is being done, once it has taken over a second, and again as time goes by."""
    started, done = time.monotonic(), threading.Event()
    watcher = threading.Thread(target=_watch, args=(what, started, done), daemon=True)
    watcher.start()
    try:
        yield
    finally:
        done.set()
        watcher.join()


def _watch(what: str, started: float, done: threading.Event) -> None:
    terminal = sys.stderr.isatty()
    wait = QUIET_SECONDS
    shown = False
    while not done.wait(wait):
        seconds = int(time.monotonic() - started)
        click.echo(f"{chr(13) if terminal and shown else ''}{what} … {seconds} s", err=True, nl=not terminal)
        shown, wait = True, QUIET_SECONDS if terminal else STEADY_SECONDS
    if shown:
        click.echo(f"{chr(13) if terminal else ''}{what}: {time.monotonic() - started:.1f} s", err=True)
