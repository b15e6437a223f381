"""Child processes of a run: started from the project's root, told on one line when ready,
ended by us. A child that does not become ready in time is an error with its last words."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from queue import Empty, Queue

ROOT = Path(__file__).resolve().parent.parent
READY = "ready "


class ChildFailed(RuntimeError):
    """A child ended or stayed silent before it was ready."""


class Child:
    """A running child; `said` is the rest of its ready line (a port, a path)."""

    def __init__(self, process: subprocess.Popen[str], patience: float) -> None:
        self.process = process
        self._lines: Queue[str] = Queue()
        threading.Thread(target=self._listen, daemon=True).start()
        heard = [self.hear(patience)]
        while not heard[-1].startswith(READY):
            heard.append(self.hear(patience))
        self.said = heard[-1].removeprefix(READY).strip()

    def _listen(self) -> None:
        assert self.process.stdout is not None
        with suppress(ValueError):  # closed while we listened: the run is over
            for line in self.process.stdout:
                self._lines.put(line)
        self._lines.put("")

    def hear(self, patience: float) -> str:
        """Its next line; ChildFailed when it ends or stays silent."""
        try:
            line = self._lines.get(timeout=patience)
        except Empty:
            raise ChildFailed(f"silent for {patience:.0f} s: {self.process.args!r}") from None
        if not line:
            raise ChildFailed(f"ended too early: {self.process.args!r}")
        return line

    def tell(self, line: str) -> None:
        """One line to its stdin."""
        assert self.process.stdin is not None
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()

    def resident_bytes(self) -> int | None:
        """Resident memory now; None where /proc does not exist."""
        return resident_bytes(self.process.pid)


def resident_bytes(pid: int, field: str = "VmRSS") -> int | None:
    """Resident memory of a process (`VmHWM`: its highest so far); None without /proc."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text(encoding="ascii", errors="replace")
    except OSError:
        return None
    for line in lines.splitlines():
        if line.startswith(f"{field}:"):
            return int(line.split()[1]) * 1024
    return None


def processor_seconds(pid: int) -> float:
    """Processor time a process has used with all its threads; 0 without /proc."""
    try:
        line = Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace")
    except OSError:
        return 0.0
    user, system = line.rpartition(")")[2].split()[11:13]
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


@contextmanager
def child(module: str, *arguments: str, patience: float = 60.0) -> Iterator[Child]:
    """Run `python -m module arguments` until the block ends."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}
    process = subprocess.Popen(
        [sys.executable, "-m", module, *arguments],
        cwd=ROOT,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        yield Child(process, patience)
    finally:
        stop(process)


def stop(process: subprocess.Popen[str]) -> None:
    """Ask it to end, then insist."""
    with suppress(OSError):
        process.terminate()
    try:
        process.wait(timeout=10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    for stream in (process.stdin, process.stdout):
        if stream is not None:
            with suppress(OSError):
                stream.close()


def announce_ready(said: str) -> None:
    """Called inside a child: the one line its parent waits for."""
    print(f"{READY}{said}", flush=True)
