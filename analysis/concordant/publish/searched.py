"""What the search page searches, as plain data: every paragraph of every compared code, and the other pages of the site.

The data is one script file that assigns one name, for a site that is opened from a folder as files may not fetch JSON. Only the search
page loads it. Rows are short lists, with councils, topics and duties said once, so that thirty codes stay small.
"""

from __future__ import annotations

import html
import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import yaml

from concordant.compare.ties import firm
from concordant.model import Clause, Conflict, Policy
from concordant.publish import concerned
from concordant.publish import names as v
from concordant.publish.view import View
from concordant.rulebook.hub import Topic

DATA = "search/paragraphs.js"
NAME = "concordantSearch"
NONE = "none"
# The words for a duty that a reader may choose from, as classes of the marks: the order of the legend.
DUTIES = ("must", "must-not", "should", "should-not", "may", NONE)
# Pages that are found through what they hold: paragraphs, topics, findings; a pair of codes and a reading of a file are not worth a hit.
_TOLD_ELSEWHERE = re.compile(r"(?:codes|compare|conflicts|topics)/.+/index\.md|search/index\.md|decisions/.*")
_FRONT_MATTER = re.compile(r"\A---\n(.*?)\n---\n", re.DOTALL)
_DEFINED = re.compile(r"^(?!:)(\S.*)\n((?::   .*\n?(?:    .*\n?)*)+)", re.MULTILINE)
_MARKS = re.compile(r"<[^>]+>|[*`]|^#+ .*$|\{:[^}]*\}|^:   ", re.MULTILINE)
_LINK = re.compile(r"\[([^\]]+)\]\([^)]*\)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """One clause with its place and what it is filtered by.

    `lead_ins` are the words read into it, outermost first; `duties` pairs of class and words, as the code page shows them; `words` what
    the filter for duty words asks for: never empty, `none` where the paragraph states no duty.
    """

    clause: Clause
    policy: Policy
    lead_ins: tuple[str, ...]
    topics: tuple[Topic, ...]
    duties: tuple[tuple[str, str], ...]
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """Something else that can be found: `kind` is code, topic, conflict, concern, word or page; `address` runs from the site's root."""

    kind: str
    title: str
    text: str
    address: str


def paragraphs(view: View) -> tuple[Paragraph, ...]:
    """Every clause of every compared code, once, in the order of the texts."""
    topics = _topics(view)
    return tuple(_paragraph(clause, policy, topics.get(clause.id, ())) for policy in view.compared for clause in policy.clauses)


def _paragraph(clause: Clause, policy: Policy, topics: tuple[Topic, ...]) -> Paragraph:
    duties = tuple(v.norm_lines(clause))
    words = tuple(word for word in DUTIES if any(mark == word for mark, _ in duties)) or (NONE,)
    lead_ins = clause.lead_in_path or ((clause.lead_in,) if clause.lead_in else ())
    return Paragraph(clause=clause, policy=policy, lead_ins=lead_ins, topics=topics, duties=duties, words=words)


def _topics(view: View) -> dict[str, tuple[Topic, ...]]:
    """The topics of each clause, by what it is firmly tied to, in the order of the site."""
    found: dict[str, set[str]] = defaultdict(set)
    for tie in firm(view.analysis.ties):
        found[tie.clause].add(view.hub.provision(tie.provision).topic)
    return {clause: tuple(topic for topic in view.hub.topics if topic.id in ids) for clause, ids in found.items()}


def entries(view: View, made: Mapping[str, str]) -> tuple[Entry, ...]:
    """What is found besides paragraphs. `made` holds all pages, generated and hand-written: path -> Markdown."""
    return (*_codes(view), *_of_topics(view), *_conflicts(view), *_concerns(view), *_pages(made))


def _codes(view: View) -> Iterator[Entry]:
    for policy in view.analysis.policies:
        yield Entry(kind="code", title=v.short(policy), text=f"{policy.meta.council}: {policy.meta.title}", address=v.folder_of(policy))


def _of_topics(view: View) -> Iterator[Entry]:
    for topic in view.topics():
        yield Entry(kind="topic", title=topic.title, text=topic.sentence, address=f"topics/{topic.id}/")


def _conflicts(view: View) -> Iterator[Entry]:
    for conflict in view.analysis.conflicts:
        yield Entry(kind="conflict", title=conflict.why, text=_sides(conflict, view), address=f"conflicts/{conflict.id}/")


def _sides(conflict: Conflict, view: View) -> str:
    clauses = [view.clause(i) for i in (conflict.a, conflict.b) if i]
    return ", ".join(f"{view.short(clause.id)} [{clause.number}]" for clause in clauses)


def _concerns(view: View) -> Iterator[Entry]:
    for concern in view.analysis.concerns:
        yield Entry(kind="concern", title=concerned.who(concern), text=concern.text, address=f"concerns/#{concern.id}")


def _pages(made: Mapping[str, str]) -> Iterator[Entry]:
    """The other pages by title and first words; of the glossary, each word with its meaning."""
    for path, text in sorted(made.items()):
        if _TOLD_ELSEWHERE.fullmatch(path):
            continue
        front = _FRONT_MATTER.match(text)
        title = (yaml.safe_load(front[1]) or {}).get("title") if front else None
        body = text[front.end() :] if front else text
        address = path.removesuffix("index.md") if path.endswith("index.md") else path.removesuffix(".md") + "/"
        defined = [Entry(kind="word", title=_plain(m[1]), text=_plain(m[2]), address=address) for m in _DEFINED.finditer(body)]
        if title:
            yield Entry(kind="page", title=str(title), text="" if defined else _first_words(body), address=address)
        yield from defined


def _first_words(markdown: str) -> str:
    """The first paragraph of a page that says something, without its marks."""
    pieces = (_plain(piece) for piece in re.split(r"\n\s*\n", markdown))
    return next((piece for piece in pieces if piece.endswith((".", "!", "?"))), "")


def _plain(markdown: str) -> str:
    return " ".join(html.unescape(_MARKS.sub("", _LINK.sub(r"\1", markdown))).split())


def searched(view: View, made: Mapping[str, str]) -> str:
    """The script file for the search page. Same analysis and pages, same bytes."""
    found = paragraphs(view)
    duties = list(dict.fromkeys(duty for p in found for duty in p.duties))
    place = {policy.id: at for at, policy in enumerate(view.compared)}
    used = list(dict.fromkeys(topic for p in found for topic in p.topics))
    data = {
        "codes": [[p.id, v.short(p), p.meta.council, p.meta.title, v.folder_of(p)] for p in view.compared],
        "topics": [[topic.id, topic.title] for topic in used],
        "duties": duties,
        "paragraphs": [_row(p, place, used, duties) for p in found],
        "pages": [[e.kind, e.title, e.text, e.address] for e in entries(view, made)],
    }
    return f"window.{NAME} = {json.dumps(data, ensure_ascii=False, separators=(',', ':'))};\n"


def _row(p: Paragraph, place: Mapping[str, int], topics: list[Topic], duties: list[tuple[str, str]]) -> list[object]:
    """Code, number, place on its page, printed number, lead-ins, words, headings, topics, duties."""
    c = p.clause
    slug = c.id.partition("#")[2]
    numbers = [topics.index(t) for t in p.topics], [duties.index(d) for d in p.duties]
    return [place[p.policy.id], c.number, slug, c.printed or "", list(p.lead_ins), c.text, list(c.heading_path), *numbers]
