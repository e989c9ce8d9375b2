"""The page of a code as an annotated edition: its notes, where concerns are told, the past of a paragraph, footnotes and files."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
from dataclasses import replace
from html import unescape
from itertools import pairwise
from pathlib import Path

import pytest

from concordant.compare.duty import duty_changes
from concordant.corpus import earlier
from concordant.model import Analysis, Clause, Policy, policy_id_of
from concordant.pipeline import analyse, load, load_registers
from concordant.publish import offered
from concordant.publish.annotated import MOST, annotated, nearest
from concordant.publish.differing import others, short_standings
from concordant.publish.motions import tabled
from concordant.publish.offered import offers
from concordant.publish.pages import pages
from concordant.publish.raised import TOP, raised
from concordant.publish.view import View

POLICIES = Path(__file__).parents[1] / "policies"
TOY = Path(__file__).parent / "toy" / "policies"


@pytest.fixture(scope="module")
def real() -> Analysis:
    return analyse(load(POLICIES), (), load_registers(POLICIES))


@pytest.fixture(scope="module")
def view(real: Analysis) -> View:
    return View(analysis=real, readings={}, tabled=tabled(POLICIES, real))


@pytest.fixture(scope="module")
def made(real: Analysis, view: View) -> dict[str, str]:
    return pages(real, {}, tabled=view.tabled)


def _notes(page: str) -> list[str]:
    return re.findall(r'data-note="([^"]+)"', page)


def test_every_note_of_the_page_is_a_footnote_of_the_print_view_once_and_in_order(real: Analysis, made: dict[str, str]) -> None:
    for policy in real.policies:
        page, paper = made[f"codes/{policy.id}/index.md"], made[f"codes/{policy.id}/paper/index.md"]
        assert _notes(page) == _notes(paper)
        assert len(_notes(page)) == len(set(_notes(page)))
        numbers = [str(n) for n in range(1, len(_notes(page)) + 1)]
        assert re.findall(r'<li id="note-(\d+)" value="\d+"', paper) == numbers
        assert sorted(re.findall(r'<a id="call-(\d+)" href="#note-\d+"', paper), key=int) == numbers
        assert all(f'id="{c.id.partition("#")[2]}"' in paper for c in policy.clauses)


def test_the_margin_holds_every_equivalent_finding_and_repeat_of_a_paragraph(real: Analysis, view: View) -> None:
    for policy in real.policies:
        pieces = {piece.unit.id: piece for section in annotated(policy, view).sections for piece in section.pieces}
        for clause in policy.clauses:
            notes = pieces[clause.id].notes
            assert sorted(c.id for note in notes for c in note.conflicts) == sorted(c.id for c in view.conflicts(clause.id))
            assert sum(len(note.sides) + note.more for note in notes) == len(view.sides(clause.id))
            assert [c for note in notes for c in note.clauses] == view.again(clause.id)
            assert [p for note in notes for p in note.policies] == view.sharing(clause.id)


def test_a_concern_is_told_once_for_neighbours_and_every_paragraph_that_it_is_about_is_named(real: Analysis, view: View) -> None:
    merged = 0
    for policy in real.policies:
        places = raised(policy, view)
        told = [(one.concern.id, clause.id) for found in places.at.values() for one in found for run in one.runs for clause in run]
        expected = {(c.id, t) for c in real.concerns for t in c.targets if policy_id_of(t) == policy.id}
        assert len(told) == len(set(told))
        assert set(told) == expected
        merged += sum(len(run) > 1 for found in places.at.values() for one in found for run in one.runs)
        for place, found in places.at.items():
            assert place == TOP or all(one.runs[0][0].id == place for one in found)
    assert merged


def test_a_concern_about_a_list_stands_at_the_words_that_introduce_it(real: Analysis, view: View) -> None:
    policy = real.policy("paddock-wood/social-media-policy")
    at, lead = next((i, u) for i, u in enumerate(policy.units) if u.kind == "lead-in" and lead_of(policy.units[i + 1]) == u.id)
    items = [u for u in policy.units[at + 1 :] if isinstance(u, Clause) and lead.id in u.lead_ins]
    assert len(items) > 1
    places = raised(policy, _with_concern(view, tuple(c.id for c in items)))
    assert [one.runs for one in places.at[lead.id]] == [(tuple(items),)]
    assert places.under == {c.id for c in items}


def lead_of(unit: object) -> str | None:
    return unit.lead_ins[-1] if isinstance(unit, Clause) and unit.lead_ins else None


def test_a_concern_about_most_of_a_text_stands_at_its_head(real: Analysis, view: View) -> None:
    policy = real.policy("paddock-wood/social-media-policy")
    most = _with_concern(view, tuple(c.id for c in policy.clauses if c.number != 5))
    places = raised(policy, most)
    assert set(places.at) == {TOP}
    assert [[c.number for c in (run[0], run[-1])] for run in places.at[TOP][0].runs] == [[1, 4], [6, len(policy.clauses)]]
    page = pages(most.analysis, {})[f"codes/{policy.id}/index.md"]
    assert page.count("1 concern on [1] to [4] and [6] to") == 1


def _with_concern(view: View, targets: tuple[str, ...]) -> View:
    analysis = replace(view.analysis, concerns=(replace(view.analysis.concerns[0], targets=targets),), conflicts=())
    return replace(view, analysis=analysis)


def test_few_equivalents_are_listed_and_the_rest_are_counted(real: Analysis, view: View) -> None:
    clause = max((c for p in real.policies for c in p.clauses), key=lambda c: len(view.sides(c.id)))
    sides = view.sides(clause.id)
    assert len(sides) > MOST
    listed = nearest(sides)
    assert len(listed) == MOST
    assert {side.policy.id for side in listed} == {side.policy.id for side in sides}
    assert [side for side in sides if side in listed] == list(listed)


def test_a_paragraph_stands_to_another_code_as_the_links_and_duties_say(real: Analysis, view: View) -> None:
    seen = set()
    for policy in view.compared:
        for clause in policy.clauses:
            told = {entry.rstrip("wrd"): entry[-1] for entry in short_standings(clause, policy, view).split()}
            for at, other in enumerate(others(policy, view)):
                between = {policy.id, other.id}
                links = [k for k in real.links if clause.id in (k.a, k.b) and {policy_id_of(k.a), policy_id_of(k.b)} == between]
                letter = told.get(str(at), "")
                assert bool(links) == bool(letter)
                if letter in ("w", "r"):
                    wanted = "equal" if letter == "w" else "equivalent"
                    twins = [real.clause(k.b if k.a == clause.id else k.a) for k in links if k.relation == wanted]
                    assert any(not duty_changes(clause, twin) for twin in twins)
                seen.add(letter)
    assert seen == {"w", "r", "d", ""}


def test_a_motion_stands_in_the_history_of_the_paragraphs_that_it_touches_and_of_no_other(real: Analysis, view: View) -> None:
    for policy in real.policies:
        touched = {
            unit for text in view.tabled if text.policy.id == policy.id for m in text.moved for s in m.review.steps for unit in s.old_ids
        }  # fmt: skip
        pieces = [piece for section in annotated(policy, view).sections for piece in section.pieces if isinstance(piece.unit, Clause)]
        assert {p.unit.id for p in pieces if any(n.kind == "history" for n in p.notes)} == touched & {c.id for c in policy.clauses}
    assert "Councillor Manning&#39;s specific comments</a>, 1 October 2019, would" in pages(real, {}, tabled=view.tabled)[
        "codes/cambridgeshire/social-media-code/index.md"
    ]


@pytest.fixture
def versions(tmp_path: Path) -> Path:
    """The toy corpus with an older text of one code: [1] was worded otherwise, and its last paragraph is not there yet."""
    folder = tmp_path / "policies"
    shutil.copytree(TOY, folder)
    text = (folder / "example/code/2021-05-14.md").read_text(encoding="utf-8")
    lines = text.replace("2021-05-14", "2015-03-02").replace("must not disclose", "should never disclose").rstrip().split("\n\n")
    (folder / "example/code/2015-03-02.md").write_text("\n\n".join(lines[:-2]) + "\n", encoding="utf-8")
    return folder


def test_an_earlier_text_gives_every_paragraph_a_history_with_the_words_that_changed(versions: Path) -> None:
    analysis, before = analyse(load(versions)), earlier(versions)
    assert {name: [p.version for p in texts] for name, texts in before.items()} == {"example/code": ["2015-03-02"]}
    view = View(analysis=analysis, readings={}, earlier=before)
    kinds = _histories(analysis.policy("example/code"), view)
    assert ["changed", "stood"] in kinds.values()
    assert ["came"] in kinds.values()
    assert ["stood"] in kinds.values()
    assert len(kinds) == len(analysis.policy("example/code").clauses)
    page = pages(analysis, {}, earlier=before)["codes/example/code/index.md"]
    assert "History: changed once" in page
    assert "<del>should never</del> <ins>must not</ins>" in page
    assert "History: new in the text of 14 May 2021" in page
    assert "the same since the text of 2 March 2015" in page
    assert "earlier version" in page


def test_one_text_without_motions_has_no_history(versions: Path) -> None:
    analysis = analyse(load(versions))
    assert not _histories(analysis.policy("example/code"), View(analysis=analysis, readings={}))
    assert "History" not in pages(analysis, {})["codes/example/code/index.md"]


def _histories(policy: Policy, view: View) -> dict[str, list[str]]:
    pieces = (piece for section in annotated(policy, view).sections for piece in section.pieces)
    return {p.unit.id: [e.kind for n in p.notes for e in n.events] for p in pieces if any(n.events for n in p.notes)}


def test_the_files_of_a_code_hold_its_text_and_each_paragraph(versions: Path) -> None:
    analysis, before = analyse(load(versions)), earlier(versions)
    found = offered.texts(analysis, before)
    view = View(analysis=analysis, readings={}, earlier=before)
    for policy in analysis.policies:
        linked = offers(policy, view)
        assert {o.address for o in linked} <= set(found)
        by_kind = {o.kind: found[o.address] for o in linked}
        assert by_kind["text"] == (versions / policy.file).read_text(encoding="utf-8")
        assert [row["id"] for row in csv.DictReader(io.StringIO(by_kind["table"]))] == [c.id for c in policy.clauses]
        assert [c["id"] for c in json.loads(by_kind["data"])["clauses"]] == [c.id for c in policy.clauses]
    assert "should never disclose" in found["codes/example/code/files/example-code-2015-03-02.md.txt"]


def test_an_original_is_offered_unless_it_could_run_on_the_site(real: Analysis) -> None:
    policy = real.policy("peterborough/members-social-media-code")
    assert list(offered.originals([policy], POLICIES)) == [
        "codes/peterborough/members-social-media-code/files/original/peterborough-members-social-media-code.txt"
    ]
    assert not offered.originals([replace(policy, meta=replace(policy.meta, original="page.html"))], POLICIES)


def test_headings_of_a_page_skip_no_level(real: Analysis, view: View) -> None:
    for policy in real.policies:
        levels = [1, *(section.level for section in annotated(policy, view).headings)]
        assert all(b <= a + 1 for a, b in pairwise(levels))


def test_the_marks_are_explained_on_one_page_to_which_the_others_lead(made: dict[str, str]) -> None:
    legend = made["legend/index.md"]
    for name in ("equal", "equivalent", "subset", "superset", "intersects", "opposed"):
        assert f"cx-rel-{name}" in legend
    for name in ("contradiction", "tension", "strength", "exception"):
        assert f"cx-type-{name}" in legend
    marked = {path for path, text in made.items() if re.search(r"cx-(rel|kind|type)-", text)}
    assert all("legend/" in made[path] for path in marked - {"legend/index.md"})
    assert [path for path, text in made.items() if "must: a duty" in unescape(text)] == ["search/index.md"]
