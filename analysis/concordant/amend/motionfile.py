"""The Markdown form of a motion: front matter, then instructions as paragraphs or a list; longer new text as a quoted block below.

---
title: Dogs in the park
against: example/park-code
proposer: Councillor A
---

1. In paragraph [3], leave out “may” and insert “must”.
2. After the last bullet under Dogs insert:

   > - be on a lead
"""

from __future__ import annotations

import re
from typing import Any

import yaml

from concordant.amend.reading import read_instructions
from concordant.errors import BadMotion, Problem
from concordant.model import AmendError, Motion, Step
from concordant.rulebook.motions import motion_book
from concordant.strict import read_yaml

FENCE = "---"
_TEXT = {"type": "string", "minLength": 1}
_DATE = {"type": "string", "pattern": r"^\d{4}(-\d{2}(-\d{2})?)?$", "description": "Write a date as 2024-05-14, 2024-05 or 2024."}
_AGAINST = {
    "type": "string",
    "pattern": "^[a-z0-9-]+/[a-z0-9-]+$",
    "description": "Give the id of the policy, for example `example/social-media-code`.",
}
KEYS = ("title", "against", "proposer", "seconder", "date", "reason", "source", "notes")
_SCHEMA: dict[str, Any] = {
    "type": "object",
    "additionalProperties": False,
    "required": ["title", "against"],
    "properties": {**dict.fromkeys(KEYS, _TEXT), "date": _DATE, "against": _AGAINST},
}
_ITEM = re.compile(r"^\s*(?:\d{1,3}[.)]|[-*+]|\((?:\d{1,2}|[a-z]|[ivx]{1,4})\))\s+(?=\S)")
_QUOTE = re.compile(r"^\s*> ?")


def read_motion(text: str, *, file: str, id: str = "") -> tuple[Motion, tuple[AmendError, ...]]:
    """A motion and an error for each instruction that is not understood; with errors it must not be applied.

    Raises BadMotion with every problem of the front matter.
    """
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").split("\n")
    end = next((at for at in range(1, len(lines)) if lines[at].rstrip() == FENCE), None) if lines[0].rstrip() == FENCE else None
    if end is None:
        mend = "Start the file with a line `---`, then `title: ...` and `against: ...`, and a line `---` after the last key."
        raise BadMotion([Problem(file=file, where="line 1", what="the front matter is missing or does not end.", mend=mend)])
    data, problems = read_yaml("\n".join(lines[1:end]), file=file, schema=_SCHEMA, first_line=2)
    if problems:
        raise BadMotion(problems)
    steps, errors = read_instructions(instructions_of("\n".join(lines[end + 1 :])))
    return Motion(**{key: data[key] for key in KEYS if key in data}, steps=steps, id=id), errors


def is_motion(text: str) -> bool:
    """Whether a Markdown text is a motion and not a policy: its front matter says what it is against."""
    head = text.removeprefix("\ufeff").split(f"\n{FENCE}", 1)[0]
    return head.startswith(FENCE) and bool(re.search(r"^against:", head, re.MULTILINE))


def instructions_of(body: str) -> list[tuple[str, str]]:
    """The paragraphs and list items of a motion, each with the quoted block of Markdown below it."""
    found: list[tuple[list[str], list[str]]] = []
    ends = True
    for line in body.split("\n"):
        if not line.strip():
            ends = True
            if found and found[-1][1]:
                found[-1][1].append("")
        elif _QUOTE.match(line) and found:
            quoted = found[-1][1]
            quoted.append(_QUOTE.sub("", line, count=1))
            ends = True
        elif line.startswith("#"):
            ends = True
        elif ends or _ITEM.match(line):
            found.append(([_ITEM.sub("", line, count=1).strip()], []))
            ends = False
        else:
            found[-1][0].append(line.strip())
    return [(" ".join(text), "\n".join(block).strip("\n")) for text, block in found]


def markdown_of(motion: Motion) -> str:
    """The motion as a Markdown file that reads back as the same motion."""
    front = {key: getattr(motion, key) for key in KEYS if getattr(motion, key)}
    head = yaml.safe_dump(front, sort_keys=False, allow_unicode=True, width=1000)
    items = [_item(at, step) for at, step in enumerate(motion.steps, start=1)]
    return f"{FENCE}\n{head}{FENCE}\n\n" + "\n".join(items)


def _item(number: int, step: Step) -> str:
    mark = f"{number}. "
    inline = phrase(step)
    if "\n" not in step.new and _reads_back(inline, "", step):
        return f"{mark}{inline}.\n"
    block = "\n".join(f"{' ' * len(mark)}> {line}".rstrip() for line in step.new.split("\n"))
    return f"{mark}{phrase(step, block=True)}:\n\n{block}\n" if step.new else f"{mark}{inline}.\n"


def _reads_back(text: str, block: str, step: Step) -> bool:
    steps, errors = read_instructions([(f"{text}.", block)])
    return not errors and [(_plain(one)) for one in steps] == [_plain(step)]


def _plain(step: Step) -> tuple[object, ...]:
    return step.kind, step.place, step.words, step.span, step.until, step.new, step.side, step.to, step.file, step.under


def phrase(step: Step, *, block: bool = False) -> str:
    """The instruction in words; the new text in quotation marks, or with `block` left to the quoted block below."""
    writing = motion_book().writing
    new = writing["block"] if block else writing["quoted"].format(new=step.new)
    if step.file:
        return writing["file"].format(place=step.place, file=step.file)
    if step.words or step.until:
        words = writing[f"span-{step.span}" if step.span else "span"].format(words=step.words, until=step.until)
        key = f"insert-{step.side}" if step.kind == "insert" else step.kind
        rest = writing[key].format(words=words, new=new)
        return writing["words"].format(place=step.place, rest=rest) if step.place else rest[0].upper() + rest[1:]
    key = _key(step)
    return writing[key].format(place=step.place, to=step.to, new=new)


def _key(step: Step) -> str:
    if step.kind == "move":
        return f"move-{step.side}" if step.to else f"move-to-{step.side}"
    if step.kind == "renumber":
        return "renumber"
    if step.under:
        return "place-add-under"
    if not step.place:
        return f"{step.kind}-{step.side}"
    return f"place-{step.kind}-{step.side}" if step.side else f"place-{step.kind}"
