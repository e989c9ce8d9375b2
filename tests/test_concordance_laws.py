"""Laws that links keep, whatever the codes say: one pair one link, mirrored relations, equal is an equivalence, no order matters."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from concordant.compare.links import Concordance, link
from concordant.compare.ties import tie
from concordant.corpus import UNDATED
from concordant.model import Link, Policy
from concordant.parse.clauses import parse_policy
from concordant.parse.norms import with_norms

FRONT = "---\ncouncil: {0} Council\ntitle: Code\nkind: code\naudience: [councillors]\nstatus: adopted\nsource: typed for a test\n---\n"
SENTENCES = (
    "Never share your password with anyone.",
    "Use a strong password and change it each month.",
    "A secure password is to be used, and kept from others.",
    "Do not disclose confidential information.",
    "Members must not divulge anything that was given to them in confidence, or name a resident without consent.",
    "Treat others with respect.",
    "Be courteous to colleagues, and never insult or bully anybody online.",
    "Delete abusive comments from your page.",
    "Tolerate disagreement, and do not remove comments because you disagree with them.",
    "Social media means websites and apps on which people publish and share content.",
    "The purpose of this code is to help members use social media well.",
    "Do not bring the Council into disrepute.",
    "do not bring the council into disrepute",
    "Respect copyright: get permission before you use somebody else's picture.",
    "Keep personal and official accounts separate.",
)
MIRROR = {"subset": "superset", "superset": "subset"}
codes = st.lists(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=5), min_size=2, max_size=4)


def _policies(texts: list[list[str]], names: str = "abcd") -> list[Policy]:
    return [
        with_norms(
            parse_policy(
                FRONT.format(name.upper()) + "\n\n".join(text) + "\n", policy_id=f"{name}/code", version=UNDATED, file=f"{name}.md"
            )
        )
        for name, text in zip(names, texts, strict=False)
    ]


def _links(policies: list[Policy]) -> tuple[Link, ...]:
    return link(policies, tie(policies))


@settings(max_examples=60, deadline=None)
@given(codes)
def test_each_pair_is_linked_once_between_different_codes(texts: list[list[str]]) -> None:
    found = _links(_policies(texts))
    pairs = [(one.a, one.b) for one in found]
    assert len(set(pairs)) == len(pairs)
    assert all(a < b and a.partition("#")[0] != b.partition("#")[0] for a, b in pairs)
    assert all(0 < one.score <= 1 and one.why for one in found)


@settings(max_examples=60, deadline=None)
@given(codes)
def test_the_order_of_the_codes_does_not_matter(texts: list[list[str]]) -> None:
    policies = _policies(texts)
    assert _links(policies) == _links(policies[::-1])


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=5), st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=5))
def test_swapping_two_codes_mirrors_every_relation(one: list[str], two: list[str]) -> None:
    def said(texts: list[list[str]]) -> dict[tuple[int, int], str]:
        a, b = _policies(texts)
        places = {c.id: c.number for c in (*a.clauses, *b.clauses)}
        return {(places[x.a], places[x.b]): x.relation for x in _links([a, b])}

    there, back = said([one, two]), said([two, one])
    assert {(b, a): MIRROR.get(relation, relation) for (a, b), relation in there.items()} == back


@settings(max_examples=60, deadline=None)
@given(codes)
def test_equal_is_transitive(texts: list[list[str]]) -> None:
    found = _links(_policies(texts))
    equal = {frozenset((one.a, one.b)) for one in found if one.relation == "equal"}
    for first in equal:
        for second in equal:
            if len(first & second) == 1:
                ends = first ^ second
                assert ends in equal or len({end.partition("#")[0] for end in ends}) == 1


@settings(max_examples=30, deadline=None)
@given(codes)
def test_what_is_asked_pair_by_pair_is_what_is_listed(texts: list[list[str]]) -> None:
    policies = _policies(texts)
    concordance = Concordance(policies, tie(policies))
    ids = [policy.id for policy in policies]
    asked = [found for at, a in enumerate(ids) for b in ids[at + 1 :] for found in concordance.between(b, a)]
    assert tuple(asked) == concordance.all()
    assert sorted(map(str, concordance.of(ids[0]))) == sorted(str(x) for x in asked if x.a.startswith("a/") or x.b.startswith("a/"))
