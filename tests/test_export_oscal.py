"""The OSCAL export: it keeps to the published schema, and nothing that Concordant knows of a link is lost."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from concordant.model import Analysis, Decision, Link
from concordant.pipeline import analyse, load
from concordant.publish.oscal import NS, RELATIONSHIP, NothingToMap, from_token, to_oscal, token
from tests.support.oscal import faults, in_python, token_pattern
from tests.support.typed import typed

ROOT = Path(__file__).parents[1]
TOY = Path(__file__).parent / "toy" / "policies"


@pytest.fixture(scope="module")
def toy() -> Analysis:
    return analyse(load(TOY))


@pytest.fixture(scope="module")
def real() -> Analysis:
    return analyse(load(ROOT / "policies"))


def _collection(analysis: Analysis) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(to_oscal(analysis))["mapping-collection"]
    return found


def _prop(holder: dict[str, Any], name: str) -> str:
    return next(prop["value"] for prop in holder["props"] if prop["name"] == name)


def test_the_export_of_a_toy_corpus_keeps_to_the_schema(toy: Analysis) -> None:
    assert faults(to_oscal(toy)) == []


def test_the_export_of_the_whole_corpus_keeps_to_the_schema(real: Analysis) -> None:
    assert faults(to_oscal(real)) == []


def test_hostile_words_keep_to_the_schema_too() -> None:
    words = "Use a secure password;\t<b>*always*</b>\u00a0and = \\ $ ` everywhere"
    policies = (typed("aa", words, date="1066-01-01"), typed("bb", f"{words} \u2028 now"), typed("cc", words))
    analysis = analyse(policies)
    awkward = replace(analysis, links=tuple(replace(link, why=" two\nlines ", decided="\ufeff A\nB ") for link in analysis.links))
    assert analysis.links
    assert faults(to_oscal(awkward)) == []


@pytest.mark.parametrize(
    ("change", "where"),
    [
        (lambda c: c["mappings"][0].pop("maps"), "maps"),
        (lambda c: c.update(uuid="no uuid"), "uuid"),
        (lambda c: c["metadata"].update({"last-modified": "2024-02-30T00:00:00Z"}), "last-modified"),
        (lambda c: c["mappings"][0]["maps"][0].update(relationship="equal to"), "relationship"),
        (lambda c: c["metadata"]["props"][0].update(value="x "), "value"),
        (lambda c: c["metadata"]["props"][0].update(value="x\n"), "value"),
        (lambda c: c["mappings"][0].update(colour="red"), "colour"),
    ],
)
def test_the_schema_as_it_is_used_here_finds_what_is_wrong(toy: Analysis, change: Any, where: str) -> None:
    collection = _collection(toy)
    change(collection)
    assert any(where in fault for fault in faults(json.dumps({"mapping-collection": collection})))


def test_patterns_are_put_into_pythons_notation_without_losing_a_check() -> None:
    pattern = token_pattern()
    assert all(re.search(pattern, good) for good in ("a", "_1", "Ünde.r-score", "д٣", "𝒜x"))
    assert not any(re.search(pattern, bad) for bad in ("", "1a", "-a", "a b", "a#b", "a\n", "a/b", "a\u0301"))
    assert not re.search(in_python(r"^\S(.*\S)?$"), "one\u2028two")


def test_every_link_is_a_map_with_its_relation_score_and_the_real_ids(real: Analysis) -> None:
    words = {"equal-to": "equal", "equivalent-to": "equivalent", "subset-of": "subset", "superset-of": "superset"}
    words |= {"intersects-with": "intersects", "opposed-to": "opposed"}
    found = set()
    for mapping in _collection(real)["mappings"]:
        for one in mapping["maps"]:
            (source,), (target,) = one["sources"], one["targets"]
            ids = [_prop(end, "clause-id") for end in (source, target)]
            assert [from_token(end["id-ref"]) for end in (source, target)] == ids
            assert [i.partition("#")[0] for i in ids] == [_prop(mapping[f"{end}-resource"], "policy-id") for end in ("source", "target")]
            found.add((*ids, words[one["relationship"]], one["confidence-score"]["percentage"]))
    assert found == {(link.a, link.b, link.relation, link.score) for link in real.links}


def test_opposed_is_a_word_of_our_own_and_an_incompatibility_for_everybody_else(real: Analysis) -> None:
    first, *others = real.links
    analysis = replace(real, links=(replace(first, relation="opposed"), *(replace(link, relation="intersects") for link in others)))
    maps = [one for mapping in _collection(analysis)["mappings"] for one in mapping["maps"]]
    opposed = [one for one in maps if one["relationship"] == "opposed-to"]
    assert faults(to_oscal(analysis)) == []
    assert len(opposed) == 1
    assert all(one["ns"] == NS and one["qualifiers"][0]["predicate"] == "has-incompatibility" for one in opposed)
    assert not any("ns" in one or "qualifiers" in one for one in maps if one not in opposed)


def test_mapped_and_unmapped_paragraphs_are_all_of_a_document_and_each_stands_in_its_resource(real: Analysis) -> None:
    collection = _collection(real)
    resources = {f"#{one['uuid']}": one for one in collection["back-matter"]["resources"]}
    for mapping in collection["mappings"]:
        for end in ("source", "target"):
            resource = resources[mapping[f"{end}-resource"]["href"]]
            texts = {prop["class"]: prop["value"] for prop in resource["props"] if prop["name"] == "clause"}
            assert texts == {token(clause.id): clause.text for clause in real.policy(_prop(resource, "policy-id")).clauses}
            mapped = {item["id-ref"] for one in mapping["maps"] for item in one[f"{end}s"]}
            gap = mapping.get(f"{end}-gap-summary", {"unmapped-controls": [{"with-ids": []}]})
            unmapped = set(gap["unmapped-controls"][0]["with-ids"])
            assert mapped | unmapped == set(texts)
            assert not mapped & unmapped


def test_the_same_texts_give_the_same_bytes_dated_by_the_newest_text(toy: Analysis) -> None:
    assert to_oscal(toy) == to_oscal(analyse(load(TOY)))
    # The report is the newest text of the toy corpus.
    assert _collection(toy)["metadata"]["last-modified"] == "2022-02-01T00:00:00Z"


def test_other_words_change_the_uuid_of_the_whole_and_keep_that_of_the_pair() -> None:
    one, two = (
        _collection(analyse((typed("aa", "## Passwords\n\nUse a secure password."), typed("bb", f"Use a secure password{end}"))))
        for end in (".", "!")
    )
    assert one["uuid"] != two["uuid"]
    assert one["mappings"][0]["uuid"] == two["mappings"][0]["uuid"]
    assert one["mappings"][0]["maps"][0]["uuid"] == two["mappings"][0]["maps"][0]["uuid"]


def test_decisions_of_people_show_in_method_status_and_date() -> None:
    policies = (typed("aa", "Use a secure password."), typed("bb", "Use a secure password!"))
    a, b = (policy.clauses[0] for policy in policies)
    decision = Decision(
        a=a.id, b=b.id, verdict="accept", relation=None, who="The committee", when="2024-06-03", why="Read.", quote_a=a.text, quote_b=b.text
    )
    by_rule, by_people = _collection(analyse(policies)), _collection(analyse(policies, (decision,)))
    assert [by_rule["provenance"][key] for key in ("method", "status")] == ["automation", "draft"]
    assert [by_people["provenance"][key] for key in ("method", "status")] == ["human", "complete"]
    assert _prop(by_people["mappings"][0]["maps"][0], "decided-by") == "The committee, 2024-06-03"
    assert by_people["metadata"]["version"] == "2024-06-03"


def test_without_a_link_there_is_a_message_and_no_file_that_breaks_the_schema() -> None:
    with pytest.raises(NothingToMap, match="no two paragraphs"):
        to_oscal(analyse((typed("aa", "Use a secure password."),)))


def test_a_person_may_link_what_no_rule_knows(toy: Analysis) -> None:
    a, b = toy.policies[0].clauses[0], toy.policies[-1].clauses[0]
    link = Link(a=a.id, b=b.id, relation="opposed", score=1.0, why="", decided="A clerk, 2024-01-01")
    assert faults(to_oscal(replace(toy, links=(link,)))) == []


def test_the_page_on_exports_names_every_relation_as_oscal_has_it() -> None:
    page = (ROOT / "site_src" / "exports" / "index.md").read_text(encoding="utf-8")
    assert all(f"`{word}`" in page for word in (*RELATIONSHIP.values(), NS, "clause-id", "decided-by"))
    assert all(word in page for word in RELATIONSHIP)


@given(st.text(min_size=1))
def test_every_id_is_a_token_and_comes_back_from_it(text: str) -> None:
    assert re.search(token_pattern(), token(text))
    assert from_token(token(text)) == text
