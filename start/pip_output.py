"""What went wrong with a preparation, read from what pip, venv or the system said."""

from __future__ import annotations

SIGNS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("disk-full", ("No space left on device", "Errno 28", "not enough space")),
    ("read-only", ("Read-only file system", "Permission denied", "Errno 13", "Errno 30",
                   "WinError 5")),
    ("damaged", ("DO NOT MATCH THE HASHES",)),
    ("no-network", ("NewConnectionError", "NameResolutionError", "ConnectTimeoutError",
                    "ReadTimeoutError", "ProxyError", "SSLError", "Max retries exceeded",
                    "Connection reset", "Temporary failure in name resolution")),
)  # fmt: skip
"""Codes with the words that betray them, the most telling first."""


class PreparationFault(Exception):
    """The environment could not be made. `code` picks the text `prepare.fault-<code>`,
    which says what to do; `values` fill it."""

    def __init__(self, code: str, **values: object) -> None:
        self.code = code
        self.values = values
        super().__init__(code)


def fault_in(said: str, otherwise: str, **values: object) -> PreparationFault:
    """The fault that `said` betrays, else `otherwise`."""
    for code, signs in SIGNS:
        if any(sign in said for sign in signs):
            return PreparationFault(code, **values)
    if otherwise == "failed" and "No matching distribution found" in said:
        return PreparationFault("no-package", **values)
    return PreparationFault(otherwise, **values)
