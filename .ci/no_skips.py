"""Fail when a test was skipped: what does not run here does not hold anything.

usage: no_skips.py REPORT.xml (as pytest --junitxml writes it)
"""

from __future__ import annotations

import sys
from pathlib import Path
from xml.etree import ElementTree


def skipped(report: Path) -> list[str]:
    """One line for each skipped test, with the reason it gave. Raises ParseError when the report is no XML."""
    lines = []
    for case in ElementTree.parse(report).iter("testcase"):
        skip = case.find("skipped")
        if skip is not None and skip.get("type") != "pytest.xfail":
            lines.append(f"{case.get('classname')}::{case.get('name')}: {skip.get('message')}")
    return lines


if __name__ == "__main__":
    found = skipped(Path(sys.argv[1]))
    for line in found:
        print(f"skipped: {line}", file=sys.stderr)
    sys.exit(1 if found else 0)
