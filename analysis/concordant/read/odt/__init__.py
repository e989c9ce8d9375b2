"""OpenDocument text: the parts of an .odt file. Names in comments follow OpenDocument 1.3, part 3."""
