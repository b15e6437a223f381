"""The stations that this program runs: those with devices here, and any other whose page is
asked for (a tablet paired at the desk)."""

from __future__ import annotations

import threading
from collections.abc import Callable

from kiosk.screens import IdlePart
from kiosk.session_events import Settings
from kiosk.station import Station

MakeStation = Callable[[int], Station | None]
"""A station by its number, not started; None when there is no such station."""


class Stations:
    """Stations by number, each made and started when it is first needed."""

    def __init__(self, make: MakeStation) -> None:
        self._make = make
        self._running: dict[int, Station] = {}
        self._lock = threading.Lock()
        self._stopped = False
        self._told: dict[int, Settings] = {}

    def of(self, number: int) -> Station | None:
        """The running station, or None when there is none of that number."""
        station = self._running.get(number)
        if station is not None:
            return station
        with self._lock:
            if number not in self._running and not self._stopped:
                made = self._make(number)
                if made is not None:
                    made.start()
                    self._running[number] = made
            return self._running.get(number)

    def running(self) -> tuple[Station, ...]:
        """All that run now."""
        return tuple(self._running.values())

    def numbered(self) -> tuple[tuple[int, Station], ...]:
        """All that run now, with their numbers."""
        return tuple(sorted(self._running.items()))

    def watched(self) -> int:
        """How many of them have a page connected."""
        return sum(station.watched() for station in self.running())

    def show_idle(self, part: IdlePart) -> None:
        """Other books on the idle screens."""
        for station in self.running():
            station.show_idle(part)

    def tell(self, settings_of: Callable[[int], Settings]) -> None:
        """Give each station its settings anew when they are others than it was told."""
        for number, station in self.numbered():
            settings = settings_of(number)
            if self._told.get(number) != settings:
                self._told[number] = settings
                station.change_settings(settings)

    def stop(self) -> None:
        """End the streams and threads of all; nothing is lost, confirmed is durable."""
        with self._lock:
            self._stopped = True
            stations = self.running()
        for station in stations:
            station.stop()
