"""A source file -> a policy folder: canonical Markdown with front matter, beside the untouched original."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from dataclasses import dataclass, replace
from pathlib import Path

import yaml

from concordant.corpus import UNDATED, is_version, read_text
from concordant.errors import BadPolicy, ConcordantError, NotFound, Problem
from concordant.model import DraftView, Guess, ImportRecord, Meta, Policy, PolicyKind
from concordant.parse.account import Account
from concordant.parse.clauses import parse_policy
from concordant.parse.fragment import fragment_blocks
from concordant.parse.frontmatter import schema, split
from concordant.read import PROPOSED, Source, read_source
from concordant.read.canonical import body
from concordant.records import SUFFIX, dump, record_of
from concordant.whole import write_whole

_MONTHS = "janfebmaraprmayjunjulaugsepoctnovdec"
_WHEN = (
    r"(?:(?:(?P<day>\d{1,2})(?:st|nd|rd|th)?\s+(?:of\s+)?)?(?P<month>(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6})\.?,?\s+"
    r"(?P<year>(?:19|20)\d\d)|(?P<day2>\d{1,2})[./-](?P<month2>\d{1,2})[./-](?P<year2>(?:19|20)\d\d))\b"
)
# What a row says of its date, the most telling first; the date of a review that is still to come says nothing of the text.
_FAR = r"(?:(?!\bnext\b|\bdue\b|\breview\b|\breview(?:ed)? by\b)[^.]|\.(?!\s)){0,60}?"
_DATINGS = tuple(
    re.compile(rf"(?:{words}){_FAR}{_WHEN}", re.IGNORECASE)
    for words in (
        r"\b(?:adopt(?:ed|ion)|approv(?:ed|al)|ratified|agreed)\b",
        r"\b(?:effective|in force|issued?|published|version|v\d)\b|^\s*v?\d{1,2}(?:\.\d{1,2})?\s*\||^date\b",
        r"\b(?:reviewed|updated|amended|revised)\b(?! by (?:\d|[a-z]{3,9} 20))",
    )
)
_MAX_ROW = 400
_COUNCIL_WORDS = re.compile(
    r"\b(?:city|county|borough|district|town|parish|community|unitary|metropolitan|royal|london|combined|council|authority|corporation|of|the)\b"
)
# The word of the title that says what kind of text it is; the first that is found decides.
_KINDS: tuple[tuple[str, PolicyKind], ...] = (
    ("report", "report"),
    ("protocol", "protocol"),
    ("code", "code"),
    ("guidance", "guidance"),
    ("guidelines", "guidance"),
    ("guide", "guidance"),
)
_AUDIENCES = {
    "councillors": re.compile(r"\b(?:councillors?|members?|cllrs?)\b", re.IGNORECASE),
    "employees": re.compile(r"\b(?:employees?|staff|officers|workers|volunteers)\b", re.IGNORECASE),
}
_AUDIENCE_NAMES = {
    "members": "councillors", "councillor": "councillors", "member": "councillors", "staff": "employees", "employee": "employees",
    "officers": "employees", "officer": "employees", "residents": "public", "everyone": "public",
}  # fmt: skip


class AlreadyThere(ConcordantError):
    """The policy exists with other words; nothing was written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What the user says about a file. `folder` is the policy's folder name; None makes it from the title."""

    council: str
    title: str
    kind: str | None = None
    audience: tuple[str, ...] = ()
    date: str | None = None
    status: str | None = None
    short: str | None = None
    source: str | None = None
    retrieved: str | None = None
    notes: str | None = None
    unknown: tuple[str, ...] = ()
    folder: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What an import wrote: the policy, where it lies, where its words went, and the record of it."""

    policy: Policy
    markdown: Path
    original: Path | None
    account: Account
    record: ImportRecord


def import_file(path: Path, request: Request, *, policies: Path, force: bool = False, view: DraftView = PROPOSED) -> Imported:
    """Read `path` and file it under `policies`, with its tracked changes as `view` says.

    Raises UnreadableFile when the file cannot be read, BadPolicy when it holds no clause or the request makes no valid front matter,
    AlreadyThere when the policy is there with other words and `force` is not set. Nothing is written unless all went well.
    """
    source = read_source(path, view)
    request, dated = _dated(request, source)
    original = _original_name(path, request.date or UNDATED)
    meta, guesses = _meta(request, source.text, original)
    text = markdown(meta, body(source.blocks))
    folder = policies / slug_of_council(request.council) / (request.folder or slug(request.title))
    target = folder / f"{meta.date or UNDATED}.md"
    try:
        policy = parse_policy(text, policy_id="/".join(folder.parts[-2:]), version=target.stem, file=target.name)
    except BadPolicy as error:
        mend = "Check that the file holds the text of a code, in paragraphs or lists."
        raise BadPolicy([replace(problem, file=str(path), mend=mend) for problem in error.problems]) from error
    _refuse_to_overwrite(target, text, force=force)
    guesses = (*guesses, *dated, *_unheeded(view, source))
    found = replace(source, name=original)
    record, held = record_of(found, policy.units, guesses=(*guesses, *source.guesses), view=view, body=body(source.blocks))
    write_whole(folder / original, path.read_bytes())
    write_whole(target.with_suffix(SUFFIX), dump(record))
    write_whole(target, text.encode("utf-8"))
    return Imported(policy=replace(policy, record=record), markdown=target, original=folder / original, account=held, record=record)


def _dated(request: Request, source: Source) -> tuple[Request, tuple[Guess, ...]]:
    """The request with the date that the document gives itself, where the user gave none; the latest of those that say the most."""
    kinds = () if request.date else ("metadata", "furniture")
    told = (
        [(rank, date, row) for row in source.blocks if row.kind == kind for rank, date in _dates(row.text[:_MAX_ROW])] for kind in kinds
    )
    found = next(filter(None, told), [])
    if not found:
        return request, ()
    best = min(rank for rank, _, _ in found)
    date, row = max(((date, row) for rank, date, row in found if rank == best), key=lambda one: one[0])
    what = f"date taken to be {date} from “{row.text[:60]}”; change it with --date"
    unknown = request.unknown or (("date of adoption",) if best else ())
    return replace(request, date=date, unknown=unknown), (Guess(line=row.line, page=row.page, what=what),)


def _dates(text: str) -> list[tuple[int, str]]:
    """The latest date that the words give in each role, as 2024-05-14 or 2024-05; none that no calendar has."""
    latest = [max((_iso(found.groupdict()) for found in pattern.finditer(text)), default="") for pattern in _DATINGS]
    return [(rank, date) for rank, date in enumerate(latest) if date]


def _iso(parts: dict[str, str | None]) -> str:
    year = parts["year"] or parts["year2"] or ""
    month = parts["month2"] or (f"{_MONTHS.index((parts['month'] or '')[:3].lower()) // 3 + 1}")
    day = parts["day"] or parts["day2"]
    try:
        whole = dt.date(int(year), int(month), int(day or 1)).isoformat()
    except ValueError:
        return ""
    return whole if day else whole[:7]


def _unheeded(view: DraftView, source: Source) -> tuple[Guess, ...]:
    """What the user asked of tracked changes that the file cannot give."""
    asked = view != DraftView()
    if asked and not source.changes:
        return (Guess(line=0, what="the file has no tracked changes, so there was nothing to choose among"),)
    names = {change.author.casefold() for change in source.changes}
    unknown = [name for name in view.authors if name.casefold() not in names]
    known = ", ".join(dict.fromkeys(change.author or "an unnamed person" for change in source.changes))
    return tuple(Guess(line=0, what=f"there is no tracked change by {name}; the changes are by {known}") for name in unknown)


def fragment_text(report: Policy, request: Request) -> str:
    """The canonical Markdown of the code that a report quotes. Raises NotFound when the report quotes no passage."""
    blocks = fragment_blocks(report, request.title)
    if len(blocks) < 2:
        mend = "Only paragraphs that begin with a quotation of at least six words count."
        raise NotFound([Problem(file=report.file, where="", what="the report quotes no passage of another text.", mend=mend)])
    meta, _ = _meta(replace(request, kind="fragment"), "", "")
    return markdown(replace(meta, original=None), body(blocks))


def markdown(meta: Meta, text: str) -> str:
    """Canonical Markdown: front matter in the order of the schema, then the body."""
    front: dict[str, object] = {}
    for key in schema()["properties"]:
        value = getattr(meta, key)
        if value not in (None, ()):
            front[key] = list(value) if isinstance(value, tuple) else value
    return f"---\n{yaml.safe_dump(front, sort_keys=False, allow_unicode=True, width=1000)}---\n\n{text}"


def slug(words: str) -> str:
    """A folder name: small letters, digits and hyphens. "Brighton & Hove" becomes brighton-and-hove."""
    plain = unicodedata.normalize("NFKD", words.replace("&", " and ").replace("'", "").replace("’", "")).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")[:60].strip("-") or "policy"


def slug_of_council(name: str) -> str:
    """The council's folder: its name without the words that say what kind of council it is."""
    return slug(_COUNCIL_WORDS.sub(" ", name.lower())) if _COUNCIL_WORDS.sub("", name.lower()).strip() else slug(name)


def _meta(request: Request, text: str, original: str) -> tuple[Meta, tuple[Guess, ...]]:
    """Front matter from what the user said, the rest guessed from the words. Raises BadPolicy, as reading the file back would."""
    guesses: list[Guess] = []
    kind = request.kind or _kind(request.title)
    if not request.kind:
        guesses.append(Guess(line=0, what=f"kind taken to be `{kind}` from the title; change it with --kind"))
    audience = tuple(dict.fromkeys(_AUDIENCE_NAMES.get(a.strip().lower(), a.strip().lower()) for a in request.audience)) or _audience(
        request.title, text
    )
    if not request.audience:
        guesses.append(Guess(line=0, what=f"taken to bind {' and '.join(audience)} from the words; change it with --audience"))
    unknown = request.unknown or (() if request.date else ("date of adoption",))
    data = {
        "council": request.council, "title": request.title, "short": request.short, "kind": kind, "audience": list(audience),
        "status": request.status or "unknown", "date": request.date, "retrieved": request.retrieved,
        "source": request.source or f"Imported from {original or 'a report'}", "original": original or None,
        "unknown": list(unknown), "notes": request.notes,
    }  # fmt: skip
    front = yaml.safe_dump({k: v for k, v in data.items() if v not in (None, [])}, allow_unicode=True, width=1000)
    meta, _, _ = split(f"---\n{front}---\n", file="front matter")
    return meta, tuple(guesses)


def _kind(title: str) -> PolicyKind:
    words = re.findall(r"[a-z]+", title.lower())
    return next((kind for word, kind in _KINDS if word in words), "policy")


def _audience(title: str, text: str) -> tuple[str, ...]:
    """Whom the text binds: those whom the title names, or else those whom the text speaks of often enough."""
    named = tuple(who for who, pattern in _AUDIENCES.items() if pattern.search(title))
    if named:
        return named
    counts = {who: len(pattern.findall(text)) for who, pattern in _AUDIENCES.items()}
    most = max(counts.values())
    return tuple(who for who, n in counts.items() if n and n >= 0.25 * most) or ("councillors",)


def _original_name(path: Path, version: str) -> str:
    """The name under which the original is kept: its own, unless a version of the policy would be looked for under it."""
    taken = path.suffix.lower() == ".md" and (path.stem == version or is_version(path.stem))
    return f"{path.stem}-original{path.suffix}" if taken else path.name


def _refuse_to_overwrite(target: Path, text: str, *, force: bool) -> None:
    if force or not target.exists() or target.read_text(encoding="utf-8", errors="replace") == text:
        return
    what = "this policy is there already, with other words; nothing was written."
    mend = "Give another --title or --date, or --force to replace it."
    raise AlreadyThere([Problem(file=str(target), where="", what=what, mend=mend)])


def read_draft(path: Path, *, id: str, like: Meta | None = None, view: DraftView = PROPOSED) -> tuple[Policy, Source | None]:
    """A text that is not filed, as a policy with the id `id`, and what was read where it is no canonical Markdown of ours.

    `like` gives the front matter of a text that has none: a draft is of the same council and binds the same people as what it would
    replace. Without it, title, kind and audience are guessed from the words. Raises UnreadableFile, NotFound and BadPolicy.
    """
    if path.suffix.lower() == ".md" and path.is_file():
        text = read_text(path, path.name)
        if text.startswith("---\n"):
            return parse_policy(text, policy_id=id, version=UNDATED, file=path.name), None
    source = read_source(path, view)
    meta = like
    if meta is None:
        title = next((block.text for block in source.blocks if block.kind == "title"), "") or path.stem.replace("-", " ")
        meta, _ = _meta(Request(council=path.stem, title=title), source.text, "")
    text = markdown(replace(meta, original=None), body(source.blocks))
    return parse_policy(text, policy_id=id, version=UNDATED, file=path.name), source
