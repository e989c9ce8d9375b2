"""The pages of a toy corpus: held against golden files, safe with hostile words, and adding up."""

from __future__ import annotations

import json
import re
from html import unescape
from pathlib import Path

import pytest

from concordant.errors import ConcordantError
from concordant.model import Analysis
from concordant.pipeline import analyse, load
from concordant.publish import generated, site
from concordant.publish.aligned import align
from concordant.publish.pages import pages
from concordant.publish.view import View
from concordant.publish.words import heading, words

ROOT = Path(__file__).parents[1]
TOY = Path(__file__).parent / "toy"
# `python -m tests.test_pages` writes them anew; read the difference before committing it.
GOLDEN = TOY / "golden"
KEPT = (
    "codes/example/code/index.md", "compare/example-code--sample-code/index.md", "topics/confidentiality/index.md", "concerns/index.md",
    "compare/index.md", "gaps/index.md", "rulings/index.md",
)  # fmt: skip


def _toy() -> Analysis:
    return analyse(load(TOY / "policies"))


@pytest.fixture(scope="module")
def toy() -> dict[str, str]:
    return pages(_toy(), {})


@pytest.fixture(scope="module")
def real() -> Analysis:
    return analyse(load(ROOT / "policies"))


@pytest.mark.parametrize("path", KEPT)
def test_a_page_of_the_toy_corpus_is_the_golden_one(toy: dict[str, str], path: str) -> None:
    assert toy[path] == (GOLDEN / path).read_text(encoding="utf-8")


def test_no_markup_of_a_source_reaches_a_page(toy: dict[str, str]) -> None:
    for path, text in toy.items():
        # The search page asks for scripts of its own, by name.
        own = r'<script src="[\w./-]+" defer></script>' if path == "search/index.md" else "(?!)"
        assert "<script" not in re.sub(own, "", text)
        assert "<b>" not in text


def test_emphasis_stays_links_become_words_and_tags_are_escaped() -> None:
    assert words("*Be kind* & see the [guide](http://x) <i>now</i>") == "<em>Be kind</em> &amp; see the guide &lt;i&gt;now&lt;/i&gt;"
    assert words('<img src=x onerror="a()"> <u>line</u>') == '&lt;img src=x onerror="a()"&gt; line'


def test_a_heading_keeps_words_that_look_like_markdown() -> None:
    assert heading("*Stars* [x](y) {: #id } <b>") == r"\*Stars\* \[x\](y) \{: \#id \} &lt;b&gt;"


def test_every_clause_stands_once_on_the_page_of_its_code(real: Analysis) -> None:
    made = pages(real, {})
    for policy in real.policies:
        page = made[f"codes/{policy.id}/index.md"]
        numbers = re.findall(r'<a class="cx-number" href="#[^"]+" aria-label="Paragraph (\d+):', page)
        assert [int(n) for n in numbers] == [c.number for c in policy.clauses]
        assert all(f'id="{c.id.partition("#")[2]}"' in page for c in policy.clauses)


def test_the_numbers_on_the_home_page_are_those_of_the_lists(real: Analysis) -> None:
    home = pages(real, {})["index.md"]
    findings = [c for c in real.conflicts if c.type != "exception"]
    assert f">All {len(findings)} findings</a>" in home
    assert f">{len(real.links)} pairs of paragraphs</a>" in home
    assert f">{len(real.concerns)} concerns</a>" in home


def test_every_finding_has_a_page_with_both_quotations(real: Analysis) -> None:
    made = pages(real, {})
    for conflict in real.conflicts:
        page = unescape(made[f"conflicts/{conflict.id}/index.md"])
        assert conflict.quote_a in page
        assert conflict.quote_b in page


def test_quotations_are_found_letter_for_letter_in_their_clause(real: Analysis) -> None:
    for conflict in real.conflicts:
        assert conflict.quote_a in real.clause(conflict.a).text
        assert conflict.b is None or conflict.quote_b in real.clause(conflict.b).text


def test_side_by_side_shows_every_clause_of_both_codes(real: Analysis) -> None:
    view = View(analysis=real, readings={})
    for a, b in view.pairs():
        rows = align(a, b, view.shared(a, b))
        assert [r.left for r in rows if r.left] == list(a.clauses)
        shown = {c.id for r in rows for c, _ in r.right} | {r.lone_right.id for r in rows if r.lone_right}
        assert shown == {c.id for c in b.clauses}


def test_the_conflicts_that_began_it_are_in_the_register(real: Analysis) -> None:
    def has(words_a: str, other: str) -> bool:
        return any(
            words_a in c.quote_a + c.quote_b and other in (c.principle or "") + c.quote_a + c.quote_b and c.concerns
            for c in real.conflicts
            if c.type != "exception"
        )

    assert has("reflecting badly", "openness")
    assert has("make negative", "openness")
    assert has("tolerate disagreement", "comments made by others")
    assert has("internal to the council", "openness")



def test_both_generators_make_the_same_pages_with_the_same_links(tmp_path: Path) -> None:
    found = []
    for engine in ("mkdocs", "zensical"):
        site.build(TOY / "policies", tmp_path / engine, engine=engine)  # type: ignore[arg-type]
        folder = tmp_path / engine
        found.append({
            page.relative_to(folder).as_posix(): re.findall(r'<a\b[^>]*\shref="([^"]*)"', _article(page.read_text(encoding="utf-8")))
            for page in folder.rglob("index.html")
        })  # fmt: skip
    assert found[0] == found[1] != {}


def _article(html: str) -> str:
    return html.partition("<article")[2].partition("</article>")[0]


def test_two_builds_are_the_same_byte_for_byte(tmp_path: Path) -> None:
    for name in ("one", "two"):
        site.build(TOY / "policies", tmp_path / name)
    one, two = ({p.relative_to(tmp_path / n): p.read_bytes() for p in (tmp_path / n).rglob("*") if p.is_file()} for n in ("one", "two"))
    assert one == two


def test_a_folder_that_is_no_site_of_ours_is_left_alone(tmp_path: Path) -> None:
    mine = tmp_path / "letters" / "will.txt"
    mine.parent.mkdir()
    mine.write_text("keep me", encoding="utf-8")
    with pytest.raises(ConcordantError, match="no site that Concordant built"):
        site.build(TOY / "policies", mine.parent)
    assert mine.read_text(encoding="utf-8") == "keep me"


def test_a_build_that_fails_leaves_the_old_site(tmp_path: Path) -> None:
    out = tmp_path / "site"
    site.build(TOY / "policies", out)
    before = (out / "index.html").read_bytes()
    bad = tmp_path / "policies/x/code/undated.md"
    bad.parent.mkdir(parents=True)
    bad.write_text("no front matter", encoding="utf-8")
    with pytest.raises(ConcordantError):
        site.build(tmp_path / "policies", out)
    assert (out / "index.html").read_bytes() == before


def test_the_published_schema_and_export_are_whole(tmp_path: Path) -> None:
    site.build(TOY / "policies", tmp_path / "site")
    assert json.loads((tmp_path / "site" / generated.EXPORT).read_text(encoding="utf-8"))["schema"] == "concordant/1"
    assert json.loads((tmp_path / "site" / generated.SCHEMA).read_text(encoding="utf-8"))["required"]


if __name__ == "__main__":
    for kept in KEPT:
        (GOLDEN / kept).parent.mkdir(parents=True, exist_ok=True)
        (GOLDEN / kept).write_text(pages(_toy(), {})[kept], encoding="utf-8")


def test_signs_beyond_the_common_ones_reach_the_pages_whole(tmp_path: Path) -> None:
    folder = tmp_path / "policies" / "dref-wen" / "code"
    folder.mkdir(parents=True)
    given = (TOY / "policies/example/code/2021-05-14.md").read_text(encoding="utf-8")
    (folder / "2021-05-14.md").write_text(given.replace("short: Example members", "short: Cod 😀 Llŷn"), encoding="utf-8")
    made = pages(analyse(load(tmp_path / "policies")), {})
    assert 'title: "Cod 😀 Llŷn"' in made["codes/dref-wen/code/index.md"]
    assert "\\ud83d" not in "".join(made.values())
