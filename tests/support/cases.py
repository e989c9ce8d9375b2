"""Cases as readable Markdown: a `##` heading names the case, the first fenced block is the input, the second what must come out."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from markdown_it import MarkdownIt

CASES = Path(__file__).parents[1] / "cases"


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    name: str
    given: str
    expected: str


def cases(name: str) -> list[Case]:
    """The cases of tests/cases/<name>; a case without exactly two fenced blocks is a mistake of the file."""
    found: list[Case] = []
    title, fences = "", list[str]()
    tokens = MarkdownIt("commonmark").parse((CASES / name).read_text(encoding="utf-8"))
    for token, following in zip(tokens, [*tokens[1:], tokens[-1]], strict=True):
        if token.type == "heading_open" and token.tag == "h2":
            title, fences = following.content, []
        elif token.type == "fence" and token.level == 0:
            fences.append(token.content)
            assert len(fences) <= 2, f"{name}, case “{title}”: more than two fenced blocks"
            if len(fences) == 2:
                found.append(Case(name=title, given=fences[0], expected=fences[1]))
    assert found, f"{name} holds no case"
    assert len(found) == sum(t.type == "heading_open" and t.tag == "h2" for t in tokens), f"{name}: a case has not two fenced blocks"
    return found
