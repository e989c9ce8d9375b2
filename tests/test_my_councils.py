"""The page "I sit on these councils": every divergence between codes that bind councillors stands under its pair, and nothing else."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest

from concordant.model import Analysis
from concordant.pipeline import analyse, load
from concordant.publish.export import to_json
from concordant.publish.my_councils import my_councils
from concordant.publish.pages import pages
from concordant.publish.view import View

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def real() -> Analysis:
    return analyse(load(ROOT / "policies"))


@pytest.fixture(scope="module")
def page(real: Analysis) -> str:
    return unescape(pages(real, {})["my-councils/index.md"])


def test_each_divergence_that_binds_councillors_stands_once_under_its_pair(real: Analysis) -> None:
    data = json.loads(to_json(real))
    audiences = {policy["id"]: policy["meta"]["audience"] for policy in data["policies"]}
    bearers = {c["id"]: {norm["bearer"] for norm in c["norms"]} for policy in data["policies"] for c in policy["clauses"]}

    def binds(clause: str) -> bool:
        spoken_to = not bearers[clause] or bool(bearers[clause] & {"councillor", "any"})
        return "councillors" in audiences[clause.partition("#")[0]] and spoken_to

    apart = [c for c in data["conflicts"] if c["type"] != "exception" and c["between"] == "different-bodies"]
    expected = {c["id"]: {c["a"].partition("/")[0], c["b"].partition("/")[0]} for c in apart if binds(c["a"]) and binds(c["b"])}
    found = my_councils(View(analysis=real, readings={}))
    listed = {c.id: {body.id for body in group.bodies} for group in found.between for c in group.conflicts}
    assert listed == expected
    assert sum(len(group.conflicts) for group in found.between) == len(listed)
    assert found.others == len(apart) - len(expected)


def test_a_staff_policy_gives_a_councillor_no_conflict(real: Analysis) -> None:
    found = my_councils(View(analysis=real, readings={}))
    for group in (*found.inside, *found.between):
        assert not [c for c in group.conflicts for clause in (c.a, c.b) if clause and clause.startswith("peterborough/staff")]


def test_every_pair_of_councils_is_there_with_or_without_findings(real: Analysis, page: str) -> None:
    found = my_councils(View(analysis=real, readings={}))
    names = len(found.bodies)
    assert len(found.between) + len(found.silent) == names * (names - 1) // 2
    assert all(group.conflicts for group in found.between)
    for group in found.between:
        assert f'<h3 id="{group.slug}">{group.bodies[0].name} and {group.bodies[1].name} ({len(group.conflicts)})</h3>' in page


def test_each_finding_has_its_sentence_both_quotations_and_both_links(real: Analysis, page: str) -> None:
    found = my_councils(View(analysis=real, readings={}))
    for group in (*found.inside, *found.between):
        for conflict in group.conflicts:
            assert conflict.why in page
            assert conflict.quote_a in page
            assert conflict.quote_b in page
            for clause in filter(None, (conflict.a, conflict.b)):
                policy, _, place = clause.partition("#")
                assert f'href="../codes/{policy}/#{place}"' in page


def test_what_the_script_needs_is_on_the_page_and_no_script_is(page: str) -> None:
    assert "<script" not in page
    assert re.search(r"<form [^>]*hidden data-councils", page)
    assert page.count('type="checkbox"') == page.count("data-name=")
    script = (ROOT / "site_src" / "assets" / "scripts" / "my-councils.js").read_text(encoding="utf-8")
    for kept in ("localStorage", "sessionStorage", "cookie", "fetch(", "innerHTML"):
        assert kept not in script
    for name in set(re.findall(r'say\("(\w+)"', script)):
        assert f'data-say="{name}"' in page


def test_what_one_council_accepted_is_still_shown_to_who_sits_on_both(real: Analysis) -> None:
    first = next(c for group in my_councils(View(analysis=real, readings={})).between for c in group.conflicts)
    settled = replace(first, state="accepted", decided="A. Clerk, 2026-01-01", decided_why="Meant so.")
    changed = replace(real, conflicts=tuple(settled if c.id == first.id else c for c in real.conflicts))
    page = unescape(pages(changed, {})["my-councils/index.md"])
    assert first.why in page
    assert "accepted as intended by A. Clerk, 1 January 2026, because: Meant so." in page


def test_a_site_of_one_council_says_why_there_is_nothing(real: Analysis) -> None:
    one = tuple(p for p in real.policies if p.body == "paddock-wood")
    made = pages(replace(real, policies=one, ties=(), links=(), gaps=(), conflicts=(), concerns=(), passages=(), rulings=()), {})
    assert "Only one council here, Paddock Wood Town Council, has a text that binds councillors" in made["my-councils/index.md"]
    assert "<h3" not in made["my-councils/index.md"]
