"""The content of one OpenDocument paragraph under a view of its tracked changes."""

from __future__ import annotations

from dataclasses import dataclass

from concordant.read.changes import Touch
from concordant.read.inline import Run
from concordant.read.odt.names import SPACES, Element, number, q, value, words_in
from concordant.read.odt.styles import Styles
from concordant.read.view import View

_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_DRAWING = f"{{{SPACES['draw']}}}"
MAX_SPACES = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """A tracked change of the file: `removed` are the paragraphs that a deletion took out."""

    kind: str
    author: str
    date: str
    removed: tuple[Element, ...] = ()


class Content:
    """What a paragraph holds. `parts` are its runs; a None among them is the end of a paragraph that a restored deletion brings back."""

    def __init__(self) -> None:
        self.runs: list[Run | None] = []
        self.touches: list[Touch] = []
        self.notes: list[tuple[Element, str]] = []
        self.boxes: list[Element] = []
        self.comments: list[tuple[str, str, int]] = []
        self.hidden: list[str] = []
        self.images = self.links = self.pages = 0
        self.underlined: list[bool] = []
        self.sizes: list[tuple[str, int]] = []

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs if run is not None)


class Collector:
    """Walks paragraphs. `open` are the insertions that run, over the ends of paragraphs."""

    def __init__(self, *, styles: Styles, view: View, regions: dict[str, Region]) -> None:
        self.styles = styles
        self.view = view
        self.regions = regions
        self.open: list[str] = []
        self.remarks: dict[str, Element] = {}
        self.out = Content()
        self.style = ""

    @property
    def hides(self) -> bool:
        """Whether the words at hand were put in by a change that the view does not take as made."""
        return any(not self.view.accepts(self.regions[key].author, self.regions[key].date) for key in self.open)

    def collect(self, paragraph: Element, style: str) -> Content:
        """The content of a text:p or text:h whose style is `style`."""
        self.out, self.style = Content(), style
        self._walk(paragraph, "", "")
        return self.out

    def _walk(self, element: Element, span: str, link: str) -> None:
        self._words(element.text or "", span, link)
        for child in element:
            self._child(child, span, link)
            self._words(child.tail or "", span, link)

    def _child(self, child: Element, span: str, link: str) -> None:
        tag = child.tag
        if tag == q("text:span"):
            self._walk(child, value(child, "text:style-name") or span, link)
        elif tag == q("text:a"):
            self.out.links += 1
            self._walk(child, span, value(child, "xlink:href"))
        elif tag == q("text:s"):
            self._words(" " * min(number(child, "text:c") or 1, MAX_SPACES), span, link, spaces=True)
        elif tag == q("text:tab"):
            self._words("\t", span, link, spaces=True)
        elif tag == q("text:line-break"):
            self._words("\n", span, link, spaces=True)
        elif tag == q("text:soft-page-break"):
            self.out.pages += 1
        elif tag == q("text:note"):
            self._note(child)
        elif tag in {q("office:annotation"), q("office:annotation-end")}:
            self._comment(child)
        elif tag in {q("text:change-start"), q("text:change-end"), q("text:change")}:
            self.change(child, span, link)
        elif tag == q("draw:image"):
            self.out.images += 1
        elif tag == q("draw:text-box") or (str(tag).startswith(_DRAWING) and child.find(q("text:p")) is not None):
            self.out.boxes.append(child)
        elif tag not in {q("text:number"), q("text:ruby-text"), q("office:event-listeners"), q("text:hidden-paragraph")}:
            self._walk(child, span, link) if not str(tag).startswith("{http://www.w3.org/2000/svg") else None

    def _note(self, note: Element) -> None:
        body = note.find(q("text:note-body"))
        if body is None or self.hides:
            return
        mark = note.find(q("text:note-citation"))
        citation = words_in(mark)[:4].strip() if mark is not None else ""
        figure = citation.translate(_SUPERSCRIPT) if citation.isdigit() else ""
        self.out.notes.append((note, figure))
        if figure:
            self.out.runs.append(Run(text=figure, bold=any(run.bold for run in self.out.runs[-1:] if run is not None)))

    def _comment(self, mark: Element) -> None:
        name = value(mark, "office:name") or f"comment {id(mark)}"
        if mark.tag == q("office:annotation"):
            self.remarks[name] = mark
            self.out.comments.append((name, "begins", len(self.out.text)))
        else:
            self.out.comments.append((name, "ends", len(self.out.text)))

    def change(self, mark: Element, span: str, link: str) -> None:
        key = value(mark, "text:change-id")
        region = self.regions.get(key)
        if region is None or region.kind == "format-change":
            return
        if mark.tag == q("text:change-start"):
            self.open.append(key)
        elif mark.tag == q("text:change-end"):
            self.open = [one for one in self.open if one != key]
        else:
            self._restore(region, span, link)

    def _restore(self, region: Region, span: str, link: str) -> None:
        """Where words were taken out: they are told, and put back when the view does not take the change as made."""
        shown = not self.view.accepts(region.author, region.date) and not self.hides
        for at, paragraph in enumerate(region.removed):
            words = words_in(paragraph)
            self.out.touches.append(
                Touch(
                    kind="deletion", taken_out=True, author=region.author, date=region.date, at=len(self.out.text),
                    words=("\n" if at else "") + words,
                )
            )  # fmt: skip
            if shown:
                if at:
                    self.out.runs.append(None)
                self._show(words, span, link)

    def _words(self, text: str, span: str, link: str, *, spaces: bool = False) -> None:
        if not text:
            return
        if not spaces:
            # White space in the file folds to one blank; what the writer typed more of stands in elements of its own.
            text = " ".join(text.split("\n")) if text.strip() or " " in text else ""
        for key in self.open[-1:]:
            region = self.regions[key]
            touch = Touch(kind="insertion", taken_out=False, author=region.author, date=region.date, words=text, at=len(self.out.text))
            self.out.touches.append(touch)
        if not self.hides:
            self._show(text, span, link)

    def _show(self, text: str, span: str, link: str) -> None:
        if not text:
            return
        if span and self.styles.first("text", span, "text", "text:display") == "none":
            self.out.hidden.append(text)
            return
        weight = self._property(span, "fo:font-weight")
        self.out.runs.append(Run(text=text, bold=weight == "bold" or weight in {"600", "700", "800", "900"}, link=link))
        if text.strip():
            self.out.underlined.append(self._property(span, "style:text-underline-style") not in {"", "none"})
            self.out.sizes.append((self._property(span, "fo:font-size"), len(text)))

    def _property(self, span: str, name: str) -> str:
        own = self.styles.first("text", span, "text", name) if span else ""
        return own or self.styles.first("paragraph", self.style, "text", name)
