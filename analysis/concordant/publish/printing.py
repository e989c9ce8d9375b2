"""Chosen pages of a site as one PDF, printed by a Chromium of this computer: a program of its own, without network."""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, ByteStringObject, DictionaryObject, NameObject, TextStringObject

from concordant.errors import ConcordantError, NotFound, Problem
from concordant.publish.pack import chosen, packed

NAMED = "CONCORDANT_CHROMIUM"
PROGRAMS = (
    "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge", "microsoft-edge-stable", "msedge",
)  # fmt: skip
# Where these programs lie when they are on no path.
PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome", "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge", "C:/Program Files/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe",
)  # fmt: skip
_FLAGS = (
    "--headless", "--disable-gpu", "--no-first-run", "--no-default-browser-check", "--disable-extensions", "--disable-sync",
    "--disable-background-networking", "--disable-component-update", "--host-resolver-rules=MAP * ~NOTFOUND", "--no-pdf-header-footer",
    "--generate-pdf-document-outline", "--disable-javascript",
)  # fmt: skip
_SECONDS = 300
_DOCUMENT = ".pack.html"
# How the browser names the parts of the document for screen readers: by a count that starts anywhere.
_NODE = re.compile(r"^node\d+$")


class NoPdf(ConcordantError):
    """The PDF could not be made; the site was."""


def find_browser() -> str:
    """The program that prints. Raises NoPdf with what to do when there is none."""
    named = os.environ.get(NAMED)
    if named and not shutil.which(named):
        what, mend = f"{NAMED} names `{named}`, and no such program is there.", "Name the program itself, or take the variable away."
        raise NoPdf([Problem(file="--pdf", where="", what=what, mend=mend)])
    found = named or next((path for name in (*PROGRAMS, *PLACES) if (path := shutil.which(name))), None)
    if not found:
        what = "no Chromium, Chrome or Edge was found on this computer, and one of them makes the PDF."
        mend = f"Install one, or name it: {NAMED}=path. Without it, print single pages from any browser."
        raise NoPdf([Problem(file="--pdf", where="", what=what, mend=mend)])
    return found


def pdf(site: Path, wanted: Sequence[str], *, site_url: str | None) -> bytes:
    """The chosen pages of a finished site as one PDF. Raises NoPdf, and NotFound for an address that no page has.

    It is printed twice: only the first time tells on which page each part begins. Nothing in it tells when it was made.
    """
    program = find_browser()
    there = sorted(address for path in site.rglob("index.html") if (address := _address(path, site)) is not None)
    addresses, lost = chosen(wanted, there)
    if lost:
        mend = "Give what stands after the address of the home page, such as codes/ or conflicts/; `*` stands for anything, as in codes/*."
        raise NotFound([Problem(file="--pdf-pages", where=wish, what="there is no such page.", mend=mend) for wish in lost])
    pages = {address: (site / address / "index.html").read_text(encoding="utf-8") for address in addresses}
    document = site / _DOCUMENT
    try:
        numbers: Mapping[str, int] = {}
        for _ in range(2):
            document.write_text(packed(pages, numbers=numbers, site_url=site_url), encoding="utf-8")
            made = _printed(program, document)
            numbers = _numbers(made)
    finally:
        document.unlink(missing_ok=True)
    return _undated(made)


def _address(path: Path, site: Path) -> str:
    place = path.parent.relative_to(site).as_posix()
    return "" if place == "." else f"{place}/"


def _printed(program: str, document: Path) -> bytes:
    with tempfile.TemporaryDirectory(prefix="concordant-", ignore_cleanup_errors=True) as folder:
        out = Path(folder) / "made.pdf"
        # A container often runs everything as its owner, and there Chromium refuses to start with its inner walls up.
        alone = ("--no-sandbox",) if getattr(os, "geteuid", lambda: 1)() == 0 else ()
        command = [program, *_FLAGS, *alone, f"--user-data-dir={folder}/profile", f"--print-to-pdf={out}", document.resolve().as_uri()]
        try:
            done = subprocess.run(command, capture_output=True, text=True, errors="replace", check=False, timeout=_SECONDS)
        except subprocess.TimeoutExpired as error:
            raise _failed(f"it took longer than {_SECONDS} seconds", "Choose fewer pages with --pdf-pages.") from error
        except OSError as error:
            raise _failed(f"`{program}` could not be started ({error.strerror})", f"Name another program: {NAMED}=path.") from error
        if done.returncode or not out.is_file():
            said = " ".join(done.stderr.split())[-300:] or f"it ended with {done.returncode}"
            raise _failed(said, f"Try another program: {NAMED}=path.")
        return out.read_bytes()


def _failed(said: str, mend: str) -> NoPdf:
    return NoPdf([Problem(file="--pdf", where="", what=f"the browser did not make the PDF: {said}.", mend=mend)])


def _numbers(made: bytes) -> dict[str, int]:
    """On which page each part begins, counted from 1."""
    reader = PdfReader(io.BytesIO(made))
    found = {}
    for name, place in reader.named_destinations.items():
        at = reader.get_destination_page_number(place)
        if at is not None:
            found[name.lstrip("/")] = at + 1
    return found


def _undated(made: bytes) -> bytes:
    """The same document without the moment and the program of its making: the same pages give the same bytes."""
    writer = PdfWriter(clone_from=io.BytesIO(made))
    _renumber(writer)
    for item in _outline(writer):
        item[NameObject("/Title")] = TextStringObject(_once(str(item["/Title"])))
    title = writer.metadata.title if writer.metadata else None
    writer.metadata = {"/Title": TextStringObject(title or "Concordant")}
    writer._ID = None
    writer.root_object[NameObject("/Lang")] = TextStringObject("en-GB")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _renumber(writer: PdfWriter) -> None:
    """Names of parts counted from 1, in the same order, so that they are the same each time."""
    held = [place for top in writer._objects if top is not None for place in _strings(top)]
    names = {name: f"node{at:08}" for at, name in enumerate(sorted({str(where[key]) for where, key in held}), start=1)}
    for where, key in held:
        where[key] = TextStringObject(names[str(where[key])])


def _strings(top: object) -> Iterator[tuple[Any, Any]]:
    """Every (container, key) below an object that holds such a name. What it points to is an object of its own, and is not entered."""
    inside = list(top.items()) if isinstance(top, DictionaryObject) else list(enumerate(top)) if isinstance(top, ArrayObject) else []
    for key, raw in inside:
        value = top.raw_get(key) if isinstance(top, DictionaryObject) else raw
        if isinstance(value, TextStringObject | ByteStringObject) and _NODE.match(str(value)):
            yield top, key
        elif isinstance(value, DictionaryObject | ArrayObject):
            yield from _strings(value)


def _outline(writer: PdfWriter) -> Iterator[DictionaryObject]:
    """Every bookmark."""
    root = writer.root_object.get("/Outlines")
    waiting = [root.get_object()["/First"]] if root and "/First" in root.get_object() else []
    while waiting:
        item = waiting.pop().get_object()
        yield item
        waiting += [item[key] for key in ("/Next", "/First") if key in item]


def _once(title: str) -> str:
    """Some versions of Chromium write a heading twice in its bookmark."""
    half = title[: len(title) // 2]
    return half if half and title == half * 2 else title
