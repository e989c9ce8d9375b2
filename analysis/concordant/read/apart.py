"""Reading in a process of its own: a file made to harm, or a parser that hangs, ends with a message and takes nothing with it."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import asdict

from concordant.errors import Problem, UnreadableFile
from concordant.read import wire
from concordant.read.source import Source
from concordant.read.view import View

# A mebibyte takes well under a second; what needs far more is not a document.
BASE_SECONDS = 7.0
SECONDS_PER_MB = 1.0
GRACE_SECONDS = 1.0
WORKER = "concordant.read.worker"


def read_apart(module: str, data: bytes, name: str, view: View, more: float = 0.0) -> Source:
    """What `module.read(data, name, view)` returns, computed in another process that may take `more` seconds than others.

    Raises UnreadableFile as the module does, or when it fails or takes too long.
    """
    limit = BASE_SECONDS + more + SECONDS_PER_MB * len(data) / 1_000_000
    command = [sys.executable, "-P", "-m", WORKER, _order(module, name, view, limit)]
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=limit + GRACE_SECONDS, check=False)
    except subprocess.TimeoutExpired as error:
        raise _failed(name, f"reading took longer than {limit:.0f} seconds and was ended.") from error
    answer = wire.answer(done.stdout) if done.returncode == 0 else None
    if answer is None:
        large = b"MemoryError" in done.stderr or b"bad_alloc" in done.stderr
        raise _failed(name, "reading it needed more memory than a document may." if large else "the reader broke down on it.")
    if isinstance(answer, tuple):
        raise UnreadableFile(list(answer))
    return answer


def _order(module: str, name: str, view: View, seconds: float) -> str:
    return json.dumps({"module": module, "name": name, "view": asdict(view), "seconds": seconds})


def _failed(name: str, what: str) -> UnreadableFile:
    mend = "Open it in the program that made it, save it again, and check what it holds; or give the text of it as .txt."
    return UnreadableFile([Problem(file=name, where="", what=what, mend=mend)])
