"""The whole program as a child process of a test."""

from __future__ import annotations

import http.client
import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[2]
PATIENCE = 30.0


@dataclass
class Program:
    """A running program and what it said."""

    process: subprocess.Popen[str]
    said: str
    port: int
    headers: dict[str, str] = field(default_factory=dict)

    def ask(self, method: str, path: str, **headers: str) -> http.client.HTTPResponse:
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        line.request(method, path, headers=self.headers | headers)
        return line.getresponse()


@contextmanager
def program(
    *words: str, port: int = 0, around: Sequence[str] = (),
    entry: Sequence[str] = (str(ROOT / "run_kiosk.py"),),
) -> Iterator[Program]:  # fmt: skip
    """Start it on a free port or this one; end it at the latest with the block. `around` is
    a command that runs the rest of its line, `entry` what Python starts with."""
    command = [*around, sys.executable, *entry, *words]
    command += ["--port", str(port), "--no-browser"]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", cwd=ROOT,
        env=os.environ | {"LANG": "en_US.UTF-8", "LC_ALL": "en_US.UTF-8"},
    )  # fmt: skip
    assert process.stdout is not None
    said = ""
    try:
        for line in process.stdout:
            said += line
            if "Ctrl+C" in line:
                break
        found = re.search(r"127\.0\.0\.1:(\d+)", said)
        assert found, said
        # A pipe that nobody empties would one day stop the program in the middle of a line.
        threading.Thread(target=process.stdout.read, daemon=True).start()
        yield Program(process, said, int(found[1]))
    finally:
        process.kill()
        process.wait()
