"""Every page is valid HTML for the Nu checker: no error, and no warning either."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from tests.browser.recording import Record
from tests.browser.support.nu import checked, version


def test_the_checker_finds_what_is_wrong(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text("<!doctype html><html lang=en><title>A page</title><p id=a>One<p id=a>Two</html>", encoding="utf-8")
    assert [m["message"] for m in checked(page) if m["type"] == "error"] == ["Duplicate ID “a”."]


def test_every_page_is_valid(built: Path, record: Record) -> None:
    messages = checked(built, options=["--skip-non-html"])
    record("validity", pages=len(list(built.rglob("*.html"))), failures=len(messages), tool=f"Nu Html Checker {version()}")
    told = Counter(f"{m.get('subType', m['type'])}: {m['message']}" for m in messages)
    first = {m["message"]: f"{m.get('url', '')[-70:]}: {m.get('extract', '')[:160]}" for m in reversed(messages)}
    assert [(count, what, first[what.split(": ", 1)[1]]) for what, count in told.most_common()] == []
