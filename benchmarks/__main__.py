"""python -m benchmarks [--only NAME]: measure, print a table, exit with 1 when a bar is missed."""

from __future__ import annotations

import argparse
import sys

from benchmarks.measures import MEASURES


def main() -> int:
    """Run the measures and print one line for each."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks")
    parser.add_argument("--only", choices=sorted(MEASURES), help="run this one alone")
    only = parser.parse_args().only
    missed = False
    print(f"{'measure':<14} {'figure':>10}  {'bar':>8}  detail")
    for name, measure in MEASURES.items():
        if only not in (None, name):
            continue
        figure = measure()
        missed |= figure.missed
        bar = f"<= {figure.bar}" if figure.bar is not None else "-"
        print(
            f"{name:<14} {figure.value:>7.2f} {figure.unit:<2}  {bar:>8}  {figure.detail}{'  MISSED' if figure.missed else ''}", flush=True
        )
    return int(missed)


if __name__ == "__main__":
    sys.exit(main())
