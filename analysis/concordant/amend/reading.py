"""Instructions in council English -> steps. What the turns of phrase mean is in `motions.yml`; here they are cut apart."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from concordant.model import AmendError, Step
from concordant.rulebook.motions import Reading, motion_book
from concordant.rulebook.quoted import masked, restored

# Where one instruction surely ends and the next begins, and where it may.
_ENUMERATOR = r"(?:^|(?<=[\s:;]))\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)]\s+(?=[A-Za-z])"
_SURE = tuple(map(re.compile, (_ENUMERATOR, r"\s*;\s*(?:and\s+)?", r"\.\s+(?=[A-Z(])")))
_MAYBE = tuple(map(re.compile, (r",?\s+and\s+(?:also\s+)?(?:that\s+)?", r",\s+")))
# A paragraph that cannot be read within so many tries is no instruction; a motion of a page takes a few dozen.
_MOST_TRIES = 300
_LONGEST = 6000


def read_instructions(texts: Iterable[tuple[str, str]]) -> tuple[tuple[Step, ...], tuple[AmendError, ...]]:
    """Steps of paragraphs, each with the quoted block of new text under it or "", numbered from 1; an error for each not understood."""
    steps: list[Step] = []
    errors: list[AmendError] = []
    for text, block in texts:
        said = " ".join(text.split())
        if _is_opening(said) and not block:
            continue
        found = _Reader().steps(said, block)
        if found is None:
            errors.append(AmendError(instruction=len(steps) + len(errors) + 1, reason="not-understood", said=said))
            continue
        steps += [replace(step, number=len(steps) + len(errors) + at) for at, step in enumerate(_with_places(found), start=1)]
    if not steps and not errors:
        errors.append(AmendError(instruction=0, reason="no-instruction", said=""))
    return tuple(steps), tuple(errors)


def _is_opening(said: str) -> bool:
    """ "That the Code be amended as follows:" leads into instructions and is none."""
    return not motion_book().openings.sub("", said.rstrip(" :.,")).strip()


class _Reader:
    """The reading of one paragraph, within a bounded number of tries."""

    def __init__(self) -> None:
        self._left = _MOST_TRIES

    def steps(self, said: str, block: str) -> list[Step] | None:
        """The steps of one paragraph: one instruction where a form fits all of it, else as few as it can be cut into."""
        if one := self._one(said, block):
            return one
        text, quotes = next(iter(masked(said)))
        for joint in _SURE:
            parts = [restored(part, quotes).strip() for part in joint.split(text)]
            if len(parts) > 1 and (found := self._all([part for part in parts if part], block)):
                return found
        return self._weakly(text, quotes, block)

    def _all(self, parts: Sequence[str], block: str) -> list[Step] | None:
        """Every part read by itself; the block of new text belongs to the last."""
        out: list[Step] = []
        for at, part in enumerate(parts):
            last = at + 1 == len(parts)
            if not last and _is_opening(part):
                continue
            found = self.steps(part, block if last else "") if self._left > 0 else None
            if found is None:
                return None
            out += found
        return out

    def _weakly(self, text: str, quotes: tuple[str, ...], block: str) -> list[Step] | None:
        """Cut at an "and" or a comma, the longest instruction that can be read first: what comes in stays with what goes out."""
        for joint in _MAYBE:
            for cut in reversed(list(joint.finditer(text))):
                if self._left <= 0:
                    return None
                left, right = (restored(part, quotes).strip() for part in (text[: cut.start()], text[cut.end() :]))
                first = [] if _is_opening(left) else self._one(left, "")
                if right and first is not None and (rest := self.steps(right, block)):
                    return [*first, *rest]
        return None

    def _one(self, said: str, block: str) -> list[Step] | None:
        self._left -= 1
        reading = motion_book().read(said, block) if len(said) <= _LONGEST and self._left >= 0 else None
        return [_step(reading, said)] if reading else None


def _step(reading: Reading, said: str) -> Step:
    form = reading.form
    return Step(
        number=0, kind=form.kind, place=reading.place, words=reading.words, span=reading.span, until=reading.until, new=reading.new,
        side=form.side, to=reading.to, file=reading.file, under=form.under, said=said,
    )  # fmt: skip


def _with_places(steps: Sequence[Step]) -> list[Step]:
    """In "In paragraph 3, leave out “a”, and after “b” insert “c”" the second stands in paragraph 3 too."""
    out: list[Step] = []
    for step in steps:
        before = out[-1].place if out else ""
        by_words = bool(step.words or step.until) or step.kind == "add"
        inherits = by_words and not step.place and before and (out[-1].words or out[-1].until)
        out.append(replace(step, place=before) if inherits else step)
    return out
