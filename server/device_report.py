"""What the root tells the desk about devices: numbers only, the server knows no hardware."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class StationReport:
    """One station of this computer: how many scanners it should have, how many of them do
    not answer, whether a page shows its screen."""

    station_id: int
    scanners: int
    missing: int
    screen_open: bool


DeviceReport = Callable[[], Sequence[StationReport]]
"""How the stations stand now."""


def no_devices() -> Sequence[StationReport]:
    """A server without stations of its own."""
    return ()
