"""Numbers that a word processor computes for the lists and headings of an OpenDocument text. They stand nowhere in its words."""

from __future__ import annotations

import re
from dataclasses import dataclass

from concordant.read.figures import figure
from concordant.read.odt.names import Element, number, points, q, value
from concordant.read.odt.styles import Styles

LEVELS = 10
MAX_COUNT = 100_000
_SHAPES = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman", "01, 02, 03, ...": "decimalZero"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """What stands before a list item: its number as printed, or a bullet, and the points at which that and its words begin."""

    printed: str
    bullet: str
    left: float | None
    indent: float


class Counter:
    """Counts the items of every list. Lists that continue each other share their counts."""

    def __init__(self, styles: Styles) -> None:
        self.styles = styles
        self.counts: dict[str, list[int | None]] = {}
        self.chains: dict[str, str] = {}
        self.last: tuple[str, str] = ("", "")
        self.begun = 0
        self.anew = False

    def begin(self, element: Element, style: str) -> str:
        """The chain that an outermost text:list counts in. Without a name, it continues the list before it if that has its style."""
        self.begun += 1
        own = value(element, "xml:id") or f"list {self.begun}"
        continues = value(element, "text:continue-numbering")
        before = self.chains.get(value(element, "text:continue-list"))
        if before is None and continues == "true" and self.last[0] == style:
            before = self.last[1]
        chain = before or own
        self.chains[own] = chain
        self.last = (style, chain)
        self.anew = continues == "false"
        return chain

    def begin_inner(self, element: Element, *, again: bool) -> None:
        """A list inside an item counts on from the items before, but anew when its item already holds one (`again`)."""
        continues = value(element, "text:continue-numbering")
        if again or continues:
            self.anew = continues != "true"

    def starts_anew(self) -> bool:
        """Whether the paragraph at hand is the one that begins its list's numbers anew: the first, whatever its level."""
        anew, self.anew = self.anew, False
        return anew

    def take(self, chain: str, style: str, level: int, start: int | None = None, *, anew: bool = False) -> Label | None:
        """Count an item of the list in, and say what is printed before it; None where the level has neither number nor bullet.

        A list without a style has bullets.
        """
        if style not in self.styles.lists:
            return Label(printed="", bullet="•", left=None, indent=0.0)
        definition = self._level(self.styles.lists.get(style), level)
        counts = self.counts.setdefault(chain, [None] * LEVELS)
        if start is None and anew:
            start = self._start(self.styles.lists.get(style), level)
        self._count(counts, self.styles.lists.get(style), level, start)
        if definition is None:
            return Label(printed=f"{counts[level]}.", bullet="", left=None, indent=0.0)
        return self._label(definition, self.styles.lists.get(style), level, counts)

    def heading(self, heading: Element) -> Label | None:
        """The number of a heading by the outline style. A level that prints none still counts, and starts those below it anew."""
        level = min(max((number(heading, "text:outline-level") or 1) - 1, 0), LEVELS - 1)
        definition = self._level(self.styles.outline, level)
        if definition is None or value(heading, "text:is-list-header") == "true":
            return None
        start = number(heading, "text:start-value")
        if start is None and value(heading, "text:restart-numbering") == "true":
            start = self._start(self.styles.outline, level)
        counts = self.counts.setdefault(" outline", [None] * LEVELS)
        self._count(counts, self.styles.outline, level, start)
        found = self._label(definition, self.styles.outline, level, counts)
        return found if found and found.printed else None

    def _level(self, style: Element | None, level: int) -> Element | None:
        return next((one for one in style if number(one, "text:level") == level + 1), None) if style is not None else None

    def _start(self, style: Element | None, level: int) -> int:
        found = number(self._level(style, level), "text:start-value")
        return 1 if found is None else found

    def _count(self, counts: list[int | None], style: Element | None, level: int, start: int | None) -> None:
        before = counts[level]
        first = self._start(style, level) if start is None else start
        counts[level] = first if before is None or start is not None else min(before + 1, MAX_COUNT)
        for above in range(level):
            if counts[above] is None:
                counts[above] = self._start(style, above)
        for below in range(level + 1, LEVELS):
            counts[below] = None

    def _label(self, definition: Element, style: Element | None, level: int, counts: list[int | None]) -> Label | None:
        left, indent = _margins(definition)
        if definition.tag == q("text:list-level-style-bullet"):
            return Label(printed="", bullet=value(definition, "text:bullet-char") or "•", left=left, indent=indent)
        if definition.tag == q("text:list-level-style-image"):
            return Label(printed="", bullet="•", left=left, indent=indent)
        if not value(definition, "style:num-format"):
            fixed = f"{value(definition, 'style:num-prefix')}{value(definition, 'style:num-suffix')}".strip()
            return Label(printed=fixed, bullet="", left=left, indent=indent) if re.search(r"\w", fixed) else None
        text = value(definition, "loext:num-list-format")
        if text:
            printed = re.sub(r"%(\d{1,2})%", lambda found: self._figure(style, int(found[1]) - 1, counts), text)
        else:
            shown = min(max(number(definition, "text:display-levels") or 1, 1), level + 1)
            figures = (self._figure(style, at, counts) for at in range(level - shown + 1, level + 1))
            inner = ".".join(one for one in figures if one)
            printed = f"{value(definition, 'style:num-prefix')}{inner}{value(definition, 'style:num-suffix')}"
        return Label(printed=printed.strip(), bullet="", left=left, indent=indent)

    def _figure(self, style: Element | None, level: int, counts: list[int | None]) -> str:
        if not 0 <= level < LEVELS:
            return ""
        definition = self._level(style, level)
        shape = value(definition, "style:num-format")
        count = counts[level]
        count = self._start(style, level) if count is None else count
        if shape in {"a", "A"} and value(definition, "style:num-letter-sync") != "true" and count > 0:
            letters = _letters(count)
            return letters.upper() if shape == "A" else letters
        return figure(count, _SHAPES.get(shape, "none" if not shape else "decimal"))


def _letters(count: int) -> str:
    """a to z, aa, ab: as figures of a number, where Word and letters in step (aa, bb) repeat one letter."""
    out = ""
    while count:
        count, rest = divmod(count - 1, 26)
        out = chr(ord("a") + rest) + out
    return out


def _margins(definition: Element) -> tuple[float | None, float]:
    """The left margin of the words and the indent of the mark against it, in points."""
    props = definition.find(q("style:list-level-properties"))
    aligned = props.find(q("style:list-level-label-alignment")) if props is not None else None
    if aligned is not None:
        return points(aligned, "fo:margin-left") or 0.0, points(aligned, "fo:text-indent") or 0.0
    if props is None:
        return None, 0.0
    width = points(props, "text:min-label-width") or 0.0
    return (points(props, "text:space-before") or 0.0) + width, -width
