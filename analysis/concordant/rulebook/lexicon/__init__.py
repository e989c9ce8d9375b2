"""The lexicon: which words name one deed, one thing or one group of people, what is opposite to what, and what is a kind of what."""

from __future__ import annotations

from concordant.rulebook.lexicon.entries import KINDS, Entry, against, akin, contraries, files_of, kinds_of, lexicon, opposite, overlap
from concordant.rulebook.lexicon.words import Token, stem_of, tokens, words_in

__all__ = [
    "KINDS", "Entry", "Token", "against", "akin", "contraries", "files_of", "kinds_of", "lexicon", "opposite", "overlap", "stem_of",
    "tokens", "words_in",
]  # fmt: skip
