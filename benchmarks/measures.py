"""The measures. Each does both sides of its ratio in turn, several times, and takes the fastest of each: noise only ever adds."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from concordant.corpus import load
from concordant.model import Policy
from concordant.parse.clauses import parse_policy
from concordant.parse.norms import with_norms
from concordant.publish import site

ROOT = Path(__file__).parents[1]
POLICIES = ROOT / "policies"
PROGRAM = Path(sys.executable).parent / "concordant"
MEGABYTE = 1_000_000
FIVE = ROOT / "tests" / "formats" / "five"
READ = """
import sys
from pathlib import Path
from concordant.parse.account import account
from concordant.parse.clauses import parse_units
from concordant.read import read_source
from concordant.read.canonical import body
source = read_source(Path(sys.argv[1]))
account(source.text, parse_units(body(source.blocks), file="measured"))
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A measured value; `unit` is "x" for a ratio or "s" for seconds per megabyte of text. `bar` is the most it may be, if there is one."""

    value: float
    unit: str
    bar: float | None
    detail: str

    @property
    def missed(self) -> bool:
        return self.bar is not None and self.value > self.bar


def fastest(*sides: Callable[[], object], times: int) -> list[float]:
    """Seconds of the fastest run of each side; the sides take turns, so that a slow spell of the machine meets all of them."""
    best = [float("inf")] * len(sides)
    for _ in range(times):
        for at, side in enumerate(sides):
            started = time.perf_counter()
            side()
            best[at] = min(best[at], time.perf_counter() - started)
    return best


def _run(*command: str | Path) -> None:
    subprocess.run([str(part) for part in command], cwd=ROOT, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def version() -> Figure:
    """`concordant --version` against a Python that does nothing."""
    ours, python = fastest(lambda: _run(PROGRAM, "--version"), lambda: _run(sys.executable, "-c", "pass"), times=20)
    return Figure(value=ours / python, unit="x", bar=4, detail=f"{ours * 1000:.0f} ms against {python * 1000:.0f} ms of python -c pass")


def build() -> Figure:
    """`concordant build` from nothing against `mkdocs build` of the pages that it made: what the analysis costs on top."""
    with tempfile.TemporaryDirectory(prefix="concordant-bench-") as folder:
        pages, out = Path(folder) / "pages", Path(folder) / "site"
        config = site.assemble(POLICIES, pages)
        ours, mkdocs = fastest(
            lambda: _run(PROGRAM, "build", "--policies", POLICIES, "--out", out),
            lambda: _run(sys.executable, "-m", "mkdocs", "build", "--quiet", "--config-file", config, "--site-dir", Path(folder) / "plain"),
            times=3,
        )
    return Figure(value=ours / mkdocs, unit="x", bar=1.5, detail=f"{ours:.1f} s against {mkdocs:.1f} s of mkdocs build of the same pages")


def parsing() -> Figure:
    """Canonical Markdown to clauses, per megabyte."""
    policy, text = _large()
    [seconds] = fastest(lambda: parse_policy(text, policy_id=policy.id, version=policy.version, file=policy.file), times=3)
    size = len(text.encode()) / MEGABYTE
    return Figure(value=seconds / size, unit="s", bar=None, detail=f"per MB: {seconds:.2f} s for {size:.2f} MB")


def norms() -> Figure:
    """Clauses to norms, per megabyte of the text that they stand in."""
    policy, text = _large()
    [seconds] = fastest(lambda: with_norms(policy), times=1)
    size = len(text.encode()) / MEGABYTE
    return Figure(value=seconds / size, unit="s", bar=None, detail=f"per MB: {seconds:.2f} s for {size:.2f} MB")


def reading() -> Figure:
    """A Word file and a PDF, read and counted, against pandoc and pdfminer.six on the same files, where those are installed.

    Each side is a whole command. Peers keep fewer words: see decision 8. The figure is the worse of the ratios.
    """
    found: list[tuple[float, str]] = []
    for name, peer in (("pwtc-styled.docx", _pandoc), ("pwtc-styled.pdf", _pdfminer)):
        path = FIVE / name
        command = peer(path)
        if command is None:
            continue
        ours, theirs = fastest(lambda path=path: _run(sys.executable, "-c", READ, path), lambda command=command: _run(*command), times=5)
        found.append((ours / theirs, f"{path.suffix[1:]} {ours:.2f} s against {theirs:.2f} s of {Path(command[0]).name}"))
    detail = "; ".join(words for _, words in found) or "neither pandoc nor pdf2txt.py is installed"
    return Figure(value=max((ratio for ratio, _ in found), default=0.0), unit="x", bar=1.5, detail=detail)


def _pandoc(path: Path) -> list[str] | None:
    program = shutil.which("pandoc")
    return [program, "-t", "markdown", str(path)] if program else None


def _pdfminer(path: Path) -> list[str] | None:
    program = shutil.which("pdf2txt.py")
    return [program, str(path)] if program else None


def _large() -> tuple[Policy, str]:
    """All codes of the corpus as one document, several times over, with a number in each heading so that nothing is met twice."""
    policies = load(POLICIES)
    texts = [(POLICIES / policy.file).read_text(encoding="utf-8") for policy in policies]
    front = texts[0].split("\n---\n", 1)[0] + "\n---\n"
    body = "\n\n".join(f"## Part {turn}\n\n{text.split(chr(10) + '---' + chr(10), 1)[1]}" for turn in range(5) for text in texts)
    first = policies[0]
    policy = parse_policy(front + body, policy_id=first.id, version=first.version, file=first.file)
    return replace(policy, meta=first.meta), front + body


MEASURES: dict[str, Callable[[], Figure]] = {"version": version, "build": build, "parsing": parsing, "norms": norms, "reading": reading}
