"""A text as a reader counts it: sections, bullets within bullets, what belongs to a paragraph, printed and neutral numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable

from concordant.amend.paras import paras_of
from concordant.model import Clause, Para, Policy, Unit

_LABEL = re.compile(r"\d+|[a-z]+", re.IGNORECASE)
_SHOWN = 8

Label = tuple[str, ...]


def label(text: str) -> Label:
    """A printed number as its parts: "3.2(b)" and "3.2 (b)" are 3, 2, b."""
    return tuple(part.lower() for part in _LABEL.findall(text))


class Outline:
    """The paragraphs of a policy with the units they come out as, and what lies in what. Places count from 0."""

    def __init__(self, policy: Policy) -> None:
        self.policy = policy
        self.paras: tuple[Para, ...] = paras_of(policy)
        self.units: tuple[Unit, ...] = policy.units
        self._place = {unit.id: at for at, unit in enumerate(self.units)}
        self.labels = {at: self._labels(at) for at, unit in enumerate(self.units) if unit.printed}

    def _labels(self, at: int) -> frozenset[Label]:
        unit = self.units[at]
        own = label(unit.printed or "")
        found = {own}
        above = [*reversed(unit.lead_ins), *([unit.parent] if unit.parent else [])]
        for place in (self._place[one] for one in above):
            printed = self.units[place].printed
            if printed:
                outer = self._labels(place) if place < at else frozenset({label(printed)})
                found |= {(*one, *own) for one in outer}
                break
        return frozenset(found)

    def is_text(self, at: int) -> bool:
        """Whether a paragraph is no heading, note or mark of the page."""
        return self.paras[at].kind in {"paragraph", "item"}

    def tree(self, at: int) -> range:
        """An item with what stands inside it; anything else alone."""
        para = self.paras[at]
        end = at + 1
        while para.kind == "item" and end < len(self.paras) and self._inside(self.paras[end], para.depth):
            end += 1
        return range(at, end)

    @staticmethod
    def _inside(para: Para, depth: int) -> bool:
        return para.depth > depth if para.kind == "item" else para.depth >= depth

    def whole(self, at: int) -> range:
        """A paragraph with all that hangs on it: an item with its sub-items, a lead-in with its list, and the notes set under it."""
        end = self.tree(at).stop
        own = self.units[at].id
        while end < len(self.paras):
            if self.paras[end].kind == "note" and self.is_text(at):
                end += 1
            elif self.paras[end].kind == "item" and self.paras[at].kind != "item" and own in self.units[end].lead_ins:
                end = self.tree(end).stop
            else:
                break
        return range(at, end)

    def section(self, at: int) -> range:
        """A heading with all that stands under it, deeper headings too; the foot of the page at its end is no part of it."""
        end = at + 1
        while end < len(self.paras) and not (self.paras[end].kind == "heading" and self.paras[end].level <= self.paras[at].level):
            end += 1
        return range(at, self.before_foot(end))

    def before_foot(self, end: int) -> int:
        """The place before the marks of the page, if any, that stand before `end`."""
        while end > 1 and self.paras[end - 1].kind in {"furniture", "metadata"}:
            end -= 1
        return end

    def headings(self) -> list[int]:
        return [at for at, para in enumerate(self.paras) if para.kind == "heading"]

    def top_headings(self, within: Iterable[int]) -> list[int]:
        """The headings of the outermost level among these paragraphs."""
        found = [at for at in within if self.paras[at].kind == "heading"]
        top = min((self.paras[at].level for at in found), default=0)
        return [at for at in found if self.paras[at].level == top]

    def direct(self, within: range) -> range:
        """The part of a section before its first deeper heading; all of it where nothing stands there."""
        end = next((at for at in within if at > within.start and self.paras[at].kind == "heading"), within.stop)
        part = range(within.start, end)
        return part if any(self.is_text(at) for at in part) else within

    def number(self, at: int) -> int | None:
        """The neutral number, None for what is no clause."""
        unit = self.units[at]
        return unit.number if isinstance(unit, Clause) else None

    def named(self, at: int) -> str:
        """A place as a reader says it: "[12] “Councillors must …”"."""
        number = self.number(at)
        words = self.units[at].text.split()
        first = " ".join(words[:_SHOWN]) + (" …" if len(words) > _SHOWN else "")
        return f"[{number}] “{first}”" if number is not None else f"“{first}”"

    def above(self, at: int) -> int | None:
        """The heading over a paragraph."""
        return next((h for h in reversed(range(at)) if self.paras[h].kind == "heading"), None)
