"""What goes wrong while a page is used."""

from __future__ import annotations

import re

from playwright.sync_api import Page


def watched(page: Page, address: str) -> list[str]:
    """A list that fills while the page is used: messages on the console, faults of scripts, foreign requests, what is not there."""
    origin = re.match(r"https?://[^/]+", address)
    assert origin
    wrong: list[str] = []
    page.on("console", lambda m: wrong.append(f"console {m.type}: {m.text}"))
    page.on("pageerror", lambda e: wrong.append(f"error: {e}"))
    page.on("request", lambda r: wrong.append(f"foreign: {r.url}") if not r.url.startswith((origin[0], "data:", "blob:")) else None)
    page.on("response", lambda r: wrong.append(f"{r.status}: {r.url}") if r.status >= 400 else None)
    return wrong
