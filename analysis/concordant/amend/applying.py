"""A motion made in a text, whole or not at all.

Every instruction is looked up in the text as it stands, so that their order does not matter where they do not meet; where two touch the
same words, that is an error. The amended text is set as canonical Markdown and parsed as any policy is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from concordant.amend.aligning import Pair, alignment, paired_units
from concordant.amend.identity import with_ids
from concordant.amend.looking import Changes, Put, planned
from concordant.amend.outline import Outline
from concordant.amend.paras import body_of, read_paras, split
from concordant.amend.renumbering import Live, renumbered
from concordant.amend.steps import Side, steps_of
from concordant.amend.wording import Edit, edited
from concordant.errors import BadPolicy
from concordant.model import AmendError, Applied, Motion, Policy, Step
from concordant.parse.clauses import parse_policy


def apply(policy: Policy, motion: Motion, *, files: Mapping[str, Policy] | None = None, unread: Sequence[AmendError] = ()) -> Applied:
    """The policy as the motion would make it, or every reason why it cannot.

    `files` holds the texts that the motion takes over by name ("replace the code by guidance.docx"), read and parsed by the caller.
    `unread` are the errors that reading the motion gave: with one of them nothing is made, and they are told together with the others.
    """
    outline = Outline(policy)
    found = [planned(step, outline, files or {}) for step in motion.steps]
    errors = [one for one in found if isinstance(one, AmendError)]
    changes = [one for one in found if not isinstance(one, AmendError)]
    errors += _overlaps(changes)
    errors += unread
    if not motion.steps and not unread:
        errors.append(AmendError(instruction=0, reason="no-instruction", said=motion.title))
    if errors:
        return Applied(policy=None, errors=tuple(sorted(errors, key=lambda error: error.instruction)))
    return _made(policy, outline, changes, motion)


def _made(policy: Policy, outline: Outline, changes: list[Changes], motion: Motion) -> Applied:
    whole = next((one.text for one in changes if one.text is not None), None)
    first = changes[0].step.number
    lives = _rows(outline, changes) if whole is None else [Live(para=para, origin=None, touched=(first,)) for para in whole]
    if any(step.kind == "renumber" for step in motion.steps):
        number = next(step.number for step in motion.steps if step.kind == "renumber")
        lives = renumbered(lives, outline, number)
    paras = tuple(live.para for live in lives)
    if paras == outline.paras:
        return _failed(motion.steps[0], "nothing-changes")
    head, _ = split(policy)
    body = body_of(paras)
    try:
        new = parse_policy(f"{head}\n{body}", policy_id=policy.id, version=policy.version, file=policy.file)
    except BadPolicy:
        return _failed(motion.steps[0], "nothing-left")
    after = read_paras(body)
    pairs: tuple[Pair, ...]
    if whole is not None:
        pairs = paired_units(policy, new)
    else:
        pairs = tuple((live.origin, j) for j, live in enumerate(lives) if live.origin is not None)
    named = with_ids(policy, new, pairs)
    gone = {i: one.step.number for one in changes for i in one.drops}
    if whole is not None:
        gone = dict.fromkeys(range(len(outline.paras)), first)
    sides = (
        Side(paras=outline.paras, units=policy.units, touched={i: (n,) for i, n in gone.items()}),
        Side(paras=after, units=named.units, touched={j: live.touched for j, live in enumerate(lives)}),
    )
    moved = {i for one in changes for put in one.puts for i in put.moved}
    return Applied(policy=named, steps=steps_of(*sides, pairs, moved), mapping=alignment(policy, named, pairs, moved))


def _failed(step: Step, reason: str) -> Applied:
    error = AmendError(instruction=step.number, reason=reason, said=step.said)  # type: ignore[arg-type]
    return Applied(policy=None, errors=(error,))


def _rows(outline: Outline, changes: list[Changes]) -> list[Live]:
    """The paragraphs of the amended text: those that stay with their words changed, and what is put between them."""
    puts = [put for one in changes for put in one.puts]
    gone = {i for one in changes for i in one.drops} | {i for put in puts for i in put.moved}
    out: list[Live] = []
    for at in range(len(outline.paras) + 1):
        for put in sorted((put for put in puts if put.at == at), key=lambda put: put.number):
            out += [Live(para=para, origin=None, touched=(put.number,)) for para in put.paras]
            out += [_changed(outline, i, changes, put) for i in put.moved]
        if at < len(outline.paras) and at not in gone:
            out.append(_changed(outline, at, changes, None))
    return _counted_on(out, outline, gone)


def _changed(outline: Outline, at: int, changes: list[Changes], put: Put | None) -> Live:
    para, unit = outline.paras[at], outline.units[at]
    edits = [edit for one in changes for edit in one.edits if edit.at == at]
    if put is not None:
        para = replace(para, depth=max(0, para.depth + put.shift), page=None)
        if para.kind in {"item", "paragraph"} and at == put.moved[0]:
            para = put.as_sibling(para)
    if edits:
        prefix = para.markdown[: len(para.markdown) - len(unit.markdown)] if para.markdown.endswith(unit.markdown) else ""
        para = replace(para, markdown=prefix + edited(para.markdown[len(prefix) :], unit.text, edits))
    touched = {edit.number for edit in edits} | ({put.number} if put is not None else set())
    return Live(para=para, origin=at, touched=tuple(sorted(touched)))


def _counted_on(rows: list[Live], outline: Outline, gone: set[int]) -> list[Live]:
    """A list whose first item went begins its count where that began."""
    paras = outline.paras
    starts = {i: paras[i].number for i in gone if paras[i].number is not None}
    heirs = {}
    for i, number in starts.items():
        heir = next((at for at in range(i + 1, len(paras)) if paras[at].depth == paras[i].depth and at not in gone), None)
        if heir is not None and paras[heir].kind == "item" and paras[heir].number is None:
            heirs[heir] = number
    return [replace(row, para=replace(row.para, number=heirs[row.origin])) if row.origin in heirs else row for row in rows]


def _overlaps(changes: list[Changes]) -> list[AmendError]:
    """An error for each instruction that touches what an earlier one touches."""
    found: list[AmendError] = []
    for n, one in enumerate(changes):
        other = next((before for before in changes[:n] if _meet(before, one)), None)
        if other is not None:
            found.append(AmendError(instruction=one.step.number, reason="overlaps", said=one.step.said, other=other.step.number))
    return found


def _meet(a: Changes, b: Changes) -> bool:
    if a.text is not None or b.text is not None:
        return True
    for one, two in ((a, b), (b, a)):
        moved = {i for put in one.puts for i in put.moved}
        if set(one.drops) & ({*two.drops} | {edit.at for edit in two.edits} | {i for put in two.puts for i in put.moved}):
            return True
        if moved & {i for put in two.puts for i in put.moved} or any(put.at - 1 in moved and put.at in moved for put in two.puts):
            return True
    return any(_touch(x, y) for x in a.edits for y in b.edits if x.at == y.at)


def _touch(one: Edit, two: Edit) -> bool:
    """Whether two edits change the same words; two that only put words in at one point stand one behind the other."""
    same = (one.start, one.end) == (two.start, two.end) and one.start != one.end
    return same or (one.start < two.end and two.start < one.end)
