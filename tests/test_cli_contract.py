"""The three calls that outside tools make, exactly as they make them, in a process of their own."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path
from urllib.request import urlopen

import pytest

from tests.support.corpus import PLAIN


def concordant(*args: str, at: Path) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "PYTHONIOENCODING": "utf-8"}
    return subprocess.run([sys.executable, "-m", "concordant", *args], cwd=at, env=env, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty folder into which a document has been imported."""
    at = tmp_path_factory.mktemp("contract")
    (at / "some file.txt").write_text(PLAIN, encoding="utf-8")
    (at / "policies").mkdir()
    call = ["import", "some file.txt", "--policies", "policies", "--council", "Example Borough Council", "--title", "Code of Practice"]
    done = concordant(*call, "--kind", "code", "--audience", "councillors", "--date", "2024-05-14", at=at)
    assert (done.returncode, done.stderr) == (0, "")
    return at


def test_export_writes_the_file_and_nothing_to_standard_output(folder: Path) -> None:
    done = concordant("export", "--policies", "policies", "--format", "json", "--out", "out/export.json", at=folder)
    assert (done.returncode, done.stdout) == (0, "")
    data = json.loads((folder / "out" / "export.json").read_text(encoding="utf-8"))
    assert data["schema"] == "concordant/1"
    assert [len(policy["clauses"]) for policy in data["policies"]] == [3]


def test_build_writes_a_site_that_holds_the_words_of_the_document(folder: Path) -> None:
    done = concordant("build", "--policies", "policies", "--out", "site", at=folder)
    assert done.returncode == 0, done.stderr
    assert done.stdout == ""
    assert (folder / "site" / "index.html").is_file()
    pages = [path.read_text(encoding="utf-8") for path in (folder / "site").rglob("*.html")]
    assert any("Councillors must treat others with respect." in page for page in pages)


def test_two_exports_are_the_same_byte_for_byte_whatever_the_hash_seed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    exports = []
    for seed in ("1", "2"):
        monkeypatch.setenv("PYTHONHASHSEED", seed)
        exports.append(concordant("export", "--policies", "policies", at=folder).stdout)
    assert exports[0] == exports[1] != ""


def test_serve_shows_the_site_on_this_computer_until_it_is_interrupted(folder: Path) -> None:
    call = [sys.executable, "-m", "concordant", "serve", "--policies", "policies", "--port", "0"]
    with subprocess.Popen(call, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as server:
        assert server.stderr is not None
        try:
            lines = iter(server.stderr.readline, "")
            address = next(found.group() for line in lines if (found := re.search(r"http://127\.0\.0\.1:\d+/", line)))
            with urlopen(address, timeout=60) as answer:
                assert b"<html" in answer.read()
            server.send_signal(signal.SIGINT)
            assert server.wait(timeout=60) == 0
        finally:
            server.kill()
