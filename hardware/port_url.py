"""Addresses of ports: one line that says where a scanner is and how it writes.

    /dev/serial/by-id/usb-…            by-id:usb-…           COM3
    usb:1a86:7523                      usb:1a86:7523:SERIAL
    socket://10.0.0.7:4001             rfc2217://host:port   loop://
    simulated:front
    …?baud=9600&bits=8&parity=E&stop=1&suffix=CR&gap=80&aim=1&codeid=1&repeat=1&dtr=0&rts=0

Pure: nothing is opened here. All faults of an address are reported at once.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from hardware.errors import PortUrlFault
from hardware.framing import ENDS, FrameRules

BY_ID = "/dev/serial/by-id/"

_NETWORK = ("socket://", "rfc2217://", "loop://")
_USB = re.compile(r"usb:([0-9a-f]{4}):([0-9a-f]{4})(?::(.+))?", re.IGNORECASE)
_COM = re.compile(r"com[0-9]{1,3}", re.IGNORECASE)
_NUMBER = re.compile(r"[0-9]{1,7}(\.[0-9]{1,3})?")
_FLAGS = {"1": True, "0": False, "yes": True, "no": False, "on": True, "off": False}

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class UsbId:
    """What `usb:` names: vendor and product number, and the serial number where one is given."""

    vendor: int
    product: int
    serial_number: str | None = None


@dataclass(frozen=True, slots=True)
class LineSettings:
    """The wire: `parity` is N, E, O, M or S; `dtr` and `rts` None leave the lines as they are."""

    baud: int = 9600
    bits: int = 8
    parity: str = "N"
    stop: float = 1.0
    dtr: bool | None = None
    rts: bool | None = None


@dataclass(frozen=True, slots=True)
class PortUrl:
    """A read address: `kind` is path, usb, network or simulated; `place` the part before `?`
    (a path, a COM name, a network address or the name of a simulated scanner)."""

    text: str
    kind: str
    place: str
    usb: UsbId | None = None
    line: LineSettings = field(default_factory=LineSettings)
    frames: FrameRules = field(default_factory=FrameRules)


def read_port_url(text: str) -> PortUrl:
    """Read an address. Raises `PortUrlFault` that names every fault of it."""
    place, _, query = text.strip().partition("?")
    options = _Options(query)
    line = LineSettings(
        baud=options.take("baud", 9600, lambda v: _whole(v, 50, 4_000_000)),
        bits=options.take("bits", 8, lambda v: _whole(v, 5, 8)),
        parity=options.take("parity", "N", lambda v: _one_of(v, "NEOMS")),
        stop=options.take("stop", 1.0, lambda v: {"1": 1.0, "1.5": 1.5, "2": 2.0}.get(v)),
        dtr=options.take("dtr", None, _FLAGS.get),
        rts=options.take("rts", None, _FLAGS.get),
    )
    frames = FrameRules(
        suffix=options.take("suffix", "any", lambda v: _one_of(v, ENDS)),
        gap=options.take("gap", 80.0, lambda v: _decimal(v, 10, 2000)) / 1000,
        aim=options.take("aim", False, _FLAGS.get),
        code_id=options.take("codeid", False, _FLAGS.get),
        repeat=options.take("repeat", 1.0, lambda v: _decimal(v, 0, 60)),
    )
    kind, place, usb = _place(place, options.faults)
    options.finish()
    if options.faults:
        raise PortUrlFault(text, "; ".join(options.faults))
    return PortUrl(text.strip(), kind, place, usb, line, frames)


def _place(place: str, faults: list[str]) -> tuple[str, str, UsbId | None]:
    if found := _USB.fullmatch(place):
        vendor, product, serial_number = found.groups()
        return "usb", place, UsbId(int(vendor, 16), int(product, 16), serial_number)
    scheme, _, rest = place.partition(":")
    if scheme == "simulated":
        return "simulated", rest or "scanner", None
    if scheme == "by-id" and rest:
        return "path", BY_ID + rest, None
    if place.startswith(_NETWORK):
        return "network", place, None
    if place.startswith("/") or _COM.fullmatch(place):
        return "path", place, None
    faults.append(f"{place!r} is no port: write /dev/…, COM3, usb:1a86:7523 or socket://host:port")
    return "path", place, None


class _Options:
    """The part after `?`; collects faults instead of stopping at the first."""

    def __init__(self, query: str) -> None:
        self.faults: list[str] = []
        self._known: list[str] = []
        # Not parse_qsl: a plus sign in a by-id name or a value must stay a plus sign.
        pairs = [part.partition("=") for part in query.split("&") if part]
        self._given = {name.lower(): value for name, _, value in pairs}

    def take(self, name: str, default: T, read: Callable[[str], T | None]) -> T:
        self._known.append(name)
        value = self._given.pop(name, None)
        if value is None:
            return default
        understood = read(value)
        if understood is None:
            self.faults.append(f"{name}={value} makes no sense")
            return default
        return understood

    def finish(self) -> None:
        for name in self._given:
            near = difflib.get_close_matches(name, self._known, 1)
            hint = f"did you mean {near[0]}?" if near else "known: " + ", ".join(self._known)
            self.faults.append(f"unknown option {name} ({hint})")


def _whole(value: str, least: int, most: int) -> int | None:
    number = _decimal(value, least, most)
    return int(number) if number is not None and number == int(number) else None


def _decimal(value: str, least: float, most: float) -> float | None:
    if not _NUMBER.fullmatch(value) or not least <= float(value) <= most:
        return None
    return float(value)


def _one_of(value: str, names: str | dict[str, bytes]) -> str | None:
    return next((name for name in names if name.lower() == value.lower()), None)
