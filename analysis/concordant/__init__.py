"""Concordant compares councils' codes: clauses, norms, concordance, conflicts and what an amendment would do."""

__version__ = "0.1.0"
