"""The home page: what it picks out, and where it sends each kind of reader."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from concordant.model import Analysis
from concordant.pipeline import analyse, load
from concordant.publish.home import standouts
from concordant.publish.names import SECTIONS
from concordant.publish.pages import pages
from concordant.publish.view import View

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def analysis() -> Analysis:
    return analyse(load(ROOT / "policies"))


@pytest.fixture(scope="module")
def view(analysis: Analysis) -> View:
    return View(analysis=analysis, readings={})


def test_no_paragraph_stands_out_twice_and_no_code_more_than_twice(view: View) -> None:
    picked = standouts(view)
    paragraphs = Counter(clause for one in picked for clause in one.clauses)
    codes = Counter(view.policy_of(one.first.a).id for one in picked)
    assert 3 <= len(picked) <= 5
    assert max(paragraphs.values()) == 1
    assert max(codes.values()) <= 2


def test_what_a_councillor_raised_stands_first(view: View) -> None:
    raised = [one.raised for one in standouts(view)]
    assert raised[0]
    assert raised == sorted(raised, reverse=True)


def test_every_section_that_a_page_names_is_in_the_menu() -> None:
    menu = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    for section in SECTIONS:
        assert f"\n  - {section}:" in menu


def test_a_page_below_a_section_says_which(analysis: Analysis) -> None:
    made = pages(analysis, {})
    finding = next(path for path in made if path.startswith("conflicts/") and path != "conflicts/index.md")
    assert "section: Conflicts\n" in made[finding]
    assert "section:" not in made["index.md"].split("---")[1]
