"""The folder of policies: which files belong to it, and the checks that no single file can make for itself."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from concordant.errors import BadPolicy, ConcordantError, NotFound, Problem
from concordant.model import Policy
from concordant.parse.clauses import parse_policy
from concordant.records import SUFFIX
from concordant.records import load as load_record

UNDATED = "undated"
_VERSION = re.compile(r"^(?:undated|[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?)$")
_FOLDER = re.compile(r"^[a-z0-9]+(-[a-z0-9]+)*$")


def policy_files(folder: Path) -> tuple[Path, ...]:
    """The canonical Markdown files `<council>/<policy>/<version>.md` of a policies folder, sorted. Raises NotFound.

    A version is a date or `undated`: an original that happens to be Markdown lies in the same folder under its own name.
    """
    if not folder.is_dir():
        mend = "Name the folder with --policies, or run `concordant init` to start one."
        raise NotFound([Problem(file=str(folder), where="", what="there is no such folder of policies.", mend=mend)])
    return tuple(p for p in sorted(folder.glob("*/*/*.md")) if is_version(p.stem))


def is_version(stem: str) -> bool:
    """Whether a file of this name (without suffix) would be read as a version of its policy."""
    return bool(_VERSION.match(stem))


def load(folder: Path) -> tuple[Policy, ...]:
    """Every policy of the folder in its newest version, parsed, without norms, sorted by id.

    Raises BadPolicy with the problems of all files, so that they can be mended in one go.
    """
    policies: list[Policy] = []
    problems: list[Problem] = []
    for policy_id, path in sorted(_newest(folder).items()):
        file = path.relative_to(folder).as_posix()
        try:
            policy = parse_policy(read_text(path, file), policy_id=policy_id, version=path.stem, file=file)
            record = path.with_suffix(SUFFIX)
            policies.append(replace(policy, record=load_record(record, record.relative_to(folder).as_posix())))
            problems.extend(_misplaced(policies[-1]))
        except ConcordantError as error:
            problems.extend(error.problems)
    problems.extend(_filed_twice(policies))
    if problems:
        raise BadPolicy(problems)
    return tuple(policies)


def load_version(folder: Path, policy_id: str, version: str) -> Policy:
    """One dated version of a policy, parsed, without norms; its id is `<policy id>@<version>`, so that it can stand beside the newest.

    Raises NotFound with the versions that there are, and BadPolicy.
    """
    path = folder / policy_id / f"{version}.md"
    versions = [found.stem for found in policy_files(folder) if found.parent == path.parent]
    if version not in versions:
        mend = f"Its versions are {', '.join(versions)}." if versions else "`concordant policies` lists the ids."
        raise NotFound([Problem(file=f"{policy_id}@{version}", where="", what="the policy has no such version.", mend=mend)])
    file = path.relative_to(folder).as_posix()
    return parse_policy(read_text(path, file), policy_id=f"{policy_id}@{version}", version=version, file=file)


def earlier(folder: Path) -> dict[str, tuple[Policy, ...]]:
    """The older versions of every policy that has any, newest first, each as `load_version` gives it. Raises BadPolicy."""
    newest = set(_newest(folder).values())
    found: dict[str, list[Path]] = {}
    for path in policy_files(folder):
        if path not in newest:
            found.setdefault("/".join(path.relative_to(folder).parts[:2]), []).append(path)
    return {
        policy_id: tuple(load_version(folder, policy_id, path.stem) for path in sorted(paths, key=_age, reverse=True))
        for policy_id, paths in sorted(found.items())
    }


def _newest(folder: Path) -> dict[str, Path]:
    """The newest version of each policy id. A dated text counts as newer than one whose date nobody knows."""
    newest: dict[str, Path] = {}
    for path in policy_files(folder):
        policy_id = "/".join(path.relative_to(folder).parts[:2])
        if policy_id not in newest or _age(path) > _age(newest[policy_id]):
            newest[policy_id] = path
    return newest


def _age(path: Path) -> tuple[bool, str]:
    return path.stem != UNDATED, path.stem


def read_text(path: Path, file: str) -> str:
    """The text of one of our own Markdown files, with plain line ends. Raises BadPolicy when it is not UTF-8."""
    try:
        return path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        what, mend = "this file is not UTF-8 text.", "Save it again with the encoding UTF-8."
        raise BadPolicy([Problem(file=file, where=f"byte {error.start + 1}", what=what, mend=mend)]) from error


def _misplaced(policy: Policy) -> list[Problem]:
    """Folder names become permalinks, and the file name is the date: both must say what they mean."""
    found = [
        Problem(
            file=policy.file,
            where=f"folder `{part}`",
            what="folder names become web addresses and may hold only small letters, digits and hyphens.",
            mend="Rename the folder, for example `paddock-wood`.",
        )
        for part in policy.id.split("/")
        if not _FOLDER.match(part)
    ]
    wanted = policy.meta.date or UNDATED
    if policy.version != wanted:
        what = f"the file is named `{policy.version}.md` but its date is `{policy.meta.date or 'not given'}`."
        found.append(Problem(file=policy.file, where="key `date`", what=what, mend=f"Name the file `{wanted}.md`, or correct the date."))
    return found


def _filed_twice(policies: list[Policy]) -> list[Problem]:
    """Two folders that hold the same title of the same council are one policy under two ids."""
    seen: dict[tuple[str, str], Policy] = {}
    found = []
    for policy in policies:
        key = (policy.meta.council.casefold(), policy.meta.title.casefold())
        if key in seen:
            what = f"`{seen[key].file}` has the same council and title: one policy is filed twice."
            mend = "Remove one of the two, or give the titles what tells them apart."
            found.append(Problem(file=policy.file, where="key `title`", what=what, mend=mend))
        seen.setdefault(key, policy)
    return found
