"""From the folder of policies to the analysis, with progress."""

from __future__ import annotations

from pathlib import Path

import click

from concordant.cli.shared import policies_folder, progress
from concordant.model import Analysis, Policy
from concordant.pipeline import analyse, load, load_decisions, load_registers


def read_policies(given: Path | None) -> tuple[Policy, ...]:
    """The policies of the folder, without norms; says so when there are none."""
    folder = policies_folder(given)
    with progress("Reading the policies"):
        policies = load(folder)
    if not policies:
        click.echo(f"Warning: {folder} holds no policies yet. Add one with `concordant import`.", err=True)
    return policies


def read_analysis(given: Path | None) -> Analysis:
    """The analysis of the folder that was named, or of the configured one."""
    return analysis_of(given, read_policies(given))


def analysis_of(given: Path | None, policies: tuple[Policy, ...]) -> Analysis:
    """The analysis of policies that were read from the folder, with the decisions that lie there."""
    decisions, registers = load_decisions(policies_folder(given)), load_registers(policies_folder(given))
    with progress(f"Comparing {len(policies)} policies"):
        return analyse(policies, decisions, registers)
