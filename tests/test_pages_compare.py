"""The pages that hold codes against each other: every pair of codes, which code says what, gaps, shared wording, decisions of people."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest

from concordant.compare.deciding import decided, hold
from concordant.compare.lineage import plain_words, shared_words
from concordant.compare.redline import same_words
from concordant.compare.ties import firm
from concordant.model import Analysis, Decision, Gap, Link, Policy, Tie
from concordant.pipeline import analyse, load
from concordant.publish.aligned import align, weaker
from concordant.publish.names import HEAT, STATES, anchor, older, pair_folder, pair_slug
from concordant.publish.pages import pages
from concordant.publish.paired import MOST_DUTIES, Match, paired, readable_redline
from concordant.publish.view import View
from tests.support.typed import typed

ROOT = Path(__file__).parents[1]
ONE = typed(
    "aa", "Be kind to each other & never <b>shout</b>.", "You must use a secure password.", "Say who you are.", "Keep calm.", date="2019-10"
)
TWO = typed(
    "bb",
    "Be kind to one another & never <b>shout</b>.",
    "You should use a secure password.",
    "Use a secure password",
    "Only here.",
    date="2021-05-14",
)
A, B = [clause.id for clause in ONE.clauses], [clause.id for clause in TWO.clauses]
LINKS = (
    Link(a=A[0], b=B[0], relation="equivalent", score=0.9, why="Both say so."),
    Link(a=A[1], b=B[1], relation="superset", score=0.8, why="Both say so."),
    Link(a=A[1], b=B[2], relation="intersects", score=0.5, why="Both say so."),
    Link(a=A[2], b=B[2], relation="subset", score=0.4, why="Both say so."),
)  # fmt: skip


@pytest.fixture(scope="module")
def real() -> Analysis:
    return analyse(load(ROOT / "policies"))


@pytest.fixture(scope="module")
def made(real: Analysis) -> dict[str, str]:
    return pages(real, {})


def _typed(links: tuple[Link, ...] = LINKS, *decisions: Decision, policies: tuple[Policy, ...] = (ONE, TWO)) -> Analysis:
    rulings = hold(decisions, policies)
    return replace(analyse(policies), links=decided(links, rulings), rulings=rulings)


def _pair_page(analysis: Analysis) -> str:
    return pages(analysis, {})[f"{pair_folder(ONE, TWO)}index.md"]


def _decision(**changes: object) -> Decision:
    whole = Decision(
        a=A[0], b=B[0], verdict="accept", relation=None, who="The clerk", when="2024-05-14", why="Read both.",
        quote_a=ONE.clauses[0].text, quote_b=TWO.clauses[0].text,
    )  # fmt: skip
    return replace(whole, **changes)  # type: ignore[arg-type]


def _matches(a: Policy, b: Policy, links: tuple[Link, ...]) -> dict[tuple[str, str], Match]:
    return {(line.left.id, m.clause.id): m for line in paired(a, b, links).lines if line.left for m in line.matches}


# Two codes.


def test_the_counts_on_top_of_every_pair_add_up_and_are_those_of_the_links(real: Analysis, made: dict[str, str]) -> None:
    view = View(analysis=real, readings={})
    for a, b in view.pairs():
        links = view.shared(a, b)
        it = paired(a, b, links)
        assert sum(it.counts.values()) == len(links)
        assert it.counts["equal"] == sum(link.relation == "equal" for link in links)
        assert it.tally_a.paired == len({link.a for link in links})
        assert it.tally_b.paired == len({link.b for link in links})
        for policy, tally in ((a, it.tally_a), (b, it.tally_b)):
            assert tally.paired + tally.alone == len(policy.clauses)
        for against, reference, other in ((it.from_a, it.tally_a, it.tally_b), (it.from_b, it.tally_b, it.tally_a)):
            assert sum(against.values()) == reference.paired + reference.alone + other.alone
            assert (against["left out"], against["added"]) == (reference.alone, other.alone)
        page = made[f"{pair_folder(a, b)}index.md"]
        assert f'<th scope="col">Pairs of paragraphs</th><th scope="col">{len(links)}</th>' in page


def test_every_link_of_a_pair_stands_on_its_page_and_can_be_gone_to(real: Analysis, made: dict[str, str]) -> None:
    for link in real.links:
        a, b = (real.policy(end.partition("#")[0]) for end in (link.a, link.b))
        place = f"pair-{real.clause(link.a).number}-{real.clause(link.b).number}"
        page = made[f"{pair_folder(a, b)}index.md"]
        assert (page.count(f'id="{place}"'), page.count(f'href="#{place}"')) == (1, 1)
        assert link.why in unescape(page)


def test_each_paragraph_of_the_reference_counts_once_by_its_strongest_partner() -> None:
    it = paired(ONE, TWO, LINKS)
    assert it.counts == {"equal": 0, "equivalent": 1, "subset": 1, "superset": 1, "intersects": 1, "opposed": 0}
    assert (it.from_a["narrower"], it.from_a["wider"], it.from_b["wider"], it.from_b["in part"]) == (1, 1, 1, 1)
    rows = _answers(_pair_page(_typed()))
    assert rows == {
        "Word for word the same": ("0", "0"), "The same rule in other words": ("1", "1"), "They overlap": ("0", "1"),
        "The other says less": ("1", "0"), "The other says more": ("1", "1"), "They point in opposite directions": ("0", "0"),
        "Without a partner": ("1", "1"), "In all": ("4", "4"),
    }  # fmt: skip


def _answers(page: str) -> dict[str, tuple[str, ...]]:
    """The table of what becomes of each paragraph in the other code."""
    table = page.partition("What becomes of each paragraph")[2].partition("</table>")[0]
    rows = re.findall(r'<tr><th scope="row">(.*?)</th><td>(.*?)</td><td>(.*?)</td></tr>', table)
    return {name: tuple(re.sub("<.*?>", "", cell) for cell in cells) for name, *cells in rows}


def test_the_answers_of_every_pair_add_up_to_all_paragraphs(real: Analysis, made: dict[str, str]) -> None:
    view = View(analysis=real, readings={})
    for a, b in view.pairs():
        rows = _answers(made[f"{pair_folder(a, b)}index.md"])
        for side, policy in ((0, a), (1, b)):
            counts = [int(cells[side].split()[0]) for name, cells in rows.items()]
            assert sum(counts[:-1]) == counts[-1] == len(policy.clauses)


def test_marks_stand_only_where_words_differ(real: Analysis) -> None:
    for link in real.links:
        a, b = real.clause(link.a).text, real.clause(link.b).text
        shown = readable_redline(a, b)
        if same_words(a, b):
            assert shown is None
        elif shown is not None:
            assert re.search("<(del|ins)>", shown)
            assert plain_words(unescape(re.sub("<ins>.*?</ins>|</?del>", " ", shown))) == plain_words(a)
            assert plain_words(unescape(re.sub("<del>.*?</del>|</?ins>", " ", shown))) == plain_words(b)


def test_a_redline_escapes_what_a_source_says_and_is_left_out_where_little_is_shared() -> None:
    shown = readable_redline("Be kind to each other & never <b>shout</b>.", "Be kind to one another & never <b>shout</b>.")
    assert shown == "Be kind to <del>each other</del> <ins>one another</ins> &amp; never &lt;b&gt;shout&lt;/b&gt;."
    assert readable_redline("Say who you are.", "Use a secure password.") is None
    assert readable_redline("Use a “secure” password.", 'Use  a "secure" password.') is None


def test_a_page_says_in_words_what_is_the_same_what_differs_and_which_duty() -> None:
    page = _pair_page(_typed())
    assert "You <del>must</del> <ins>should</ins> use a secure password." in page
    assert "What is binding in the first text" in page
    assert "Aa Council: Aa Code says more. Both say so." in page
    assert "too few words in common" in page


def test_at_most_four_duties_are_told_and_the_rest_is_counted(real: Analysis) -> None:
    view = View(analysis=real, readings={})
    for a, b in view.pairs():
        for match in _matches(a, b, tuple(view.shared(a, b))).values():
            assert len(match.duties) <= MOST_DUTIES
            assert [change.rank for change in match.duties] == sorted(change.rank for change in match.duties)
            assert match.more == 0 or len(match.duties) == MOST_DUTIES


def test_a_weaker_match_is_shown_last_and_said_to_be_one() -> None:
    assert weaker(LINKS) == {(A[1], B[2]), (A[2], B[2])}
    found = _matches(ONE, TWO, LINKS)
    assert [pair for pair, match in found.items() if match.weaker] == [(A[1], B[2]), (A[2], B[2])]
    page = _pair_page(_typed())
    assert page.count('<span class="cx-label">Weaker match.</span>') == 2
    assert [clause.id for row in align(ONE, TWO, LINKS) for clause, _ in row.right] == [B[0], B[1], B[2], B[2]]


def test_every_paragraph_stands_in_full_and_its_weaker_matches_are_folded(real: Analysis) -> None:
    view = View(analysis=real, readings={})
    for a, b in view.pairs():
        lines = paired(a, b, view.shared(a, b)).lines
        full = {(line.left.number, m.clause.number): m for line in lines if line.left for m in line.full}
        shown = Counter(number for _, number in full) + Counter(line.lone_right.number for line in lines if line.lone_right)
        assert set(shown) == {clause.number for clause in b.clauses}
        for line in lines:
            assert Counter(line.full + line.folded) == Counter(line.matches)
            for match in line.folded:
                assert match.weaker
                assert (match.beside, match.clause.number) in full
        repeated = [m for m in full.values() if shown[m.clause.number] > 1]
        assert all(not m.weaker for m in repeated)


def test_a_fold_names_its_pairs_and_where_their_paragraphs_stand() -> None:
    page = _pair_page(_typed())
    fold = re.search(r'<details class="cx-weaker">(.*?)</details></td>', page, re.DOTALL)
    assert fold
    said = re.sub("<.*?>", "", fold[1].partition("</summary>")[0])
    assert said == "Only a weaker match: [3] (Aa Council: Aa Code says less) “Use a secure password”, in full beside [2]"
    assert 'id="pair-3-3"' in fold[1]
    assert 'id="pair-2-3"' not in fold[1]


def test_what_can_be_narrowed_carries_its_topics_relation_and_change_of_duty(real: Analysis, made: dict[str, str]) -> None:
    view = View(analysis=real, readings={})
    for a, b in view.pairs():
        it = paired(a, b, view.shared(a, b), view.topics_of)
        page = made[f"{pair_folder(a, b)}index.md"]
        assert Counter(re.findall(r'data-relation="(.*?)"', page)) == Counter(
            {**it.counts, "only-a": it.tally_a.alone, "only-b": it.tally_b.alone}
        )
        titles = {topic.id: topic.title for topic in view.hub.topics}
        duties = sum(bool(m.duties) for line in it.lines for m in line.matches)
        assert page.count('data-duty="changed"') == duties
        assert Counter(" ".join(re.findall(r'data-topics="(.*?)"', page)).split()) == it.topics
        for topic, number in it.topics.items():
            assert f'<option value="{topic}">{titles[topic]} ({number})</option>' in unescape(page)


def test_of_opposed_links_and_decided_ones_none_is_weaker_for_a_stronger_equivalent() -> None:
    opposed = replace(LINKS[2], relation="opposed")
    assert weaker((LINKS[1], opposed)) == frozenset()
    assert weaker((LINKS[1], replace(LINKS[2], decided="The clerk, 2024-05-14"))) == frozenset()


def test_a_decided_pair_says_who_decided_and_when_on_both_pages() -> None:
    made = pages(_typed(LINKS, _decision()), {})
    assert "Decided by The clerk, 14 May 2024." in made[f"{pair_folder(ONE, TWO)}index.md"]
    assert "the same rule in other words, decided by The clerk, 14 May 2024" in made["codes/aa/code/index.md"]
    assert "decided by" not in pages(_typed(), {})["codes/aa/code/index.md"]


def test_a_fragment_leaves_nothing_out() -> None:
    quoted = typed("bb", "Be kind to one another & never <b>shout</b>.", kind="fragment")
    page = _pair_page(_typed(LINKS[:1], policies=(ONE, quoted)))
    assert _answers(page)["Without a partner"] == ("3 not quoted", "0")
    assert _answers(page)["The same rule in other words"] == ("1", "1")
    assert "no equivalent</p>" not in page


# The margin of a code.


def test_the_margin_lists_equivalents_strongest_first_and_marks_the_weaker() -> None:
    page = pages(_typed(), {})["codes/aa/code/index.md"]
    listed = re.findall(r"</span><a[^>]*>Bb Council: Bb Code (\[\d\])</a>, ([^<:]+): <span", page)
    assert listed == [
        ("[1]", "the same rule in other words"), ("[2]", "this paragraph says more"), ("[3]", "they overlap (weaker match)"),
        ("[3]", "this paragraph says less (weaker match)"),
    ]  # fmt: skip


def test_a_code_links_to_its_gaps_and_to_the_wording_that_it_shares(real: Analysis, made: dict[str, str]) -> None:
    view = View(analysis=real, readings={})
    for policy in view.compared:
        page = made[f"codes/{policy.id}/index.md"]
        assert (f"gaps/#{anchor(policy)}" in page) == bool(view.gaps(policy))
        assert set(re.findall(r'lineage/#([^"]+)"', page)) == {pair_slug(policy, other) for other in view.sharers(policy)}


# Which code says what.


def test_the_fields_of_the_matrix_are_those_that_make_the_provision(real: Analysis, made: dict[str, str]) -> None:
    view = View(analysis=real, readings={})
    page = made["matrix/index.md"]
    rows = dict(re.findall(r'<tr data-item[^>]*><th scope="row">(.*?)</th>(.*?)</tr>', page))
    provisions = [p for topic in view.topics() for p in view.made(topic)]
    assert len(rows) == len(provisions) == len({tie.provision for tie in firm(real.ties)})
    for provision in provisions:
        cells = re.findall(r"<td [^>]*>(.*?)</td>", rows[str(unescape(provision.title)).replace("'", "&#39;")])
        assert len(cells) == len(view.compared)
        for cell, policy in zip(cells, view.compared, strict=True):
            count = len(view.makers(provision, policy))
            assert ("<a " in cell) == bool(count)
            assert not count or f"{count} paragraph" in cell


def test_a_field_names_the_strongest_wording() -> None:
    ties = tuple(Tie(clause=end, provision="passwords", score=0.8, words=()) for end in (A[1], B[1], B[3]))
    view = View(analysis=replace(_typed(), ties=ties), readings={})
    passwords = view.hub.provision("passwords")
    found = [view.stance(passwords, policy) for policy in view.compared]
    assert [(s.word, s.heat, s.count) for s in found if s] == [("must", HEAT["must"], 1), ("should", HEAT["should"], 2)]
    assert list(HEAT)[-1] == STATES
    assert list(HEAT.values()) == sorted(HEAT.values(), reverse=True)


# Gaps.


def test_every_gap_is_listed_under_its_code_with_wording_and_source(real: Analysis, made: dict[str, str]) -> None:
    view = View(analysis=real, readings={})
    page = unescape(made["gaps/index.md"])
    assert sum(len(found) for policy in view.compared for _, found in view.gap_topics(policy)) == len(real.gaps)
    assert page.count("<blockquote") == len(real.gaps)
    for gap in real.gaps:
        models = view.precedents(gap)
        assert {view.policy_of(clause.id).id for clause in models} == {end.partition("#")[0] for end in gap.made_by}
        assert f'#{models[0].id.partition("#")[2]}"' in page
    for policy in view.compared:
        if policy.meta.kind != "fragment":
            code = policy.id.replace("/", "-")
            assert f'<a data-count="gaps-of {code}" href="?code={code}#list">{len(view.gaps(policy))}</a>' in page


def test_a_code_without_gaps_is_said_to_have_none_and_a_fragment_has_no_list() -> None:
    quoted = typed("cc", "Be kind.", kind="fragment")
    page = pages(_typed((), policies=(ONE, TWO, quoted)), {})["gaps/index.md"]
    assert page.count("No gap: this code makes every provision that two others make.") == 2
    assert "A code that is known only from quotations has no list" in page
    assert "Cc Code" not in page


def test_gaps_stand_in_the_order_of_the_hub() -> None:
    provisions = [provision.id for provision in View(analysis=_typed(), readings={}).hub.provisions[:3]]
    gaps = tuple(Gap(policy=ONE.id, provision=p, made_by=(B[0],)) for p in reversed(provisions))
    view = View(analysis=replace(_typed(), gaps=gaps), readings={})
    assert [gap.provision for gap in view.gaps(ONE)] == provisions


# Shared wording.


def test_the_passages_on_the_page_are_those_of_the_analysis(real: Analysis, made: dict[str, str]) -> None:
    page = unescape(made["lineage/index.md"])
    assert f">{len(real.passages)}</span> passages" in page
    assert all(passage.text_a in page for passage in real.passages)
    counts = Counter((p.a.partition("#")[0], p.b.partition("#")[0]) for p in real.passages)
    for (a, b), words in shared_words(real.passages).items():
        slug = pair_slug(real.policy(a), real.policy(b))
        linked = f'<a data-count="passages-between {slug}" href="#{slug}">{counts[a, b]}</a></td>'
        assert f'{linked}<td data-count="words-between {slug}">{words}</td>' in page
        assert f"{{: #{slug} }}" in page


def test_which_text_is_older_is_said_only_where_it_is_certain() -> None:
    assert older(ONE, TWO) == older(TWO, ONE) == ONE
    assert older(ONE, typed("cc", "Be kind.")) is None
    assert older(ONE, typed("cc", "Be kind.", date="2019")) is None


# Decisions of people.


def test_the_page_of_decisions_is_there_without_any() -> None:
    made = pages(_typed(), {})
    assert "No decision has been recorded yet" in made["rulings/index.md"]
    assert "rulings/" not in made["compare/index.md"]


def test_a_decision_opened_again_says_which_words_changed() -> None:
    page = pages(_typed(LINKS, _decision(quote_a="Be good to each other", quote_b="kind to one another")), {})["rulings/index.md"]
    assert "Opened again because words changed (1)" in page
    assert "“good” is now “kind”" in page
    assert "Be <del>good</del> <ins>kind</ins> to each other …" in page
    assert page.count("cx-redline") == 1
    assert "Decided by" in page


def test_words_that_introduce_a_clause_are_no_change_where_they_were_not_quoted() -> None:
    listed = typed("aa", "Users must:", "- keep a password in a safe place")
    clause = listed.clauses[0]
    for quote in ("use a password in a safe place", "Users must: use a password in a safe place"):
        decision = _decision(a=clause.id, quote_a=quote)
        analysis = replace(analyse((listed, TWO)), links=(), rulings=hold((decision,), (listed, TWO)))
        assert "</a>: “use” is now “keep”.</p>" in pages(analysis, {})["rulings/index.md"]


def test_words_taken_out_and_put_in_are_told_as_such() -> None:
    page = pages(_typed(LINKS, _decision(quote_a="Be very kind to other & never")), {})["rulings/index.md"]
    assert "“very” was taken out; “each” was put in." in page


def test_a_decision_on_a_paragraph_that_is_gone_names_it_by_its_id() -> None:
    page = pages(_typed(LINKS, _decision(a="aa/code#not-there", quote_a="Ring the bell.")), {})["rulings/index.md"]
    assert "A paragraph is not there any more (1)" in page
    assert "<code>aa/code#not-there</code>" in page


def test_decisions_in_force_say_what_who_when_and_why() -> None:
    gone = _decision(a=A[2], b=B[2], verdict="reject", quote_a=ONE.clauses[2].text, quote_b=TWO.clauses[2].text)
    typed_ = _decision(verdict="retype", relation="subset")
    made = pages(_typed(LINKS, typed_, gone), {})
    page = made["rulings/index.md"]
    assert "In force (2)" in page
    assert ": a pair, the first says less" in page
    assert ": no pair<" in page
    assert "Decided by The clerk, 14 May 2024: Read both." in page
    assert "pair-3-3" not in made[f"{pair_folder(ONE, TWO)}index.md"]
    assert "rulings/" in made["compare/index.md"]
