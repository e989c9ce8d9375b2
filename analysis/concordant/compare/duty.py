"""Words versus duty: which differences between two clauses change what somebody has to do, and which are wording only."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from importlib.resources import files
from string import Formatter
from typing import Any, Literal, get_args

from concordant.compare.scope import ScopeWords, scope_changes, without_short_forms
from concordant.compare.similarity import stems
from concordant.errors import BadRulebook, Problem
from concordant.model import Clause, Norm
from concordant.strict import read_yaml

DutyKind = Literal[
    "modality", "norm-lost", "norm-added", "strength", "bearer-changed", "bearer-dropped", "bearer-added", "bearer-unnamed",
    "exception-dropped", "exception-added", "condition-dropped", "condition-added", "exception-changed", "condition-changed",
    "scope-widened", "scope-narrowed", "capacity", "channel", "matter",
]  # fmt: skip

FILE = "duty.yml"
_PLACES = ("before", "after", "was", "is", "words")
# How alike the acts of two norms must be to be one norm in two wordings, and the last two that are left to be; below SURE_PAIR the
# pairing itself is a guess.
SAME_ACT = 0.3
LAST_PAIR = 0.1
SURE_PAIR = 0.5
_LIST = {"type": "array", "items": {"type": "string"}, "minItems": 1}
_CHANGE = {
    "type": "object",
    "additionalProperties": False,
    "required": ["kind", "says"],
    "properties": {"kind": {"enum": list(get_args(DutyKind))}, "says": {"type": "string", "minLength": 1}},
}
_SCHEMA: dict[str, Any] = {
    "type": "object",
    "additionalProperties": False,
    "required": ["names", "changes", "widening", "narrowing", "closer", "joining"],
    "properties": {
        "names": {"type": "object", "additionalProperties": {"type": "string"}},
        "changes": {"type": "array", "items": _CHANGE},
        **dict.fromkeys(("widening", "narrowing", "closer", "joining"), _LIST),
    },
}


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyChange:
    """One difference of duty. `rank` is 1 for the kind with the largest effect. `before` and `after` are words of the two clauses or of
    what introduces them, "" where a side has none. `sure` is False where the reading of a norm, or the pairing of two, is a guess.

    `act` is what is ruled on, `was` and `now` name what was read out of the words (in the terms of `duty.yml`), `words` what came or went.
    """

    kind: DutyKind
    rank: int
    sentence: str
    before: str
    after: str
    sure: bool = True
    act: str = field(default="", compare=False)
    was: str = field(default="", compare=False)
    now: str = field(default="", compare=False)
    words: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Book:
    names: Mapping[str, str]
    says: Mapping[str, str]
    scope: ScopeWords


def duty_changes(a: Clause | None, b: Clause | None) -> tuple[DutyChange, ...]:
    """The differences of duty between clause a and clause b, largest effect first; none: they differ in words only, if at all.

    Where a clause stands alone the other is None, and every norm in it is lost or added.
    """
    found: list[DutyChange] = []
    for one, two, alike in paired_norms(_norms(a), _norms(b)):
        if one and two:
            sure = one.sure and two.sure and alike >= SURE_PAIR
            found += [replace(change, act=two.act) for compare in _COMPARISONS for change in compare(one, two, sure)]
        elif one:
            found.append(replace(_change("norm-lost", before=one.act, was=_sort(one), sure=one.sure), act=one.act))
        elif two:
            found.append(replace(_change("norm-added", after=two.act, is_=_sort(two), sure=two.sure), act=two.act))
    return tuple(sorted(dict.fromkeys(found), key=lambda change: change.rank))


def _norms(clause: Clause | None) -> tuple[Norm, ...]:
    """The norms of the clause, with the words that introduce it as words of the field `above`.

    An act that is no run of the clause's own words cannot be quoted: the whole clause stands for it.
    """
    if clause is None:
        return ()
    above = clause.lead_in or (clause.heading_path[-1] if clause.heading_path else "")
    said = " ".join((*clause.heading_path, *clause.lead_in_path, clause.text))
    return tuple(
        replace(norm, act=norm.act if norm.act in said else clause.text, words=(*norm.words, ("above", above))) for norm in clause.norms
    )


def paired_norms(a: Sequence[Norm], b: Sequence[Norm]) -> tuple[tuple[Norm | None, Norm | None, float], ...]:
    """Norms of two clauses by how alike their acts are, from 0 to 1, in order of a; a norm without a counterpart stands beside None."""
    scored = sorted((-_alike(one, two) - _bonus(one, two), abs(i - j), i, j) for i, one in enumerate(a) for j, two in enumerate(b))
    of_a: dict[int, int] = {}
    for _, _, i, j in scored:
        if i not in of_a and j not in of_a.values() and _alike(a[i], b[j]) >= SAME_ACT:
            of_a[i] = j
    left = [i for i in range(len(a)) if i not in of_a], [j for j in range(len(b)) if j not in of_a.values()]
    if len(left[0]) == len(left[1]) == 1 and _alike(a[left[0][0]], b[left[1][0]]) >= LAST_PAIR:
        of_a[left[0][0]] = left[1][0]
    pairs: list[tuple[Norm | None, Norm | None, float]] = []
    for i, one in enumerate(a):
        two = b[of_a[i]] if i in of_a else None
        pairs.append((one, two, _alike(one, two) if two else 0.0))
    return (*pairs, *((None, two, 0.0) for j, two in enumerate(b) if j not in of_a.values()))


def _alike(one: Norm, two: Norm) -> float:
    mine, other = set(stems(_matter(one))), set(stems(_matter(two)))
    if not mine or not other:
        return 1.0 if _matter(one).lower() == _matter(two).lower() else 0.0
    # A clause that says the same of one thing more is still the same rule: the shorter side counts for half.
    common = len(mine & other)
    return common / (len(mine) + len(other)) + common / (2 * min(len(mine), len(other)))


def _bonus(one: Norm, two: Norm) -> float:
    """Between acts that are equally alike, the norm of the same kind comes first."""
    return 0.1 * (one.modality == two.modality) + 0.05 * (one.bearer == two.bearer) + 0.05 * (one.strength == two.strength)


def _matter(norm: Norm) -> str:
    return f"{norm.act} {norm.object}" if norm.object else norm.act


def _said(norm: Norm, name: str) -> str:
    """The clause's own words for a field, without the mark of where they stand; "" where it has none."""
    words = dict(norm.words).get(name, "")
    for place in ("lead-in: ", "heading: ", "above: "):
        words = words.removeprefix(place)
    return words


def _cues(one: Norm, two: Norm, name: str) -> tuple[str, str]:
    """The words that show what a field holds on each side; where they are the same, the words above them, which make the difference."""
    before, after = (_said(norm, name) or _said(norm, "modality") or norm.act for norm in (one, two))
    above = _said(one, "above"), _said(two, "above")
    return above if before == after and all(above) and above[0] != above[1] else (before, after)


def _sort(norm: Norm) -> str:
    """What a whole rule is called: advice is no duty, and a reader who is told so of it is misled."""
    return f"{norm.modality}-{norm.strength}" if norm.strength == "advisory" and norm.modality != "permission" else norm.modality


def _modality(one: Norm, two: Norm, sure: bool) -> Iterator[DutyChange]:
    if one.modality != two.modality:
        before, after = _cues(one, two, "modality")
        yield _change("modality", before=before, after=after, was=one.modality, is_=two.modality, sure=sure)


def _strength(one: Norm, two: Norm, sure: bool) -> Iterator[DutyChange]:
    # Leave is leave: how strongly it is given makes no difference once one side only permits.
    if one.strength != two.strength and "permission" not in {one.modality, two.modality}:
        before, after = _cues(one, two, "strength")
        yield _change("strength", before=before, after=after, was=one.strength, is_=two.strength, sure=sure)


def _bearer(one: Norm, two: Norm, sure: bool) -> Iterator[DutyChange]:
    if one.bearer == two.bearer:
        return
    before, after = _said(one, "bearer"), _said(two, "bearer")
    kinds: dict[tuple[bool, bool], DutyKind] = {
        (True, True): "bearer-changed", (True, False): "bearer-dropped", (False, True): "bearer-added", (False, False): "bearer-unnamed",
    }  # fmt: skip
    kind = kinds[bool(before), bool(after)]
    yield _change(kind, before=before, after=after, was=one.bearer, is_=two.bearer, sure=sure and kind == "bearer-changed")


def _limits(one: Norm, two: Norm, sure: bool) -> Iterator[DutyChange]:
    sides = (("exception", one.exception, two.exception), ("condition", one.condition, two.condition))
    for name, before, after in sides:
        if _same(before or "", after or ""):
            continue
        kind: Any = f"{name}-changed" if before and after else f"{name}-dropped" if before else f"{name}-added"
        yield _change(kind, before=before or "", after=after or "", sure=sure)


def _scope(one: Norm, two: Norm, sure: bool) -> Iterator[DutyChange]:
    for change in scope_changes(_matter(one), _matter(two), _book().scope):
        kind: Any = change.kind
        yield _change(kind, before=change.before, after=change.after, words=change.quoted, sure=sure and change.sure)


def _capacity(one: Norm, two: Norm, sure: bool) -> Iterator[DutyChange]:
    if one.capacity != two.capacity:
        before, after = _said(one, "capacity"), _said(two, "capacity")
        yield _change("capacity", before=before, after=after, was=one.capacity, is_=two.capacity, sure=sure)


def _channel(one: Norm, two: Norm, sure: bool) -> Iterator[DutyChange]:
    if not _same(one.channel or "", two.channel or ""):
        yield _change("channel", before=one.channel or "", after=two.channel or "", was=one.channel, is_=two.channel, sure=sure)


_COMPARISONS: tuple[Callable[[Norm, Norm, bool], Iterator[DutyChange]], ...] = (
    _modality, _strength, _bearer, _limits, _scope, _capacity, _channel,
)  # fmt: skip


def _same(before: str, after: str) -> bool:
    return bool(before) == bool(after) and stems(without_short_forms(before)) == stems(without_short_forms(after))


def _change(
    kind: DutyKind, *, before: str = "", after: str = "", was: str | None = "", is_: str | None = "", words: str = "", sure: bool
) -> DutyChange:
    book = _book()
    named = {"was": book.names.get(was or "none", was or ""), "is": book.names.get(is_ or "none", is_ or "")}
    sentence = book.says[kind].format_map({"before": before, "after": after, "words": words, **named})
    rank = list(book.says).index(kind) + 1
    return DutyChange(
        kind=kind, rank=rank, sentence=sentence[:1].upper() + sentence[1:], before=before, after=after, sure=sure,
        was=named["was"], now=named["is"], words=words,
    )  # fmt: skip


@cache
def _book() -> _Book:
    """The sentences and lists of words. Raises BadRulebook where the file is not as it should be."""
    data, problems = read_yaml(files(__package__).joinpath(FILE).read_text(encoding="utf-8"), file=FILE, schema=_SCHEMA)
    problems = problems or _misworded(data)
    if problems:
        raise BadRulebook(problems)
    lists = {name: frozenset(data[name]) for name in ("widening", "narrowing", "closer", "joining")}
    return _Book(names=data["names"], says={row["kind"]: row["says"] for row in data["changes"]}, scope=ScopeWords(**lists))


def check() -> tuple[Problem, ...]:
    """Every mistake of `duty.yml`: each kind of change must have a sentence, and each place in a sentence something that fills it."""
    try:
        _book()
    except BadRulebook as error:
        return error.problems
    return ()


def _misworded(data: dict[str, Any]) -> tuple[Problem, ...]:
    """Kinds without a sentence, and sentences with a place that nothing fills."""
    found = []
    said = {row["kind"] for row in data["changes"]}
    for kind in get_args(DutyKind):
        if kind not in said:
            found.append(Problem(file=FILE, where="key `changes`", what=f"`{kind}` has no sentence.", mend="Add one."))
    for row in data["changes"]:
        for name in (name for _, name, _, _ in Formatter().parse(row["says"]) if name is not None and name not in _PLACES):
            mend = f"The places are {', '.join(_PLACES)}."
            found.append(Problem(file=FILE, where=f"change `{row['kind']}`", what=f"nothing fills the place `{name}`.", mend=mend))
    return tuple(found)
