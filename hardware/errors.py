"""What can be wrong with a port. Each error carries a stable code, which is also its text key.

`code` stands in `i18n/locale/*/device.po`; `reason` is the short word that `DeviceLost`
carries into the log. `str(error)` is plain English for log files.
"""

from __future__ import annotations


class DeviceError(Exception):
    """Any fault of a device or its address; `port` is the address as it was given."""

    code = "device.port-failed"
    reason = "failed"
    words = "the port answers with a fault"

    def __init__(self, port: str, detail: str = "") -> None:
        self.port = port
        self.detail = detail
        super().__init__(f"{port}: {self.words}" + (f" ({detail})" if detail else ""))


class PortMissing(DeviceError):
    """There is no such port now: unplugged, or a wrong name."""

    code = "device.port-missing"
    reason = "missing"
    words = "no such port; is the scanner plugged in?"


class PortBusy(DeviceError):
    """Another program, or a second start of this one, holds the port."""

    code = "device.port-busy"
    reason = "busy"
    words = "another program holds this port"


class PortDenied(DeviceError):
    """This account may not open serial ports (Linux: group dialout)."""

    code = "device.port-denied"
    reason = "denied"
    words = "this account may not open the port"


class PortAmbiguous(DeviceError):
    """A `usb:` address fits several ports; `detail` lists them."""

    code = "device.port-ambiguous"
    reason = "ambiguous"
    words = "several ports fit this address"


class PortFailed(DeviceError):
    """Anything else that stops a port from opening; `detail` is the system's own message."""


class PortGone(DeviceError):
    """An open port stopped answering: the cable was pulled."""

    code = "device.port-gone"
    reason = "unplugged"
    words = "the port stopped answering"


class PortUrlFault(DeviceError):
    """The address cannot be read; `detail` names every fault found in it."""

    code = "device.url-fault"
    reason = "address"
    words = "this address cannot be read"
