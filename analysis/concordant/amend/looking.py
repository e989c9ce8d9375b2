"""One step of a motion, looked up in a text: which words change, which paragraphs go, come in or move, or why that cannot be told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from concordant.amend.finding import nearest, spans
from concordant.amend.outline import Outline
from concordant.amend.paras import paras_of, read_paras
from concordant.amend.places import Missing, Spot, resolve
from concordant.amend.wording import Edit, plain
from concordant.model import AmendError, Para, Policy, Reason, Step


@dataclass(frozen=True, slots=True, kw_only=True)
class Put:
    """Paragraphs that come to stand before place `at` of the old text: new ones, or those of the old text that are `moved` there.

    `shift` is how much deeper a moved block stands, `sibling` the paragraph that it stands beside there.
    """

    number: int
    at: int
    paras: tuple[Para, ...] = ()
    moved: tuple[int, ...] = ()
    shift: int = 0
    sibling: Para | None = None

    def as_sibling(self, para: Para) -> Para:
        """The first paragraph of a moved block, set as its neighbours are: an item among items, a paragraph among paragraphs."""
        if self.sibling is None or self.sibling.kind not in {"item", "paragraph"}:
            return para
        marker = self.sibling.marker if self.sibling.kind == "item" else ""
        return replace(para, kind=self.sibling.kind, marker=marker, number=None, fresh=False, depth=self.sibling.depth)


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What one step does. `text` is set where the whole text gives way to another."""

    step: Step
    edits: tuple[Edit, ...] = ()
    drops: tuple[int, ...] = ()
    puts: tuple[Put, ...] = ()
    text: tuple[Para, ...] | None = None


def planned(step: Step, outline: Outline, files: Mapping[str, Policy]) -> Changes | AmendError:
    """What the step does in this text, or why it cannot be made."""
    if step.kind == "renumber":
        return Changes(step=step)
    spot = resolve(step.place, outline) if step.place else Spot(sort="whole", heads=tuple(range(len(outline.paras))))
    if isinstance(spot, Missing):
        return _missing(step, spot, outline)
    if step.file:
        if step.file not in files:
            return _error(step, "no-such-file", sought=step.file)
        return Changes(step=step, text=paras_of(files[step.file]))
    if step.words or step.until:
        return _in_words(step, spot, outline)
    if step.kind == "move":
        return _move(step, spot, outline)
    if step.kind in {"insert", "add"}:
        return _insert(step, spot, outline)
    return _replace(step, spot, outline) if step.kind == "replace" else _leave_out(step, spot, outline)


def _error(
    step: Step, reason: Reason, *, sought: str = "", found: tuple[int, ...] = (), near: str = "", outline: Outline | None = None
) -> AmendError:
    where = tuple(outline.named(at) for at in found) if outline else ()
    ids = tuple(outline.units[at].id for at in found) if outline else ()
    return AmendError(instruction=step.number, reason=reason, said=step.said, sought=sought, where=where, ids=ids, nearest=near)


def _missing(step: Step, missing: Missing, outline: Outline) -> AmendError:
    return _error(step, missing.reason, sought=missing.sought, found=missing.found, near=missing.nearest, outline=outline)


def _scope(spot: Spot, outline: Outline) -> list[int]:
    """The paragraphs in which words of a place are looked for; notes and page marks only where they are named."""
    if spot.sort == "whole":
        return [at for at in spot.heads if outline.paras[at].kind in {"paragraph", "item", "heading", "title"}]
    if spot.sort == "section":
        return [at for head in spot.heads for at in outline.section(head)]
    return list(spot.heads)


def _in_words(step: Step, spot: Spot, outline: Outline) -> Changes | AmendError:
    scope = _scope(spot, outline)
    if spot.sort == "units" and not any(_found(step, outline, at, spot) for at in scope):
        # "In paragraph 4" takes in what hangs on paragraph 4.
        scope = [at for head in spot.heads for at in outline.whole(head)]
    hits = [(at, *span) for at in scope for span in _found(step, outline, at, spot)]
    if not hits:
        sought = step.words or step.until
        near, where = _nearest(sought, scope, outline)
        return _error(step, "words-not-found", sought=sought, near=near, found=where, outline=outline)
    if step.span in {"first", "last"}:
        hits = hits[:1] if step.span == "first" else hits[-1:]
    if len(hits) > 1 and step.span != "everywhere":
        where = tuple(dict.fromkeys(at for at, _, _ in hits))
        return _error(step, "words-found-twice", sought=step.words or step.until, found=where, outline=outline)
    edits = []
    for at, start, end in hits:
        if step.kind in {"insert", "add"}:
            start = end = end if step.side == "after" else start  # noqa: PLW2901
        edits.append(Edit(number=step.number, at=at, start=start, end=end, new=step.new))
    if all(outline.units[e.at].text[e.start : e.end] == plain(e.new) for e in edits):
        return _error(step, "nothing-changes", sought=step.words)
    whole = [edit.at for edit in edits if not edit.new and not _rest(edit, outline)]
    drops = tuple(i for at in whole for i in outline.whole(at))
    return Changes(step=step, edits=tuple(edit for edit in edits if edit.at not in drops), drops=drops)


def _nearest(sought: str, scope: list[int], outline: Outline) -> tuple[str, tuple[int, ...]]:
    """What is most like the words, in their place before elsewhere, and where it stands."""
    everywhere = [at for at in range(len(outline.units)) if at not in scope]
    elsewhere = [(outline.units[at].text[start:end], at) for at in everywhere for start, end in spans(sought, outline.units[at].text)]
    if elsewhere:
        return elsewhere[0][0], (elsewhere[0][1],)
    for places in (scope, everywhere):
        near, at = nearest(sought, [outline.units[place].text for place in places])
        if near:
            return near, (places[at],)
    return "", ()


def _rest(edit: Edit, outline: Outline) -> str:
    text = outline.units[edit.at].text
    return (text[: edit.start] + text[edit.end :]).strip(" .;,:\"'“”")


def _found(step: Step, outline: Outline, at: int, spot: Spot) -> list[tuple[int, int]]:
    """Where the words of a step stand in a paragraph, as far as its span takes them in."""
    text = outline.units[at].text
    if step.span == "after":
        return [(end, len(text)) for _, end in spans(step.until, text) if text[end:].strip()]
    found = spans(step.words, text)
    if spot.sort == "words":
        found = [(start, end) for start, end in found if spot.span[0] <= start and end <= spot.span[1]]
    if step.span == "to-end":
        return [(start, len(text)) for start, _ in found]
    if step.span == "to":
        ends = [[end for begin, end in spans(step.until, text) if begin >= stop] for _, stop in found]
        return [(start, later[0]) for (start, _), later in zip(found, ends, strict=True) if later]
    return found


def _leave_out(step: Step, spot: Spot, outline: Outline) -> Changes | AmendError:
    if spot.sort == "words":
        start, end = spot.span
        return Changes(step=step, edits=(Edit(number=step.number, at=spot.heads[0], start=start, end=end, new=""),))
    drops = _extent(spot, outline)
    kept = [at for at in range(len(outline.paras)) if at not in drops and outline.is_text(at)]
    return Changes(step=step, drops=drops) if kept else _error(step, "nothing-left", sought=step.place)


def _extent(spot: Spot, outline: Outline, *, notes: bool = True) -> tuple[int, ...]:
    """All paragraphs of a place."""
    if spot.sort == "section":
        found = [at for head in spot.heads for at in outline.section(head)]
    elif spot.alone or spot.sort in {"heading", "whole"}:
        found = list(spot.heads)
    else:
        found = [at for head in spot.heads for at in outline.whole(head)]
    return tuple(sorted({at for at in found if notes or outline.paras[at].kind != "note" or at in spot.heads}))


def _replace(step: Step, spot: Spot, outline: Outline) -> Changes | AmendError:
    new = read_paras(step.new)
    head = spot.heads[0]
    if spot.sort == "words":
        start, end = spot.span
        return Changes(step=step, edits=(Edit(number=step.number, at=head, start=start, end=end, new=step.new),))
    if spot.sort == "whole":
        title = tuple(para for para in outline.paras if para.kind == "title")
        return Changes(step=step, text=new if any(para.kind == "title" for para in new) else (*title, *new))
    extent = _extent(spot, outline, notes=False)
    if spot.sort == "section" and new and new[0].kind != "heading":
        place = Put(number=step.number, at=head + 1, paras=_shaped(new, None))
        return Changes(step=step, drops=tuple(at for at in extent if at != head), puts=(place,))
    first = new[0] if new else None
    words = first.markdown if first else step.new
    if plain(words) == outline.units[head].text and len(new) == 1 and len(extent) == 1:
        return _error(step, "nothing-changes", sought=step.place)
    edit = Edit(number=step.number, at=head, start=0, end=len(outline.units[head].text), new=words)
    rest = _shaped(new, outline.paras[head])[1:]
    puts = (Put(number=step.number, at=outline.tree(head).stop if not spot.alone else head + 1, paras=rest),) if rest else ()
    return Changes(step=step, edits=(edit,), drops=tuple(at for at in extent if at != head), puts=puts)


def _insert(step: Step, spot: Spot, outline: Outline) -> Changes | AmendError:
    new = read_paras(step.new)
    head = spot.heads[-1] if step.side != "before" else spot.heads[0]
    inline = spot.sort in {"units", "words", "heading"} and len(new) == 1 and new[0].kind == "paragraph" and not step.under
    if inline and (step.side in {"start", "end", ""} or spot.sort == "words"):
        start, end = spot.span if spot.sort == "words" else (0, len(outline.units[head].text))
        at = start if step.side in {"start", "before"} else end
        return Changes(step=step, edits=(Edit(number=step.number, at=head, start=at, end=at, new=step.new),))
    if step.under:
        return _insert_under(step, head, new, outline)
    at, beside = _position(step.side or "end", spot, outline)
    paras = _shaped(new, outline.paras[beside] if beside is not None else None)
    return Changes(step=step, puts=(Put(number=step.number, at=at, paras=paras),))


def _insert_under(step: Step, head: int, new: tuple[Para, ...], outline: Outline) -> Changes:
    depth = outline.paras[head].depth + 1
    below = [outline.paras[at] for at in outline.tree(head)]
    inner = next((para for para in below if para.kind == "item" and para.depth == depth), None)
    beside = inner or Para(kind="item", markdown="", depth=depth, marker="-")
    return Changes(step=step, puts=(Put(number=step.number, at=outline.tree(head).stop, paras=_shaped(new, beside)),))


def _position(side: str, spot: Spot, outline: Outline) -> tuple[int, int | None]:
    """Before which place a paragraph goes, and which one it then stands beside."""
    if spot.sort == "whole":
        first = next((at for at, para in enumerate(outline.paras) if outline.is_text(at) or para.kind == "heading"), 0)
        return (first, None) if side in {"start", "before"} else (outline.before_foot(len(outline.paras)), None)
    head = spot.heads[0] if side == "before" else spot.heads[-1]
    if spot.sort == "section":
        section = outline.section(head)
        places = {"before": head, "start": head + 1, "after": section.stop, "end": section.stop}
        return places[side], None
    if side in {"before", "start"}:
        return (head, head) if spot.sort != "heading" or side == "before" else (head + 1, None)
    if spot.sort == "heading":
        return head + 1, None
    return (head + 1 if spot.alone else outline.whole(head).stop), head


def _shaped(new: tuple[Para, ...], beside: Para | None) -> tuple[Para, ...]:
    """New paragraphs as they are set beside another: items among items, nested lists one deeper."""
    if beside is None or beside.kind not in {"item", "paragraph"} or any(para.kind in {"heading", "title"} for para in new):
        return new
    if beside.kind == "paragraph":
        return tuple(replace(para, depth=para.depth + beside.depth) for para in new)
    outer = beside.depth - (1 if new and new[0].kind == "item" else 0)
    out = []
    for para in new:
        if para.kind == "paragraph" and para.depth == 0:
            out.append(replace(para, kind="item", depth=beside.depth, marker=beside.marker))
        else:
            same = para.kind == "item" and para.depth + outer == beside.depth
            deeper = replace(para, depth=para.depth + outer)
            out.append(replace(deeper, marker=beside.marker, number=None) if same else deeper)
    return tuple(out)


def _move(step: Step, spot: Spot, outline: Outline) -> Changes | AmendError:
    goal = resolve(step.to, outline) if step.to else Spot(sort="whole", heads=tuple(range(len(outline.paras))))
    if isinstance(goal, Missing):
        return _missing(step, goal, outline)
    moved = _extent(spot, outline)
    at, beside = _position(step.side, goal, outline)
    if set(moved) & set(goal.heads) and goal.sort not in {"whole", "section"}:
        return _error(step, "nothing-changes", sought=step.place)
    rest = [i for i in range(len(outline.paras)) if i not in moved]
    order = [*(i for i in rest if i < at), *moved, *(i for i in rest if i >= at)]
    if order == list(range(len(outline.paras))):
        return _error(step, "nothing-changes", sought=step.place)
    sibling = outline.paras[beside] if beside is not None and spot.sort == "units" else None
    shift = sibling.depth - outline.paras[moved[0]].depth if sibling is not None and sibling.kind in {"item", "paragraph"} else 0
    return Changes(step=step, puts=(Put(number=step.number, at=at, moved=moved, shift=shift, sibling=sibling),))
