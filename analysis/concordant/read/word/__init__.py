"""WordprocessingML: the parts of a .docx file. Names in comments follow ECMA-376, part 1, section 17."""
