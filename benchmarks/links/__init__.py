"""Figures of the concordance: which method finds links best, how the weights were fitted, how it grows, how it travels."""
