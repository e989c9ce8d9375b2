"""How fast things are, as ratios measured side by side in one run: a ratio holds on any machine, a time does not."""
