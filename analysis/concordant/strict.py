"""Strict reading of our own YAML: front matter, rulebook, registers.

All problems of a file are listed together, each with line, key and mend. Dates stay strings: YAML would turn 2019-10-01 into
an object that no longer says what was typed. Plain `yes`, `no`, `on` and `off` stay words for the same reason.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import yaml
from jsonschema import Draft202012Validator

from concordant.errors import Problem

# The parser in C, where the library has it, is some eight times as fast.
_Base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Loader(_Base):  # type: ignore[misc]
    """SafeLoader without timestamps, with true and false as the only booleans."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, regexp) for tag, regexp in pairs if tag not in {"tag:yaml.org,2002:timestamp", "tag:yaml.org,2002:bool"}]
    for first, pairs in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
for _first, _word in (("t", "true"), ("f", "false")):
    _Loader.yaml_implicit_resolvers.setdefault(_first, []).append(("tag:yaml.org,2002:bool", re.compile(f"^{_word}$")))


def read_yaml(text: str, *, file: str, schema: dict[str, Any] | None = None, first_line: int = 1) -> tuple[Any, tuple[Problem, ...]]:
    """Parse `text` and hold it against a JSON Schema.

    Returns (data, problems); data is None when the YAML itself is broken. `first_line` is the line of the file on which `text`
    starts, so that front matter reports lines of the whole file.
    """
    try:
        loader = _Loader(text)
        try:
            node = loader.get_single_node()
            problems = _duplicate_keys(node, file, first_line)
            data = loader.construct_document(node) if node is not None else None
        finally:
            loader.dispose()
    except yaml.YAMLError as error:
        return None, (_broken(error, file, first_line),)
    if schema is None:
        return data, tuple(problems)
    for fault in sorted(Draft202012Validator(schema).iter_errors(data), key=lambda e: [str(p) for p in e.absolute_path]):
        problems.extend(_schema_problems(fault, _Source(node, file, first_line)))
    return data, tuple(dict.fromkeys(problems))


def _broken(error: yaml.YAMLError, file: str, first_line: int) -> Problem:
    mark = getattr(error, "problem_mark", None)
    what = getattr(error, "problem", None) or str(error)
    where = f"line {mark.line + first_line}, column {mark.column + 1}" if mark else ""
    return Problem(
        file=file,
        where=where,
        what=f"this is not valid YAML: {what}.",
        mend="Check indentation, colons, and put quotation marks around text that contains a colon.",
    )


def _duplicate_keys(node: yaml.Node | None, file: str, first_line: int) -> list[Problem]:
    found: list[Problem] = []
    stack = [node] if node is not None else []
    while stack:
        at = stack.pop()
        if isinstance(at, yaml.MappingNode):
            seen: set[str] = set()
            for key, value in at.value:
                if isinstance(key, yaml.ScalarNode) and key.value in seen:
                    line = key.start_mark.line + first_line
                    found.append(
                        Problem(
                            file=file,
                            where=f"line {line}, key `{key.value}`",
                            what="the key stands here a second time.",
                            mend="Remove one of the two.",
                        )
                    )
                elif isinstance(key, yaml.ScalarNode):
                    seen.add(key.value)
                stack.append(value)
        elif isinstance(at, yaml.SequenceNode):
            stack.extend(at.value)
    return found


@dataclass(frozen=True, slots=True)
class _Source:
    """The YAML as a tree with marks, and the file and line that its first line stands on."""

    node: yaml.Node | None
    file: str
    first_line: int


def _schema_problems(fault: Any, source: _Source) -> list[Problem]:
    path = list(fault.absolute_path)
    if fault.validator == "additionalProperties":
        known = sorted(fault.schema.get("properties", {}))
        extra = sorted(set(fault.instance) - set(known))
        return [_at([*path, key], source, "unknown key.", f"Known keys: {', '.join(known)}.") for key in extra]
    if fault.validator == "required":
        missing = [key for key in fault.validator_value if key not in fault.instance]
        return [_at(path, source, f"the key `{key}` is missing.", f"Add `{key}: ...`.") for key in missing]
    if fault.validator == "enum":
        return [
            _at(
                path,
                source,
                f"`{fault.instance}` is not one of the known values.",
                f"Use one of: {', '.join(map(str, fault.validator_value))}.",
            )
        ]
    if fault.validator == "type" and fault.instance is None:
        return [_at(path, source, "nothing stands here.", "Fill it in, or take the key out.")]
    # A pattern says nothing to an officer: where the schema describes what it wants, that is the mend and the value is what is wrong.
    description = fault.schema.get("description", "") if isinstance(fault.schema, dict) else ""
    what = f"`{fault.instance}` cannot stand here." if description else f"{fault.message}."
    return [_at(path, source, what, description)]


def _at(path: list[Any], source: _Source, what: str, mend: str) -> Problem:
    line = _line_of(path, source.node)
    where = ", ".join(
        filter(None, [f"line {line + source.first_line}" if line is not None else "", f"key `{'.'.join(map(str, path))}`" if path else ""])
    )
    return Problem(file=source.file, where=where, what=what, mend=mend)


def _line_of(path: list[Any], node: yaml.Node | None) -> int | None:
    """0-based line of the node that `path` leads to (of its key, for a mapping), as far as the path can be followed."""
    line = node.start_mark.line if node is not None else None
    for step in path:
        if isinstance(node, yaml.MappingNode):
            hit = next(((k, v) for k, v in node.value if isinstance(k, yaml.ScalarNode) and k.value == str(step)), None)
            if hit is None:
                return line
            line, node = hit[0].start_mark.line, hit[1]
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            node = node.value[step]
            line = node.start_mark.line
        else:
            return line
    return line
