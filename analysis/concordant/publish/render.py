"""Templates made into Markdown: what they can call by name, and addresses relative to the page they make."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup

from concordant.model import Clause, Conflict, Policy
from concordant.publish import concerned, reading, registered
from concordant.publish import names as v
from concordant.publish.choices import choices, made_by_three, slug
from concordant.publish.differing import others
from concordant.publish.elsewhere import worded
from concordant.publish.gate import entry
from concordant.publish.heat import heat
from concordant.publish.home import standouts
from concordant.publish.length import lengths, minutes
from concordant.publish.mapped import mapped, together
from concordant.publish.motions import told as motion_told
from concordant.publish.my_councils import my_councils
from concordant.publish.paired import changed
from concordant.publish.profiles import profile_of, profiles
from concordant.publish.scenarios import worked
from concordant.publish.standings import standings
from concordant.publish.topical import spoken, who_says
from concordant.publish.verdict import verdict
from concordant.publish.view import View
from concordant.publish.words import day, folded, heading, opening, words
from concordant.rulebook.principles import principles


def places(path: str, view: View) -> dict[str, object]:
    """What every template is given: the look-ups, the names, and addresses from its own page."""
    links = _Addresses(path, view)
    return {"view": view, "url": links.to, "clause_url": links.clause, "conflict_url": links.conflict, "pair_url": links.pair, "v": v}


def render(name: str, path: str, view: View, **values: object) -> str:
    """The page `path` made by the template `name`, with the section of the menu that it stands in."""
    text = template(f"site/{name}.md.j2").render(**places(path, view), **values)
    section = v.section_of(path)
    return text.strip().replace("---\n", f"---\nsection: {section}\n" if section else "---\n", 1) + "\n"


@cache
def template(name: str) -> Template:
    """A template with everything that it can call; a name that none of this gives is an error."""
    loader = PackageLoader("concordant.publish")
    environment = Environment(loader=loader, trim_blocks=True, lstrip_blocks=True, undefined=StrictUndefined, autoescape=True)
    # Front matter is YAML, which reads two escapes of one sign as two broken signs: signs stay as they are.
    environment.policies["json.dumps_kwargs"] = {"ensure_ascii": False}
    environment.filters |= _filters()
    environment.globals |= _functions()
    return environment.get_template(name)


def _filters() -> dict[str, Callable[..., object]]:
    return {
        "capitalised": _capitalised,
        "counted": reading.counted,
        "day": day,
        "decided": v.decided,
        "described": reading.described,
        "folded": folded,
        "opening": opening,
        "heading": heading,
        "minutes": minutes,
        "one_block": one_block,
        "percent": _percent,
        "short": v.short,
        "speakers": _speakers,
        "words": words,
    }


def _functions() -> dict[str, object]:
    return {
        "beside": registered.beside,
        "changed": changed,
        "choices": choices,
        "concerned": concerned,
        "entry": entry,
        "findings_of": registered.findings_of,
        "format_of": reading.format_of,
        "heat_of": heat,
        "lengths": lengths,
        "made_by_three": made_by_three,
        "mapped": mapped,
        "others": others,
        "motion_told": motion_told,
        "my_councils": my_councils,
        "place_of": reading.place,
        "principle": _principle,
        "profile_of": profile_of,
        "profiles": profiles,
        "quoted": _quoted,
        "register": registered.register,
        "slug_of": slug,
        "spoken": spoken,
        "standings": standings,
        "standouts": standouts,
        "together": together,
        "told": concerned.told,
        "verdict": verdict,
        "view_of": reading.taken,
        "who_says": who_says,
        "worded": worded,
        "worked": worked,
    }


def _percent(share: float) -> str:
    """A share as a reader says it; 100 % only when it is."""
    return "100 %" if share >= 1 else f"{int(share * 1000) / 10:g} %"


def _capitalised(text: str) -> str:
    """With a capital to begin with, and no other letter changed: a name keeps its own."""
    return text[:1].upper() + text[1:]


def one_block(html: str) -> Markup:
    """HTML without empty lines, which would end a block of it in Markdown. It was escaped by the template that made it."""
    return Markup(re.sub(r"\n\s*\n", "\n", html.strip()))


def _speakers(ids: list[str], view: View, about: str = "") -> list[str]:
    """Who stands behind concern ids, with title, each once. `about` is the clause of the finding: one may have spoken of another code."""
    return list(dict.fromkeys(concerned.speaker(view.concern(i), about, view) for i in ids))


def _principle(principle_id: str) -> str:
    """The name of a principle with its source."""
    found = next(p for p in principles() if p.id == principle_id)
    return f"{found.name}: {found.source}"


def _quoted(principle_id: str) -> bool:
    """Whether the words that stand for a principle are its official ones; otherwise they are Concordant's own and no quotation."""
    return any(p.id == principle_id and p.quoted for p in principles())


class _Addresses:
    """Addresses relative to one page, so that the site works under any path."""

    def __init__(self, path: str, view: View) -> None:
        self._here = _address(path).rstrip("/") or "."
        self._view = view

    def to(self, address: str) -> str:
        """From this page to an address of the site such as `topics/accuracy/` or `conflicts/#open`."""
        folder, place = re.fullmatch(r"([^?#]*)(.*)", address, re.DOTALL).groups()  # type: ignore[union-attr]
        relative = posixpath.relpath(folder or ".", self._here)
        return f"{relative}/{place}" if not relative.endswith("/") else f"{relative}{place}"

    def clause(self, clause: Clause | str) -> str:
        """From this page to a clause on the page of its code."""
        clause_id = clause if isinstance(clause, str) else clause.id
        policy: Policy = self._view.policy_of(clause_id)
        return self.to(f"{v.folder_of(policy)}#{clause_id.partition('#')[2]}")

    def pair(self, a: Policy, b: Policy) -> str:
        """From this page to two codes side by side."""
        return self.to(v.pair_address(a, b, len(self._view.compared)))

    def conflict(self, conflict: Conflict) -> str:
        """From this page to the page of a finding."""
        return self.to(f"conflicts/{conflict.id}/")


def _address(path: str) -> str:
    """The address of a page from its file: `topics/accuracy.md` is served as `topics/accuracy/`."""
    stem = path.removesuffix(".md")
    return "" if stem == "index" else stem.removesuffix("index").rstrip("/") + "/"
