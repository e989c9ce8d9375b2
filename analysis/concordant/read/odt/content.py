"""The content of one OpenDocument paragraph under a view of its tracked changes."""

from __future__ import annotations

from dataclasses import dataclass

from concordant.read.changes import Touch
from concordant.read.inline import Run
from concordant.read.odt.names import SPACES, Element, number, q, value, words_in
from concordant.read.odt.styles import Styles
from concordant.read.view import View

_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
DRAWING = f"{{{SPACES['draw']}}}"
_SILENT = frozenset(
    {q("text:number"), q("text:ruby-text"), q("office:event-listeners"), q("text:hidden-paragraph"), q("svg:title"), q("svg:desc")}
)
MAX_SPACES = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """A tracked change of the file. `removed` is what a deletion took out, `put_in` who had put that in, where that was tracked too."""

    kind: str
    author: str
    date: str
    removed: Element | None = None
    put_in: tuple[tuple[str, str], ...] = ()

    @property
    def paragraphs(self) -> list[Element]:
        """The paragraphs taken out, without those of notes and boxes inside them."""
        found: list[Element] = []
        waiting = [self.removed] if self.removed is not None else []
        while waiting:
            element = waiting.pop()
            if element.tag in {q("text:p"), q("text:h")}:
                found.append(element)
            else:
                waiting.extend(reversed(element))
        return found


class Content:
    """What a paragraph holds. An element among the runs is a paragraph that a restored deletion brings back: its words begin there."""

    def __init__(self) -> None:
        self.runs: list[Run | Element] = []
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
        return "".join(run.text if isinstance(run, Run) else "\n" for run in self.runs)


class Collector:
    """Walks paragraphs. `open` are the insertions that run, over the ends of paragraphs; `gone` the deletion read, and whether it shows."""

    def __init__(self, *, styles: Styles, view: View, regions: dict[str, Region]) -> None:
        self.styles = styles
        self.view = view
        self.regions = regions
        self.open: list[str] = []
        self.gone: tuple[Region, bool] | None = None
        self.remarks: dict[str, Element] = {}
        self.out = Content()
        self.style = ""

    @property
    def hides(self) -> bool:
        """Whether the words at hand were put in by a change that the view does not take as made."""
        if self.gone is not None and not self.gone[1]:
            return True
        return any(not self.view.accepts(self.regions[key].author, self.regions[key].date) for key in self.open)

    def brings_back(self, region: Region) -> bool:
        """Whether the view shows what a deletion took out: it is not taken as made, but what put the words in is."""
        return (
            not self.view.accepts(region.author, region.date) and all(self.view.accepts(*one) for one in region.put_in) and not self.hides
        )

    def collect(self, paragraph: Element, style: str) -> Content:
        """The content of a text:p or text:h whose style is `style`."""
        self.out, self.style = Content(), style
        self._walk(paragraph, "", "")
        return self.out

    def hanging(self, drawing: Element) -> Content:
        """The boxes and pictures of a drawing that stands between paragraphs."""
        self.out = Content()
        self._child(drawing, "", "")
        return self.out

    def _walk(self, element: Element, span: str, link: str) -> None:
        self._words(element.text or "", span, link)
        for child in element:
            self._child(child, span, link)
            self._words(child.tail or "", span, link)

    def _child(self, child: Element, span: str, link: str) -> None:
        tag = child.tag
        if tag == q("text:span"):
            # Styles of spans inside each other add up, the inner one first.
            self._walk(child, f"{value(child, 'text:style-name')} {span}".strip(), link)
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
            self.out.images += not self.hides
        elif str(tag).startswith(DRAWING) and any(child.find(q(f"text:{kind}")) is not None for kind in ("p", "h", "list")):
            self.out.boxes += [child] if not self.hides else []
        elif tag not in _SILENT:
            self._walk(child, span, link)

    def _note(self, note: Element) -> None:
        body = note.find(q("text:note-body"))
        if body is None or self.hides:
            return
        mark = note.find(q("text:note-citation"))
        citation = words_in(mark)[:4].strip() if mark is not None else ""
        figure = citation.translate(_SUPERSCRIPT) if citation.isdigit() else ""
        self.out.notes.append((note, figure or citation))
        if figure:
            self.out.runs.append(Run(text=figure, bold=any(run.bold for run in self.out.runs[-1:] if isinstance(run, Run))))

    def _comment(self, mark: Element) -> None:
        name = value(mark, "office:name") or f"comment {len(self.remarks)}"
        if self.gone is not None and not self.gone[1]:
            return
        if mark.tag == q("office:annotation"):
            self.remarks[name] = mark
            self.out.comments.append((name, "begins", len(self.out.text)))
        else:
            self.out.comments.append((name, "ends", len(self.out.text)))

    def change(self, mark: Element, span: str, link: str) -> None:
        key = value(mark, "text:change-id")
        region = self.regions.get(key)
        if region is None or region.kind == "format-change" or self.gone is not None:
            return
        if mark.tag == q("text:change-start"):
            self.open.append(key)
        elif mark.tag == q("text:change-end"):
            self.open = [one for one in self.open if one != key]
        else:
            self._restore(region, span, link)

    def _restore(self, region: Region, span: str, link: str) -> None:
        """Where words were taken out: they are told, and put back when the view does not take the change as made."""
        shown = self.brings_back(region)
        self.gone = (region, shown)
        for at, paragraph in enumerate(region.paragraphs):
            if at:
                self._touch("\n")
            if shown and (at or not self.out.text.strip()):
                self.out.runs.append(paragraph)
            self._walk(paragraph, span, link)
        self.gone = None

    def _touch(self, words: str) -> None:
        """Tell the words of the tracked change that is at hand, if one is."""
        region = self.gone[0] if self.gone is not None else self.regions[self.open[-1]] if self.open else None
        if region is not None:
            taken = self.gone is not None
            kind = "deletion" if taken else "insertion"
            at = len(self.out.text)
            self.out.touches.append(Touch(kind=kind, taken_out=taken, author=region.author, date=region.date, words=words, at=at))

    def _words(self, text: str, span: str, link: str, *, spaces: bool = False) -> None:
        if not text:
            return
        if not spaces:
            # White space in the file folds to one blank; what the writer typed more of stands in elements of its own.
            text = " ".join(text.split("\n")) if text.strip() or " " in text else ""
        self._touch(text)
        if not self.hides:
            self._show(text, span, link)

    def _show(self, text: str, span: str, link: str) -> None:
        if not text:
            return
        if self._property(span, "text:display") == "none":
            self.out.hidden.append(text)
            return
        weight = self._property(span, "fo:font-weight")
        self.out.runs.append(Run(text=text, bold=weight == "bold" or weight in {"600", "700", "800", "900"}, link=link))
        if text.strip():
            self.out.underlined.append(self._property(span, "style:text-underline-style") not in {"", "none"})
            self.out.sizes.append((self._property(span, "fo:font-size"), len(text)))

    def _property(self, span: str, name: str) -> str:
        own = (found for style in span.split() if (found := self.styles.first("text", style, "text", name)))
        return next(own, "") or self.styles.first("paragraph", self.style, "text", name)
