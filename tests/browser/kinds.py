"""One page of each kind, by name: what is true of these is taken to be true of the site.

The name of a generated page is that of its template; a kind that looks different in different places is there more than once, as is
"code, long". A star stands for the first folder in the alphabet. Whoever adds a template or a hand-written page adds a line here, and
test_kinds.py holds it.
"""

from __future__ import annotations

from pathlib import Path

KINDS = {
    "home": "",
    "codes": "codes/",
    "code": "codes/peterborough/members-social-media-code/",
    "code, long": "codes/brighton-and-hove/members-social-media-protocol/",
    "code, with concerns": "codes/cambridgeshire/social-media-code/",
    "code, quoted only": "codes/cambridgeshire/committee-report-social-media-code/",
    "paper": "codes/peterborough/members-social-media-code/paper/",
    "reading": "codes/peterborough/members-social-media-code/reading/",
    "topics": "topics/",
    "topic": "topics/confidentiality/",
    "compare": "compare/",
    "pair": "compare/paddock-wood-social-media-policy--peterborough-members-social-media-code/",
    "pair, with redlines": "compare/peterborough-members-social-media-code--peterborough-staff-social-media-policy/",
    "matrix": "matrix/",
    "gaps": "gaps/",
    "lineage": "lineage/",
    "rulings": "rulings/",
    "conflicts": "conflicts/",
    "conflict": "conflicts/*/",
    "map": "map/",
    "concerns": "concerns/",
    "concerns_by_clause": "concerns/by-clause/",
    "motions": "motions/",
    "motion": "motions/cambridgeshire-social-media-code/manning-specific-comments/",
    "motion, of counts": "motions/cambridgeshire-social-media-code/count-fenland-guidance/",
    "my_councils": "my-councils/",
    "principles": "principles/",
    "principles_one": "principles/openness/",
    "criticism": "criticism/",
    "capacity": "capacity/",
    "capacity_one": "capacity/peterborough-members-social-media-code/",
    "vague": "vague/",
    "vague_one": "vague/could-be-perceived/",
    "scenarios": "scenarios/",
    "aims": "aims/",
    "length": "length/",
    "method": "method/",
    "legend": "legend/",
    "sources": "sources/",
    "glossary": "glossary/",
    "accessibility": "accessibility/",
    "add a council": "add-a-council/",
    "decide on pairs": "decide-on-pairs/",
    "exports": "exports/",
    "mend the register": "mend-the-register/",
    "publish the site": "publish-the-site/",
    "search": "search/",
    "search, answered": "search/?q=delete+comments",
    "search, with a filter": "search/?q=libel&word=may",
    "try a motion": "try-a-motion/",
    "decisions": "decisions/",
    "decision": "decisions/0006-pages-before-generator/",
}


def addresses(built: Path) -> dict[str, str]:
    """Name -> address of a page that is there. Raises LookupError when a kind has no page in this site."""
    found = {}
    for name, address in KINDS.items():
        path, mark, query = address.partition("?")
        page = next(iter(sorted(built.glob(f"{path}index.html"))), None)
        if page is None:
            raise LookupError(f"{name}: no page at {address}")
        folder = page.parent.relative_to(built).as_posix()
        found[name] = ("" if folder == "." else f"{folder}/") + mark + query
    return found


def every_page(built: Path) -> list[str]:
    """The address of each page of the site."""
    folders = (page.parent.relative_to(built).as_posix() for page in built.rglob("index.html"))
    return sorted("" if folder == "." else f"{folder}/" for folder in folders)
