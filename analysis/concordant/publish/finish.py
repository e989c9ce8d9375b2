"""The last hand on a finished site, the same for every generator: mended pages, their heads, their security policy, the map of the site."""

from __future__ import annotations

from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined

from concordant.publish.guard import guarded
from concordant.publish.head import headed, running, told
from concordant.publish.polish import polish
from concordant.settings import Settings

MISSING = "404.html"
SITEMAP = "sitemap.xml"
ROBOTS = "robots.txt"


def finish(site: Path, settings: Settings) -> None:
    """Every page of a site that a generator has just written, and the map of the site where its address is known."""
    for path in sorted(site.rglob("*.html")):
        html = path.read_text(encoding="utf-8")
        path.write_text(finished(html, address=_address(path, site), settings=settings), encoding="utf-8")
    for old in (SITEMAP, f"{SITEMAP}.gz"):
        (site / old).unlink(missing_ok=True)
    for name, text in mapped(sorted(address for path in site.rglob("*.html") if (address := _address(path, site)) is not None), settings):
        (site / name).write_text(text, encoding="utf-8")


def finished(html: str, *, address: str | None, settings: Settings) -> str:
    """One page; `address` is its place below the home page, None for the page that a missing address gets."""
    page = told(html)
    html = headed(polish(html), page, address=address, site_url=settings.site_url)
    return guarded(html, running(page, address=address, site_url=settings.site_url))


def mapped(addresses: list[str], settings: Settings) -> list[tuple[str, str]]:
    """The map of the site, (name of the file, text), and what points to it; both need full addresses.

    Search engines look for robots.txt at the root of a host only, so a site in a folder of another one has no use for it.
    """
    if not settings.site_url:
        return []
    environment = Environment(loader=PackageLoader("concordant.publish"), autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    made = [SITEMAP]
    if settings.site_url.count("/") == 3:
        made.append(ROBOTS)
    return [
        (name, environment.get_template(f"{name}.j2").render(addresses=addresses, site_url=settings.site_url).strip() + "\n")
        for name in made
    ]


def _address(path: Path, site: Path) -> str | None:
    if path.name == MISSING:
        return None
    place = path.relative_to(site).as_posix().removesuffix("index.html")
    return "" if place == "." else place
