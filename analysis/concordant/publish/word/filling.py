"""A template of a council filled in: `{{ findings }}` alone in a paragraph becomes a part of the report, `{{ title }}` anywhere words.

A template that names no part of the report gets the whole of it at its end, so that any letterhead will do.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from copy import deepcopy
from difflib import get_close_matches

from docx.document import Document as Doc
from docx.oxml.ns import qn
from docx.oxml.text.paragraph import CT_P
from docx.text.paragraph import Paragraph

from concordant.errors import Problem
from concordant.publish.word.blocks import Element
from concordant.publish.word.package import BadTemplate, printable

_NAMED = re.compile(r"\{\{\s*(\w+)\s*\}\}")
Part = Callable[[], Sequence[Element]]


def filled(document: Doc, parts: Mapping[str, Part], values: Mapping[str, str], layout: Part, *, file: str) -> None:
    """Fill the document in place. `layout` is the whole report with the names of its parts. Raises BadTemplate."""
    _check(document, set(parts), set(values), file)
    if not any(_alone(element) in parts for element in _paragraphs(document)):
        _append(document, layout())
    made: dict[str, Sequence[Element]] = {}
    for element in list(_paragraphs(document)):
        name = _alone(element)
        if name in parts:
            made.setdefault(name, parts[name]())
            _replace(element, [deepcopy(one) for one in made[name]])
        else:
            _say(Paragraph(element, document._body), values)


def _paragraphs(document: Doc) -> Iterator[CT_P]:
    """Every paragraph of the text, its tables, headers and footers."""
    yield from document.element.body.iter(qn("w:p"))
    for section in document.sections:
        for edge in (section.header, section.footer, section.first_page_header, section.first_page_footer):
            if not edge.is_linked_to_previous:
                yield from edge._element.iter(qn("w:p"))


def _text(element: CT_P) -> str:
    return "".join(found.text or "" for found in element.iter(qn("w:t")))


def _alone(element: CT_P) -> str:
    """The one name that a paragraph consists of, or ""."""
    found = _NAMED.fullmatch(_text(element).strip())
    return found.group(1) if found else ""


def _check(document: Doc, parts: set[str], values: set[str], file: str) -> None:
    known = parts | values
    named = [name for element in _paragraphs(document) for name in _NAMED.findall(_text(element))]
    problems = []
    for name in dict.fromkeys(name for name in named if name not in known):
        near = get_close_matches(name, sorted(known), 1)
        mend = f"Did you mean {{{{ {near[0]} }}}}? " if near else ""
        what = f"a report has no part of this name. It has {', '.join(sorted(known))}."
        problems.append(Problem(file=file, where=f"{{{{ {name} }}}}", what=what, mend=f"{mend}Correct the name in the template."))
    for element in _paragraphs(document):
        for name in dict.fromkeys(_NAMED.findall(_text(element))):
            if name in parts and not _alone(element):
                what, mend = "this part of the report stands among other words.", "Give it a paragraph of its own."
                problems.append(Problem(file=file, where=f"{{{{ {name} }}}}", what=what, mend=mend))
    if problems:
        raise BadTemplate(problems)


def _append(document: Doc, elements: Sequence[Element]) -> None:
    end = document.element.body.sectPr
    for element in elements:
        if end is None:
            document.element.body.append(element)
        else:
            end.addprevious(element)


def _replace(place: CT_P, elements: Sequence[Element]) -> None:
    for element in elements:
        place.addprevious(element)
    parent = place.getparent()
    if parent is None:
        return
    if parent.tag == qn("w:tc") and (not elements or elements[-1].tag != qn("w:p")):
        # A cell ends with a paragraph.
        for child in list(place)[1 if place.pPr is not None else 0 :]:
            place.remove(child)
    else:
        parent.remove(place)


def _say(paragraph: Paragraph, values: Mapping[str, str]) -> None:
    """Put values for names; Word may have cut a name into several runs, of which the first then holds it."""
    found = list(_NAMED.finditer("".join(run.text for run in paragraph.runs)))
    # From the end, so that a value that looks like a name is left as it is.
    for one in reversed(found):
        said, at = printable(values[one.group(1)]), 0
        for run in paragraph.runs:
            text, start = run.text, at
            at += len(text)
            if at <= one.start() or start >= one.end():
                continue
            left, right = text[: max(one.start() - start, 0)], text[max(one.end() - start, 0) :]
            run.text = left + said + right
            said = ""
