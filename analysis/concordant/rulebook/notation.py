"""The readable notation in which cues are written, and its translation to regular expressions.

A cue is a row of words. `word~` any ending; `a/b` either word; `{list}` any entry of a named word list; `word?` may be missing;
`..` up to three words in between (no comma, no “not”);
`...` up to eight; `^` only at the start of a sentence or part of one. Capitals do not matter.
Every gap is bounded, so that a search takes time in proportion to the text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

_BETWEEN = r"""[\s,“”"*()]+"""
_WORD = r"[\w'’&/.-]+"
Words = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Cue:
    """A cue that is turned into a regular expression only when a text holds one of the words that it can begin with.

    Most cues never meet such a text, and compiling a thousand expressions takes longer than reading a code with them.
    """

    notation: str
    words: Words
    firsts: tuple[str, ...]

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The regular expression of the cue."""
        return compile_cue(self.notation, self.words)

    def search(self, text: str) -> re.Match[str] | None:
        """The first place of the text where the cue is found."""
        if self.firsts:
            low = text.lower().replace("’", "'")
            if not any(first in low for first in self.firsts):
                return None
        return self.pattern.search(text)


def lazy_cue(notation: str, words: Words) -> Cue:
    """The cue, checked but not compiled. Raises ValueError when it names a word list that is not there."""
    tokens = notation.split()
    for token in tokens:
        for part in token.removesuffix("?").split("/"):
            if part.startswith("{") and part.endswith("}") and part[1:-1] not in words:
                raise ValueError(f"there is no word list `{part[1:-1]}`")
    lead = [token for token in tokens if token != "^"][:1]
    sure = bool(lead) and not lead[0].endswith("?") and lead[0] not in {"..", "..."}
    return Cue(notation=notation, words=words, firsts=tuple(sorted(_literals(lead[0], words))) if sure else ())


def _literals(token: str, words: Words) -> set[str]:
    """The beginnings, in small letters, that a text must hold one of for the token to be found."""
    found: set[str] = set()
    for part in token.split("/"):
        if part.startswith("{") and part.endswith("}"):
            for entry in words[part[1:-1]]:
                found |= _literals(entry, words) if " " not in entry else {entry.split()[0].rstrip("~").lower()}
        else:
            found.add(part.rstrip("~").replace("’", "'").lower())
    return {literal.replace("~", "") for literal in found}


def compile_cue(notation: str, words: Words) -> re.Pattern[str]:
    """The notation as a pattern. Raises ValueError when it names a word list that is not there."""
    parts: list[str] = []
    tokens = notation.split()
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
    return re.compile(rf"{start}(?<![\w’'-]){body}(?![\w’'])", re.IGNORECASE)


def anchor_of(notation: str) -> frozenset[str]:
    """Words of which a text must hold one for the cue to be found in it; empty when the notation names no such words."""
    for token in notation.split():
        if not re.search(r"[{}~?^]|\A\.+\Z", token):
            return frozenset(token.lower().split("/"))
    return frozenset()


def words_of(text: str) -> frozenset[str]:
    """The words of a text as anchors name them: small letters, straight apostrophes."""
    return frozenset(re.findall(r"[\w'&-]+", text.lower().replace("’", "'")))


def _token(token: str, words: Words) -> str:
    return "(?:" + "|".join(_alternative(part, words) for part in token.split("/")) + ")"


def _alternative(part: str, words: Words) -> str:
    if part.startswith("{") and part.endswith("}"):
        name = part[1:-1]
        if name not in words:
            raise ValueError(f"there is no word list `{name}`")
        return "(?:" + "|".join(_alternative(entry, words) for entry in words[name]) + ")"
    pieces = [re.escape(piece).replace("'", "['’]") for piece in part.split()]
    return _BETWEEN.join(re.sub(r"\\~|~", lambda _: r"\w*", piece) for piece in pieces)
