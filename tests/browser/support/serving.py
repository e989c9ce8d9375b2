"""The finished site: built once for all workers of a run, and served under a path of its own as a council would publish it."""

from __future__ import annotations

import fcntl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from concordant.publish import site

BELOW = "/council/codes/"


def built_once(policies: Path, folder: Path) -> Path:
    """The site of `policies` in `folder`; whoever comes first builds it, the others wait. The lock goes with its process."""
    folder.mkdir(exist_ok=True)
    out = folder / "site"
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not out.is_dir():
            site.build(policies, out)
    return out


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """A test's output is for its findings."""

    def translate_path(self, path: str) -> str:
        """Nothing is found outside of the site's own path."""
        return super().translate_path("/" + path.removeprefix(BELOW) if path.startswith(BELOW) else "/nothing-is-here")


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address under which a folder is served while this lasts."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}{BELOW}"
        server.shutdown()
