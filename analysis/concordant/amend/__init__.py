"""Motions and drafts: read as councils write them, made in a text, found by comparing texts, with clauses that keep their ids.

motion, errors = read_motion(text, file)          a Markdown motion file -> Motion
applied = apply(policy, motion, files=...)        -> Applied: the amended policy, its steps, the mapping; or errors
steps = steps_between(old, new)                   two policies -> the steps that lead from one to the other
alignment = align(old, new)                       which unit of the old text is which of the new one
draft = carried(old, new)                         the new text with the ids that its clauses have in the old one
explained(error)                                  one plain sentence or two why an instruction cannot be made
"""

from __future__ import annotations

from concordant.amend.aligning import align
from concordant.amend.applying import apply
from concordant.amend.authors import by_author
from concordant.amend.explaining import described, explained
from concordant.amend.identity import carried
from concordant.amend.motionfile import markdown_of, read_motion
from concordant.amend.paras import body_of, paras_of
from concordant.amend.reading import read_instructions
from concordant.amend.steps import make, revert, steps_between

__all__ = [
    "align",
    "apply",
    "body_of",
    "by_author",
    "carried",
    "described",
    "explained",
    "make",
    "markdown_of",
    "paras_of",
    "read_instructions",
    "read_motion",
    "revert",
    "steps_between",
]
