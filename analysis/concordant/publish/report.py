"""A committee report in Word on a motion or a draft: from the plain template that comes with Concordant, or from a council's own."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, partial
from importlib.resources import files
from itertools import groupby

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from concordant.amend.explaining import explained
from concordant.compare.redline import PieceKind, redline
from concordant.model import Clause, ConcernEffect, Motion, Policy, Review, Unit, WordingEffect
from concordant.publish.concerned import who
from concordant.publish.moved import Places, principles_apart
from concordant.publish.redlined import marked
from concordant.publish.reviewed import Told
from concordant.publish.tracked import Line, lines
from concordant.publish.verdict import verdict
from concordant.publish.word.blocks import Element, written
from concordant.publish.word.filling import filled
from concordant.publish.word.package import opened, packed
from concordant.publish.word.styles import blank, ensure
from concordant.publish.words import day, heading
from concordant.rulebook.principles import principles

PARTS = ("purpose", "background", "findings", "concerns", "options", "before_and_after", "sources", "redline")
_ASIDE = frozenset({"note", "metadata", "furniture"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A row of the table of before and after: numbers and words, "" where a side says nothing."""

    was: str
    old: str
    new: str
    now: str


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What the parts of a report ask for beside the review itself."""

    review: Review
    known: tuple[Policy, ...]

    @cached_property
    def place(self) -> Callable[[str], str]:
        return Places(review=self.review).of

    words = staticmethod(heading)
    day = staticmethod(day)
    explained = staticmethod(explained)
    who = staticmethod(who)

    @staticmethod
    def sentence(text: str) -> str:
        """With a capital to begin with; "[3]" begins a sentence as "Paragraph [3]"."""
        return f"Paragraph {text}" if text.startswith("[") else text[:1].upper() + text[1:]

    @staticmethod
    def plain(markdown: str) -> str:
        """New text in one line, without list marks."""
        return " ".join(line.lstrip("-#> ").strip() for line in markdown.split("\n") if line.strip())

    @staticmethod
    def lined(old: str, new: str) -> str:
        return marked(redline(old, new), _mark)

    @cached_property
    def names(self) -> dict[str, str]:
        return {principle.id: principle.name for principle in principles()}

    @cached_property
    def official(self) -> frozenset[str]:
        """The principles of which the official words are known."""
        return frozenset(principle.id for principle in principles() if principle.quoted)

    @cached_property
    def verdict(self) -> tuple[str, ...]:
        return verdict(self.review)

    def why(self, conflict: str) -> str:
        return next(effect.now.why for effect in self.review.ledger.opened if effect.now.id == conflict)

    @cached_property
    def principles_apart(self) -> tuple[WordingEffect, ...]:
        return principles_apart(self.review)

    @cached_property
    def told_concerns(self) -> tuple[ConcernEffect, ...]:
        """The concerns that the words settle, before or after."""
        return tuple(effect for effect in self.review.ledger.concerns if not _untold(effect))

    @cached_property
    def untold_concerns(self) -> tuple[tuple[str, tuple[ConcernEffect, ...]], ...]:
        """The others, by the reason."""
        found = sorted((effect for effect in self.review.ledger.concerns if _untold(effect)), key=lambda effect: effect.why)
        return tuple((why, tuple(group)) for why, group in groupby(found, key=lambda effect: effect.why))

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """Every paragraph and heading that would change, notes left out."""
        return tuple(_changes(self.review))

    @cached_property
    def sources(self) -> tuple[Policy, ...]:
        """The text, those it was held against, and the reports in which concerns were recorded."""
        units = {effect.concern.unit.partition("#")[0] for effect in self.review.ledger.concerns}
        used = {self.review.before.id, *(policy.id for policy in self.review.others)}
        reports = tuple(policy for policy in self.known if policy.id in units and policy.id not in used)
        return (self.review.before, *self.review.others, *reports)

    @cached_property
    def redlined(self) -> tuple[str, ...]:
        """The whole text as Markdown, paragraph by paragraph, with the changes marked."""
        return tuple(_redlined(line) for line in lines(self.review) if not _is_aside(line))


def to_docx(
    review: Review, *, motion: Motion | None = None, known: Sequence[Policy] = (), template: bytes | None = None, file: str = "template"
) -> bytes:  # fmt: skip
    """The report. `known` are policies from which concerns were taken; `template` is a Word file, `file` its name for messages.

    Raises BadTemplate where the template is no Word file or names what a report has not.
    """
    document = blank() if template is None else opened(template, file=file)
    ensure(document)
    asked, told = Asked(review=review, known=tuple(known)), Told(review=review)

    def part(name: str) -> tuple[Element, ...]:
        text = _template(name).render(r=review, it=told, x=asked, motion=motion)
        return written(document, text)

    parts = {name: partial(part, name) for name in PARTS}
    filled(document, parts, _values(review, motion), lambda: written(document, _layout()), file=file)
    return packed(document, title=review.title)


def default_template() -> bytes:
    """The template that comes with Concordant, for a council to make its own of."""
    document = blank()
    for element in written(document, _layout()):
        document.element.body.sectPr.addprevious(element)
    return packed(document, title="")


def _values(review: Review, motion: Motion | None) -> dict[str, str]:
    meta = review.before.meta
    of = motion or Motion(title=review.title, against=review.before.id, steps=())
    dated = f" ({day(meta.date)})" if meta.date else ""
    unsaid = "not said"
    return {
        "title": review.title, "council": meta.council, "policy": f"{meta.council}, {meta.title}{dated}", "proposer": of.proposer or unsaid,
        "seconder": of.seconder or unsaid, "date": day(of.date) if of.date else unsaid,
    }  # fmt: skip


def _untold(effect: ConcernEffect) -> bool:
    return effect.was == effect.now == "cannot tell"


def _is_aside(line: Line) -> bool:
    unit = line.new or line.old
    return unit is None or unit.kind in _ASIDE


def _changes(review: Review) -> Iterator[Change]:
    for line in lines(review):
        if _is_aside(line) or (line.old and line.new and line.old.text == line.new.text and line.old.printed == line.new.printed):
            continue
        if line.moved:
            was, now = (f"moved from {_number(line.old)}", "") if line.old else ("", f"moved to {_number(line.new)}")
            unit = line.old or line.new
            text = unit.text if unit else ""
            yield Change(was=was, old=text if line.old else "", new=text if line.new else "moved", now=now)
            continue
        yield Change(
            was=_number(line.old), old=line.old.text if line.old else "", new=line.new.text if line.new else "", now=_number(line.new)
        )


def _number(unit: Unit | None) -> str:
    return "" if unit is None else f"[{unit.number}]" if isinstance(unit, Clause) else "heading" if "head" in unit.kind else "–"


def _redlined(line: Line) -> str:
    unit = line.new or line.old
    if unit is None:
        return ""
    old, new = (one.text if one else "" for one in (line.old, line.new))
    text = heading(new) if old == new else Asked.lined(old, new)
    if unit.kind in {"title", "heading"}:
        return f"— **{text}**"
    was, now = _front(line.old), _front(line.new)
    number = (
        was if was == now else f"<del>{was}</del> <ins>{now}</ins>" if was and now else f"<del>{was}</del>" if was else f"<ins>{now}</ins>"
    )
    return f"— {number} {text}"


def _front(unit: Unit | None) -> str:
    return str(heading(f"[{unit.number}]")) if isinstance(unit, Clause) else ""


def _mark(kind: PieceKind, words: str) -> str:
    said = heading(words)
    return str(said) if kind == "same" else f"<del>{said}</del>" if kind == "deleted" else f"<ins>{said}</ins>"


@cache
def _layout() -> str:
    return files("concordant.publish").joinpath("templates/report/layout.md").read_text(encoding="utf-8")


@cache
def _template(name: str) -> Template:
    loader = PackageLoader("concordant.publish")
    environment = Environment(loader=loader, trim_blocks=True, lstrip_blocks=True, undefined=StrictUndefined)
    return environment.get_template(f"report/{name}.md.j2")
