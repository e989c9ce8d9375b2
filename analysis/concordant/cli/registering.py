"""`concordant concerns`: list what councillors raised, and write it into a register that an officer can mend."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import click

from concordant.cli import listing
from concordant.cli.analysing import read_policies
from concordant.cli.shared import policies_folder, policies_option, progress
from concordant.judge.concern_register import body_of
from concordant.judge.concerns import find_concerns
from concordant.model import Concern
from concordant.parse.norms import with_norms
from concordant.publish.listings import Format
from concordant.register import PLACE, Register, load_registers, matched, written
from concordant.whole import write_whole


@click.command("concerns", epilog="\b\nExamples:\n  concordant concerns --format md\n  concordant concerns --write")
@policies_option
@click.option("--policy", metavar="ID", help="Only rows about this policy (its id or the beginning of it).")
@click.option("--format", "format_", type=click.Choice(get_args(Format)), default="table", show_default=True, help="How to print it.")
@click.option("--write", is_flag=True, help="Write the register of concerns of each council, to be mended by hand.")
def concerns_(policies: Path | None, policy: str | None, format_: Format, write: bool) -> None:
    """List concerns that councillors recorded.

    Each with the clauses that it is about and how they were found. With --write they go into a file that you can mend,
    concerns/register.yml in the folder of each council. What you change there counts; written again, it keeps every change of yours
    and adds what is new.
    """
    if not write:
        listed = listing.concerns_.callback
        assert listed is not None
        listed(policies=policies, policy=policy, format_=format_)
        return
    if policy:
        raise click.UsageError("--policy narrows the list; --write writes every register whole.")
    _write(policies)


def _write(policies: Path | None) -> None:
    folder = policies_folder(policies)
    texts = read_policies(policies)
    registers = {register.body: register for register in load_registers(folder)}
    with progress("Looking for concerns"):
        found = find_concerns(tuple(with_norms(p) for p in texts))
    bodies = sorted({*(body_of(c) for c in found), *registers})
    if not bodies:
        click.echo("Nobody has recorded a concern: no report and no comment in a margin is among the texts.", err=True)
    for body in bodies:
        own = [c for c in found if body_of(c) == body]
        write_whole(folder / body / PLACE, written(own, registers.get(body)).encode("utf-8"))
        click.echo(f"{body}/{PLACE}: {_counts(own, registers.get(body))}.")


def _counts(found: list[Concern], register: Register | None) -> str:
    if register is None:
        return f"{len(found)} concerns written"
    pairs = matched(found, register)
    new = sum(c.id not in pairs and c.id not in register.offered for c in found)
    mended = sum(bool(entry.mended or entry.note or entry.drop) for entry in register.entries)
    lost = sum(bool(e.marks) and e.id not in {p.id for p in pairs.values()} for e in register.entries)
    gone = f", {lost} not found any more (they stay in the file)" if lost else ""
    return f"{len(found)} concerns found, {new} of them new; {mended} entries changed or added by you, all kept{gone}"
