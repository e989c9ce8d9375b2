"""What a review comes to, in a few plain sentences for a report and a page; the words stand in a template."""

from __future__ import annotations

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from concordant.model import Review
from concordant.publish.reviewed import Told


def verdict(review: Review) -> tuple[str, ...]:
    """Sentences: conflicts and duties, then concerns, then provisions."""
    lines = _template().render(r=review, it=Told(review=review)).split("\n")
    return tuple(" ".join(line.split()) for line in lines if line.strip())


@cache
def _template() -> Template:
    environment = Environment(loader=PackageLoader("concordant.publish"), trim_blocks=True, lstrip_blocks=True, undefined=StrictUndefined)
    return environment.get_template("verdict.j2")
