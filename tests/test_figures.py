"""The figures that the method page prints are those of this state of the code, and each meets the bar it names."""

from __future__ import annotations

import json

import pytest

from tests.support.figures import KEPT, kept


@pytest.fixture(scope="module")
def measured() -> dict[str, list[dict[str, object]]]:
    return kept()


def test_the_figures_on_the_method_page_are_those_of_this_code(measured: dict[str, list[dict[str, object]]]) -> None:
    assert json.loads(KEPT.read_text(encoding="utf-8")) == measured, "run: python -m tests.support.figures --write"


def test_every_figure_meets_its_bar(measured: dict[str, list[dict[str, object]]]) -> None:
    missed = [row for row in measured["accuracy"] if row["bar"] is not None and float(str(row["value"])) < float(str(row["bar"]))]
    assert missed == []
