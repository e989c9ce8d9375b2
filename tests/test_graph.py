"""The graph of clauses and conflicts: whole, the same each time, and honest about the clauses whose change would touch most."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from random import Random
from xml.etree import ElementTree

import networkx as nx
import pytest
from click.testing import CliRunner

from concordant.cli.commands import concordant
from concordant.judge.graph import clauses_of, counted, graph, levers, of_body, problems, smallest, to_graphml
from concordant.model import Analysis, Conflict
from concordant.pipeline import analyse, load
from concordant.publish.export import to_json
from concordant.publish.mapped import mapped, together
from concordant.publish.pages import pages
from concordant.publish.view import View

ROOT = Path(__file__).parents[1]
TOY = Path(__file__).parent / "toy" / "policies"


def _conflict(name: str, a: str, b: str | None) -> Conflict:
    between = "principle" if b is None else "same-body"
    principle = "openness" if b is None else None
    return Conflict(
        id=name, a=a, b=b, principle=principle, type="tension", between=between, why="Why.", rule="r", quote_a="a", quote_b="b",
    )  # type: ignore[arg-type]  # fmt: skip


def _made(edges: list[tuple[str, str | None]]) -> list[Conflict]:
    return [_conflict(f"c{at}", f"x/y#{a}", f"x/y#{b}" if b else None) for at, (a, b) in enumerate(edges)]


@pytest.fixture(scope="module")
def real() -> Analysis:
    return analyse(load(ROOT / "policies"))


def test_the_graph_holds_what_the_export_holds(real: Analysis) -> None:
    data = json.loads(to_json(real))
    nodes = [kind for _, kind in graph(real).nodes(data="kind")]
    edges = [relation for *_, relation in graph(real).edges(data="relation")]
    assert nodes.count("clause") == sum(len(policy["clauses"]) for policy in data["policies"])
    assert nodes.count("conflict") == len(data["conflicts"])
    assert nodes.count("concern") == len(data["concerns"])
    assert edges.count("about") == sum(len(set(concern["targets"])) for concern in data["concerns"])
    assert edges.count("between") == sum(len({conflict["a"], conflict["b"]} - {None}) for conflict in data["conflicts"])
    assert edges.count("raises") == sum(len(set(conflict["concerns"])) for conflict in data["conflicts"])
    assert edges.count("against") == sum(conflict["principle"] is not None for conflict in data["conflicts"])
    assert sum(edges.count(name) for name in ("equal", "equivalent", "subset", "superset", "intersects", "opposed")) == len(data["links"])


def test_every_edge_joins_nodes_of_the_kinds_that_its_relation_names(real: Analysis) -> None:
    found = graph(real)
    kinds = {
        "makes": ("clause", "provision"), "between": ("conflict", "clause"), "against": ("conflict", "principle"),
        "about": ("concern", "clause"), "raises": ("concern", "conflict"), "names": ("concern", "principle"),
    }  # fmt: skip
    for source, target, relation in found.edges(data="relation"):
        expected = kinds.get(relation, ("clause", "clause"))
        assert (found.nodes[source]["kind"], found.nodes[target]["kind"]) == expected


def test_the_graphml_reads_back_whole_and_names_no_key_twice() -> None:
    toy = analyse(load(TOY))
    text = to_graphml(toy)
    back = nx.parse_graphml(text)
    assert (back.number_of_nodes(), back.number_of_edges()) == (graph(toy).number_of_nodes(), graph(toy).number_of_edges())
    keys = re.findall(r'<key id="([^"]+)"', text)
    assert len(keys) == len(set(keys)) > 3
    assert text == to_graphml(analyse(load(TOY)))


def test_words_that_no_xml_can_hold_are_left_out(tmp_path: Path) -> None:
    code = tmp_path / "example" / "code"
    code.mkdir(parents=True)
    source = (TOY / "sample" / "code" / "undated.md").read_text(encoding="utf-8").replace("disclose", "disclose\x02")
    (code / "undated.md").write_text(source, encoding="utf-8")
    ElementTree.fromstring(to_graphml(analyse(load(tmp_path))))


def test_the_command_writes_the_graph() -> None:
    done = CliRunner().invoke(concordant, ["export", "--policies", str(TOY), "--format", "graphml"])
    assert done.exit_code == 0
    assert done.stdout.endswith("</graphml>\n")


def test_findings_with_a_clause_in_common_are_one_problem_and_a_principle_joins_nothing() -> None:
    found = problems(_made([("a", "b"), ("b", "c"), ("d", None), ("e", None), ("f", "g")]))
    assert [(len(problem.conflicts), len(problem.clauses)) for problem in found] == [(2, 3), (1, 1), (1, 1), (1, 2)]


def test_no_finding_is_lost_between_problems(real: Analysis) -> None:
    found = counted(real.conflicts)
    assert sorted(name for problem in problems(found) for name in problem.conflicts) == sorted(conflict.id for conflict in found)
    assert len(found) == sum(c["type"] != "exception" and c["state"] == "open" for c in json.loads(to_json(real))["conflicts"])


def test_the_first_lever_holds_most_findings_and_the_last_leaves_none(real: Analysis) -> None:
    found = counted(real.conflicts)
    order = levers(found)
    most = max(sum(clause in clauses_of(conflict) for conflict in found) for clause in {c for f in found for c in clauses_of(f)})
    assert order[0].cleared == len(order[0].conflicts) == most
    assert order[-1].left == 0
    assert sum(lever.cleared for lever in order) == len(found)


@pytest.mark.parametrize("seed", range(25))
def test_the_smallest_set_is_the_smallest_by_trying_all(seed: int) -> None:
    random = Random(seed)
    names = "abcdefgh"
    edges: list[tuple[str, str | None]] = [tuple(random.sample(names, 2)) for _ in range(random.randint(1, 14))]  # type: ignore[misc]
    edges += [(name, None) for name in random.sample(names, random.randint(0, 2))]
    found = _made(edges)
    sets = [set(clauses_of(conflict)) for conflict in found]
    everything = sorted(set().union(*sets))
    fewest = next(
        size for size in range(len(everything) + 1) if any(all(s & set(chosen) for s in sets) for chosen in combinations(everything, size))
    )
    answer = smallest(found)
    assert answer.exact
    assert all(s & set(answer.clauses) for s in sets)
    assert len(answer.clauses) == fewest


def test_greed_is_not_taken_for_the_smallest() -> None:
    # "m" touches most, but its neighbours have to be chosen anyway.
    edges: list[tuple[str, str | None]] = [("m", name) for name in "abcd"] + [(name, None) for name in "abcd"]
    assert smallest(_made(edges)).clauses == tuple(f"x/y#{name}" for name in "abcd")


def test_a_problem_too_entangled_is_answered_soon_and_says_that_it_is_not_exact() -> None:
    random = Random(1)
    edges: list[tuple[str, str | None]] = [(str(random.randrange(120)), f"n{random.randrange(120)}") for _ in range(900)]
    edges += [(f"n{random.randrange(120)}", f"n{120 + at}") for at in range(120)] + [(str(at), str(at + 1)) for at in range(119)]
    found = _made(edges)
    answer = smallest(found)
    assert not answer.exact
    assert all(set(clauses_of(conflict)) & set(answer.clauses) for conflict in found)
    chain = smallest(_made([(str(at), str(at + 1)) for at in range(3000)]))
    assert not chain.exact


def test_what_people_accepted_is_neither_drawn_nor_counted(real: Analysis) -> None:
    first = counted(real.conflicts)[0]
    settled = replace(first, state="accepted", decided="A. Clerk, 2026-01-01", decided_why="Meant so.")
    changed = replace(real, conflicts=tuple(settled if c.id == first.id else c for c in real.conflicts))
    page = mapped(View(analysis=changed, readings={}))
    assert first.id not in page.conflicts
    assert sum(pair.count for pair in page.distances.pairs) == len(page.conflicts) == len(counted(real.conflicts)) - 1
    assert len(counted(changed.conflicts)) == len(counted(real.conflicts)) - 1


def test_a_council_settles_alone_only_what_is_its_own(real: Analysis) -> None:
    for conflict in of_body(counted(real.conflicts), "peterborough"):
        assert conflict.between != "different-bodies"
        assert all(clause.startswith("peterborough/") for clause in clauses_of(conflict))


def test_the_map_and_its_tables_show_every_finding_once(real: Analysis) -> None:
    view = View(analysis=real, readings={})
    drawn = mapped(view).distances.picture
    assert sum(field.count for field in drawn.fields) == len(view.real)
    page = pages(real, {})["map/index.md"]
    rows = re.findall(r'<td><a href="\.\./conflicts/([^/"]+)/">', page)
    assert sorted(rows) == sorted(conflict.id for conflict in view.real)


def test_the_same_texts_give_the_same_pictures_and_no_two_fields_lie_together(real: Analysis) -> None:
    view = View(analysis=real, readings={})
    drawn = mapped(view).distances.picture
    assert drawn == mapped(View(analysis=real, readings={})).distances.picture
    places = [(field.x, field.y) for field in drawn.fields]
    assert len(places) == len(set(places))
    assert [together(one, view) for one in problems(view.real)] == [together(one, view) for one in problems(view.real)]


def test_a_site_without_findings_has_a_page_without_a_picture() -> None:
    empty = Analysis(policies=(), ties=(), links=(), gaps=(), conflicts=(), concerns=())
    page = pages(empty, {})["map/index.md"]
    assert "nothing to draw" in page
    assert "<svg" not in page
