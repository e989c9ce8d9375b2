"""Calls a converter that is installed on the machine. It works in an empty folder, with no macros and a bound on its time."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from contextlib import suppress
from pathlib import Path

from concordant.read.package import unreadable

PROGRAMS = ("soffice", "libreoffice")
SECONDS = 20.0
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_RTF = b"{\\rtf"
_MEND = "Open the file in Word or LibreOffice and save it as .docx."


def to_docx(data: bytes, name: str) -> bytes:
    """The bytes of the file as .docx. Raises UnreadableFile: no such file, no converter installed, or it failed or hung."""
    suffix = ".doc" if data.startswith(_OLE) else ".rtf" if data.lstrip()[:5].lower() == _RTF else ""
    if not suffix:
        raise unreadable(name, "this is neither an old Word file nor rich text.", "Give the file its true suffix, or save it as .docx.")
    program = next((found for one in PROGRAMS if (found := shutil.which(one))), None)
    if program is None:
        what = "reading .doc and .rtf needs LibreOffice, and it is not installed."
        raise unreadable(name, what, f"Install LibreOffice, or: {_MEND[0].lower()}{_MEND[1:]}")
    with tempfile.TemporaryDirectory(prefix="concordant-") as folder:
        return _converted(program, data, suffix, Path(folder), name)


def _converted(program: str, data: bytes, suffix: str, folder: Path, name: str) -> bytes:
    given = folder / f"in{suffix}"
    given.write_bytes(data)
    profile = (folder / "profile").as_uri()
    options = ["--headless", "--norestore", "--nolockcheck", "--nodefault", f"-env:UserInstallation={profile}"]
    command = [program, *options, "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(folder), str(given)]
    process = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True, cwd=folder,
        preexec_fn=_unbound,  # noqa: PLW1509 (the reader has one thread)
    )  # fmt: skip
    try:
        process.wait(timeout=seconds())
    except subprocess.TimeoutExpired as error:
        _end(process)
        raise unreadable(name, f"LibreOffice was ended: it took longer than {seconds():g} s.", _MEND) from error
    made = folder / "in.docx"
    if process.returncode or not made.is_file():
        raise unreadable(name, "LibreOffice could not convert it.", _MEND)
    return made.read_bytes()


def seconds() -> float:
    """How long the converter may take."""
    return float(os.environ.get("CONCORDANT_CONVERTER_SECONDS", SECONDS))


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the converter and whatever it started."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL) if hasattr(os, "killpg") else process.kill()
    process.wait()


def _unbound() -> None:
    """The converter is a large program: it may use more memory than our own reader."""
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415

    for what in (resource.RLIMIT_AS, resource.RLIMIT_CPU):
        _, hard = resource.getrlimit(what)
        resource.setrlimit(what, (hard, hard))
