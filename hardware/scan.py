"""What a device reports: a scan, a loss, a return. Values only, no ports."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Scan:
    """One decoded frame: `text` without terminator and prefix, `received_at` in
    monotonic seconds at its last byte, `device` the name the root gave the port."""

    text: str
    device: str
    received_at: float


@dataclass(frozen=True, slots=True)
class DeviceLost:
    """The device stopped answering; `reason` is a short English word for the log."""

    device: str
    reason: str


@dataclass(frozen=True, slots=True)
class DeviceFound:
    """The device answers again (also sent at the first successful opening)."""

    device: str


DeviceEvent = Scan | DeviceLost | DeviceFound
