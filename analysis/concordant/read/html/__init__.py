"""Web pages. Names in comments follow the HTML standard of the WHATWG."""
