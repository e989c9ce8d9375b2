"""Amended texts, made by a seed: drafts whose paragraphs were changed at random, and motions that name places in many ways."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from random import Random

from concordant.amend import body_of, paras_of
from concordant.amend.outline import Outline
from concordant.corpus import load
from concordant.model import Para, Policy
from concordant.parse.clauses import parse_policy

ROOT = Path(__file__).parents[2]
FRONT = """---
council: Example Borough Council
title: Park Code
kind: code
audience: [councillors]
status: draft
source: typed for a test
---
"""
PARK = """{.title}
# Park Code

## 1. Dogs

1.1 Dogs **must** be on a lead, and you should not let them off.

1.2 You must not leave a dog's waste behind.

{.note}
The bins are red.

1.3 Owners:

- (a) carry bags;
- (b) use the bins:
  - the red ones;
  - the black ones;

    A black one is never locked.

- (c) keep dogs out of ponds.

## 2. Parking

Parking is scarce. It is free before noon.

1. Park between the lines.
2. Do not park on grass.
3. Leave by dusk.

### Bicycles

- Lock them.
- Walk them at the gate.

Lock them.

{.furniture}
Page 1 of 1
"""
SMALL = """{.title}
# Hall Rules

Keep the hall tidy.

Users must:

- lock the door;
- keep the key safe.
"""
NEW = (
    "Cats are welcome on Mondays.", "You must **not** climb the fence.", "Gates shut at dusk: nobody may stay.",
    "See [the map](https://example.org/map).",
    "Keep the key safe & dry.",
    "The council may close the park (for example after a storm).", "Balls may be used - with care.", "3.9 Numbers may be typed.",
)  # fmt: skip
WORDS = ("always", "never", "at noon", "the warden's", "“quietly”", "and/or", "must", "should *not*")


def policy(body: str, name: str = "example/park-code") -> Policy:
    return parse_policy(f"{FRONT}\n{body}", policy_id=name, version="undated", file=f"{name}.md")


def texts() -> list[Policy]:
    """The toy texts, each several times so that most cases are quick, and every policy of the repository."""
    toys = [policy(PARK), policy(SMALL, "example/hall-rules")]
    return [*toys * 6, *load(ROOT / "tests" / "toy" / "policies"), *load(ROOT / "policies")]


def draft(old: Policy, random: Random) -> Policy:
    """The text with one to six changes to its paragraphs."""
    paras = list(paras_of(old))
    for _ in range(random.randint(1, 6)):
        random.choice((_left_out, _put_in, _reworded, _moved, _nested, _swapped))(paras, random)
    head = old.text[: old.text.index("\n---\n", 4) + 5]
    body = body_of([para for para in paras if para.markdown])
    if not any(para.kind in {"paragraph", "item"} for para in paras):
        body += "\nOne paragraph stays.\n"
    return parse_policy(f"{head}\n{body}", policy_id=old.id, version=old.version, file=old.file)


def _left_out(paras: list[Para], random: Random) -> None:
    if len(paras) > 5:
        at = random.randrange(1, len(paras))
        del paras[at : at + random.choice((1, 1, 1, 3))]


def _put_in(paras: list[Para], random: Random) -> None:
    at = random.randrange(1, len(paras) + 1)
    near = paras[at - 1]
    kind = random.choice(("paragraph", "item", "heading", "note"))
    shape = {
        "paragraph": Para(kind="paragraph", markdown=random.choice(NEW)),
        "item": Para(kind="item", markdown=random.choice(NEW), depth=max(1, near.depth), marker=near.marker or "-"),
        "heading": Para(kind="heading", markdown=random.choice(NEW), level=2),
        "note": Para(kind="note", markdown=random.choice(NEW)),
    }
    paras.insert(at, shape[kind])


def _reworded(paras: list[Para], random: Random) -> None:
    at = random.randrange(len(paras))
    words = paras[at].markdown.split(" ")
    place = random.randrange(len(words))
    if words[place].isalpha():
        words[place : place + random.choice((0, 1))] = [random.choice(WORDS)]
    paras[at] = replace(paras[at], markdown=" ".join(words))


def _moved(paras: list[Para], random: Random) -> None:
    start = random.randrange(1, len(paras))
    block = paras[start : start + random.choice((1, 1, 2, 4))]
    del paras[start : start + len(block)]
    at = random.randrange(1, len(paras) + 1)
    paras[at:at] = block


def _swapped(paras: list[Para], random: Random) -> None:
    at = random.randrange(1, max(2, len(paras) - 1))
    if at + 1 < len(paras):
        paras[at], paras[at + 1] = paras[at + 1], paras[at]


def _nested(paras: list[Para], random: Random) -> None:
    items = [at for at, para in enumerate(paras) if para.kind == "item"]
    if items:
        at = random.choice(items)
        paras[at] = replace(paras[at], depth=random.choice((1, paras[at].depth, paras[at].depth + 1)))


def instructions(old: Policy, random: Random) -> Iterator[str]:
    """One to three instructions that name paragraphs and words of the text in ways that people use."""
    outline = Outline(old)
    numbered = [at for at in range(len(outline.units)) if outline.number(at) is not None]
    chosen = random.sample(numbered, min(len(numbered), random.randint(1, 3)))
    for at in chosen:
        number, text = outline.number(at), outline.units[at].text
        words = text.split(" ")
        first = random.randrange(len(words))
        quoted = " ".join(words[first : first + random.randint(1, 4)])
        new, other = random.choice(WORDS), random.choice(numbered)
        yield random.choice((
            f"In paragraph [{number}], leave out '{quoted}' and insert '{new}'",
            f"That in [{number}] there be left out the first “{quoted}” and inserted “{new}”.",
            f"leave out paragraph [{number}]",
            f"After [{number}] insert the following new paragraph: “{random.choice(NEW)}”",
            f"Before paragraph [{number}] insert “{random.choice(NEW)}”",
            f"In [{number}], after the last “{quoted}” insert “{new}”",
            f"Move [{number}] to after [{outline.number(other)}]",
            f"Replace [{number}] with “{random.choice(NEW)}”",
            f"At the end of paragraph [{number}] add “{random.choice(NEW)}”",
            f"Delete the words “{quoted}” wherever they occur",
        ))  # fmt: skip
