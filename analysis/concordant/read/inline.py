"""Runs of words, some in bold, some linked -> one line of inline Markdown that comes out as the same words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

_LITERAL = re.compile(r"([\\*_\[\]])")
# Only addresses that a reader may safely be sent to, and that need no escaping inside a Markdown link.
_SAFE_LINK = re.compile(r"(?:https?://|mailto:)[\w.~:/?#@!$&'+,;=%-]{1,500}")
_NUMBER = re.compile(r"(?:\d{1,3}(?:\.\d{1,3})*[.)]?|\(?[A-Za-z]{1,2}[.)]|\(?[ivx]{1,5}[.)])(?:\s+|$)")
_SPACES = re.compile(r"[^\S\n]+")
# Characters that show nothing: control characters, soft hyphens, zero-width marks, marks of text direction, and unassigned noise.
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\uffff\ud800-\udfff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Words set alike. `link` is the address they point at, "" for none."""

    text: str
    bold: bool = False
    link: str = ""


def plain(runs: Sequence[Run]) -> str:
    """The words of the runs, white space folded, characters that show nothing left out."""
    return _SPACES.sub(" ", clean("".join(run.text for run in runs)).replace("\n", " ")).strip()


def clean(text: str) -> str:
    """The text without characters that show nothing; tabs and line breaks stay."""
    return _UNSEEN.sub("", text.replace("\u00a0", " ").replace("\u2028", "\n").replace("\u2011", "-"))


def all_bold(runs: Sequence[Run]) -> bool:
    """Whether every word is set in bold."""
    return any(run.bold for run in runs) and all(run.bold or not re.search(r"\w", run.text) for run in runs)


def markdown(runs: Sequence[Run], *, keep_bold: bool = True) -> str:
    """Inline Markdown of the runs: white space folded but for a leading indent, literal marks escaped, bold and safe links kept."""
    merged = _merged(runs)
    out: list[str] = []
    for at, run in enumerate(merged):
        text = _LITERAL.sub(r"\\\1", run.text)
        core = text.strip()
        before, after = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
        if core and run.link and _SAFE_LINK.fullmatch(run.link) and core != run.link:
            core = f"[{core}]({run.link})"
        if core and run.bold and keep_bold and _stands_free(merged, at):
            number, words = _numbered(core) if not any(part.strip() for part in out) else ("", core)
            core = number + (f"**{words}**" if words else "")
        out.append(before + core + (after if core else ""))
    return "".join(out).rstrip()


def _numbered(core: str) -> tuple[str, str]:
    """A number in front of a paragraph is no part of its bold words: ("1.3 ", "Records.")."""
    found = _NUMBER.match(core)
    return (found[0], core[found.end() :]) if found else ("", core)


def _merged(runs: Sequence[Run]) -> list[Run]:
    """Neighbours set alike joined, so that a word cut into runs stays one word."""
    out: list[Run] = []
    for run in runs:
        text = _SPACES.sub(" ", clean(run.text))
        if not text:
            continue
        blank = not text.strip()
        if out and (blank or (out[-1].bold == run.bold and out[-1].link == run.link)):
            out[-1] = replace(out[-1], text=_SPACES.sub(" ", out[-1].text + text))
        else:
            out.append(replace(run, text=text))
    return out


def _stands_free(runs: Sequence[Run], at: int) -> bool:
    """Whether bold marks around this run would be read as such: words apart from their neighbours, nothing odd at the edges."""
    text = runs[at].text
    left = runs[at - 1].text[-1:] if at else " "
    right = runs[at + 1].text[:1] if at + 1 < len(runs) else " "
    opens = text[:1].isspace() or left.isspace() or not left
    closes = text[-1:].isspace() or right.isspace() or not right or (not right.isalnum() and text[-1:].isalnum())
    core = text.strip()
    return opens and closes and core[:1].isalnum() and "\n" not in core
