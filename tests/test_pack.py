"""Chosen pages as one document: what is chosen, that names do not clash, and that no link leads to a file of this computer."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from concordant.cli.commands import concordant
from concordant.publish.guard import STRONG
from concordant.publish.pack import chosen, packed

THERE = ["", "codes/", "codes/northwick/code/", "conflicts/", "conflicts/c-1/"]
TOY = Path(__file__).parent / "toy" / "policies"


def _page(title: str, body: str, rules: str = "") -> str:
    return (
        f'<html><head><link rel="stylesheet" href="../a.css"><title>{title} - S</title><style>{rules}</style></head>'
        f'<body data-md-color-scheme="default"><article class="md-typeset"><h1 id="h">{title}</h1>{body}</article></body></html>'
    )


PAGES = {
    "codes/": _page(
        "Codes",
        '<a href="../conflicts/#open">1</a><a href="#h">2</a><a href="../map/">3</a><a href="https://x.example/">4</a>'
        '<svg><use xlink:href="#h"/><path fill="url(#h)"/></svg><details><summary>s</summary></details><form>f</form>'
        '<p data-style="1" aria-labelledby="h k">5</p>',
        f'[data-style="1"]{STRONG}{{--x: 1}}',
    ),
    "conflicts/": _page("Conflicts", '<h2 id="open">Open</h2><p data-style="1">6</p>', f'[data-style="1"]{STRONG}{{--x: 2}}'),
}


def test_pages_are_chosen_in_the_order_of_the_wish_and_once() -> None:
    assert chosen(["conflicts/*", "codes", "", "/codes/"], THERE) == (["conflicts/", "conflicts/c-1/", "codes/", ""], [])
    assert chosen(["atlantis/", "x*"], THERE) == ([], ["atlantis/", "x*"])


def test_names_of_two_pages_do_not_clash_and_links_between_them_stay_in_the_document() -> None:
    made = packed(PAGES, numbers={"part-2": 7}, site_url=None)
    ids = re.findall(r'\bid="([^"]+)"', made)
    assert len(ids) == len(set(ids))
    assert '<a href="#part-2-open">1</a><a href="#part-1-h">2</a><a>3</a><a href="https://x.example/">4</a>' in made
    assert 'aria-labelledby="part-1-h part-1-k"' in made
    assert 'fill="url(#part-1-h)"' in made
    assert f'[data-style="part-1-1"]{STRONG}{{--x: 1}}' in made and f'[data-style="part-2-1"]{STRONG}{{--x: 2}}' in made
    assert 'details open=""' in made and "<form" not in made
    assert "<span>7</span>" in made
    assert '<link rel="stylesheet" href="a.css">' in made


def test_with_an_address_links_out_of_the_document_lead_to_the_site() -> None:
    assert '<a href="https://n.example/map/">3</a>' in packed(PAGES, numbers={}, site_url="https://n.example/")


def test_without_a_browser_the_site_is_built_and_the_reader_told_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("CONCORDANT_CHROMIUM", raising=False)
    monkeypatch.setattr("concordant.publish.printing.PLACES", ())
    out = tmp_path / "site"
    said = CliRunner().invoke(concordant, ["build", "--policies", str(TOY), "--out", str(out), "--pdf", str(tmp_path / "a.pdf")])
    assert said.exit_code == 2
    assert "no Chromium, Chrome or Edge was found" in said.output
    assert "CONCORDANT_CHROMIUM=path" in said.output
    assert (out / "index.html").is_file()
    assert not (tmp_path / "a.pdf").exists()


def test_pages_without_a_file_for_them_are_refused() -> None:
    said = CliRunner().invoke(concordant, ["build", "--policies", str(TOY), "--pdf-pages", "codes/"])
    assert said.exit_code == 2
    assert "name the file with --pdf FILE" in said.output
