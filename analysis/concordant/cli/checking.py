"""`concordant check`: everything that can be held against a rule before anybody relies on it."""

from __future__ import annotations

import difflib
import pkgutil
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import cast, get_args

import click

import concordant.compare
import concordant.judge
import concordant.parse
import concordant.rulebook
from concordant.amend.effects import setting
from concordant.amend.review import review_draft
from concordant.cli.baseline import read_baseline
from concordant.cli.shared import policies_folder, policies_option, progress
from concordant.compare.deciding import hold
from concordant.corpus import load, policy_files
from concordant.decisions import FILE as DECISIONS
from concordant.decisions import load_decisions
from concordant.errors import ConcordantError, NotFound, Problem
from concordant.judge.baseline import against
from concordant.model import Analysis, Decision, Policy, Review, Ruling
from concordant.parse.account import account
from concordant.pipeline import analyse
from concordant.publish.gate import GateFormat, checked, report
from concordant.publish.reviewed import brief
from concordant.read import PROPOSED, read_source
from concordant.register import load_registers, unknown

# A module of these packages that knows examples has a function `check() -> tuple[Problem, ...]` that tries them.
_RULE_PACKAGES: tuple[ModuleType, ...] = (concordant.rulebook, concordant.parse, concordant.compare, concordant.judge)


@click.command("check", epilog="\b\nExample:\n  concordant check --policies policies --baseline before.json")
@policies_option
@click.option("--rules-only", is_flag=True, help="Try the examples of the rulebook and leave the policies alone.")
@click.option(
    "--baseline",
    type=click.Path(path_type=Path),
    metavar="OLD",
    help="Also fail on conflicts that OLD does not have and no decision accepts. OLD is an export (JSON) or a folder of policies.",
)
@click.option("--divergences", is_flag=True, help="With --baseline: count differences between the codes of different councils too.")
@click.option(
    "--format", "format_", type=click.Choice(get_args(GateFormat)), default="text", show_default=True,
    help="How to print it: md is Markdown, as under a proposed change.",
)  # fmt: skip
def check_(policies: Path | None, rules_only: bool, baseline: Path | None, divergences: bool, format_: str) -> None:
    """Check the policies and the rulebook.

    Front matter is held against its schema, the words of each original against the Markdown, each decision against the words
    that it rests on, and each rule against its examples and counter-examples. Lists all problems, each with its place and
    what to do. With --baseline, lists the conflicts that are new since then, and how to accept one that is intended. Exit code 1
    when there is a problem or a new conflict.
    """
    if rules_only and (baseline or divergences):
        raise click.UsageError("--rules-only leaves the policies alone, so there is nothing to compare with --baseline.")
    if divergences and not baseline:
        raise click.UsageError("--divergences says what counts as new: name what to compare with, with --baseline OLD.")
    counts, problems = _checked(policies, rules_only)
    said = checked(counts, problems) if format_ == "md" else "".join(f"{line}\n" for line in (*counts, *problems))
    click.echo(said, nl=False)
    new = baseline is not None and _gate(policies_folder(policies), baseline, cast(GateFormat, format_), divergences=divergences)
    if problems or new:
        click.get_current_context().exit(1)


def _checked(policies: Path | None, rules_only: bool) -> tuple[list[str], list[Problem]]:
    """A line for each kind of thing that was checked, and every problem."""
    counts: list[str] = []
    problems: list[Problem] = []
    if not rules_only:
        folder = policies_folder(policies)
        with progress("Checking the policies"):
            found, count = policy_problems(folder)
        problems += found
        counts.append(f"Policies: {count} read, {_counted(found)}.")
        if (folder / DECISIONS).is_file():
            found, count, moved = decision_problems(folder, date.today())
            problems += found
            counts += [f"Decisions: {count} read, {_counted(found)}.", *moved]
        found, count = register_problems(folder)
        problems += found
        counts += [f"Registers of concerns: {count} read, {_counted(found)}."] if count or found else []
    with progress("Trying the examples of the rulebook"):
        wrong, modules = rulebook_problems()
    counts.append(f"Rulebook: {modules} files of rules tried against their examples, {_counted(wrong)}.")
    return counts, [*problems, *wrong]


def _gate(folder: Path, old: Path, format_: GateFormat, *, divergences: bool) -> bool:
    """Whether there are conflicts that `old` does not have and no decision accepts; prints what is new and what is gone."""
    try:
        policies, decisions = load(folder), load_decisions(folder)
    except ConcordantError:
        click.echo("Conflicts were not compared: mend the files first that cannot be read.", err=True)
        return True
    with progress("Comparing with the conflicts of before"):
        before = read_baseline(old)
        analysis = analyse(policies, decisions, load_registers(folder))
    compared = against(before, analysis, divergences=divergences)
    click.echo(report(analysis, compared, old.name or str(old), format_), nl=False)
    if format_ == "md" and old.is_dir():
        click.echo("".join(f"\n{brief(review)}" for review in changed_policies(load(old), analysis, decisions)), nl=False)
    return bool(compared.new)


def changed_policies(before: Sequence[Policy], now: Analysis, decisions: Sequence[Decision]) -> Iterator[Review]:
    """The review of each policy whose words are not those of before, among all the others as they are now."""
    newest = {policy.id: policy for policy in now.policies if policy.compared}
    for old in before:
        new = newest.get(old.id)
        if new is not None and [unit.text for unit in old.units] != [unit.text for unit in new.units]:
            held = setting(now.policies, old.id, decisions, now.concerns)
            yield review_draft(old, new, held)


def policy_problems(folder: Path) -> tuple[list[Problem], int]:
    """Every problem of the policies of a folder, and how many files there are. Raises NotFound when there is no folder or no policy."""
    count = len(policy_files(folder))
    if not count:
        mend = "Name the folder that holds COUNCIL/POLICY/DATE.md with --policies, or bring a document in with `concordant import FILE`."
        raise NotFound([Problem(file=str(folder), where="", what="no policy was found there.", mend=mend)])
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


def register_problems(folder: Path) -> tuple[list[Problem], int]:
    """Every problem of the registers of concerns, paragraphs included that are not there; and how many registers there are."""
    try:
        registers = load_registers(folder)
    except ConcordantError as error:
        return list(error.problems), 0
    try:
        known = frozenset(clause.id for policy in load(folder) for clause in policy.clauses)
    except ConcordantError:
        # Policies that cannot be read are a problem of their own, and listed as such.
        return [], len(registers)
    return [problem for register in registers for problem in unknown(register, known)], len(registers)


def decision_problems(folder: Path, today: date) -> tuple[list[Problem], int, list[str]]:
    """Every problem of decisions.yml, those that no longer hold included; how many decisions there are; which ones have moved."""
    try:
        decisions = load_decisions(folder)
    except ConcordantError as error:
        return list(error.problems), 0, []
    problems = [problem for decision in decisions for problem in _ahead(decision, today)]
    try:
        policies = tuple(policy for policy in load(folder) if policy.compared)
    except ConcordantError:
        # Policies that cannot be read are a problem of their own, and listed as such.
        return problems, len(decisions), []
    known = [clause.id for policy in policies for clause in policy.clauses]
    rulings = hold(decisions, policies)
    problems += [problem for ruling in rulings for problem in _fallen(ruling, known)]
    return problems, len(decisions), [line for ruling in rulings for line in _moved(ruling)]


def _ahead(decision: Decision, today: date) -> Iterator[Problem]:
    """A day that has not come yet is a slip of the pen. Only this check knows what day it is: a site must not change overnight."""
    if decision.when > today.isoformat():
        what = f"the decision is dated {decision.when}, a day that has not come yet."
        yield Problem(file=DECISIONS, where=_where(decision), what=what, mend="Correct `when`.")


def _where(decision: Decision) -> str:
    return f"line {decision.line}, decision of {decision.when}"


def _moved(ruling: Ruling) -> Iterator[str]:
    """Where a decision counts in another paragraph than it names, because the words stand there now."""
    for (clause_id, _), place in zip(ruling.decision.sides, ruling.places, strict=False):
        if clause_id != place:
            yield f"{DECISIONS}, {_where(ruling.decision)}: the words of {clause_id} stand in {place} now, and the decision counts there."


def _fallen(ruling: Ruling, known: Sequence[str]) -> Iterator[Problem]:
    """What is wrong with a decision that is not in force."""
    decision = ruling.decision
    where = _where(decision)
    for clause_id, _ in decision.sides:
        if ruling.state == "clause gone" and clause_id not in known:
            near = difflib.get_close_matches(clause_id, known, n=1, cutoff=0.6)
            mend = f"Correct the id{f' (did you mean {near[0]}?)' if near else ''}, or take the entry out."
            what = f"there is no paragraph `{clause_id}`, and its words stand nowhere else in the text; the decision is not used."
            yield Problem(file=DECISIONS, where=where, what=what, mend=mend)
    for clause_id, before, now in dict.fromkeys(ruling.changed):
        renamed = "" if clause_id in dict(decision.sides) else ", which had another id then,"
        change = f"“{before}” is now “{now}”" if before and now else f"“{before or now}” was {'left out' if before else 'put in'}"
        what = f"the words of {clause_id}{renamed} have changed since ({change}); the decision is not used until somebody confirms it."
        yield Problem(file=DECISIONS, where=where, what=what, mend="Put today's words under `quotes` if it still holds, or take it out.")


def rulebook_problems() -> tuple[list[Problem], int]:
    """Every example that does not come out as it says, and how many modules tried theirs."""
    problems: list[Problem] = []
    checks = [module.check for package in _RULE_PACKAGES for module in _modules(package) if callable(getattr(module, "check", None))]
    for check in checks:
        try:
            problems += check()
        except ConcordantError as error:
            problems += error.problems
    return list(dict.fromkeys(problems)), len(checks)


def _modules(package: ModuleType) -> Iterator[ModuleType]:
    """Every module of a package, those of packages within it included."""
    for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        yield import_module(found.name)


def _counted(problems: list[Problem]) -> str:
    return f"{len(problems)} problem{'' if len(problems) == 1 else 's'}" if problems else "no problem"
