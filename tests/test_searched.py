"""What the search page searches: each paragraph of each compared code once, with its place, topics and words; each page that is there."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from concordant.model import Analysis
from concordant.pipeline import analyse, load, load_registers
from concordant.publish.export import to_json
from concordant.publish.generated import by_hand
from concordant.publish.pages import pages
from concordant.publish.searched import DUTIES, NAME, searched
from concordant.publish.view import View

ROOT = Path(__file__).parents[1]
VENDOR = ROOT / "site_src" / "assets" / "vendor"
# The file as MiniSearch's own package holds it (dist/umd/index.js). A newer version comes with a new name and a new line here.
PINNED = {"minisearch-7.2.0.js": "03c27931eb603af1d3358579e9885eafdb6a2f5fa9929557b3e77d7e99d06d03"}
ASKED = {("obligation", "mandatory"): "must", ("obligation", "advisory"): "should", ("prohibition", "mandatory"): "must-not",
         ("prohibition", "advisory"): "should-not", ("permission", "mandatory"): "may", ("permission", "advisory"): "may"}  # fmt: skip


@pytest.fixture(scope="module")
def real() -> Analysis:
    return analyse(load(ROOT / "policies"), (), load_registers(ROOT / "policies"))


@pytest.fixture(scope="module")
def made(real: Analysis) -> dict[str, str]:
    return {**by_hand(ROOT / "site_src"), **pages(real, {})}


@pytest.fixture(scope="module")
def data(real: Analysis, made: dict[str, str]) -> dict[str, Any]:
    return _read(searched(View(analysis=real, readings={}), made))


def _read(script: str) -> dict[str, Any]:
    head, tail = f"window.{NAME} = ", ";\n"
    assert script.startswith(head)
    assert script.endswith(tail)
    return json.loads(script[len(head) : -len(tail)])  # type: ignore[no-any-return]


def test_every_paragraph_of_every_compared_code_is_there_once_with_its_place(real: Analysis, data: dict[str, Any]) -> None:
    exported = json.loads(to_json(real))
    expected = [
        (policy["id"], c["id"].partition("#")[2], int(c["number"]), c["printed"] or "", c["text"], c["heading_path"])
        for policy in exported["policies"] if policy["meta"]["kind"] != "report" for c in policy["clauses"]
    ]  # fmt: skip
    found = [(data["codes"][row[0]][0], row[2], row[1], row[3], row[5], row[6]) for row in data["paragraphs"]]
    assert found == expected
    assert len(set(map(str, found))) == len(found) > 200


def test_the_words_read_into_a_paragraph_come_with_it(real: Analysis, data: dict[str, Any]) -> None:
    for row in data["paragraphs"]:
        clause = real.clause(f"{data['codes'][row[0]][0]}#{row[2]}")
        assert row[4][-1:] == ([clause.lead_in] if clause.lead_in else [])


def test_the_topics_of_a_paragraph_are_those_that_name_it_on_their_page(real: Analysis, data: dict[str, Any]) -> None:
    view = View(analysis=real, readings={})
    expected = {
        (topic.id, clause.id)
        for topic in view.topics() for provision in view.made(topic)
        for policy in view.compared for clause in view.makers(provision, policy)
    }  # fmt: skip
    found = {(data["topics"][at][0], f"{data['codes'][row[0]][0]}#{row[2]}") for row in data["paragraphs"] for at in row[7]}
    assert found == expected
    assert len(found) > 100


def test_the_duty_words_of_a_paragraph_are_those_of_its_norms(real: Analysis, data: dict[str, Any]) -> None:
    exported = json.loads(to_json(real))
    clauses = [c for policy in exported["policies"] for c in policy["clauses"]]
    norms = {c["id"]: {ASKED[n["modality"], n["strength"]] for n in c["norms"]} for c in clauses}
    held = Counter[str]()
    for row in data["paragraphs"]:
        words = {data["duties"][at][0] for at in row[8]}
        assert words == norms[f"{data['codes'][row[0]][0]}#{row[2]}"]
        held.update(words or {"none"})
    assert set(held) == set(DUTIES)


def test_every_topic_finding_and_concern_is_there_and_every_address_is_a_page(
    real: Analysis, data: dict[str, Any], made: dict[str, str]
) -> None:
    kinds = Counter(row[0] for row in data["pages"])
    view = View(analysis=real, readings={})
    assert kinds["topic"] == len(view.topics())
    assert kinds["conflict"] == len(real.conflicts)
    assert kinds["concern"] == len(real.concerns) > 10
    assert kinds["code"] == len(real.policies)
    assert kinds["word"] == (ROOT / "site_src" / "glossary.md").read_text(encoding="utf-8").count("\n:   ")
    known = {re.sub(r"(^|/)index\.md$", r"\1", path).replace(".md", "/") for path in made}
    assert {address.partition("#")[0] for *_, address in data["pages"]} <= known
    titles = {title for kind, title, *_ in data["pages"] if kind == "page"}
    assert {"Add a council", "Gaps", "Method and limits"} <= titles
    assert "Search" not in titles


def test_what_is_shown_of_a_page_is_words_and_no_markup(data: dict[str, Any]) -> None:
    markup = r"</?(?:p|a|li|ul|div|span|td|tr|table|details|summary|h\d)\b|\]\(|\*\*|&\w+;|\{:"
    shown = [row[1] + row[2] for row in data["pages"] if row[0] in {"page", "word"}]
    assert not [text for text in shown if re.search(markup, text)]


def test_a_corpus_without_texts_has_a_search_page_and_no_paragraph() -> None:
    empty = Analysis(policies=(), ties=(), links=(), gaps=(), conflicts=(), concerns=())
    assert "no text is compared yet" in pages(empty, {})["search/index.md"]
    assert _read(searched(View(analysis=empty, readings={}), {}))["paragraphs"] == []


def test_the_same_texts_give_the_same_bytes(real: Analysis, made: dict[str, str]) -> None:
    assert searched(View(analysis=real, readings={}), made) == searched(View(analysis=real, readings={}), dict(reversed(made.items())))


def test_a_script_of_others_is_the_one_that_was_read_and_its_licence_lies_beside_it() -> None:
    found = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in VENDOR.glob("minisearch*.js")}
    assert found == PINNED
    assert "Permission is hereby granted" in (VENDOR / "LICENSE-minisearch.txt").read_text(encoding="utf-8")


def test_only_the_search_page_asks_for_the_data(made: dict[str, str]) -> None:
    asking = re.compile(r"paragraphs\.js|minisearch")
    assert [path for path, text in made.items() if asking.search(text) and not path.startswith("decisions/")] == ["search/index.md"]
    assert not asking.search((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))
