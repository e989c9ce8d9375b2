"""The export: the keys that other tools rely on, the same bytes each time, tables that read back."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from concordant.model import Analysis
from concordant.pipeline import analyse, load
from concordant.publish.export import SCHEMA, to_csv_files, to_json, to_markdown
from concordant.publish.listings import LISTINGS, Column, Listing, as_markdown, as_table, render
from tests.support.corpus import write_corpus
from tests.support.labelled_norms import all_with_labelled_norms


@pytest.fixture(scope="module")
def analysis(tmp_path_factory: pytest.TempPathFactory) -> Analysis:
    return analyse(load(write_corpus(tmp_path_factory.mktemp("corpus"))))


def test_the_keys_that_outside_tools_rely_on_are_there(analysis: Analysis) -> None:
    data = json.loads(to_json(analysis))
    assert data["schema"] == SCHEMA == "concordant/1"
    assert {"policies", "links", "conflicts"} <= set(data)
    clause = data["policies"][0]["clauses"][0]
    assert {"id", "number", "printed", "text", "lead_in", "heading_path", "norms"} <= set(clause)
    assert (clause["text"], clause["lead_in"], clause["heading_path"]) == ("treat other people with respect;", "You must:", ["Conduct"])
    assert clause["number"] == "1"


def test_norms_are_exported_with_every_key(analysis: Analysis) -> None:
    labelled = Analysis(policies=all_with_labelled_norms(), ties=(), links=(), gaps=(), conflicts=(), concerns=())
    norms = [n for p in json.loads(to_json(labelled))["policies"] for c in p["clauses"] for n in c["norms"]]
    assert norms
    assert all({"modality", "strength", "bearer", "capacity", "act", "condition", "exception"} <= set(n) for n in norms)


def test_ids_are_unique_in_an_export(analysis: Analysis) -> None:
    ids = [c["id"] for p in json.loads(to_json(analysis))["policies"] for c in p["clauses"]]
    assert len(ids) == len(set(ids))


def test_links_and_conflicts_name_clauses_of_the_export(analysis: Analysis) -> None:
    data = json.loads(to_json(analysis))
    ids = {c["id"] for p in data["policies"] for c in p["clauses"]}
    assert {end for link in data["links"] for end in (link["a"], link["b"])} <= ids
    assert {end for c in data["conflicts"] for end in (c["a"], c["b"]) if end is not None} <= ids


def test_the_same_policies_give_the_same_bytes(tmp_path: Path) -> None:
    policies = write_corpus(tmp_path)
    assert to_json(analyse(load(policies))) == to_json(analyse(load(policies)))
    assert to_markdown(analyse(load(policies))) == to_markdown(analyse(load(policies)))


def test_there_is_a_table_for_each_listing_and_its_rows_read_back(analysis: Analysis) -> None:
    files = to_csv_files(analysis)
    assert set(files) == {f"{name}.csv" for name in LISTINGS}
    rows = list(csv.DictReader(io.StringIO(files["clauses.csv"])))
    assert rows[3]["text"] == "Councillors must not publish confidential information | of any kind."


def _one(text: str) -> Listing:
    return Listing(name="x", columns=(Column(key="a", title="a"), Column(key="b", title="b")), rows=({"a": text, "b": None},))


@given(st.text())
def test_no_text_of_a_source_breaks_out_of_its_cell(text: str) -> None:
    lines = as_markdown(_one(text)).splitlines()
    assert len(lines) == 3
    assert lines[2].replace("\\\\", "").replace("\\|", "").count("|") == 3
    assert len(list(csv.reader(io.StringIO(render(_one(text), "csv"), newline="")))) == 2


def test_a_table_on_a_screen_keeps_within_its_width_and_ids_whole() -> None:
    listing = _one("example-council/social-media-code#be-kind and " + "many words " * 30)
    lines = as_table(listing, 60).splitlines()
    assert max(map(len, lines)) <= 60
    assert any("example-council/social-media-code#be-kind" in line for line in lines)


def test_several_values_in_a_cell_stay_a_list_in_json_and_are_parted_in_csv() -> None:
    listing = Listing(name="x", columns=(Column(key="a", title="a"),), rows=({"a": ("one", "two")},))
    assert json.loads(render(listing, "json")) == [{"a": ["one", "two"]}]
    assert render(listing, "csv") == "a\r\none; two\r\n"
