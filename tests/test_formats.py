"""The five documents in every format and layout: clauses, lead-ins, printed numbers and words held against the hand-made labels."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from concordant.model import Clause, Unit
from concordant.parse.account import Account, account
from concordant.parse.clauses import parse_units
from concordant.read.canonical import body
from concordant.read.source import Source
from tests.support.labels import rows

FIVE = Path(__file__).parent / "formats" / "five"
EXPECTED: dict[str, dict[str, Any]] = json.loads((FIVE / "expected.json").read_text(encoding="utf-8"))
_WORD = re.compile(r"[^\W_]+")
# The least share of clauses that must come out exactly (F1), and of clauses with the right lead-in.
EXACT = {"docx": 0.97, "odt": 0.97, "html": 0.97, "pdf": 0.95}
LEAD_INS = 0.97
WORDS = 0.999
# So many words from the front tell a unit from the others.
OPENING = 6


@dataclass(frozen=True, slots=True)
class Result:
    """What came of one file, against its labels."""

    hits: int
    found: int
    labelled: int
    leads: int
    led: int
    held: Account
    units: tuple[Unit, ...]
    source: Source


def tokens(text: str) -> tuple[str, ...]:
    """The words of a text without the targets of links and underline tags."""
    return tuple(_WORD.findall(re.sub(r"\]\([^)]*\)|</?u>", " ", text).lower()))


@cache
def result(name: str) -> Result:
    path = FIVE / name
    # The reader itself, not in a process apart: what it raises is to be seen here.
    source: Source = import_module(f"concordant.read.from_{path.suffix[1:]}").read(path.read_bytes(), name)
    units = parse_units(body(source.blocks), file=name)
    labels = rows(f"{EXPECTED[name]['doc']}.units.jsonl")
    by_id = {row["id"]: row for row in labels}
    wanted = [row for row in labels if row["kind"] == "clause"]
    clauses = [unit for unit in units if isinstance(unit, Clause)]
    hits = Counter(tokens(row["text"]) for row in wanted) & Counter(tokens(clause.text) for clause in clauses)
    leads = {tokens(clause.text): tokens(clause.lead_in or "") for clause in clauses}
    led = [
        leads[key] == tokens(by_id[row["lead_in"]]["text"] if row["lead_in"] else "")
        for row in wanted
        if (key := tokens(row["text"])) in leads
    ]
    return Result(hits.total(), len(clauses), len(wanted), sum(led), len(led), account(source.text, units), units, source)


def of_format(suffix: str) -> Iterator[Result]:
    return (result(name) for name, about in sorted(EXPECTED.items()) if about["format"] == suffix)


@pytest.mark.parametrize("suffix", sorted(EXACT))
def test_clauses_come_out_as_labelled(suffix: str) -> None:
    every = list(of_format(suffix))
    assert len(every) >= 15
    exact = 2 * sum(r.hits for r in every) / sum(r.found + r.labelled for r in every)
    assert exact >= EXACT[suffix]


@pytest.mark.parametrize("suffix", sorted(EXACT))
def test_lead_ins_are_read_into_their_items(suffix: str) -> None:
    every = list(of_format(suffix))
    assert sum(r.leads for r in every) / sum(r.led for r in every) >= LEAD_INS


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_every_word_is_accounted_for_and_every_loss_is_named(name: str) -> None:
    held = result(name).held
    assert held.share >= WORDS
    assert len(held.unplaced) == held.missing


@pytest.mark.parametrize("name", sorted(name for name, about in EXPECTED.items() if "numbers" in about))
def test_every_printed_number_of_a_word_file_is_right(name: str) -> None:
    """In text order, as Word prints them: on clauses as their number, on headings in front of their words."""
    texts = {row["id"]: tokens(row["text"]) for row in rows(f"{EXPECTED[name]['doc']}.units.jsonl")}
    found = [tokens(f"{unit.printed or ''} {unit.text}")[:OPENING] for unit in result(name).units]
    at = 0
    for row in EXPECTED[name]["numbers"]:
        number, text = tokens(row["printed"]), texts[row["unit"]]
        wanted = (text if text[: len(number)] == number else (*number, *text))[:OPENING]
        assert wanted in found[at:], f"{row['printed']} of {row['unit']}"
        at = found.index(wanted, at) + 1


@pytest.mark.parametrize("name", sorted(name for name, about in EXPECTED.items() if about["layout"] == "clean"))
def test_menus_banners_and_feet_of_a_web_page_are_no_clauses(name: str) -> None:
    labelled = {tokens(row["text"]) for row in rows(f"{EXPECTED[name]['doc']}.units.jsonl")}
    own = {tokens(unit.text): unit.kind for unit in result(name).units if unit.kind not in {"furniture", "title"}}
    for words in EXPECTED[name]["furniture"]:
        assert tokens(words) in labelled or tokens(words) not in own, f"“{words}” is a {own[tokens(words)]}"


def test_pages_of_a_pdf_are_kept() -> None:
    for name, about in EXPECTED.items():
        if about["format"] == "pdf":
            pages = [unit.place.page for unit in result(name).units]
            assert pages == sorted(pages, key=lambda page: page or 0)
            assert pages[-1] == dict(result(name).source.counts)["page"]
