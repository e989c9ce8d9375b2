"""Conflicts held against those of before, for people: as plain text, or as Markdown under a proposed change."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Literal

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from concordant.errors import Problem
from concordant.judge.baseline import Compared
from concordant.model import Analysis, Conflict
from concordant.publish.listings import inert
from concordant.publish.names import TYPE
from concordant.publish.view import View
from concordant.rulebook.principles import principles

GateFormat = Literal["text", "md"]


def entry(conflict: Conflict) -> str:
    """An entry for decisions.yml that accepts a conflict; who, when and why are left for people to fill in."""
    return _template("decision.yml.j2").render(c=conflict)


def report(analysis: Analysis, compared: Compared, old: str, format_: GateFormat) -> str:
    """What is new, gone and decided since, in full; ends in a line break."""
    view = View(analysis=analysis, readings={})
    names = {one.id: one.name for one in principles()}
    return _template(f"gate.{format_}.j2").render(it=compared, old=old, view=view, entry=entry, names=names, types=TYPE)


def checked(counts: Sequence[str], problems: Sequence[Problem]) -> str:
    """What `concordant check` read and what is wrong, as Markdown."""
    return _template("checked.md.j2").render(counts=counts, problems=problems)


def _quoted(text: str) -> str:
    """In single quotation marks, as YAML has it."""
    return "'" + " ".join(text.split()).replace("'", "''") + "'"


@cache
def _template(name: str) -> Template:
    loader = PackageLoader("concordant.publish")
    environment = Environment(loader=loader, trim_blocks=True, lstrip_blocks=True, undefined=StrictUndefined, autoescape=False)
    environment.filters.update({"yaml": _quoted, "inert": inert})
    return environment.get_template(name)
