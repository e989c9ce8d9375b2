"""The generated pages of the site, as a pure function: analysis in, path -> Markdown out. The prose stands in the templates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from concordant.model import Analysis, ImportRecord, Policy
from concordant.publish import drawn, registered
from concordant.publish import names as v
from concordant.publish.annotated import annotated
from concordant.publish.moved import Tabled, all_moved
from concordant.publish.offered import offers
from concordant.publish.paired import paired
from concordant.publish.questions import question_pages
from concordant.publish.render import one_block, places, render, template
from concordant.publish.view import View

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
    ("search/index.md", "search"),
    ("legend/index.md", "legend"),
    ("method/index.md", "method"),
)


def pages(
    analysis: Analysis, readings: Mapping[str, ImportRecord], figures: dict[str, list[dict[str, object]]] | None = None,
    tabled: Sequence[Tabled] = (), earlier: Mapping[str, tuple[Policy, ...]] | None = None,
) -> Pages:  # fmt: skip
    """Every generated page: path below the folder of pages -> Markdown with HTML in it. Same analysis, same bytes."""
    return pages_of(View(analysis=analysis, readings=readings, tabled=tuple(tabled), earlier=earlier or {}), figures or {})


def pages_of(view: View, figures: Mapping[str, list[dict[str, object]]]) -> Pages:
    """The same from look-ups that are there already; `figures` are those that the page on the method tells, by their kind."""
    analysis, readings = view.analysis, view.readings
    out: Pages = {}
    for path, name in FIXED:
        out[path] = render(name, path, view, figures=figures.get("accuracy", []), rule_figures=figures.get("rules", []))
    for policy in analysis.policies:
        edition = annotated(policy, view)
        for path, name in ((f"{v.folder_of(policy)}index.md", "code"), (f"{v.folder_of(policy)}paper/index.md", "paper")):
            out[path] = render(name, path, view, policy=policy, edition=edition, offers=offers(policy, view))
        if policy.id in readings:
            path = f"{v.folder_of(policy)}reading/index.md"
            out[path] = render("reading", path, view, policy=policy, it=readings[policy.id])
    for topic in view.topics():
        path = f"topics/{topic.id}/index.md"
        out[path] = render("topic", path, view, topic=topic)
    out |= side_by_side(view) if view.side_by_side else to_draw(view)
    known = {conflict.id for conflict in analysis.conflicts}
    for path, name, values in question_pages(view.questions):
        out[path] = render(name, path, view, **values)
    for moved in all_moved(view.tabled):
        path = f"{moved.folder}index.md"
        out[path] = render("motion", path, view, one=moved, known_conflicts=known)
    order = registered.order(view)
    for conflict in analysis.conflicts:
        path = f"conflicts/{conflict.id}/index.md"
        out[path] = render("conflict", path, view, it=conflict, order=order)
    return out


def side_by_side(view: View) -> Pages:
    """A page for each two codes."""
    out: Pages = {}
    for a, b in view.pairs():
        path = f"{v.pair_folder(a, b)}index.md"
        out[path] = render("pair", path, view, a=a, b=b, it=paired(a, b, view.shared(a, b), view.topics_of))
    return out


def to_draw(view: View) -> Pages:
    """What a browser puts the comparison of any two codes together from, made by the template that makes the pages of pairs."""
    path = "compare/index.md"
    parts = template("site/comparison.j2").make_module(places(path, view))
    out = {drawn.file_of_code(policy): drawn.code(policy, parts.side) for policy in view.compared}  # type: ignore[attr-defined]
    for a, b in view.pairs():
        it = paired(a, b, view.shared(a, b), view.topics_of)
        out[drawn.file_of_pair(a, b)] = drawn.pair(a, b, one_block(parts.comparison(a, b, it, True)))  # type: ignore[attr-defined]
    return out
