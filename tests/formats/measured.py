"""The libraries that measure.py tries, each used in the plainest way that its own manual shows. Imports wait until a library is tried."""

from __future__ import annotations

import subprocess
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_ODF_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"


@dataclass(frozen=True, slots=True)
class Reader:
    """One way to turn a file into text."""

    read: Callable[[Path], str]
    licence: str


def _run(*command: str) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True, encoding="utf-8").stdout


def _pandoc(kind: str, to: str) -> Callable[[Path], str]:
    # Without "smart", which writes -- for a dash: a matter of notation, no loss.
    to = to.replace("markdown", "markdown-smart")
    return lambda path: _run("pandoc", "-f", kind, "-t", to, "--wrap=none", str(path))


def _python_docx(path: Path) -> str:
    from docx import Document  # noqa: PLC0415

    return "\n".join(p.text for p in Document(str(path)).paragraphs)


def _mammoth(path: Path) -> str:
    import mammoth  # noqa: PLC0415

    with path.open("rb") as file:
        return str(mammoth.convert_to_markdown(file).value)


def _docx2python(path: Path) -> str:
    from docx2python import docx2python  # noqa: PLC0415

    with docx2python(path) as content:
        return str(content.text)


def _markitdown(path: Path) -> str:
    from markitdown import MarkItDown  # noqa: PLC0415

    return str(MarkItDown().convert(str(path)).text_content)


def _odfdo(path: Path) -> str:
    from odfdo import Document  # noqa: PLC0415

    return str(Document(path).get_formatted_text())


def _odfpy(path: Path) -> str:
    from odf import opendocument, teletype, text  # noqa: PLC0415

    whole = opendocument.load(str(path))
    return "\n".join(teletype.extractText(p) for kind in (text.H, text.P) for p in whole.getElementsByType(kind))


def _odf_lxml(path: Path) -> str:
    from lxml import etree  # noqa: PLC0415

    with zipfile.ZipFile(path) as package:
        root = etree.fromstring(package.read("content.xml"))
    return "\n".join("".join(p.itertext()) for p in root.iter(f"{_ODF_TEXT}h", f"{_ODF_TEXT}p"))


def _html(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def _trafilatura(path: Path) -> str:
    import trafilatura  # noqa: PLC0415

    return trafilatura.extract(_html(path), output_format="markdown", include_tables=True) or ""


def _selectolax(path: Path) -> str:
    from selectolax.lexbor import LexborHTMLParser  # noqa: PLC0415

    body = LexborHTMLParser(_html(path)).body
    return body.text(separator="\n", strip=True) if body else ""


def _lxml_html(path: Path) -> str:
    from lxml import html  # noqa: PLC0415

    return str(html.fromstring(path.read_bytes()).text_content())


def _markdownify(path: Path) -> str:
    from markdownify import markdownify  # noqa: PLC0415

    return str(markdownify(_html(path)))


def _soup(path: Path) -> str:
    from bs4 import BeautifulSoup  # noqa: PLC0415

    return str(BeautifulSoup(_html(path), "html5lib").get_text("\n"))


def _soup_blocks(path: Path) -> str:
    from bs4 import BeautifulSoup  # noqa: PLC0415

    whole = BeautifulSoup(_html(path), "html5lib")
    blocks = whole.find_all(["p", "li", "td", "th", "h1", "h2", "h3", "h4", "h5", "h6", "pre"])
    return "\n\n".join(e.get_text() if e.name == "pre" else " ".join(e.get_text().split()) for e in blocks)


def _inscriptis(path: Path) -> str:
    from inscriptis import get_text  # noqa: PLC0415

    return str(get_text(_html(path)))


def _html2text(path: Path) -> str:
    import html2text  # noqa: PLC0415

    maker: Any = html2text.HTML2Text(bodywidth=0)
    return str(maker.handle(_html(path)))


def _pypdfium2(path: Path) -> str:
    import pypdfium2  # noqa: PLC0415

    return "\n".join(page.get_textpage().get_text_bounded().replace("\r\n", "\n") for page in pypdfium2.PdfDocument(path))


def _pdfminer(path: Path) -> str:
    from pdfminer.high_level import extract_text  # noqa: PLC0415

    return str(extract_text(path))


def _pdfplumber(path: Path) -> str:
    import pdfplumber  # noqa: PLC0415

    with pdfplumber.open(path) as pdf:
        return "\n".join(page.extract_text() for page in pdf.pages)


def _pypdf(path: Path) -> str:
    from pypdf import PdfReader  # noqa: PLC0415

    return "\n".join(page.extract_text() for page in PdfReader(path).pages)


_GPL = "GPL-2.0-or-later (a program)"
READERS: dict[str, dict[str, Reader]] = {
    "docx": {
        "python-docx, paragraph.text": Reader(_python_docx, "MIT"),
        "mammoth, Markdown": Reader(_mammoth, "BSD-2-Clause"),
        "docx2python": Reader(_docx2python, "MIT"),
        "markitdown": Reader(_markitdown, "MIT"),
        "pandoc -t markdown": Reader(_pandoc("docx", "markdown"), _GPL),
        "pandoc -t plain": Reader(_pandoc("docx", "plain"), _GPL),
    },
    "odt": {
        "pandoc -t markdown": Reader(_pandoc("odt", "markdown"), _GPL),
        "odfdo": Reader(_odfdo, "Apache-2.0"),
        "odfpy, teletype": Reader(_odfpy, "Apache-2.0 or GPL-2.0-or-later"),
        "lxml over content.xml": Reader(_odf_lxml, "BSD-3-Clause"),
    },
    "html": {
        "trafilatura, Markdown": Reader(_trafilatura, "Apache-2.0"),
        "selectolax, text": Reader(_selectolax, "MIT"),
        "lxml, text_content": Reader(_lxml_html, "BSD-3-Clause"),
        "pandoc -t markdown": Reader(_pandoc("html", "markdown"), _GPL),
        "markdownify": Reader(_markdownify, "MIT"),
        "html2text": Reader(_html2text, "GPL-3.0-or-later"),
        "html5lib and BeautifulSoup, get_text": Reader(_soup, "MIT"),
        "html5lib and BeautifulSoup, by block": Reader(_soup_blocks, "MIT"),
        "inscriptis": Reader(_inscriptis, "Apache-2.0"),
    },
    "pdf": {
        "pypdfium2": Reader(_pypdfium2, "Apache-2.0 or BSD-3-Clause"),
        "pdfminer.six": Reader(_pdfminer, "MIT"),
        "pdfplumber": Reader(_pdfplumber, "MIT"),
        "pypdf": Reader(_pypdf, "BSD-3-Clause"),
        "pdftotext -layout": Reader(lambda path: _run("pdftotext", "-layout", str(path), "-"), _GPL),
        "pdftotext": Reader(lambda path: _run("pdftotext", str(path), "-"), _GPL),
    },
}
