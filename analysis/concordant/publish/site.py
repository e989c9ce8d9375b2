"""The static site: hand-written pages and generated ones in one folder, made into HTML by MkDocs or by Zensical.

A build goes into a temporary folder beside its goal and is moved into place when it is whole.
"""

from __future__ import annotations

import logging
import os
import re
import shutil
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

import yaml

from concordant.corpus import policy_files
from concordant.errors import ConcordantError, NotFound, Problem
from concordant.publish.finish import finish
from concordant.publish.generated import EXPORT, FIGURES, TESTED, binaries, generated
from concordant.settings import Settings

Engine = Literal["mkdocs", "zensical"]
JOINED = "assets/styles/site.css"
OVERRIDES = "overrides"
# A page's date must come from the texts, not from the day of the build, or no two builds would be the same.
NO_DATE = "2000-01-01"


class BuildFailed(ConcordantError):
    """The site generator refused the pages, or the goal is not a site."""


def build(policies: Path, out: Path, *, engine: Engine = "mkdocs", settings: Settings | None = None) -> None:
    """Build the site of a folder of policies into `out`, replacing an older site there.

    Raises ConcordantError when the policies are bad, when `out` holds something that is no site of ours, or when the generator fails;
    what was in `out` then stays as it was.
    """
    settings = settings or Settings()
    out.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".concordant-", dir=out.parent) as folder:
        work = Path(folder)
        config = assemble(policies, work, settings)
        _refuse_foreign(out)
        _run(engine, config, _newest(policies))
        finish(work / "site", settings)
        _move_into_place(work / "site", out, work / "old")


def assemble(policies: Path, folder: Path, settings: Settings | None = None) -> Path:
    """Write the finished pages and a configuration without our plugin into `folder`; returns the configuration file."""
    settings = settings or Settings()
    folder.mkdir(parents=True, exist_ok=True)
    source = _site_source()
    docs = folder / "docs"
    shutil.copytree(source / "site_src", docs, ignore=shutil.ignore_patterns(".*", FIGURES, TESTED))
    for path, text in generated(policies, source / "site_src", settings).items():
        target = docs / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    for path, content in binaries(policies).items():
        target = docs / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    config = yaml.safe_load((source / "mkdocs.yml").read_text(encoding="utf-8"))
    config |= {"docs_dir": "docs", "site_dir": "site", "plugins": [p for p in config["plugins"] if p != "concordant"]}
    shutil.copytree(source / config["theme"]["custom_dir"], folder / OVERRIDES)
    config["theme"]["custom_dir"] = OVERRIDES
    config.pop("exclude_docs", None)
    # The page that a missing address gets cannot tell where it stands, so its links need the address of the site.
    config |= {"site_url": settings.site_url or ""}
    config["extra_css"] = [_join(docs, config["extra_css"])]
    target = folder / "mkdocs.yml"
    target.write_text(yaml.safe_dump(config, sort_keys=False, allow_unicode=True), encoding="utf-8")
    return target


def _join(docs: Path, styles: list[str]) -> str:
    """One stylesheet instead of one for each room: fewer requests before the first word shows. They lie in one folder."""
    joined = "".join((docs / style).read_text(encoding="utf-8") for style in styles)
    for style in styles:
        (docs / style).unlink()
    (docs / JOINED).write_text(joined, encoding="utf-8")
    return JOINED


def _site_source() -> Path:
    """Where site_src and mkdocs.yml lie: in the installed package, or at the root of the checkout."""
    package = Path(__file__).parents[1]
    for place in (package, package.parents[1]):
        if (place / "site_src").is_dir() and (place / "mkdocs.yml").is_file():
            return place
    what = "the pages that come with Concordant are missing."
    raise NotFound([Problem(file="site_src", where="", what=what, mend="Install Concordant again.")])


def _newest(policies: Path) -> int:
    """The newest day on which a text was fetched, as seconds since 1970."""
    texts = (path.read_text(encoding="utf-8") for path in policy_files(policies))
    days = [day for text in texts for day in re.findall(r"^retrieved: *'?(\d{4}-\d{2}-\d{2})", text, re.MULTILINE)]
    return int(datetime.fromisoformat(max(days, default=NO_DATE)).replace(tzinfo=UTC).timestamp())


def _run(engine: Engine, config: Path, epoch: int) -> None:
    environment = {**os.environ, "SOURCE_DATE_EPOCH": os.environ.get("SOURCE_DATE_EPOCH", str(epoch)), "NO_MKDOCS_2_WARNING": "1"}
    if engine == "zensical":
        _run_zensical(config, environment)
        return
    os.environ["SOURCE_DATE_EPOCH"] = environment["SOURCE_DATE_EPOCH"]
    _run_mkdocs(config)


def _run_mkdocs(config: Path) -> None:
    """In this process: starting another Python would take longer than the analysis."""
    from mkdocs.commands.build import build as mkdocs_build  # noqa: PLC0415
    from mkdocs.config import load_config  # noqa: PLC0415
    from mkdocs.exceptions import Abort, ConfigurationError, MkDocsException  # noqa: PLC0415

    said = _Said()
    log = logging.getLogger("mkdocs")
    log.addHandler(said)
    log.propagate = False
    try:
        loaded: Any = load_config(config_file=str(config))
        loaded.plugins.on_startup(command="build", dirty=False)
        mkdocs_build(loaded)
        loaded.plugins.on_shutdown()
    except (Abort, ConfigurationError, MkDocsException, SystemExit) as error:
        raise _failed("mkdocs", "; ".join(said.lines) or str(error)) from error
    finally:
        log.removeHandler(said)


class _Said(logging.Handler):
    """Keeps what the generator warns of."""

    def __init__(self) -> None:
        super().__init__(level=logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())


def _run_zensical(config: Path, environment: dict[str, str]) -> None:
    program = Path(sys.executable).parent / "zensical"
    found = str(program) if program.is_file() else shutil.which("zensical")
    if not found:
        mend = "Install it with `pip install zensical`, or build with --engine mkdocs."
        raise BuildFailed([Problem(file="zensical", where="", what="the program is not installed.", mend=mend)])
    done = subprocess.run(
        [found, "build", "--config-file", str(config)],
        cwd=config.parent,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )
    if done.returncode or not (config.parent / "site" / "index.html").is_file():
        raise _failed("zensical", (done.stderr or done.stdout).strip()[-2000:])


def _failed(engine: str, said: str) -> BuildFailed:
    mend = "Nothing was changed. If you added pages of your own, mend what it names."
    return BuildFailed([Problem(file=engine, where="", what=f"the site could not be made: {said}.", mend=mend)])


def _refuse_foreign(out: Path) -> None:
    """A folder with other things in it must not be swept away by a mistyped name."""
    if out.is_file() or (out.is_dir() and any(out.iterdir()) and not (out / EXPORT).is_file()):
        what = "this is not empty, and no site that Concordant built."
        raise BuildFailed([Problem(file=str(out), where="", what=what, mend="Name an empty or new folder with --out.")])


def _move_into_place(made: Path, out: Path, aside: Path) -> None:
    if out.exists():
        out.replace(aside)
    try:
        made.replace(out)
    except OSError:
        if aside.exists():
            aside.replace(out)
        raise
