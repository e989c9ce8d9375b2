"""python -m benchmarks.amendments [CASES]: steps of generated drafts and motions, made and taken back, paragraph for paragraph.

The tests try some 1,000 cases; here as many as are asked for. Exits with 1 when one does not lead there and back.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from random import Random

from tests.support.amended import draft, instructions, texts

from concordant.amend import apply, body_of, make, paras_of, read_instructions, revert, steps_between
from concordant.amend.paras import split
from concordant.model import AppliedStep, Motion, Policy


def leads_there_and_back(old: Policy, new: Policy, steps: tuple[AppliedStep, ...]) -> bool:
    """Whether the steps give exactly the new text, and taken back exactly the old one."""
    there, back = make(paras_of(old), steps), revert(paras_of(new), steps)
    same = there == paras_of(new) and back == paras_of(old)
    return same and body_of(there).strip() == split(new)[1].strip() and body_of(back).strip() == split(old)[1].strip()


def main() -> int:
    """Try half as many drafts and half as many motions as asked for, and print what came of them."""
    cases = int(sys.argv[1]) if len(sys.argv) > 1 else 5_000
    held, found, started = texts(), Counter[str](), time.process_time()
    for seed in range(cases // 2):
        random, old = Random(10_000 + seed), held[seed % len(held)]
        new = draft(old, random)
        found["drafts"] += 1
        found["drafts there and back"] += leads_there_and_back(old, new, steps_between(old, new))
        steps, errors = read_instructions((text, "") for text in instructions(old, random))
        done = apply(old, Motion(title="A motion", against=old.id, steps=steps), unread=errors)
        found["motions"] += 1
        found["motions refused"] += done.policy is None
        found["motions there and back"] += done.policy is not None and leads_there_and_back(old, done.policy, done.steps)
    for name, count in found.items():
        print(f"{name:<24} {count:>7}")
    print(f"{'seconds of CPU':<24} {time.process_time() - started:>7.1f}")
    wrong = found["drafts"] - found["drafts there and back"] + found["motions"] - found["motions refused"] - found["motions there and back"]
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main())
