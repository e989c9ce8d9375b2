"""The rules of the house that a machine can hold: sizes, names, what no file may say."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "analysis" / "concordant"
LONGEST = 400
SELF_EXPLAINING = 8
# Where somebody happens to work on the project is nobody else's concern. Written in pieces, so that this file does not say them.
_HOMES = "|".join(("home", "root", "Users", "wo" + "rk", "tmp", "mnt", "opt"))
FORBIDDEN = {
    "a path of one machine": re.compile(rf"(?<![\w.~/-])(?:/(?:{_HOMES})/\w|[A-Z]:\\Users\\)"),
    "a folder beside the project": re.compile(r"\.\./" + "sha" + r"red\b"),
    "an index of packages": re.compile(
        "|".join(("py" + r"pi\.org", "python" + r"hosted\.org", r"registry\.np" + r"mjs", "npm" + r"js\.com"))
    ),
    "the tracker of one workplace": re.compile("issues" + r" (?:show|list|close)\b|\bbefore" + r"-stop\b"),
    "a licence header": re.compile("SPDX" + "-License"),
}


@cache
def tracked() -> tuple[Path, ...]:
    """Every file that is in the repository, or would be with the next commit."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"], cwd=ROOT, check=True, capture_output=True
    )
    return tuple(path for name in sorted(listed.stdout.decode().split("\0")) if name and (path := ROOT / name).is_file())


def texts(*suffixes: str) -> list[Path]:
    return [path for path in tracked() if path.suffix in suffixes]


def test_every_file_of_code_stays_under_400_lines() -> None:
    own = [path for path in texts(".py", ".js", ".j2") if path.parent.name != "vendor"]
    sizes = {path.relative_to(ROOT).as_posix(): len(path.read_text(encoding="utf-8").splitlines()) for path in own}
    assert not {name: size for name, size in sizes.items() if size >= LONGEST}


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_file_says(what: str) -> None:
    found = []
    for path in tracked():
        data = path.read_bytes()
        if b"\0" in data:
            continue
        for number, line in enumerate(data.decode("utf-8", errors="replace").splitlines(), start=1):
            if FORBIDDEN[what].search(line):
                found.append(f"{path.relative_to(ROOT).as_posix()}:{number}: {line.strip()[:120]}")
    assert not found


def test_there_is_no_module_without_a_purpose_in_its_name() -> None:
    vague = {"utils", "util", "helpers", "helper", "misc", "common", "stuff"}
    assert not [path for path in texts(".py") if path.stem in vague]


def modules() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


@pytest.mark.parametrize(
    "path", [p for p in modules() if p.read_text(encoding="utf-8").strip()], ids=lambda p: p.relative_to(PACKAGE).as_posix()
)
def test_a_module_and_its_public_names_say_what_they_are(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert ast.get_docstring(tree), f"{path.name} has no docstring"
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
            short = isinstance(node, ast.FunctionDef) and (node.end_lineno or 0) - node.lineno < SELF_EXPLAINING
            assert ast.get_docstring(node) or short, f"{path.name}: `{node.name}` has no docstring"


@pytest.mark.parametrize("path", modules(), ids=lambda p: p.relative_to(PACKAGE).as_posix())
def test_values_are_frozen(path: Path) -> None:
    """A dataclass that changes must be private: it is then the working memory of one function."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.ClassDef) or node.name.startswith("_"):
            continue
        for decorator in node.decorator_list:
            if "dataclass" in ast.unparse(decorator):
                assert "frozen=True" in ast.unparse(decorator), f"{path.name}: `{node.name}`"


def test_the_lock_holds_every_library_to_a_hash_and_names_no_address() -> None:
    for name in ("requirements.txt", "requirements-dev.txt"):
        text = (ROOT / name).read_text(encoding="utf-8")
        assert "://" not in text
        pins = [block for block in re.split(r"\n(?=\S)", text) if "==" in block.split("\n")[0]]
        assert pins
        assert all("--hash=sha256:" in block for block in pins)


def test_the_lock_of_development_holds_the_same_versions() -> None:
    pins = [
        dict(re.findall(r"^([\w.-]+)==(\S+)", (ROOT / name).read_text(encoding="utf-8"), re.MULTILINE))
        for name in ("requirements.txt", "requirements-dev.txt")
    ]
    assert pins[0].items() <= pins[1].items()


def test_every_yaml_file_of_rules_tries_its_examples() -> None:
    """A file of rules is worth what its examples are: its loader, or the module that applies it, has a `check`."""
    sources = {
        p: p.read_text(encoding="utf-8") for name in ("rulebook", "parse", "compare", "judge") for p in (PACKAGE / name).rglob("*.py")
    }
    for path in sorted((PACKAGE / "rulebook").rglob("*.yml")):
        name = path.name if path.parent.name == "rulebook" else path.parent.name
        loaders = [p.stem for p, text in sources.items() if PACKAGE / "rulebook" in p.parents and name in text]
        assert loaders, f"no module of the rulebook loads {path.name}"
        if "counter_examples:" in path.read_text(encoding="utf-8"):
            near = [text for p, text in sources.items() if p.stem in loaders or any(f"rulebook.{stem} " in text for stem in loaders)]
            assert any("def check(" in text for text in near), f"nothing tries the examples of {path.name}"


REPORT = """<testsuites><testsuite><testcase classname="tests.test_a" name="test_runs"/>
<testcase classname="tests.test_a" name="{name}"><skipped type="{type}" message="no browser"/></testcase></testsuite></testsuites>"""


@pytest.mark.parametrize(("type_", "code"), [("pytest.skip", 1), ("pytest.xfail", 0)])
def test_a_skipped_test_fails_the_run_and_is_named(type_: str, code: int, tmp_path: Path) -> None:
    (tmp_path / "tests.xml").write_text(REPORT.format(name="test_stands_aside", type=type_), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, ROOT / ".ci" / "no_skips.py", tmp_path / "tests.xml"], capture_output=True, text=True, check=False
    )
    assert done.returncode == code
    assert ("test_stands_aside: no browser" in done.stderr) == bool(code)


# Stylesheets that every room may refine; the page of a code has three of its own.
SHARED = {"base", "marks", "tables", "findings", "narrow", "print"}
ROOM = {"code_notes": "code", "paper": "code"}


def _styled() -> dict[str, set[str]]:
    """Class -> the stylesheets that name it in a selector."""
    found: dict[str, set[str]] = {}
    for sheet in sorted((ROOT / "site_src" / "assets" / "styles").glob("*.css")):
        for selector in re.findall(r"([^{}/;]+)\{", sheet.read_text(encoding="utf-8")):
            for name in re.findall(r"\.(cx-[\w-]+)", selector):
                found.setdefault(name, set()).add(ROOM.get(sheet.stem, sheet.stem))
    return found


def test_a_class_is_styled_in_one_room_or_in_those_that_all_share() -> None:
    styled = _styled()
    assert len(styled) > 100
    assert {name: rooms for name, rooms in styled.items() if len(rooms) > 1 and not rooms & SHARED} == {}
