"""The documents of tests/cases/read-more-layouts.md come out as written down there, with every word accounted for."""

from __future__ import annotations

import pytest

from concordant.parse.account import account
from concordant.parse.clauses import parse_units
from concordant.read.canonical import body
from concordant.read.layout import blocks_of
from tests.support.cases import Case, cases


@pytest.mark.parametrize("case", cases("read-more-layouts.md"), ids=lambda c: c.name)
def test_a_document_in_another_layout_comes_out_canonical(case: Case) -> None:
    assert body(blocks_of(case.given)[0]) == case.expected


@pytest.mark.parametrize("case", cases("read-more-layouts.md"), ids=lambda c: c.name)
def test_no_word_of_a_document_in_another_layout_is_lost(case: Case) -> None:
    held = account(case.given, parse_units(body(blocks_of(case.given)[0]), file="case.md"))
    assert (held.missing, held.unplaced, held.added) == (0, (), ())
