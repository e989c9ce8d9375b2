"""`concordant check`: everything that can be held against a rule before anybody relies on it."""

from __future__ import annotations

import difflib
import pkgutil
from collections import Counter
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType

import click

import concordant.compare
import concordant.judge
import concordant.parse
import concordant.rulebook
from concordant.cli.shared import policies_folder, policies_option, progress
from concordant.compare.deciding import hold
from concordant.corpus import load, policy_files
from concordant.decisions import FILE as DECISIONS
from concordant.decisions import load_decisions
from concordant.errors import ConcordantError, Problem
from concordant.model import Policy, Ruling
from concordant.parse.account import account
from concordant.read import PROPOSED, read_source

# A module of these packages that knows examples has a function `check() -> tuple[Problem, ...]` that tries them.
_RULE_PACKAGES: tuple[ModuleType, ...] = (concordant.rulebook, concordant.parse, concordant.compare, concordant.judge)


@click.command("check", epilog="\b\nExample:\n  concordant check --policies policies")
@policies_option
@click.option("--rules-only", is_flag=True, help="Try the examples of the rulebook and leave the policies alone.")
def check_(policies: Path | None, rules_only: bool) -> None:
    """Check the policies and the rulebook.

    Front matter is held against its schema, the words of each original against the Markdown, each decision against the words
    that it rests on, and each rule against its examples and counter-examples. Lists all problems, each with its place and
    what to do. Exit code 1 when there is one.
    """
    problems: list[Problem] = []
    if not rules_only:
        folder = policies_folder(policies)
        with progress("Checking the policies"):
            found, count = policy_problems(folder)
        problems += found
        click.echo(f"Policies: {count} read, {_counted(found)}.")
        if (folder / DECISIONS).is_file():
            found, count = decision_problems(folder)
            problems += found
            click.echo(f"Decisions: {count} read, {_counted(found)}.")
    with progress("Trying the examples of the rulebook"):
        wrong, modules = rulebook_problems()
    problems += wrong
    click.echo(f"Rulebook: {modules} files of rules tried against their examples, {_counted(wrong)}.")
    for problem in problems:
        click.echo(str(problem))
    if problems:
        click.get_current_context().exit(1)


def policy_problems(folder: Path) -> tuple[list[Problem], int]:
    """Every problem of the policies of a folder, and how many files there are. Raises NotFound when there is no such folder."""
    count = len(policy_files(folder))
    try:
        policies = load(folder)
    except ConcordantError as error:
        return list(error.problems), count
    return [problem for policy in policies for problem in _lost_words(folder, policy)], count


def _lost_words(folder: Path, policy: Policy) -> Iterator[Problem]:
    """The words of the original that the Markdown has lost, if the original lies beside it."""
    if policy.meta.original is None:
        return
    name = policy.meta.original
    original = (folder / policy.file).parent / name
    try:
        source = read_source(original, policy.record.view if policy.record else PROPOSED)
    except ConcordantError as error:
        yield from error.problems
        return
    held = account(source.text, policy.units)
    told = Counter(word for word, _ in policy.record.unplaced) if policy.record else Counter[str]()
    if policy.record and held.missing <= policy.record.missing:
        return
    for word, line in held.unplaced:
        if told[word] > 0:
            # The importer could not place it either, and said so.
            told[word] -= 1
            continue
        what = f"the word “{word}” of the original ({name}, line {line}) is missing."
        yield Problem(file=policy.file, where="", what=what, mend="Put it back, or import the document again.")


def decision_problems(folder: Path) -> tuple[list[Problem], int]:
    """Every problem of decisions.yml, those that no longer hold included, and how many decisions there are."""
    try:
        decisions = load_decisions(folder)
    except ConcordantError as error:
        return list(error.problems), 0
    try:
        policies = tuple(policy for policy in load(folder) if policy.compared)
    except ConcordantError:
        # Policies that cannot be read are a problem of their own, and listed as such.
        return [], len(decisions)
    known = [clause.id for policy in policies for clause in policy.clauses]
    return [problem for ruling in hold(decisions, policies) for problem in _fallen(ruling, known)], len(decisions)


def _fallen(ruling: Ruling, known: list[str]) -> Iterator[Problem]:
    """What is wrong with a decision that is not in force."""
    decision = ruling.decision
    where = f"line {decision.line}, decision of {decision.when}"
    for clause_id in (decision.a, decision.b):
        if ruling.state == "clause gone" and clause_id not in known:
            near = difflib.get_close_matches(clause_id, known, n=1, cutoff=0.6)
            mend = f"Correct the id{f' (did you mean {near[0]}?)' if near else ''}, or take the entry out."
            yield Problem(file=DECISIONS, where=where, what=f"there is no paragraph `{clause_id}`; the decision is not used.", mend=mend)
    for clause_id, before, now in ruling.changed:
        change = f"“{before}” is now “{now}”" if before and now else f"“{before or now}” was {'left out' if before else 'put in'}"
        what = f"the words of {clause_id} have changed since ({change}); the decision is not used until somebody confirms it."
        yield Problem(file=DECISIONS, where=where, what=what, mend="Put today's words under `quotes` if it still holds, or take it out.")


def rulebook_problems() -> tuple[list[Problem], int]:
    """Every example that does not come out as it says, and how many modules tried theirs."""
    problems: list[Problem] = []
    checks = [module.check for package in _RULE_PACKAGES for module in _modules(package) if hasattr(module, "check")]
    for check in checks:
        try:
            problems += check()
        except ConcordantError as error:
            problems += error.problems
    return list(dict.fromkeys(problems)), len(checks)


def _modules(package: ModuleType) -> Iterator[ModuleType]:
    for found in pkgutil.iter_modules(package.__path__):
        yield import_module(f"{package.__name__}.{found.name}")


def _counted(problems: list[Problem]) -> str:
    return f"{len(problems)} problem{'' if len(problems) == 1 else 's'}" if problems else "no problem"
