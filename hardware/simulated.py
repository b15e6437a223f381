"""The twin of a barcode scanner: speaks the real bytes over a real port and fails on demand.

Tests, the demonstration and the developer's desk use this same twin. Addresses
`simulated:NAME` mean the twin of that name in this process; it is made when first asked for.
"""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable, Iterable, Sequence

from hardware.simulated_line import SimulatedLine, new_line


class SimulatedScanner:
    """A scanner that reads what it is told to. Its methods may be called from any thread.

    `suffix` ends each code, `prefix` stands before it. `url` is the port of the twin.
    """

    def __init__(
        self,
        name: str = "scanner",
        *,
        prefix: bytes = b"",
        suffix: bytes = b"\r",
        line: SimulatedLine | None = None,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.name = name
        self._prefix = prefix
        self._suffix = suffix
        self._line = line or new_line()
        self._sleep = sleep
        self._lock = threading.Lock()

    @property
    def url(self) -> str:
        """What a program opens; stays the same through unplugging and plugging in."""
        return self._line.url

    @property
    def plugged(self) -> bool:
        """Whether the cable is in."""
        return self._line.plugged

    def type_code(self, text: str, encoding: str = "utf-8") -> bool:
        """Read one code. False when the cable is out or nobody took the bytes."""
        return self.send(self._frame(text, encoding))

    def send(self, data: bytes) -> bool:
        """Put these very bytes on the line."""
        with self._lock:
            return self._line.plugged and self._line.write(data) == len(data)

    def type_split(self, text: str, sizes: Sequence[int], pause: float = 0.0) -> bool:
        """Read one code that arrives in pieces of the given sizes, the rest as the last piece,
        with `pause` seconds between them."""
        data = self._frame(text, "utf-8")
        for size in sizes:
            if not self.send(data[:size]):
                return False
            data = data[size:]
            self._sleep(pause)
        return self.send(data)

    def burst(self, codes: Iterable[str]) -> bool:
        """Read many codes with no time between them."""
        return self.send(b"".join(self._frame(code, "utf-8") for code in codes))

    def noise(self, length: int, seed: int = 0) -> bool:
        """Put `length` random bytes on the line, the same ones for the same `seed`."""
        return self.send(random.Random(seed).randbytes(length))

    def unplug(self) -> None:
        """Pull the cable."""
        with self._lock:
            self._line.unplug()

    def replug(self) -> None:
        """Put the cable in again, at the same address."""
        with self._lock:
            self._line.plug()

    def close(self) -> None:
        """Take the twin away."""
        with self._lock:
            self._line.close()

    def _frame(self, text: str, encoding: str) -> bytes:
        return self._prefix + text.encode(encoding, "replace") + self._suffix


_twins: dict[str, SimulatedScanner] = {}
_twins_lock = threading.Lock()


def twin(name: str) -> SimulatedScanner:
    """The simulated scanner of that name. Like the computer's list of devices, there is one list
    of twins in a process, so that whoever types and whoever listens meet by name."""
    with _twins_lock:
        if name not in _twins:
            _twins[name] = SimulatedScanner(name)
        return _twins[name]


def close_twins() -> None:
    """Take all named twins away; for the end of the program."""
    with _twins_lock:
        while _twins:
            _twins.popitem()[1].close()
