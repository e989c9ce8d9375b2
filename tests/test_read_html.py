"""Web pages: the cases of tests/cases/read-html.md, encodings, and pages that are hostile, empty or none."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from concordant.errors import UnreadableFile
from concordant.parse.account import account
from concordant.parse.clauses import parse_units
from concordant.read.canonical import body
from concordant.read.from_html import read
from concordant.read.source import Source
from tests.support.cases import Case, cases

RULE = "<p>You must be civil to people.</p>"
DEEP = 10_000
SECONDS = 10.0


def page(markup: str, name: str = "case.html") -> Source:
    return read(markup.encode(), name)


def of(case: Case) -> Source:
    return page(case.given, "case.xhtml" if "XHTML" in case.name else "case.html")


def lost(source: Source) -> tuple[int, tuple[tuple[str, int], ...]]:
    held = account(source.text, parse_units(body(source.blocks), file="case.md"))
    return held.missing, held.unplaced


def refused(data: bytes, name: str = "case.html") -> str:
    with pytest.raises(UnreadableFile) as caught:
        read(data, name)
    (problem,) = caught.value.problems
    assert problem.mend, "a message says what to do"
    return problem.what


@pytest.mark.parametrize("case", cases("read-html.md"), ids=lambda c: c.name)
def test_a_page_comes_out_canonical(case: Case) -> None:
    assert body(of(case).blocks) == case.expected


@pytest.mark.parametrize("case", cases("read-html.md"), ids=lambda c: c.name)
def test_no_word_of_a_page_is_lost(case: Case) -> None:
    assert lost(of(case)) == (0, ())


def test_places_are_counted_in_blocks() -> None:
    source = page(f"<h1>Code</h1>{RULE}<ul><li>Listen.</li></ul>")
    assert source.rows == "block"
    assert [block.line for block in source.blocks] == [1, 2, 3]


def test_what_a_page_holds_is_counted() -> None:
    source = page(f"<h1>Code</h1>{RULE}<ul><li><a href='/x'>Listen.</a></li></ul><img src=a.png><script>1</script><table><tr><td>x</table>")
    assert dict(source.counts) == {"heading": 1, "list": 1, "link": 1, "image": 1, "script": 1, "table": 1}


@pytest.mark.parametrize(
    ("head", "encoding"),
    [
        ("", "utf-8"),
        ("", "utf-8-sig"),
        ("", "utf-16"),
        ("", "cp1252"),
        ("<meta charset=windows-1252>", "cp1252"),
        ("<meta charset='ISO-8859-1'>", "cp1252"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-15">', "iso8859-15"),
        ("<meta charset=macintosh>", "mac-roman"),
        ("<meta charset=iso-8859-1>", "utf-8"),
        ("<meta charset=utf-8>", "cp1252"),
        ("<meta charset=no-such>", "utf-8"),
        ("<meta charset=utf-7>", "utf-8"),
        ("<meta charset=rot13>", "utf-8"),
    ],
)
def test_the_encoding_is_found_whatever_the_page_says(head: str, encoding: str) -> None:
    source = read(f"<html><head>{head}</head><p>A gift over £25 to café owners is barred.</p>".encode(encoding), "case.html")
    assert body(source.blocks) == "A gift over £25 to café owners is barred.\n"


def test_entities_are_the_signs_that_they_stand_for() -> None:
    assert (
        body(page("<p>Fees &amp; gifts &mdash; caf&eacute;&nbsp;&#163;5 &lt;b&gt; &bogus; of AT&T.").blocks)
        == "Fees & gifts — café £5 \\<b> \\&bogus; of AT&T.\n"
    )


@pytest.mark.parametrize(
    "markup",
    [
        "<p>Be civil.<script>alert('evil')</script></p>",
        "<p onclick=\"alert('evil')\">Be civil.</p>",
        "<p>Be <a href=\"javascript:alert('evil')\">civil</a>.</p>",
        "<p>Be <a href=\"JaVaScRiPt&#58;alert('evil')\">civil</a>.</p>",
        "<p>Be <a href='data:text/html,evil'>civil</a>.</p>",
        "<p>Be civil.<img src=x onerror=\"alert('evil')\"></p>",
        "<style>p { background: url(https://evil.example) }</style><p>Be civil.</p>",
        "<p>Be civil.<iframe src='https://evil.example'>evil</iframe></p>",
        "<p>Be civil.<!-- evil --></p>",
        "<p>Be civil.<svg><script>evil</script><text>evil</text></svg></p>",
        "<p>Be civil.<template><p>evil</p></template><noscript><p>evil</p></noscript></p>",
        "<!DOCTYPE html [<!ENTITY e SYSTEM 'file:///etc/evil'>]><p>Be civil.</p>",
    ],
)
def test_nothing_but_words_comes_through(markup: str) -> None:
    source = page(markup)
    made = body(source.blocks)
    assert "evil" not in made.lower()
    assert "alert" not in made
    assert "<" not in made
    assert "Be civil" in made
    assert lost(source)[0] == 0


def test_tags_written_as_words_stay_words() -> None:
    made = body(page("<p>Never write &lt;script&gt;alert(1)&lt;/script&gt; in a post.</p>").blocks)
    assert made == "Never write \\<script>alert(1)\\</script> in a post.\n"


@pytest.mark.parametrize(
    "part",
    [
        "<div>", "<ul><li>", "<ol><li>some words<p>more words", "<table><tr><td>", "<table><tr><td>one rule.<td>two rules.", "<b>",
        "<b><p>", "<a href='#x'><p>x",
        "<span hidden>x", "<header>x", "<dl><dt>Term<dd>", "<h1><div>x", "<nav><ul><li><a href=/x>word", "<select><option>x",
        "<blockquote>word ", "<main>word ", "<font><i><b>",
    ],
)  # fmt: skip
def test_ten_thousand_levels_are_read_in_time(part: str) -> None:
    started = time.monotonic()
    source = page(part * DEEP + "the deepest words")
    made = body(source.blocks)
    assert time.monotonic() - started < SECONDS
    assert "the deepest words" in made
    assert len(made) < 200 * DEEP, "blanks before deep items are bounded"


@pytest.mark.parametrize(
    "markup",
    [
        "<p>" + "<span>word </span><b>x </b>" * 20_000,
        "<p>" + "(a) word here<br>" * 20_000,
        "<dl>" + "<dt>Term<dd>meaning" * DEEP,
        ("<ul>" + "<li><a href='#a'>x</a>" * 3 + "</ul>") * DEEP + "<p>You must answer.",
        "<p " + " ".join(f"a{n}=1" for n in range(DEEP)) + ">word",
        "<p>word<p " + "a" * 1_000_000,
        "<p>word" + "<!--" * DEEP,
    ],
    ids=["runs", "breaks", "terms", "contents", "attributes", "one name", "comments"],
)
def test_long_pages_are_read_in_time(markup: str) -> None:
    started = time.monotonic()
    page(markup)
    assert time.monotonic() - started < SECONDS


@pytest.mark.parametrize(
    ("data", "name", "what"),
    [
        (b"%PDF-1.7\n...", "code.html", "a PDF"),
        (b"PK\x03\x04rest", "code.htm", "a zip file"),
        (b"<html>\x00\x01\x02", "code.html", "byte 7 is zero"),
        (b"  \n", "code.html", "empty"),
        (b"<html><head><title>Code</title></head><body></body></html>", "code.html", "no words"),
        (b"<div id=app></div><script>var words = 1</script><noscript>Turn on scripts</noscript>", "code.html", "no words"),
        (b"Plain words, 3 < 5 and no element.", "code.html", "no HTML element"),
    ],
)
def test_what_is_no_page_is_refused(data: bytes, name: str, what: str) -> None:
    assert what in refused(data, name)


def test_a_page_without_frame_or_closing_tags_is_read() -> None:
    assert body(page("<h1>Gifts code<p>Refuse cash.<ul><li>Declare wine<li>Declare tea").blocks) == (
        "{.title}\n# Gifts code\n\nRefuse cash.\n\n- Declare wine\n- Declare tea\n"
    )


def test_hidden_words_are_told_of() -> None:
    assert any("hidden" in guess.what for guess in page(f"{RULE}<p hidden>Old words.</p>").guesses)


_TAGS = (
    "p div ul ol li table tr td h2 b /b /p /div /ul /li /table br dl dt dd nav main span details summary pre blockquote /main /nav caption"
).split()
_WORDS = ["You must ", "be kind. ", "1. ", "(a) ", "word: ", "- ", "&amp;", "*", "# ", "<p hidden>", "<li id=fn1>", " ", "3.2 ", "<i"]
_PIECES = st.lists(st.sampled_from([*(f"<{tag}>" for tag in _TAGS), *_WORDS]), max_size=40).map("".join)


@given(_PIECES)
def test_any_page_is_read_or_refused(markup: str) -> None:
    try:
        source = page(f"<div>{markup}")
    except UnreadableFile:
        return
    assert body(source.blocks)
    assert source.text.strip()
