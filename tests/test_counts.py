"""Every figure in a table or a summary is counted anew from the export; pages of small corpora say why there is nothing."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from pathlib import Path

import pytest
from benchmarks.links import growth

from concordant.model import Analysis, Policy
from concordant.parse.norms import with_norms
from concordant.pipeline import analyse, load, load_registers
from concordant.publish.export import to_json
from concordant.publish.motions import tabled
from concordant.publish.pages import pages
from tests.support.recount import RECOUNTS, read
from tests.support.typed import typed

POLICIES = Path(__file__).parents[1] / "policies"
# The pages whose tables are made of counts.
LISTS = ("conflicts", "concerns", "topics", "gaps", "lineage", "principles", "criticism", "capacity", "vague", "motions")
FIGURE = re.compile(r'data-count="([^"]+)"[^>]*>([^<]*)<')
# The tables behind pictures are recounted with them, in test_pictures.py.
PICTURED = re.compile(r"<details class=\"cx-fold\"><summary>(?:The figures as|The same as a table).*?</details>", re.DOTALL)
CELL = re.compile(r"<td([^>]*)>((?:<[^/][^>]*>)*)(\d+)(?:</[^>]+>)*</td>")


def _code(name: str, *paragraphs: str) -> Policy:
    return with_norms(typed(name, *paragraphs))


def _real() -> Analysis:
    return analyse(load(POLICIES), (), load_registers(POLICIES))


def _one() -> Analysis:
    return analyse((_code("northwick", "Councillors must treat others with respect.", "Councillors must not post in haste."),))


def _two() -> Analysis:
    texts = ("Councillors must not disclose confidential information.", "Councillors must not publish confidential information.")
    return analyse(tuple(_code(name, text) for name, text in zip(("northwick", "southmere"), texts, strict=True)))


def _many() -> Analysis:
    return analyse(tuple(with_norms(policy) for policy in growth.codes(9)))


CORPORA: dict[str, Callable[[], Analysis]] = {"real": _real, "one": _one, "two": _two, "many": _many, "none": lambda: analyse(())}


@pytest.fixture(scope="module")
def corpora() -> dict[str, tuple[Analysis, dict[str, str]]]:
    found = {}
    for name, make in CORPORA.items():
        analysis = make()
        found[name] = (analysis, pages(analysis, {}, tabled=tabled(POLICIES, analysis) if name == "real" else ()))
    return found


@pytest.mark.parametrize("name", CORPORA)
def test_every_figure_that_names_its_recount_is_what_the_export_gives(
    corpora: dict[str, tuple[Analysis, dict[str, str]]], name: str
) -> None:
    analysis, made = corpora[name]
    data = read(to_json(analysis))
    wrong = []
    seen = 0
    for path, text in made.items():
        for key, said in FIGURE.findall(text):
            what, *about = unescape(key).split(" ")
            if what == "motion":
                continue
            seen += 1
            if int(said) != RECOUNTS[what](data, *about):
                wrong.append((path, key, said))
    assert wrong == []
    assert seen > (400 if name == "real" else 0) or name == "none"


@pytest.mark.parametrize("name", CORPORA)
def test_no_cell_of_a_list_holds_a_figure_that_nobody_recounts(corpora: dict[str, tuple[Analysis, dict[str, str]]], name: str) -> None:
    bare = [
        (path, match[0])
        for path, text in corpora[name][1].items()
        if path.partition("/")[0] in LISTS and not re.match(r"(motions|conflicts)/.+/index", path)
        for match in CELL.finditer(PICTURED.sub("", text))
        if "data-count=" not in match[1] + match[2]
    ]
    assert bare == []


def test_every_recount_is_asked_for(corpora: dict[str, tuple[Analysis, dict[str, str]]]) -> None:
    """A recount that no page names any more would pass for a held promise."""
    named = {key.split(" ")[0] for _, made in corpora.values() for text in made.values() for key, _ in FIGURE.findall(text)}
    assert set(RECOUNTS) - named <= {"conflicts-accepted", "comments"}
    assert named - set(RECOUNTS) == {"motion"}


def test_the_table_of_motions_counts_what_the_page_of_each_lists(corpora: dict[str, tuple[Analysis, dict[str, str]]]) -> None:
    made = corpora["real"][1]
    found = re.findall(r'data-count="motion ([^" ]+) (\w+)">(\d+)<', made["motions/index.md"])
    assert len(found) > 4
    for at, which, said in found:
        page = made[f"motions/{at}/index.md"]
        if which in ("closed", "opened"):
            section = re.search(rf"\n### [^\n]*{{: #{which} }}\n(.*?)(?=\n##)", page, re.DOTALL)
            assert (section[1].count('class="cx-concern"') if section else 0) == int(said)
        if which == "worse":
            assert page.count(" (worse)</td>") == int(said)


def test_the_figures_of_the_register_add_up(corpora: dict[str, tuple[Analysis, dict[str, str]]]) -> None:
    page = corpora["real"][1]["conflicts/index.md"]
    figures = {key: int(said) for key, said in FIGURE.findall(page)}
    assert sum(n for key, n in figures.items() if re.fullmatch(r"conflicts-by (?!any)\S+ any", key)) == figures["conflicts-open"]
    assert sum(n for key, n in figures.items() if re.fullmatch(r"conflicts-by any \S+", key)) == figures["conflicts-open"]
    assert len(set(re.findall(r'<li data-item="([^"]+)"[^>]*data-standing="open"', page))) == figures["conflicts-open"]


def test_an_item_carries_a_value_for_every_control_of_its_page(corpora: dict[str, tuple[Analysis, dict[str, str]]]) -> None:
    """A control that no item knows could only hide everything."""
    checked = 0
    for path, text in corpora["real"][1].items():
        for name in set(re.findall(r'<select name="([\w-]+)"', text)):
            if "data-filters" in text:
                checked += 1
                assert re.search(rf' data-item[^>]* data-{name}="[^"]', text), (path, name)
    assert checked > 60


@pytest.mark.parametrize(
    ("name", "path", "said"),
    [
        ("one", "conflicts", "only that code and the principles to hold it against"),
        ("none", "conflicts", "There is no code here yet"),
        ("two", "conflicts", "That means that no rule of this site found anything, not that there is nothing"),
        ("one", "gaps", "There is only one code here. A gap can be told from three on"),
        ("two", "gaps", "There are only two codes here. A gap can be told from three on"),
        ("none", "gaps", "There is no code here. A gap can be told from three on"),
        ("one", "lineage", "There is only one code here, so none shares words with it"),
        ("two", "lineage", "No two codes of different councils on this site share seven words in a row"),
        ("one", "matrix", "There is only one code here, so there is nothing to hold it against yet"),
        ("none", "matrix", "There is no code here yet"),
        ("none", "topics", "There is no code here yet, so there are no topics"),
        ("one", "concerns", "When one is added, every concern stands here beside the words that it is about"),
        ("one", "concerns/by-clause", "so no paragraph has one"),
        ("one", "motions", "When one does, this page says of each, before anybody votes"),
        ("none", "principles", "There is no code here yet"),
        ("none", "criticism", "There is no code here yet"),
        ("none", "capacity", "There is no code here yet"),
        ("two", "vague", "None of the words that Concordant looks for stands in a duty, ban or permission of the texts here"),
        ("none", "principles/openness", "There is no code here yet"),
        ("none", "scenarios", "There is no code here yet"),
        ("none", "my-councils", "No council here has a text that binds councillors"),
    ],
)
def test_an_empty_page_says_why_and_what_would_fill_it(
    corpora: dict[str, tuple[Analysis, dict[str, str]]], name: str, path: str, said: str
) -> None:
    page = corpora[name][1][f"{path}/index.md"]
    assert said in page
    assert "<table" not in page or path == "matrix"


def test_before_and_next_lead_through_the_whole_register_once(corpora: dict[str, tuple[Analysis, dict[str, str]]]) -> None:
    analysis, made = corpora["real"]
    ids = {conflict.id for conflict in analysis.conflicts}
    starts = [i for i in ids if 'rel="prev"' not in made[f"conflicts/{i}/index.md"]]
    assert len(starts) == 1
    walked, here = [], starts[0]
    while True:
        walked.append(here)
        step = re.search(r'rel="next" href="\.\./([^/"]+)/"', made[f"conflicts/{here}/index.md"])
        if not step:
            break
        here = step[1]
    assert sorted(walked) == sorted(ids)
