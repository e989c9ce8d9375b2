"""The Word files of `concordant review`: the committee report, and the text with tracked changes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import click

from concordant.cli.shared import policies_folder, write_out
from concordant.errors import NotFound
from concordant.model import Motion, Policy, Review
from concordant.pipeline import load
from concordant.publish.redlines import by_engine
from concordant.publish.report import to_docx
from concordant.publish.tracked import tracked as tracked_changes
from concordant.settings import BadConfig

WORD = ".docx"
_Command = TypeVar("_Command", bound=Callable[..., Any])


def word_options(command: _Command) -> _Command:
    """`--template FILE` and `--tracked FILE` on a command."""
    file = click.Path(path_type=Path, dir_okay=False)
    existing = click.Path(path_type=Path, dir_okay=False, exists=True)
    said = "A Word file of your council to fill in, for a report in Word; without it, a plain one is made."
    command = click.option("--template", type=existing, metavar="FILE", help=said)(command)
    said = "Also write the text as a Word file (.docx) with the changes tracked, to accept or reject."
    return click.option("--tracked", type=file, metavar="FILE", help=said)(command)


def wanted(out: Path | None, tracked: Path | None, template: Path | None) -> bool:
    """Whether a Word file is to be written. Raises UsageError for names that do not fit."""
    report = out is not None and out.suffix.lower() == WORD
    if tracked is not None and tracked.suffix.lower() != WORD:
        raise click.UsageError(f"--tracked writes a Word file: give it a name that ends in {WORD}.")
    if template is not None and not report:
        raise click.UsageError(f"--template is for a report in Word: give --out a name that ends in {WORD}.")
    return report or tracked is not None


def only(given: Sequence[Path]) -> Path:
    """The one thing that a Word file can be about. Raises UsageError."""
    if len(given) != 1:
        raise click.UsageError("A Word file is about one motion or draft: name one, or choose a name that ends in .md, .html or .json.")
    return given[0]


def write_word(
    review: Review, motion: Motion | None, *, draft: Path, policies: Path | None, out: Path | None, tracked: Path | None,
    template: Path | None,
) -> None:  # fmt: skip
    """Write the Word files that are asked for. Raises BadTemplate and BadOut; a text that cannot be made has no tracked changes."""
    known, original = _known(policies, review)
    if out is not None and out.suffix.lower() == WORD:
        data, name = (template.read_bytes(), template.name) if template else (None, "")
        write_out(out, to_docx(review, motion=motion, known=known, template=data, file=name))
    if tracked is None:
        return
    if not review.applied:
        click.echo(f"{tracked.name} was not written: there is no text with these changes.", err=True)
        return
    author, date = (motion.proposer, motion.date) if motion else ("", "")
    made = None
    if motion is None and draft.suffix.lower() == WORD and original is not None:
        made = by_engine(original.read_bytes(), draft.read_bytes(), author=author, date=date)
    write_out(tracked, made or tracked_changes(review, author=author, date=date))


def _known(policies: Path | None, review: Review) -> tuple[tuple[Policy, ...], Path | None]:
    """The policies at hand, and the Word file from which the text was imported, where there is one."""
    try:
        folder = policies_folder(policies)
    except (NotFound, BadConfig):
        return (), None
    known = load(folder)
    name = review.before.meta.original or ""
    original = folder / Path(review.before.file).parent / name
    return known, original if name.lower().endswith(WORD) and original.is_file() else None
