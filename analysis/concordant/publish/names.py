"""What pages call things, and where pages lie: the words for modality, relation and conflict type, short names, addresses."""

from __future__ import annotations

from concordant.model import Clause, Divergence, Norm, Policy, Relation
from concordant.publish.words import day

MODAL = {
    ("obligation", "mandatory"): "must", ("obligation", "advisory"): "should", ("prohibition", "mandatory"): "must not",
    ("prohibition", "advisory"): "should not", ("permission", "mandatory"): "may", ("permission", "advisory"): "may",
}  # fmt: skip
STATES = "says"
# From the strongest wording to the weakest, with how strongly the heat map colours it.
HEAT = {"must not": 0.5, "must": 0.42, "should not": 0.3, "should": 0.24, "may": 0.16, STATES: 0.08}
BEARER = {
    "councillor": "Councillors", "employee": "Employees", "officer": "A named officer", "council": "The council", "public": "The public",
    "any": "Everyone bound",
}  # fmt: skip
RELATION: dict[Relation, str] = {
    "equal": "the same words, or nearly", "equivalent": "the same rule in other words", "subset": "this says less",
    "superset": "this says more", "intersects": "they overlap", "opposed": "they point in opposite directions",
}  # fmt: skip
# What becomes of one paragraph in the other code; a code that adds one leaves it out of nothing, so "added" has no row of its own.
DIVERGENCE: dict[Divergence, str] = {
    "verbatim": "Word for word the same", "reworded": "The same rule in other words", "in part": "They overlap",
    "narrower": "The other says less", "wider": "The other says more", "opposed": "They point in opposite directions",
    "left out": "Without a partner",
}  # fmt: skip
TYPE = {"contradiction": "contradiction", "tension": "tension", "strength": "must here, should there", "exception": "exception"}
# Up to this many codes each pair of them has a page of its own; above it the browser puts a pair together from data.
MOST_PAIRED = 30

# The sections of the menu, as mkdocs.yml names them, with the folders whose pages stand in each.
SECTIONS = {
    "Codes": ("codes",),
    "Topics": ("topics",),
    "Compare": ("compare", "matrix", "gaps", "lineage", "rulings", "my-councils"),
    "Conflicts": ("conflicts", "map"),
    "Concerns": ("concerns",),
    "Motions": ("motions",),
    "Questions": ("principles", "criticism", "capacity", "vague", "scenarios", "aims", "length"),
    "About": ("sources", "method", "legend", "accessibility"),
}


def section_of(path: str) -> str | None:
    """The section of the menu in which the page of a file stands; None for home."""
    folder = path.partition("/")[0]
    return next((section for section, folders in SECTIONS.items() if folder in folders), None)


def short(policy: Policy) -> str:
    """The name of a policy in tables."""
    return policy.meta.short or f"{policy.meta.council}: {policy.meta.title}"


def older(a: Policy, b: Policy) -> Policy | None:
    """Which of two texts is older; None where that cannot be told: of "2019" and "2019-10" either may be."""
    one, two = a.meta.date, b.meta.date
    if not one or not two or one.startswith(two) or two.startswith(one):
        return None
    return a if one < two else b


def modal(norm: Norm) -> str:
    return MODAL[norm.modality, norm.strength]


def decided(who_and_when: str) -> str:
    """Who decided on a link and when, as a committee paper writes it."""
    who, _, when = who_and_when.rpartition(", ")
    return f"{who}, {day(when)}"


def norm_lines(clause: Clause) -> list[tuple[str, str]]:
    """(word for the mark, sentence beginning) for each different norm of a clause, in order: ("must-not", "Councillors must not")."""
    order = [(modal(n).replace(" ", "-"), f"{BEARER[n.bearer]} {modal(n)}") for n in clause.norms]
    return list(dict.fromkeys(order))


def folder_of(policy: Policy) -> str:
    """Where the page of a policy lies, from the root of the site, with a slash at the end."""
    return f"codes/{policy.id}/"


def anchor(policy: Policy) -> str:
    """The place of a policy on a page that has one for each."""
    return policy.id.replace("/", "-")


def pair_slug(a: Policy, b: Policy) -> str:
    """The name of two policies together, the same for both orders."""
    first, second = sorted((a.id, b.id))
    return f"{first}--{second}".replace("/", "-")


def pair_folder(a: Policy, b: Policy) -> str:
    return f"compare/{pair_slug(a, b)}/"


def pair_address(a: Policy, b: Policy, codes: int) -> str:
    """Where two codes of so many stand side by side, the first on the left where the browser puts them together."""
    return pair_folder(a, b) if codes <= MOST_PAIRED else f"compare/?a={a.id}&b={b.id}"
