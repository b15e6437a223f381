"""What the scanner tests share: an inbox that can be waited for, and waits that do not last."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from hardware.barcode_scanner import BarcodeScanner
from hardware.port_url import read_port_url
from hardware.scan import DeviceEvent, Scan
from hardware.serial_port import SerialSource

PATIENCE = 5.0
"""Seconds until a test gives up; nothing waits so long when it passes."""


class Inbox:
    """Collects what scanners deliver."""

    def __init__(self) -> None:
        self.events: list[DeviceEvent] = []
        self._more = threading.Condition()

    def put(self, event: DeviceEvent) -> None:
        with self._more:
            self.events.append(event)
            self._more.notify_all()

    def wait_for(self, count: int) -> list[DeviceEvent]:
        """The events, as soon as there are `count`."""
        with self._more:
            enough = self._more.wait_for(lambda: len(self.events) >= count, PATIENCE)
            assert enough, f"only {self.events} came"
            return list(self.events)

    def wait_for_codes(self, count: int) -> list[str]:
        """The texts of the scans, as soon as there are `count`."""
        with self._more:
            enough = self._more.wait_for(lambda: len(self.codes) >= count, PATIENCE)
            assert enough, f"only {self.events[:20]} came"
            return self.codes

    @property
    def codes(self) -> list[str]:
        return [event.text for event in self.events if isinstance(event, Scan)]


@contextmanager
def listening(url: str, inbox: Inbox, device: str = "front") -> Iterator[BarcodeScanner]:
    """A running scanner at `url` whose back-off pauses last a few milliseconds."""
    address = read_port_url(url)
    scanner = BarcodeScanner(
        device,
        SerialSource(address),
        inbox.put,
        address.frames,
        wait=lambda seconds: time.sleep(min(seconds, 0.005)),
    )
    scanner.start()
    try:
        yield scanner
    finally:
        scanner.stop()
