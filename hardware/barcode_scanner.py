"""A barcode scanner on a serial line: one thread from bytes to `Scan`.

The cable may be pulled at any time. The thread closes the port, opens it again with growing
pauses, and tells the loss and the return once each. Codes never reach the log.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable

from hardware.errors import DeviceError
from hardware.framing import Frame, FrameCutter, FrameRules, RepeatFilter
from hardware.port_url import read_port_url
from hardware.scan import DeviceEvent, DeviceFound, DeviceLost, Scan
from hardware.serial_port import Port, PortSource, SerialSource
from hardware.supervised import supervised, survives

BACK_OFF = (0.5, 1.0, 2.0, 5.0)
"""Seconds before the next try to open; the last one repeats."""

LOOK_EVERY = 0.5
"""Seconds between looks whether the port is back while a longer pause runs."""

_log = logging.getLogger(__name__)

Deliver = Callable[[DeviceEvent], None]
Wait = Callable[[float], object]
"""Wait so many seconds, or less when the scanner shall stop."""


class BarcodeScanner:
    """One scanner. `device` is the name under which it reports; `deliver` is called in the
    scanner's own thread and must return soon (an inbox's `put`)."""

    def __init__(
        self,
        device: str,
        source: PortSource,
        deliver: Deliver,
        rules: FrameRules | None = None,
        *,
        clock: Callable[[], float] = time.monotonic,
        wait: Wait | None = None,
    ) -> None:
        self.device = device
        self._source = source
        self._deliver = deliver
        self._rules = rules or FrameRules()
        self._clock = clock
        self._stopping = threading.Event()
        self._wait = wait or self._stopping.wait
        self._thread: threading.Thread | None = None
        self._cutter = FrameCutter(self._rules)
        self._repeats = RepeatFilter(self._rules.repeat)
        self._port: Port | None = None
        self._told: str | None = None
        self._failures = 0

    @property
    def connected(self) -> bool:
        """Whether the port is open now."""
        return self._port is not None

    def start(self) -> None:
        """Begin to listen. A port that is not there yet is a loss like any other."""
        self._thread = threading.Thread(target=self.run, name=f"scanner {self.device}", daemon=True)
        self._thread.start()

    def stop(self, timeout: float = 2.0) -> None:
        """Let go of the port; waits at most `timeout` seconds for the thread to end."""
        self._stopping.set()
        if self._thread is not None:
            self._thread.join(timeout)

    def run(self) -> None:
        """The thread's work: until `stop`, whatever happens on the line."""
        try:
            supervised(f"scanner {self.device}", self._turn, self._stops)
        finally:
            self._close()

    def _stops(self, seconds: float) -> bool:
        if seconds > 0:
            self._wait(seconds)
        return self._stopping.is_set()

    def _turn(self) -> None:
        if self._port is None:
            self._open()
        else:
            self._read(self._port)

    def _open(self) -> None:
        try:
            # A shade over the gap, so that an empty read always means that the gap has passed.
            self._port = self._source.open(self._rules.gap + 0.005)
        except DeviceError as fault:
            self._lost(fault)
            self._back_off()
            return
        self._failures = 0
        self._cutter.reset()
        self._tell("", DeviceFound(self.device))
        _log.info("scanner %s: connected", self.device)

    def _read(self, port: Port) -> None:
        try:
            data = port.read()
        except DeviceError as fault:
            self._close()
            self._lost(fault)
            return
        at = self._clock()
        frames = self._cutter.feed(data, at) if data else self._cutter.silence(at)
        for frame in frames:
            self._report(frame)

    def _report(self, frame: Frame) -> None:
        if self._repeats.fresh(frame.text, frame.received_at):
            self._hand_over(Scan(frame.text, self.device, frame.received_at))

    def _lost(self, fault: DeviceError) -> None:
        if fault.reason != self._told and not (self._told and fault.reason == "missing"):
            _log.warning("scanner %s: not connected: %s", self.device, fault)
        self._tell(fault.reason, DeviceLost(self.device, fault.reason))

    def _tell(self, state: str, event: DeviceEvent) -> None:
        """Report a change between lost and found, once; a new reason alone is not reported."""
        news = self._told is None or bool(state) != bool(self._told)
        self._told = state
        if news:
            self._hand_over(event)

    def _hand_over(self, event: DeviceEvent) -> None:
        # One by one: a fault over one scan must not swallow the next of the same read.
        survives(f"scanner {self.device}: delivering", lambda: self._deliver(event))

    def _back_off(self) -> None:
        """Wait before the next try, but no longer than until the port shows up again."""
        left = BACK_OFF[min(self._failures, len(BACK_OFF) - 1)]
        self._failures += 1
        there = self._source.present()
        while left > 0 and not self._stops(min(left, LOOK_EVERY)):
            left -= LOOK_EVERY
            was_there, there = there, self._source.present()
            if there and was_there is False:
                # The system may still be giving out rights to the new port: begin anew with
                # short pauses in case the next try comes too early.
                self._failures = 0
                return

    def _close(self) -> None:
        port, self._port = self._port, None
        if port is not None:
            port.close()


def scanner_at(device: str, url: str, deliver: Deliver) -> BarcodeScanner:
    """A scanner (not started) at a port address, see `hardware.port_url`.

    Raises `PortUrlFault` for an address that cannot be read; a port that is absent or busy is
    no error here, it is reported as `DeviceLost` when the scanner runs.
    """
    address = read_port_url(url)
    return BarcodeScanner(device, SerialSource(address), deliver, address.frames)
