"""What the root hands the server to reach printers: it knows no hardware itself."""

from __future__ import annotations

from typing import Protocol

SENT, NOT_REACHED, UNKNOWN = "sent", "not-reached", "unknown"


class Sending(Protocol):
    """What came of sending: `outcome` SENT, NOT_REACHED (nothing was printed) or UNKNOWN
    (it broke off in the middle); `reason` a stable code, text key `printer.fault-<reason>`."""

    @property
    def outcome(self) -> str: ...
    @property
    def reason(self) -> str: ...


class PrinterPort(Protocol):
    """Sends bytes to an address; says what is wrong with one (text key
    `printer.address-<code>`), None when nothing is."""

    def send(self, address: str, content: bytes) -> Sending: ...
    def fault(self, address: str) -> str | None: ...
