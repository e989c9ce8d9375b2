"""What the browser tests found, written down for the accessibility statement when it is asked for.

A test that takes the fixture `record` calls it once for each run of a check, also when the check fails, before it asserts:
`record("axe", pages=42, failures=0, width=390, scheme="light", tool="axe-core 4.10")`. `pages` and `failures` are numbers; `width`,
`scheme` and `tool` are left out where a check has none. `record("kinds", addresses=[...])` names one page of each kind.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

FILE = Path(__file__).parents[2] / "site_src" / "accessibility.json"
OPTION = "--write-accessibility"


class Record:
    """Collects runs of checks by the name of the check."""

    def __init__(self, browser: str) -> None:
        self.browser = browser
        self.checks: dict[str, list[Mapping[str, Any]]] = {}

    def __call__(self, check: str, **run: object) -> None:
        assert check == "kinds" or {"pages", "failures"} <= run.keys(), f"`{check}` does not say on how many pages, and how many failures"
        self.checks.setdefault(check, []).append(run)

    def write(self) -> None:
        """The same findings give the same file, but for the day."""
        runs = {check: sorted(found, key=lambda run: json.dumps(run, sort_keys=True)) for check, found in sorted(self.checks.items())}
        data = {"date": datetime.now(UTC).date().isoformat(), "browser": self.browser, "checks": runs}
        FILE.write_text(json.dumps(data, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
