"""The pages about the site itself: whose the texts and the files are, and how far everybody can use it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from concordant.model import Policy
from concordant.publish.licences import Licensed
from concordant.publish.pages import Pages
from concordant.publish.render import render
from concordant.publish.view import View
from concordant.settings import Settings

ACCESSIBILITY = "accessibility/index.md"
SOURCES = "sources/index.md"
# One run of one check: how many pages, how many failures, and what it was run with.
Run = Mapping[str, object]


@dataclass(frozen=True, kw_only=True)
class LastRun:
    """The last run of the browser tests, as accessibility.json has it: a date, a browser, and the runs of each check by its name."""

    date: str | None
    browser: str | None
    checks: Mapping[str, tuple[Run, ...]]

    @cached_property
    def failures(self) -> int:
        """Of all checks together."""
        return sum(self.failed(name) for name in self.checks)

    def failed(self, name: str) -> int:
        return sum(_number(run.get("failures")) for run in self.checks.get(name, ()))

    def pages(self, name: str) -> int:
        """On how many pages a check was run; a run at another width or in other colours takes the same pages again."""
        return max((_number(run.get("pages")) for run in self.checks.get(name, ())), default=0)

    def each(self, name: str, key: str) -> list[str]:
        """What a check was run with, each value once: its widths, its colour schemes, its tool."""
        found = [run[key] for run in self.checks.get(name, ()) if run.get(key) is not None]
        return [str(value) for value in sorted(set(found), key=lambda value: (not isinstance(value, int), str(value).zfill(6)))]


def _number(value: object) -> int:
    return value if isinstance(value, int) else 0


def last_run(data: Mapping[str, object]) -> LastRun:
    """From what the file holds; an empty one says that nothing has been tested."""
    checks = data.get("checks")
    runs = {name: tuple(found) for name, found in checks.items() if name != "kinds"} if isinstance(checks, dict) else {}
    return LastRun(date=_text(data.get("date")), browser=_text(data.get("browser")), checks=runs)


def _text(value: object) -> str | None:
    return value if isinstance(value, str) and value else None


def about_pages(view: View, settings: Settings, last: LastRun, licences: Iterable[Licensed], held: Mapping[str, str]) -> Pages:
    """The two pages. `held` has the name of the original file of each policy that lies beside it, by policy id."""
    return {
        ACCESSIBILITY: render("accessibility", ACCESSIBILITY, view, publisher=settings.publisher, site_url=settings.site_url, it=last),
        SOURCES: render("sources", SOURCES, view, licences=tuple(licences), held=held, councils=_councils(view.analysis.policies)),
    }


def _councils(policies: Iterable[Policy]) -> list[str]:
    return sorted({policy.meta.council for policy in policies})
