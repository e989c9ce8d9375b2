"""The hub, ties, links and gaps: examples both ways, laws that relations keep, and other words for the same provision."""

from __future__ import annotations

import pytest

from concordant.compare.gaps import gaps
from concordant.compare.links import link
from concordant.compare.ties import tie, ties_of
from concordant.corpus import UNDATED
from concordant.model import Policy
from concordant.parse.clauses import parse_policy
from concordant.parse.norms import with_norms
from concordant.rulebook import hub as rulebook
from concordant.rulebook.hub import hub
from concordant.rulebook.notation import starts_of
from tests.support.labels import labelled_policies

FRONT = "---\ncouncil: {0} Council\ntitle: Code\nkind: {1}\naudience: [councillors]\nstatus: adopted\nsource: typed for a test\n---\n"


def _policy(name: str, *paragraphs: str, kind: str = "code") -> Policy:
    text = FRONT.format(name.title(), kind) + "\n\n".join(paragraphs) + "\n"
    return with_norms(parse_policy(text, policy_id=f"{name}/code", version=UNDATED, file=f"{name}/code/undated.md"))


def test_every_provision_is_found_in_its_examples_and_in_none_of_its_counter_examples() -> None:
    assert rulebook.check() == ()


def test_every_topic_of_a_provision_is_a_topic() -> None:
    assert {p.topic for p in hub().provisions} <= {t.id for t in hub().topics}
    assert len(hub().provisions) >= 70


@pytest.mark.parametrize(
    ("words", "provision"),
    [
        ("Councillors shall never reveal confidential papers to anybody.", "confidential"),
        ("Nothing you write may bring the authority into disrepute.", "disrepute"),
        ("Avoid tweeting in haste after an evening out.", "haste"),
        ("Every account needs a strong password.", "passwords"),
        ("Harassing or bullying a colleague is not tolerated.", "bullying"),
        ("Use photographs under copyright only with leave.", "copyright"),
        ("Remember that libel is as possible online as in print.", "libel"),
        ("Treat others with respect at all times.", "respect"),
        ("Add a disclaimer to your personal page.", "disclaimer"),
        ("Do not let anyone think you have made your mind up on an application.", "predetermination"),
    ],
)
def test_a_provision_is_recognised_in_other_words(words: str, provision: str) -> None:
    clause = _policy("x", words).clauses[0]
    assert provision in {found.provision for found in ties_of(clause)}


def test_a_clause_with_words_of_its_own_is_not_tied_by_its_lead_in() -> None:
    policy = _policy("x", "As for a password, you should:", "- treat others with respect\n- write it down nowhere")
    own, read_in = ({found.provision: found.words for found in ties_of(clause)} for clause in policy.clauses)
    assert own["respect"]
    assert not own.get("passwords")
    assert read_in["passwords"]


def test_links_join_different_policies_only_and_each_pair_once() -> None:
    policies = tuple(with_norms(policy) for policy in labelled_policies())
    links = link(policies, tie(policies))
    pairs = [(found.a, found.b) for found in links]
    assert links
    assert len(pairs) == len(set(pairs))
    assert all(a < b and a.partition("#")[0] != b.partition("#")[0] for a, b in pairs)
    assert all(0 < found.score <= 1 and found.why for found in links)


def test_swapping_the_names_of_two_codes_mirrors_the_relation() -> None:
    short, long = (
        "Never share your password.",
        "Never share your password, choose a long one, change it each month and keep a list of devices in the safe.",
    )
    one = link([_policy("a", short), _policy("b", long)], tie([_policy("a", short), _policy("b", long)]))
    two = link([_policy("a", long), _policy("b", short)], tie([_policy("a", long), _policy("b", short)]))
    mirror = {"subset": "superset", "superset": "subset"}
    assert [mirror.get(found.relation, found.relation) for found in one] == [found.relation for found in two] != []


def test_the_same_words_are_equal() -> None:
    policies = [_policy("a", "Do not bring the council into disrepute."), _policy("b", "Do not bring the Council into disrepute")]
    assert [found.relation for found in link(policies, tie(policies))] == ["equal"]


def test_a_why_names_the_provision() -> None:
    policies = [_policy("a", "Use a secure password."), _policy("b", "A secure password is to be used.")]
    (found,) = link(policies, tie(policies))
    assert "Use secure passwords" in found.why


def test_a_gap_is_a_provision_that_two_others_make() -> None:
    policies = [_policy(n, "Use a secure password.") for n in ("a", "b")] + [_policy("c", "Treat others with respect.")]
    found = {(gap.policy, gap.provision) for gap in gaps(policies, tie(policies))}
    assert found == {("c/code", "passwords")}


def test_a_fragment_has_no_gaps() -> None:
    policies = [_policy(n, "Use a secure password.") for n in ("a", "b")] + [_policy("c", "Treat others with respect.", kind="fragment")]
    assert gaps(policies, tie(policies)) == ()


def test_no_beginning_hides_a_row_of_a_cue_from_a_text_that_holds_it() -> None:
    texts = [clause.text for policy in labelled_policies() for clause in policy.clauses]
    texts += ["‘Block’ them.", "e.g.confidential papers", "members/officers only", "the council's logo", "co-opted members’ code"]
    rows = {row.notation: row for entry in hub().provisions for cue in entry.cues for row in (*cue.rows, *cue.without)}
    for text in texts:
        starts = starts_of(text)
        hidden = [row.notation for row in rows.values() if not row.may_match(starts) and row.search(text)]
        assert not hidden, (text, hidden)
