"""How long a text takes to read and how hard its sentences are: words, minutes, words in a sentence, and the Flesch reading ease.

The ease is Flesch's of 1948: 206.835 - 1.015 x words in a sentence - 84.6 x syllables in a word. Syllables are counted by syllapy, which
brings its own list of words and fetches nothing. A list item is a sentence of its own, however it ends: rule texts end them in commas.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

import syllapy

from concordant.model import Clause, Policy, Unit
from concordant.parse.sentences import sentences

# Words in a minute. People read plain prose at about 240 (Brysbaert 2019); a text that binds its reader is read more slowly.
PACE = 200
# The formula was made for samples of a hundred words; of fewer than these it says nothing.
FEWEST_WORDS = 30
# The style guide of the UK government breaks up sentences of more than 25 words.
LONG_SENTENCE = 25
_WORD = re.compile(r"[^\W_](?:[\w'’-]*\w)?(?:[.@/][\w'’-]*\w)*")
_LETTERS = re.compile(r"[^\W\d_]")
_ADDRESS = re.compile(r"[@/]|\w\.\w")
_BRITISH = re.compile(r"is(e|ed|es|er|ers|ing|ation|ations)$")
# What is printed on the page and is no part of the text is not read.
_SKIPPED = frozenset({"furniture", "metadata"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """What was counted in a piece of text.

    `words` are all of them, `prose` those that stand in `sentences`: a heading is none. `syllables` are those of the `spoken` words of the
    prose: a number or an address has none to count.
    """

    words: int
    prose: int
    sentences: int
    spoken: int
    syllables: int
    longest: int

    @property
    def minutes(self) -> float:
        """How long it takes to read, at PACE."""
        return self.words / PACE

    @property
    def sentence_length(self) -> float:
        """Words in a sentence on average; 0 for a text without words."""
        return self.prose / self.sentences if self.sentences else 0.0

    @property
    def ease(self) -> float | None:
        """The Flesch reading ease, one digit after the point; None for a text too short for it."""
        if self.prose < FEWEST_WORDS or not self.spoken:
            return None
        return round(206.835 - 1.015 * self.sentence_length - 84.6 * self.syllables / self.spoken, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """The text under one heading of the first level. `heading` is None for what stands before the first."""

    heading: Unit | None
    clauses: tuple[Clause, ...]
    measure: Measure


@lru_cache(maxsize=20_000)
def syllables(word: str) -> int:
    """The syllables of an English word, at least one. The list spells "-ize": British endings are looked up under it too."""
    plain = word.lower().replace("’", "'").removesuffix("'s").strip("'")
    american = _BRITISH.sub(r"iz\1", plain)
    known = american if american in syllapy.WORD_DICT else plain
    return max(1, int(syllapy.count(known)))


def measure(texts: Iterable[str], headings: Iterable[str] = ()) -> Measure:
    """What the texts hold together; each is read by itself, so that no sentence runs over two. Of headings, only the words count."""
    found = [tuple(_words(sentence)) for text in texts for sentence in sentences(text)]
    lines = [line for line in found if line]
    spoken = [word for line in lines for word in line if _LETTERS.search(word) and not _ADDRESS.search(word)]
    return Measure(
        words=sum(map(len, lines)) + sum(len(tuple(_words(heading))) for heading in headings),
        prose=sum(map(len, lines)),
        sentences=len(lines),
        spoken=len(spoken),
        syllables=sum(syllables(part) for word in spoken for part in word.split("-") if part),
        longest=max(map(len, lines), default=0),
    )


def measure_clause(clause: Clause) -> Measure:
    """One clause by itself, without the words that lead into it."""
    return measure([clause.text])


def measure_policy(policy: Policy) -> Measure:
    """A whole text with its title, headings, lead-ins and notes."""
    return _measure([unit for unit in policy.units if unit.kind not in _SKIPPED])


def sections(policy: Policy) -> tuple[Section, ...]:
    """The text cut at its headings of the first level, in order; together they hold every word but the title."""
    return tuple(
        Section(
            heading=heading,
            clauses=tuple(unit for unit in units if isinstance(unit, Clause)),
            measure=_measure(([heading] if heading else []) + units),
        )
        for heading, units in _cut(policy)
    )


def long_sentences(policy: Policy) -> tuple[tuple[Clause, str, int], ...]:
    """The sentences of clauses that are longer than LONG_SENTENCE words, with their words, longest first."""
    found = [(clause, sentence, len(tuple(_words(sentence)))) for clause in policy.clauses for sentence in sentences(clause.text)]
    return tuple(sorted((entry for entry in found if entry[2] > LONG_SENTENCE), key=lambda entry: (-entry[2], entry[0].number)))


def _measure(units: list[Unit]) -> Measure:
    heads = {"title", "heading"}
    return measure((u.text for u in units if u.kind not in heads), (u.text for u in units if u.kind in heads))


def _words(text: str) -> Iterator[str]:
    return (match.group() for match in _WORD.finditer(text))


def _cut(policy: Policy) -> list[tuple[Unit | None, list[Unit]]]:
    """(heading, what stands below it); without a heading where text comes before the first."""
    read = [unit for unit in policy.units if unit.kind not in _SKIPPED and unit.kind != "title"]
    top = min((unit.depth for unit in read if unit.kind == "heading"), default=0)
    found: list[tuple[Unit | None, list[Unit]]] = []
    for unit in read:
        if unit.kind == "heading" and unit.depth == top:
            found.append((unit, []))
        elif found:
            found[-1][1].append(unit)
        else:
            found.append((None, [unit]))
    return found
