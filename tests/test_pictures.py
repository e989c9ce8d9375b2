"""The pictures of the site: every number recounted from the export alone, said in words and in a table, and nothing drawn of nothing."""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from dataclasses import replace
from pathlib import Path
from typing import Any

import lxml.html
import pytest

from concordant.compare.similarity import stems
from concordant.compare.ties import FIRM
from concordant.judge.graph import problems
from concordant.model import Analysis, Policy
from concordant.pipeline import analyse, load, load_decisions, load_registers
from concordant.publish.arcs import DOTS, LONGEST, WIDTH, Bond, Thing, arcs
from concordant.publish.bars import Counted, bars
from concordant.publish.distances import MOST_CODES, distances
from concordant.publish.export import to_json
from concordant.publish.heat import MOST_CODES as WIDEST
from concordant.publish.heat import heat
from concordant.publish.mapped import MOST_DRAWN, together
from concordant.publish.motions import tabled
from concordant.publish.moved import Tabled, all_moved
from concordant.publish.names import HEAT, MODAL, STATES
from concordant.publish.pages import pages
from concordant.publish.picture import MOST_ARCS
from concordant.publish.stairs import LONG_LINE, Stairs
from concordant.publish.standings import standings
from concordant.publish.view import View
from concordant.rulebook.hub import hub
from tests.support.typed import typed

ROOT = Path(__file__).parents[1]
PICTURED = ("codes/index.md", "topics/index.md", "concerns/index.md", "map/index.md", "lineage/index.md")
# A colour that neither theme nor print could change.
COLOUR = re.compile(r"#[0-9a-f]{3,8}\b|\b(?:rgb|hsl)a?\(|\b(?:black|white|red|green|blue|gr[ae]y)\b", re.IGNORECASE)
Export = dict[str, Any]
BOND = Bond(a=0, b=1, width=1, kind="words", count=8)


@pytest.fixture(scope="module")
def real() -> Analysis:
    policies = ROOT / "policies"
    return analyse(load(policies), load_decisions(policies), load_registers(policies))


@pytest.fixture(scope="module")
def reviews(real: Analysis) -> tuple[Tabled, ...]:
    return tabled(ROOT / "policies", real)


@pytest.fixture(scope="module")
def made(real: Analysis, reviews: tuple[Tabled, ...]) -> dict[str, Any]:
    return {path: _html(text) for path, text in pages(real, {}, {}, reviews).items() if path in PICTURED}


@pytest.fixture(scope="module")
def export(real: Analysis) -> Export:
    found: Export = json.loads(to_json(real))
    return found


@pytest.fixture(scope="module")
def thirty() -> Analysis:
    """Thirty codes with names as long as councils have them, one of them with no rule at all."""
    texts = [
        f"Councillors {word} not disclose confidential information to anybody outside the council {extra}."
        for word in ("must", "should")
        for extra in ("at any time", "without leave", "in any post")
    ]
    codes = [
        _named(typed(f"c{at:02}", texts[at % 6], texts[(at + 1) % 6], "Councillors may use social media in a private capacity."), at)
        for at in range(29)
    ]
    return analyse((*codes, _named(typed("c29", "This document is about social media."), 29)))


@pytest.fixture(scope="module")
def thirty_made(thirty: Analysis) -> dict[str, Any]:
    return {path: _html(text) for path, text in pages(thirty, {}).items() if path in PICTURED}


def _named(policy: Policy, at: int) -> Policy:
    council = f"Northwick-upon-Testwater and Southwick Forest District Council {at}"
    return replace(policy, meta=replace(policy.meta, council=council, title="Protocol on Members’ Use of Social Media"))


def _html(text: str) -> Any:
    return lxml.html.fromstring(f"<main>{text}</main>")


def _drawings(page: Any) -> list[Any]:
    """The outermost drawings that are read to people; marks in a key are not."""
    return [svg for svg in page.iter("svg") if svg.get("aria-hidden") != "true" and svg.getparent().tag != "svg"]


def _numbers(svg: Any) -> list[int]:
    return [int(n) for text in svg.iter("text") for n in re.findall(r"\d+", text.text_content())]


def _table(page: Any, label: str) -> list[list[str]]:
    (region,) = [found for found in page.iter("div") if found.get("aria-label") == label]
    return [[cell.text_content() for cell in row] for row in region.iter("tr")]


def _compared(export: Export) -> list[Export]:
    return [policy for policy in export["policies"] if policy["meta"]["kind"] != "report"]


def _said(clause: Export) -> set[str]:
    return {MODAL[norm["modality"], norm["strength"]] for norm in clause["norms"]} or {STATES}


def test_every_drawing_has_a_title_a_description_and_no_colour_of_its_own(made: dict[str, Any], thirty_made: dict[str, Any]) -> None:
    for page in (*made.values(), *thirty_made.values()):
        ids = [element.get("id") for element in page.iter() if isinstance(element.tag, str) and element.get("id")]
        assert len(ids) == len(set(ids))
        for svg in _drawings(page):
            named = svg.get("aria-labelledby").split()
            title, words = svg.find("title"), svg.find("desc")
            assert svg.get("role") == "img"
            assert named == [title.get("id"), words.get("id")]
            assert title.text.strip()
            assert len(words.text) > 10
            assert not COLOUR.search(re.sub(r"url\(#[\w-]+\)", "", " ".join(v for e in svg.iter() for v in e.attrib.values())))
            for target in re.findall(r"url\(#([\w-]+)\)", lxml.html.tostring(svg, encoding="unicode")):
                assert target in ids


def test_a_page_with_pictures_has_them(made: dict[str, Any]) -> None:
    assert all(_drawings(page) for page in made.values())


def test_the_duty_profile_is_counted_from_the_export(made: dict[str, Any], export: Export) -> None:
    rows = _table(made["codes/index.md"], "Paragraphs that say must, should or may")
    expected = [["Code", "Paragraphs", *HEAT]]
    for policy in _compared(export):
        counts = Counter(word for clause in policy["clauses"] for word in _said(clause))
        total = len(policy["clauses"])
        expected.append(
            [policy["meta"]["short"], str(total), *(f"{counts[word]} ({round(100 * counts[word] / total)} %)" for word in HEAT)]
        )
    assert rows == expected


def test_the_numbers_in_the_duty_profile_are_those_of_its_table(made: dict[str, Any]) -> None:
    page = made["codes/index.md"]
    rows = _table(page, "Paragraphs that say must, should or may")[1:]
    shares, counts = _drawings(page)[: len(rows)], _drawings(page)[len(rows) :]
    for row, share, count in zip(rows, shares, counts, strict=True):
        figures = [tuple(map(int, re.findall(r"\d+", cell))) for cell in row[2:]]
        assert _numbers(share) == [percent for _, percent in figures]
        assert _numbers(count) == [n for n, _ in figures]
        for svg, told in ((share, "({} %)"), (count, "")):
            assert svg.find("title").text == row[0]
            words = svg.find("desc").text
            assert words.startswith(f"{row[1]} paragraphs: ")
            for word, (n, percent) in zip(HEAT, figures, strict=True):
                assert (f" {word} {n}{' ' if told else ''}{told.format(percent)}" in words) == bool(n)


def test_bars_are_as_long_as_what_they_stand_for() -> None:
    it = bars(["must", "may"], [_row("A", 10, must=5), _row("B", 100, must=10, may=20), _row("C", 0)])
    assert (it.most, it.most_percent) == (20, 50)
    assert [[bar.width for bar in row.bars] for row in it.rows] == [[0.25, 0], [0.5, 1], [0, 0]]
    assert [[bar.wide for bar in row.bars] for row in it.rows] == [[1, 0], [0.2, 0.4], [0, 0]]


def _row(name: str, total: int, **counts: int) -> Counted:
    return Counted(name=name, address="", total=total, counts=counts)


def test_topics_at_a_glance_are_counted_from_the_export(real: Analysis, made: dict[str, Any], export: Export) -> None:
    topics = {provision.id: provision.topic for provision in hub().provisions}
    clauses = {clause["id"]: clause for policy in export["policies"] for clause in policy["clauses"]}
    words: dict[tuple[str, str], set[str]] = defaultdict(set)
    made_by: dict[tuple[str, str], set[str]] = defaultdict(set)
    for tie in (tie for tie in export["ties"] if tie["score"] >= FIRM):
        key = topics[tie["provision"]], tie["clause"].partition("#")[0]
        words[key] |= _about(tie, clauses[tie["clause"]])
        made_by[key].add(tie["provision"])
    (panel,) = heat(View(analysis=real, readings={}))
    rows = _table(made["topics/index.md"], "Strongest word by topic and code")[1:]
    assert len(rows) == len({topic for topic, _ in made_by})
    for row, cells in zip(panel.rows, rows, strict=True):
        for policy, cell in zip(_compared(export), cells[2:], strict=True):
            key = row.topic.id, policy["id"]
            strongest = min(words[key] or {STATES}, key=list(HEAT).index)
            nothing = "not quoted" if policy["meta"]["kind"] == "fragment" else "nothing found"
            assert cell == (f"{strongest} ({len(made_by[key])})" if key in made_by else nothing)
    for svg, cells in zip(_drawings(made["topics/index.md"]), rows, strict=True):
        drawn = [text.text for text in svg.iter("text")]
        told = [re.sub(r" \(\d+\)", "", cell) for cell in cells[2:]]
        assert drawn == [{"nothing found": "–", "not quoted": "?"}.get(word, word) for word in told]
        assert [part.rpartition(": ")[2] for part in svg.find("desc").text.rstrip(".").split("; ")] == told


def _about(tie: Export, clause: Export) -> set[str]:
    """What the norms say that hold a word by which the provision was found."""
    wanted = set(stems(" ".join(tie["words"]).lower()))
    norms = [n for n in clause["norms"] if not wanted or wanted & set(stems(f"{n['act']} {n['object'] or ''}".lower()))]
    return {MODAL[norm["modality"], norm["strength"]] for norm in norms}


def test_findings_between_codes_are_counted_from_the_export(real: Analysis, made: dict[str, Any], export: Export) -> None:
    counts: Counter[tuple[str, str, str]] = Counter()
    for c in export["conflicts"]:
        if c["type"] != "exception" and c["state"] == "open":
            a, b = c["a"].partition("#")[0], (c["b"] or "").partition("#")[0]
            counts[(min(a, b), max(a, b), "") if b else (a, "", c["principle"])] += 1
    drawn = distances(View(analysis=real, readings={})).picture
    svg = _drawings(made["map/index.md"])[0]
    assert sorted(field.count for field in drawn.fields if field.count) == sorted(counts.values())
    names = len(drawn.labels)
    assert _numbers(svg) == [field.count for field in drawn.fields if field.count]
    assert len(list(svg.iter("text"))) == len(counts) + names
    rows = _table(made["map/index.md"], "Findings by code and type")[1:]
    assert sum(int(row[1]) for row in rows) == counts.total()
    assert sorted(int(row[1]) for row in rows) == sorted(counts.values())
    assert all(sum(map(int, re.findall(r"\d+", row[2]))) == int(row[1]) for row in rows)
    assert f"{rows[0][0]} {rows[0][1]}" in svg.find("desc").text


def test_the_staircase_puts_a_count_where_both_names_point(real: Analysis) -> None:
    view = View(analysis=real, readings={})
    it = distances(view)
    drawn, codes = it.picture, list(view.compared)
    for pair in it.pairs:
        if not pair.principle:
            rows = sorted(codes.index(policy) for policy in (pair.a, pair.b or pair.a))
            assert [f.count for f in drawn.fields if (f.x, f.y) == (rows[0] * drawn.size, rows[1] * drawn.size)] == [pair.count]


def test_the_arcs_of_a_problem_join_the_paragraphs_of_its_findings(real: Analysis) -> None:
    view = View(analysis=real, readings={})
    for one in problems(view.real):
        drawn = together(one, view)
        if drawn is None:
            assert not 1 < len(one.clauses) <= MOST_DRAWN
            continue
        pairs = Counter(frozenset((c.a, c.b)) for c in view.real if c.id in one.conflicts and c.b)
        assert len(drawn.dots) == len(one.clauses)
        assert len(drawn.arcs) == len(pairs)
        assert sorted(arc.count for arc in drawn.arcs if arc.count) <= sorted(pairs.values())


def test_shared_words_are_counted_from_the_export(made: dict[str, Any], export: Export) -> None:
    words: Counter[tuple[str, str]] = Counter()
    for passage in export["passages"]:
        words[passage["a"].partition("#")[0], passage["b"].partition("#")[0]] += passage["words"]
    svg = _drawings(made["lineage/index.md"])[0]
    drawn = [int(text.text) for text in svg.iter("text") if text.get("class") == "cx-on"]
    assert sorted(drawn) == sorted(words.values())
    assert f": {max(words.values())}. " in svg.find("desc").text
    rows = _table(made["lineage/index.md"], "Words shared by each two codes")[1:]
    assert sorted(int(row[3]) for row in rows) == sorted(words.values())
    thick = [float(path.get("stroke-width")) for path in svg.iter("path")]
    assert thick == sorted(thick, reverse=True)


def test_concerns_are_counted_from_the_export_and_stand_as_the_reviews_say(
    real: Analysis, reviews: tuple[Tabled, ...], made: dict[str, Any], export: Export
) -> None:
    page = made["concerns/index.md"]
    told = Counter(concern["councillor"] for concern in export["concerns"] if concern["origin"] == "report")
    people = _table(page, "Concerns by councillor")
    assert Counter({row[0].removeprefix("Councillor "): int(row[1]) for row in people[1:]}) == told
    texts = _table(page, "Concerns by where they stand")
    assert int(texts[1][1]) == told.total()
    for row in (*people[1:], *texts[1:]):
        assert sum(int(cell.partition(" ")[0]) for cell in row[2:]) == int(row[1])
    moved = [one for one in all_moved(reviews) if one.review.applied]
    assert [row[0] for row in texts[2:]] == [one.motion.title for one in moved]
    heads = [{"partly met": "partly", "made worse": "worse"}.get(head, head) for head in texts[0][2:]]
    for one, row in zip(moved, texts[2:], strict=True):
        counts = Counter(effect.status for effect in one.review.ledger.concerns if effect.concern.origin == "report")
        assert [int(cell.partition(" ")[0]) for cell in row[2:]] == [counts[head] for head in heads]
    before = Counter(effect.was for effect in moved[0].review.ledger.concerns if effect.concern.origin == "report")
    assert [int(cell.partition(" ")[0]) for cell in texts[1][2:]] == [before[head] for head in heads]
    drawn = [number for svg in _drawings(page) for number in _numbers(svg)]
    assert drawn == [int(cell.partition(" ")[0]) for row in (*texts[1:], *people[1:]) for cell in row[2:]]
    assert standings(View(analysis=real, readings={})).moved.rows[0].total == told.total()


def test_thirty_codes_with_long_names_stay_within_their_pictures(thirty: Analysis) -> None:
    view = View(analysis=thirty, readings={})
    panels = heat(view)
    assert [len(panel.codes) for panel in panels] == [15, 15]
    assert all(len(panel.codes) <= WIDEST for panel in panels)
    drawn = distances(view).picture
    assert len(drawn.fields) <= (MOST_CODES + 1) * MOST_CODES // 2 + MOST_CODES * len(hub().provisions)
    assert all(field.x + drawn.size <= drawn.width and field.y + drawn.size <= drawn.height for field in drawn.fields)
    assert all(len(line) <= LONG_LINE for label in drawn.labels for line in label.lines)


def test_so_many_arcs_that_none_can_be_followed_become_a_staircase_of_the_same_counts(thirty: Analysis) -> None:
    shared = View(analysis=thirty, readings={}).shared_wording
    assert len(shared.ties) > MOST_ARCS
    assert isinstance(shared.picture, Stairs)
    assert sorted(field.count for field in shared.picture.fields if field.count) == sorted(tie.words for tie in shared.ties)
    assert {label.lines[0][:9] for label in shared.picture.labels} == {"Northwick"}
    assert len(shared.picture.labels) + len(shared.alone) == 30


def test_long_names_are_cut_into_lines_that_fit_beside_the_arcs() -> None:
    drawn = arcs([Thing(name="Northwick-upon-Testwater and Southwick Forest District Council " * 2)] * 2, [BOND])
    assert len(drawn.lines) == 4
    assert all(len(line.text) <= LONGEST for line in drawn.lines)
    assert all(arc.x <= WIDTH - 15 for arc in drawn.arcs)


def test_written_counts_keep_clear_of_each_other() -> None:
    drawn = arcs(
        [Thing(name=f"Code {n}") for n in range(30)],
        [Bond(a=a, b=b, width=1, kind="words", count=a + b) for a in range(30) for b in range(a)],
    )
    written = [(arc.x, arc.y) for arc in drawn.arcs if arc.count is not None]
    assert len(written) > 10
    assert all(abs(x - u) >= 26 or abs(y - w) >= 13 for at, (x, y) in enumerate(written) for u, w in written[:at])
    assert all(DOTS < x < WIDTH for x, _ in written)
    assert len(drawn.arcs) == 30 * 29 // 2


@pytest.mark.parametrize("count", [0, 1])
def test_of_nothing_nothing_is_drawn(count: int) -> None:
    only = [typed("northwick", "This document is about the weather.")][:count]
    made = {path: _html(text) for path, text in pages(analyse(tuple(only)), {}).items() if path in PICTURED}
    for path in ("concerns/index.md", "map/index.md", "lineage/index.md", "topics/index.md"):
        assert not _drawings(made[path])
    # One paragraph that rules nothing is still a figure: it says.
    assert len(_drawings(made["codes/index.md"])) == 2 * count


def test_a_code_without_a_rule_has_a_row_that_says_so(thirty_made: dict[str, Any]) -> None:
    rows = _table(thirty_made["codes/index.md"], "Paragraphs that say must, should or may")
    assert rows[-1][1:] == ["1", *["0 (0 %)"] * 5, "1 (100 %)"]
