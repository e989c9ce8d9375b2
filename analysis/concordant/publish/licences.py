"""The licences of what comes with the site from elsewhere: typefaces and scripts. Each lies beside the files that it is about."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

# The folders in which files of others lie, from the root of the pages.
FOLDERS = ("assets/fonts", "assets/vendor")
# How the files of others came to be as they are: ours.
NOTES = "README.txt"
_LICENCE = re.compile(r"licen[cs]e|copying", re.IGNORECASE)
# What a licence calls itself, in the order in which they are tried: the longer name before one that it contains.
_NAMES = (
    (r"SIL Open Font License,? Version 1\.1", "SIL Open Font License 1.1"),
    (r"Apache License\s+Version 2\.0", "Apache License 2.0"),
    (r"Mozilla Public License,? (?:Version|v\.) 2\.0", "Mozilla Public License 2.0"),
    (r"Permission is hereby granted, free of charge", "MIT licence"),
    (r"Permission to use, copy, modify,? and/or distribute", "ISC licence"),
    (r"Neither the name of", "BSD licence, three clauses"),
    (r"Redistribution and use in source and binary forms", "BSD licence, two clauses"),
    (r"free and unencumbered software", "The Unlicense"),
    (r"CC0 1\.0", "CC0 1.0"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Licensed:
    """Files of one maker under one licence. Paths count from the root of the pages; `licence` and `file` are None where none was found."""

    name: str
    files: tuple[str, ...]
    licence: str | None
    owner: str | None
    file: str | None


def licensed(pages: Path) -> tuple[Licensed, ...]:
    """What lies in the folders for files of others, by the licence beside it; a file without one stands alone, and a test finds it."""
    return tuple(found for folder in FOLDERS if (pages / folder).is_dir() for found in _in(pages / folder, pages))


def _in(folder: Path, pages: Path) -> list[Licensed]:
    files = sorted(path for path in folder.rglob("*") if path.is_file() and not path.name.startswith("."))
    licences = [path for path in files if _LICENCE.search(path.name)]
    by: dict[Path | None, list[Path]] = {}
    for path in files:
        if path not in licences and path.name != NOTES:
            by.setdefault(_licence_of(path, licences), []).append(path)
    found = []
    for licence, paths in by.items():
        groups = [paths] if licence else [[path] for path in paths]
        found += [_licensed(group, licence, pages) for group in groups]
    return found


def _licence_of(path: Path, licences: list[Path]) -> Path | None:
    """The licence whose name without the word is the beginning of the file's: `LICENSE-lib.txt` is that of `lib-2.1.min.js`.

    A licence that is named nothing else is that of its whole folder.
    """
    near = [one for one in licences if path.is_relative_to(one.parent)]
    fitting = [one for one in near if path.name.casefold().startswith(_about(one))]
    return max(fitting, key=lambda one: (len(one.parts), len(_about(one))), default=None)


def _about(licence: Path) -> str:
    return _LICENCE.sub("", licence.name.removesuffix(".txt").removesuffix(".md")).strip("-_. ").casefold()


def _licensed(paths: list[Path], licence: Path | None, pages: Path) -> Licensed:
    files = tuple(path.relative_to(pages).as_posix() for path in paths)
    if licence is None:
        return Licensed(name=paths[0].name, files=files, licence=None, owner=None, file=None)
    text = licence.read_text(encoding="utf-8", errors="replace")
    name = _about(licence) or licence.parent.name
    return Licensed(
        name=name.replace("-", " ").title() if name.replace("-", " ") == name.replace("-", " ").lower() else name,
        files=files,
        licence=next((said for pattern, said in _NAMES if re.search(pattern, text, re.IGNORECASE)), None),
        owner=_owner(text),
        file=licence.relative_to(pages).as_posix(),
    )


def _owner(text: str) -> str | None:
    """Who made it: the first line that claims a copyright, or else a first line that is only a name."""
    if found := re.search(r"^\W*(copyright\b.*\b\d{4}\b.*?)\s*$", text, re.IGNORECASE | re.MULTILINE):
        return found[1]
    first = text.strip().partition("\n")[0].strip()
    return first if first and len(first) < 60 and not _LICENCE.search(first) else None
