"""What a page may load and run, told to the browser on the page itself: a Content-Security-Policy made from the finished HTML.

Only scripts of the site and the few that the theme writes into each page may run; each of those is named by its hash. Style attributes
would need `unsafe-inline`, so they move into one style element, which has a hash as well.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable
from html import unescape

_RAW = re.compile(r"(<(script|style)\b[^>]*>)(.*?)(</\2\s*>)|<!--.*?-->", re.DOTALL | re.IGNORECASE)
_ATTRIBUTE = r"""\s+[^\s=>"'/]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>"']+))?"""
_STYLED = re.compile(rf"""<([a-zA-Z][^\s/>]*)((?:{_ATTRIBUTE})*?)\s+style\s*=\s*(?:"([^"]*)"|'([^']*)')((?:{_ATTRIBUTE})*\s*/?>)""")
# Data in a script element is never run, and no policy applies to it.
_DATA = re.compile(r'\btype\s*=\s*["\']?(?!text/javascript|module)[\w/+.-]', re.IGNORECASE)
_SOURCE = re.compile(r"\ssrc\s*=", re.IGNORECASE)
# A style attribute wins over every rule of a stylesheet, so the rule that takes its place must be as strong; ids that no page has do that.
STRONG = ":not(#_#_#_)"


def guarded(html: str, styles: str = "") -> str:
    """A page with its policy first in its head; `styles` are rules for this page alone."""
    html, lifted = _lift(html)
    if rules := f"{styles}{lifted}":
        html = html.replace("</head>", f"<style>{rules}</style></head>", 1)
    return re.sub(r"<head>", lambda head: f'{head[0]}<meta http-equiv="Content-Security-Policy" content="{policy(html)}">', html, count=1)


def policy(html: str) -> str:
    """The policy that fits a finished page: its inline scripts and styles by hash, and for the rest nothing but the site itself."""
    found = [match for match in _RAW.finditer(html) if match[2]]
    scripts = [m[3] for m in found if m[2].lower() == "script" and not _SOURCE.search(m[1]) and not _DATA.search(m[1])]
    styles = [m[3] for m in found if m[2].lower() == "style"]
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src 'self'{_hashes(scripts)}",
            f"style-src 'self'{_hashes(styles)}",
            "img-src 'self' data:",
            "font-src 'self'",
            "connect-src 'self'",
            "worker-src 'self'",
            "manifest-src 'self'",
            "object-src 'none'",
            "base-uri 'none'",
            "form-action 'self'",
        )
    )


def _hashes(texts: Iterable[str]) -> str:
    """As a browser reckons them: over the characters between the tags, with plain line ends."""
    plain = sorted({text.replace("\r\n", "\n").replace("\r", "\n") for text in texts})
    return "".join(f" 'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'" for text in plain)


def _lift(html: str) -> tuple[str, str]:
    """The page without style attributes, and the rules that say the same."""
    kept: dict[str, int] = {}

    def lift(match: re.Match[str]) -> str:
        style = unescape(match[3] or match[4] or "").strip().rstrip(";")
        number = kept.setdefault(style, len(kept) + 1)
        return f'<{match[1]}{match[2]} data-style="{number}"{match[5]}'

    pieces, at = [], 0
    for raw in _RAW.finditer(html):
        pieces += [_STYLED.sub(lift, html[at : raw.start()]), raw[0]]
        at = raw.end()
    pieces.append(_STYLED.sub(lift, html[at:]))
    rules = (f'[data-style="{number}"]{STRONG}{{{_safe(style)}}}' for style, number in kept.items())
    return "".join(pieces), "".join(rules)


def _safe(style: str) -> str:
    """Declarations can neither end the rule nor the element that they stand in."""
    return re.sub(r"[{}<]", "", style)
