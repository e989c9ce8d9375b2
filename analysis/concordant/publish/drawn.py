"""Two codes side by side as data, where there are too many pairs for a page each: a script for each code and one for each pair.

A script of data registers itself, so that it works from a folder opened as files too. That of a pair holds its comparison without the
paragraphs and without the words that differ: the browser fills in both. So every paragraph is stored once for each code, not for each pair.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from html import unescape

from concordant.model import Clause, Policy
from concordant.publish.names import anchor, pair_slug
from concordant.publish.words import words

FOLDER = "compare/data/"
_REGISTER = "(window.concordantData = window.concordantData || {})"


def file_of_code(policy: Policy) -> str:
    """Where the data of a code lie, from the root of the site."""
    return f"{FOLDER}{anchor(policy)}.js"


def file_of_pair(a: Policy, b: Policy) -> str:
    """Where the data of a pair lie, from the root of the site."""
    return f"{FOLDER}{pair_slug(a, b)}.js"


def code(policy: Policy, side: Callable[[Clause], str]) -> str:
    """The paragraphs of a code by number: as they stand on the page, and the plain words that are compared where these are others."""
    found = {clause.number: [str(side(clause)), *_plain(clause)] for clause in policy.clauses}
    return _registered(anchor(policy), found)


def _plain(clause: Clause) -> list[str]:
    seen = unescape(re.sub("</?(?:em|strong)>", "", words(clause.markdown)))
    return [] if seen == clause.text else [clause.text]


def pair(a: Policy, b: Policy, comparison: str) -> str:
    """The comparison of two codes, with places for the paragraphs and for the words that differ."""
    return _registered(pair_slug(a, b), str(comparison))


def _registered(name: str, data: object) -> str:
    return f"{_REGISTER}[{json.dumps(name)}] = {json.dumps(data, ensure_ascii=False, separators=(',', ':'))};\n"
