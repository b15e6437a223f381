"""The printers of `hardware` as the server knows them."""

from __future__ import annotations

from hardware.printers import NOT_REACHED, AddressFault, Sending, read_address, send


class Printers:
    """Sends by address; an address that is none any more is a printer not reached."""

    def send(self, address: str, content: bytes) -> Sending:
        """What came of it."""
        try:
            return send(address, content)
        except AddressFault:
            return Sending(NOT_REACHED, "address")

    def fault(self, address: str) -> str | None:
        """What is wrong with the address, as a stable code."""
        try:
            read_address(address)
        except AddressFault as fault:
            return str(fault)
        return None
