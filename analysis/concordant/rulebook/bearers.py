"""Loader of `bearers.yml` and `capacity.yml`: who is bound, and in which capacity."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from concordant.errors import Problem
from concordant.model import Bearer, Capacity
from concordant.rulebook.modality import read_rules, rule_file, try_both_ways, without_anchors

_SCHEMA: dict[str, Any] = rule_file({"gives": {"type": "string", "minLength": 1}}, ["gives"])


@dataclass(frozen=True, slots=True, kw_only=True)
class WordRule:
    """Words that name a bearer or a capacity; `gives` is its name in the model."""

    id: str
    gives: Bearer | Capacity
    why: str
    cues: tuple[re.Pattern[str], ...]
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...]

    def find(self, text: str) -> re.Match[str] | None:
        return next((m for cue in self.cues if (m := cue.search(text))), None)


@cache
def bearer_rules() -> tuple[WordRule, ...]:
    """All entries of `bearers.yml` in file order."""
    return tuple(WordRule(**without_anchors(entry)) for entry in read_rules("bearers.yml", _SCHEMA)[0])


@cache
def capacity_rules() -> tuple[WordRule, ...]:
    """All entries of `capacity.yml` in file order."""
    return tuple(WordRule(**without_anchors(entry)) for entry in read_rules("capacity.yml", _SCHEMA)[0])


def check() -> tuple[Problem, ...]:
    """Every example of both files must hold its words, no counter-example."""
    return (*try_both_ways("bearers.yml", bearer_rules()), *try_both_ways("capacity.yml", capacity_rules()))
