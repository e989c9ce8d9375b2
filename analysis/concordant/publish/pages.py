"""The generated pages of the site, as a pure function: analysis in, path -> Markdown out. The prose stands in the templates."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup

from concordant.model import Analysis, Clause, Conflict, ImportRecord, Policy
from concordant.publish import concerned, drawn, reading
from concordant.publish import names as v
from concordant.publish.elsewhere import worded
from concordant.publish.gate import entry
from concordant.publish.length import lengths, minutes
from concordant.publish.mapped import mapped
from concordant.publish.motions import told as motion_told
from concordant.publish.moved import Tabled, all_moved
from concordant.publish.my_councils import my_councils
from concordant.publish.paired import changed, paired
from concordant.publish.questions import question_pages
from concordant.publish.scenarios import worked
from concordant.publish.verdict import verdict
from concordant.publish.view import View
from concordant.publish.words import day, folded, heading, words
from concordant.rulebook.principles import principles

Pages = dict[str, str]
# Every generated page is the index of a folder of its own: only there do all generators leave relative addresses alone.
FIXED = (
    ("index.md", "home"),
    ("codes/index.md", "codes"),
    ("topics/index.md", "topics"),
    ("compare/index.md", "compare"),
    ("matrix/index.md", "matrix"),
    ("gaps/index.md", "gaps"),
    ("lineage/index.md", "lineage"),
    ("rulings/index.md", "rulings"),
    ("conflicts/index.md", "conflicts"),
    ("concerns/index.md", "concerns"),
    ("concerns/by-clause/index.md", "concerns_by_clause"),
    ("my-councils/index.md", "my_councils"),
    ("length/index.md", "length"),
    ("map/index.md", "map"),
    ("motions/index.md", "motions"),
    ("scenarios/index.md", "scenarios"),
    ("sources/index.md", "sources"),
    ("method/index.md", "method"),
)


def pages(
    analysis: Analysis, readings: Mapping[str, ImportRecord], figures: dict[str, list[dict[str, object]]] | None = None,
    tabled: Sequence[Tabled] = (),
) -> Pages:  # fmt: skip
    """Every generated page: path below the folder of pages -> Markdown with HTML in it. Same analysis, same bytes."""
    view = View(analysis=analysis, readings=readings, tabled=tuple(tabled))
    out: Pages = {}
    for path, name in FIXED:
        out[path] = _render(name, path, view, figures=(figures or {}).get("accuracy", []), rule_figures=(figures or {}).get("rules", []))
    for policy in analysis.policies:
        path = f"{v.folder_of(policy)}index.md"
        out[path] = _render("code", path, view, policy=policy)
        if policy.id in readings:
            path = f"{v.folder_of(policy)}reading/index.md"
            out[path] = _render("reading", path, view, policy=policy, it=readings[policy.id])
    for topic in view.topics():
        path = f"topics/{topic.id}/index.md"
        out[path] = _render("topic", path, view, topic=topic)
    out |= side_by_side(view) if view.side_by_side else to_draw(view)
    known = {conflict.id for conflict in analysis.conflicts}
    for path, name, values in question_pages(view.questions):
        out[path] = _render(name, path, view, **values)
    for moved in all_moved(view.tabled):
        path = f"{moved.folder}index.md"
        out[path] = _render("motion", path, view, one=moved, known_conflicts=known)
    for conflict in analysis.conflicts:
        path = f"conflicts/{conflict.id}/index.md"
        out[path] = _render("conflict", path, view, it=conflict)
    return out


def side_by_side(view: View) -> Pages:
    """A page for each two codes."""
    out: Pages = {}
    for a, b in view.pairs():
        path = f"{v.pair_folder(a, b)}index.md"
        out[path] = _render("pair", path, view, a=a, b=b, it=paired(a, b, view.shared(a, b), view.topics_of))
    return out


def to_draw(view: View) -> Pages:
    """What a browser puts the comparison of any two codes together from, made by the template that makes the pages of pairs."""
    path = "compare/index.md"
    parts = _template("site/comparison.j2").make_module(_places(path, view))
    out = {drawn.file_of_code(policy): drawn.code(policy, parts.side) for policy in view.compared}  # type: ignore[attr-defined]
    for a, b in view.pairs():
        it = paired(a, b, view.shared(a, b), view.topics_of)
        out[drawn.file_of_pair(a, b)] = drawn.pair(a, b, _one_block(parts.comparison(a, b, it, True)))  # type: ignore[attr-defined]
    return out


def _places(path: str, view: View) -> dict[str, object]:
    links = _Addresses(path, view)
    return {"view": view, "url": links.to, "clause_url": links.clause, "conflict_url": links.conflict, "pair_url": links.pair, "v": v}


def _render(name: str, path: str, view: View, **values: object) -> str:
    text = _template(f"site/{name}.md.j2").render(**_places(path, view), **values)
    return text.strip() + "\n"


@cache
def _template(name: str) -> Template:
    environment = Environment(
        loader=PackageLoader("concordant.publish"), trim_blocks=True, lstrip_blocks=True, undefined=StrictUndefined, autoescape=True
    )
    filters: dict[str, Callable[..., object]] = {
        "words": words,
        "heading": heading,
        "day": day,
        "short": v.short,
        "percent": _percent,
        "speakers": _speakers,
        "folded": folded,
        "counted": reading.counted,
        "described": reading.described,
        "decided": v.decided,
        "capitalised": _capitalised,
        "minutes": minutes,
        "one_block": _one_block,
    }
    environment.filters.update(filters)
    environment.globals["principle"] = _principle
    environment.globals["entry"] = entry
    environment.globals["quoted"] = _quoted
    environment.globals["told"] = concerned.told
    environment.globals["concerned"] = concerned
    environment.globals["place_of"] = reading.place
    environment.globals["changed"] = changed
    environment.globals["my_councils"] = my_councils
    environment.globals["lengths"] = lengths
    environment.globals["mapped"] = mapped
    environment.globals["motion_told"] = motion_told
    environment.globals["verdict"] = verdict
    environment.globals["worded"] = worded
    environment.globals["worked"] = worked
    environment.globals["view_of"] = reading.taken
    environment.globals["format_of"] = reading.format_of
    return environment.get_template(name)


def _percent(share: float) -> str:
    """A share as a reader says it; 100 % only when it is."""
    return "100 %" if share >= 1 else f"{int(share * 1000) / 10:g} %"


def _capitalised(text: str) -> str:
    """With a capital to begin with, and no other letter changed: a name keeps its own."""
    return text[:1].upper() + text[1:]


def _one_block(html: str) -> Markup:
    """HTML without empty lines, which would end a block of it in Markdown. It was escaped by the template that made it."""
    return Markup(re.sub(r"\n\s*\n", "\n", html.strip()))


def _speakers(ids: list[str], view: View) -> list[str]:
    """Who stands behind concern ids, with title, each once."""
    return list(dict.fromkeys(concerned.who(view.concern(i)) for i in ids))


def _principle(principle_id: str) -> str:
    """The name of a principle with its source."""
    found = next(p for p in principles() if p.id == principle_id)
    return f"{found.name}: {found.source}"


def _quoted(principle_id: str) -> bool:
    """Whether the words that stand for a principle are its official ones; otherwise they are Concordant's own and no quotation."""
    return any(p.id == principle_id and p.quoted for p in principles())


class _Addresses:
    """Addresses relative to one page, so that the site works under any path."""

    def __init__(self, path: str, view: View) -> None:
        self._here = _address(path).rstrip("/") or "."
        self._view = view

    def to(self, address: str) -> str:
        """From this page to an address of the site such as `topics/accuracy/` or `conflicts/#open`."""
        folder, place = re.fullmatch(r"([^?#]*)(.*)", address, re.DOTALL).groups()  # type: ignore[union-attr]
        relative = posixpath.relpath(folder or ".", self._here)
        return f"{relative}/{place}" if not relative.endswith("/") else f"{relative}{place}"

    def clause(self, clause: Clause | str) -> str:
        """From this page to a clause on the page of its code."""
        clause_id = clause if isinstance(clause, str) else clause.id
        policy: Policy = self._view.policy_of(clause_id)
        return self.to(f"{v.folder_of(policy)}#{clause_id.partition('#')[2]}")

    def pair(self, a: Policy, b: Policy) -> str:
        """From this page to two codes side by side."""
        return self.to(v.pair_address(a, b, len(self._view.compared)))

    def conflict(self, conflict: Conflict) -> str:
        """From this page to the page of a finding."""
        return self.to(f"conflicts/{conflict.id}/")


def _address(path: str) -> str:
    """The address of a page from its file: `topics/accuracy.md` is served as `topics/accuracy/`."""
    stem = path.removesuffix(".md")
    return "" if stem == "index" else stem.removesuffix("index").rstrip("/") + "/"
