"""The cable of a simulated scanner: a pseudo-terminal on POSIX, a TCP socket elsewhere.

Both have one address that outlives being pulled out and plugged in again, as a
`/dev/serial/by-id/` name does.
"""

from __future__ import annotations

import contextlib
import os
import select
import shutil
import socket
import sys
import tempfile
import time
from pathlib import Path
from typing import Protocol

PATIENCE = 2.0
"""Seconds a write waits for a host that does not read; then the bytes are lost, as on a wire."""


class SimulatedLine(Protocol):
    """One cable: `url` is what the host opens."""

    url: str

    @property
    def plugged(self) -> bool: ...
    def plug(self) -> None: ...
    def unplug(self) -> None: ...
    def write(self, data: bytes) -> int: ...
    def close(self) -> None: ...


class PtyLine:
    """A pseudo-terminal behind a symbolic link; a new terminal at each plugging-in."""

    def __init__(self, patience: float = PATIENCE) -> None:
        self._patience = patience
        self._folder = Path(tempfile.mkdtemp(prefix="scanner-"))
        self._link = self._folder / "port"
        self._ends: tuple[int, int] | None = None
        self.url = str(self._link)
        self.plug()

    @property
    def plugged(self) -> bool:
        return self._ends is not None

    def plug(self) -> None:
        """Make a terminal and let the link point to it."""
        if self._ends is not None:
            return
        assert sys.platform != "win32", "Windows has no pseudo-terminals: use SocketLine"
        import tty

        ours, theirs = os.openpty()
        tty.setraw(theirs)
        os.set_blocking(ours, False)
        # Our hold on the far end keeps the terminal alive while no program has it open.
        self._ends = (ours, theirs)
        fresh = self._folder / "fresh"
        fresh.symlink_to(os.ttyname(theirs))
        fresh.replace(self._link)

    def unplug(self) -> None:
        """The link vanishes and an open host gets an input/output error."""
        if self._ends is None:
            return
        ends, self._ends = self._ends, None
        self._link.unlink(missing_ok=True)
        for end in ends:
            os.close(end)

    def write(self, data: bytes) -> int:
        """Bytes that fitted into the line; all of them while a host reads."""
        sent = 0
        give_up = time.monotonic() + self._patience
        while self._ends is not None and sent < len(data) and time.monotonic() < give_up:
            ours = self._ends[0]
            if not select.select([], [ours], [], min(0.1, self._patience))[1]:
                continue
            with contextlib.suppress(BlockingIOError):
                sent += os.write(ours, data[sent : sent + 1024])
                give_up = time.monotonic() + self._patience
        return sent

    def close(self) -> None:
        """Unplug for good and remove the link's folder."""
        self.unplug()
        shutil.rmtree(self._folder, ignore_errors=True)


class SocketLine:
    """A TCP port on the loopback address. Waiting connections are taken when there is something
    to say, so the line needs no thread; the newest host is the one that hears."""

    def __init__(self) -> None:
        self._listener: socket.socket | None = None
        self._host: socket.socket | None = None
        self._port = 0
        self.plug()
        self.url = f"socket://127.0.0.1:{self._port}"

    @property
    def plugged(self) -> bool:
        return self._listener is not None

    def plug(self) -> None:
        """Listen, on the same port as before."""
        if self._listener is None:
            self._listener = socket.create_server(("127.0.0.1", self._port))
            self._listener.setblocking(False)
            self._port = self._listener.getsockname()[1]

    def unplug(self) -> None:
        """Connections break and new ones are refused."""
        self._welcome()
        for end in (self._host, self._listener):
            if end is not None:
                end.close()
        self._host = self._listener = None

    def write(self, data: bytes) -> int:
        """Bytes handed to the newest host; 0 when nobody is connected."""
        self._welcome()
        if self._host is None:
            return 0
        try:
            self._host.sendall(data)
        except OSError:
            self._host.close()
            self._host = None
            return 0
        return len(data)

    def close(self) -> None:
        """Unplug for good."""
        self.unplug()

    def _welcome(self) -> None:
        while self._listener is not None:
            try:
                host, _ = self._listener.accept()
            except BlockingIOError:
                return
            if self._host is not None:
                self._host.close()
            host.settimeout(PATIENCE)
            self._host = host


def new_line() -> SimulatedLine:
    """The cable that this system can make."""
    return PtyLine() if sys.platform != "win32" else SocketLine()
