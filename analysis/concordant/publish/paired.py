"""Two codes held against each other, ready for their page: each link with its words and duties, and counts that add up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import get_args

from markupsafe import Markup, escape

from concordant.compare.deciding import changed_words
from concordant.compare.divergence import diverge
from concordant.compare.duty import DutyChange, duty_changes
from concordant.compare.redline import Piece, PieceKind, keys, redline, same_words
from concordant.model import Clause, Divergence, Link, Policy, Relation, Ruling
from concordant.publish.aligned import Row, align, weaker
from concordant.publish.compared import relation_of
from concordant.publish.redlined import marked

# A redline is read as one text where at least this part of the shorter text stays, and this part of both together; with less it is a
# list of two texts, which read better side by side.
STAYS_OF_SHORTER, STAYS_OF_BOTH = 0.5, 0.25
MOST_DUTIES = 4
SAME_RULE: frozenset[Relation] = frozenset(("equal", "equivalent"))

Ends = frozenset[tuple[str, str]]
Topics = Mapping[str, tuple[str, ...]]
_NO_TOPICS: Topics = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """One link. `relation` is that of the left clause to `clause`, the right one.

    `redline` leads from the left words to the right ones; None where the words are the same or have too little in common. `duties` are
    the largest differences of duty, `more` counts the others. `beside` is the number of the left clause beside which `clause` stands in
    full, where that is another row; None where it stands in full here. `topics` are those of either clause.
    """

    clause: Clause
    link: Link
    relation: Relation
    weaker: bool
    same_words: bool
    redline: Markup | None
    duties: tuple[DutyChange, ...]
    more: int
    beside: int | None
    topics: tuple[str, ...]

    @property
    def differs(self) -> bool:
        """Whether more than the wording of one rule differs."""
        return bool(self.duties) or self.relation not in SAME_RULE


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One row of the page: a clause of the left code with its matches, or a lone clause on either side. `topics` are of a lone clause."""

    left: Clause | None
    matches: tuple[Match, ...]
    lone_right: Clause | None
    topics: tuple[str, ...] = ()

    @property
    def full(self) -> tuple[Match, ...]:
        """The matches that stand in full in this row."""
        return tuple(match for match in self.matches if match.beside is None)

    @property
    def folded(self) -> tuple[Match, ...]:
        """The weaker matches, of which the right clause stands in full in another row."""
        return tuple(match for match in self.matches if match.beside is not None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How many of the clauses of a code stand in a pair, and how many alone."""

    paired: int
    alone: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Paired:
    """The page of two codes. `counts` are of links by relation of left to right; `from_a` counts b held against a, `from_b` the reverse.

    `topics` counts the links and lone clauses on each topic; one may be on several.
    """

    lines: tuple[Line, ...]
    counts: dict[Relation, int]
    tally_a: Tally
    tally_b: Tally
    from_a: dict[Divergence, int]
    from_b: dict[Divergence, int]
    topics: dict[str, int]


def paired(a: Policy, b: Policy, links: Sequence[Link], topics: Topics = _NO_TOPICS) -> Paired:
    """Everything that the page of two codes shows; `links` are those between the two, `topics` has the ids of topics by clause id."""
    rows = align(a, b, links)
    lines = tuple(_lines(rows, weaker(links), topics))
    relations = Counter(match.relation for line in lines for match in line.matches)
    on_topic = Counter(topic for line in lines for item in (line.matches or (line,)) for topic in item.topics)
    return Paired(
        lines=lines,
        counts={relation: relations[relation] for relation in get_args(Relation)},
        tally_a=_tally(a, links),
        tally_b=_tally(b, links),
        from_a=_against(a, b, links),
        from_b=_against(b, a, links),
        topics=dict(on_topic),
    )


def _lines(rows: Sequence[Row], weak: Ends, topics: Topics) -> Iterator[Line]:
    full, best = _in_full(rows, weak)
    for row in rows:
        if row.left is None or not row.right:
            alone = row.left or row.lone_right
            yield Line(left=row.left, lone_right=row.lone_right, matches=(), topics=topics.get(alone.id, ()) if alone else ())
            continue
        left = row.left
        matches = (
            _match(left, clause, link, weak, beside=None if link in full else best[clause.id], topics=topics) for clause, link in row.right
        )
        yield Line(left=left, lone_right=None, matches=tuple(matches))


def _in_full(rows: Sequence[Row], weak: Ends) -> tuple[set[Link], dict[str, int]]:
    """The links of which the right clause stands in full, and for each right clause the left number beside which it first does.

    Long clauses that match many would stand on the page many times over: a clause stands in full in its strongest match, and in every
    other that is not a weaker one.
    """
    found = [(row.left, clause, link) for row in rows if row.left for clause, link in row.right]
    full, best = set[Link](), dict[str, int]()
    for left, clause, link in sorted(found, key=lambda one: ((one[2].a, one[2].b) in weak, -one[2].score, one[0].number)):
        if clause.id not in best or (link.a, link.b) not in weak:
            full.add(link)
            best.setdefault(clause.id, left.number)
    return full, best


def _match(left: Clause, right: Clause, link: Link, weak: Ends, *, beside: int | None, topics: Topics) -> Match:
    duties = duty_changes(left, right)
    return Match(
        clause=right, link=link, relation=relation_of(left, link), weaker=(link.a, link.b) in weak,
        same_words=same_words(left.text, right.text), redline=readable_redline(left.text, right.text),
        duties=duties[:MOST_DUTIES], more=len(duties[MOST_DUTIES:]), beside=beside,
        topics=tuple(dict.fromkeys((*topics.get(left.id, ()), *topics.get(right.id, ())))),
    )  # fmt: skip


def _tally(policy: Policy, links: Sequence[Link]) -> Tally:
    linked = {end for link in links for end in (link.a, link.b)}
    alone = sum(clause.id not in linked for clause in policy.clauses)
    return Tally(paired=len(policy.clauses) - alone, alone=alone)


def _against(reference: Policy, policy: Policy, links: Sequence[Link]) -> dict[Divergence, int]:
    """Each paragraph of the reference counts once, by its strongest answer, so that the figures add up to all of them and what is added."""
    kinds: dict[str, Divergence] = {}
    for row in diverge(reference, policy, links):
        kinds.setdefault(row.reference or str(row.clause), row.kind)
    found = Counter(kinds.values())
    return {kind: found[kind] for kind in get_args(Divergence)}


@lru_cache(maxsize=20_000)
def readable_redline(old: str, new: str) -> Markup | None:
    """The words that lead from one text to the other; None where none differs, or where the two share too few to be read as one."""
    words = _words(old), _words(new)
    # No redline keeps more words than the two have in common: comparing word by word is worth its time only where these suffice.
    if same_words(old, new) or not _readable(sum((words[0] & words[1]).values()), words):
        return None
    pieces = redline(old, new)
    kept = sum(_words(piece.old).total() for piece in pieces if piece.kind == "same")
    return shown(pieces) if _readable(kept, words) else None


def _readable(kept: int, words: tuple[Counter[str], Counter[str]]) -> bool:
    sizes = [found.total() for found in words]
    return kept > 0 and kept / min(sizes) >= STAYS_OF_SHORTER and 2 * kept / sum(sizes) >= STAYS_OF_BOTH


def _words(text: str) -> Counter[str]:
    return Counter(key for key in keys(text) if key[:1].isalnum())


def shown(pieces: Sequence[Piece]) -> Markup:
    """The pieces as HTML; everything that a source says is escaped."""
    return Markup(marked(pieces, _mark))


def _mark(kind: PieceKind, words: str) -> str:
    said = escape(words)
    return str(said) if kind == "same" else f"<del>{said}</del>" if kind == "deleted" else f"<ins>{said}</ins>"


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """A clause of which quoted words have changed. `words` are (before, now), "" where nothing stands; `redline` leads from the quotation
    to the text of today, `before` and `behind` say that the text goes on on either side of what was quoted."""

    clause: str
    quote: str
    words: tuple[tuple[str, str], ...]
    redline: Markup
    before: bool
    behind: bool


def changed(ruling: Ruling, clauses: Sequence[Clause]) -> list[Changed]:
    """What opened a decision again, clause by clause; `clauses` are those that it is about, as they stand today."""
    opened = {clause_id for clause_id, _, _ in ruling.changed}
    by_id = {clause.id: clause for clause in clauses if clause.id in opened}
    sides = [(place, quote) for place, (_, quote) in zip(ruling.places, ruling.decision.sides, strict=True) if place in by_id]
    return [found for place, quote in sides if (found := _changed(by_id[place], quote)).words]


def _changed(clause: Clause, quote: str) -> Changed:
    """A quotation may begin in the words that introduce a clause; where it does not, these have no part in it."""
    texts = (clause.text, " ".join((*clause.lead_in_path, clause.text)))
    text = max(texts, key=lambda found: (_words(quote) & _words(found)).total())
    pieces = list(redline(quote, text))
    before, behind = _outside(pieces[:2]), _outside(pieces[:-3:-1])
    inside = pieces[before : len(pieces) - behind]
    return Changed(clause=clause.id, quote=quote, words=changed_words(quote, text), redline=shown(inside), before=before, behind=behind)


def _outside(ends: Sequence[Piece]) -> bool:
    """What a text says before and behind the quoted words was never part of them; `ends` are two pieces from one end inwards.

    Words that stand in for others do belong to them.
    """
    return [piece.kind for piece in ends] == ["inserted", "same"]
