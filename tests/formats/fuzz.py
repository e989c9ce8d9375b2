"""Mutated files: every reader must end each of them in time and in bounds, with a text or with a message.

`python -m tests.formats.fuzz --count 10000` (or `make fuzz`) tries that many mutants of each format; the same seed makes the same mutants.
A mutant is made of one of the committed fixtures: bytes turned, cut or repeated, or, in a zip package, the XML of one of its parts.
Each format runs in a process of its own under the same bounds of memory as the reader; a process that dies or hangs is noted and begun
again behind the mutant that ended it.
"""

from __future__ import annotations

import argparse
import io
import json
import random
import re
import select
import subprocess
import sys
import time
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

FIVE = Path(__file__).parent / "five"
FORMATS = ("docx", "odt", "html", "pdf", "txt", "md")
SECONDS = 10.0
MEMORY_MB = 1_000
_NUMBER = re.compile(rb"\d+")
_TAG = re.compile(rb"<[^<>]{1,200}>")
_EXTREMES = (b"0", b"-1", b"1", b"65536", b"2147483648", b"99999999999999999999", b"")


@dataclass(slots=True)
class _Tally:
    """What became of the mutants of one format."""

    ends: Counter[str] = field(default_factory=Counter)
    bad: list[str] = field(default_factory=list)
    slowest: float = 0.0
    peak_mb: int = 0


def seeds(suffix: str) -> list[Path]:
    """The fixtures of a format from which mutants are made: the small ones, sorted."""
    found = sorted(path for path in FIVE.glob(f"*.{suffix}") if path.stat().st_size < 120_000)
    return found or sorted((Path(__file__).parents[2] / "policies").glob(f"*/*/*.{suffix}"))


def mutant(suffix: str, number: int, seed: int = 1) -> bytes:
    """The mutant of that number: the same for the same format, number and seed."""
    chance = random.Random(f"{suffix}/{seed}/{number}")
    paths = seeds(suffix)
    data = paths[number % len(paths)].read_bytes()
    if suffix in {"docx", "odt"} and chance.random() < 0.8:
        return _in_package(data, chance)
    for _ in range(chance.choice((1, 1, 2, 5, 20))):
        data = _mutated(data, chance)
    return data


def _in_package(data: bytes, chance: random.Random) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as new:
        names = [name for name in old.namelist() if name.endswith((".xml", ".rels"))]
        likely = [name for name in names if name in {"word/document.xml", "word/numbering.xml", "content.xml", "styles.xml"}]
        hit = chance.choice(likely if likely and chance.random() < 0.7 else names)
        for name in old.namelist():
            part = old.read(name)
            if name == hit:
                for _ in range(chance.choice((1, 1, 2, 5, 20))):
                    part = _mutated_xml(part, chance)
            new.writestr(zipfile.ZipInfo(name), part)
    return out.getvalue()


def _mutated_xml(data: bytes, chance: random.Random) -> bytes:
    """Mostly well-formed changes: a number to an extreme, an element dropped, doubled or nested many times over."""
    way = chance.randrange(6)
    if way == 0:
        return _replaced(data, _NUMBER, chance, chance.choice(_EXTREMES))
    elements = list(re.finditer(rb"<([\w:]+)(?:\s[^<>]*)?>[^<>]*</\1>|<[\w:]+(?:\s[^<>]*)?/>", data))
    if way == 1 or not elements:
        return _mutated(data, chance)
    found = chance.choice(elements)
    if way == 2:
        return data[: found.start()] + data[found.end() :]
    if way == 3:
        return data[: found.end()] + found[0] * chance.choice((1, 3, 300)) + data[found.end() :]
    if way == 4:
        other = chance.choice(elements)
        return data[: found.start()] + other[0] + data[found.end() :]
    name, depth = found[1] or b"w:p", chance.choice((2, 50, 2000))
    return data[: found.start()] + (b"<" + name + b">") * depth + (b"</" + name + b">") * depth + data[found.end() :]


def _mutated(data: bytes, chance: random.Random) -> bytes:
    if not data:
        return data
    way, at = chance.randrange(8), chance.randrange(len(data))
    end = min(len(data), at + chance.choice((1, 4, 40, 400)))
    if way == 0:
        return data[:at] + bytes([chance.randrange(256)]) + data[at + 1 :]
    if way == 1:
        return data[:at] + data[end:]
    if way == 2:
        return data[:end] + data[at:end] * chance.choice((1, 2, 200)) + data[end:]
    if way == 3:
        return data[:at] + chance.randbytes(end - at) + data[end:]
    if way == 4:
        return data[:at]
    if way == 5:
        return _replaced(data, _NUMBER, chance, chance.choice(_EXTREMES))
    if way == 6:
        return _replaced(data, _TAG, chance, b"")
    where = chance.randrange(len(data))
    return data[:where] + data[at:end] + data[where:]


def _replaced(data: bytes, pattern: re.Pattern[bytes], chance: random.Random, by: bytes) -> bytes:
    found = list(pattern.finditer(data))
    if not found:
        return data
    one = chance.choice(found)
    return data[: one.start()] + by + data[one.end() :]


def tried(suffix: str, data: bytes) -> str:
    """ "read" or "refused": what the reader and everything after it make of a file. Anything else it raises is a fault."""
    from importlib import import_module  # noqa: PLC0415

    from concordant.errors import UnreadableFile  # noqa: PLC0415
    from concordant.parse.account import account  # noqa: PLC0415
    from concordant.parse.clauses import parse_units  # noqa: PLC0415
    from concordant.read import wire  # noqa: PLC0415
    from concordant.read.canonical import body  # noqa: PLC0415

    try:
        source = import_module(f"concordant.read.from_{suffix}").read(data, f"mutant.{suffix}")
    except UnreadableFile:
        return "refused"
    account(source.text, parse_units(body(source.blocks), file="mutant.md"))
    assert wire.answer(wire.sent(source)) == source
    return "read"


def _child(suffix: str, first: int, count: int, seed: int) -> None:
    """Try mutants and print a line of JSON for each."""
    import resource  # noqa: PLC0415

    from concordant.read.worker import MAX_MEMORY  # noqa: PLC0415

    resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY, MAX_MEMORY))
    for number in range(first, first + count):
        data = mutant(suffix, number, seed)
        started = time.monotonic()
        try:
            end = tried(suffix, data)
        except MemoryError:
            end = "out of memory"
        except Exception as error:
            end = f"{type(error).__name__}: {error}"[:200]
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(json.dumps([number, end, time.monotonic() - started, peak]), flush=True)


def fuzz(suffix: str, count: int, seed: int = 1, first: int = 0) -> _Tally:
    """Try `count` mutants of a format in processes of their own."""
    tally = _Tally()
    at = first
    while at < first + count:
        for number, end, seconds, peak in _lines(suffix, at, first + count - at, seed):
            at = number + 1
            tally.ends[end if end in {"read", "refused"} else "fault"] += 1
            tally.slowest, tally.peak_mb = max(tally.slowest, seconds), max(tally.peak_mb, peak)
            if end not in {"read", "refused"} or seconds > SECONDS:
                tally.bad.append(f"{suffix} {number}: {end}, {seconds:.1f} s")
    return tally


def _lines(suffix: str, first: int, count: int, seed: int) -> Iterator[tuple[int, str, float, int]]:
    """What the child says, and at its death or silence a line for the mutant that it was at."""
    command = [sys.executable, "-m", "tests.formats.fuzz", "--child", suffix, str(first), str(count), "--seed", str(seed)]
    child = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=Path(__file__).parents[2])
    assert child.stdout is not None
    at = first
    while at < first + count:
        ready, _, _ = select.select([child.stdout], [], [], 3 * SECONDS)
        line = child.stdout.readline() if ready else b""
        if not line:
            child.kill()
            child.wait()
            yield at, "hangs" if not ready else f"the process died ({child.returncode})", 3 * SECONDS if not ready else 0.0, 0
            return
        number, end, seconds, peak = json.loads(line)
        yield number, end, seconds, peak
        at = number + 1
    child.stdout.close()
    child.wait()


def main() -> None:
    """Command line of the fuzzer; exit 1 when a mutant did not end as it must."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--format", choices=FORMATS, action="append")
    parser.add_argument("--child", nargs=3)
    given = parser.parse_args()
    if given.child:
        _child(given.child[0], int(given.child[1]), int(given.child[2]), given.seed)
        return
    bad = False
    for suffix in given.format or FORMATS:
        started = time.monotonic()
        tally = fuzz(suffix, given.count, given.seed)
        bad = bad or bool(tally.bad) or tally.peak_mb > MEMORY_MB
        ends = ", ".join(f"{n} {end}" for end, n in tally.ends.most_common())
        print(f"{suffix}: {ends}; slowest {tally.slowest:.1f} s, peak {tally.peak_mb} MB, {time.monotonic() - started:.0f} s in all")
        for line in tally.bad[:30]:
            print(f"  {line}")
    sys.exit(1 if bad else 0)


if __name__ == "__main__":
    main()
