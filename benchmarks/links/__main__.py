"""python -m benchmarks.links methods|fit|growth|speed|crosswalk: print the figures of decision record 9."""

from __future__ import annotations

import sys

from benchmarks.links import crosswalk, fitting, growth, methods, speed

PARTS = {"methods": methods.main, "fit": fitting.main, "growth": growth.main, "speed": speed.main, "crosswalk": crosswalk.main}


def main() -> int:
    """Run the part that is named."""
    if len(sys.argv) != 2 or sys.argv[1] not in PARTS:
        print(__doc__, file=sys.stderr)
        return 2
    PARTS[sys.argv[1]]()
    return 0


if __name__ == "__main__":
    sys.exit(main())
