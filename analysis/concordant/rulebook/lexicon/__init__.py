"""The lexicon: which words name one deed, one thing or one group of people, what is opposite to what, and what is a kind of what."""

from __future__ import annotations

from concordant.rulebook.lexicon.entries import Entry, against, akin, contraries, kinds_of, lexicon, opposite, overlap
from concordant.rulebook.lexicon.words import Token, stem_of, tokens, words_in

__all__ = ["Entry", "Token", "against", "akin", "contraries", "kinds_of", "lexicon", "opposite", "overlap", "stem_of", "tokens", "words_in"]
