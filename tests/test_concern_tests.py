"""The test that a draft can be put to for a concern, and what it says of drafts that meet it, half meet it or do not."""

from __future__ import annotations

import pytest

from concordant.judge.concern_tests import met, with_test
from concordant.model import Concern, ConcernTest, Policy
from concordant.parse.clauses import parse_policy
from concordant.parse.norms import with_norms
from concordant.rulebook.concern_tests import check
from concordant.rulebook.concern_words import concern_words
from concordant.rulebook.concerns import concern_book
from tests.test_concern_places import CASES, concerns_of, read

FRONT = (
    "---\ncouncil: Anytown Council\ntitle: Code\nkind: {kind}\naudience: [councillors]\nstatus: adopted\nsource: test\n---\n\n## Rules\n\n"
)


def draft(*rules: str, kind: str = "code") -> Policy:
    text = FRONT.format(kind=kind) + "\n\n".join(rules) + "\n"
    return with_norms(parse_policy(text, policy_id="anytown/draft", version="undated", file="t.md"))


def concern(kind: str, words: str, **more: object) -> Concern:
    test = ConcernTest(kind=kind, words=words, rule=str(more.pop("rule", "")))  # type: ignore[arg-type]
    return Concern(id="x", councillor="A", unit="anytown/report#x", text="I object.", test=test, **more)  # type: ignore[arg-type]


BAN = "Members must not make negative comments about the council."
NEGATIVE = "make negative comments about the council"
PRIVATE = "Members must register their accounts with the Clerk."
MEETINGS = "Members must not write about meetings"
SAVED = "Nothing in this code prevents members from criticising the council."
NO_NEGATIVE = concern("must-not-say", NEGATIVE)
NO_SENTENCE = concern("must-not-say", "Do not make negative comments about the council.")
DESCRIBED = concern("must-not-say", "writing anything negative", rule="the-rule-described")
MAY_CRITICISE = concern("must-be-qualified-by", "criticise the council", quote=NEGATIVE)
PAPERS = concern("must-be-qualified-by", "confidential papers", quote="write about meetings")
NOT_PRIVATE = concern("must-not-reach-private-capacity", PRIVATE)


@pytest.mark.parametrize(
    ("said", "rules", "standing", "why"),
    [
        (concern("must-say", "Think before you post."), ["Think before you post, always."], "met", "says-it"),
        (concern("must-say", "Do not post in anger."), ["Do post in anger."], "partly", "says-part"),
        (concern("must-say", "Post as you would speak at a public meeting."), ["Be kind."], "not met", "says-nothing"),
        (NO_NEGATIVE, [BAN], "not met", "still-there"),
        (NO_NEGATIVE, ["Be kind."], "met", "gone"),
        (NO_NEGATIVE, ["Members may make negative comments about the council."], "met", "gone"),
        (
            NO_NEGATIVE,
            ["Members must not make negative comments about the council unless they are true."],
            "partly",
            "still-there-qualified",
        ),
        (NO_SENTENCE, ["Members must not be critical of the authority or criticise its decisions."], "partly", "other-words"),
        (DESCRIBED, ["Never criticise the council."], "not met", "other-words"),
        (MAY_CRITICISE, [BAN], "not met", "unqualified"),
        (MAY_CRITICISE, [BAN, SAVED], "met", "qualified-elsewhere"),
        (MAY_CRITICISE, ["Be kind."], "met", "rule-gone"),
        (PAPERS, [f"{MEETINGS} except where confidential papers are not touched."], "met", "qualified"),
        (PAPERS, [f"{MEETINGS} except on Sundays."], "partly", "qualified-otherwise"),
        (NOT_PRIVATE, [PRIVATE], "cannot tell", "capacity-unstated"),
        (NOT_PRIVATE, [f"When acting in their official capacity, {PRIVATE[0].lower()}{PRIVATE[1:]}"], "met", "keeps-to-office"),
        (NOT_PRIVATE, ["Members must register their private accounts with the Clerk."], "not met", "reaches-private"),
        (NOT_PRIVATE, ["Be kind."], "met", "rule-gone"),
    ],
)
def test_a_draft_is_put_to_the_test(said: Concern, rules: list[str], standing: str, why: str) -> None:
    text = draft(*rules)
    result = met(said, text)
    assert (result.standing, result.why) == (standing, why)
    assert why in concern_words()["results"]
    # The words that show it stand in the draft, word for word.
    assert result.clause is None or result.words in next(c.text for c in text.clauses if c.id == result.clause)
    assert bool(result.words) == (result.clause is not None)


def test_without_a_test_and_from_fragments_nothing_can_be_told() -> None:
    assert met(Concern(id="x", councillor="A", unit="a/b#c", text="Hm."), draft(BAN)).standing == "cannot tell"
    gone = concern("must-not-say", "make negative comments about the council")
    assert met(gone, draft("Be kind.", kind="fragment")).why == "fragment"


def test_the_rules_find_their_examples_and_no_counter_example() -> None:
    assert check() == ()


def test_every_kind_and_every_reason_has_its_words() -> None:
    words = concern_words()
    assert list(words["kinds"]) == [kind.id for kind in concern_book().kinds] == [
        "unclear", "overreach", "duplicates-other-code", "self-contradiction", "inaccurate", "disproportionate", "poor-advice",
        "unenforceable", "too-verbose", "format", "proposal",
    ]  # fmt: skip
    for files in dict(CASES):
        for found in concerns_of(*files)[0]:
            assert set(found.reasons) <= set(words["reasons"])
            assert found.resolved in words["found"] or found.resolved == "not found"
            assert (found.test is None) == (found.untested in words["untested"])


REGISTERED = "Members should register every personal account with the Monitoring Officer."


@pytest.mark.parametrize(
    ("report", "start", "kind", "words"),
    [
        ("report", "Councillor A: \"may be", "must-not-say", "may be seen as negative"),
        ("report", "Councillor A: in 4.2", "must-be-qualified-by", "questions in the public interest"),
        ("report", "Cllr C | Para 3.2", "must-not-reach-private-capacity", REGISTERED),
        ("report", "Cllr E | 3.1(d)", "must-be-qualified-by", "meetings held in private session"),
        ("report", "The rule that", "must-be-qualified-by", "criticise the administration"),
        ("report", "Could paragraph 2.1", "must-say", "Think before you post."),
        ("report", "The second hollow", "must-not-say", "answer questions within one working day"),
        ("other-report", "Three days", "must-say", "answer civil questions within ten days"),
        ("other-report", "The rule on", "must-be-qualified-by", "comments on policy"),
        ("third-report", "Councillor T: Could", "must-be-qualified-by", "planning meetings"),
    ],
)  # fmt: skip
def test_what_was_said_gives_the_test(report: str, start: str, kind: str, words: str) -> None:
    (found,) = [c for c in concerns_of(report.replace("report", "code"), report)[0] if c.text.startswith(start)]
    assert found.test is not None
    assert (found.test.kind, found.test.words) == (kind, words)


@pytest.mark.parametrize(
    ("start", "why"), [("The document", "about-length"), ("I cannot see", "about-form"), ("Cllr D: Paragraph", "passage-unknown")]
)
def test_what_no_draft_can_be_put_to_says_why(start: str, why: str) -> None:
    (found,) = [c for c in concerns_of("code", "report")[0] if c.text.startswith(start)]
    assert (found.test, found.untested) == (None, why)


def test_the_same_concern_gives_the_same_test_again() -> None:
    for files in dict(CASES):
        found, _ = concerns_of(*files)
        clauses = {c.id: c for c in read(files[0]).clauses}
        assert tuple(with_test(c, clauses) for c in found) == found
