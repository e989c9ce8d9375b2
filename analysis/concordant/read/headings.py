"""Which joined lines are headings, metadata, notes or title: by shape and by what stands around them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from concordant.read.lines import Line

_DOC_WORDS = (
    "policy policies code protocol guidance guideline guidelines guide procedure procedures strategy charter standards statement rules "
    "handbook framework report principles"
).split()
DOC_WORD = re.compile(rf"\b(?:{'|'.join(_DOC_WORDS)})\b", re.IGNORECASE)
_SMALL = frozenset("a an and are as at be by for from in into is of on or our the to us via vs we with your you their its".split())
# What stands before the colon of a row about the document ("Review date: May 2024").
_LABELS = (
    "author", "(?:document |policy )?owner", "responsible officer", "version(?: no\\.?| number)?", "status", "classification",
    "date(?: \\w+){0,4}", "approved(?: by)?(?: \\w+){0,3}", "approval(?: \\w+){0,3}", "adopted(?: by)?(?: \\w+){0,4}",
    "adoption date", "reviewed", "(?:next )?review(?: date)?", "last (?:updated|reviewed|amended)(?: on)?", "updated",
    "effective(?: \\w+){0,2}", "issued?(?: date| by)?", "prepared by", "report (?:of|by|author)",
    "(?:officer )?contact(?: officer| details)?", "tel(?:ephone)?", "phone", "e-?mail", "to", "from", "meeting date", "committee",
    "minute(?: ref(?:erence)?)?", "ref(?:erence)?(?: no\\.?)?", "document (?:control|ref\\w*|version|history)",
    "created(?: by| on)?", "published(?: by| on)?", "signed", "name", "post", "wards?(?: affected)?", "portfolio holder",
)  # fmt: skip
_META_KEY = re.compile(rf"^(?:{'|'.join(_LABELS)})\s*(?::|–|-\s|\t)\s*\S", re.IGNORECASE)
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w*"
_WHEN = (
    rf"\b\d{{1,2}}(?:st|nd|rd|th)?\s+{_MONTH}|\b{_MONTH}\s+\d{{4}}|\d{{1,2}}[./-]\d{{1,2}}[./-]\d{{2,4}}|"
    r"to be (?:inserted|confirmed|added)|\bv\d"
)
_META_DATE = re.compile(
    rf"\b(?:v(?:ersion)?\s?\d+(?:\.\d+)*|approv\w+|adopt\w+|review\w*|updated|amended|issued|ratified|agreed)\b.{{0,60}}(?:{_WHEN})",
    re.IGNORECASE,
)
_POSTS = "officer|clerk|director|head of|chief|manager|solicitor|chair(?:man|woman|person)?|leader|mayor|secretary"
_SIGNATURE = re.compile(
    r"^(?:(?i:cllr|councillor|mr|mrs|ms|miss|dr)\.?\s+)?[A-Z][\w’'.-]*(?:\s+[A-Z][\w’'.-]+){1,3}\s*(?:,|–|-)\s+"
    rf".{{0,40}}\b(?i:{_POSTS})\b[^.]{{0,40}}$"
)
_NOTE = re.compile(r"^(?:[¹²³⁴⁵⁶⁷⁸⁹]+\s*\S|\[\^?\d{1,2}\]:?\s+\S)")
FINITE = re.compile(r"\b(?:is|are|was|were|will|must|shall|should|may|can|cannot|has|have|had|does|did|do not|don['’]t)\b", re.IGNORECASE)
_RELATIVE = re.compile(r"\s(?:which|that|who|where|how|what|when)\b.*", re.IGNORECASE)
_OPENING = re.compile(r"^(?:this|these|those|it|we|you|they|there|if|he|she|i)\b", re.IGNORECASE)
# "In this code:" introduces what follows; it names nothing.
_INTRODUCING = re.compile(r"^(?:in|for|by|when|if|to|as|under|where|with|on|at)\b", re.IGNORECASE)
MAX_WORDS = 14
MAX_PLAIN_WORDS = 10


def is_note(line: Line) -> bool:
    return line.mark == "note" or bool(_NOTE.match(line.text))


def is_metadata(line: Line) -> bool:
    """A row about the document: label and value, a date of approval, a signature with the post."""
    words = line.text.replace("**", "").replace("__", "")
    if line.mark not in {"", "letter", "bullet"} or len(words) > 160:
        return False
    if line.bullet:
        return False
    return bool(
        (_META_KEY.match(words) and not words.endswith((":",)) and line.words <= 22 and not _sentence(words))
        or (_META_DATE.search(words) and line.words <= 16 and not words.endswith((".", ":", ";")) and not _sentence(words))
        or (_SIGNATURE.match(words))
    )


def _sentence(words: str) -> bool:
    return bool(re.search(r"[.!?]\s+[A-Z]", words)) or (words.endswith(".") and bool(FINITE.search(words)))


def bold(text: str) -> bool:
    """Whether the whole line is set in bold by inline Markdown."""
    return bool(re.fullmatch(r"(\*\*|__)(?=\S)[^*]+(?<=\S)\1:?", text))


def capitals(text: str) -> bool:
    letters = [c for c in text if c.isalpha()]
    return len(letters) > 2 and sum(c.isupper() for c in letters) >= 0.9 * len(letters)


def title_case(text: str) -> bool:
    words = [w for w in re.findall(r"[A-Za-z][\w’'&-]*", text) if w.lower() not in _SMALL]
    return len(words) >= 2 and all(w[0].isupper() for w in words)


def looks_like_heading(lines: Sequence[Line], i: int) -> bool:
    """Shape and surroundings: short, begins upper case, ends openly, stands alone, and something it could head follows."""
    line = lines[i]
    text = line.text
    if line.mark == "hashes":
        return True
    if (
        line.tabbed
        or line.mark in {"bullet", "roman"}
        or (line.bullet and line.mark != "section")
        or line.words > MAX_WORDS
        or len(text) > 100
    ):
        return False
    if not (text[:1].isupper() or text[:1].isdigit() or text[:1] in "*'‘\"“") or i + 1 >= len(lines):
        return False
    if text[:1] in '"“':
        return False
    following = lines[i + 1]
    if _counted_over(line, following):
        return True
    if line.mark:
        return _numbered(lines, i)
    if bold(text) or _stands_out(line):
        return True
    if text.endswith((";", ",", "!")) or (text.endswith(".") and not (title_case(text.rstrip(".")) and line.words <= 7)):
        return False
    if text.rstrip("*_ ").endswith(":"):
        heads = line.words <= 4 and not _INTRODUCING.match(text) and not FINITE.search(text)
        return heads and not following.mark and following.words > 4 and following.gap
    if not line.gap and not capitals(text) and not following.gap:
        return False
    if not capitals(text) and not title_case(text) and _among_its_like(lines, i):
        return False
    if not following.gap and not following.mark and following.words <= 6 and not capitals(text):
        return False
    if not capitals(text) and not title_case(text) and (line.words > MAX_PLAIN_WORDS or (_OPENING.match(text) and not text.endswith("?"))):
        return False
    if FINITE.search(_RELATIVE.sub("", text)) and not text.endswith("?") and not title_case(text) and not capitals(text):
        return bool(re.match(r"^(?:what|who|when|where|why|how|things?)\b", text, re.IGNORECASE)) and line.words <= 12
    return True


def _among_its_like(lines: Sequence[Line], i: int) -> bool:
    """Three short lines in a row that nothing sets apart are entries: a heading heads something."""
    run = int(_is_plain_and_short(lines[i]))
    for step in (-1, 1):
        at = i + step
        while 0 <= at < len(lines) and _is_plain_and_short(lines[at]):
            run, at = run + 1, at + step
    return _is_plain_and_short(lines[i]) and run >= 3


def _is_plain_and_short(line: Line) -> bool:
    open_end = not line.text.endswith((".", ":", ";", "?", "!"))
    short = 3 <= line.words <= MAX_PLAIN_WORDS and not capitals(line.text) and not is_metadata(line)
    return short and open_end and not line.mark and not line.bold and not line.kind


def _stands_out(line: Line) -> bool:
    """Set in bold, and no sentence or opening of a list that is set in bold to be noticed."""
    words = line.text.rstrip("*_ ")
    sentence = words.endswith(".") and bool(FINITE.search(words) or line.words > 8)
    return line.bold and not sentence and not (words.endswith(":") and line.words > 6) and not words.endswith((";", ","))


def _numbered(lines: Sequence[Line], i: int) -> bool:
    """A numbered line heads what follows unless what follows is its next sibling, or it reads as a sentence or fragment of a list."""
    line, following = lines[i], lines[i + 1]
    text = line.text
    if bold(text) or _stands_out(line):
        return True
    if line.mark in {"number", "letter"} and not capitals(text) and _announced(lines, i):
        return False
    if text.endswith((".", ";", ",", ":")) or (line.bullet and line.mark != "section"):
        return False
    if line.mark in {"letter", "number"} and line.printed.startswith("("):
        return False
    if (
        following.mark == line.mark
        and (line.mark != "section" or following.printed.count(".") == line.printed.count("."))
        and not capitals(text)
    ):
        return False
    if line.mark in {"number", "letter"} and line.indent >= 4:
        return False
    if line.mark == "letter":
        return capitals(text) or title_case(text)
    if line.mark == "section" and line.words > 9:
        return False
    return not (FINITE.search(text) and not text.endswith("?") and not title_case(text))


def _counted_over(line: Line, following: Line) -> bool:
    """ "2 What happens next" over "2.1 The council ...": the number without a stop is a heading's."""
    bare = re.match(r"(\d{1,2})\s+[A-Z]", line.text) if not line.mark else None
    return bool(
        bare and following.mark == "section" and following.printed.startswith(f"{bare[1]}.") and not line.text.endswith((".", ";", ":"))
    )


def _announced(lines: Sequence[Line], i: int) -> bool:
    """Whether the first of the numbers that this one goes on from stands right under words that end with a colon."""
    wanted = lines[i].printed
    for at in range(i, max(-1, i - 40), -1):
        line = lines[at]
        if line.mark == "section":
            return False
        if line.printed != wanted:
            continue
        if re.sub(r"\W", "", wanted).lower() in {"1", "a", "i"}:
            return at > 0 and lines[at - 1].text.rstrip("*_ ").endswith(":") and not lines[at - 1].mark
        wanted = _number_before(wanted)
    return False


def _number_before(printed: str) -> str:
    """ "2." for "3.", "(a)" for "(b)"; "" where it cannot be told."""
    core = re.sub(r"\W", "", printed)
    if core.isdigit():
        return printed.replace(core, str(int(core) - 1))
    return printed.replace(core, chr(ord(core) - 1)) if len(core) == 1 else ""
