"""The numbers that Word computes and prints before paragraphs: "3.2.1", "(a)", "iv)". They stand nowhere in the file's text."""

from __future__ import annotations

import re
from dataclasses import dataclass

from concordant.read.figures import figure
from concordant.read.word.names import Element, number, switched, value, w
from concordant.read.word.styles import Styles

LEVELS = 9
MAX_COUNT = 100_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbered:
    """What stands before a paragraph: the number as printed, or a bullet. `indent` is the w:pPr of the level, for its margins."""

    printed: str
    bullet: str
    level: int
    props: Element | None
    list_id: str


class Numbering:
    """The lists of numbering.xml, and how far each has counted: lists of one abstract definition go on counting together."""

    def __init__(self, *, lists: dict[str, Element], kinds: dict[str, Element], styles: Styles) -> None:
        self.lists = lists
        self.kinds = kinds
        self.styles = styles
        self.counts: dict[str, list[int | None]] = {}
        self.begun: set[str] = set()

    def take(self, list_id: str, level: int, style: str) -> Numbered | None:
        """Count one paragraph in and say what is printed before it; None for a list that the file does not define."""
        abstract = self._abstract(list_id)
        if abstract is None:
            return None
        level = self._level_of_style(list_id, abstract, style) if level < 0 else min(max(level, 0), LEVELS - 1)
        definition = self._level(list_id, abstract, level)
        if definition is None:
            return None
        counts = self._count(list_id, abstract, level)
        shape, text = value(definition, "numFmt") or "decimal", value(definition, "lvlText")
        common = {"level": level, "props": definition.find(w("pPr")), "list_id": list_id}
        if shape == "bullet":
            return Numbered(printed="", bullet=text[:1] or "•", **common)  # type: ignore[arg-type]
        legal = bool(switched(definition, "isLgl"))
        printed = re.sub(r"%([1-9])", lambda found: self._figure(list_id, abstract, int(found[1]) - 1, counts, legal=legal), text)
        return Numbered(printed=printed.strip(), bullet="", **common)  # type: ignore[arg-type]

    def _abstract(self, list_id: str) -> Element | None:
        """The abstract definition of a list; one that only points at a list style is followed once."""
        concrete = self.lists.get(list_id)
        abstract = self.kinds.get(value(concrete, "abstractNumId"))
        link = value(abstract, "numStyleLink")
        if link:
            for props in self.styles.paragraph(link):
                target = value(props.find(w("numPr")), "numId") if props.find(w("numPr")) is not None else ""
                linked = self.kinds.get(value(self.lists.get(target), "abstractNumId"))
                if linked is not None:
                    return linked
        return abstract

    def _level(self, list_id: str, abstract: Element, level: int) -> Element | None:
        concrete = self.lists[list_id]
        for override in concrete.iterfind(w("lvlOverride")):
            if number(override, "", "ilvl") == level and (own := override.find(w("lvl"))) is not None:
                return own
        return next((one for one in abstract.iterfind(w("lvl")) if number(one, "", "ilvl") == level), None)

    def _level_of_style(self, list_id: str, abstract: Element, style: str) -> int:
        """A heading style names its list but not its level: the level that names the style is meant."""
        for level in range(LEVELS):
            definition = self._level(list_id, abstract, level)
            if definition is not None and style and value(definition, "pStyle") == style:
                return level
        return 0

    def _start(self, list_id: str, abstract: Element, level: int) -> int:
        for override in self.lists[list_id].iterfind(w("lvlOverride")):
            if number(override, "", "ilvl") == level and (start := number(override, "startOverride")) is not None:
                return start
        definition = self._level(list_id, abstract, level)
        start = number(definition, "start") if definition is not None else None
        return 0 if definition is None else 1 if start is None else start

    def _count(self, list_id: str, abstract: Element, level: int) -> list[int | None]:
        counts = self.counts.setdefault(value(abstract, "", "abstractNumId"), [None] * LEVELS)
        if list_id not in self.begun:
            self.begun.add(list_id)
            for override in self.lists[list_id].iterfind(w("lvlOverride")):
                at = number(override, "", "ilvl")
                if at is not None and 0 <= at < LEVELS and override.find(w("startOverride")) is not None:
                    counts[at] = None
        before = counts[level]
        counts[level] = self._start(list_id, abstract, level) if before is None else min(before + 1, MAX_COUNT)
        for above in range(level):
            if counts[above] is None:
                counts[above] = self._start(list_id, abstract, above)
        for below in range(level + 1, LEVELS):
            definition = self._level(list_id, abstract, below)
            restart = number(definition, "lvlRestart") if definition is not None else None
            if restart is None or (restart and level < restart):
                counts[below] = None
        return counts

    def _figure(self, list_id: str, abstract: Element, level: int, counts: list[int | None], *, legal: bool) -> str:
        definition = self._level(list_id, abstract, level)
        shape = (value(definition, "numFmt") or "decimal") if definition is not None else "decimal"
        count = counts[level]
        return figure(0 if count is None else count, "decimal" if legal and shape not in {"none", "bullet"} else shape)


def read_numbering(root: Element | None, styles: Styles) -> Numbering:
    """The lists of numbering.xml; none where the part is missing."""
    if root is None:
        return Numbering(lists={}, kinds={}, styles=styles)
    lists = {value(one, "", "numId"): one for one in root.iterfind(w("num"))}
    kinds = {value(one, "", "abstractNumId"): one for one in root.iterfind(w("abstractNum"))}
    return Numbering(lists=lists, kinds=kinds, styles=styles)
