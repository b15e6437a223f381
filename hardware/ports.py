"""The list of ports for people: what is plugged in and which address to write for it."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from hardware.port_url import BY_ID
from hardware.serial_port import AttachedPort, attached_ports

BY_PATH = "/dev/serial/by-path/"


@dataclass(frozen=True, slots=True)
class FoundPort:
    """A port and its names. `usb` is `1a86:7523`, `by_id` the Linux link; None where absent.
    `url` is the address to write down: the one that lasts longest."""

    path: str
    description: str
    usb: str | None
    by_id: str | None
    url: str


def found_ports(
    attached: Iterable[AttachedPort] | None = None,
    by_id_folder: Path = Path(BY_ID),
    by_path_folder: Path = Path(BY_PATH),
) -> list[FoundPort]:
    """The serial ports of this computer, USB ones first."""
    ports = list(attached_ports() if attached is None else attached)
    by_id, by_path = _links(by_id_folder), _links(by_path_folder)
    like = Counter((port.vendor, port.product, port.serial_number) for port in ports)
    found = []
    for port in ports:
        usb, real = _usb(port), os.path.realpath(port.path)
        lasting = by_id.get(real) or (f"usb:{usb}" if usb else port.path)
        if usb and like[port.vendor, port.product, port.serial_number] > 1:
            # Two adapters without serial numbers share one by-id name; only the socket they
            # are plugged into tells them apart.
            lasting = by_path.get(real) or port.path
        description = "" if port.description == "n/a" else port.description
        found.append(FoundPort(port.path, description, usb, by_id.get(real), lasting))
    return found


def _usb(port: AttachedPort) -> str | None:
    if port.vendor is None or port.product is None:
        return None
    return f"{port.vendor:04x}:{port.product:04x}"


def _links(folder: Path) -> dict[str, str]:
    if not folder.is_dir():
        return {}
    return {os.path.realpath(link): str(link) for link in sorted(folder.iterdir())}
