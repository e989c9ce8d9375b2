"""The published schema of OSCAL control mappings, with its patterns put into Python's notation and none of its checks left out."""

from __future__ import annotations

import json
import re
import sys
import unicodedata
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any

from jsonschema import Draft7Validator, ValidationError

SCHEMA = Path(__file__).parents[1] / "schemas" / "oscal_mapping_schema-1.2.1.json"
# In the schema's notation (ECMA 262) a dot stops at more line ends than in Python's, and `$` does not allow one after it.
_PIECE = re.compile(r"\\p\{(?P<group>[LN])\}|\\.|\[(?:\\.|[^\]])*\]|\.|\$", re.DOTALL)
_NO_LINE_END = "[^\\n\\r\\u2028\\u2029]"


@cache
def _members(group: str) -> str:
    """All signs of a general category of Unicode, as ranges for a class of a pattern."""
    points = [point for point in range(sys.maxunicode + 1) if unicodedata.category(chr(point)).startswith(group)]
    runs = [[point for _, point in run] for _, run in groupby(enumerate(points), key=lambda one: one[1] - one[0])]
    return "".join(f"\\U{run[0]:08x}-\\U{run[-1]:08x}" for run in runs)


def in_python(pattern: str) -> str:
    """A pattern of the schema in Python's notation. It knows `\\p{L}` and `\\p{N}` outside classes, which is all that the schema has."""

    def piece(found: re.Match[str]) -> str:
        if found["group"]:
            return f"[{_members(found['group'])}]"
        return {".": _NO_LINE_END, "$": r"\Z"}.get(found[0], found[0])

    return _PIECE.sub(piece, pattern)


def _translated(node: Any) -> Any:
    if isinstance(node, dict):
        return {k: in_python(v) if k == "pattern" and isinstance(v, str) else _translated(v) for k, v in node.items()}
    return [_translated(one) for one in node] if isinstance(node, list) else node


@cache
def validator() -> Draft7Validator:
    """The whole schema, ready to hold a mapping against."""
    schema = _translated(json.loads(SCHEMA.read_text(encoding="utf-8")))
    Draft7Validator.check_schema(schema)
    return Draft7Validator(schema)


def token_pattern() -> str:
    """What the schema takes for a token, in Python's notation."""
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    return in_python(schema["definitions"]["TokenDatatype"]["pattern"])


def faults(text: str) -> list[str]:
    """What a mapping breaks, each with its place, down to the branches of an `anyOf`; nothing when it keeps to the schema."""
    return [said for error in validator().iter_errors(json.loads(text)) for said in _said(error)]


def _said(error: ValidationError) -> list[str]:
    place = "/".join(map(str, error.absolute_path))
    return [f"{place}: {error.message[-300:]}", *(said for inner in error.context or () for said in _said(inner))]
