"""The pages of concerns: by councillor and by paragraph, with links that lead somewhere and nothing left out."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from concordant.model import Analysis
from concordant.pipeline import analyse, load, load_registers
from concordant.publish.concerned import by_clause, councils, elsewhere, told, unplaced
from concordant.publish.pages import pages
from concordant.publish.view import View
from tests.test_concern_places import read

POLICIES = Path(__file__).parents[1] / "policies"
BY_COUNCILLOR, BY_CLAUSE = "concerns/index.md", "concerns/by-clause/index.md"


@pytest.fixture(scope="module")
def real() -> Analysis:
    return analyse(load(POLICIES), (), load_registers(POLICIES))


@pytest.fixture(scope="module")
def made(real: Analysis) -> dict[str, str]:
    return pages(real, {})


@pytest.fixture(scope="module")
def example() -> Analysis:
    return analyse((read("code"), read("report")))


class _Marks(HTMLParser):
    """The ids of a page and where its links go."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.ids += [value for name, value in attrs if name == "id" and value]
        self.links += [value for name, value in attrs if name == "href" and value]


def test_every_concern_stands_on_both_pages_and_the_links_between_them_lead_to_it(real: Analysis, made: dict[str, str]) -> None:
    marks, other = _Marks(made[BY_COUNCILLOR]), _Marks(made[BY_CLAUSE])
    assert {c.id for c in real.concerns} <= set(marks.ids)
    assert len(marks.ids) == len(set(marks.ids))
    linked = {link.partition("#")[2] for link in other.links if link.startswith("../#")}
    assert linked == {c.id for c in real.concerns}


def test_every_link_to_a_paragraph_leads_to_one(real: Analysis, made: dict[str, str]) -> None:
    known = {c.id for p in real.policies for c in p.clauses}
    for path in (BY_COUNCILLOR, BY_CLAUSE):
        found = [re.fullmatch(r"(?:\.\./)+codes/([^#]+)/#(.+)", link) for link in _Marks(made[path]).links if "codes/" in link]
        assert found
        assert all(m and f"{m[1]}#{m[2]}" in known for m in found)


def test_every_conflict_that_is_raised_names_its_concerns_and_is_named_by_them(real: Analysis, made: dict[str, str]) -> None:
    raised = [c for c in real.conflicts if c.concerns and c.type != "exception"]
    assert raised
    for conflict in raised:
        assert f"conflicts/{conflict.id}/" in made[BY_COUNCILLOR]
        page = made[f"conflicts/{conflict.id}/index.md"]
        assert all(f"concerns/#{i}" in page for i in conflict.concerns)


def test_a_conflict_page_says_that_nobody_spoke_of_it_only_when_no_close_concern_is_about_its_paragraphs(
    real: Analysis, made: dict[str, str]
) -> None:
    told_none = told_near = 0
    for conflict in real.conflicts:
        close = {c.id for c in real.concerns if len(c.targets) <= 3 and {conflict.a, conflict.b} & set(c.targets)} - set(conflict.concerns)
        page = next(text for path, text in made.items() if path.startswith("conflicts/") and path.endswith(f"{conflict.id}/index.md"))
        assert ("No concern on record speaks of it." in page) == (not close and not conflict.concerns)
        assert close <= {link.partition("#")[2] for link in _Marks(page).links}
        told_none, told_near = told_none + (not close and not conflict.concerns), told_near + bool(close)
    assert told_none and told_near


def test_findings_of_one_paragraph_against_principles_are_one_entry_without_a_sentence_twice(real: Analysis, made: dict[str, str]) -> None:
    section = made["conflicts/index.md"].split("{: #principle }")[1].split("{: #same-body }")[0]
    several = [re.findall(r"(?:<li data-group>|<a [^>]*>)([^<]+)", group) for group in re.findall(r"<li data-group>.*?</ul></li>", section)]
    single = re.findall(r"<li data-item[^>]*><a [^>]*>([^<]+)", re.sub(r"<li data-group>.*?</ul></li>", "", section))
    assert several
    assert single
    entries = ["; ".join(parts) for parts in several] + single
    listed = re.findall(r'data-item="([^"]+)"', section)
    found = {c.id for c in real.conflicts if c.between == "principle" and c.state == "open" and c.type != "exception"}
    assert len(listed) == len(found)
    assert set(listed) == found
    for entry in entries:
        assert ".:" not in entry and ".;" not in entry
        parts = [part for part in re.split(r"[;:]+ ", entry.rstrip(".")) if part]
        assert len(parts) == len(set(parts))


def test_it_is_said_plainly_that_a_paragraph_is_another_councils(real: Analysis, made: dict[str, str]) -> None:
    said = "found in the code of Peterborough City Council, from which the wording seems to come"
    assert said in made[BY_COUNCILLOR]
    view = View(analysis=real, readings={})
    ((own, other, at_hand),) = elsewhere(view)
    assert (own, other) == ("Cambridgeshire County Council", "Peterborough City Council")
    assert "only the passages quoted" in at_hand
    code = real.policy("peterborough/members-social-media-code")
    assert councils(real.concerns, code, view) == ("Cambridgeshire County Council",)
    assert "raised about the code of Cambridgeshire County Council" in made["codes/peterborough/members-social-media-code/index.md"]
    for one in (told(c, view) for c in real.concerns):
        assert all(t.elsewhere == (t.policy.body != "cambridgeshire") for t in one.targets)


def test_a_council_with_its_own_code_at_hand_is_not_told_so(example: Analysis) -> None:
    text = pages(example, {})[BY_COUNCILLOR]
    assert "another council" not in text


def test_differences_between_quotation_and_paragraph_are_marked_word_by_word(example: Analysis) -> None:
    view = View(analysis=example, readings={})
    (concern,) = [c for c in example.concerns if c.text.startswith("The rule that")]
    (target,) = told(concern, view).targets
    assert target.differs
    assert "may be <del>regarded</del> <ins>seen</ins> as negative" in target.shown


def test_kinds_and_tests_are_told_in_plain_words(example: Analysis) -> None:
    text = pages(example, {})[BY_COUNCILLOR]
    assert "It is unclear; it cannot be enforced." in text
    assert "The draft must say “Think before you post.”" in text
    assert "The draft must qualify the rule with regard to “criticise the administration”." in text
    visible = re.sub(r"<[^>]+>", "", text)
    for word in ("overreach", "must-not-say", "self-contradiction", "duplicates"):
        assert word not in visible
    assert "None.</dd>" not in text


def test_each_concern_about_a_paragraph_stands_there_and_the_rest_below(example: Analysis) -> None:
    view = View(analysis=example, readings={})
    stood = {one.concern.id for _, rows in by_clause(view) for _, raised in rows for one in raised}
    rest = {one.concern.id for one in unplaced(example.concerns, view)}
    assert stood | rest == {c.id for c in example.concerns}
    assert not stood & rest


def test_a_concern_that_was_added_by_hand_has_its_entry(example: Analysis) -> None:
    added = replace(
        example.concerns[0], id="letter", unit="", state="added", note="By letter.", targets=(), test=None, untested="by-officer"
    )
    text = pages(replace(example, concerns=(*example.concerns, added)), {})[BY_COUNCILLOR]
    assert "Added by hand. By letter." in text


def test_without_concerns_both_pages_say_how_to_add_a_report(example: Analysis) -> None:
    made = pages(replace(example, concerns=(), conflicts=()), {})
    assert all("How to add a report" in made[path] for path in (BY_COUNCILLOR, BY_CLAUSE))
