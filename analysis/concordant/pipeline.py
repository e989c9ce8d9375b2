"""The whole way in one place: folder -> policies -> norms -> ties -> links -> concerns -> conflicts.

`load` is the door to the disk; `analyse` is pure.
"""

from __future__ import annotations

from pathlib import Path

from concordant.compare.gaps import gaps
from concordant.compare.links import link
from concordant.compare.ties import tie
from concordant.errors import BadPolicy, ConcordantError, NotFound, Problem
from concordant.judge.concerns import find_concerns
from concordant.judge.conflicts import find_conflicts
from concordant.model import Analysis, Policy
from concordant.parse.clauses import parse_policy
from concordant.parse.norms import with_norms


def policy_files(folder: Path) -> tuple[Path, ...]:
    """The canonical Markdown files `<council>/<policy>/<version>.md` of a policies folder, sorted. Raises NotFound."""
    if not folder.is_dir():
        raise NotFound(
            [
                Problem(
                    file=str(folder),
                    where="",
                    what="there is no such folder of policies.",
                    mend="Name it with --policies, or run `concordant init` to start one.",
                )
            ]
        )
    return tuple(p for p in sorted(folder.glob("*/*/*.md")) if not p.name.startswith(".") and p.name.lower() != "readme.md")


def load(folder: Path) -> tuple[Policy, ...]:
    """Every policy of the folder in its newest version, parsed, without norms, sorted by id.

    Raises BadPolicy with the problems of all files, so that they can be mended in one go.
    """
    newest: dict[str, Path] = {}
    for path in policy_files(folder):
        policy_id = "/".join(path.relative_to(folder).parts[:2])
        # "undated" sorts after every date, and a dated text is newer than one whose date nobody knows.
        if (
            policy_id not in newest
            or newest[policy_id].stem == "undated"
            or (path.stem != "undated" and path.stem > newest[policy_id].stem)
        ):
            newest[policy_id] = path
    policies: list[Policy] = []
    problems: list[Problem] = []
    for policy_id, path in sorted(newest.items()):
        file = path.relative_to(folder).as_posix()
        try:
            policies.append(parse_policy(_text(path, file), policy_id=policy_id, version=path.stem, file=file))
        except ConcordantError as error:
            problems.extend(error.problems)
    problems.extend(_same_text(policies))
    if problems:
        raise BadPolicy(problems)
    return tuple(policies)


def analyse(policies: tuple[Policy, ...]) -> Analysis:
    """Everything that follows from the texts. Same policies, same analysis."""
    with_their_norms = tuple(with_norms(p) for p in policies)
    compared = tuple(p for p in with_their_norms if p.compared)
    ties = tie(compared)
    links = link(compared, ties)
    concerns = find_concerns(with_their_norms)
    return Analysis(
        policies=with_their_norms,
        ties=ties,
        links=links,
        gaps=gaps(compared, ties),
        conflicts=find_conflicts(compared, ties, links, concerns),
        concerns=concerns,
    )


def _text(path: Path, file: str) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        raise BadPolicy(
            [
                Problem(
                    file=file,
                    where=f"byte {error.start}",
                    what="this file is not UTF-8 text.",
                    mend="Save it again with the encoding UTF-8.",
                )
            ]
        ) from error


def _same_text(policies: list[Policy]) -> list[Problem]:
    """Two folders that hold the same title of the same council are one policy filed twice."""
    seen: dict[tuple[str, str], Policy] = {}
    found = []
    for policy in policies:
        key = (policy.meta.council.casefold(), policy.meta.title.casefold())
        if key in seen:
            found.append(
                Problem(
                    file=policy.file,
                    where="key `title`",
                    what=f"`{seen[key].file}` has the same council and title: one policy is filed twice.",
                    mend="Remove one of the two, or give the titles what tells them apart.",
                )
            )
        seen.setdefault(key, policy)
    return found
