"""The process that reads one file: its bytes come in, a Source or the reasons why there is none go out. See `apart`."""

from __future__ import annotations

import json
import sys
from importlib import import_module

from concordant.errors import Problem, UnreadableFile
from concordant.read import wire
from concordant.read.view import View

MAX_MEMORY = 1_000_000_000
MEND = "Open it in the program that made it, save it again, and try that; or give the text of it as .txt. If it goes on, report it."


def main() -> None:
    """Read standard input as the order in the first argument says."""
    order = json.loads(sys.argv[1])
    bound(order["seconds"])
    view = View(**{**order["view"], "authors": tuple(order["view"]["authors"])})
    module = import_module(order["module"])
    try:
        out = wire.sent(module.read(sys.stdin.buffer.read(), order["name"], view))
    except UnreadableFile as error:
        out = wire.refused(error.problems)
    except MemoryError:
        out = wire.refused([Problem(file=order["name"], where="", what="reading it needed more memory than a document may.", mend=MEND)])
    except Exception as error:  # a fault of ours is said to be one, and ends like any other file that cannot be read
        what = f"Concordant's reader failed on this file ({type(error).__name__}): that may be a fault of Concordant, not of the file."
        out = wire.refused([Problem(file=order["name"], where="", what=what, mend=MEND)])
    sys.stdout.buffer.write(out)


def bound(seconds: float) -> None:
    """Bound this process's memory and time where the system can."""
    try:
        import resource  # noqa: PLC0415
    except ImportError:  # Windows: the parent process still bounds the time
        return
    for what, limit in ((resource.RLIMIT_AS, MAX_MEMORY), (resource.RLIMIT_CPU, int(seconds) + 2)):
        _, hard = resource.getrlimit(what)
        allowed = limit if hard == resource.RLIM_INFINITY else min(limit, hard)
        resource.setrlimit(what, (allowed, hard))


if __name__ == "__main__":
    main()
