"""What a paragraph's properties say: style, list, margins, space, and whether its end is there under the view."""

from __future__ import annotations

from dataclasses import dataclass

from concordant.read.view import View
from concordant.read.word.names import Element, number, value, w
from concordant.read.word.numbering import Numbered, Numbering
from concordant.read.word.styles import Styles, first_number, first_switch

# A column of the layout is about the width of a letter; 20 twips are a point.
TWIPS_PER_COLUMN = 120
GAP_TWIPS = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """How a paragraph stands on the page. `column` is that of its first line, `left` that of the others; `level` from its outline."""

    style: str
    numbered: Numbered | None
    column: int
    left: int
    space_before: int
    space_after: int
    contextual: bool
    level: int
    page_break: bool


def properties(paragraph: Element, view: View) -> Element | None:
    """The w:pPr that counts under the view: a tracked change of properties keeps the former ones."""
    props = paragraph.find(w("pPr"))
    change = props.find(w("pPrChange")) if props is not None else None
    if change is not None and not view.accepts(value(change, "", "author"), value(change, "", "date")):
        return change.find(w("pPr"))
    return props


def ends(paragraph: Element, view: View) -> bool:
    """Whether the paragraph's end is there under the view; if not, its words run into the next paragraph."""
    mark = paragraph.find(f"{w('pPr')}/{w('rPr')}")
    for child in mark if mark is not None else ():
        accepted = view.accepts(value(child, "", "author"), value(child, "", "date"))
        if (child.tag in {w("ins"), w("moveTo")} and not accepted) or (child.tag in {w("del"), w("moveFrom")} and accepted):
            return False
    return True


def shape(props: Element | None, styles: Styles, numbering: Numbering) -> Shape:
    """The shape of a paragraph with these properties. Counts the paragraph in its list."""
    style = value(props, "pStyle")
    named = styles.paragraph(style)
    own = (props,) if props is not None else ()
    numbered = _numbered(own, named, numbering, style or styles.default)
    of_level = (numbered.props,) if numbered and numbered.props is not None else ()
    chain = (*own, *of_level, *named)
    left = first_number(chain, "ind", "left", "start") or 0
    hanging = first_number(chain, "ind", "hanging")
    first = -hanging if hanging is not None else first_number(chain, "ind", "firstLine") or 0
    outline = first_number((*own, *named), "outlineLvl")
    return Shape(
        style=style,
        numbered=numbered,
        column=max(0, left + first) // TWIPS_PER_COLUMN,
        left=max(0, left) // TWIPS_PER_COLUMN,
        space_before=_space(chain, "before"),
        space_after=_space(chain, "after"),
        contextual=first_switch(chain, "contextualSpacing"),
        level=styles.heading_level(style) or (outline + 1 if outline is not None and 0 <= outline < 9 else 0),
        page_break=first_switch(chain, "pageBreakBefore"),
    )


def _space(chain: tuple[Element, ...], side: str) -> int:
    auto = first_number(chain, "spacing", f"{side}Autospacing")
    return 2 * GAP_TWIPS if auto == 1 else first_number(chain, "spacing", side) or 0


def _numbered(own: tuple[Element, ...], named: tuple[Element, ...], numbering: Numbering, style: str) -> Numbered | None:
    """The list of a paragraph: its own word on it, or else that of its style. List 0 means none."""
    for props in (*own, *named):
        listed = props.find(w("numPr"))
        if listed is None:
            continue
        list_id = value(listed, "numId") or next(
            (value(p.find(w("numPr")), "numId") for p in named if p.find(w("numPr")) is not None and value(p.find(w("numPr")), "numId")), ""
        )
        if not list_id or list_id == "0":
            return None
        level = number(listed, "ilvl")
        return numbering.take(list_id, -1 if level is None else level, style)
    return None
