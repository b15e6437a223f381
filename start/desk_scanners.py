"""Desk stations of this computer: what their scanners read goes to the open page of the desk
that says "this scanner works here"."""

from __future__ import annotations

import queue
import threading
from functools import partial

from hardware.scan import DeviceEvent, DeviceFound, DeviceLost, Scan
from server.errors import survives
from server.server import Server
from server.services.desk_activity import scanned
from server.services.desk_station import KIND
from server.services.pairing import stations


class DeskStation:
    """One desk station: a thread that does its scans one after the other. `post` is the sink
    of its devices and returns at once."""

    def __init__(self, server: Server, number: int) -> None:
        self.number = number
        self._server = server
        self._inbox: queue.SimpleQueue[tuple[str, Scan] | None] = queue.SimpleQueue()
        self._lost: set[str] = set()
        name = f"desk-station-{number}"
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)

    def post(self, event: DeviceEvent) -> None:
        """What a device of this station reports. A scan gets its operation id here."""
        match event:
            case Scan():
                self._inbox.put((self._server.new_id(), event))
            case DeviceLost(device):
                self._lost.add(device)
                self._server.desk_scanners.attach(self.number, lost=True)
            case DeviceFound(device):
                self._lost.discard(device)
                self._server.desk_scanners.attach(self.number, lost=bool(self._lost))

    def start(self) -> None:
        """From now on pages may take the scanner."""
        self._server.desk_scanners.attach(self.number)
        self._thread.start()

    def stop(self, timeout: float = 5.0) -> None:
        """Pages are told; a scan that is being done is done to its end."""
        self._inbox.put(None)
        self._server.desk_scanners.detach(self.number)
        if self._thread.is_alive():
            self._thread.join(timeout)

    def _run(self) -> None:
        while True:
            found = self._inbox.get()
            if found is None:
                return
            survives(f"desk-station-{self.number}", partial(self._do, *found))

    def _do(self, operation_id: str, scan: Scan) -> None:
        scanned(self._server, self.number, scan.text, self._server.now(), operation_id)


class DeskStations:
    """Desk stations by number, each made and started when its devices are opened."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._running: dict[int, DeskStation] = {}

    def of(self, number: int) -> DeskStation | None:
        """The running station, or None when the library knows no desk of that number."""
        if number not in self._running:
            kinds = {known: kind for known, _, kind in stations(self._server)}
            if kinds.get(number) != KIND:
                return None
            made = DeskStation(self._server, number)
            made.start()
            self._running[number] = made
        return self._running[number]

    def numbers(self) -> tuple[int, ...]:
        """Those that run."""
        return tuple(sorted(self._running))

    def stop(self) -> None:
        """End their threads and tell their pages."""
        for station in self._running.values():
            station.stop()
