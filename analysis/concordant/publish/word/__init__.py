"""Word files: a plain A4 report, a council's own template filled in, runs and tables, and a package with the same bytes every time."""
