"""Boxes beside the text: drawn round a few lines, or as a ground behind them, or set in small type in the margin. They are read apart."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

from concordant.read.pdf.glyphs import Rule, Word
from concordant.read.pdf.grid import NEAR
from concordant.read.pdf.rows import rows

# No wider than this share of the page, or nothing of the text has room beside it; nearer words stand in the same line.
WIDEST = 0.62
BESIDE = 0.6
MAX_RULES = 600
MAX_SIZES = 20
# Notes in the margin are set in type of this size, beside that of the text, and their lines this close, in heights of a line.
SMALL = 0.93
LEAST = 0.6
LEADING = 1.7


def side_boxes(words: Sequence[Word], rules: Sequence[Rule], width: float) -> tuple[list[list[Word]], list[Word]]:
    """The words of each box that has text beside it, boxes from the top of the page; and all other words."""
    boxes: list[list[Word]] = []
    rest = list(words)
    for box in sorted(set(_boxes(rules[:MAX_RULES], width)), key=lambda one: (-one.y1, one.x0)):
        inside = [word for word in rest if _holds(box, word)]
        held = {id(word) for word in inside}
        outside = [word for word in rest if id(word) not in held]
        if len(rows(inside, 1)) >= 2 and _stands_beside(box, inside, outside):
            boxes.append(inside)
            rest = outside
    for inside in _in_small_type(rest):
        held = {id(word) for word in inside}
        outside = [word for word in rest if id(word) not in held]
        if _stands_beside(_around(inside), inside, outside):
            boxes.append(inside)
            rest = outside
    return sorted(boxes, key=lambda box: -max(word.y for word in box)), rest


def _in_small_type(words: Sequence[Word]) -> Iterator[list[Word]]:
    """Lines under each other in letters of another size than the text's, all beginning at one place."""
    sizes = Counter(round(word.height, 1) for word in words)
    usual = sizes.most_common(1)[0][0] if sizes else 0.0
    for size, _ in sizes.most_common(MAX_SIZES):
        if size > SMALL * usual or size < LEAST * usual:
            continue
        yield from (block for block in _blocks(words, size) if len({word.y for word in block}) > 1)


def _blocks(words: Sequence[Word], size: float) -> Iterator[list[Word]]:
    """Rows of words of one size that begin at one place, close under each other."""
    block: list[Word] = []
    above: list[Word] = []
    for row in rows([word for word in words if round(word.height, 1) == size], 1):
        line = [word for piece in row for word in piece.words]
        if above and (abs(line[0].x0 - above[0].x0) >= NEAR or above[0].y - line[0].y >= LEADING * size):
            yield block
            block = []
        block = [*block, *line]
        above = line
    yield block


def _around(words: Sequence[Word]) -> Rule:
    top, foot = max(word.y + word.height for word in words), min(word.y for word in words)
    return Rule(x0=min(word.x0 for word in words), y0=foot, x1=max(word.x1 for word in words), y1=top)


def _boxes(rules: Sequence[Rule], width: float) -> Iterator[Rule]:
    """Pairs of lying rules, one below the other, whose ends two standing rules join."""
    lying: defaultdict[tuple[int, int], list[Rule]] = defaultdict(list)
    for rule in rules:
        if rule.x1 - rule.x0 >= NEAR and rule.x1 - rule.x0 <= WIDEST * width:
            lying[(round(rule.x0 / NEAR), round(rule.x1 / NEAR))].append(rule)
    standing = [rule for rule in rules if rule.x1 - rule.x0 < NEAR]
    for group in lying.values():
        for a, b in combinations(sorted(set(group), key=lambda rule: rule.y0)[:40], 2):
            if b.y0 - a.y0 > 2 * NEAR and all(_joins(standing, x, a.y0, b.y0) for x in (a.x0, a.x1)):
                yield Rule(x0=a.x0, y0=a.y0, x1=a.x1, y1=b.y0)


def _joins(standing: Sequence[Rule], x: float, low: float, high: float) -> bool:
    return any(abs(rule.x0 - x) < NEAR and abs(rule.y0 - low) < NEAR and abs(rule.y1 - high) < NEAR for rule in standing)


def _holds(box: Rule, word: Word) -> bool:
    middle = word.y + 0.3 * word.height
    return box.x0 - 1 <= word.x0 and word.x1 <= box.x1 + 1 and box.y0 <= middle <= box.y1


def _stands_beside(box: Rule, inside: Sequence[Word], outside: Sequence[Word]) -> bool:
    """Whether lines of the text stand beside the box, and none runs on into it, as past words on a coloured ground."""
    level = [word for word in outside if box.y0 <= word.y + 0.3 * word.height <= box.y1]
    if any(word.x0 < box.x1 and word.x1 > box.x0 for word in level) or len(rows(level, 1)) < 2:
        return False
    left, right = min(word.x0 for word in inside), max(word.x1 for word in inside)
    return all(word.x0 - right > BESIDE * word.height or left - word.x1 > BESIDE * word.height for word in level)
