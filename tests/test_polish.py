"""What is mended in finished HTML: the theme's faults and Markdown's, each once, and nothing that was sound."""

from __future__ import annotations

import pytest

from concordant.publish.polish import polish
from concordant.publish.regions import framed

MENDED = {
    '<link rel="prev" href="../aims/"><link rel="canonical" href="x"><link rel="next" href="../map/">': '<link rel="canonical" href="x">',
    '<input class="md-toggle" type="checkbox" id="__drawer" autocomplete="off">': '<input class="md-toggle" type="checkbox" id="__drawer">',
    '<label class="md-nav__title" for="__toc">On this page</label>': '<span class="md-nav__title">On this page</span>',
    '<nav class="md-nav md-nav--secondary" aria-label="On this page">\n \n</nav>': "",
    '<div data-md-component="skip">\n</div><main class="md-main" data-md-component="main">': (
        '<div data-md-component="skip"><a href="#main" class="md-skip">Skip to content</a></div>'
        '<main id="main" class="md-main" data-md-component="main">'
    ),
}
SOUND = (
    '<input id="cx-find" type="search" name="q" autocomplete="off">',
    '<input type="checkbox" id="__toc"><label class="md-nav__title" for="__toc">On this page</label>',
    '<div data-md-component="skip"><a href="#home" class="md-skip">Skip to content</a></div><main class="md-main">',
    '<div class="cx-scroll" tabindex="0" role="region" aria-label="Codes"><table class="cx-table"><tr><th>Code</th></tr></table></div>',
)


@pytest.mark.parametrize(("html", "mended"), MENDED.items(), ids=range(len(MENDED)))
def test_a_fault_is_mended_once(html: str, mended: str) -> None:
    assert polish(html) == mended
    assert polish(mended) == mended


@pytest.mark.parametrize("html", SOUND, ids=range(len(SOUND)))
def test_what_is_sound_stays(html: str) -> None:
    assert polish(html) == html


def test_a_table_of_markdown_gets_a_frame_with_the_name_of_its_heading_and_scopes() -> None:
    table = '<table>\n<thead><tr><th>for</th><th style="text-align: right;">type</th></tr></thead></table>'
    html = framed(f'<h2 id="a">Costs &amp; <em>“fees”</em></h2>{table}<p>Again</p>{table}')
    assert html.count('<th scope="col"') == 4
    frame = '<div class="cx-scroll" tabindex="0" role="region" aria-label="Table: Costs &amp; “fees”">'
    assert f'{frame}<table class="cx-table cx-written">' in html
    assert 'aria-label="Table: Costs &amp; “fees”, 2"' in html
    assert framed(html) == html


def test_an_empty_corner_of_a_table_heads_nothing() -> None:
    assert "<tr><td></td><th scope=\"col\">type</th></tr>" in framed("<h2>Files</h2><table><tr><th></th><th>type</th></tr></table>")


def test_an_example_is_a_group_that_the_keyboard_reaches() -> None:
    html = framed('<h2>By hand</h2><pre><code class="language-yaml">a: b</code></pre><p><code>c</code></p>')
    assert '<code class="language-yaml" tabindex="0" role="group" aria-label="Example: By hand">a: b' in html
    assert "<code>c</code>" in html
    assert framed(html) == html
