"""Loader of `motions.yml`: how amendments are written, how places are named, what is said when one cannot be made."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from concordant.errors import BadRulebook, Problem
from concordant.model import Side, Span, StepKind
from concordant.rulebook.quoted import masked, restored
from concordant.strict import read_yaml

FILE = "motions.yml"
_TEXT = {"type": "string", "minLength": 1}
_TEXTS = {"type": "array", "minItems": 1, "items": _TEXT}
_TABLE = {"type": "object", "additionalProperties": _TEXTS}
_SENTENCES = {"type": "object", "additionalProperties": _TEXT}
_ERROR = {"type": "object", "additionalProperties": False, "required": ["what", "mend"], "properties": {"what": _TEXT, "mend": _TEXT}}
_SCHEMA: dict[str, Any] = {
    "type": "object",
    "additionalProperties": False,
    "required": ["words", "places", "forms", "errors", "said", "writing"],
    "properties": {
        "words": _TABLE,
        "places": {"type": "object", "additionalProperties": {"type": "array", "minItems": 1, "items": {"anyOf": [_TEXT, _TEXTS]}}},
        "errors": {"type": "object", "additionalProperties": _ERROR},
        "said": _SENTENCES,
        "writing": _SENTENCES,
        "forms": {
            "type": "array",
            "minItems": 1,
            "items": {
                "type": "object",
                "additionalProperties": False,
                "required": ["id", "kind", "patterns", "examples", "counter_examples"],
                "properties": {
                    "id": _TEXT,
                    "kind": {"enum": ["leave-out", "insert", "replace", "add", "move", "renumber"]},
                    "side": {"enum": ["after", "before", "start", "end"]},
                    "span": {"enum": ["after"]},
                    "under": {"type": "boolean"},
                    **dict.fromkeys(("patterns", "examples", "counter_examples"), _TEXTS),
                },
            },
        },
    },
}  # fmt: skip

_BETWEEN = r"[\s,:–—]+"
_QUOTE = r"⟦\d+⟧"
_TOKEN = re.compile(r"\{([^{}]+)\}(\?)?|(\S+?)(\?)?(?=\s|$)")
# A place holds no half of a quotation, and no verb of another instruction (a heading may, in capitals: "Removing Comments").
_NO_PLACE = re.compile(
    r"[\"“”„«»‘]|(?<!s)['’]\Z|\A['’]|\b(?:leave out|left out|insert(?:ed)?|delet(?:e|ed)|remov(?:e|ed)|replac(?:e|ed)|omit(?:ted)?"
    r"|add|added|substitut(?:e|ed)|str(?:ike|uck) out|taken? out|move|moved|renumber)\b"
)
_BULLET = re.compile(r"\b(?:bullet|bullet point|new point)[\s,:–—]*\Z", re.IGNORECASE)
# One instruction has two quotations, and as many more as its places name; what is longer is several.
_MOST_QUOTES = 6
_LONGEST = 700
_SPANS: tuple[tuple[str, Span], ...] = (
    ("until", "to"),
    ("toend", "to-end"),
    ("everywhere", "everywhere"),
    ("every", "everywhere"),
    ("firstof", "first"),
    ("lastof", "last"),
)
_QUOTED = frozenset({"WORDS", "NEW", "UNTIL", "FILE"})
_FILE_NAME = re.compile(r"[^\s/\\][^\n/\\]{0,120}\.[A-Za-z0-9]{2,5}")
Words = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """One shape of instruction; `patterns` each match a whole instruction whose quotations are masked."""

    id: str
    kind: StepKind
    side: Side
    span: Span
    under: bool
    patterns: tuple[Pattern, ...]
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """An instruction as one form reads it, with the quotations put back where they stood."""

    form: Form
    place: str = ""
    words: str = ""
    until: str = ""
    span: Span = ""
    new: str = ""
    to: str = ""
    file: str = ""


@dataclass(frozen=True, kw_only=True)
class MotionBook:
    """The whole file."""

    forms: tuple[Form, ...]
    openings: re.Pattern[str]
    places: Mapping[str, tuple[str, ...]]
    ordinals: Mapping[str, int]
    errors: Mapping[str, tuple[str, str]]
    said: Mapping[str, str]
    writing: Mapping[str, str]

    def read(self, instruction: str, block: str = "") -> Reading | None:
        """One instruction, with the quoted `block` under it if there is one; None where no form fits all of it."""
        for text, quotes in masked(re.sub(r"\s+-\s+", " – ", instruction)):
            if len(text) > _LONGEST or len(quotes) > _MOST_QUOTES:
                continue
            if block:
                text, quotes = f"{text.rstrip(' .:')} ⟦{len(quotes)}⟧", (*quotes, block)  # noqa: PLW2901
            found = self._read(self.openings.sub("", text.strip().rstrip(".;,").strip()), quotes)
            if found:
                return found
        return None

    def _read(self, text: str, quotes: Sequence[str]) -> Reading | None:
        lower = re.sub(r"[\s,:–—]+", " ", text.lower())
        for form in self.forms:
            for pattern in form.patterns:
                match = pattern.fullmatch(text, lower, len(quotes))
                reading = _reading(form, match, quotes) if match else None
                if reading:
                    return reading
        return None


def _reading(form: Form, match: re.Match[str], quotes: Sequence[str]) -> Reading | None:
    parts = {name: value or "" for name, value in match.groupdict().items()}

    def quote(name: str) -> str:
        return restored(parts[name], quotes, bare=True) if parts.get(name) else ""

    span: Span = form.span or next((name for group, name in _SPANS if parts.get(group)), "")
    file = restored(parts.get("file", ""), quotes, bare=True)
    if any(_NO_PLACE.search(parts.get(name, "")) for name in ("place", "to", "outer")):
        return None
    if parts.get("file") and not _FILE_NAME.fullmatch(file):
        return None
    place, to, outer = (restored(parts.get(name, ""), quotes).strip(" ,:") for name in ("place", "to", "outer"))
    return Reading(
        form=form, place=f"{place} of {outer}" if outer else place, to=to if form.kind == "move" else "",
        words=quote("words") or quote("wordsb") or quote("wordsc") or quote("wordsd"), until=quote("until") or quote("after"), span=span,
        new=_as_item(quote("new"), match),
        file=file,
    )  # fmt: skip


def _as_item(new: str, match: re.Match[str]) -> str:
    """ "Insert a new bullet “…”": what is called a bullet is an item of a list."""
    called = bool(new) and bool(_BULLET.search(match.string[: match.start("new")]))
    return f"- {new}" if called and "\n" not in new and not new.startswith("- ") else new


@cache
def motion_book() -> MotionBook:
    """Raises BadRulebook with every problem of the file."""
    data, problems = read_yaml(files(__package__).joinpath(FILE).read_text(encoding="utf-8"), file=FILE, schema=_SCHEMA)
    if problems:
        raise BadRulebook(problems)
    words: Words = data["words"]
    places = data["places"]
    ordinals = {said: at for at, row in enumerate(places["ordinals"], start=1) for said in row}
    ordinals |= {said: -at for at, row in enumerate(places["from-the-end"], start=1) for said in row}
    openings = _alternatives(words["openings"])
    return MotionBook(
        forms=tuple(_form(entry, words) for entry in data["forms"]),
        openings=re.compile(rf"\A(?:(?:{openings})(?:{_BETWEEN}|\Z)|(?:\(?(?:\d{{1,2}}|[a-z]|[ivx]{{1,4}})[.)])\s+)+", re.IGNORECASE),
        places={name: tuple(row) for name, row in places.items() if name not in {"ordinals", "from-the-end"}},
        ordinals=ordinals,
        errors={reason: (row["what"], row["mend"]) for reason, row in data["errors"].items()},
        said=data["said"],
        writing=data["writing"],
    )


def _form(entry: dict[str, Any], words: Words) -> Form:
    return Form(
        id=entry["id"], kind=entry["kind"], side=entry.get("side", ""), span=entry.get("span", ""), under=entry.get("under", False),
        patterns=tuple(_pattern(notation, words, entry["id"]) for notation in entry["patterns"]),
        examples=tuple(entry["examples"]), counter_examples=tuple(entry["counter_examples"]),
    )  # fmt: skip


class Pattern:
    """One notation of a form, turned into a regular expression only for an instruction that has the words and quotations that it needs.

    Compiling them all takes far longer than reading a motion with the few that may fit.
    """

    __slots__ = ("_compiled", "_needs", "_quotes", "notation", "words")

    def __init__(self, notation: str, words: Words) -> None:
        self.notation, self.words = notation, words
        needed = [found[1] for found in _TOKEN.finditer(notation) if found[1] and not found[2]]
        self._needs = [tuple({" ".join(entry.lower().split()) for entry in words[name]}) for name in needed]
        self._quotes = len(re.findall(r"\b(?:NEW|WORDS|UNTIL)\b", notation))
        self._compiled: re.Pattern[str] | None = None

    def fullmatch(self, text: str, lower: str, quotes: int) -> re.Match[str] | None:
        """The match with all of the text; `lower` is the text in small letters with single spaces, `quotes` its quotations."""
        if quotes < self._quotes or not all(any(entry in lower for entry in entries) for entries in self._needs):
            return None
        if self._compiled is None:
            self._compiled = _compiled(self.notation, self.words)
        return self._compiled.fullmatch(text)


def _compiled(notation: str, words: Words) -> re.Pattern[str]:
    tokens = [found.groups() for found in _TOKEN.finditer(notation)]
    out = ""
    for at, (name, maybe_list, word, maybe_word) in enumerate(tokens):
        part = f"(?:{_alternatives(words[name])})" if name else _slot(word, words)
        edge = "" if word in _QUOTED else r"(?![\w-])"
        if maybe_list or maybe_word:
            # A part that may be missing takes the space before it along where it ends the pattern, else the space behind it.
            last = at + 1 == len(tokens) or all(row[1] or row[3] for row in tokens[at:])
            out += f"(?:{_BETWEEN}{part}{edge})?" if last and at else f"(?:{part}{edge}{_BETWEEN})?"
        else:
            rest = tokens[at + 1 :]
            out += part + edge + (_BETWEEN if rest and not all(row[1] or row[3] for row in rest) else "")
    return re.compile(out, re.IGNORECASE)


def _pattern(notation: str, words: Words, id: str) -> Pattern:
    for name in re.findall(r"\{([^{}]+)\}", notation):
        if name not in words:
            where, what = f"form `{id}`", f"there is no list `{name}` under `words`."
            raise BadRulebook([Problem(file=FILE, where=where, what=what, mend="Correct the name, or add the list.")])
    return Pattern(notation, words)


def _slot(word: str, words: Words) -> str:
    if word in {"PLACE", "TO", "OUTER"}:
        return rf"(?P<{word.lower()}>[^;]{{1,240}}?)"
    if word == "NEW":
        return rf"(?P<new>{_QUOTE})"
    if word == "UNTIL":
        return rf"(?P<after>{_QUOTE})"
    if word == "FILE":
        return rf"(?:the file\s+|the text of\s+)?(?P<file>{_QUOTE}|[^\s⟦]+\.[A-Za-z0-9]{{2,5}})"
    if word == "WORDS":
        return _words(words)
    return re.escape(word)


def _words(words: Words) -> str:
    """Which words: all of a quotation, from one to another or to the end, the first or last time they occur, wherever they do."""
    sort = f"(?:(?:{_alternatives(words['words'])}){_BETWEEN})?"
    to, end, first, last, all_ = (_alternatives(words[name]) for name in ("to-words", "to-end", "first-of", "last-of", "everywhere"))
    ranged = rf"from{_BETWEEN}{sort}(?P<words>{_QUOTE}){_BETWEEN}(?:(?:{to}){_BETWEEN}{sort}(?P<until>{_QUOTE})|(?P<toend>{end}))"
    once = rf"(?:(?P<firstof>{first})|(?P<lastof>{last})){_BETWEEN}(?P<wordsb>{_QUOTE})"
    plain = rf"(?P<wordsc>{_QUOTE})(?:{_BETWEEN}(?P<everywhere>{all_}))?"
    every = rf"(?P<every>{_alternatives(words['every'])}){_BETWEEN}(?P<wordsd>{_QUOTE})"
    return f"(?:{ranged}|{once}|{every}|{plain})"


def _alternatives(entries: Sequence[str]) -> str:
    ordered = sorted(entries, key=lambda entry: (-len(entry), entry))
    return "|".join(_BETWEEN.join(re.escape(word) for word in entry.split()) for entry in ordered)


def check() -> tuple[Problem, ...]:
    """Every example must be read as its form, no counter-example may be."""
    book = motion_book()
    return tuple(problem for form in book.forms for problem in _wrong(book, form))


def _wrong(book: MotionBook, form: Form) -> Iterator[Problem]:
    def read_as(text: str) -> str:
        found = book.read(text)
        return found.form.id if found else "nothing"

    faults = [(text, f"an example is read as {read_as(text)}") for text in form.examples if read_as(text) != form.id]
    faults += [(text, "a counter-example is read as this form") for text in form.counter_examples if read_as(text) == form.id]
    for text, what in faults:
        yield Problem(file=FILE, where=f"form `{form.id}`", what=f"{what}: “{text}”.", mend="Correct the pattern or the example.")
