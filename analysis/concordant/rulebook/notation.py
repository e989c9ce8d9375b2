"""The readable notation in which cues are written, and its translation to regular expressions.

A cue is a row of words. `word~` any ending; `a/b` either word; `(one thing/another)` either of several words in a row; `{list}` any
entry of a named word list; `word?` may be missing;
`..` up to three words in between (no comma, no “not”);
`...` up to eight; `^` only at the start of a sentence or part of one. Capitals do not matter.
`one & other` asks for both rows in one sentence, in any order; `one & !other` for the first without the second.
Every gap is bounded, so that a search takes time in proportion to the text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

_BETWEEN = r"""[\s,“”‘’'"*()/]+"""
_WORD = r"[\w'’&/.-]+"
_TOKEN = re.compile(r"\([^()]*\)\??|\S+")
# Wherever a row can begin, also after a stop or a sign within what looks like one word.
_START = re.compile(r"(?<![\w-])(?=(\w[\w'&.-]*))")
_SENTENCE = re.compile(r"(?<=[.;!?])\s+")
MEMO = 32
Words = Mapping[str, Sequence[str]]


@lru_cache(maxsize=20_000)
def sentences(text: str) -> tuple[str, ...]:
    """The sentences of a text, roughly: cut after `.`, `;`, `!` and `?`."""
    return tuple(_SENTENCE.split(text))


@lru_cache(maxsize=4_000)
def starts_of(text: str) -> frozenset[str]:
    """The beginnings of all words of a text, of every length, in small letters with straight apostrophes."""
    words = set(_START.findall(text.lower().replace("’", "'")))
    return frozenset(word[:size] for word in words for size in range(1, len(word) + 1))


class Row:
    """One row of words of a cue, turned into a regular expression only when a text holds one of the words that it can begin with.

    Most rows never meet such a text, and compiling a thousand expressions takes longer than reading a code with them. Many cues share a
    row (`{disclose}`), so each keeps what it found in the sentences that it was asked about last.
    """

    __slots__ = ("_memo", "_pattern", "firsts", "notation", "words")

    def __init__(self, notation: str, words: Words, firsts: frozenset[str]) -> None:
        self.notation, self.words, self.firsts = notation, words, firsts
        self._pattern: re.Pattern[str] | None = None
        self._memo: dict[str, re.Match[str] | None] = {}

    def may_match(self, starts: frozenset[str]) -> bool:
        """Whether a text whose words begin so can hold the row at all."""
        return not self.firsts or not self.firsts.isdisjoint(starts)

    def search(self, text: str) -> re.Match[str] | None:
        """The first place of the text where the row is found."""
        if text not in self._memo:
            if len(self._memo) >= MEMO:
                self._memo.clear()
            if self._pattern is None:
                self._pattern = compile_cue(self.notation, self.words)
            self._memo[text] = self._pattern.search(text)
        return self._memo[text]

    def forget(self) -> None:
        """Forget what was found."""
        self._memo.clear()


@dataclass(frozen=True)
class Cue:
    """Rows of words that must stand in one sentence, and rows that must not stand in it."""

    notation: str
    rows: tuple[Row, ...]
    without: tuple[Row, ...] = ()

    def find(self, text: str) -> str | None:
        """The words found, rows joined by " … ", in the first sentence that has all of them; None if there is none."""
        starts = starts_of(text)
        for row in self.rows:
            if not row.may_match(starts):
                return None
        if len(self.rows) == 1 and not self.without:
            match = self.rows[0].search(text)
            return match.group() if match else None
        for sentence in sentences(text):
            found = self._in(sentence)
            if found is not None:
                return found
        return None

    def _in(self, sentence: str) -> str | None:
        starts = starts_of(sentence)
        matches = []
        for row in self.rows:
            match = row.search(sentence) if row.may_match(starts) else None
            if match is None:
                return None
            matches.append(match)
        if any(row.may_match(starts) and row.search(sentence) for row in self.without):
            return None
        return " … ".join(m.group() for m in sorted(matches, key=lambda m: m.start()))


def lazy_cue(notation: str, words: Words) -> Cue:
    """The cue, checked but not compiled. Raises ValueError when it names a word list that is not there, or nothing that must be there."""
    parts = [part.strip() for part in notation.split(" & ")]
    rows = tuple(_row(part, words) for part in parts if not part.startswith("!"))
    if not rows or not all(part.removeprefix("!").strip() for part in parts):
        raise ValueError(f"the cue `{notation}` says nothing that must be there")
    return Cue(notation=notation, rows=rows, without=tuple(_row(part[1:].strip(), words) for part in parts if part.startswith("!")))


_ROWS: dict[tuple[int, str], Row] = {}


def _row(notation: str, words: Words) -> Row:
    """The row for this notation, the same one for all cues that share the word lists."""
    key = (id(words), notation)
    if key not in _ROWS:
        _ROWS[key] = _new_row(notation, words)
    return _ROWS[key]


def forget() -> None:
    """Forget what rows found, so that a second run over the same text takes as long as the first."""
    for row in _ROWS.values():
        row.forget()


def _new_row(notation: str, words: Words) -> Row:
    tokens = _TOKEN.findall(notation)
    for name in re.findall(r"\{([^{}]*)\}", notation):
        if name not in words:
            raise ValueError(f"there is no word list `{name}`")
    lead = [token for token in tokens if token != "^"][:1]
    sure = bool(lead) and not lead[0].endswith("?") and lead[0] not in {"..", "..."}
    return Row(notation=notation, words=words, firsts=frozenset(_literals(lead[0], words)) if sure else frozenset())


def _literals(token: str, words: Words) -> set[str]:
    """The beginnings, in small letters, that a text must hold one of for the token to be found."""
    found: set[str] = set()
    for part in (alternative.split()[0] for alternative in _alternatives(token)):
        if part.startswith("{") and part.endswith("}"):
            for entry in words[part[1:-1]]:
                found |= _literals(entry, words) if " " not in entry else {entry.split()[0].rstrip("~").lower()}
        else:
            found.add(part.rstrip("~").replace("’", "'").lstrip("'").lower())
    return {literal.replace("~", "") for literal in found}


def compile_cue(notation: str, words: Words) -> re.Pattern[str]:
    """The notation as a pattern. Raises ValueError when it names a word list that is not there."""
    parts: list[str] = []
    tokens = _TOKEN.findall(notation)
    start = ""
    if tokens and tokens[0] == "^":
        start, tokens = r"\A", tokens[1:]
    while tokens and tokens[-1].endswith("?"):  # nothing follows that would need it
        tokens = tokens[:-1]
    for token in tokens:
        if token == "..":
            parts.append(rf"(?:(?!(?:not|never)\b){_WORD}[\s“”\"()]+){{0,3}}?")
            continue
        if token == "...":
            parts.append(f"(?:{_WORD}{_BETWEEN}){{0,8}}?")
            continue
        bare = token.removesuffix("?")
        # A word that may be missing takes its space with it; the space after a word is asked for by what follows it.
        parts.append(f"(?:{_token(bare, words)}{_BETWEEN})?" if token.endswith("?") else f"{_token(bare, words)}{_BETWEEN}")
    body = "".join(parts)
    if body.endswith(_BETWEEN):
        body = body[: -len(_BETWEEN)]
    return re.compile(rf"{start}(?<![\w-])(?<!\w['’]){body}(?!\w|['’]\w)", re.IGNORECASE)


def anchor_of(notation: str) -> frozenset[str]:
    """Words of which a text must hold one for the cue to be found in it; empty when the notation names no such words."""
    for token in notation.split():
        if not re.search(r"[{}()~?^]|\A\.+\Z", token):
            return frozenset(token.lower().split("/"))
    return frozenset()


def words_of(text: str) -> frozenset[str]:
    """The words of a text as anchors name them: small letters, straight apostrophes."""
    return frozenset(re.findall(r"[\w'&-]+", text.lower().replace("’", "'")))


def _token(token: str, words: Words) -> str:
    return "(?:" + "|".join(_BETWEEN.join(_alternative(word, words) for word in part.split()) for part in _alternatives(token)) + ")"


def _alternatives(token: str) -> list[str]:
    """What may stand in a place: words, or several words in a row where the token is in brackets."""
    bare = token[1:].removesuffix("?").removesuffix(")") if token.startswith("(") else token
    return [part.strip() for part in bare.split("/") if part.strip()]


def _alternative(part: str, words: Words) -> str:
    if part.startswith("{") and part.endswith("}"):
        name = part[1:-1]
        if name not in words:
            raise ValueError(f"there is no word list `{name}`")
        return "(?:" + "|".join(_alternative(entry, words) for entry in words[name]) + ")"
    pieces = [re.escape(piece).replace("'", "['’]") for piece in part.split()]
    return _BETWEEN.join(re.sub(r"\\~|~", lambda _: r"\w*", piece) for piece in pieces)
