"""How long a scanner waits before it tries to open a lost port again."""

from __future__ import annotations

from collections.abc import Callable

from hardware.barcode_scanner import BarcodeScanner
from hardware.errors import PortDenied, PortMissing
from hardware.scan import DeviceEvent, DeviceLost
from hardware.serial_port import Port


class LostPort:
    """A port that never opens, and a time that passes only in waits."""

    def __init__(self, until: float, present: Callable[[float], bool | None]) -> None:
        self.now = 0.0
        self.tried_at: list[float] = []
        self.events: list[DeviceEvent] = []
        self._until = until
        self._present = present
        self.scanner = BarcodeScanner(
            "front", self, self.events.append, clock=lambda: self.now, wait=self.wait
        )

    def open(self, timeout: float) -> Port:
        self.tried_at.append(self.now)
        raise PortDenied("port") if self.present() else PortMissing("port")

    def present(self) -> bool | None:
        return self._present(self.now)

    def wait(self, seconds: float) -> None:
        self.now += seconds
        if self.now > self._until:
            self.scanner.stop()


def test_the_pauses_grow_from_half_a_second_to_five() -> None:
    port = LostPort(until=25, present=lambda now: None)
    port.scanner.run()
    assert port.tried_at == [0, 0.5, 1.5, 3.5, 8.5, 13.5, 18.5, 23.5]


def test_a_port_that_shows_up_is_tried_within_half_a_second_and_then_often() -> None:
    port = LostPort(until=14, present=lambda now: now >= 9.2)
    port.scanner.run()
    assert port.tried_at == [0, 0.5, 1.5, 3.5, 8.5, 9.5, 10.0, 11.0, 13.0]


def test_a_port_pulled_and_plugged_within_a_long_pause_is_noticed() -> None:
    port = LostPort(until=12, present=lambda now: not 9.2 <= now < 10.2)
    port.scanner.run()
    assert port.tried_at == [0, 0.5, 1.5, 3.5, 8.5, 10.5, 11.0, 12.0]


def test_a_loss_is_reported_once_however_often_opening_fails() -> None:
    port = LostPort(until=60, present=lambda now: now >= 30)
    port.scanner.run()
    assert port.events == [DeviceLost("front", "missing")]
