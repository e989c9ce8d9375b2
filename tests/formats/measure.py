"""How well a plain use of other people's libraries recovers the units of the fixtures: `python -m tests.formats.measure`.

A library that is not installed is left out. Writes one Markdown table per format to the file named by --out and to standard output.
"""

from __future__ import annotations

import argparse
import json
import re
import resource
import statistics
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tests.formats.make_units import TEXTS, Block, blocks_of, numbers_of
from tests.formats.measured import READERS, Reader

FIVE = Path(__file__).parent / "five"
SAMPLE = "pwtc-plain"
_WORD = re.compile(r"[^\W_]+")
_MARK = r"(?:[-+–•○▪‣*o\uf0b7\uf0a7·◦□■§✱➤]|\(?(?:[0-9]{1,2}(?:\.[0-9]+)*|[a-z]|[ivx]{1,4})[.)]?|--|Section \d)"
_LEADING = re.compile(rf"^(?:{_MARK}\s+)+")
_MARKDOWN = (
    (re.compile(r"!?\[((?:\\.|[^\]\\])*)\](?:\([^)]*\)|\{[^}]*\})"), r"\1"),  # links, spans
    (re.compile(r"\s\{[#.][^}]*\}|(?<=\])\{[#.][^}]*\}"), ""),
    (re.compile(r"<((?:https?|mailto):[^>]*)>"), r"\1"),
    (re.compile(r"</?(?:a|b|br|div|em|i|p|span|strong|sup|td|th|tr|u)\b[^>]*>"), ""),
    (re.compile(r"\[\^?\d+\](?:\(#[^)]*\))?|----footnote\d+----|[¹²]"), ""),
    (re.compile(r"\*{1,3}|(?<!\w)_{1,2}|_{1,2}(?!\w)"), ""),
    (re.compile(r"\\([^\w\s])"), r"\1"),
    (re.compile(r"^\s*(?:#{1,6}\s+|>\s*)+"), ""),
)


def folded(text: str) -> str:
    """Words with single spaces; what only changes the look (soft and unbreakable hyphens, markdown) is gone."""
    text = text.replace("\u00ad", "").replace("\u2011", "-").replace("\u200b", "").replace("…", "...")
    for pattern, new in _MARKDOWN:
        text = pattern.sub(new, text)
    return re.sub(r"[‘’]", "'", re.sub(r"[“”]", '"', " ".join(text.split())))


def pieces(text: str) -> set[str]:
    """What a reader of the output could take for one block: each line, and each stretch between empty lines."""
    found = set()
    for part in (*text.split("\n"), *re.split(r"\n\s*\n", text)):
        whole = folded(part)
        found |= {whole, _LEADING.sub("", whole)}
    return found


@dataclass(slots=True)
class Tally:
    """Hits and chances, of words, clauses (also by layout) and numbers."""

    words: list[int] = field(default_factory=lambda: [0, 0])
    numbers: list[int] = field(default_factory=lambda: [0, 0])
    clauses: dict[str, list[int]] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)

    def add(self, layout: str, text: str, gold: tuple[Block, ...], clauses: list[str]) -> None:
        """One file's text against its document."""
        shown = [b for b in gold if b.kind != "running"]
        inner = [b for block in shown for row in block.table for cell in row for b in cell]
        wanted = Counter(w for b in [*shown, *inner] for w in _WORD.findall(folded(f"{b.mark if b.num else ''} {b.text}").lower()))
        got = Counter(_WORD.findall(folded(text).lower()))
        self.words[0] += (wanted & got).total()
        self.words[1] += wanted.total()
        found = pieces(text)
        kept = self.clauses.setdefault(layout, [0, 0])
        kept[0] += sum(c in found for c in clauses)
        kept[1] += len(clauses)
        whole = folded(re.sub(r"(?m)^\s*(?:#+|>|[-*])\s+", "", text))
        for block in numbers_of(gold):
            opening = folded(" ".join(block.text.split()[:3]))
            if block.mark.startswith("Section"):  # so that the table of contents does not count as the heading
                after = gold[gold.index(block) + 1]
                opening = folded(f"{block.text} {' '.join(after.text.split()[:2])}")
            self.numbers[0] += bool(re.search(rf"(?<!\w){re.escape(block.mark)}\s*{re.escape(opening)}", whole))
            self.numbers[1] += 1


def _share(pair: list[int]) -> str:
    return f"{100 * pair[0] / pair[1]:.1f}" if pair[1] else "–"


def clauses_of(doc: str) -> list[str]:
    """The labelled clauses of a document, as folded words."""
    labels = (Path(__file__).parents[1] / "labels" / f"{doc}.units.jsonl").read_text(encoding="utf-8")
    kinds = {row["id"]: row["kind"] for row in map(json.loads, labels.splitlines())}
    return [folded(b.text) for b in blocks_of(doc) if kinds[b.unit] == "clause"]


def _files(form: str) -> Iterator[tuple[str, str, Path]]:
    for doc in TEXTS:
        for path in sorted(FIVE.glob(f"{doc}-*.{form}")):
            yield doc, path.stem.removeprefix(f"{doc}-"), path


def tally(form: str, reader: Reader) -> Tally | None:
    """All files of a format by one library, or None where it is not installed."""
    out = Tally()
    gold = {doc: (blocks_of(doc), clauses_of(doc)) for doc in TEXTS}
    for doc, layout, path in _files(form):
        try:
            text = reader.read(path)
        except (ImportError, FileNotFoundError):
            return None
        except Exception as fault:  # one that stops is a finding
            out.faults.append(f"{path.name}: {type(fault).__name__}")
            text = ""
        out.add(layout, text, *gold[doc])
    return out


def cost(form: str, name: str) -> tuple[float, int]:
    """Seconds to load the library and read one file in a fresh process (median of three), and the peak memory in MB."""
    runs = []
    for _ in range(3):
        command = [sys.executable, "-m", "tests.formats.measure", "--one", form, name]
        runs.append(json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()[-1]))
    return statistics.median(seconds for seconds, _ in runs), max(memory for _, memory in runs)


def _one(form: str, name: str) -> None:
    began = time.perf_counter()
    READERS[form][name].read(FIVE / f"{SAMPLE}.{form}")
    seconds = time.perf_counter() - began
    # Not ru_maxrss of this process, which begins at the size of the process that started it.
    own = int(re.search(r"VmHWM:\s*(\d+)", Path("/proc/self/status").read_text(encoding="ascii"))[1])  # type: ignore[index]
    peak = max(own, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
    print(json.dumps([seconds, peak // 1024]))


def table(form: str) -> str:
    """The Markdown table of a format."""
    layouts = sorted({layout for _, layout, _ in _files(form)})
    head = ["library", "words kept %", "clauses exact %", *layouts, "numbers kept %", "seconds", "MB", "licence"]
    lines = [f"## {form}", "", f"| {' | '.join(head)} |", "|---" + "|--:" * (len(head) - 2) + "|---|"]
    faults = []
    for name, reader in READERS[form].items():
        found = tally(form, reader)
        if found is None:
            print(f"{name} is not installed", file=sys.stderr)
            continue
        seconds, memory = cost(form, name)
        every = [sum(pair[n] for pair in found.clauses.values()) for n in (0, 1)]
        by_layout = [_share(found.clauses[layout]) for layout in layouts]
        row = [name, _share(found.words), _share(every), *by_layout, _share(found.numbers), f"{seconds:.2f}", str(memory), reader.licence]
        lines.append(f"| {' | '.join(row)} |")
        faults += [f"- {name}: {fault}" for fault in found.faults]
    return "\n".join([*lines, "", *faults])


def main() -> None:
    """All tables, or with --one the cost of one library."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--out", type=Path, default=Path("candidates.md"))
    options.add_argument("--one", nargs=2, metavar=("FORMAT", "LIBRARY"))
    given = options.parse_args()
    if given.one:
        _one(*given.one)
        return
    report = "\n".join(table(form) for form in READERS)
    given.out.write_text(report + "\n", encoding="utf-8")
    print(report)


if __name__ == "__main__":
    main()
