"""The web pages of the fixtures: a document inside what a council's site puts around it, with lists that number themselves."""

from __future__ import annotations

import re
from html import escape
from itertools import groupby
from string import Template

from tests.formats.make_units import COUNCILS, Block, Run

AROUND = Template("""<!DOCTYPE html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>$title | $council</title>
<link rel="canonical" href="https://www.example.gov.uk/council-and-democracy/$slug">
<style>body{font-family:Arial,sans-serif;max-width:60em;margin:auto}.skip{position:absolute;left:-999em}</style>
<script>window.dataLayer = window.dataLayer || []; function consent() { dataLayer.push("consent"); }</script>
</head>
<body class="page page--article">
<a class="skip" href="#main-content">Skip to main content</a>
<div id="cookie-banner" role="region" aria-label="Cookies on this website">
<h2>Cookies on this website</h2>
<p>We use some essential cookies to make this website work. We would like to set additional cookies to understand how you use it.</p>
<button type="button" onclick="consent()">Accept additional cookies</button> <button type="button">Reject additional cookies</button>
</div>
<header class="site-header">
<a href="/" class="logo">$council</a>
<form role="search" action="/search"><label for="q">Search this site</label><input id="q" name="q"><button>Search</button></form>
<nav aria-label="Main menu"><ul><li><a href="/bins">Bins and recycling</a></li><li><a href="/council-tax">Council tax</a></li>
<li><a href="/planning">Planning</a></li><li><a href="/councillors">Councillors and meetings</a></li></ul></nav>
</header>
<nav class="breadcrumb" aria-label="Breadcrumb"><ol><li><a href="/">Home</a></li><li><a href="/democracy">Council and democracy</a></li>
<li aria-current="page">$crumb</li></ol></nav>
<main id="main-content">
<article>
$body
</article>
<section class="page-tools"><h2>Was this page useful?</h2><button>Yes</button> <button>No</button>
<p>Last updated: 1 March 2024</p></section>
</main>
<aside class="related" aria-label="Related pages"><h2>Related pages</h2><ul><li><a href="/complaints">Complain about a councillor</a></li>
<li><a href="/constitution">Our constitution</a></li></ul></aside>
<footer class="site-footer"><ul><li><a href="/accessibility">Accessibility statement</a></li><li><a href="/privacy">Privacy notice</a></li>
<li><a href="/contact">Contact us</a></li></ul><p>© $council 2024</p></footer>
</body>
</html>
""")
_TYPES = {"decimal": "1", "letter": "a", "roman": "i"}


def furniture(council: str, crumb: str) -> list[str]:
    """The words that the site puts around the document, block by block."""
    before, after = AROUND.substitute(title="", council=council, slug="", crumb=crumb, body="\0").split("<body", 1)[1].split("\0")
    words = re.split(r"<[^>]+>", before.split(">", 1)[1]) + re.split(r"<[^>]+>", after)
    return [" ".join(w.split()) for w in words if w.strip()]


def crumb_of(blocks: tuple[Block, ...]) -> str:
    """What the site's own path calls the page: not the title, so that its words are told apart."""
    return "Social media" if "rotocol" in blocks[0].text else "Social media: councillors and staff"


def page(doc: str, blocks: tuple[Block, ...]) -> str:
    """The whole page."""
    title = next(b.text for b in blocks if b.kind == "title")
    council = escape(COUNCILS[doc])
    return AROUND.substitute(title=escape(title), council=council, slug=doc, crumb=crumb_of(blocks), body=_body(blocks))


def _body(blocks: tuple[Block, ...]) -> str:
    out: list[str] = []
    notes = [b for b in blocks if b.kind == "note"]
    shown = [b for b in blocks if b.kind not in ("note", "running")]
    for kind, group in groupby(shown, key=lambda b: "list" if _listed(b) else "contents" if b.kind == "contents" else ""):
        items = list(group)
        if kind == "list":
            out.append(_list(items))
        elif kind == "contents":
            rows = "".join(f'<li><a href="#s{n}">{_words(b.runs)}</a></li>\n' for n, b in enumerate(items, start=1))
            out.append(f'<nav aria-label="On this page"><ul class="contents">\n{rows}</ul></nav>')
        else:
            out += [_block(b) for b in items]
    for at, note in enumerate(notes, start=1):
        back = f'<a href="#call{at}" aria-label="Back to the text">{at}</a>'
        out.append(f'<hr>\n<p class="footnote" id="note{at}"><sup>{back}</sup> {_words(note.runs)}</p>')
    return "\n".join(out)


def _listed(block: Block) -> bool:
    """Whether HTML can mark the block as a list item; numbers such as 1.1 it cannot compute."""
    return block.kind == "item" and not re.search(r"\d\.\d", block.mark)


def _block(block: Block) -> str:
    words = _words(block.runs)
    typed = f"{block.mark} " if block.mark and block.mark != "bullet" else ""
    if block.kind == "title":
        return f"<h1>{words}</h1>"
    if block.kind == "heading":
        at = f' id="s{block.num}"' if block.mark.startswith("Section") else ""
        typed = typed.rstrip() + ("<br>\n" if at else " ") if typed else ""
        level = min(block.level + 1, 6)
        return f"<h{level}{at}>{typed}{words}</h{level}>"
    if block.kind == "contents-caption":
        return f'<p class="contents-caption"><strong>{words}</strong></p>'
    if block.kind == "table":
        return _table(block)
    return f"<p>{typed}{words}</p>"


def _table(block: Block) -> str:
    rows = []
    for row in block.table:
        tag = "th" if not row[0][0].text.endswith(":") and row is block.table[0] else "td"
        cells = "".join(f"<{tag}>{_words(first.runs)}{_list(more) if more else ''}</{tag}>" for first, *more in row)
        rows.append(f"<tr>{cells}</tr>\n")
    return f"<table>\n{''.join(rows)}</table>"


def _scheme(mark: str) -> str:
    if mark in ("", "bullet"):
        return ""
    return "decimal" if mark[0].isdigit() else "roman" if mark.strip("(.)") in ("i", "v", "x") else "letter"


def _start(mark: str) -> int:
    word = mark.strip("(.)")
    return int(word) if word.isdigit() else {"i": 1, "v": 5, "x": 10}.get(word) or ord(word) - 96


def _list(items: list[Block]) -> str:
    """Items that follow each other, deeper ones inside the item before them."""
    out: list[str] = []
    at = 0
    while at < len(items):
        top, scheme = items[at].level, _scheme(items[at].mark)
        start = f' type="{_TYPES[scheme]}" start="{_start(items[at].mark)}"' if scheme else ""
        tag = "ol" if scheme else "ul"
        out.append(f"<{tag}{start}>\n")
        while at < len(items) and items[at].level == top and _scheme(items[at].mark) == scheme:
            item = items[at]
            inner = at + 1
            while inner < len(items) and items[inner].level > top:
                inner += 1
            below = f"\n{_list(items[at + 1 : inner])}\n" if inner > at + 1 else ""
            out.append(f"<li>{_words(item.runs)}{below}</li>\n")
            at = inner
        out.append(f"</{tag}>")
    return "".join(out)


def _words(runs: tuple[Run, ...]) -> str:
    out = []
    for one in runs:
        text = escape(one.text, quote=False)
        if one.brk:
            out.append("<br>\n")
        elif one.note:
            out.append(f'<sup id="call{one.note}"><a href="#note{one.note}">{one.note}</a></sup>')
        elif one.link:
            out.append(f'<a href="{escape(one.link)}">{text}</a>')
        elif one.bold:
            out.append(f"<strong>{text}</strong>")
        elif one.italic:
            out.append(f"<em>{text}</em>")
        else:
            out.append(text)
    return "".join(out)
