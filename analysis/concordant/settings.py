"""concordant.toml: where the policies are, where the site will stand, and who publishes it. Strict, like every file of our own."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from concordant.errors import ConcordantError, Problem

CONFIG = "concordant.toml"
_MEND = 'It needs one line: policies = "policies"'
_KNOWN = 'Known are policies = "policies", `site_url`, and the table `[publisher]` with `name`, `email`, `phone` and `response_days`.'
_ADDRESS = 'Write where the site will stand, such as site_url = "https://www.example.org/codes/"'
_EMAIL = re.compile(r"^[^@\s<>\"]+@[^@\s<>\"]+\.[^@\s<>\".]+$")
_LONGEST_DAYS = 365


class BadConfig(ConcordantError):
    """A concordant.toml that breaks a rule; carries every problem of the file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Publisher:
    """Who answers for the site in public. What is None has not been filled in, and pages say so."""

    name: str | None = None
    email: str | None = None
    phone: str | None = None
    response_days: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What concordant.toml says. `site_url` is the address of the home page with a slash at the end, None where it is not known."""

    policies: str = "policies"
    site_url: str | None = None
    publisher: Publisher = field(default_factory=Publisher)


def nearest(start: Path) -> Path | None:
    """The concordant.toml of a folder or of the nearest one above it."""
    here = start.resolve()
    return next((folder / CONFIG for folder in (here, *here.parents) if (folder / CONFIG).is_file()), None)


def read_settings(path: Path) -> Settings:
    """What a concordant.toml says. Raises BadConfig with every problem of the file."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadConfig([_problem("", f"this is not valid TOML: {error}.", _MEND)]) from error
    if problems := list(_problems(data)):
        raise BadConfig(problems)
    address = data.get("site_url")
    return Settings(
        policies=data["policies"],
        site_url=f"{address.rstrip('/')}/" if address else None,
        publisher=Publisher(**data.get("publisher", {})),
    )


def _problems(data: dict[str, Any]) -> Iterator[Problem]:
    for key in sorted(set(data) - {"policies", "site_url", "publisher"}):
        yield _problem(f"key `{key}`", "unknown key.", _KNOWN)
    if not isinstance(data.get("policies"), str) or not data["policies"]:
        yield _problem("key `policies`", "the folder of policies is not named.", _MEND)
    if "site_url" in data and not _is_address(data["site_url"]):
        yield _problem("key `site_url`", "this is no full web address.", _ADDRESS)
    publisher = data.get("publisher", {})
    if not isinstance(publisher, dict):
        yield _problem("key `publisher`", "this is no table.", _KNOWN)
        return
    for key, value in sorted(publisher.items()):
        yield from _publisher_problems(key, value)


def _publisher_problems(key: str, value: object) -> Iterator[Problem]:
    where = f"key `publisher.{key}`"
    if key == "response_days":
        if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= _LONGEST_DAYS:
            what = "this is no number of days."
            yield _problem(where, what, f"Write a whole number from 1 to {_LONGEST_DAYS}, such as response_days = 10")
    elif key not in {"name", "email", "phone"}:
        yield _problem(where, "unknown key.", _KNOWN)
    elif not isinstance(value, str) or not value.strip():
        yield _problem(where, "nothing is written here.", "Fill it in, or take the line out.")
    elif key == "email" and not _EMAIL.match(value):
        yield _problem(where, "this is no email address.", 'Write it such as email = "democracy@example.org"')


def _is_address(value: object) -> bool:
    if not isinstance(value, str) or re.search(r"[\s\"'<>]", value):
        return False
    try:
        parts = urlsplit(value)
        return parts.scheme in {"http", "https"} and bool(parts.hostname) and not parts.query and not parts.fragment
    except ValueError:
        return False


def _problem(where: str, what: str, mend: str) -> Problem:
    return Problem(file=CONFIG, where=where, what=what, mend=mend)
