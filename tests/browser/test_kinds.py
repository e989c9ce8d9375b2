"""No kind of page is left out when the kinds are walked."""

from __future__ import annotations

import re
from pathlib import Path

from tests.browser.kinds import KINDS, addresses

ROOT = Path(__file__).parents[2]
TEMPLATES = ROOT / "analysis" / "concordant" / "publish" / "templates" / "site"


def test_each_template_of_a_page_has_a_kind() -> None:
    templates = {path.name.removesuffix(".md.j2") for path in TEMPLATES.glob("*.md.j2")}
    assert len(templates) > 20
    assert templates - {name.partition(",")[0] for name in KINDS} == set()


def test_each_hand_written_page_has_a_kind_and_the_records_of_decisions_have_one_together() -> None:
    pages = [path.relative_to(ROOT / "site_src") for path in (ROOT / "site_src").rglob("*.md") if "assets" not in path.parts]
    assert len(pages) > 8
    listed = {re.sub(r"(index)?\.md$", "", path.as_posix()).rstrip("/") + "/" for path in pages if not re.match(r"\d{4}-", path.name)}
    assert listed - set(KINDS.values()) == set()
    assert any(
        (ROOT / "site_src" / f"{address.rstrip('/')}.md").is_file() for address in KINDS.values() if re.match(r"decisions/\d", address)
    )


def test_each_kind_has_a_page_of_its_own(built: Path) -> None:
    found = addresses(built)
    assert len(set(found.values())) == len(KINDS)
