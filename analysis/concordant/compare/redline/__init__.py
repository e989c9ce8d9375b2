"""Redline: which words of two clauses differ, and which clauses of two codes belong together, were moved, or stand alone."""

from __future__ import annotations

from concordant.compare.redline.codes import Row, RowKind, accepted, redline_codes, rejected
from concordant.compare.redline.words import Piece, PieceKind, keys, redline, same_words

__all__ = ["Piece", "PieceKind", "Row", "RowKind", "accepted", "keys", "redline", "redline_codes", "rejected", "same_words"]
