"""Everything of the site that is made from the policies: pages, exports, the feed, what search looks through, files to download."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from concordant.corpus import earlier, policy_files, read_text
from concordant.judge.graph import to_graphml
from concordant.model import Analysis, ImportRecord, Policy
from concordant.parse.frontmatter import schema, split
from concordant.pipeline import analyse, load, load_decisions, load_registers
from concordant.publish import offered
from concordant.publish.about import about_pages, last_run
from concordant.publish.export import to_json
from concordant.publish.feed import feed
from concordant.publish.head import FEED
from concordant.publish.licences import licensed
from concordant.publish.motions import tabled
from concordant.publish.pages import pages_of
from concordant.publish.report import default_template
from concordant.publish.searched import DATA, searched
from concordant.publish.view import View
from concordant.read import PROPOSED, read_source
from concordant.records import digest, record_of, recount
from concordant.settings import Settings

EXPORT = "downloads/concordant.json"
GRAPH = "downloads/concordant.graphml"
SCHEMA = "schema/policy.schema.json"
TEMPLATE = "downloads/report-template.docx"
FIGURES = "figures.json"
TESTED = "accessibility.json"


def generated(policies: Path, written: Path, settings: Settings) -> dict[str, str]:
    """Everything that is made from the policies: pages, the export, the feed and the schema; path below the pages' folder -> text.

    `written` is the folder of pages written by hand, with the figures that are measured and the licences of the files of others.
    """
    analysis = analyse(load(policies), load_decisions(policies), load_registers(policies))
    before = earlier(policies)
    known: dict[str, list[dict[str, object]]] = _json(written / FIGURES)
    moved = tabled(policies, analysis)
    held = {policy.id: name for policy in analysis.policies if (name := _original(policy, policies))}
    view = View(analysis=analysis, readings=readings(analysis, policies), tabled=moved, earlier=before)
    made = {
        **pages_of(view, known),
        **about_pages(view, settings, last_run(_json(written / TESTED)), licensed(written), held),
    }
    return {
        **made,
        **offered.texts(analysis, before),
        DATA: searched(view, {**by_hand(written), **made}),
        FEED: feed(analysis, moved, _versions(policies), settings),
        EXPORT: to_json(analysis),
        GRAPH: to_graphml(analysis),
        SCHEMA: json.dumps(schema(), indent=1, ensure_ascii=False) + "\n",
    }


def binaries(policies: Path) -> dict[str, bytes]:
    """The files that are no text: the template of the report and the originals; path below the pages' folder -> content."""
    return {TEMPLATE: default_template(), **offered.originals(load(policies), policies)}


def readings(analysis: Analysis, policies: Path) -> dict[str, ImportRecord]:
    """How each text was read and where its words went, by policy id; a policy without its original has no such record.

    The record of the import counts as long as nobody has changed the Markdown since; after that the original is read again.
    """
    return {policy.id: found for policy in analysis.policies if (found := _reading(policy, policies))}


def by_hand(folder: Path) -> dict[str, str]:
    """The hand-written pages: path below the pages' folder -> Markdown."""
    found = {path.relative_to(folder).as_posix(): path for path in sorted(folder.rglob("*.md"))}
    return {name: path.read_text(encoding="utf-8") for name, path in found.items() if not name.startswith(".")}


def _json(path: Path) -> dict[str, Any]:
    """What was measured before; nothing where it never was."""
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    return found


def _versions(policies: Path) -> dict[str, list[str]]:
    """The names of the versions of each policy, by its id."""
    found: dict[str, list[str]] = {}
    for path in policy_files(policies):
        found.setdefault("/".join(path.relative_to(policies).parts[:2]), []).append(path.stem)
    return found


def _original(policy: Policy, policies: Path) -> str | None:
    """The name of the file that a text was imported from, where it lies beside it."""
    name = policy.meta.original
    return name if name and (policies / Path(policy.file).parent / name).is_file() else None


def _reading(policy: Policy, policies: Path) -> ImportRecord | None:
    name = _original(policy, policies)
    if name is None:
        return None
    original = policies / Path(policy.file).parent / name
    body = split(read_text(policies / policy.file, policy.file), file=policy.file)[1]
    record = policy.record
    if record is not None and record.body == digest(body):
        return record
    source = read_source(original, record.view if record else PROPOSED)
    if record is None:
        return record_of(source, policy.units, guesses=source.guesses, view=PROPOSED, body=body)[0]
    return recount(record, source, policy, body)
