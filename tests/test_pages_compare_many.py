"""Any two of more codes than there can be pages for: data that the browser draws from, and links that lead there."""

from __future__ import annotations

import json
import posixpath
import re
from html import unescape
from pathlib import Path

import pytest

from concordant.compare.ties import firm
from concordant.pipeline import analyse, load
from concordant.publish.names import MOST_PAIRED
from concordant.publish.pages import pages
from concordant.publish.view import View
from tests.support.typed import typed

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def many() -> dict[str, str]:
    return pages(analyse(tuple(typed(f"n{at:02}", "You must use a secure password.", "Keep calm.") for at in range(MOST_PAIRED + 1))), {})


def test_up_to_thirty_codes_each_pair_has_a_page_and_above_it_data(many: dict[str, str]) -> None:
    pairs = (MOST_PAIRED + 1) * MOST_PAIRED // 2
    assert not [path for path in many if re.match("compare/.*--.*/index", path)]
    data = [path for path in many if path.startswith("compare/data/")]
    assert len(data) == pairs + MOST_PAIRED + 1
    fewer = analyse(tuple(typed(f"n{at:02}", "Keep calm.") for at in range(MOST_PAIRED)))
    made = pages(fewer, {})
    assert len([path for path in made if re.match("compare/.*--.*/index", path)]) == MOST_PAIRED * (MOST_PAIRED - 1) // 2
    assert not [path for path in made if path.startswith("compare/data/")]
    assert "<script" not in made["compare/index.md"]


def test_above_thirty_codes_no_link_leads_to_a_page_that_is_not_there(many: dict[str, str]) -> None:
    folders = {posixpath.dirname(path) for path in many if path.endswith(".md")}
    asked = set()
    for path, text in many.items():
        here = posixpath.dirname(path) if path.endswith(".md") else "compare"
        for href in re.findall(r'href=\\?"([^"\\#]+)', text):
            target, _, query = href.partition("?")
            folder = posixpath.normpath(posixpath.join(here, target)).removeprefix(".")
            if folder.startswith(("compare", "codes")):
                assert folder in folders, (path, href)
            if query:
                asked.add(unescape(query))
    ids = {f"n{at:02}/code" for at in range(MOST_PAIRED + 1)}
    assert {f"a={a}&b={b}" for a in ids for b in ids if a != b} <= asked


def test_data_hold_each_paragraph_once_and_name_it_where_it_stands(many: dict[str, str]) -> None:
    code = many["compare/data/n00-code.js"]
    name, _, rest = code.partition("[")[2].partition("] = ")
    assert json.loads(name) == "n00-code"
    found = json.loads(rest.rstrip(";\n"))
    seen = [re.sub("<.*?>", "", found[number][0]) for number in ("1", "2")]
    assert seen == ["[1] You must use a secure password.Councillors must", "[2] Keep calm.Councillors must"]
    pair = many["compare/data/n00-code--n01-code.js"]
    assert "secure password" not in re.sub(r"“.*?”", "", pair)
    assert {"n00-code#1", "n00-code#2", "n01-code#1", "n01-code#2"} == set(re.findall(r'data-clause=\\"(.*?)\\"', pair))


def test_of_one_code_or_none_the_page_says_what_a_comparison_takes() -> None:
    for policies, number in (((typed("n01", "Keep calm."),), "1"), ((), "none")):
        page = pages(analyse(policies), {})["compare/index.md"]
        assert f"it takes two codes, and this site has {number}" in page
        assert "<form" not in page


def test_the_topics_of_a_paragraph_are_those_of_the_provisions_that_it_makes() -> None:
    real = analyse(load(ROOT / "policies"))
    view = View(analysis=real, readings={})
    wanted: dict[str, set[str]] = {}
    for tie in firm(real.ties):
        wanted.setdefault(tie.clause, set()).add(view.hub.provision(tie.provision).topic)
    assert {clause: set(topics) for clause, topics in view.topics_of.items()} == wanted
