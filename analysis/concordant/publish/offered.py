"""What the page of a code offers to take away: the text as Markdown, its paragraphs as tables, earlier texts, the original file."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePath

from concordant.model import Analysis, Policy
from concordant.publish.export import policy_data
from concordant.publish.listings import as_csv, clauses
from concordant.publish.names import anchor, folder_of
from concordant.publish.view import View

FOLDER = "files/"
# A web page that was fetched could run scripts of its own on this site, and Markdown would become a page: neither is offered.
_ORIGINALS = frozenset({".txt", ".pdf", ".docx", ".odt"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """One file: what it is, and its address from the root of the site. `version` names an earlier text, `suffix` the original's format."""

    kind: str
    address: str
    version: Policy | None = None
    suffix: str = ""


def offers(policy: Policy, view: View) -> tuple[Offer, ...]:
    """The files that the page of a policy links to."""
    stem = f"{folder_of(policy)}{FOLDER}{anchor(policy)}"
    found = [
        Offer(kind="text", address=_text(stem)),
        Offer(kind="table", address=f"{stem}.csv"),
        Offer(kind="data", address=f"{stem}.json"),
    ]
    found += [Offer(kind="earlier", address=_text(f"{stem}-{old.version}"), version=old) for old in view.earlier.get(policy.id, ())]
    if policy.id in view.readings and (name := _original(policy)):
        found.append(Offer(kind="original", address=_original_place(policy, name), suffix=PurePath(name).suffix[1:].upper()))
    return tuple(found)


def texts(analysis: Analysis, earlier: Mapping[str, tuple[Policy, ...]]) -> dict[str, str]:
    """The files that are made: address -> what stands in them."""
    made: dict[str, str] = {}
    for policy in analysis.policies:
        stem = f"{folder_of(policy)}{FOLDER}{anchor(policy)}"
        made[_text(stem)] = policy.text
        made[f"{stem}.csv"] = as_csv(clauses(replace(analysis, policies=(policy,))))
        made[f"{stem}.json"] = json.dumps(policy_data(policy), ensure_ascii=False, indent=1) + "\n"
        for old in earlier.get(policy.id, ()):
            made[_text(f"{stem}-{old.version}")] = old.text
    return made


def originals(policies: Sequence[Policy], folder: Path) -> dict[str, bytes]:
    """The files that the texts were imported from, as they lie in the folder of policies: address -> content."""
    found = {_original_place(p, name): folder / Path(p.file).parent / name for p in policies if (name := _original(p))}
    return {address: path.read_bytes() for address, path in found.items() if path.is_file()}


def _text(stem: str) -> str:
    """Site generators would make a page of a file that ends in `.md`."""
    return f"{stem}.md.txt"


def _original(policy: Policy) -> str:
    name = policy.meta.original or ""
    return name if PurePath(name).suffix.lower() in _ORIGINALS else ""


def _original_place(policy: Policy, name: str) -> str:
    return f"{folder_of(policy)}{FOLDER}original/{PurePath(name).name}"
