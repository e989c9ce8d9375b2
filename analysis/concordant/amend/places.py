"""The places that a motion names, looked up in a text: "paragraph 12", "3.2(b)", "the third sub-bullet of the second bullet under Scope".

A place is found or it is not: unlike a councillor's remark, a motion must say exactly where. What may be several places is an error.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import cache
from typing import Literal

from concordant.amend.finding import folded, nearest, spans
from concordant.amend.outline import Label, Outline, label
from concordant.model import Reason
from concordant.parse.leadins import sentences
from concordant.rulebook.motions import motion_book

_ALIKE = 0.6

Sort = Literal["whole", "section", "heading", "units", "words"]
_LABEL = r"\[?\(?(?:\d{1,3}(?:\.\d{1,3})*\.?|[a-z]|[ivx]{1,5})\)?\]?(?: ?\((?:[a-z]|[ivx]{1,5}|\d{1,2})\))*"
_LABELS = rf"{_LABEL}(?:(?:, and |, | and | to | ?[-–] ?){_LABEL})*"
_QUOTED = r"[“\"‘'](?P<quoted>.+?)[”\"’']"


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A place found: paragraphs (`heads`, each counted from 0), a section, a heading, the whole text, or words `span` of one paragraph.

    `alone` leaves out what hangs on a paragraph.
    """

    sort: Sort
    heads: tuple[int, ...]
    span: tuple[int, int] = (0, 0)
    alone: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """Why a place was not found."""

    reason: Reason
    sought: str
    found: tuple[int, ...] = ()
    nearest: str = ""


def resolve(place: str, outline: Outline) -> Spot | Missing:
    """What a motion means by a place."""
    said = re.sub(r"^(?:the|a) ", "", " ".join(place.split()).strip(" ,.:"), flags=re.IGNORECASE)
    if re.fullmatch(rf"(?:this |our )?(?:{_noun('whole')})", said, re.IGNORECASE):
        return Spot(sort="whole", heads=tuple(range(len(outline.paras))))
    alone = re.fullmatch(rf"(.+?),? (?:{_noun('alone')})", said, re.IGNORECASE)
    bare = re.sub(rf" (?:of|in|from|to) (?:the |this |our )?(?:{_noun('whole')})$", "", alone[1] if alone else said, flags=re.IGNORECASE)
    found = _Looking(outline, counts_all=bare != (alone[1] if alone else said)).look(bare)
    if isinstance(found, Spot):
        return replace(found, alone=found.alone or bool(alone))
    return replace(found, sought=place)


@cache
def _noun(*names: str) -> str:
    words = sorted((word for name in names for word in motion_book().places[name]), key=lambda word: (-len(word), word))
    return "|".join(re.escape(word) for word in words)


@cache
def _ordinal() -> str:
    return "|".join(sorted(map(re.escape, motion_book().ordinals), key=lambda word: (-len(word), word)))


_NOUNS = ("paragraph", "bullet", "sub-bullet", "item", "sentence", "section", "heading")


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    nouns, within, ordinal = _noun(*_NOUNS), _noun("within"), _ordinal()
    rest = rf"(?:,? (?:{within}) (?P<rest>.+))?"
    named = {
        "counted": rf"(?P<nth>(?:{ordinal})(?:(?:, and |, | and | to )(?:the )?(?:{ordinal}))*) (?P<noun>{nouns})s?{rest}",
        "all": rf"(?:(?:all|all the) )?(?P<noun>{nouns})s,? (?:{within}) (?P<rest>.+)",
        "everything": rf"(?:{_noun('everything')}),? (?:{within}) (?P<rest>.+)",
        "labelled": rf"(?:(?P<noun>{nouns})s?\.? (?:no\.? |number |numbered )?)?(?P<labels>{_LABELS}){rest}",
        "worded": rf"(?P<noun>{nouns}) (?P<how>{_noun('beginning', 'ending', 'holding')}),? {_QUOTED}{rest}",
        "headed": rf"(?P<noun>{_noun('section', 'heading')}) (?:(?:{_noun('headed')}) )?(?:{_QUOTED}|(?P<bare>.+))",
        "headed-after": rf"(?:{_QUOTED}|(?P<bare>.+?)) (?P<noun>{_noun('section', 'heading')})",
        "quoted": _QUOTED,
    }
    return {name: re.compile(pattern, re.IGNORECASE) for name, pattern in named.items()}


class _Looking:
    """One look into one text. `counts_all` says that positions count through all of it ("the second paragraph of the code")."""

    def __init__(self, outline: Outline, *, counts_all: bool) -> None:
        self.outline, self.counts_all = outline, counts_all

    def look(self, said: str) -> Spot | Missing:
        """The place that `said` names, without its article."""
        said = re.sub(rf"^(?:(?:the|a) )?(?:(?:{_noun('whole-of')}) )?(?:the )?", "", said.strip(" ,.:"), flags=re.IGNORECASE)
        if re.fullmatch(_noun("title"), said, re.IGNORECASE):
            return self._found([at for at, para in enumerate(self.outline.paras) if para.kind == "title"], said, sort="heading")
        if headings := self._headings(said, strict=True):
            return self._found(headings, said, sort="section")
        tries = (
            ("counted", self._counted),
            ("everything", self._everything),
            ("all", self._all),
            ("labelled", self._labelled),
            ("worded", self._worded),
            ("headed", self._headed),
            ("headed-after", self._headed),
            ("quoted", self._quoted),
        )
        for name, attempt in tries:
            if match := _patterns()[name].fullmatch(said):
                return attempt(match, said)
        headings = self._headings(said)
        return self._found(headings, said, sort="section") if headings else self._missing(said)

    def _scope(self, rest: str | None) -> range | Missing:
        if not rest:
            return range(len(self.outline.paras))
        spot = self.look(rest)
        if isinstance(spot, Missing):
            return spot
        head = spot.heads[0]
        return self.outline.section(head) if self.outline.paras[head].kind == "heading" else self.outline.whole(head)

    def _counted(self, match: re.Match[str], said: str) -> Spot | Missing:
        scope = self._scope(match["rest"])
        if isinstance(scope, Missing):
            return scope
        ordinals = motion_book().ordinals
        counts = [ordinals[word.lower()] for word in re.findall(_ordinal(), match["nth"], re.IGNORECASE)]
        if re.search(r" to ", match["nth"]) and len(counts) == 2 and 0 < counts[0] < counts[1]:
            counts = list(range(counts[0], counts[1] + 1))
        sort = _sort(match["noun"])
        if sort == "sentence":
            return self._sentence(scope.start, counts[0], said) if match["rest"] else self._missing(said)
        if sort in {"section", "heading"}:
            return self._picked(self.outline.top_headings(scope), counts, said, sort=sort)
        if not match["rest"] and not self.counts_all and (parts := self._parts(sort)) is not None:
            return self._several(parts, counts[0], sort, said)
        return self._picked(self._members(sort, scope, inside=bool(match["rest"])), counts, said)

    def _parts(self, sort: str) -> list[range] | None:
        """The sections that a position could count in, where no section is named and there are several."""
        sections = [self.outline.section(at) for at in self.outline.headings()]
        parts = [part for part in map(self._own, sections) if self._members(sort, part, inside=True)]
        return parts if len(parts) > 1 else None

    def _own(self, section: range) -> range:
        """A section without the sections in it."""
        end = next((at for at in section if at > section.start and self.outline.paras[at].kind == "heading"), section.stop)
        return range(section.start, end)

    def _all(self, match: re.Match[str], said: str) -> Spot | Missing:
        scope = self._scope(match["rest"])
        if isinstance(scope, Missing):
            return scope
        sort = _sort(match["noun"])
        members = self._members(sort, scope, inside=True) if sort not in {"sentence", "section", "heading"} else []
        return Spot(sort="units", heads=tuple(members)) if members else self._missing(said)

    def _everything(self, match: re.Match[str], said: str) -> Spot | Missing:
        """All that stands under a heading; the heading stays."""
        scope = self._scope(match["rest"])
        if isinstance(scope, Missing):
            return scope
        heads = tuple(scope)[1:]
        return Spot(sort="units", heads=heads, alone=True) if heads else self._missing(said)

    def _several(self, parts: Sequence[range], count: int, sort: str, said: str) -> Missing:
        lists = [self._members(sort, part, inside=True) for part in parts]
        found = [row[count - 1 if count > 0 else count] for row in lists if len(row) >= abs(count)]
        return Missing(reason="several-places" if len(found) > 1 else "no-such-place", sought=said, found=tuple(found))

    def _members(self, sort: str, scope: range, *, inside: bool) -> list[int]:
        """The paragraphs of a scope that a position counts among."""
        outline, head = self.outline, scope.start
        if inside and outline.paras[head].kind == "heading":
            scope = outline.direct(scope)
        unit = inside and outline.is_text(head)
        texts = [at for at in scope if outline.is_text(at) and not (unit and at == head and sort != "paragraph")]
        items = [at for at in texts if outline.paras[at].kind == "item"]
        outer = min((outline.paras[at].depth for at in items), default=0)
        top = [at for at in items if outline.paras[at].depth == outer]
        if sort == "sub-bullet":
            return top if unit and outline.paras[head].kind == "item" else [at for at in items if outline.paras[at].depth == outer + 1]
        if sort == "paragraph":
            base = outline.paras[head].depth if unit else 0
            alike = [at for at in texts if outline.paras[at].kind == "paragraph" and outline.paras[at].depth == base]
            return ([head, *(at for at in alike if at != head)] if unit else alike) or top
        return top or ([at for at in texts if outline.paras[at].kind == "paragraph"] if sort == "item" else [])

    def _sentence(self, at: int, count: int, said: str) -> Spot | Missing:
        text = self.outline.units[at].text
        parts = sentences(text)
        if abs(count) > len(parts):
            return self._missing(said)
        wanted = (count - 1) % len(parts) if count > 0 else len(parts) + count
        start = 0
        for part in parts[:wanted]:
            start = text.index(part, start) + len(part)
        start = text.index(parts[wanted], start)
        return Spot(sort="words", heads=(at,), span=(start, start + len(parts[wanted])))

    def _labelled(self, match: re.Match[str], said: str) -> Spot | Missing:
        scope = self._scope(match["rest"])
        if isinstance(scope, Missing):
            return scope
        sort = _sort(match["noun"] or "paragraph")
        heads: list[int] = []
        pieces = re.split(rf"(, and |, | and | to | ?[-–] ?)(?={_LABEL})", match["labels"], flags=re.IGNORECASE)
        for joint, one in zip(["", *pieces[1::2]], pieces[::2], strict=True):
            found = self._labelled_one(one, sort, scope, counts=bool(match["rest"]))
            if len(found) != 1:
                reason: Reason = "several-places" if found else "no-such-place"
                return Missing(reason=reason, sought=said, found=tuple(found), nearest="" if found else self._near(said))
            between = range(heads[-1] + 1, found[0]) if heads and joint.strip() in {"to", "-", "–"} else range(0)
            heads += [*(at for at in between if self._counts(at, sort)), *found]
        return Spot(sort=sort if sort in {"section", "heading"} else "units", heads=tuple(dict.fromkeys(heads)))  # type: ignore[arg-type]

    def _counts(self, at: int, sort: str) -> bool:
        return self.outline.paras[at].kind == "heading" if sort in {"section", "heading"} else self.outline.number(at) is not None

    def _labelled_one(self, said: str, sort: str, scope: range, *, counts: bool) -> list[int]:
        outline, sought = self.outline, label(said)
        if said.startswith("["):
            return [at for at in scope if str(outline.number(at)) == sought[0]]
        if sort in {"section", "heading"}:
            printed = [at for at in outline.headings() if sought in outline.labels.get(at, ())]
            numbered = any(outline.units[at].printed for at in outline.headings())
            return printed or (self._nth(outline.top_headings(scope), sought) if not numbered else [])
        printed = [at for at in scope if outline.is_text(at) and sought in outline.labels.get(at, ())]
        own = [at for at in printed if label(outline.units[at].printed or "") == sought]
        printed = own if len(own) == 1 and len(sought) > 1 else printed
        if sort in {"bullet", "sub-bullet"} or (sort == "item" and not printed):
            return self._nth(self._members(sort, scope, inside=counts), sought)
        neutral = [at for at in scope if len(sought) == 1 and str(outline.number(at)) == sought[0]]
        if len(printed) == 1 and not outline.units[printed[0]].in_list:
            return printed
        if counts:
            return printed or self._nth(self._members(sort, scope, inside=True), sought)
        return list(dict.fromkeys([*neutral, *printed]))

    @staticmethod
    def _nth(members: Sequence[int], sought: Label) -> list[int]:
        return [members[int(sought[0]) - 1]] if len(sought) == 1 and sought[0].isdigit() and 0 < int(sought[0]) <= len(members) else []

    def _worded(self, match: re.Match[str], said: str) -> Spot | Missing:
        scope = self._scope(match["rest"])
        if isinstance(scope, Missing):
            return scope
        how = match["how"].lower()
        begins, ends = (how in {word.lower() for word in motion_book().places[name]} for name in ("beginning", "ending"))
        found = []
        for at in scope:
            text = self.outline.units[at].text
            hits = spans(match["quoted"].strip(" .…"), text) if self.outline.is_text(at) else []
            if any((not begins or start == 0) and (not ends or not text[end:].strip(" .;,")) for start, end in hits):
                found.append(at)
        return self._found(found, said) if found else self._missing(said)

    def _headed(self, match: re.Match[str], said: str) -> Spot | Missing:
        groups = match.groupdict()
        sort: Sort = "section" if _sort(match["noun"]) == "section" else "heading"
        found = self._headings(groups.get("quoted") or groups.get("bare") or "")
        return self._found(found, said, sort=sort) if found else self._missing(said)

    def _quoted(self, match: re.Match[str], said: str) -> Spot | Missing:
        if found := self._headings(match["quoted"], strict=True):
            return self._found(found, said, sort="section")
        hits = [at for at, unit in enumerate(self.outline.units) if self.outline.is_text(at) and spans(match["quoted"], unit.text)]
        return self._found(hits, said) if hits else self._missing(said)

    def _headings(self, words: str, *, strict: bool = False) -> list[int]:
        """The headings of these words; shortened, where no heading has exactly these."""
        sought = _plain(words)
        texts = {at: _plain(self.outline.units[at].text) for at in self.outline.headings()}
        exact = [at for at, text in texts.items() if text == sought]
        if exact or strict or len(sought) < 4:
            return exact
        return [at for at, text in texts.items() if text.startswith(f"{sought} ") or f" {sought}" in f" {text}"]

    def _picked(self, members: Sequence[int], counts: Sequence[int], said: str, *, sort: str = "units") -> Spot | Missing:
        if any(abs(count) > len(members) for count in counts):
            return self._missing(said, members[-1:])
        heads = tuple(members[count - 1 if count > 0 else count] for count in counts)
        return Spot(sort=sort if sort in {"section", "heading"} else "units", heads=heads)  # type: ignore[arg-type]

    def _found(self, found: Sequence[int], said: str, *, sort: Sort = "units") -> Spot | Missing:
        if len(found) == 1:
            return Spot(sort=sort, heads=(found[0],))
        return Missing(reason="several-places", sought=said, found=tuple(found)) if found else self._missing(said)

    def _missing(self, said: str, last: Sequence[int] = ()) -> Missing:
        return Missing(reason="no-such-place", sought=said, nearest=self.outline.named(last[0]) if last else self._near(said))

    def _near(self, said: str) -> str:
        """The heading that is most like the place, or the last paragraph there is for a number that is too high."""
        quoted = re.search(_QUOTED, said)
        if quoted and (words := nearest(quoted["quoted"], [unit.text for unit in self.outline.units])[0]):
            return f"“{words}”"
        if printed := re.search(r"\d{1,3}(?=\.\d)", said):
            alike = [at for at, labels in self.outline.labels.items() if any(one[0] == printed[0] for one in labels)]
            return self.outline.named(alike[-1]) if alike else ""
        if re.search(r"\d", said):
            return self.outline.named(max(range(len(self.outline.units)), key=lambda at: self.outline.number(at) or 0))
        parts = re.split(rf"\b(?:{_noun('within', 'headed', 'section', 'heading')}) ", said)
        sought = [" ".join(said.split()[at:]) for at in range(len(said.split()))] if len(parts) > 1 else [said]
        close = _by_letters(sought, [self.outline.units[at].text for at in self.outline.headings()])
        return f"“{close}”" if close else ""


def _by_letters(sought: Sequence[str], texts: Sequence[str]) -> str:
    """The heading that is spelt most like any of the words sought."""
    found = [(SequenceMatcher(None, _plain(one), _plain(text)).ratio(), text) for one in sought for text in texts]
    best = max(found, key=lambda one: one[0], default=(0.0, ""))
    return best[1] if best[0] > _ALIKE else ""


def _sort(noun: str) -> str:
    return next(name for name in _NOUNS if noun.lower() in motion_book().places[name])


def _plain(words: str) -> str:
    return " ".join(re.findall(r"[\w&'-]+", folded(words).lower()))
