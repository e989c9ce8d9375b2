"""Mends of finished HTML that hold for every generator: faults of the theme and of Markdown, each with its reason."""

from __future__ import annotations

import re

from concordant.publish.regions import framed

# Only what one writes into can be completed by the browser; the theme says it of boxes to tick, which is no valid HTML.
_COMPLETED_TICK = re.compile(r'(<input class="md-toggle"[^>]*?) autocomplete="off"')
# The title of the outline is a label for a box that most pages lack; an outline without an entry is a navigation to nowhere.
_TITLE_OF_OUTLINE = re.compile(r'<label class="md-nav__title" for="__toc">(.*?)</label>', re.DOTALL)
_EMPTY_OUTLINE = re.compile(r'<nav class="md-nav md-nav--secondary"[^>]*>\s*</nav>')
# A page whose first heading has no id gets no way past its head (WCAG 2.4.1).
_NO_WAY_PAST = re.compile(r'(<div data-md-component="skip">)\s*(</div>)')
# To these the theme binds the keys n, p, comma and full stop, and a single key must not act by itself (WCAG 2.1.4).
_NEIGHBOUR = re.compile(r'\s*<link rel="(?:prev|next)"[^>]*>')
_MAIN = re.compile(r'<main class="md-main"(?![^>]*\sid=)')


def polish(html: str) -> str:
    """One page's HTML with the theme's faults mended; mending twice changes nothing."""
    html = _NEIGHBOUR.sub("", html)
    html = _COMPLETED_TICK.sub(r"\1", html)
    html = _EMPTY_OUTLINE.sub("", html)
    if 'id="__toc"' not in html:
        html = _TITLE_OF_OUTLINE.sub(r'<span class="md-nav__title">\1</span>', html)
    if _NO_WAY_PAST.search(html):
        html = _NO_WAY_PAST.sub(r'\1<a href="#main" class="md-skip">Skip to content</a>\2', html)
        html = _MAIN.sub('<main id="main" class="md-main"', html)
    return framed(html)
