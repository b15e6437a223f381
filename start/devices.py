"""The scanners of this computer, each bound to a station: a kiosk, or a desk."""

from __future__ import annotations

from collections.abc import Iterable

from config.faults import Fault
from config.settings import StationDevices
from hardware.barcode_scanner import BarcodeScanner, scanner_at
from hardware.errors import PortUrlFault
from hardware.port_url import read_port_url
from hardware.simulated import close_twins
from start.desk_scanners import DeskStations
from start.stations import Stations


def address_faults(stations: Iterable[StationDevices]) -> list[Fault]:
    """Addresses of ports that make no sense, before anything is opened."""
    faults = []
    for station in stations:
        for url in station.scanners:
            try:
                read_port_url(url)
            except PortUrlFault as fault:
                faults.append(Fault("scanner-address", url, {"detail": fault.detail}))
    return faults


class Devices:
    """Opens and closes the scanners together. A port that is absent is no fault here: the
    station shows it and the scanner heals by itself."""

    def __init__(
        self, places: Iterable[StationDevices], stations: Stations,
        desks: DeskStations | None = None,
    ) -> None:  # fmt: skip
        self._desks = desks
        self._scanners: list[BarcodeScanner] = []
        self._of_station: dict[int, list[BarcodeScanner]] = {}
        for place in places:
            station = stations.of(place.number)
            desk = desks.of(place.number) if desks is not None and place.scanners else None
            sink = station.post if station is not None else desk.post if desk is not None else None
            if sink is None:
                continue
            for count, url in enumerate(place.scanners, 1):
                name = f"scanner-{place.number}-{count}"
                scanner = scanner_at(name, url, sink)
                self._scanners.append(scanner)
                self._of_station.setdefault(place.number, []).append(scanner)

    def start(self) -> None:
        """Begin to listen at all ports."""
        for scanner in self._scanners:
            scanner.start()

    def stop(self) -> None:
        """Let go of all ports; what a desk scanner read already is done."""
        for scanner in self._scanners:
            scanner.stop()
        if self._desks is not None:
            self._desks.stop()
        close_twins()

    def connected(self) -> int:
        """How many scanners answer now."""
        return sum(scanner.connected for scanner in self._scanners)

    def missing(self) -> int:
        """How many do not."""
        return len(self._scanners) - self.connected()

    def desks(self) -> tuple[int, ...]:
        """The desk stations among those that have scanners here."""
        return () if self._desks is None else self._desks.numbers()

    def of_station(self, number: int) -> tuple[int, int]:
        """How many scanners a station should have, and how many of them do not answer."""
        scanners = self._of_station.get(number, [])
        return len(scanners), sum(not scanner.connected for scanner in scanners)
