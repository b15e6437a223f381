"""The one file that knows pyserial: opens ports, reads bytes, lists what is plugged in.

pyserial's own exceptions end here; everybody else meets the errors of `hardware.errors`.
"""

from __future__ import annotations

import contextlib
import errno
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

import serial
from serial.tools import list_ports

from hardware import simulated
from hardware.errors import (
    DeviceError,
    PortAmbiguous,
    PortBusy,
    PortDenied,
    PortFailed,
    PortGone,
    PortMissing,
)
from hardware.port_url import PortUrl, UsbId

_FAULTS: tuple[type[Exception], ...] = (OSError, ValueError)
"""What pyserial lets out: its own SerialException is an OSError; termios.error is none."""
if sys.platform != "win32":
    import termios

    _FAULTS += (termios.error,)

CHUNK = 4096

_BY_ERRNO: dict[int, type[DeviceError]] = {
    errno.ENOENT: PortMissing,
    errno.ENODEV: PortMissing,
    errno.ENXIO: PortMissing,
    errno.EACCES: PortDenied,
    errno.EPERM: PortDenied,
    errno.EAGAIN: PortBusy,
    errno.EBUSY: PortBusy,
}


@dataclass(frozen=True, slots=True)
class AttachedPort:
    """A port the system knows: `path` (`/dev/ttyUSB0`, `COM3`), and what USB says about it."""

    path: str
    description: str
    vendor: int | None
    product: int | None
    serial_number: str | None


class Port(Protocol):
    """An open line. `read` gives some bytes, or none after `timeout` seconds of silence;
    both methods raise `PortGone` when the device stopped answering."""

    def read(self) -> bytes: ...
    def write(self, data: bytes) -> None: ...
    def close(self) -> None: ...


class PortSource(Protocol):
    """Where a port can be opened again and again."""

    def open(self, timeout: float) -> Port: ...
    def present(self) -> bool | None: ...


class SerialPort:
    """An open pyserial port."""

    def __init__(self, handle: Any, name: str) -> None:
        self._handle = handle
        self._name = name

    def read(self) -> bytes:
        """All that has arrived, at least one byte; empty after the time-out."""
        try:
            waiting = min(self._handle.in_waiting, CHUNK)
            return bytes(self._handle.read(waiting or 1))
        except _FAULTS as fault:
            raise PortGone(self._name, str(fault)) from fault

    def write(self, data: bytes) -> None:
        """Send bytes to the device (best effort: nobody waits for an answer)."""
        try:
            self._handle.write(data)
        except _FAULTS as fault:
            raise PortGone(self._name, str(fault)) from fault

    def close(self) -> None:
        """Let go of the port; never raises."""
        with contextlib.suppress(*_FAULTS):
            self._handle.close()


class SerialSource:
    """Opens the port that an address names, exclusively. `listing` tells what is plugged in."""

    def __init__(
        self, url: PortUrl, listing: Callable[[], list[AttachedPort]] | None = None
    ) -> None:
        self._url = url
        self._listing = listing or attached_ports

    def open(self, timeout: float) -> SerialPort:
        """Open with `timeout` seconds per read. Raises a `DeviceError` that says why not."""
        url = self._url
        name = url.text
        try:
            handle = serial.serial_for_url(
                self._place(),
                do_not_open=True,
                baudrate=url.line.baud,
                bytesize=url.line.bits,
                parity=url.line.parity,
                stopbits=url.line.stop,
                timeout=timeout,
                write_timeout=1.0,
                # Two programs on one port steal each other's bytes without an error.
                exclusive=True,
            )
            _set_lines(handle, url)
            handle.open()
        except _FAULTS as fault:
            raise _said_plainly(fault, name) from fault
        _hasten(handle)
        return SerialPort(handle, name)

    def present(self) -> bool | None:
        """Whether the port can be seen without opening it; None where that is unknowable."""
        if self._url.kind == "usb" and self._url.usb is not None:
            return bool(self._matching(self._url.usb))
        if self._url.kind == "simulated":
            return simulated.twin(self._url.place).plugged
        if self._url.kind == "path" and sys.platform != "win32":
            return os.path.exists(self._url.place)
        return None

    def _place(self) -> str:
        url = self._url
        if url.kind == "simulated":
            return simulated.twin(url.place).url
        if url.usb is None:
            return url.place
        paths = self._matching(url.usb)
        if not paths:
            raise PortMissing(url.text)
        if len(paths) > 1:
            raise PortAmbiguous(url.text, ", ".join(paths))
        return paths[0]

    def _matching(self, usb: UsbId) -> list[str]:
        return [
            port.path
            for port in self._listing()
            if (port.vendor, port.product) == (usb.vendor, usb.product)
            and usb.serial_number in (None, port.serial_number)
        ]


def attached_ports() -> list[AttachedPort]:
    """The serial ports of this computer, USB ones first."""
    found = [
        AttachedPort(port.device, port.description or "", port.vid, port.pid, port.serial_number)
        for port in list_ports.comports()
    ]
    return sorted(found, key=lambda port: (port.vendor is None, port.path))


def _set_lines(handle: Any, url: PortUrl) -> None:
    # Before opening: the change of DTR at opening resets readers built on an Arduino.
    if url.line.dtr is not None:
        handle.dtr = url.line.dtr
    if url.line.rts is not None:
        handle.rts = url.line.rts


def _hasten(handle: Any) -> None:
    """Ask the driver to pass bytes on at once: FTDI adapters hold them for 16 ms otherwise."""
    ask = getattr(handle, "set_low_latency_mode", None)
    if ask is not None:
        with contextlib.suppress(*_FAULTS):
            ask(True)


def _said_plainly(fault: Exception, name: str) -> DeviceError:
    number = fault.errno if isinstance(fault, OSError) else None
    text = str(fault)
    if number in _BY_ERRNO:
        return _BY_ERRNO[number](name)
    # On Windows pyserial puts the system's exception into its text only; there a port that
    # another program holds is "access denied".
    if "FileNotFoundError" in text:
        return PortMissing(name)
    if "PermissionError" in text:
        return PortBusy(name)
    return PortFailed(name, text)
