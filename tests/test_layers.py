"""Data flows one way: no module imports from a layer above its own."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "analysis" / "concordant"
# From the bottom up. Modules in one row may not import each other, but a package may import within itself.
LAYERS = (
    ("errors", "whole"),
    ("strict", "model", "settings"),
    ("rulebook",),
    ("read",),
    ("parse",),
    ("records", "decisions", "register"),
    ("corpus",),
    ("importing", "compare"),
    ("judge",),
    ("amend",),
    ("pipeline",),
    ("publish",),
    ("cli",),
    ("__main__",),
)
RANK = {name: rank for rank, names in enumerate(LAYERS) for name in names}


def modules() -> list[Path]:
    return sorted(path for path in PACKAGE.rglob("*.py") if path != PACKAGE / "__init__.py")


def part(path: Path) -> str:
    return path.relative_to(PACKAGE).with_suffix("").parts[0]


def imported(tree: ast.AST) -> Iterator[str]:
    """The parts of Concordant that a module imports, wherever in it the import stands."""
    for node in ast.walk(tree):
        names: list[str] = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        for name in names:
            root, _, rest = name.partition(".")
            if root == "concordant" and rest and rest != "__version__":
                yield rest.split(".")[0]


@pytest.mark.parametrize("path", modules(), ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_a_module_imports_from_below_only(path: Path) -> None:
    own = part(path)
    assert own in RANK, f"`{own}` has no place in the layers: add it to LAYERS where it belongs"
    for name in imported(ast.parse(path.read_text(encoding="utf-8"))):
        assert name == own or RANK[name] < RANK[own], f"{path.name} ({own}) imports {name}, which stands above it or beside it"


DISK = ("open", "read_text", "read_bytes", "write_text", "write_bytes", "mkdir", "unlink", "iterdir", "glob", "rglob", "mkstemp")
# The rulebook reads its own YAML and nothing else.
DOORS = {"whole", "settings", "rulebook", "read", "records", "corpus", "decisions", "register", "importing", "publish", "cli"}


@pytest.mark.parametrize("path", [p for p in modules() if part(p) not in DOORS], ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_only_the_doors_touch_the_disk(path: Path) -> None:
    """Files of the package itself (rules, schemas) are read through importlib.resources, which is allowed everywhere."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        assert name not in DISK or _resource(node), f"{path.name}, line {node.lineno}: {name}"


def _resource(call: ast.Call) -> bool:
    return any(isinstance(node, ast.Name) and node.id in {"files", "resources"} for node in ast.walk(call.func))
