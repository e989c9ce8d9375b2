"""The concordance as OSCAL control-mapping JSON (release 1.2.1), the exchange format of NIST for mappings between sets of rules.

A policy is a resource, a clause a control, a link a map. OSCAL has no word for `opposed`: its `no-relationship` says that two rules have
nothing to do with each other, which is untrue. Such a map has the relationship `opposed-to` in Concordant's own namespace, as OSCAL allows,
and the qualifier `has-incompatibility`, which every reader of OSCAL knows.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from typing import Any
from urllib.parse import quote
from uuid import NAMESPACE_URL, uuid5

from concordant import __version__
from concordant.errors import ConcordantError, Problem
from concordant.model import Analysis, Clause, Link, Policy, policy_id_of
from concordant.publish.listings import inert
from concordant.publish.newest import newest_date

OSCAL = "1.2.1"
NS = "urn:x-concordant:oscal"
RELATIONSHIP = {
    "equal": "equal-to", "equivalent": "equivalent-to", "subset": "subset-of", "superset": "superset-of", "intersects": "intersects-with",
    "opposed": "opposed-to",
}  # fmt: skip
DESCRIPTION = (
    "Equivalent provisions in the rule texts of local councils, found by rules from the wording and corrected by recorded decisions of "
    "people. A screening, to be read by a person before anybody relies on it. A gap summary names the paragraphs that a mapping leaves out."
)
INCOMPATIBLE = "The two paragraphs ask for opposite things; both cannot be met as they stand."
_ESCAPED = re.compile(r"_([0-9a-f]*)_|\.")
_SPACE = re.compile(r"[\s\ufeff]+")


class NothingToMap(ConcordantError):
    """OSCAL has no form for a mapping without any entry."""


def to_oscal(analysis: Analysis) -> str:
    """One JSON object, ending in a line break; same analysis, same bytes. Raises NothingToMap when there is no link.

    UUIDs are made of ids (version 5), so that the same clause pair keeps its UUID; that of the whole changes with the content.
    """
    mappings = [_mapping(analysis, pair, links) for pair, links in sorted(_by_pair(analysis.links).items())]
    if not mappings:
        what = "no two paragraphs of these documents are linked, and OSCAL has no form for a mapping without entries."
        mend = "Add another document, or export as json, which needs no link."
        raise NothingToMap([Problem(file="oscal export", where="", what=what, mend=mend)])
    named = {ref for mapping in mappings for ref in (mapping["source-resource"]["href"], mapping["target-resource"]["href"])}
    resources = [made for policy in analysis.policies if f"#{(made := _resource(policy))['uuid']}" in named]
    body = {
        "metadata": _metadata(analysis),
        "provenance": {**_how(analysis.links), "mapping-description": DESCRIPTION},
        "mappings": mappings,
        "back-matter": {"resources": resources},
    }
    whole = {"mapping-collection": {"uuid": _uuid("collection", json.dumps(body, sort_keys=True)), **body}}
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def token(clause_id: str) -> str:
    """A clause id as a token of OSCAL, which `from_token` turns back.

    Letters, digits and `-` stay, `/` becomes `.`, `#` becomes `__`, any other sign its number in hex between two `_`.
    """
    return "".join(_sign(sign, first=at == 0) for at, sign in enumerate(clause_id))


def from_token(text: str) -> str:
    """The clause id of a token: `from_token(token(x)) == x`."""
    return _ESCAPED.sub(lambda found: "/" if found[0] == "." else chr(int(found[1], 16)) if found[1] else "#", text)


def _sign(sign: str, *, first: bool) -> str:
    group = unicodedata.category(sign)[0]
    if group == "L" or (not first and (group == "N" or sign == "-")):
        return sign
    if sign == "/" and not first:
        return "."
    return "__" if sign == "#" else f"_{ord(sign):x}_"


def _uuid(*parts: str) -> str:
    return str(uuid5(NAMESPACE_URL, " ".join((NS, *parts))))


def _prop(name: str, value: str, **more: str) -> list[dict[str, str]]:
    """A property of our own as a list, empty when it would say nothing: OSCAL knows no empty text."""
    plain = _SPACE.sub(" ", value).strip()
    return [{"name": name, "ns": NS, "value": plain, **more}] if plain else []


def _metadata(analysis: Analysis) -> dict[str, Any]:
    day = newest_date(analysis).isoformat()
    return {
        "title": "Concordance of councils' rule texts",
        "last-modified": f"{day}T00:00:00Z",
        "version": day,
        "oscal-version": OSCAL,
        "props": _prop("made-with", f"Concordant {__version__}"),
    }


def _by_pair(links: Iterable[Link]) -> dict[tuple[str, str], list[Link]]:
    found: dict[tuple[str, str], list[Link]] = defaultdict(list)
    for link in sorted(links, key=lambda link: (link.a, link.b)):
        found[policy_id_of(link.a), policy_id_of(link.b)].append(link)
    return found


def _how(links: Iterable[Link]) -> dict[str, str]:
    """Method, rationale and status: a mapping is complete when a person has ruled on each of its entries, and a draft until then."""
    ruled = [link.decided is not None for link in links]
    method = "human" if all(ruled) else "hybrid" if any(ruled) else "automation"
    return {"method": method, "matching-rationale": "semantic", "status": "complete" if all(ruled) else "draft"}


def _mapping(analysis: Analysis, pair: tuple[str, str], links: list[Link]) -> dict[str, Any]:
    source, target = (analysis.policy(policy_id) for policy_id in pair)
    mapped = {end for link in links for end in (link.a, link.b)}
    unmapped = [c for c in target.clauses if c.id not in mapped]
    share = 1 - len(unmapped) / len(target.clauses)
    return {
        "uuid": _uuid("mapping", *pair),
        **_how(links),
        "source-resource": _reference(source),
        "target-resource": _reference(target),
        "maps": [_map(analysis, link) for link in links],
        **_gap_summary("source-gap-summary", pair, [c for c in source.clauses if c.id not in mapped]),
        **_gap_summary("target-gap-summary", pair, unmapped),
        "coverage": {"generation-method": "share of the target's paragraphs that have a map", "target-coverage": round(share, 3)},
    }


def _reference(policy: Policy) -> dict[str, Any]:
    """OSCAL's own types are `catalog` and `profile`, and a council's text is neither, so the type is named in our namespace."""
    return {"ns": NS, "type": "policy", "href": f"#{_uuid('policy', policy.id)}", "props": _prop("policy-id", policy.id)}


def _gap_summary(name: str, pair: tuple[str, str], unmapped: list[Clause]) -> dict[str, Any]:
    if not unmapped:
        return {}
    return {name: {"uuid": _uuid(name, *pair), "unmapped-controls": [{"with-ids": [token(clause.id) for clause in unmapped]}]}}


def _map(analysis: Analysis, link: Link) -> dict[str, Any]:
    opposed = link.relation == "opposed"
    qualifier = {"subject": "both", "predicate": "has-incompatibility", "category": "blocked", "description": INCOMPATIBLE}
    props = [prop for provision in link.provisions for prop in _prop("provision", provision)] + _prop("decided-by", link.decided or "")
    return {
        "uuid": _uuid("map", link.a, link.b),
        **({"ns": NS} if opposed else {}),
        # "equal" is said of the words, everything else of what they mean.
        "matching-rationale": "syntactic" if link.relation == "equal" else "semantic",
        "relationship": RELATIONSHIP[link.relation],
        "sources": [_item(analysis.clause(link.a))],
        "targets": [_item(analysis.clause(link.b))],
        **({"qualifiers": [qualifier]} if opposed else {}),
        "confidence-score": {"percentage": link.score},
        **({"props": props} if props else {}),
        **({"remarks": inert(link.why)} if link.why.strip() else {}),
    }


def _item(clause: Clause) -> dict[str, Any]:
    return {"type": "control", "id-ref": token(clause.id), "props": _prop("clause-id", clause.id) + _prop("paragraph", str(clause.number))}


def _resource(policy: Policy) -> dict[str, Any]:
    """A document with the exact words of its clauses, each under the token that the maps use."""
    meta = policy.meta
    clauses = [
        prop
        for clause in policy.clauses
        for prop in _prop("clause", clause.text, **{"class": token(clause.id)}, **_lead_in(clause))
    ]  # fmt: skip
    facts = {"policy-id": policy.id, "version": policy.version, "kind": meta.kind, "status": meta.status, "date": meta.date or ""}
    return {
        "uuid": _uuid("policy", policy.id),
        "title": inert(f"{meta.council}: {meta.title}"),
        "props": [prop for name, value in facts.items() for prop in _prop(name, value)] + clauses,
        **({"citation": {"text": words}} if (words := inert(meta.source)) else {}),
        "rlinks": [{"href": quote(policy.file), "media-type": "text/markdown"}],
    }


def _lead_in(clause: Clause) -> dict[str, str]:
    words = inert(" ".join(clause.lead_in_path))
    return {"remarks": f"Read after the words: {words}"} if words else {}
