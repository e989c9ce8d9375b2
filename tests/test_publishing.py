"""What every finished page carries, whichever generator made it: its security policy, its description, its place; feed, map, licences."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import xml.etree.ElementTree as Xml
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import html as lxml_html

from concordant.model import Analysis
from concordant.pipeline import analyse, load, load_decisions, load_registers
from concordant.publish import site
from concordant.publish.about import about_pages, last_run
from concordant.publish.feed import entries_of, feed, moment
from concordant.publish.finish import mapped
from concordant.publish.guard import guarded, policy
from concordant.publish.head import told
from concordant.publish.licences import FOLDERS, NOTES, licensed
from concordant.publish.motions import tabled
from concordant.publish.view import View
from concordant.settings import Publisher, Settings

ROOT = Path(__file__).parents[1]
TOY = Path(__file__).parent / "toy" / "policies"
ADDRESS = "https://www.northwick.example/council/codes/"
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(scope="module", params=["mkdocs", "zensical"])
def built(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp(request.param) / "site"
    site.build(TOY, out, engine=request.param, settings=Settings(site_url=ADDRESS))
    return out


@pytest.fixture(scope="module")
def real() -> Analysis:
    policies = ROOT / "policies"
    return analyse(load(policies), load_decisions(policies), load_registers(policies))


def _allowed(page: str, name: str) -> list[str]:
    tree = lxml_html.fromstring(page)
    content = tree.xpath('//meta[@http-equiv="Content-Security-Policy"]/@content')
    assert len(content) == 1
    assert tree.xpath("//head/*")[0].get("http-equiv") == "Content-Security-Policy"
    return next(part.split()[1:] for part in content[0].split("; ") if part.split()[0] == name)


def test_every_page_allows_the_scripts_and_styles_that_it_has_and_no_others(built: Path) -> None:
    pages = sorted(built.rglob("*.html"))
    assert any(page.name == "404.html" for page in pages)
    for path in pages:
        page = path.read_text(encoding="utf-8")
        tree = lxml_html.fromstring(page)
        for name, found in (("script-src", '//script[not(@src) and not(@type="application/json")]'), ("style-src", "//style")):
            hashes = {f"'sha256-{base64.b64encode(hashlib.sha256((e.text or '').encode()).digest()).decode()}'" for e in tree.xpath(found)}
            assert set(_allowed(page, name)) == {"'self'", *hashes}, path
        assert not tree.xpath("//*[@style]"), path
        assert not [a for a in tree.xpath("//@*") if a.attrname.startswith("on")], path
        assert page.encode().index(b'charset="utf-8"') < 1024


def test_the_policy_is_strict(built: Path) -> None:
    page = (built / "index.html").read_text(encoding="utf-8")
    assert "unsafe" not in page.partition("</head>")[0]
    wanted = {
        "default-src": ["'none'"], "img-src": ["'self'", "data:"], "connect-src": ["'self'"], "object-src": ["'none'"],
        "base-uri": ["'none'"], "form-action": ["'self'"],
    }  # fmt: skip
    assert {name: _allowed(page, name) for name in wanted} == wanted


def test_every_page_says_what_it_is_in_words_of_its_own(built: Path) -> None:
    seen: dict[str, str] = {}
    for path in sorted(built.rglob("index.html")):
        tree = lxml_html.fromstring(path.read_text(encoding="utf-8"))
        place = path.relative_to(built).as_posix().removesuffix("index.html")
        described = tree.xpath('//meta[@name="description"]/@content')
        assert len(described) == 1 and 5 < len(described[0]) <= 161
        assert seen.setdefault(described[0], place) == place
        assert tree.get("lang") == "en-GB"
        assert tree.xpath('//link[@rel="canonical"]/@href') == [ADDRESS + place]
        assert tree.xpath('//meta[@property="og:title"]/@content')[0]
        assert tree.xpath('//meta[@name="theme-color"]')
        up = "../" * place.count("/") or "./"
        linked = tree.xpath('//link[@type="application/atom+xml"]/@href')
        assert linked and (linked[0] in {f"{up}feed.xml", "feed.xml"})
    assert len(seen) > 20


def test_the_map_of_the_site_names_every_page_once(built: Path) -> None:
    listed = [loc.text for loc in Xml.parse(built / "sitemap.xml").iter() if loc.tag.endswith("loc")]
    there = [ADDRESS + p.relative_to(built).as_posix().removesuffix("index.html") for p in built.rglob("index.html")]
    assert sorted(map(str, listed)) == sorted(there)
    assert not (built / "sitemap.xml.gz").exists()
    assert not (built / "robots.txt").exists()


def test_without_an_address_there_is_no_map_and_at_the_root_of_a_host_robots_are_told_of_it() -> None:
    assert mapped(["", "codes/"], Settings()) == []
    made = dict(mapped(["", "codes/"], Settings(site_url="https://northwick.example/")))
    assert "Sitemap: https://northwick.example/sitemap.xml" in made["robots.txt"]
    assert made["sitemap.xml"].count("<url>") == 2


def test_a_style_attribute_becomes_a_rule_and_text_that_looks_like_one_stays() -> None:
    page = """<html><head></head><body><p title="a > b" style="--x: 1; color: red" class=y>style="no"</p><i style='--x: 1; color: red'></i>
<script>var a = '<b style="x">';</script><!-- <b style="x"> --></body></html>"""
    found = guarded(page)
    assert '<p title="a > b" data-style="1" class=y>style="no"</p><i data-style="1">' in found
    assert '[data-style="1"]:not(#_#_#_){--x: 1; color: red}' in found
    assert """'<b style="x">'""" in found
    assert '<!-- <b style="x"> -->' in found


def test_data_in_a_script_element_needs_no_leave_and_a_typed_script_does() -> None:
    assert "sha256" not in policy('<script id="c" type="application/json">{}</script><script src="a.js"></script>')
    assert policy('<script type="module">a()</script>').count("sha256") == 1


def test_a_description_is_no_quotation() -> None:
    page = "<title>A - S</title><article><h1>Respect</h1><blockquote><p>Never insult anybody in any way whatsoever, ever.</p></blockquote>"
    assert told(page + "<p>Two codes ask for respect in words of their own. More.</p></article>").description == (
        "Respect: Two codes ask for respect in words of their own."
    )


@pytest.mark.parametrize("site_url", [None, ADDRESS])
def test_the_feed_is_atom_and_tells_every_dated_event(real: Analysis, site_url: str | None) -> None:
    moved = tabled(ROOT / "policies", real)
    made = feed(real, moved, {}, Settings(site_url=site_url))
    root = Xml.fromstring(made)
    assert root.tag == f"{ATOM}feed"
    ids = [node.text for node in root.iter(f"{ATOM}id")]
    assert len(ids) == len(set(ids)) > 10
    assert all(str(one).startswith("urn:uuid:") for one in ids)
    for entry in root.iter(f"{ATOM}entry"):
        parts = {child.tag.removeprefix(ATOM) for child in entry}
        assert parts == {"title", "id", "updated", "link", "category", "summary"}
        assert re.fullmatch(r"\d{4}-\d{2}-\d{2}T00:00:00Z", entry.findtext(f"{ATOM}updated", ""))
        href = entry.find(f"{ATOM}link").get("href", "")  # type: ignore[union-attr]
        assert href.startswith(ADDRESS) if site_url else not re.match(r"[a-z]+:|/", href)
    kinds = {node.get("term") for node in root.iter(f"{ATOM}category")}
    assert {"text", "taken-in", "motion", "concerns"} <= kinds
    assert made == feed(real, moved, {}, Settings(site_url=site_url))
    days = [str(node.text) for node in root.iter(f"{ATOM}updated")]
    assert days[0] == max(days)


def test_the_feed_takes_dates_from_the_papers_and_leaves_out_what_has_none(real: Analysis) -> None:
    one = real.policies[0]
    bare = replace(one, version="undated", meta=replace(one.meta, date=None, retrieved=None))
    undated = replace(real, policies=(bare,), concerns=(), rulings=())
    assert entries_of(undated, (), {}) == []
    assert [e.when for e in entries_of(undated, (), {one.id: ["2019-10", "2017", "undated"]})] == ["2019-10", "2017"]
    assert (moment("2019-10"), moment("2019")) == ("2019-10-01T00:00:00Z", "2019-01-01T00:00:00Z")
    assert (moment("2019-02-30"), moment(None)) == (None, None)


def test_every_file_of_others_has_its_licence_named(real: Analysis) -> None:
    written = ROOT / "site_src"
    found = licensed(written)
    lying = [p for folder in FOLDERS for p in (written / folder).rglob("*") if p.is_file() and p.name != NOTES]
    there = {p.relative_to(written).as_posix() for p in lying}
    told_of = {file for one in found for file in one.files} | {str(one.file) for one in found}
    assert there == told_of
    assert [one.files for one in found if not (one.licence and one.file)] == []
    page = about_pages(View(analysis=real, readings={}), Settings(), last_run({}), found, {})["sources/index.md"]
    assert all(file.rpartition("/")[2] in page for one in found for file in one.files)
    assert all(p.meta.council.replace("&", "&amp;") in page for p in real.policies)


def test_a_file_without_a_licence_is_told_apart(tmp_path: Path) -> None:
    vendor = tmp_path / "assets/vendor"
    vendor.mkdir(parents=True)
    for name in ("lib-2.1.min.js", "other.min.js"):
        (vendor / name).write_text("1", encoding="utf-8")
    (vendor / "LICENSE-lib.txt").write_text(
        "MIT License\n\nCopyright (c) 2024 The makers of lib\n\nPermission is hereby granted, free of charge, to", encoding="utf-8"
    )
    found = {one.files: one for one in licensed(tmp_path)}
    lib = found["assets/vendor/lib-2.1.min.js",]
    assert (lib.licence, lib.owner, lib.file) == ("MIT licence", "Copyright (c) 2024 The makers of lib", "assets/vendor/LICENSE-lib.txt")
    assert found["assets/vendor/other.min.js",].licence is None


def _statement(real: Analysis, data: dict[str, object], publisher: Publisher = Publisher()) -> str:  # noqa: B008
    made = about_pages(View(analysis=real, readings={}), Settings(publisher=publisher), last_run(data), (), {})
    return made["accessibility/index.md"]


RUN = {"pages": 40, "failures": 0, "width": 390, "scheme": "light", "tool": "axe-core 4.10"}


def test_the_statement_says_only_what_was_tested(real: Analysis) -> None:
    untested = _statement(real, {})
    assert "has not been tested" in untested
    assert "compliant with" not in untested
    runs = {"date": "2026-11-21", "browser": "Chromium 150", "checks": {"axe": [RUN, {**RUN, "width": 1280}]}}
    found = _statement(real, runs)
    assert "last tested on 21 November 2026" in found
    assert "<td>40</td><td>390 and 1280 pixels</td><td>light</td><td>axe-core 4.10</td><td>0</td>" in found
    assert "we do not call it fully compliant" in found
    assert "Valid HTML" not in found
    failing = _statement(real, {**runs, "checks": {"axe": [{**RUN, "failures": 3}]}})
    assert "partially compliant" in failing
    assert "found 3 failures" in failing


def test_the_statement_says_plainly_what_the_publisher_must_fill_in(real: Analysis) -> None:
    assert _statement(real, {}).count("is not filled in]") == 5
    full = Publisher(name="Northwick Borough Council", email="d@northwick.example", phone="01234 567890", response_days=10)
    filled = _statement(real, {}, full)
    assert "not filled in]" not in filled
    assert "This statement is not complete" not in filled
    assert "answer within 10 days" in filled
    assert "mailto:d@northwick.example" in filled


def test_the_statement_has_every_part_that_the_regulations_ask_for(real: Analysis) -> None:
    page = _statement(real, {})
    for part in (
        "How accessible this website is", "Feedback and contact information", "Reporting accessibility problems", "Enforcement procedure",
        "Equality and Human Rights Commission", "(No. 2) Accessibility Regulations 2018", "Compliance status",
        "Non-compliance with the accessibility regulations", "Disproportionate burden", "not within the scope",
        "What we are doing to improve accessibility", "Preparation of this accessibility statement",
    ):  # fmt: skip
        assert part in page


def test_the_figures_of_the_last_test_run_are_of_the_kinds_of_page_that_there_are() -> None:
    from tests.browser.kinds import KINDS  # noqa: PLC0415

    written = json.loads((ROOT / "site_src" / site.TESTED).read_text(encoding="utf-8"))
    assert written["checks"]["kinds"][0]["addresses"] == list(KINDS.values()), "run `make accessibility`"
