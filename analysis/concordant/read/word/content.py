"""The content of one paragraph under a view of its tracked changes: runs of words, and what hangs on them."""

from __future__ import annotations

from dataclasses import dataclass, replace

from concordant.read.changes import Touch
from concordant.read.inline import Run
from concordant.read.view import View
from concordant.read.word.names import MATH, MC, VML, A, Element, R, local, value, w
from concordant.read.word.styles import Styles, first_number, first_switch

_PUT_IN = {w("ins"): "insertion", w("moveTo"): "move"}
_TAKEN_OUT = {w("del"): "deletion", w("moveFrom"): "move"}
# Properties and instructions: no words of the text.
_SILENT = frozenset("pPr rPr sdtPr sdtEndPr instrText delInstrText Fallback rt fldData ffData tblPr trPr".split())
_SYMBOL_FONTS = ("symbol", "wingdings", "webdings")
_FIRST_PRIVATE = 0xF000
SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


class Content:
    """What a paragraph holds. `pages` counts page breaks in it, `marks` (comment id, begins) at the place in the words where it stands."""

    def __init__(self) -> None:
        self.runs: list[Run] = []
        self.sizes: list[tuple[int, int]] = []
        self.underlined: list[bool] = []
        self.touches: list[Touch] = []
        self.notes: list[tuple[str, str, str]] = []
        self.boxes: list[Element] = []
        self.marks: list[tuple[str, bool, int]] = []
        self.hidden: list[str] = []
        self.images: int = 0
        self.links: int = 0
        self.pages: int = 0

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)

    def extend(self, other: Content) -> None:
        """Put another paragraph's content behind this one's: its paragraph mark is gone."""
        length = len(self.text)
        self.runs += other.runs
        self.touches += [replace(touch, at=touch.at + length) for touch in other.touches]
        self.marks += [(comment, begins, at + length) for comment, begins, at in other.marks]
        for name in ("sizes", "underlined", "notes", "boxes", "hidden"):
            getattr(self, name).extend(getattr(other, name))
        self.images, self.links, self.pages = self.images + other.images, self.links + other.links, self.pages + other.pages


@dataclass(frozen=True, slots=True, kw_only=True)
class _Under:
    """What the elements above say of the words below them."""

    shown: bool = True
    link: str = ""
    change: tuple[str, bool, str, str, str] | None = None


class Collector:
    """Walks paragraphs. `links` are the addresses of the part's relationships, `rendered` whether the file says where its pages broke."""

    def __init__(self, *, styles: Styles, view: View, links: dict[str, str], rendered: bool) -> None:
        self.styles = styles
        self.view = view
        self.links = links
        self.rendered = rendered
        self.noted: dict[str, int] = {}
        self.commented: set[str] = set()
        self.moves: dict[str, str] = {}
        self.style: str = ""
        self.out: Content = Content()

    def collect(self, paragraph: Element, style: str) -> Content:
        """The content of a w:p whose paragraph style is `style`."""
        self.out, self.style = Content(), style
        self._walk(paragraph, _Under())
        return self.out

    def _walk(self, element: Element, under: _Under) -> None:
        for child in element:
            name = local(child)
            if name in _SILENT:
                continue
            if name == "r":
                self._run(child, under)
            elif child.tag in _PUT_IN or child.tag in _TAKEN_OUT:
                self._walk(child, self._changed(child, under))
            elif name in {"commentRangeStart", "commentRangeEnd"}:
                self.commented.add(value(child, "", "id"))
                self.out.marks.append((value(child, "", "id"), name.endswith("Start"), len(self.out.text)))
            elif name in {"moveFromRangeStart", "moveToRangeStart"}:
                self.moves[name[:6].rstrip("R")] = value(child, "", "name")
            elif name in {"moveFromRangeEnd", "moveToRangeEnd"}:
                self.moves.pop(name[:6].rstrip("R"), None)
            elif name == "hyperlink":
                self.out.links += 1
                address = self.links.get(str(child.get(f"{{{R}}}id") or ""), "")
                self._walk(child, _Under(shown=under.shown, link=address, change=under.change))
            elif name == "AlternateContent":
                self._walk(_preferred(child), under)
            elif name in {"drawing", "pict", "object"}:
                self._drawing(child)
            elif name == "t" and child.tag == f"{{{MATH}}}t":
                self._words(child.text or "", None, under)
            else:
                self._walk(child, under)

    def _changed(self, element: Element, under: _Under) -> _Under:
        """The state below a w:ins, w:del, w:moveFrom or w:moveTo."""
        author, date = value(element, "", "author"), value(element, "", "date")
        taken_out = element.tag in _TAKEN_OUT
        kind = (_TAKEN_OUT if taken_out else _PUT_IN)[str(element.tag)]
        move = self.moves.get("moveFr" if taken_out else "moveTo", "") if kind == "move" else ""
        accepted = self.view.accepts(author, date)
        shown = under.shown and (accepted != taken_out)
        return _Under(shown=shown, link=under.link, change=(kind, taken_out, author, date, move))

    def _run(self, run: Element, under: _Under) -> None:
        props = run.find(w("rPr"))
        for child in run:
            name = local(child)
            if name in {"t", "delText"}:
                self._words(_symbols(child.text or "", props), props, under)
            elif name == "sym":
                self._words(_symbol(value(child, "", "char")), props, under)
            elif name in {"tab", "ptab"}:
                self._words("\t", props, under)
            elif name in {"br", "cr"}:
                self._break(child, props, under)
            elif name == "noBreakHyphen":
                self._words("-", props, under)
            elif name == "lastRenderedPageBreak":
                self.out.pages += 1
            elif name == "commentReference":
                self._comment(value(child, "", "id"))
            elif name in {"footnoteReference", "endnoteReference"} and under.shown:
                self._note(name[:-9], value(child, "", "id"))
            elif name == "AlternateContent":
                for inner in _preferred(child):
                    self._drawing(inner)
            elif name in {"drawing", "pict", "object"}:
                self._drawing(child)
            elif name == "ruby":
                self._walk(child, under)

    def _comment(self, comment: str) -> None:
        """A comment that was put at a place, not on words, has only its reference."""
        if comment not in self.commented:
            self.out.marks += [(comment, True, len(self.out.text)), (comment, False, len(self.out.text))]

    def _note(self, kind: str, note: str) -> None:
        """A reference to a note prints the note's number, counted in text order."""
        self.noted[kind] = self.noted.get(kind, 0) + 1
        figure = str(self.noted[kind]).translate(SUPERSCRIPT)
        self.out.notes.append((kind, note, figure))
        self.out.runs.append(Run(text=figure, bold=bool(self.out.runs) and self.out.runs[-1].bold))

    def _break(self, element: Element, props: Element | None, under: _Under) -> None:
        kind = value(element, "", "type")
        if kind == "page":
            self.out.pages += 0 if self.rendered else 1
        self._words("\n" if kind in {"", "textWrapping"} else " ", props, under)

    def _words(self, text: str, props: Element | None, under: _Under) -> None:
        if under.change and text:
            kind, taken_out, author, date, move = under.change
            at = len(self.out.text)
            self.out.touches.append(Touch(kind=kind, taken_out=taken_out, author=author, date=date, words=text, move=move, at=at))
        if not under.shown or not text:
            return
        chain = self._chain(props)
        if first_switch(chain, "vanish"):
            self.out.hidden.append(text)
            return
        self.out.runs.append(Run(text=text, bold=first_switch(chain, "b"), link=under.link))
        if text.strip():
            self.out.sizes.append((first_number(chain, "sz") or 0, len(text)))
            self.out.underlined.append(any(value(one, "u") not in {"", "none"} for one in chain[:1]))

    def _chain(self, props: Element | None) -> tuple[Element, ...]:
        own = (props,) if props is not None else ()
        named = self.styles.run(value(props, "rStyle")) if props is not None and props.find(w("rStyle")) is not None else ()
        base = (self.styles.defaults_r,) if self.styles.defaults_r is not None else ()
        return (*own, *named, *self.styles.run(self.style or self.styles.default), *base)

    def _drawing(self, element: Element) -> None:
        """A picture is counted; the text of a box is read after the paragraph that it hangs on."""
        boxes = list(element.iter(w("txbxContent")))
        inner = {box for outer in boxes for box in outer.iter(w("txbxContent")) if box is not outer}
        self.out.boxes += [box for box in boxes if box not in inner and not _in_fallback(box, element)]
        pictures = sum(1 for _ in element.iter(f"{{{A}}}blip", f"{{{VML}}}imagedata"))
        self.out.images += pictures or (1 if local(element) == "object" else 0)


def _preferred(alternate: Element) -> Element:
    """What a present-day Word shows of an mc:AlternateContent: its first choice."""
    choice = alternate.find(f"{{{MC}}}Choice")
    fallback = alternate.find(f"{{{MC}}}Fallback")
    return choice if choice is not None else fallback if fallback is not None else alternate


def _in_fallback(box: Element, top: Element) -> bool:
    above = box.getparent()
    while above is not None and above is not top:
        if local(above) == "Fallback":
            return True
        above = above.getparent()
    return False


def _symbol(code: str) -> str:
    """The private-use character of a w:sym; "" for a code that is none."""
    try:
        point = int(code, 16)
    except ValueError:
        return ""
    return chr(point) if 0x20 <= point <= 0xFFFD and not 0xD800 <= point <= 0xDFFF else ""


def _symbols(text: str, props: Element | None) -> str:
    """Letters set in a symbol font are signs: they become the private-use characters that Word keeps for them."""
    font = value(props, "rFonts", "ascii").lower() if props is not None and props.find(w("rFonts")) is not None else ""
    if not font.startswith(_SYMBOL_FONTS):
        return text
    return "".join(chr(_FIRST_PRIVATE + ord(c)) if 0x20 < ord(c) < 0x100 else c for c in text)
