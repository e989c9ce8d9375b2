"""The honesty report: on the terminal, as JSON, as a record beside the policy and as a page; changes and comments kept with it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from concordant.cli.checking import policy_problems
from concordant.cli.commands import concordant
from concordant.corpus import load
from concordant.errors import BadPolicy
from concordant.importing import Request, import_file
from concordant.judge.remarks import margin_concerns
from concordant.model import DraftView
from concordant.pipeline import analyse
from concordant.publish.generated import readings
from concordant.publish.pages import pages
from tests.formats import word as w

REQUEST = Request(council="Sample Town Council", title="Social Media Protocol", audience=("councillors",))
START, END = '<w:commentRangeStart w:id="7"/>', '<w:commentRangeEnd w:id="7"/>'
HEAD_START, HEAD_END = '<w:commentRangeStart w:id="8"/>', '<w:commentRangeEnd w:id="8"/>'
NAMED = 'w:author="Cllr Exemplar" w:date="2026-10-01T10:00:00Z"'


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    """A draft with a deletion and an insertion, a comment on words and one on a heading, a picture and hidden text."""
    picture = '<w:r><w:drawing><a:blip r:embed="L1"/></w:drawing></w:r>'
    text = (
        w.p("Social Media Protocol", style="Title") + w.p(HEAD_START, w.r("Conduct"), HEAD_END, style="Heading1")
        + w.p("Members ", w.gone("should"), w.ins("must"), w.r(" be civil online."))
        + w.p("Do not post ", START, w.r("anything negative"), END, w.r(" about the council."), picture)
    )  # fmt: skip
    comments = (
        f'<w:comment w:id="7" {NAMED}>{w.p("This bans opposition. It goes against Openness.")}</w:comment>'
        f'<w:comment w:id="8" {NAMED}>{w.p("Too much under one head.")}</w:comment>'
    )
    styles = w.heading_styles("Title", "heading 1").replace('Id="heading', 'Id="Heading')
    path = tmp_path / "draft.docx"
    path.write_bytes(w.docx(text, styles=styles, comments=comments))
    return path


def imported(draft: Path, view: DraftView | None = None) -> Path:
    policies = draft.parent / "policies"
    import_file(draft, REQUEST, policies=policies, force=True, view=view or DraftView())
    return policies


def test_the_record_keeps_words_counts_changes_and_comments(draft: Path) -> None:
    (policy,) = load(imported(draft))
    record = policy.record
    assert record is not None
    assert (record.words, record.missing, record.share) == (17, 0, 1.0)
    assert dict(record.counts) == {"comment": 2, "image": 1, "tracked change": 2}
    assert [(change.kind, change.words) for change in record.changes] == [("deletion", "should"), ("insertion", "must")]
    assert {remark.anchor for remark in record.remarks} == {"Conduct", "anything negative"}


def test_the_same_file_leaves_the_same_record(draft: Path) -> None:
    record = imported(draft) / "sample/social-media-protocol/undated.import.json"
    first = record.read_bytes()
    imported(draft)
    assert record.read_bytes() == first


def test_a_record_that_is_none_is_refused_with_what_to_do(draft: Path) -> None:
    policies = imported(draft)
    (policies / "sample/social-media-protocol/undated.import.json").write_text('{"words": 3}', encoding="utf-8")
    with pytest.raises(BadPolicy, match="no record of an import"):
        load(policies)


def test_comments_are_concerns_about_what_they_stand_at(draft: Path) -> None:
    concerns = margin_concerns(load(imported(draft)))
    by_quote = {concern.quote: concern for concern in concerns}
    words = by_quote["anything negative"]
    assert words.targets == ("sample/social-media-protocol#do-not-post-anything-negative-about",)
    assert (words.councillor, words.date, words.origin) == ("Cllr Exemplar", "2026-10-01", "comment")
    assert "openness" in words.principles
    assert len(by_quote["Conduct"].targets) == 2


def test_the_view_of_the_changes_is_kept_and_honoured(draft: Path) -> None:
    (policy,) = load(imported(draft, DraftView(which="original")))
    assert policy.clauses[0].text == "Members should be civil online."
    assert policy.record is not None
    assert policy.record.view.which == "original"
    assert policy_problems(draft.parent / "policies") == ([], 1)


def test_a_person_who_changed_nothing_is_named(draft: Path) -> None:
    (policy,) = load(imported(draft, DraftView(authors=("Nobody",))))
    assert policy.record is not None
    assert any("no tracked change by Nobody" in guess.what for guess in policy.record.guesses)


def test_a_word_that_a_person_takes_out_of_the_markdown_is_missed(draft: Path) -> None:
    policies = imported(draft)
    markdown = policies / "sample/social-media-protocol/undated.md"
    markdown.write_text(markdown.read_text(encoding="utf-8").replace(" negative", ""), encoding="utf-8")
    problems, _ = policy_problems(policies)
    assert ["negative" in problem.what for problem in problems] == [True]
    analysis = analyse(load(policies))
    (again,) = readings(analysis, policies).values()
    assert (again.missing, [word for word, _ in again.unplaced]) == (1, ["negative"])


def test_the_page_of_a_document_says_how_it_was_read(draft: Path) -> None:
    policies = imported(draft)
    analysis = analyse(load(policies))
    page = pages(analysis, readings(analysis, policies))["codes/sample/social-media-protocol/reading/index.md"]
    told = ["100 % of the 17 words", "not read: words in a picture are lost", "“must” put in (A. Clerk, 2024-05-14)", "taken as made"]
    assert [words for words in told if words not in page] == []


def test_the_report_can_be_had_as_json(draft: Path) -> None:
    policies = draft.parent / "policies"
    call = ["import", str(draft), "--policies", str(policies), "--council", "Sample Town Council", "--title", "Social Media Protocol"]
    done = CliRunner().invoke(concordant, [*call, "--format", "json"])
    assert done.exit_code == 0, done.output
    report = json.loads(done.stdout)
    assert (report["share"], report["clauses"], len(report["changes"]), len(report["remarks"])) == (1.0, 2, 2, 2)


def test_options_that_contradict_each_other_are_refused(draft: Path) -> None:
    call = ["import", str(draft), "--council", "x", "--title", "y", "--policies", str(draft.parent / "p")]
    for more in (["--changes-until", "soon"], ["--changes", "original", "--changes-by", "A. Clerk"]):
        assert CliRunner().invoke(concordant, [*call, *more]).exit_code == 2
    assert not (draft.parent / "p").exists()
