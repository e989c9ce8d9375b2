"""How long it takes, and how many bytes, to put every two of many codes side by side: as pages made beforehand, and as data to draw from.

    python -m benchmarks.comparing 30 31 100

For each number of codes: seconds of this process and megabytes of what is written for the pairs, both ways, and the largest download for
one comparison (gzipped). `--build` builds the whole site too. The codes are those of `benchmarks.links.growth`.
"""

from __future__ import annotations

import argparse
import gzip
import tempfile
import time
from pathlib import Path

from benchmarks.links import growth
from concordant.model import Policy
from concordant.parse.norms import with_norms
from concordant.pipeline import analyse
from concordant.publish import drawn, pages, site
from concordant.publish.view import View

FRONT = "---\ncouncil: {0}\ntitle: Code\nkind: code\naudience: [councillors]\nstatus: adopted\nsource: made for a measurement\n---\n\n"


def measure(count: int) -> None:
    """Print a line for the pages and one for the data."""
    started = time.process_time()
    looks = View(analysis=analyse(tuple(with_norms(policy) for policy in growth.codes(count))), readings={})
    print(f"{count} codes: analysis {time.process_time() - started:.0f} s, {len(looks.pairs())} pairs", flush=True)
    for name, make in (("data", pages.to_draw), ("pages", pages.side_by_side)):
        started = time.process_time()
        made = make(looks)
        seconds = time.process_time() - started
        sizes = {path: len(text.encode()) for path, text in made.items()}
        print(
            f"  {name}: {seconds:.1f} s, {len(made)} files, {sum(sizes.values()) / 1e6:.1f} MB; {_download(name, made, looks)}", flush=True
        )


def _download(name: str, made: dict[str, str], looks: View) -> str:
    a, b = looks.compared[:2]
    pair = drawn.file_of_pair(a, b)
    if name == "pages":
        files = [next(path for path in made if path.endswith(f"{Path(pair).stem}/index.md"))]
    else:
        files = [drawn.file_of_code(a), drawn.file_of_code(b), pair]
    sizes = [len(made[path].encode()) for path in files], [len(gzip.compress(made[path].encode())) for path in files]
    return f"one comparison {sum(sizes[0]) / 1000:.0f} kB, gzipped {sum(sizes[1]) / 1000:.0f} kB"


def build(count: int) -> None:
    """Build the whole site of that many codes and print how long that took."""
    with tempfile.TemporaryDirectory(prefix="concordant-bench-") as folder:
        for policy in growth.codes(count):
            _write(Path(folder) / "policies" / policy.id, policy)
        started = time.process_time()
        site.build(Path(folder) / "policies", Path(folder) / "site")
        seconds = time.process_time() - started
        files = [path for path in (Path(folder) / "site").rglob("*") if path.is_file()]
        pairs = sum(path.stat().st_size for path in files if "compare" in path.parts)
        whole = sum(path.stat().st_size for path in files)
        print(
            f"  whole site: {seconds:.0f} s, {len(files)} files, {whole / 1e6:.0f} MB, of which compare/ {pairs / 1e6:.0f} MB", flush=True
        )


def _write(folder: Path, policy: Policy) -> None:
    folder.mkdir(parents=True)
    text = "\n\n".join(clause.text for clause in policy.clauses)
    (folder / "undated.md").write_text(FRONT.format(policy.id.partition("/")[0].title()) + text + "\n", encoding="utf-8")


def main() -> None:
    """Measure each number of codes given."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.comparing")
    parser.add_argument("codes", type=int, nargs="*", default=[30, 31, 100])
    parser.add_argument("--build", action="store_true")
    given = parser.parse_args()
    for count in given.codes:
        measure(count)
        if given.build:
            build(count)


if __name__ == "__main__":
    main()
