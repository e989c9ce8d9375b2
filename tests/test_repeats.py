"""What is said twice is found, in the same words or in others, and what only looks alike is let alone."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from concordant.cli.checking import rulebook_problems
from concordant.judge.repeats import LEAST_WORDS, across, restated, said_again, within
from concordant.model import Analysis, policy_id_of
from concordant.pipeline import analyse, load
from concordant.publish.export import to_json
from concordant.publish.pages import pages
from concordant.rulebook.restates import check

ROOT = Path(__file__).parents[1]
HEAD = """---
council: Example {name} Council
title: {title}
kind: code
audience: [councillors]
status: adopted
source: Written for the tests of Concordant.
unknown: [date of adoption]
---

{{.title}}
# {title}

{body}
"""


def _read(folder: Path, **texts: str) -> Analysis:
    """An analysis of made-up texts: `council__policy="Title | Markdown"`."""
    for name, text in texts.items():
        council, policy = name.split("__")
        title, body = text.split("|", 1)
        target = folder / council / policy
        target.mkdir(parents=True)
        (target / "undated.md").write_text(
            HEAD.format(name=council.capitalize(), title=title.strip(), body=body.strip()), encoding="utf-8"
        )
    return analyse(load(folder))


def _numbers(analysis: Analysis) -> list[tuple[int, int, str]]:
    return [(analysis.clause(r.a).number, analysis.clause(r.b).number, r.kind) for r in within(analysis)]


def test_a_run_of_words_that_comes_back_is_a_repeat(tmp_path: Path) -> None:
    found = _read(
        tmp_path,
        a__code="""Code | ## Gifts

Members must enter every gift worth more than fifty pounds in the public register.

## Bins

Bins are emptied on Tuesdays.

## Register

Remember that you must enter every gift worth more than fifty pounds in the public register within a month.""",
    )
    assert _numbers(found) == [(1, 3, "same words")]
    (repeat,) = within(found)
    assert repeat.quote_a in found.clause(repeat.a).text
    assert repeat.quote_b in found.clause(repeat.b).text
    assert repeat.words >= LEAST_WORDS


LABELS = Path(__file__).parent / "labels"


@pytest.mark.parametrize(("name", "found", "same"), [("repeats", 15, 20), ("repeats-held-out", 4, 12)])
def test_one_rule_in_other_words_is_found_and_what_looks_alike_is_not(name: str, found: int, same: int, tmp_path: Path) -> None:
    """Pairs made up for this test, as many that say the same as do not. None may be called a repeat that is none.

    One bound of the rule (BOTH_WAYS) was set with the first set in view; the second was written afterwards and nothing was changed for it.
    """
    pairs = [json.loads(line) for line in (LABELS / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]
    said = []
    for at, pair in enumerate(pairs):
        body = f"Code | ## First\n\n{pair['a']}\n\n## Second\n\nThe office is open on weekdays.\n\n## Third\n\n{pair['b']}"
        said.append((pair["same"], bool(_numbers(_read(tmp_path / str(at), a__code=body)))))
    assert sum(one for one, _ in said) == same == len(said) / 2
    assert said.count((False, True)) == 0
    assert said.count((True, True)) >= found


def test_the_items_of_a_list_and_neighbours_are_let_alone(tmp_path: Path) -> None:
    body = """Code | ## Confidence

You must not disclose:

- confidential information about residents;
- confidential information about staff.

## Meetings

Do not disclose confidential papers of a meeting.

Do not disclose what is said in confidence at a meeting."""
    found = _read(tmp_path, a__code=body)
    pairs = {(one, two) for one, two, _ in _numbers(found)}
    assert (1, 2) not in pairs
    assert (3, 4) not in pairs


def test_what_two_texts_of_one_council_both_say_is_told_apart_from_what_two_councils_say(tmp_path: Path) -> None:
    words = "Members must enter every gift worth more than fifty pounds in the public register."
    found = _read(tmp_path, a__code=f"Code of Conduct | {words}", a__guide=f"Guide | {words}", b__code=f"Code | {words}")
    assert [(policy_id_of(r.a), policy_id_of(r.b)) for r in across(found)] == [("a/code", "a/guide")]
    assert within(found) == ()
    page = pages(found, {})["length/index.md"]
    assert "is the code of conduct" in page
    assert "A code of conduct is not among the texts here for Example B Council" in page


def test_paragraphs_under_the_name_of_another_code_are_listed_unless_the_text_is_that_code(tmp_path: Path) -> None:
    body = "## Members' Code of Conduct\n\nYou must treat others with respect.\n\n## Accounts\n\nKeep accounts apart."
    found = _read(tmp_path, a__code=f"Online Code | {body}", a__conduct=f"Members' Code of Conduct | {body}")
    assert [(r.policy, r.names, len(r.clauses)) for r in restated(found.policies)] == [("a/code", "the Code of Conduct", 1)]


def test_the_rules_for_the_names_of_other_codes_keep_to_their_examples() -> None:
    assert check() == ()
    assert not [problem for problem in rulebook_problems()[0] if problem.file == "restates.yml"]


@pytest.fixture(scope="module")
def real() -> Analysis:
    return analyse(load(ROOT / "policies"))


def test_the_repeats_of_the_codes_at_hand_are_found(real: Analysis) -> None:
    quotes = {(r.quote_a.lower(), r.quote_b.lower()) for r in within(real) if r.kind == "same words"}
    assert len(quotes) == 3
    assert any("private or internal" in a for a, _ in quotes)
    again = [group for group in said_again(real, within(real)) if group.provision == "confidential"]
    assert any(len(group.clauses) == 4 for group in again)


def test_every_repeat_stands_in_its_clauses_and_is_told_once(real: Analysis) -> None:
    data = json.loads(to_json(real))
    texts = {clause["id"]: clause["text"] for policy in data["policies"] for clause in policy["clauses"]}
    found = (*within(real), *across(real))
    assert len(data["repeats"]) == len(found)
    assert len({(r.a, r.b) for r in found}) == len(found)
    for repeat in found:
        assert repeat.quote_a in texts[repeat.a]
        assert repeat.quote_b in texts[repeat.b]


def test_the_page_of_a_code_points_from_each_repeat_to_the_other(real: Analysis) -> None:
    made = pages(real, {})
    for repeat in within(real):
        page = made[f"codes/{policy_id_of(repeat.a)}/index.md"]
        for here, there in ((repeat.a, repeat.b), (repeat.b, repeat.a)):
            notes = page.partition(f'id="{here.partition("#")[2]}"')[2].partition("Says much the same as ")[2].partition("</p>")[0]
            assert f"[{real.clause(there).number}]</a>" in notes


def test_the_page_shows_every_repeat(real: Analysis) -> None:
    page = pages(real, {})["length/index.md"]
    same = [r for r in within(real) if r.kind == "same words"]
    assert page.count("words in common.<div") == len(same)
    assert page.count("make the provision") == len(said_again(real, within(real)))
    assert page.count('class="cx-why"') == len(across(real))
