"""Mends of finished HTML that hold for every generator: faults of the theme, each with its reason."""

from __future__ import annotations

import re

# The theme's search box is a dialog without a name; a screen reader would announce a nameless one (WCAG 4.1.2).
_NAMELESS_DIALOG = re.compile(r'(<div class="md-search"[^>]*role="dialog")(?![^>]*aria-label)')


def polish(html: str) -> str:
    """One page's HTML with the theme's faults mended; mending twice changes nothing."""
    return _NAMELESS_DIALOG.sub(r'\1 aria-label="Search"', html)
