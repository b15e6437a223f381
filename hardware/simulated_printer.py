"""A label printer on a loopback port that can be told to fail; what it took is kept."""

from __future__ import annotations

import socket
import struct
import threading

_HS = b"\x02030,%d,0,1245,000,0,0,0,000,0,0,0\x03\r\n\x02000,0,0,0,0,2,6,0,00000000,1,000\x03\r\n"
ANSWERS = (
    (b"~HS\r\n", _HS % 0 + b"\x021234,0\x03\r\n", _HS % 1 + b"\x021234,0\x03\r\n"),
    (b"\x1b!?", b"\x00", b"\x04"),
    (b"\x10\x04\x02", b"\x12", b"\x32"),
)
"""Question, answer when all is well, answer without paper: ~HS of a Zebra, TSPL, ESC/POS."""


class SimulatedPrinter:
    """Listens until `close`. `papers` are the jobs it took whole. Told to fail: `refuse()` is a
    printer that is switched off, `break_after = N` one that resets the line after N bytes,
    `silent` one that takes the call and no byte (its memory is full), `out_of_paper` one that
    says so when it is asked, `mute` one that never answers."""

    def __init__(self) -> None:
        self.papers: list[bytes] = []
        self.break_after: int | None = None
        self.silent = self.out_of_paper = self.mute = False
        self._held: list[socket.socket] = []
        self.arrived = threading.Condition()
        self._open = True
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listener.getsockname()[1])
        self._listening = threading.Thread(target=self._listen, daemon=True)
        self._listening.start()

    @property
    def address(self) -> str:
        """Where it is, as an address of `hardware.printers`."""
        return f"tcp://127.0.0.1:{self.port}"

    def refuse(self) -> None:
        """Switch it off."""
        self._open = False
        # A listener that sleeps in accept() is woken by a call.
        with socket.create_connection(("127.0.0.1", self.port), timeout=1):
            pass
        self._listening.join()
        self._listener.close()

    def close(self) -> None:
        """End it."""
        if self._open:
            self.refuse()
        for line in self._held:
            line.close()

    def wait(self, papers: int, seconds: float = 5.0) -> bool:
        """Until it took so many jobs."""
        with self.arrived:
            return self.arrived.wait_for(lambda: len(self.papers) >= papers, seconds)

    def _listen(self) -> None:
        while self._open:
            try:
                line, _ = self._listener.accept()
            except OSError:
                return
            if not self._open:
                line.close()
                return
            threading.Thread(target=self._take, args=(line,), daemon=True).start()

    def _take(self, line: socket.socket) -> None:
        if self.silent:
            line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1)
            self._held.append(line)
            return
        taken = b""
        with line:
            while piece := line.recv(4096):
                taken = self._answered(line, taken + piece)
                if self.break_after is not None and len(taken) >= self.break_after:
                    # A reset, not an end: the sender must hear of it.
                    line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                    return
        if not taken:
            return
        with self.arrived:
            self.papers.append(taken)
            self.arrived.notify_all()

    def _answered(self, line: socket.socket, taken: bytes) -> bytes:
        """Questions are answered at once and are no part of a job."""
        for asked, well, out in ANSWERS:
            if taken.startswith(asked):
                if not self.mute:
                    line.sendall(out if self.out_of_paper else well)
                return taken[len(asked) :]
        return taken
