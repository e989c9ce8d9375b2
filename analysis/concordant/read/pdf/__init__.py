"""PDF pages -> lines: words with their places, rows and columns, ruled tables, paragraphs. Lengths are points, y grows upwards."""
