"""`concordant review`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import cast, get_args

import click

from concordant.amend.combine import combined
from concordant.amend.effects import Setting, setting
from concordant.amend.explaining import described
from concordant.amend.motionfile import is_motion, read_motion
from concordant.amend.review import refused, review_draft, review_motion
from concordant.cli.pairing import named
from concordant.cli.reporting import WORD, only, wanted, word_options, write_word
from concordant.cli.shared import out_option, policies_folder, policies_option, progress, write_out
from concordant.corpus import read_text
from concordant.errors import BadMotion, NotFound, Problem
from concordant.importing import read_draft, slug
from concordant.judge.concern_register import registered
from concordant.judge.concerns import find_concerns
from concordant.model import AmendError, Motion, Policy, Review, Step
from concordant.parse.norms import with_norms
from concordant.pipeline import load, load_decisions, load_registers
from concordant.publish.reviewed import ReviewFormat, render, render_combined
from concordant.settings import BadConfig

# The council of a text that lies outside a folder of policies.
_ALONE = "draft"


@dataclass(frozen=True, kw_only=True)
class _Given:
    """One thing that was handed in: a motion with what is wrong with it, or a draft."""

    path: Path
    motion: Motion | None = None
    errors: tuple[AmendError, ...] = ()
    draft: Policy | None = None


@click.command("review", epilog="\b\nExample:\n  concordant review motion.md --against example/social-media-code")
@click.argument("files", metavar="DRAFT_OR_MOTION...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--against", required=True, metavar="POLICY", help="The text that it would change: a policy id, or a file.")
@policies_option
@click.option(
    "--format", "format_", type=click.Choice(get_args(ReviewFormat)), default="text", show_default=True,
    help="How to print it: text is a short verdict, the others are the whole ledger.",
)  # fmt: skip
@out_option("Write it to this file. The ending .md, .html, .json or .docx (a committee report) decides the form.")
@word_options
@click.pass_context
def review_(
    ctx: click.Context, *, files: tuple[Path, ...], against: str, policies: Path | None, format_: str, out: Path | None,
    tracked: Path | None, template: Path | None,
) -> None:  # fmt: skip
    """Say what a motion or a draft would do, before the vote.

    DRAFT_OR_MOTION is a motion (a Markdown file whose head says `against:`) or a whole new text (.md .txt .docx .odt .pdf; tracked
    changes of a Word file are read as made). It is held against POLICY: which words and duties change, which conflicts and gaps
    open and close, whose concerns are met or made worse. Several motions are also tried together. Without a folder of policies,
    two files are held against each other. Exit code 1 when a motion cannot be made.
    """
    form = _form(ctx, format_, out)
    in_word = wanted(out, tracked, template) and bool(only(files))
    before, held = _against(policies, against)
    given = [_read(path, before) for path in files]
    with progress("Reviewing"):
        review = _review(before, held, given[0]) if len(given) == 1 else None
        said, made = (render(review, form), review.applied) if review else _together(before, held, given, form)
    if review and in_word:
        write_word(review, given[0].motion, draft=files[0], policies=policies, out=out, tracked=tracked, template=template)
    if out is None or out.suffix.lower() == WORD:
        click.echo(said, nl=False)
    else:
        write_out(out, said.encode("utf-8"))
    if not made:
        ctx.exit(1)


def _form(ctx: click.Context, format_: str, out: Path | None) -> ReviewFormat:
    suffix = out.suffix.lower() if out else ""
    chosen = ctx.get_parameter_source("format_") is not click.core.ParameterSource.DEFAULT
    by_name = suffix.removeprefix(".") if suffix.removeprefix(".") in get_args(ReviewFormat) else ""
    return cast(ReviewFormat, format_ if chosen or not by_name else by_name)


def _together(before: Policy, held: Setting, given: Sequence[_Given], form: ReviewFormat) -> tuple[str, bool]:
    """What there is to say of several, and whether each can be made."""
    wrong = [described(error, file=one.path.name) for one in given for error in one.errors]
    if wrong:
        raise BadMotion(wrong)
    found = combined(before, [_as_motion(one) for one in given], held, files=_files(before, given))
    return render_combined(found, form), all(o.review.applied for o in found.outcomes if len(o.motions) == 1)


def _review(before: Policy, held: Setting, one: _Given) -> Review:
    if one.motion is None:
        return review_draft(before, cast(Policy, one.draft), held, title=one.path.name)
    if one.errors:
        return refused(before, one.errors, title=one.motion.title)
    return review_motion(before, one.motion, held, files=_files(before, [one]))


def _as_motion(one: _Given) -> Motion:
    """A draft among motions is a motion to put it in the place of the text."""
    if one.motion is not None:
        return one.motion
    said = f"Replace the text by {one.path.name}"
    return Motion(title=one.path.name, against="", steps=(Step(number=1, kind="replace", file=one.path.name, said=said),))


def _files(before: Policy, given: Sequence[_Given]) -> dict[str, Policy]:
    """The texts that motions take over by name, from the folders in which the motions lie. One that is not there is left to the motion."""
    found = {one.path.name: one.draft for one in given if one.draft is not None}
    for one in given:
        for step in one.motion.steps if one.motion else ():
            path = one.path.parent / step.file
            if step.file and step.file not in found and path.is_file():
                found[step.file] = read_draft(path, id=before.id, like=before.meta)[0]
    return found


def _read(path: Path, before: Policy) -> _Given:
    """A motion or a draft. Raises NotFound, UnreadableFile, BadMotion and BadPolicy."""
    if not path.is_file():
        raise NotFound([Problem(file=str(path), where="", what="there is no such file.", mend="Name a motion or a draft.")])
    if path.suffix.lower() == ".md" and is_motion(text := read_text(path, path.name)):
        motion, errors = read_motion(text, file=path.name, id=path.stem)
        return _Given(path=path, motion=motion, errors=errors)
    return _Given(path=path, draft=read_draft(path, id=before.id, like=before.meta)[0])


def _against(given: Path | None, against: str) -> tuple[Policy, Setting]:
    """The text that is to be changed, and what it is held against: everything of the folder of policies, where there is one."""
    path = Path(against)
    try:
        folder: Path | None = policies_folder(given)
    except (NotFound, BadConfig):
        if not path.is_file():
            raise
        folder = None
    if folder is None:
        before, _ = read_draft(path, id=f"{_ALONE}/{slug(path.stem)}")
        return with_norms(before), Setting()
    with progress("Reading the policies"):
        policies = tuple(with_norms(policy) for policy in load(folder))
    if path.is_file():
        before = with_norms(_filed(path, folder, policies))
    else:
        before = named(against, {policy.id: policy for policy in policies if policy.compared}, against, "concordant policies")
    concerns = registered(find_concerns(policies), load_registers(folder), policies)
    return before, setting(policies, before.id, load_decisions(folder), concerns)


def _filed(path: Path, folder: Path, policies: Sequence[Policy]) -> Policy:
    """A file as the text before: the policy of which it is a version where it lies in the folder of policies, else one of its own."""
    try:
        place = path.resolve().relative_to(folder.resolve())
    except ValueError:
        place = Path()
    known = {policy.id for policy in policies}
    name = "/".join(place.parts[:2])
    policy, _ = read_draft(path, id=name if name in known else f"{_ALONE}/{slug(path.stem)}")
    return replace(policy, version=path.stem) if name in known else policy
