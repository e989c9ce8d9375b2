"""The feed of changes: an Atom file of everything that bears a date in the papers. The day of the build is in none of it."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from jinja2 import Environment, PackageLoader, StrictUndefined

from concordant.model import Analysis, Policy, policy_id_of
from concordant.publish.moved import Tabled, all_moved
from concordant.publish.names import folder_of, short
from concordant.publish.words import day
from concordant.settings import Settings

Kind = Literal["text", "taken-in", "motion", "decision", "concerns"]
# The name under which ids are made: the same event has the same id wherever the site stands.
_SPACE = uuid.uuid5(uuid.NAMESPACE_URL, "urn:x-concordant:feed")
# Where nothing has a date, a feed must still say when it changed.
_NEVER = "1970-01-01T00:00:00Z"
# XML has no form for these signs.
_NO_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One dated event. `when` is the date as the papers give it ("2019-10"), `updated` the moment that a feed needs."""

    kind: Kind
    about: str
    when: str
    address: str
    key: str = ""
    council: str = ""
    who: str = ""
    why: str = ""
    count: int = 0

    @property
    def updated(self) -> str:
        return moment(self.when) or _NEVER

    @property
    def id(self) -> str:
        return uuid.uuid5(_SPACE, "\n".join((self.kind, self.key or self.about, self.when))).urn


def feed(analysis: Analysis, tabled: Sequence[Tabled], versions: Mapping[str, Sequence[str]], settings: Settings) -> str:
    """The feed, newest first; `versions` are the names of all versions of each policy, by its id. Same input, same bytes."""
    environment = Environment(loader=PackageLoader("concordant.publish"), autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    environment.filters["day"] = day
    entries = entries_of(analysis, tabled, versions)
    text = environment.get_template("feed.xml.j2").render(
        entries=entries,
        base=settings.site_url or "",
        id=uuid.uuid5(_SPACE, settings.site_url or "").urn,
        author=settings.publisher.name or "Concordant",
        updated=max((entry.updated for entry in entries), default=_NEVER),
    )
    return _NO_XML.sub("", text).strip() + "\n"


def entries_of(analysis: Analysis, tabled: Sequence[Tabled], versions: Mapping[str, Sequence[str]]) -> list[Entry]:
    """Every dated event, newest first; of one day in the order of kind and name."""
    found = [*_texts(analysis.policies, versions), *_motions(tabled), *_decisions(analysis), *_reports(analysis)]
    dated = sorted((entry for entry in found if moment(entry.when)), key=lambda entry: (entry.kind, entry.about, entry.key))
    return sorted(dated, key=lambda entry: entry.updated, reverse=True)


def moment(iso: str | None) -> str | None:
    """The first moment of a date that may lack its day or month; None for what no calendar has."""
    try:
        return f"{date.fromisoformat(f'{iso}-01-01'[:10])}T00:00:00Z" if iso else None
    except ValueError:
        return None


def _texts(policies: Iterable[Policy], versions: Mapping[str, Sequence[str]]) -> Iterator[Entry]:
    for policy in policies:
        one = Entry(kind="text", about=short(policy), when="", address=folder_of(policy), key=policy.id, council=policy.meta.council)
        for version in versions.get(policy.id, (policy.version,)):
            yield replace(one, when=version)
        yield replace(one, kind="taken-in", when=policy.meta.retrieved or "")


def _motions(tabled: Sequence[Tabled]) -> Iterator[Entry]:
    for one in all_moved(tabled):
        yield Entry(
            kind="motion", about=one.motion.title, when=one.motion.date, address=one.folder, key=one.folder, who=one.motion.proposer
        )


def _decisions(analysis: Analysis) -> Iterator[Entry]:
    for ruling in analysis.rulings:
        it = ruling.decision
        sides = [side for side in (it.a, it.b) if side]
        about = " and ".join(dict.fromkeys(_short(analysis, policy_id_of(side)) for side in sides))
        place = "rulings/#on-conflicts" if it.on_conflict else "rulings/#on-pairs"
        key = "\n".join((*sides, it.principle or "", it.verdict))
        yield Entry(kind="decision", about=about, when=it.when, address=place, key=key, who=it.who, why=it.why)


def _short(analysis: Analysis, policy_id: str) -> str:
    """A decision may name a text that is gone."""
    return next((short(policy) for policy in analysis.policies if policy.id == policy_id), policy_id)


def _reports(analysis: Analysis) -> Iterator[Entry]:
    for policy in analysis.policies:
        count = sum(
            bool(concern.unit) and policy_id_of(concern.unit) == policy.id for concern in analysis.concerns if concern.origin == "report"
        )
        if count:
            about, when, council = short(policy), policy.meta.date or "", policy.meta.council
            yield Entry(kind="concerns", about=about, when=when, address="concerns/", key=policy.id, council=council, count=count)
